"""What a passcode may be, and the digits and dates of those that the cloud computes.

Sources: TTLock open platform documentation, "Add a passcode" and "Get a random
passcode": 4 to 9 digits of one's own, 6 to 9 computed ones, dates cut to the hour and
over a year to the month; that Sifely refuses a start of 0 is from a public client.
"""

from datetime import datetime, timedelta
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from simulators.credentials import CredentialKind

from .accounts import made_up
from .codes import Passcode
from .devices import TtlockLock
from .features import Feature
from .numbers import CodeType, Number
from .refusals import RefusalError
from .routing import Call
from .stamps import from_ms, to_ms

CUSTOM_TYPES: Final = frozenset({CodeType.PERMANENT, CodeType.PERIOD})
ALL_TYPES: Final = range(CodeType.ONCE, CodeType.SUNDAY + 1)
CAPACITY: Final = 250
_LENGTHS: Final = range(4, 10)
_DIGITS: Final = frozenset("0123456789")
_YEAR: Final = timedelta(days=366)


def check_digits(digits: str) -> None:
    """Refuse digits that no keypad takes."""
    if not set(digits) <= _DIGITS or len(digits) not in _LENGTHS:
        raise RefusalError(Number.PASSCODE_LENGTH)


def check_free(lock: TtlockLock, digits: str, passcode_id: int | None = None) -> None:
    """Refuse digits that another passcode of the cloud has."""
    for row in lock.passcodes.values():
        if row.digits == digits and row.id != passcode_id:
            raise RefusalError(Number.PASSCODE_EXISTS)


def check_room(lock: TtlockLock) -> None:
    """Refuse a custom passcode when there are as many as the lock takes."""
    stored = lock.hardware.credentials.of_kind(CredentialKind.PIN)
    custom = {row.id for row in lock.passcodes.values() if row.custom}
    on_lock = {row.id for row in stored if not row.computed}
    if len(custom | on_lock) >= lock.hardware.credentials.capacity:
        raise RefusalError(Number.NO_SPACE)


def custom_dates(call: Call, kind: int) -> tuple[int, int]:
    """Return start and end of a custom passcode; 0 and 0 for one without dates."""
    params = call.params
    if call.sifely and params.sent_blank_or_zero("startDate"):
        raise RefusalError(Number.INVALID)
    starts, ends = params.number("startDate") or 0, params.number("endDate") or 0
    if kind == CodeType.PERIOD and not (0 < starts < ends):
        raise RefusalError(Number.INVALID)
    check_moments(starts, ends)
    past = call.switches.past_start_refused and starts < to_ms(call.state.now)
    if starts and past:
        raise RefusalError(Number.INVALID)
    return starts or to_ms(call.state.now), ends if kind == CodeType.PERIOD else 0


def check_moments(*numbers: int) -> None:
    """Refuse what is no date."""
    for number in numbers:
        try:
            from_ms(number)
        except OverflowError as err:
            raise RefusalError(Number.INVALID) from err
        if number < 0:
            raise RefusalError(Number.INVALID)


def computed_dates(call: Call, lock: TtlockLock, kind: int) -> tuple[int, int]:
    """Return start and end of a computed passcode as the lock will count them."""
    starts = call.params.need_number("startDate")
    has_end = kind == CodeType.PERIOD or kind >= CodeType.WEEKEND
    ends = call.params.need_number("endDate") if has_end else 0
    check_moments(starts, ends)
    if starts == 0 or (kind == CodeType.PERIOD and ends <= starts):
        raise RefusalError(Number.INVALID)
    zone = ZoneInfo(lock.hardware.zone)
    first = _hour(starts, zone)
    last = _hour(ends, zone) if has_end else None
    if last is not None and kind == CodeType.PERIOD and last - first > _YEAR:
        last = last.replace(day=min(first.day, 28), hour=first.hour)
    return to_ms(first), 0 if last is None else to_ms(last)


def check_computable(lock: TtlockLock, kind: int) -> None:
    """Refuse a lock that the cloud cannot compute this type for."""
    if not lock.code_data:
        raise RefusalError(Number.NO_CODE_DATA)
    needed = [Feature.PASSCODE]
    if kind >= CodeType.WEEKEND:
        needed.append(Feature.CYCLIC_PASSCODES)
    if not lock.has(*needed):
        raise RefusalError(Number.UNSUPPORTED)


def computed_digits(lock: TtlockLock, passcode_id: int) -> str:
    """Return digits that nothing else opens the lock with."""
    taken = {row.digits for row in lock.passcodes.values()}
    taken |= {row.secret for row in lock.hardware.credentials}
    found = (_digits_of(lock.id, passcode_id, attempt) for attempt in count())
    return next(digits for digits in found if digits not in taken)


def was_used(lock: TtlockLock, passcode: Passcode) -> bool:
    """Tell whether a passcode ever opened the lock."""
    row = lock.hardware.credentials.get(passcode.id)
    return row is not None and row.used_at is not None


def _digits_of(*parts: int) -> str:
    """Return six to nine digits that are the same in every run."""
    number = int(made_up("passcode", *parts, length=16), 16)
    return f"{number:019d}"[-(6 + number % 4) :]


def _hour(number: int, zone: ZoneInfo) -> datetime:
    """Return the beginning of the hour."""
    return from_ms(number).astimezone(zone).replace(minute=0, second=0, microsecond=0)
