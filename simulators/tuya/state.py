"""Everything one simulated Tuya cloud knows, apart from the home itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
import hashlib
from itertools import count
from typing import Final

from simulators.home import Home
from simulators.people import Person

from .accounts import AppAccount, Project, Vault
from .devices import Device, TuyaLock
from .memory import Memory
from .platforms import REGIONS
from .queue import MessageQueue
from .recorder import Recorder
from .services import Services
from .stamps import to_s
from .switches import Switches
from .tickets import Ticket

HOME_ID: Final = "184467440"
_FIRST_PASSWORD: Final = 1107531100
_FIRST_METHOD: Final = 9028341


@dataclass(kw_only=True, slots=True)
class Refuse:
    """Refusals that were ordered: a number for the next calls of some paths."""

    number: int
    times: int | None
    path: str


class TuyaState:
    """The project, the app account, tokens, devices and everything counted."""

    def __init__(self, home: Home, owner: Person) -> None:
        """Start with the project and the account of one person."""
        self.home = home
        self.switches = Switches()
        self.vault = Vault()
        self.project = Project(uid="bay1618300000000xYzA", region="eu")
        self.account = AppAccount(
            uid="eu1618300000000AbCdE",
            region="eu",
            person_id=owner.id,
            username=owner.email,
        )
        self.owner = owner
        self.devices: dict[str, Device] = {}
        self.locks: dict[str, TuyaLock] = {}
        self.gateway_ids: dict[str, str] = {}
        """Device ids of gateways by their ids in the home."""
        self.services = Services()
        self.refusals: list[Refuse] = []
        self.arrived: Counter[str] = Counter()
        """Commands by their path without ids, whether they worked or not."""
        self.calls = 0
        """How many calls were made this month."""
        self._month = (home.clock.now().year, home.clock.now().month)
        self.skew = timedelta()
        """How far the cloud's clock is ahead of the home's."""
        self.password_ids = count(_FIRST_PASSWORD, 13)
        self.method_ids = count(_FIRST_METHOD, 3)
        self._secrets = count(1)
        self.media_origin = ""
        """Where pictures are, once somebody has asked."""
        self.queue = MessageQueue(self.project, self.switches, lambda: self.now)
        self.memory = Memory(home.clock, self.switches, self)
        self.recorder = Recorder(self)
        home.log.listeners.append(self.recorder.note)

    @property
    def now(self) -> datetime:
        """Return the time of the home."""
        return self.home.clock.now()

    def count_call(self) -> None:
        """Count a call; each month begins anew."""
        today = self.now
        month = (today.year, today.month)
        if month != self._month:
            self._month, self.calls = month, 0
        self.calls += 1

    @property
    def cloud_now(self) -> datetime:
        """Return the time that the cloud believes in."""
        return self.now + self.skew

    @property
    def zone(self) -> str:
        """Return the zone of the home."""
        return self.home.zone

    @property
    def platform_url(self) -> str:
        """Return the host of the data centre where the account lives."""
        return REGIONS[self.account.region].origin

    def fresh(self, length: int) -> str:
        """Return hexadecimal digits that were never given before."""
        text = f"tuya {next(self._secrets)}"
        return hashlib.sha256(text.encode()).hexdigest()[:length]

    def device_key(self, device: Device) -> str:
        """Return the local key of a device, which no cloud client needs."""
        return hashlib.sha256(f"key {device.id}".encode()).hexdigest()[:16]

    def give_ticket(self, lock: TuyaLock) -> Ticket:
        """Give a ticket, or once more the unused one where that is set."""
        old = lock.ticket
        if self.switches.ticket_again and old is not None and self.now < old.ends:
            return old
        lock.ticket = Ticket(
            id=self.fresh(8),
            key=self.fresh(16),
            ends=self.now + timedelta(seconds=self.switches.ticket_seconds),
        )
        lock.tickets[lock.ticket.id] = lock.ticket
        return lock.ticket

    def of_hardware(self, lock_id: str) -> TuyaLock | None:
        """Return the lock that has an id in the home, None for other vendors'."""
        rows = self.locks.values()
        return next((row for row in rows if row.hardware.id == lock_id), None)

    def by_name(self, name: str) -> TuyaLock:
        """Return the lock of a name or id of the home; LookupError without one."""
        lock = self.of_hardware(self.home.lock(name).id)
        if lock is None:
            msg = f"no lock of this cloud is called {name!r}"
            raise LookupError(msg)
        return lock

    def catch_up(self) -> None:
        """Let the cloud learn what it can know by now."""
        now = self.now
        for lock in self.locks.values():
            self.memory.look(lock)
            self.recorder.look(lock, now)
        for device in self.devices.values():
            self._tell_if_new(device)

    def online(self, device: Device) -> bool:
        """Tell whether the cloud shows a device as connected."""
        lock = self.locks.get(device.id)
        if lock is not None:
            return lock.online
        gateways = self.home.gateways.items()
        found = (row for key, row in gateways if self.gateway_ids.get(key) == device.id)
        gateway = next(found, None)
        return device.online if gateway is None else gateway.link.online

    def _tell_if_new(self, device: Device) -> None:
        """Push that a device came or went."""
        online = self.online(device)
        if online is not device.told_online:
            device.told_online = online
            body: dict[str, object] = {"time": to_s(self.now)}
            self.queue.event(device, "online" if online else "offline", body)
