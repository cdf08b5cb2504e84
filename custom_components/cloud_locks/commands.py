"""Waiting for a command that is on its way to a lock."""

import asyncio

from .const import LOGGER
from .model.errors import OutcomeUnknown


async def async_see_through[T](task: asyncio.Task[T]) -> T:
    """Return what a command returns; it goes on when its caller is cancelled.

    It may be on its way already, and then nobody could say what became of it. Raises
    what the command raises, and `OutcomeUnknown` when its account was unloaded.
    """
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        task.add_done_callback(_log_unheard)
        raise
    if task.cancelled():
        raise OutcomeUnknown("unloaded")
    return task.result()


def _log_unheard[T](task: asyncio.Task[T]) -> None:
    """Note how a command failed whose caller has gone."""
    if not task.cancelled() and (err := task.exception()) is not None:
        LOGGER.warning("%s failed: %s", task.get_name(), err)
