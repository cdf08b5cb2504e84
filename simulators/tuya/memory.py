"""Bringing changes to a lock: at once, when it wakes, or never.

Sources: Tuya developer documentation, flow of temporary passwords (a gateway tries
three times, polling ends after 25 seconds) and the FAQ of Wi-Fi locks (changes wait
until the lock wakes); phases by kind of lock.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from simulators.clock import Clock
from simulators.credentials import (
    CapacityError,
    Credential,
    CredentialKind,
    DuplicateError,
)

from .adoption import adopt
from .devices import TuyaLock
from .numbers import Delivery, Phase
from .passwords import TempPassword
from .switches import Switches

if TYPE_CHECKING:
    from .state import TuyaState

AWAKE: Final = timedelta(seconds=10)
_NOTHING: Final = timedelta()


class Memory:
    """Hands changes over to locks."""

    def __init__(self, clock: Clock, switches: Switches, state: TuyaState) -> None:
        """Use the clock of the home."""
        self._clock = clock
        self._switches = switches
        self._state = state

    def look(self, lock: TuyaLock) -> None:
        """Learn what the app changed, and bring what can be brought by now."""
        if lock.enrolment is not None and self._clock.now() >= lock.enrolment.ends:
            lock.enrolment = None
        if lock.awake(self._clock.now()):
            self.flush(lock)
        adopt(self._state, lock)

    def wake(self, lock: TuyaLock, seconds: float | None = None) -> int:
        """Let a lock connect; answers how many changes it fetched."""
        length = AWAKE if seconds is None else timedelta(seconds=seconds)
        lock.awake_until = self._clock.now() + length
        return self.flush(lock) if lock.hardware.reachable else 0

    def flush(self, lock: TuyaLock) -> int:
        """Bring everything that waits."""
        waiting, lock.waiting = lock.waiting, []
        for deliver in waiting:
            deliver()
        return len(waiting)

    def hand_over(
        self, lock: TuyaLock, deliver: Callable[[], None], fail: Callable[[], None]
    ) -> None:
        """Bring a change now, later, or let it fail."""
        if lock.awake(self._clock.now()):
            self._soon(lock, deliver)
        elif lock.hardware.gateway is None:
            lock.waiting.append(deliver)
        else:
            self._try_until(lock, deliver, fail)

    def create(self, lock: TuyaLock, password: TempPassword) -> None:
        """Bring a new password."""
        if lock.kind.kit and self._switches.keypad_phases:
            password.phase = Phase.KEYPAD_WAITING
        self.hand_over(
            lock,
            lambda: self._store(lock, password),
            lambda: _failed(lock, password, Delivery.FAILED),
        )

    def change(self, lock: TuyaLock, password: TempPassword) -> None:
        """Bring new digits, hours or a frozen state of a password."""
        password.delivery = Delivery.CONFIGURING
        if not lock.kind.zigbee:
            password.phase = Phase.SENDING
        self.hand_over(
            lock,
            lambda: self._store(lock, password),
            lambda: setattr(password, "delivery", Delivery.FAILED),
        )

    def delete(self, lock: TuyaLock, password: TempPassword) -> None:
        """Take a password away."""
        password.delivery = Delivery.CONFIGURING
        if not lock.kind.zigbee and not lock.kind.kit:
            password.phase = Phase.DELETING
        self.hand_over(
            lock,
            lambda: self._remove(lock, password),
            lambda: setattr(password, "delivery", Delivery.FAILED),
        )

    def put(self, lock: TuyaLock, credential: Credential) -> bool:
        """Store a credential in the lock, in place of one with its number."""
        memory = lock.hardware.credentials
        old = memory.get(credential.id)
        if old is not None:
            memory.remove(old.id)
        try:
            memory.put(credential)
        except DuplicateError, CapacityError:
            if old is not None:
                memory.put(old)
            raise
        return True

    def credential(self, lock: TuyaLock, password: TempPassword) -> Credential:
        """Return what the lock stores for a password."""
        weekly = lock.kind.zigbee or self._switches.enforces_schedules == "all"
        return Credential(
            id=password.slot or free_slot(lock),
            kind=CredentialKind.PIN,
            name=password.name,
            secret=password.digits,
            created=password.created,
            schedule=password.schedule(lock.hardware.zone, weekly=weekly),
            uses_left=1 if password.once else None,
            enabled=not password.frozen,
        )

    def _soon(self, lock: TuyaLock, deliver: Callable[[], None]) -> None:
        """Bring a change after its time on the way."""
        delay = timedelta(seconds=self._switches.delivery_seconds)
        if delay == _NOTHING:
            deliver()
            return
        self._clock.call_later(
            delay,
            lambda: (
                deliver() if lock.hardware.reachable else lock.waiting.append(deliver)
            ),
        )

    def _try_until(
        self, lock: TuyaLock, deliver: Callable[[], None], fail: Callable[[], None]
    ) -> None:
        """Let a gateway that is away have its time to come back."""
        delay = timedelta(seconds=self._switches.gives_up_after)
        self._clock.call_later(
            delay, lambda: deliver() if lock.hardware.reachable else fail()
        )

    def _store(self, lock: TuyaLock, password: TempPassword) -> None:
        """Let the lock store a password, which it may refuse to do."""
        if password.deleted or password.dismissed:
            return
        if lock.failures:
            lock.failures -= 1
            _failed(lock, password, Delivery.FAILED)
            return
        try:
            credential = self.credential(lock, password)
            self.put(lock, credential)
        except DuplicateError:
            _failed(lock, password, Delivery.DUPLICATE)
            return
        except CapacityError:
            _failed(lock, password, Delivery.FULL)
            return
        self.arrived(password, credential.id)

    def arrived(self, password: TempPassword, slot: int) -> None:
        """Take note that a password is in the lock."""
        password.slot, password.delivery = slot, Delivery.SUCCESS
        password.phase = Phase.ZIGBEE_FROZEN if password.frozen else Phase.NORMAL

    def _remove(self, lock: TuyaLock, password: TempPassword) -> None:
        """Let the lock forget a password."""
        memory = lock.hardware.credentials
        if password.slot is not None and memory.get(password.slot) is not None:
            memory.remove(password.slot)
        self.gone(lock, password)

    def gone(self, lock: TuyaLock, password: TempPassword) -> None:
        """Take note that a password is not in the lock any more."""
        password.deleted, password.delivery = True, Delivery.SUCCESS
        password.phase = Phase.DELETED
        if lock.kind.zigbee:
            password.phase = Phase.ZIGBEE_DELETED
        elif lock.kind.kit and self._switches.keypad_phases:
            password.phase = self._switches.keypad_deleted_phase


def free_slot(lock: TuyaLock) -> int:
    """Return the smallest number that nothing in the lock has."""
    taken = {row.id for row in lock.hardware.credentials}
    return next(slot for slot in range(1, len(taken) + 2) if slot not in taken)


def _failed(lock: TuyaLock, password: TempPassword, delivery: Delivery) -> None:
    """Take note that a password will never be in the lock."""
    password.failed, password.delivery = True, delivery
    if lock.kind.zigbee:
        password.phase = Phase.ZIGBEE_FAILED
    elif lock.kind.bluetooth:
        password.phase = Phase.BLUETOOTH_FAILED
