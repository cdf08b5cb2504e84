"""Sending again, but only what the cloud refused before it did anything."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from ..model.errors import LockBusy
from ..model.reason import Reason

LONGEST_WAIT: Final = 86_400.0
"""Seconds. Who asks to wait for more than a day has made a mistake."""


async def when_free[T](
    call: Callable[[], Awaitable[T]],
    *,
    delays: Iterable[float],
    sleep: Callable[[float], Awaitable[None]],
) -> T:
    """Return what `call` returns, trying again after each delay (s) on `LockBusy`.

    `LockBusy` is the one error that proves that a command was not dispatched; all
    others go to the caller at once, and so do the last `LockBusy` and one that came too
    late.
    """
    for delay in delays:
        try:
            return await call()
        except LockBusy as busy:
            if busy.reason is Reason.TOO_LATE:
                raise
            await sleep(delay)
    return await call()


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how many seconds `Retry-After` asks to wait, None without a usable one.

    It is a number of seconds or a date (RFC 9110); a date in the past is no wait.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:  # "-0000": no zone known, and the header means UTC.
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT)
