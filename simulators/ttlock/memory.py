"""How passcodes and cards get into a lock, and how the cloud learns of others.

What somebody else changes in the lock (`add-pin` of the control desk: the vendor's app)
shows in the cloud at once; what a code erased at the keypad may not.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from simulators.clock import Clock
from simulators.credentials import (
    CapacityError,
    Credential,
    CredentialKind,
    DuplicateError,
)

from .codes import Card, Passcode, card_schedule, code_type, passcode_credential
from .devices import TtlockLock
from .numbers import Number, Status
from .refusals import RefusalError
from .stamps import to_ms
from .switches import Switches


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change of a passcode at the lock: `work`, and its status on the way."""

    passcode: Passcode
    work: Callable[[], None]
    doing: Status
    failed: Status


class Memory:
    """The memories of all locks of a cloud."""

    def __init__(self, clock: Clock, switches: Switches) -> None:
        """Use the clock of the home."""
        self.failed: list[tuple[TtlockLock, Passcode]] = []
        """What a sleeping lock did not take, until a callback has told it."""
        self._clock = clock
        self._switches = switches

    def look(self, lock: TtlockLock) -> None:
        """Let the cloud learn what is in a lock by now."""
        rows = list(lock.hardware.credentials)
        pins = {row.id: row for row in rows if row.kind is CredentialKind.PIN}
        cards = {row.id: row for row in rows if row.kind is CredentialKind.CARD}
        self._drop_vanished(lock, pins, cards)
        for row in pins.values():
            self._learn_pin(lock, row)
        for row in cards.values():
            _learn_card(lock, row)

    def write(self, lock: TtlockLock, change: Change) -> None:
        """Carry out a change at the lock now, or let it be on its way.

        Raises:
            RefusalError: it was carried out now, and the lock refused.
        """
        delay = timedelta(seconds=self._switches.delivery_seconds)
        if lock.power_saving:
            change.passcode.status = change.doing
            lock.waiting.append(lambda: self._wake(lock, change))
        elif delay:
            change.passcode.status = change.doing
            self._clock.call_later(delay, lambda: _deliver(lock, change))
        else:
            _carry_out(lock, change)

    def _wake(self, lock: TtlockLock, change: Change) -> None:
        """Deliver what a sleeping lock was waiting for."""
        _deliver(lock, change)
        if change.passcode.status is change.failed:
            self.failed.append((lock, change.passcode))

    def store(self, lock: TtlockLock, passcode: Passcode) -> None:
        """Put a passcode into the lock.

        Raises:
            RefusalError: the lock has these digits, or no room.
        """
        credential = passcode_credential(passcode, lock.hardware.zone)
        _put(lock, credential)
        passcode.on_lock, passcode.lock_digits = True, passcode.digits

    def replace(self, lock: TtlockLock, passcode: Passcode) -> None:
        """Give a passcode in the lock its new name, digits and hours."""
        wanted = passcode_credential(passcode, lock.hardware.zone)
        memory = lock.hardware.credentials
        if memory.get(passcode.id) is None:
            raise RefusalError(Number.NO_PASSCODE)
        try:
            memory.change(wanted.id, wanted.name, wanted.secret, wanted.schedule)
        except DuplicateError as err:
            raise RefusalError(Number.PASSCODE_EXISTS) from err
        passcode.lock_digits = passcode.digits

    def remove(self, lock: TtlockLock, passcode: Passcode) -> None:
        """Take a passcode out of the lock and out of the cloud."""
        if lock.hardware.credentials.get(passcode.id) is not None:
            lock.hardware.credentials.remove(passcode.id)
        lock.passcodes.pop(passcode.id, None)

    def store_card(self, lock: TtlockLock, card: Card) -> None:
        """Put a card into the lock; raises as `store` does."""
        credential = Credential(
            id=card.id,
            kind=CredentialKind.CARD,
            name=card.name,
            secret=card.number,
            created=card.created,
            schedule=card_schedule(card, lock.hardware.zone),
        )
        _put(lock, credential)
        card.on_lock = True

    def _drop_vanished(
        self,
        lock: TtlockLock,
        pins: dict[int, Credential],
        cards: dict[int, Credential],
    ) -> None:
        """Forget what is no longer in the lock, as far as the cloud hears of it."""
        erased = lock.hardware.credentials.wiped
        if not self._switches.erased_stay_listed:
            erased = set()
        for passcode in list(lock.passcodes.values()):
            gone = passcode.on_lock and passcode.id not in pins
            if gone and passcode.id not in erased:
                del lock.passcodes[passcode.id]
        for card in list(lock.cards.values()):
            if card.on_lock and card.id not in cards:
                lock.deleted_cards.add(card.number)
                del lock.cards[card.id]

    def _learn_pin(self, lock: TtlockLock, row: Credential) -> None:
        """Take over a PIN that was made or changed in the vendor's app."""
        if row.id in lock.forgotten:
            return
        known = lock.passcodes.get(row.id)
        if known is None:
            lock.passcodes[row.id] = _passcode_of(lock, row)
        elif known.lock_digits != row.secret:
            known.digits = known.lock_digits = row.secret
            known.name = row.name
        elif known.status is Status.NORMAL:
            known.name = row.name


def _carry_out(lock: TtlockLock, change: Change) -> None:
    """Do it at the lock, unless this was ordered to fail."""
    if lock.failures > 0:
        lock.failures -= 1
        change.passcode.status = change.failed
        return
    change.work()
    change.passcode.status = Status.NORMAL


def _deliver(lock: TtlockLock, change: Change) -> None:
    """Do what has been on its way; a refusal of the lock shows in the status."""
    change.passcode.status = change.failed
    if lock.hardware.link.online:
        with suppress(RefusalError):
            _carry_out(lock, change)


def _put(lock: TtlockLock, credential: Credential) -> None:
    """Store a credential in the lock, or refuse as the lock does."""
    try:
        lock.hardware.credentials.put(credential)
    except DuplicateError as err:
        pin = credential.kind is CredentialKind.PIN
        number = Number.PASSCODE_EXISTS if pin else Number.FAILED
        raise RefusalError(number) from err
    except CapacityError as err:
        raise RefusalError(Number.LOCK_FULL) from err


def _passcode_of(lock: TtlockLock, row: Credential) -> Passcode:
    """Return a PIN of the lock as the cloud lists it."""
    starts = row.schedule.starts or row.created
    return Passcode(
        id=row.id,
        name=row.name,
        digits=row.secret,
        kind=code_type(row.schedule),
        starts=to_ms(starts),
        ends=to_ms(row.schedule.ends) if row.schedule.ends else 0,
        created=row.created,
        sender=lock.owner,
        on_lock=True,
        lock_digits=row.secret,
    )


def _learn_card(lock: TtlockLock, row: Credential) -> None:
    """Take over a card that was added or renamed in the vendor's app."""
    known = lock.cards.get(row.id)
    if known is not None:
        known.name = row.name
    elif row.id not in lock.forgotten:
        lock.cards[row.id] = Card(
            id=row.id,
            name=row.name,
            number=row.secret,
            starts=to_ms(row.schedule.starts) if row.schedule.starts else 0,
            ends=to_ms(row.schedule.ends) if row.schedule.ends else 0,
            created=row.created,
            sender=lock.owner,
            on_lock=True,
        )
