"""What becomes of PIN commands: queued at once, on the lock some seconds later.

Sources: partner user guides, "PIN management" (an answer means queued; the same PIN or
user twice is 409; changing by deleting and loading at once races) and what a public
client saw: each command waits in a group of its own until the lock has it.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Final

from simulators.credentials import (
    CapacityError,
    Credential,
    CredentialKind,
    DuplicateError,
)

from .accesstimes import describe_access
from .devices import MOST_PINS, AugustLock
from .identity import digits_of, uuid_of
from .pinrules import Command
from .pins import AT_REST, Access, Group, PinRecord, Reservation
from .refusals import OFFLINE, RefusalError
from .users import NamedUser, split_name

if TYPE_CHECKING:
    from .state import AugustState

RESERVED_FOR: Final = timedelta(minutes=3)
_RACE: Final = "Unable to set intent state for pin"
_FIRST_CREDENTIAL: Final = 4001
_UNDER_WAY: Final = {
    "delete": Group.DELETING,
    "update": Group.UPDATING,
    "disable": Group.DISABLING,
    "enable": Group.ENABLING,
}


class PinWork:
    """All PINs of a cloud."""

    def __init__(self, state: AugustState) -> None:
        """Work for the locks of a cloud."""
        self.credential_ids = count(_FIRST_CREDENTIAL)
        self._state = state
        self._numbers = count(1)

    def run(self, lock: AugustLock, command: Command, caller: str, key: str) -> None:
        """Queue one command for whoever calls, with which API key."""
        self.look(lock)
        switches = self._state.switches
        if switches.offline_pins == "422" and not lock.online:
            raise RefusalError(422, OFFLINE)
        if command.action == "load":
            self._load(lock, command, caller, key)
            return
        if command.action == "update" and switches.update_refused:
            raise RefusalError(switches.invalid_status, '"action" is not supported')
        if command.action in {"disable", "enable"} and not switches.can_disable:
            raise RefusalError(switches.invalid_status, '"action" is not supported')
        self._change(lock, command)

    def look(self, lock: AugustLock) -> None:
        """Let the lock have what is due, and the cloud what the lock has."""
        now = self._state.now
        if lock.heard:
            for record in list(lock.pins.values()):
                if record.due is not None and record.due <= now:
                    self._deliver(lock, record)
        self._adopt(lock)

    def reserve(self, lock: AugustLock) -> Reservation:
        """Keep a free PIN and its slot for some minutes."""
        self.look(lock)
        slot = self._free_slot(lock)
        taken = {row.pin for row in lock.pins.values()}
        taken |= {row.pin for row in lock.reservations}
        length = lock.kind.pin_lengths[0]
        drawn = (
            digits_of("reserved", lock.id, number, length=length)
            for number in self._numbers
        )
        pin = next(digits for digits in drawn if digits not in taken)
        ends = self._state.now + RESERVED_FOR
        reservation = Reservation(pin=pin, slot=slot, ends=ends)
        lock.reservations.append(reservation)
        return reservation

    def record(
        self, lock: AugustLock, user: NamedUser, pin: str, slot: int, access: Access
    ) -> PinRecord:
        """Make a record that is in no list yet."""
        now = self._state.now
        return PinRecord(
            id=uuid_of("pin", lock.id, next(self._numbers)),
            lock_id=lock.id,
            user_id=user.id,
            pin=pin,
            slot=slot,
            access=access,
            first_name=user.first_name,
            last_name=user.last_name,
            group=Group.CREATED,
            created=now,
            updated=now,
            calling_user_id=self._state.account.id,
            api_key="",
            partner_user_id=user.partner_user_id,
        )

    def _load(self, lock: AugustLock, command: Command, caller: str, key: str) -> None:
        """Queue a new PIN."""
        user = self._state.named_user(command, caller)
        own = next((it for it in lock.pins.values() if it.user_id == user.id), None)
        if own is not None and own.group is Group.DELETING:
            raise self._race()
        if own is not None or any(it.pin == command.pin for it in lock.pins.values()):
            raise RefusalError(409, self._state.switches.conflict_message)
        user.first_name = command.first_name or user.first_name
        user.last_name = command.last_name
        slot = self._slot_for(lock, command.pin)
        access = command.access or Access()
        record = self.record(lock, user, command.pin, slot, access)
        record.calling_user_id, record.api_key = caller, key
        record.unverified = user.id not in lock.users
        lock.reservations = [it for it in lock.reservations if it.pin != record.pin]
        lock.pins[record.id] = record
        self._queue(lock, record, Group.CREATED)

    def _change(self, lock: AugustLock, command: Command) -> None:
        """Queue what happens to a PIN that is there."""
        record = self._find(lock, command)
        group = _UNDER_WAY[command.action]
        withdrawn = group is Group.DELETING and record.group is Group.CREATED
        if record.group not in AT_REST and not withdrawn:
            raise self._race()
        if group is Group.UPDATING:
            self._check_free(lock, record, command.pin)
            record.pin = command.pin
            record.access = command.access or record.access
            record.first_name = command.first_name or record.first_name
            record.last_name = command.last_name or record.last_name
        record.back_to = record.group
        self._queue(lock, record, group)

    def _find(self, lock: AugustLock, command: Command) -> PinRecord:
        """Return the PIN that a command means, by its user and its digits."""
        user = self._state.find_user(command.user_id or "")
        user_id = user.id if user else command.user_id
        for record in lock.pins.values():
            by_partner = command.partner_user_id is not None and (
                record.partner_user_id == command.partner_user_id
            )
            same = by_partner or record.user_id == user_id
            if same and (command.action == "update" or record.pin == command.pin):
                return record
        raise RefusalError(self._state.switches.unknown_pin_status, "PIN not found")

    def _check_free(self, lock: AugustLock, record: PinRecord, pin: str) -> None:
        """Refuse digits that another PIN has."""
        others = (row for row in lock.pins.values() if row is not record)
        if any(row.pin == pin for row in others):
            raise RefusalError(409, self._state.switches.conflict_message)

    def _queue(self, lock: AugustLock, record: PinRecord, group: Group) -> None:
        """Send something on its way to the lock."""
        delay = timedelta(seconds=self._state.switches.delivery_seconds)
        record.group, record.updated = group, self._state.now
        record.due = record.updated + delay
        self._state.home.clock.call_later(delay, lambda: self.look(lock))

    def _deliver(self, lock: AugustLock, record: PinRecord) -> None:
        """Let the lock carry out what is due."""
        record.due = None
        if record.group is Group.DELETING:
            self._forget(lock, record)
            return
        if not self._store(lock, record):
            self._fail(lock, record)
            return
        now = self._state.now
        off = record.group is Group.DISABLING
        record.group = Group.DISABLED if off else Group.LOADED
        record.loaded = record.loaded or now
        record.updated = now

    def _store(self, lock: AugustLock, record: PinRecord) -> bool:
        """Let the lock have a PIN; answers whether it took it."""
        if lock.failures > 0:
            lock.failures -= 1
            return False
        try:
            self._write(lock, record)
        except CapacityError, DuplicateError:
            return False
        return True

    def _write(self, lock: AugustLock, record: PinRecord) -> None:
        """Write a PIN into the memory of the lock, in place of what it was."""
        memory = lock.hardware.credentials
        number = record.credential_id or next(self.credential_ids)
        if record.credential_id is not None:
            memory.remove(number)
        user = lock.users.get(record.user_id)
        memory.put(
            Credential(
                id=number,
                kind=CredentialKind.PIN,
                name=record.name,
                secret=record.pin,
                created=self._state.now,
                schedule=record.access.schedule,
                person_id=user.person_id if user else None,
                enabled=record.group is not Group.DISABLING,
                uses_left=1 if record.access.type == "oneTime" else None,
            )
        )
        record.credential_id = number

    def _fail(self, lock: AugustLock, record: PinRecord) -> None:
        """Leave everything as it was before the command."""
        if record.group is Group.CREATED:
            del lock.pins[record.id]
        else:
            record.group = record.back_to

    def _forget(self, lock: AugustLock, record: PinRecord) -> None:
        """Take a PIN off the lock and off the list."""
        number = record.credential_id
        if number is not None and lock.hardware.credentials.get(number) is not None:
            lock.hardware.credentials.remove(number)
        del lock.pins[record.id]

    def _adopt(self, lock: AugustLock) -> None:
        """Take over what somebody has changed in the app."""
        memory = lock.hardware.credentials
        on_lock = {row.id: row for row in memory.of_kind(CredentialKind.PIN)}
        for record in list(lock.pins.values()):
            number = record.credential_id
            if number is not None and number not in on_lock:
                del lock.pins[record.id]
            elif number is not None and record.group in AT_REST:
                _follow(record, on_lock[number])
        known = {record.credential_id for record in lock.pins.values()}
        for number, row in on_lock.items():
            if number not in known:
                self._take_over(lock, row)

    def _take_over(self, lock: AugustLock, row: Credential) -> None:
        """Make a record of a PIN that the app has put on the lock."""
        first, last = split_name(row.name)
        user = NamedUser(
            id=uuid_of("app user", lock.id, row.id),
            owner_id=self._state.account.id,
            first_name=first,
            last_name=last,
        )
        access = describe_access(replace(row.schedule, zone=lock.hardware.zone))
        record = self.record(lock, user, row.secret, _next_slot(lock), access)
        record.group, record.loaded = Group.LOADED, record.created
        record.credential_id = row.id
        record.api_key = self._state.app_key
        lock.pins[record.id] = record

    def _slot_for(self, lock: AugustLock, pin: str) -> int:
        """Return the slot that was reserved for a PIN, or a free one."""
        for row in lock.reservations:
            if row.pin == pin:
                return row.slot
        return self._free_slot(lock)

    def _free_slot(self, lock: AugustLock) -> int:
        """Return the first free slot; 409 when the lock is full."""
        room = min(MOST_PINS, lock.hardware.credentials.capacity)
        if len(lock.slots_taken) >= room:
            raise RefusalError(409, "No slots available")
        return _next_slot(lock)

    def _race(self) -> RefusalError:
        """Return the refusal of a command that came too early."""
        return RefusalError(self._state.switches.race_status, _RACE)


def _next_slot(lock: AugustLock) -> int:
    """Return the first slot that nothing has."""
    taken = lock.slots_taken
    return next(number for number in count(1) if number not in taken)


def _follow(record: PinRecord, row: Credential) -> None:
    """Take over new digits or a new name from the app."""
    if record.pin != row.secret:
        record.pin = row.secret
    if record.name != row.name:
        record.first_name, record.last_name = split_name(row.name)
