"""Controls of a lock's memory: what somebody else changes in the vendor's app."""

from datetime import datetime, time, timedelta

from .credentials import CapacityError, Credential, CredentialKind, DuplicateError
from .desk import Desk
from .operations import ControlError
from .schedule import Schedule


class CredentialControl(Desk):
    """Changes that a client did not make; locks go by id or name."""

    def add_pin(
        self,
        lock: str,
        name: str,
        pin: str,
        *,
        starts: str | None = None,
        ends: str | None = None,
        days: list[int] | None = None,
        day_start: str | None = None,
        day_end: str | None = None,
    ) -> int:
        """Add a PIN in the vendor's app; answers its id. Days are 0 (Monday) to 6."""
        schedule = Schedule(
            starts=datetime.fromisoformat(starts) if starts else None,
            ends=datetime.fromisoformat(ends) if ends else None,
            days=None if days is None else frozenset(days),
            day_start=time.fromisoformat(day_start) if day_start else None,
            day_end=time.fromisoformat(day_end) if day_end else None,
        )
        return self._add_credential(lock, name, pin, CredentialKind.PIN, schedule).id

    def add_fingerprint(self, lock: str, name: str, person: str | None = None) -> int:
        """Enrol a finger at the keypad; answers its id."""
        owner = self._simulation.home.person(person).id if person else None
        kind = CredentialKind.FINGERPRINT
        return self._add_credential(lock, name, name, kind, Schedule(), owner).id

    def add_card(self, lock: str, name: str, card: str) -> int:
        """Enrol a card by its number; answers its id."""
        return self._add_credential(
            lock, name, card, CredentialKind.CARD, Schedule()
        ).id

    def change_pin(
        self, lock: str, pin_id: int, name: str | None = None, pin: str | None = None
    ) -> None:
        """Rename a PIN or change its digits in the vendor's app."""
        memory = self._simulation.home.lock(lock).credentials
        old = self._existing(lock, pin_id)
        try:
            memory.change(pin_id, name or old.name, pin or old.secret, old.schedule)
        except DuplicateError as err:
            raise _taken() from err

    def delete_pin(self, lock: str, pin_id: int) -> None:
        """Delete a PIN in the vendor's app."""
        self._existing(lock, pin_id)
        self._simulation.home.lock(lock).credentials.remove(pin_id)

    def memory(
        self,
        lock: str,
        *,
        capacity: int | None = None,
        reuse_ids: bool | None = None,
        removes_expired: bool | None = None,
        removal_delay: float | None = None,
        removal_bumps_version: bool | None = None,
    ) -> None:
        """Set how many PINs fit, whether ids come back, how expired ones go."""
        memory = self._simulation.home.lock(lock).credentials
        changes = {
            "capacity": capacity,
            "reuse_ids": reuse_ids,
            "removes_expired": removes_expired,
            "removal_bumps_version": removal_bumps_version,
        }
        for name, value in changes.items():
            if value is not None:
                setattr(memory, name, value)
        if removal_delay is not None:
            memory.removal_delay = timedelta(seconds=removal_delay)

    def remove_expired(self, lock: str) -> list[str]:
        """Let the lock forget expired PINs now; answers their names."""
        return self._simulation.home.lock(lock).credentials.remove_expired()

    def _add_credential(
        self,
        lock: str,
        name: str,
        secret: str,
        kind: CredentialKind,
        schedule: Schedule,
        person_id: str | None = None,
    ) -> Credential:
        """Store a credential in a lock."""
        memory = self._simulation.home.lock(lock).credentials
        try:
            return memory.add(name, secret, schedule, kind=kind, person_id=person_id)
        except DuplicateError as err:
            raise _taken() from err
        except CapacityError as err:
            msg = "the lock is full"
            raise ControlError(msg) from err

    def _existing(self, lock: str, pin_id: int) -> Credential:
        """Return a credential of a lock."""
        credential = self._simulation.home.lock(lock).credentials.get(pin_id)
        if credential is None:
            msg = f"{lock!r} has no credential {pin_id}"
            raise ControlError(msg)
        return credential


def _taken() -> ControlError:
    """Say that two credentials cannot have the same secret."""
    return ControlError("another credential has the same digits")
