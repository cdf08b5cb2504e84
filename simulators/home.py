"""The fictitious home: the one truth that every vendor shows in its own way."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from .clock import Clock
from .doorlog import DoorLog, LogEntry
from .hardware import LockSpec
from .link import Gateway, Link
from .lock import Lock
from .people import Person


class NotInHomeError(LookupError):
    """The home has no such lock, gateway or person."""


class Home:
    """People, gateways and locks of one address, with a clock and a door log."""

    def __init__(self, zone: str, people: Iterable[Person] = ()) -> None:
        """Start without locks."""
        self.clock = Clock()
        self.zone = zone
        self.log = DoorLog(self.clock)
        self.people = {person.id: person for person in people}
        self.gateways: dict[str, Gateway] = {}
        self.locks: dict[str, Lock] = {}

    def add_person(self, person: Person) -> Person:
        """Let somebody come and go here from now on."""
        self.people[person.id] = person
        return person

    def add_gateway(self, gateway_id: str, name: str, vendor: str) -> Gateway:
        """Install a gateway."""
        gateway = Gateway(
            id=gateway_id, name=name, vendor=vendor, link=Link(self.clock)
        )
        self.gateways[gateway_id] = gateway
        return gateway

    def add_lock(self, spec: LockSpec) -> Lock:
        """Mount a lock."""
        lock = Lock(spec, self.clock, self.log)
        self.locks[lock.id] = lock
        return lock

    def lock(self, name: str) -> Lock:
        """Return a lock by id or by name."""
        return _find("lock", name, self.locks.values())

    def gateway(self, name: str) -> Gateway:
        """Return a gateway by id or by name."""
        return _find("gateway", name, self.gateways.values())

    def person(self, name: str) -> Person:
        """Return a person by id or by name."""
        return _find("person", name, self.people.values())

    def locks_of(self, vendor: str) -> list[Lock]:
        """List the locks that one vendor makes."""
        return [lock for lock in self.locks.values() if lock.vendor == vendor]

    def reported(self, lock: Lock, lag: timedelta) -> Iterator[LogEntry]:
        """Go through what a cloud knows of a lock's log, newest first.

        The lock keeps its own log and hands it over `lag` after each act, or when
        it is reachable again.
        """
        until = self.clock.now() - lag
        offline_since = lock.offline_since
        for entry in reversed(self.log.of_lock(lock.id)):
            if entry.stored and _handed_over(entry, until, offline_since):
                yield entry


def _handed_over(
    entry: LogEntry, until: datetime, offline_since: datetime | None
) -> bool:
    """Tell whether an entry has travelled to the cloud."""
    return entry.at <= until and (offline_since is None or entry.at <= offline_since)


def _find[T: (Lock, Gateway, Person)](kind: str, name: str, rows: Iterable[T]) -> T:
    """Return the row with the id or, whatever its case, the name."""
    for row in rows:
        if name in {row.id, row.name} or name.lower() == row.name.lower():
            return row
    msg = f"no {kind} called {name!r}"
    raise NotInHomeError(msg)
