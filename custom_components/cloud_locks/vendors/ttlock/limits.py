"""How long a cloud asks to be left alone, in whichever way it says so.

Sifely announces headers about its limits without saying how they are called, so the
usual names are tried (Sifely docs, authentication guide).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from .._retry import LONGEST_WAIT, retry_after
from .error_numbers import OVER_THE_MONTH

_RESET_HEADERS: Final = ("X-RateLimit-Reset", "RateLimit-Reset")
_MILLISECONDS_FROM: Final = 100_000_000_000
_INSTANT_FROM: Final = 1_000_000_000


def seconds_to_wait(
    headers: Mapping[str, str], number: int | None, now: datetime
) -> float | None:
    """Return how long to wait, None when nothing says so.

    A used-up month lasts until the next one, of which a day at most is waited for.
    """
    wait = retry_after(headers, now)
    for name in _RESET_HEADERS:
        if wait is None:
            wait = _until_reset(headers.get(name, "").strip(), now)
    if wait is None and number == OVER_THE_MONTH:
        month = now.year * 12 + now.month
        next_month = now.replace(
            year=month // 12,
            month=month % 12 + 1,
            day=1,
            hour=0,
            minute=0,
            second=0,
            microsecond=0,
        )
        wait = min((next_month - now).total_seconds(), LONGEST_WAIT)
    return wait


def _until_reset(value: str, now: datetime) -> float | None:
    """Read seconds, or an instant in seconds or milliseconds."""
    if not (value.isascii() and value.isdigit()):
        return None
    number = float(value[:20])
    if number >= _MILLISECONDS_FROM:
        number /= 1000
    if number >= _INSTANT_FROM:
        number -= now.timestamp()
    return min(max(0.0, number), LONGEST_WAIT)
