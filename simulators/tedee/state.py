"""Everything one simulated Tedee cloud knows, apart from the home itself."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Final

from simulators.bolt import Movement
from simulators.home import Home
from simulators.people import Person

from .devices import TedeeBridge, TedeeLock
from .limits import HOUR, TEN_MINUTES, FixedWindows, SyncGuard
from .numbers import AccessLevel
from .people import (
    Access,
    Group,
    PersonalKey,
    Scope,
    User,
    identity,
    new_key,
    new_user,
)
from .switches import Switches

_FIRST_USER, _FIRST_DEVICE, _DEVICE_STEP = 70301, 20411, 13
KEY_LIFE: Final = timedelta(days=365)


@dataclass(kw_only=True, slots=True)
class Operation:
    """A command to a lock that was accepted."""

    id: str
    device_id: int
    movement: Movement


@dataclass(kw_only=True, slots=True)
class Limits:
    """Counters of requests."""

    hourly: FixedWindows = field(default_factory=lambda: FixedWindows(HOUR))
    lock_lists: FixedWindows = field(default_factory=lambda: FixedWindows(TEN_MINUTES))
    syncs: SyncGuard = field(default_factory=SyncGuard)


class TedeeState:
    """Users, keys, devices, roles and operations of one cloud."""

    def __init__(self, home: Home, owner: Person) -> None:
        """Start with one user, who has a key with every scope."""
        self.home = home
        self.switches = Switches()
        self.limits = Limits()
        self.users: list[User] = []
        self.groups: dict[str, Group] = {}
        self.keys: list[PersonalKey] = []
        self.locks: dict[int, TedeeLock] = {}
        self.bridges: dict[int, TedeeBridge] = {}
        self.accesses: defaultdict[int, dict[str, Access]] = defaultdict(dict)
        """Roles by device id and by their own id."""
        self.operations: dict[str, Operation] = {}
        self.busy: set[int] = set()
        self._device_ids = count(_FIRST_DEVICE, _DEVICE_STEP)
        self._serials = count(1)
        self.account = self.user(owner)
        self.key = self.add_key(self.account, "Home Assistant", set(Scope))

    def user(self, person: Person) -> User:
        """Return a person's account, made on first use."""
        for user in self.users:
            if user.person.id == person.id:
                return user
        user = new_user(person, _FIRST_USER + len(self.users))
        self.users.append(user)
        return user

    def user_at(self, email: str) -> User | None:
        """Return the user of an e-mail address, None when it has no account."""
        wanted = email.casefold()
        users = (row for row in self.users if row.person.email.casefold() == wanted)
        return next(users, None)

    def add_key(
        self, user: User, name: str, scopes: set[Scope], life: timedelta = KEY_LIFE
    ) -> PersonalKey:
        """Make a personal access key."""
        valid_to = self.home.clock.now() + life
        key = new_key(user, name, scopes, valid_to, next(self._serials))
        self.keys.append(key)
        return key

    def find_key(self, value: str) -> PersonalKey | None:
        """Return the key that is still good, None for any other text."""
        now = self.home.clock.now()
        good = (row for row in self.keys if not row.revoked and now < row.valid_to)
        return next((row for row in good if row.value == value), None)

    def new_device_id(self) -> int:
        """Return an id that no device ever had."""
        return next(self._device_ids)

    def add_access(self, user: User, device_id: int, level: AccessLevel) -> Access:
        """Give a user a role at a device."""
        access = Access(
            id=identity("access", device_id, user.identity),
            device_id=device_id,
            level=level,
            principal_id=user.identity,
            principal_name=user.person.name,
            email=user.person.email,
        )
        self.accesses[device_id][access.id] = access
        return access

    def access(self, user: User, device_id: int) -> Access | None:
        """Return a user's role at a device, None for a stranger."""
        rows = self.accesses[device_id].values()
        return next((row for row in rows if row.principal_id == user.identity), None)

    def visible_locks(self, user: User) -> Iterator[tuple[TedeeLock, Access]]:
        """Go through the locks that a user may see, with the user's role."""
        now = self.home.clock.now()
        for lock in self.locks.values():
            access = self.access(user, lock.id)
            if access is not None:
                lock.catch_up(now)
                yield lock, access

    def bridge_of(self, lock: TedeeLock) -> TedeeBridge | None:
        """Return the bridge that a lock is paired with."""
        rows = self.bridges.values()
        gateway = lock.lock.gateway
        return next((row for row in rows if row.gateway is gateway), None)

    def by_name(self, name: str) -> TedeeLock:
        """Return the lock of a name or id of the home."""
        hardware = self.home.lock(name)
        return next(row for row in self.locks.values() if row.lock is hardware)
