"""An account that an integration of Home Assistant itself is signed in to.

All that is known of such integrations stands here. What they keep of a loaded account
is public but for one thing: the gateway, whose refresh of the token is the only one
that there may be, because a refresh token works once. All of it is looked up with every
call: each time the other account is loaded it is another object. Their own ways of
signing in and of asking locks for their state are left alone, since they count calls
for all users of a token together.
"""

from collections.abc import Callable, Iterator, Mapping
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from aiohttp import ClientError
from homeassistant.components.lock import DOMAIN as LOCK
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    SOURCE_REAUTH,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import OAuth2TokenRequestReauthError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .const import CONF_CREDENTIALS, DOMAIN
from .helpers import lock_unique_id
from .model.errors import AuthError, CloudUnreachable
from .model.reason import Reason
from .model.sign_in import CredentialKey
from .model.updates import Hint, Update

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

_EARLY: Final = 60.0
"""Seconds before its end from which on a token is no longer taken as it lies there."""


class _Runtime(Protocol):
    """What a loaded account of the other integration offers."""

    @property
    def brand(self) -> Any: ...  # noqa: ANN401 - a name that only its library knows

    @property
    def locks(self) -> Any: ...  # noqa: ANN401 - objects of that library

    @property
    def push_updates_connected(self) -> bool: ...

    def async_subscribe_device_id(
        self, device_id: str, update_callback: CALLBACK_TYPE
    ) -> CALLBACK_TYPE: ...


@callback
def async_accounts(hass: HomeAssistant, domain: str) -> dict[str, str]:
    """Return the loaded accounts of an integration: titles by the ids of entries."""
    loaded = hass.config_entries.async_loaded_entries(domain)
    return {entry.entry_id: entry.title for entry in loaded}


