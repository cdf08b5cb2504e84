"""Sessions that never send a request twice, and that end without breaking one."""

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse, ClientSession
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_create_clientsession

from .model.errors import CloudUnreachable
from .vendors import MIDDLEWARES


def create_session(
    hass: HomeAssistant, entry: ConfigEntry | None = None
) -> ClientSession:
    """Return a session that never sends a request twice.

    It ends with `entry`, or with Home Assistant; without, the caller detaches it.
    """
    ending = _Ending()
    session = async_create_clientsession(
        hass, auto_cleanup=False, middlewares=(ending.watch, *MIDDLEWARES)
    )

    @callback
    def end(_: Event | None = None) -> None:
        ending.end(session)

    if entry is not None:
        entry.async_on_unload(
            hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, end)
        )
        entry.async_on_unload(end)
    return session


class _Ending:
    """Ends a session once nothing is under way, and lets nothing begin until then.

    aiohttp loses its head, and a connection, when a session ends while it connects.
    """

    def __init__(self) -> None:
        self._under_way = 0
        self._session: ClientSession | None = None

    async def watch(
        self, request: ClientRequest, handler: ClientHandlerType
    ) -> ClientResponse:
        """Count a request while it is sent; belongs to the session."""
        if self._session is not None:
            raise CloudUnreachable("session closed")
        self._under_way += 1
        try:
            return await handler(request)
        finally:
            self._under_way -= 1
            self._end_if_idle()

    def end(self, session: ClientSession) -> None:
        """End a session as soon as that breaks nothing."""
        self._session = session
        self._end_if_idle()

    def _end_if_idle(self) -> None:
        if self._session is not None and not self._under_way:
            self._session.detach()
