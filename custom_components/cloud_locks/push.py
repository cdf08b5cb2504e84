"""Listening to a cloud: one subscription per account, made anew when it is lost."""

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN, LOGGER, REFUSED_RETRY
from .model.errors import AuthError, NotPermitted, RateLimited, VendorError
from .model.parts import Push

if TYPE_CHECKING:
    from .inbox import Inbox
    from .runtime import CloudLocksEntry

_BACK_OFF: Final = (1.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds between attempts to connect; the last one for as long as it takes."""


class PushListener:
    """Keeps a subscription open until the entry is unloaded."""

    def __init__(
        self, hass: HomeAssistant, entry: CloudLocksEntry, push: Push, inbox: Inbox
    ) -> None:
        """Connect to nothing yet."""
        self._hass = hass
        self._entry = entry
        self._push = push
        self._inbox = inbox
        self._failures = self._refusals = 0

    @callback
    def async_start(self) -> None:
        """Listen from now on."""
        self._entry.async_create_background_task(
            self._hass, self._listen_on(), f"{DOMAIN} push"
        )

    async def _listen_on(self) -> None:
        while True:
            pause, refused = 0.0, False
            try:
                await self._listen()
            except AuthError:
                refused = True
                self._entry.async_start_reauth(self._hass)
            except VendorError as err:
                LOGGER.debug("%s: not told any more: %s", self._entry.title, err)
                if isinstance(err, NotPermitted):
                    self._entry.runtime_data.refusals.note_news(err)
                if isinstance(err, RateLimited):
                    pause = err.retry_after or pause
            finally:
                self._inbox.async_set_flows(flows=False)
            if refused:
                await self._wait_for_a_person()
            else:
                await asyncio.sleep(max(pause, self._back_off()))

    async def _wait_for_a_person(self) -> None:
        """Knock no more until nobody is asked to sign in any more.

        Who does signs in anew, and this listener ends. Who closes the request may have
        seen that it was the cloud's mistake.
        """
        delay = REFUSED_RETRY[min(self._refusals, len(REFUSED_RETRY) - 1)]
        self._refusals += 1
        asked = True
        while asked:
            await asyncio.sleep(delay)
            asked = self._entry.runtime_data.locks.scheduler.person_is_asked

    async def _listen(self) -> None:
        """Take updates until the connection is lost; the first says that it is made."""
        async with aclosing(self._push.listen()) as updates:  # type: ignore[type-var]  # all are generators
            async for update in updates:
                self._failures = self._refusals = 0
                self._entry.runtime_data.refusals.note_news(None)
                self._inbox.async_set_flows(flows=True)
                self._inbox.async_take((update,))

    def _back_off(self) -> float:
        delay = _BACK_OFF[min(self._failures, len(_BACK_OFF) - 1)]
        self._failures += 1
        return delay