@callback
def async_is_gone(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Return whether an account of ours rides on an entry that was removed."""
    linked = entry.data.get(CONF_CREDENTIALS, {}).get(CredentialKey.CORE_ENTRY)
    return linked is not None and hass.config_entries.async_get_entry(linked) is None


@callback
def async_our_lock(hass: HomeAssistant, entity_id: str) -> str:
    """Return our entity of a lock that a linked account shows, else the same one.

    Ours is hidden, so people name the other one; what it cannot do, ours can.
    """
    shown = er.async_get(hass).async_get(entity_id)
    if shown is None or shown.device_id is None or shown.config_entry_id is None:
        return entity_id
    device = dr.async_get(hass).async_get(shown.device_id)
    for entry in _linked_to(hass, shown.config_entry_id):
        for identifier in device.identifiers if device else ():
            unique_id = lock_unique_id(entry, identifier[1])
            ours = er.async_get(hass).async_get_entity_id(LOCK, DOMAIN, unique_id)
            if ours is not None:
                return ours
    return entity_id


@callback
def async_follow(hass: HomeAssistant) -> None:
    """Bring accounts of ours back as soon as the one that they ride on is back."""

    @callback
    def changed(_: ConfigEntryChange, other: ConfigEntry) -> None:
        if other.state is not ConfigEntryState.LOADED:
            return
        for entry in _linked_to(hass, other.entry_id):
            if entry.state is ConfigEntryState.SETUP_RETRY:
                hass.config_entries.async_schedule_reload(entry.entry_id)
            elif entry.state is ConfigEntryState.LOADED:
                _ask_if_down(hass, entry)

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, changed)


def _ask_if_down(hass: HomeAssistant, entry: CloudLocksEntry) -> None:
    locks = entry.runtime_data.locks
    if not locks.last_update_success:
        entry.async_create_background_task(hass, locks.async_refresh(), "linked again")


def _linked_to(hass: HomeAssistant, entry_id: str) -> Iterator[CloudLocksEntry]:
    """Yield the accounts of ours that ride on an entry."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        credentials = entry.data.get(CONF_CREDENTIALS, {})
        if credentials.get(CredentialKey.CORE_ENTRY) == entry_id:
            yield entry


class LinkedEntry:
    """Rides on an entry of another integration; a `vendors.LinkedAccount`.

    What fails because of the other one says so: `AuthError` when it is gone, and
    somebody has to choose anew; `CloudUnreachable` while it is not loaded, or signed
    out there, where a person is being asked already.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Look at nothing yet."""
        self._hass = hass
        self._entry_id = entry_id

    async def async_wait(self) -> None:
        """Wait while Home Assistant starts, until the other one has had its turn."""
        entry = self._hass.config_entries.async_get_entry(self._entry_id)
        if entry is not None:
            await self._hass.config_entries.async_wait_component(entry)

    async def token(self) -> str:
        """Return a token that works now; refreshing stays the other's business."""
        entry = self._loaded()
        kept: Mapping[str, Any] = entry.data["token"]
        if kept["expires_at"] - _EARLY > time.time():
            return str(kept["access_token"])
        self._check_signed_in(entry)
        return await _refreshed(entry)

    async def headers(self) -> Mapping[str, str]:
        """Return the headers that the other integration sends, its key among them."""
        runtime: _Runtime = self._loaded().runtime_data
        # Installed with the other integration, and loaded long since: we need no such
        # library for anybody who does not have it.
        from yalexs.api_common import api_auth_headers  # noqa: PLC0415

        headers: dict[str, str] = api_auth_headers(brand=runtime.brand)
        return headers

    @property
    def lock_ids(self) -> frozenset[str]:
        """The locks that the other integration shows; none while it is not loaded."""
        runtime = self.runtime
        locks = () if runtime is None else runtime.locks
        return frozenset(str(lock.device_id) for lock in locks)

    @property
    def hears(self) -> bool:
        """Whether the other integration's cloud tells it by itself what happens."""
        runtime = self.runtime
        return runtime is not None and runtime.push_updates_connected

    def subscribe(
        self, device_id: str, listener: Callable[[Update], None]
    ) -> Callable[[], None]:
        """Hear what the other integration hears, also after it was loaded anew.

        It does not tell what has happened, only that something has. Returns how to
        stop.
        """
        heard = _Subscription(self, device_id, listener)
        unfollow = async_dispatcher_connect(
            self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, heard.async_follow
        )
        heard.async_follow()

        @callback
        def stop() -> None:
            unfollow()
            heard.async_stop()

        return stop

    @property
    def runtime(self) -> _Runtime | None:
        """What the other integration has loaded, None while it has nothing."""
        entry = self._hass.config_entries.async_get_entry(self._entry_id)
        if entry is None or entry.state is not ConfigEntryState.LOADED:
            return None
        runtime: _Runtime = entry.runtime_data
        return runtime

    def _loaded(self) -> ConfigEntry[Any]:
        entry = self._hass.config_entries.async_get_entry(self._entry_id)
        if entry is None:
            raise AuthError(reason=Reason.LINK_REMOVED)
        if entry.state is not ConfigEntryState.LOADED:
            self._check_signed_in(entry)
            raise CloudUnreachable(reason=Reason.LINK_NOT_READY)
        return entry

    def _check_signed_in(self, entry: ConfigEntry[Any]) -> None:
        """Raise when a person is asked to sign in there: nothing works until then."""
        if any(entry.async_get_active_flows(self._hass, {SOURCE_REAUTH})):
            raise CloudUnreachable(reason=Reason.LINK_SIGNED_OUT)


async def _refreshed(entry: ConfigEntry[Any]) -> str:
    """Return a token from the other integration's own, one and only refresh."""
    # Private, so it may be gone one day; then a token comes when the other needs one.
    gateway = getattr(entry.runtime_data, "_gateway", None)
    if gateway is None:
        raise CloudUnreachable(reason=Reason.LINK_NOT_READY)
    try:
        return str(await gateway.async_get_access_token())
    except OAuth2TokenRequestReauthError:
        # The other integration has asked a person to sign in by now.
        raise CloudUnreachable(reason=Reason.LINK_SIGNED_OUT) from None
    except (ClientError, TimeoutError) as err:
        raise CloudUnreachable(type(err).__name__) from None


class _Subscription:
    """What is heard of one device, from whatever the other one has loaded just now."""

    def __init__(
        self, linked: LinkedEntry, device_id: str, listener: Callable[[Update], None]
    ) -> None:
        """Hear nothing yet."""
        self._linked = linked
        self._device_id = device_id
        self._listener = listener
        self._runtime: _Runtime | None = None
        self._stop: CALLBACK_TYPE | None = None

    @callback
    def async_follow(self, *_changed: object) -> None:
        """Listen to what is loaded now; what went by meanwhile has to be asked for."""
        runtime = self._linked.runtime
        if runtime is self._runtime:
            return
        self.async_stop()
        self._runtime = runtime
        if runtime is not None:
            self._stop = runtime.async_subscribe_device_id(self._device_id, self._heard)
            self._heard()

    @callback
    def _heard(self) -> None:
        self._listener(Hint(lock_id=self._device_id))

    @callback
    def async_stop(self) -> None:
        """Hear nothing any more."""
        if self._stop is not None:
            self._stop()
        self._stop, self._runtime = None, None
