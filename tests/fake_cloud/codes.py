"""Codes over a `FakeBackend`: written, computed and derived from the time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import override

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeId,
    CodeStatus,
    CodeWrite,
    status_by_schedule,
)
from custom_components.cloud_locks.model.code_rules import ChangeStyle
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    DuplicateCode,
    InvalidCode,
    LockOffline,
    NotFound,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import LockId, Reachability
from custom_components.cloud_locks.model.masking import mask, same_name
from custom_components.cloud_locks.model.parts import (
    ClearScope,
    Codes,
    Depth,
    DynamicCode,
    DynamicCodes,
    OfflineCode,
    OfflineCodes,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .backend import FakeBackend

type Shelf = dict[CodeId, AccessCode]

_PERIOD = 300
"""Seconds that a dynamic code lives."""


class FakeCodes(Codes):
    """Codes that are written to a lock, at once or when it takes what is queued."""

    def __init__(self, backend: FakeBackend) -> None:
        """Write into a backend."""
        self._backend = backend

    @override
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        async with self._backend.call("codes.list", lock_id):
            shelf = self._shelf(lock_id)
            return tuple(self._seen(lock_id, code, depth) for code in shelf.values())

    @override
    async def get(
        self, lock_id: LockId, code_id: CodeId, *, depth: Depth
    ) -> AccessCode:
        async with self._backend.call("codes.get", lock_id):
            code = _found(self._shelf(lock_id), code_id)
            return self._seen(lock_id, code, depth)

    @override
    async def add(self, lock_id: LockId, draft: CodeDraft) -> CodeWrite:
        async with self._backend.call("codes.add", lock_id):
            shelf = self._shelf(lock_id)
            self._check_pin(lock_id, draft.pin)
            self._check_room(lock_id, shelf)
            code = AccessCode(
                id=self._backend.new_id("code"),
                name=draft.name,
                schedule=draft.schedule,
                pin=draft.pin,
                reference=draft.reference if self._backend.keeps_reference else None,
            )
            return self._write(lock_id, code)

    @override
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        async with self._backend.call("codes.update", lock_id):
            old = _found(self._shelf(lock_id), code_id)
            self._check_changeable(lock_id)
            _check_name(old, expect_name)
            if change.pin is not None and change.pin != old.pin:
                self._check_pin(lock_id, change.pin)
            new = replace(
                old,
                name=change.name or old.name,
                pin=change.pin or old.pin,
                schedule=change.schedule or old.schedule,
            )
            return self._write(lock_id, new)

    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        async with self._backend.call("codes.delete", lock_id):
            shelf = self._shelf(lock_id)
            if (code := shelf.get(code_id)) is None:
                return Outcome.CONFIRMED
            _check_name(code, expect_name)
            if lock_id in self._backend.queued:
                shelf[code_id] = replace(code, status=CodeStatus.REMOVING)
                return Outcome.ACCEPTED
            del shelf[code_id]
            return Outcome.CONFIRMED

    @override
    async def forget(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> None:
        async with self._backend.call("codes.forget", lock_id):
            shelf = self._shelf(lock_id)
            if (code := shelf.get(code_id)) is not None:
                _check_name(code, expect_name)
                del shelf[code_id]

    @override
    async def set_enabled(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> Outcome:
        async with self._backend.call("codes.set_enabled", lock_id):
            shelf = self._shelf(lock_id)
            status = CodeStatus.UNKNOWN if enabled else CodeStatus.DISABLED
            found = _found(shelf, code.id)
            _check_name(found, code.name)
            switched = replace(found, status=status)
            if lock_id in self._backend.queued:
                self._backend.switched[lock_id, code.id] = switched
                return Outcome.ACCEPTED
            shelf[code.id] = switched
            return Outcome.CONFIRMED

    def _write(self, lock_id: LockId, code: AccessCode) -> CodeWrite:
        queued = lock_id in self._backend.queued
        self._backend.codes[lock_id][code.id] = replace(
            code,
            status=CodeStatus.PENDING if queued else code.status,
            on_lock=not queued,
        )
        outcome = Outcome.ACCEPTED if queued else Outcome.CONFIRMED
        return CodeWrite(outcome=outcome, code_id=code.id)

    def _shelf(self, lock_id: LockId) -> Shelf:
        lock = self._backend.locks.get(lock_id)
        if lock is None:
            raise NotFound(lock_id)
        if lock.reachability is Reachability.OFFLINE:
            raise LockOffline(lock_id)
        return self._backend.codes[lock_id]

    def _check_pin(self, lock_id: LockId, pin: Secret | None) -> None:
        rules = self._backend.locks[lock_id].code_rules
        if pin is None or (rules is not None and rules.check_pin(pin.reveal())):
            raise InvalidCode(lock_id)
        shelf = self._backend.codes[lock_id].values()
        if not self._backend.takes_doubles and any(it.pin == pin for it in shelf):
            raise DuplicateCode(lock_id)

    def _check_changeable(self, lock_id: LockId) -> None:
        rules = self._backend.locks[lock_id].code_rules
        if rules is not None and rules.change is ChangeStyle.REPLACE:
            raise Unsupported("change in place")

    def _check_room(self, lock_id: LockId, shelf: Shelf) -> None:
        rules = self._backend.locks[lock_id].code_rules
        if rules and rules.capacity is not None and len(shelf) >= rules.capacity:
            raise CapacityFull(lock_id)

    def _seen(self, lock_id: LockId, code: AccessCode, depth: Depth) -> AccessCode:
        rules = self._backend.locks[lock_id].code_rules
        schedule = code.schedule if depth >= Depth.SCHEDULES else None
        now = self._backend.now()
        return replace(
            code,
            name=mask(code.name, rules.lengths) if rules else code.name,
            schedule=schedule,
            status=_status(code, schedule, self._backend),
            verified_at=now if code.on_lock else None,
            pin=code.pin if depth >= Depth.PINS else None,
        )


def _status(
    code: AccessCode, schedule: Schedule | None, backend: FakeBackend
) -> CodeStatus:
    also = () if code.status is CodeStatus.UNKNOWN else (code.status,)
    return status_by_schedule(schedule, backend.now(), also=also)


def _check_name(code: AccessCode, expected: str | None) -> None:
    if expected is not None and not same_name(code.name, expected):
        raise NotFound(code.id, reason=Reason.CHANGED_ELSEWHERE)


def _found(shelf: Shelf, code_id: CodeId) -> AccessCode:
    try:
        return shelf[code_id]
    except KeyError as err:
        raise NotFound(code_id) from err


class FakeOfflineCodes(OfflineCodes):
    """Codes that are computed: the digits count up."""

    def __init__(self, backend: FakeBackend) -> None:
        """Count in a backend."""
        self._backend = backend
        self._last = 600_000

    @override
    async def generate(
        self, lock_id: LockId, schedule: Schedule, name: str | None
    ) -> OfflineCode:
        async with self._backend.call("offline_codes.generate", lock_id):
            return OfflineCode(
                id=self._backend.new_id("offline"),
                name=name,
                pin=self._next(),
                schedule=schedule,
                use_before=self._backend.now() + timedelta(hours=24),
                revocable=True,
            )

    @override
    async def generate_clear(
        self, lock_id: LockId, scope: ClearScope, code_id: str | None
    ) -> Secret:
        async with self._backend.call("offline_codes.generate_clear", lock_id):
            return self._next()

    def _next(self) -> Secret:
        self._last += 1
        return Secret(str(self._last))


class FakeDynamicCodes(DynamicCodes):
    """Codes that change every five minutes."""

    def __init__(self, backend: FakeBackend) -> None:
        """Read the clock of a backend."""
        self._backend = backend

    @override
    async def current(self, lock_id: LockId) -> DynamicCode:
        async with self._backend.call("dynamic_codes.current", lock_id):
            turn = int(self._backend.now().timestamp()) // _PERIOD
            until = datetime.fromtimestamp((turn + 1) * _PERIOD, UTC)
            return DynamicCode(pin=Secret(f"{turn:08d}"), valid_until=until)
