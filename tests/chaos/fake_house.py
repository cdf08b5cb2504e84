"""A house at the in-memory cloud."""

from datetime import datetime, timedelta
from typing import override

import pytest

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
)
from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend, register

from .house import CodeId, Door, Held, House, Topic, Trouble
from .troubled import TroubledScript


class FakeHouse(House):
    """The two doors of the fake account."""

    doors = ("front", "back")
    rest = 4 * timedelta(minutes=30)  # It says that it tells news by itself.
    tidy = False
    live_at_most = timedelta(hours=1)

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put the fake among the vendors."""
        super().__init__()
        self._script = TroubledScript(self._called)
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
