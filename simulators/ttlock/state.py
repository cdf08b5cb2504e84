"""Everything one simulated TTLock cloud knows, apart from the home itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Final

from simulators.home import Home
from simulators.people import Person

from .accounts import User, Vault
from .callbacks import Callbacks
from .devices import Ekey, TtlockGateway, TtlockLock
from .memory import Memory
from .numbers import EKEY_DELETED, EKEY_RESET
from .plans import PLANS, Plan, Usage
from .radio import Radio
from .recorder import Recorder
from .switches import Switches

PASSWORD: Final = "open-every-door"  # noqa: S105 - of a fictitious person
_FIRST_UID, _FIRST_LOCK, _LOCK_STEP = 6355997, 7252408, 173
_FIRST_GATEWAY, _GATEWAY_STEP, _FIRST_EKEY = 78979, 31, 3234293
_FIRST_CREDENTIAL, _CREDENTIAL_STEP = 311183184, 7


@dataclass(kw_only=True, slots=True)
class Refuse:
    """Refusals that were ordered: a number for the next calls of some paths."""

    number: int
    times: int | None
    path: str


@dataclass(kw_only=True, slots=True)
class Sifely:
    """What Sifely keeps of an account beside the locks.

    `user` is whose account it is: that of TTLock's app, or somebody else's.
    """

    user: User
    plan: Plan = PLANS["DEVELOPER"]
    subscribed: bool = True
    usage: Usage = field(default_factory=Usage)
    portal_calls: int = 0
    """Calls with the header of Sifely's own portal, which no client should send."""


class TtlockState:
    """Accounts, tokens, locks, gateways, groups and everything counted."""

    def __init__(self, home: Home, owner: Person) -> None:
        """Start with the account of one person."""
        self.home = home
        self.switches = Switches()
        self.vault = Vault()
        self.users: list[User] = []
        self.locks: dict[int, TtlockLock] = {}
        self.gateways: dict[int, TtlockGateway] = {}
        self.groups: dict[int, str] = {}
        self.refusals: list[Refuse] = []
        self.arrived: Counter[str] = Counter()
        """Commands by the last two parts of their path, whether they worked or not."""
        self.deleted_locks: list[str] = []
        """Locks that vanished with their administrator's eKey, by their home id."""
        self.credential_ids = count(_FIRST_CREDENTIAL, _CREDENTIAL_STEP)
        self._ekey_ids = count(_FIRST_EKEY)
        self._lock_ids = count(_FIRST_LOCK, _LOCK_STEP)
        self._gateway_ids = count(_FIRST_GATEWAY, _GATEWAY_STEP)
        self.radio = Radio(self.gateways, self.switches)
        self.memory = Memory(home.clock, self.switches)
        self.recorder = Recorder(self.of_hardware, self.username, self.switches)
        self.callbacks = Callbacks(self)
        home.log.listeners.append(self.recorder.note)
        self.account = self.user(owner)
        self.sifely = Sifely(user=self.account)

    @property
    def now(self) -> datetime:
        """Return the time of the home."""
        return self.home.clock.now()

    def user(self, person: Person) -> User:
        """Return a person's account, made on first use."""
        for user in self.users:
            if user.person.id == person.id:
                return user
        # An underscore means something in the names of Sifely's records.
        return self.register(person, person.email.replace("_", "."), PASSWORD)

    def register(self, person: Person, username: str, password: str) -> User:
        """Make an account."""
        uid = _FIRST_UID + len(self.users)
        user = User(uid=uid, person=person, username=username, password=password)
        self.users.append(user)
        return user

    def username(self, person_id: str) -> str:
        """Return the name of a person's account."""
        known = (user for user in self.users if user.person.id == person_id)
        user = next(known, None) or self.user(self.home.people[person_id])
        return user.username

    def find_user(self, username: str) -> User | None:
        """Return the account of a name, whatever its case."""
        rows = (row for row in self.users if row.username == username.lower())
        return next(rows, None)

    def new_lock_id(self) -> int:
        """Return an id that no lock ever had."""
        return next(self._lock_ids)

    def new_gateway_id(self) -> int:
        """Return an id that no gateway ever had."""
        return next(self._gateway_ids)

    def add_ekey(self, lock: TtlockLock, user: User, sender: User, name: str) -> Ekey:
        """Give somebody an eKey, in the place of any that this person has."""
        old = lock.ekey_of(user)
        if old is not None:
            del lock.ekeys[old.id]
        ekey = Ekey(
            id=next(self._ekey_ids),
            user=user,
            sender=sender,
            name=name,
            created=self.now,
        )
        lock.ekeys[ekey.id] = ekey
        return ekey

    def ekeys_of(self, user: User) -> Iterator[tuple[TtlockLock, Ekey]]:
        """Go through somebody's eKeys, also those that mean nothing any more."""
        for lock in self.locks.values():
            ekey = lock.ekey_of(user)
            if ekey is not None:
                yield lock, ekey

    def visible(self, user: User) -> Iterator[tuple[TtlockLock, Ekey]]:
        """Go through the locks that somebody has a living eKey of."""
        for lock, ekey in self.ekeys_of(user):
            if ekey.status not in {EKEY_DELETED, EKEY_RESET}:
                yield lock, ekey

    def owned(self, user: User) -> list[TtlockLock]:
        """List the locks of which somebody is the top administrator."""
        return [lock for lock in self.locks.values() if lock.owner is user]

    def of_hardware(self, lock_id: str) -> TtlockLock | None:
        """Return the lock that has an id in the home, None for other vendors'."""
        rows = self.locks.values()
        return next((row for row in rows if row.hardware.id == lock_id), None)

    def by_name(self, name: str) -> TtlockLock:
        """Return the lock of a name or id of the home; LookupError without one."""
        lock = self.of_hardware(self.home.lock(name).id)
        if lock is None:
            msg = f"no lock of this cloud is called {name!r}"
            raise LookupError(msg)
        return lock

    def gateway_by_name(self, name: str) -> TtlockGateway:
        """Return the gateway of a name or id of the home."""
        return self.radio.of(self.home.gateway(name))

    def catch_up(self) -> None:
        """Let the cloud learn what it can know by now."""
        now = self.now
        for lock in self.locks.values():
            self.memory.look(lock)
            self.recorder.upload(lock, now)
