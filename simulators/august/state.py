"""Everything one simulated cloud knows, apart from the home itself."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from simulators.home import Home
from simulators.people import Person

from .accounts import Vault
from .devices import AugustLock, House, by_name
from .identity import uuid_of
from .operating import Operating
from .pinrules import Command
from .pinwork import PinWork
from .push import Push
from .recorder import Recorder
from .refusals import RefusalError
from .sockets import Subscriber
from .switches import Switches
from .users import NamedUser, Role, User, user_of


@dataclass(kw_only=True, slots=True)
class Refuse:
    """Refusals that were ordered: a status for the next calls of some paths."""

    status: int
    message: str
    times: int | None
    path: str


class AugustState:
    """Accounts, tokens, houses, locks, PINs and everything counted."""

    def __init__(self, home: Home, owner: Person) -> None:
        """Start with the account of one person."""
        self.home = home
        self.switches = Switches()
        self.users: dict[str, User] = {}
        self.account = self.user(owner)
        self.vault = Vault(self.account, lambda: self.now)
        self.app_key = uuid_of("api key", "app")
        """The key of the vendor's own app."""
        self.houses: dict[str, House] = {}
        self.locks: dict[str, AugustLock] = {}
        self.partner_users: dict[tuple[str, str], NamedUser] = {}
        """Users without an account, by who made them and the maker's name for them."""
        self.subscribers: dict[str, Subscriber] = {}
        self.refusals: list[Refuse] = []
        self.arrived: Counter[str] = Counter()
        """Commands by their path without ids, whether they worked or not."""
        self.deleted_locks: list[str] = []
        """Locks that a client has deleted, by their id in the home."""
        self.denies = False
        """Whether the person refuses to let the client in."""
        self.tasks: set[asyncio.Task[None]] = set()
        self._numbers = count(1)
        self.operating = Operating(self)
        self.pinwork = PinWork(self)
        self.push = Push(self.switches, lambda: self.now)
        self.recorder = Recorder(self)
        home.log.listeners.append(self.recorder.note)

    @property
    def now(self) -> datetime:
        """Return the time of the home."""
        return self.home.clock.now()

    def fresh_uuid(self) -> str:
        """Return an id that nothing ever had."""
        return uuid_of("number", next(self._numbers))

    def user(self, person: Person) -> User:
        """Return a person's account, made on first use."""
        return self.users.setdefault(person.id, user_of(person))

    def find_user(self, name: str) -> User | None:
        """Return the account of an id, or of `phone:+…` or `email:…`."""
        for user in self.users.values():
            if name == user.id or name in user.identifiers:
                return user
        return None

    def named_user(self, command: Command, caller: str) -> NamedUser:
        """Return whose PIN a command is about; made at once for a new name."""
        if command.partner_user_id is not None:
            return self.partner_user(command.partner_user_id, caller)
        wanted = command.user_id or ""
        user = self.find_user(wanted)
        if user is not None:
            return NamedUser(
                id=user.id,
                owner_id=caller,
                first_name=user.first_name,
                last_name=user.last_name,
            )
        for named in self.partner_users.values():
            if named.id == wanted:
                return named
        raise RefusalError(404, "User not found")

    def partner_user(self, name: str, owner_id: str) -> NamedUser:
        """Return the user that somebody calls by a name of their own."""
        key = (owner_id, name)
        if key not in self.partner_users:
            self.partner_users[key] = NamedUser(
                id=uuid_of("partner user", *key),
                owner_id=owner_id,
                first_name="",
                partner_user_id=name,
            )
        return self.partner_users[key]

    def give(self, lock: AugustLock, user: User, role: Role = Role.SUPERUSER) -> None:
        """Put a lock and its house into somebody's app."""
        lock.users[user.id], lock.roles[user.id] = user, role
        lock.house.users.setdefault(user.id, role)

    def visible(self, user: User) -> Iterator[AugustLock]:
        """Go through the locks that somebody has in the app."""
        for lock in list(self.locks.values()):
            if lock.role_of(user) is not None:
                yield lock

    def houses_of(self, user: User) -> list[House]:
        """List the houses that somebody has in the app."""
        return [house for house in self.houses.values() if user.id in house.users]

    def of_hardware(self, home_id: str) -> AugustLock | None:
        """Return the lock that has an id in the home, None for other vendors'."""
        rows = (row for row in self.locks.values() if row.hardware.id == home_id)
        return next(rows, None)

    def by_name(self, name: str) -> AugustLock:
        """Return the lock of a name or id of the home; LookupError without one."""
        return by_name(self.home, self.locks, name)

    def look(self, lock: AugustLock) -> None:
        """Let the cloud learn what it can know of a lock by now."""
        self.pinwork.look(lock)
        lock.look(self.now)
        if lock.online != lock.told_online:
            lock.told_online = lock.online
            if lock.bridge is not None:
                self.push.bridge(lock)

    def catch_up(self) -> None:
        """Let the cloud learn what it can know by now."""
        for lock in list(self.locks.values()):
            self.look(lock)

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Let something go on after its request was answered."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
