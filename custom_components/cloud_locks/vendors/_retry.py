"""Sending again, but only what the cloud refused before it did anything."""

from collections.abc import Awaitable, Callable, Iterable

from ..model.errors import LockBusy


async def when_free[T](
    call: Callable[[], Awaitable[T]],
    *,
    delays: Iterable[float],
    sleep: Callable[[float], Awaitable[None]],
) -> T:
    """Return what `call` returns, trying again after each delay (s) on `LockBusy`.

    `LockBusy` is the one error that proves that a command was not dispatched; all
    others go to the caller at once, and the last `LockBusy` too.
    """
    for delay in delays:
        try:
            return await call()
        except LockBusy:
            await sleep(delay)
    return await call()
