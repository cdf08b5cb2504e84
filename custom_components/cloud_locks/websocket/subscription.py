"""One subscription for everything that the panel shows, made once for all who look.

While nobody looks, nothing of this is there. What may have changed is noted where it
changes and looked at a moment later, so that many changes at once cost one look; a row
is sent when it is another than the one that was sent before.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..permissions import user_may_manage
from .command import Request
from .following import HouseFollower
from .pending import Pending
from .rows import HouseRows
from .views import UpdateView
from .words import async_read_words

_TOGETHER: Final = 0.05
"""Seconds. What changes within them is told together."""

_ACCOUNTS_EVERY: Final = timedelta(seconds=10)
"""How much of a budget is used is another with every call."""

_HUB: HassKey[Hub] = HassKey(f"{DOMAIN}.subscription")


async def subscribe(hass: HomeAssistant, request: Request) -> None:
    """Send everything, then whatever is different, until the client has enough."""
    if (hub := hass.data.get(_HUB)) is None:
        hub = hass.data[_HUB] = Hub(hass)
    await hub.join(Subscriber(connection=request.connection, id=request.id))


@dataclass(eq=False, slots=True, kw_only=True)
class Subscriber:
    """A client that looks. `welcomed`: it was sent everything."""

    connection: ActiveConnection
    id: int
    welcomed: bool = False


class Hub:
    """Tells all who look; follows the house only while somebody does."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with nobody looking."""
        self._hass = hass
        self._looking: set[Subscriber] = set()
        self._turn = asyncio.Lock()
        self._rows = HouseRows(hass)
        self._pending = Pending()
        self._follower: HouseFollower | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._accounts_at = dt_util.utcnow()

    async def join(self, who: Subscriber) -> None:
        """Tell a client from now on; its first message comes after this returned."""
        self._looking.add(who)
        # At once: it may be gone before everything is put together.
        who.connection.subscriptions[who.id] = lambda: self._leave(who)
        await async_read_words(self._hass)
        async with self._turn:
            if self._follower is None:
                await self._begin()
        self._hass.loop.call_soon(self._welcome, who)

    @callback
    def _leave(self, who: Subscriber) -> None:
        self._looking.discard(who)
        if not self._looking:
            self._end()

    async def _begin(self) -> None:
        """Put everything together, in parts, so that others have their turn."""
        rows, pending = HouseRows(self._hass), Pending()
        self._rows, self._pending = rows, pending
        follower = HouseFollower(self._hass, pending, rows, self._soon)
        follower.async_start()
        try:
            rows.async_note_all(pending)
            while pending.rows:
                rows.async_look(pending, accounts=False)
                await asyncio.sleep(0)
            # Last: they count what is overdue at the doors.
            rows.async_look(pending, accounts=True)
            self._accounts_at = dt_util.utcnow()
            if self._looking:
                self._follower = follower
        finally:
            if self._follower is not follower:
                follower.async_end()
                self._forget()

    @callback
    def _end(self) -> None:
        self._stop_timer()
        if self._follower is not None:
            self._follower.async_end()
            self._follower = None
            self._forget()

    def _forget(self) -> None:
        self._rows, self._pending = HouseRows(self._hass), Pending()

    @callback
    def _welcome(self, who: Subscriber) -> None:
        if who not in self._looking:
            return
        # What is noted is told to the others first, as a change.
        self._tell()
        who.welcomed = True
        self._send(who, self._rows.async_complete())

    @callback
    def _soon(self) -> None:
        """Look a moment later at what is noted."""
        self._look_in(_TOGETHER)

    @callback
    def _look_in(self, seconds: float) -> None:
        if self._follower is None:
            return
        due = self._hass.loop.time() + seconds
        if self._timer is not None:
            if self._timer.when() <= due:
                return
            self._timer.cancel()
        self._timer = self._hass.loop.call_at(due, self._tell)

    @callback
    def _tell(self) -> None:
        """Look at what is noted, and tell what is different."""
        self._stop_timer()
        now = dt_util.utcnow()
        since = now - self._accounts_at
        # Neither may a clock that was put back hold them up.
        may_wait = timedelta() <= since < _ACCOUNTS_EVERY
        is_due = self._pending.accounts and not may_wait
        update = self._rows.async_look(self._pending, accounts=not may_wait)
        if is_due or (update is not None and update["accounts"] is not None):
            self._accounts_at = now
        if update is not None:
            for who in [it for it in self._looking if it.welcomed]:
                self._send(who, update)
        if self._pending.rows:
            self._soon()
        elif self._pending.accounts:
            self._look_in((_ACCOUNTS_EVERY - since).total_seconds())

    @callback
    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @callback
    def _send(self, who: Subscriber, update: UpdateView) -> None:
        """Send a message, unless its user may no longer have it: then none any more."""
        if user_may_manage(self._hass, who.connection.user):
            who.connection.send_event(who.id, update)
        else:
            who.connection.subscriptions.pop(who.id, None)
            self._leave(who)
