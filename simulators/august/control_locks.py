"""Controls of locks: roles, reach, what refuses PINs, what the app changes."""

from datetime import datetime

from simulators.credentials import CapacityError, DuplicateError
from simulators.operations import ControlError
from simulators.schedule import Schedule

from .devices import KINDS, Busy
from .pins import PinRecord
from .state import AugustState
from .users import Role


class LockControl:
    """What can happen to a lock that only this cloud knows of."""

    def __init__(self, state: AugustState) -> None:
        """Control the given state."""
        self._state = state

    def busy(self, lock: str, times: int = 1, status: int = 423) -> None:
        """Let the bridge (423) or the lock (460) be in use for the next commands."""
        self._state.by_name(lock).busy = Busy(times=times, status=status)

    def secure(self, lock: str, *, on: bool = True) -> None:
        """Put a locked lock into its secure mode, or end that."""
        self._state.by_name(lock).secured = on
        self._state.look(self._state.by_name(lock))

    def kind(self, lock: str, kind: str) -> None:
        """Make a lock another model: `linus`, `assure`, `original`, `pro`, `wifi`."""
        if kind not in KINDS:
            msg = f"no kind {kind!r}"
            raise ValueError(msg)
        self._state.by_name(lock).kind = KINDS[kind]

    def role(self, lock: str, to: str, person: str | None = None) -> None:
        """Make somebody, the account by default, `superuser`, `manager` or `user`.

        `nobody` takes the lock out of the app.
        """
        target, home = self._state.by_name(lock), self._state.home
        user = self._state.user(home.person(person)) if person else self._state.account
        if to != "nobody":
            self._state.give(target, user, Role(to))
            return
        target.users.pop(user.id, None)
        target.roles.pop(user.id, None)

    def never_heard(self, lock: str) -> None:
        """Let the cloud have forgotten state and battery; its bridge goes offline."""
        target = self._state.by_name(lock)
        if target.bridge is not None:
            target.bridge.set(online=False)
        target.never_heard, target.known = True, None

    def bridge(self, lock: str, *, online: bool) -> None:
        """Take the bridge of a lock off the network, or back."""
        link = self._state.by_name(lock).bridge
        if link is None:
            msg = f"{lock!r} has no bridge"
            raise LookupError(msg)
        link.set(online=online)
        self._state.look(self._state.by_name(lock))

    def fail_deliveries(self, lock: str, times: int = 1) -> None:
        """Let the lock refuse the next PINs that arrive."""
        self._state.by_name(lock).failures = times

    def fill(self, lock: str, room: int = 0) -> None:
        """Leave room for so many PINs."""
        target = self._state.by_name(lock)
        self._state.look(target)
        target.hardware.credentials.capacity = len(target.slots_taken) + room

    def add_pin(
        self,
        lock: str,
        name: str,
        pin: str,
        starts: str | None = None,
        ends: str | None = None,
    ) -> str:
        """Add a PIN in the vendor's app; answers its `_id`."""
        target = self._state.by_name(lock)
        schedule = Schedule(
            starts=datetime.fromisoformat(starts) if starts else None,
            ends=datetime.fromisoformat(ends) if ends else None,
        )
        try:
            row = target.hardware.credentials.add(name, pin, schedule)
        except (DuplicateError, CapacityError) as err:
            msg = "the lock has these digits already, or is full"
            raise ControlError(msg) from err
        self._state.look(target)
        rows = target.pins.values()
        return next(it.id for it in rows if it.credential_id == row.id)

    def delete_pin(self, lock: str, pin_id: str) -> None:
        """Delete a PIN in the vendor's app, also one that is still on its way."""
        record = self._pin(lock, pin_id)
        target = self._state.by_name(lock)
        del target.pins[record.id]
        number = record.credential_id
        if number is not None and target.hardware.credentials.get(number):
            target.hardware.credentials.remove(number)

    def change_pin(
        self, lock: str, pin_id: str, name: str | None = None, pin: str | None = None
    ) -> None:
        """Rename a PIN or change its digits in the vendor's app."""
        record = self._pin(lock, pin_id)
        memory = self._state.by_name(lock).hardware.credentials
        old = memory.get(record.credential_id or 0)
        if old is None:
            msg = f"PIN {pin_id!r} is not on the lock yet"
            raise ControlError(msg)
        memory.change(old.id, name or old.name, pin or old.secret, old.schedule)
        self._state.look(self._state.by_name(lock))

    def _pin(self, lock: str, pin_id: str) -> PinRecord:
        """Return a PIN of a lock."""
        target = self._state.by_name(lock)
        self._state.look(target)
        if pin_id not in target.pins:
            msg = f"{lock!r} has no PIN {pin_id!r}"
            raise LookupError(msg)
        return target.pins[pin_id]
