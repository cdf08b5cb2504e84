"""The world behind a fake cloud: locks, codes, people, a door log, a clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeId,
    CodeStatus,
)
from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.credential import Credential
from custom_components.cloud_locks.model.lock import BoltState, Gateway, Lock, LockId
from custom_components.cloud_locks.model.parts import PassagePlan, Picture
from custom_components.cloud_locks.model.people import Role, User
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .locks import GATEWAY, default_locks, without_parts


class World:
    """What there is; tests read it, change it and let things happen in it.

    A stored code whose status is `unknown` is on the lock; clients see it by its
    schedule. Locks in `queued` take codes and settings only when `deliver` is called,
    locks in `jammed` do not move. `takes_doubles`: the same digits may come twice.
    """

    def __init__(self, locks: Iterable[Lock] | None, parts: frozenset[Part]) -> None:
        """Start with `locks` (None: a front and a back door), cut to `parts`."""
        self.parts = parts
        self.locks: dict[LockId, Lock] = {}
        self.gateways: tuple[Gateway, ...] = (GATEWAY,)
        self.codes: dict[LockId, dict[CodeId, AccessCode]] = {}
        self.queued: set[LockId] = set()
        self.switched: dict[tuple[LockId, CodeId], AccessCode] = {}
        self.jammed: set[LockId] = set()
        self.keeps_reference = False
        self.takes_doubles = False
        self.people_need_account = True
        self.invites = False
        self.log: list[AccessEvent] = []
        self.credentials: dict[LockId, dict[str, Credential]] = {}
        self.card_numbers: dict[tuple[LockId, str], Secret] = {}
        self.users: dict[LockId, dict[str, User]] = {}
        self.plans: dict[LockId, PassagePlan] = {}
        self.pictures: dict[LockId, Picture] = {}
        self._offset = timedelta()
        self._last_id = 0
        for lock in default_locks() if locks is None else locks:
            self.add_lock(lock)

    def now(self) -> datetime:
        """Return the time at the cloud; it follows a frozen clock."""
        return datetime.now(UTC) + self._offset

    def advance(self, by: timedelta) -> None:
        """Move the clock of the cloud alone."""
        self._offset += by

    def new_id(self, kind: str) -> str:
        """Return an id that was never used."""
        self._last_id += 1
        return f"{kind}-{self._last_id}"

    def add_lock(self, lock: Lock) -> None:
        """Put a lock into the account."""
        served = without_parts(lock.capabilities, self.parts)
        self.locks[lock.id] = replace(lock, capabilities=served)
        self.codes.setdefault(lock.id, {})
        self.credentials.setdefault(lock.id, {})
        self.users.setdefault(lock.id, {})

    def add_user(
        self, lock_id: LockId, name: str, role: Role = Role.GUEST, **fields: Any
    ) -> User:
        """Give somebody access in the vendor's app."""
        user = User(id=self.new_id("user"), name=name, role=role, **fields)
        self.users[lock_id][user.id] = user
        return user

    def remove_lock(self, lock_id: LockId) -> None:
        """Take a lock out of the account."""
        del self.locks[lock_id]

    def change(self, lock_id: LockId, **changes: Any) -> Lock:
        """Change fields of a lock, for example `reachability` or `bolt`."""
        self.locks[lock_id] = replace(self.locks[lock_id], **changes)
        return self.locks[lock_id]

    def ask(self, lock_id: LockId, seconds: float = 60) -> Lock:
        """Let somebody at the door ask to be let in."""
        self.emit(lock_id, EventType.OPEN_REQUESTED)
        until = self.now() + timedelta(seconds=seconds)
        return self.change(lock_id, asking_until=until)

    def emit(
        self,
        lock_id: LockId,
        type_: EventType,
        *,
        stream: Stream = Stream.ACCESS,
        **fields: Any,
    ) -> AccessEvent:
        """Write something into the door log, by default now."""
        defaults: dict[str, Any] = {
            "id": self.new_id("event"),
            "occurred_at": self.now(),
        }
        event = AccessEvent(
            lock_id=lock_id, stream=stream, type=type_, **defaults | fields
        )
        self.log.append(event)
        return event

    def type_pin(self, lock_id: LockId, pin: str) -> AccessEvent:
        """Type a PIN at the keypad: the door opens, or not."""
        code = self._matching(lock_id, Secret(pin))
        if code is None:
            return self.emit(lock_id, EventType.DENIED, method=Method.CODE)
        self.change(lock_id, bolt=BoltState.UNLOCKED)
        return self.emit(
            lock_id,
            EventType.UNLOCKED,
            method=Method.CODE,
            who=code.name,
            code_id=code.id,
            code_name=code.name,
        )

    def _matching(self, lock_id: LockId, pin: Secret) -> AccessCode | None:
        now = self.now()
        return next(
            (
                code
                for code in self.codes[lock_id].values()
                if code.pin == pin
                and code.status is CodeStatus.UNKNOWN
                and code.schedule is not None
                and code.schedule.is_active(now)
            ),
            None,
        )

    def add_code(
        self,
        lock_id: LockId,
        name: str,
        pin: str,
        schedule: Schedule | None = None,
        **fields: Any,
    ) -> AccessCode:
        """Put a code on a lock in the vendor's app; rules and doubles do not matter."""
        defaults: dict[str, Any] = {"id": self.new_id("code"), "on_lock": True}
        code = AccessCode(
            name=name,
            schedule=schedule or Schedule.always(),
            pin=Secret(pin),
            **defaults | fields,
        )
        self.codes[lock_id][code.id] = code
        return code

    def edit_code(self, lock_id: LockId, code_id: CodeId, **changes: Any) -> None:
        """Change a code in the vendor's app."""
        self.codes[lock_id][code_id] = replace(self.codes[lock_id][code_id], **changes)

    def remove_code(self, lock_id: LockId, code_id: CodeId) -> None:
        """Take a code off a lock in the vendor's app."""
        del self.codes[lock_id][code_id]

    def deliver(self, lock_id: LockId) -> None:
        """Let a lock take what is queued for it."""
        settings = self.locks[lock_id].settings
        self.change(
            lock_id, settings=tuple(replace(it, pending=False) for it in settings)
        )
        shelf = self.codes[lock_id]
        for place in [place for place in self.switched if place[0] == lock_id]:
            shelf[place[1]] = self.switched.pop(place)
        for code in tuple(shelf.values()):
            if code.status is CodeStatus.REMOVING:
                del shelf[code.id]
            elif code.status is CodeStatus.PENDING:
                shelf[code.id] = replace(code, status=CodeStatus.UNKNOWN, on_lock=True)
