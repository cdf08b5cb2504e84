"""A house at the in-memory cloud."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final, override

import pytest

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
)
from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    LockOffline,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    TransientError,
    VendorError,
)
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend, register
from tests.fake_cloud.faults import Script

from .house import CodeId, Door, Held, House, Kind, Topic, Trouble

_TOPICS: Final = {
    "codes.list": Topic.READ,
    "codes.get": Topic.READ,
    "codes.add": Topic.ADD,
    "codes.update": Topic.CHANGE,
    "codes.set_enabled": Topic.CHANGE,
    "codes.delete": Topic.DELETE,
    "operate": Topic.OPERATE,
    "account": Topic.STATES,
    "inventory": Topic.STATES,
    "states": Topic.STATES,
    "activity": Topic.ACTIVITY,
    "settings.set": Topic.SETTING,
}
_ERRORS: Final[dict[Kind, Callable[[], VendorError]]] = {
    Kind.BUSY: LockBusy,
    Kind.OFFLINE: LockOffline,
    Kind.LIMITED: lambda: RateLimited(retry_after=90),
    Kind.UNREACHABLE: CloudUnreachable,
    Kind.SIGNED_OUT: AuthError,
    Kind.LOST_BEFORE: OutcomeUnknown,
    Kind.LOST_AFTER: OutcomeUnknown,
    Kind.GARBLED_BEFORE: ProtocolError,
    Kind.GARBLED_AFTER: ProtocolError,
}


class _Script(Script):
    """Lets calls meet their troubles and counts what was not refused."""

    def __init__(self, on_call: Callable[[], None]) -> None:
        super().__init__()
        self._on_call = on_call
        self.troubles: list[Trouble] = []
        self.sent: Counter[tuple[Topic, Door | None]] = Counter()
        """Calls that were not provably refused."""
        self.under_way: Counter[Door | None] = Counter()
        """Calls about codes, by lock."""

    @override
    @asynccontextmanager
    async def call(self, method: str, lock_id: Door | None) -> AsyncIterator[None]:
        sending = (_TOPICS.get(method, Topic.READ), lock_id)
        self.sent[sending] += 1
        self.under_way[lock_id] += method.startswith("codes.")
        try:
            async with self._troubled(sending[0]):
                yield
        except TransientError, RejectedError, AuthError:
            self.sent[sending] -= 1
            raise
        finally:
            self.under_way[lock_id] -= method.startswith("codes.")

    @asynccontextmanager
    async def _troubled(self, topic: Topic) -> AsyncIterator[None]:
        trouble = self._met(topic)
        if trouble is None:
            yield
            self._on_call()
            return
        error = None if trouble.kind.slow else _ERRORS[trouble.kind]()
        if isinstance(error, OutcomeUnknown) and not trouble.topic.writes:
            # Whoever only asked has lost nothing but an answer.
            error = CloudUnreachable()
        if not trouble.kind.done:
            await asyncio.sleep(trouble.seconds if trouble.kind.slow else 0)
            if error is not None:
                raise error
        yield
        self._on_call()
        if trouble.kind.done:
            await asyncio.sleep(trouble.seconds if trouble.kind.slow else 0)
            if error is not None:
                raise error

    def _met(self, topic: Topic) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and trouble.topic is topic:
                trouble.times -= 1
                return trouble
        return None


class FakeHouse(House):
    """The two doors of the fake account."""

    doors = ("front", "back")
    rest = 4 * timedelta(minutes=30)  # It says that it tells news by itself.
    tidy = False
    live_at_most = timedelta(hours=1)

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put the fake among the vendors."""
        super().__init__()
        self._script = _Script(self._called)
        self._backend = FakeBackend()
        self._backend.script = self._script
        register(monkeypatch, self._backend)
        self.prefix = f"fake:{self._backend.account_id}"
        self.config = {}
        self.entry_data = {
            CONF_BRAND: "fake",
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: {"personal_key": self._backend.key},
        }

    def _called(self) -> None:
        self.on_call()

    @override
    async def open(self) -> None:
        """Do nothing: there is no server."""

    @override
    async def close(self) -> None:
        """Do nothing: there is no server."""

    @override
    def held(self, door: Door) -> dict[CodeId, Held]:
        return {it.id: _held(it) for it in self._backend.codes[door].values()}

    @override
    def put(
        self,
        door: Door,
        name: str,
        pin: str,
        ends: datetime | None,
        *,
        instead_of: CodeId | None = None,
    ) -> bool:
        fields = {} if instead_of is None else {"id": instead_of}
        schedule = Schedule.always() if ends is None else Schedule.window(None, ends)
        self._backend.add_code(door, name, pin, schedule, **fields)
        return True

    @override
    def edit(
        self,
        door: Door,
        code_id: CodeId,
        *,
        name: str | None = None,
        pin: str | None = None,
        ends: datetime | None = None,
    ) -> None:
        changes = {
            "name": name,
            "pin": pin and Secret(pin),
            "schedule": ends and Schedule.window(None, ends),
        }
        given = {key: it for key, it in changes.items() if it is not None}
        self._backend.edit_code(door, code_id, **given)

    @override
    def remove(self, door: Door, code_id: CodeId) -> None:
        self._backend.remove_code(door, code_id)

    @override
    def doze(self, door: Door) -> None:
        self._backend.queued.add(door)

    @override
    def wake(self, door: Door) -> None:
        self._backend.queued.discard(door)
        self._backend.deliver(door)

    @override
    async def trouble(self, trouble: Trouble) -> None:
        self._script.troubles.append(trouble)

    @override
    async def heal(self) -> None:
        self._script.troubles.clear()

    @override
    def sent(self, topic: Topic, door: Door) -> int:
        return self._script.sent[topic, door]

    @override
    def is_busy(self, door: Door) -> bool:
        return bool(self._script.under_way[door])

    @override
    def bolt(self, door: Door) -> str:
        return self._backend.locks[door].bolt.value


def _held(code: AccessCode) -> Held:
    assert code.pin is not None
    return Held(
        id=code.id,
        name=code.name,
        pin=code.pin.reveal(),
        ends=None if code.schedule is None else code.schedule.end,
        leaving=code.status is CodeStatus.REMOVING,
    )
