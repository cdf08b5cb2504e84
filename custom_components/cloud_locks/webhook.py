"""Callbacks of clouds: one address per brand and application, for all its accounts.

Nobody signs them, so the address is a secret, and what they say about locks of other
accounts is left out by the vendor's own reading.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from aiohttp.web import Request, Response
from homeassistant.components import webhook
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.network import NoURLAvailableError
from homeassistant.helpers.storage import Store
from homeassistant.util.aiohttp import MockRequest
from homeassistant.util.hass_dict import HassKey

from .cloudhooks import async_cloudhook
from .const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    DOMAIN,
    LOGGER,
    NEWS_EXPECTED_WITHIN,
)
from .model.errors import ProtocolError
from .model.parts import Webhook
from .model.sign_in import CredentialKey
from .model.updates import Update

if TYPE_CHECKING:
    from homeassistant.core import CALLBACK_TYPE

    from .inbox import Inbox
    from .runtime import CloudLocksEntry

_LARGEST: Final = 256 * 1024
"""Octets. What is longer was not sent by a lock."""

_ADDRESSES: Final[HassKey[Addresses]] = HassKey(f"{DOMAIN}_addresses")

type AddressKey = str


class Addresses:
    """The secret ends of the addresses, kept for good: they stand in vendors' portals.

    One is for all accounts that are signed in with the same application.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nothing yet."""
        self._hass = hass
        self._store: Store[dict[AddressKey, str]] = Store(
            hass, 1, f"{DOMAIN}.webhooks", private=True, atomic_writes=True
        )
        self._ids: dict[AddressKey, str] | None = None
        self._members: dict[AddressKey, list[CallbackListener]] = {}

    async def join(self, key: AddressKey, member: CallbackListener) -> str:
        """Add an account to an address and return its secret end."""
        ids = await self._load() if self._ids is None else self._ids
        if key not in ids:
            ids[key] = webhook.async_generate_id()
            await self._store.async_save(ids)
        members = self._members.setdefault(key, [])
        if not members:
            webhook.async_register(
                self._hass,
                DOMAIN,
                "Cloud Locks",
                ids[key],
                partial(_received, members),
            )
        members.append(member)
        return ids[key]

    async def _load(self) -> dict[AddressKey, str]:
        """Read the file; another account may have been through with it meanwhile."""
        kept = await self._store.async_load() or {}
        if self._ids is None:
            self._ids = kept
        return self._ids

    @callback
    def async_leave(self, key: AddressKey, member: CallbackListener) -> None:
        """Take an account off an address; without any, nobody answers there."""
        members = self._members[key]
        members.remove(member)
        if not members and self._ids is not None:
            webhook.async_unregister(self._hass, self._ids[key])


async def _received(
    members: list[CallbackListener], hass: HomeAssistant, _id: str, request: Request
) -> Response:
    """Let every account of an address read a callback, and answer as the cloud wants.

    The answer is the same for whatever comes, so that nobody learns from it.
    """
    if (body := await _body_of(request)) is None:
        return Response(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    reply = ""
    for member in tuple(members):
        reply = member.async_receive(body, headers)
    return Response(text=reply)


async def _body_of(request: Request | MockRequest) -> bytes | None:
    """Return what was sent, None for too much of it."""
    if isinstance(request, MockRequest):
        # Passed on by Home Assistant Cloud, whole.
        body = await request.content.read()
    elif (request.content_length or 0) > _LARGEST:
        return None
    else:
        # In pieces nobody says beforehand how much it is.
        body = await request.read()
    return None if len(body) > _LARGEST else body


def _key_of(data: Mapping[str, Any]) -> AddressKey:
    """Return which address an entry's account belongs to, by its brand and client."""
    client: str = data[CONF_CREDENTIALS].get(CredentialKey.CLIENT_ID, "")
    return f"{data[CONF_BRAND]}:{sha256(client.encode()).hexdigest()[:16]}"


class CallbackListener:
    """What comes in for one account."""

    def __init__(
        self, hass: HomeAssistant, entry: CloudLocksEntry, part: Webhook, inbox: Inbox
    ) -> None:
        """Listen at no address yet."""
        self._hass = hass
        self._entry = entry
        self._part = part
        self._inbox = inbox
        self._cancel: CALLBACK_TYPE | None = None
        self.webhook_id = ""
        """The secret end of the address; empty before `async_start`."""

    async def async_start(self) -> None:
        """Listen from now on, until the entry is unloaded."""
        key = _key_of(self._entry.data)
        addresses = self._hass.data.setdefault(_ADDRESSES, Addresses(self._hass))
        self.webhook_id = await addresses.join(key, self)
        self._entry.async_on_unload(partial(addresses.async_leave, key, self))
        self._entry.async_on_unload(self._forget)

    async def async_url(self) -> str | None:
        """Return the address to be given to the vendor; None without one from outside.

        That of Home Assistant Cloud, where there is one, works at any house.
        """
        if hook := await async_cloudhook(self._hass, self.webhook_id):
            return hook
        try:
            return webhook.async_generate_url(
                self._hass, self.webhook_id, allow_internal=False, allow_ip=False
            )
        except NoURLAvailableError:
            return None

    @callback
    def async_receive(self, body: bytes, headers: Mapping[str, str]) -> str:
        """Take a callback and return the answer to it."""
        if updates := self._read(body, headers):
            self._inbox.async_set_flows(flows=True)
            self._expect_more()
            self._inbox.async_take(updates)
        return self._part.reply

    def _read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        if self._entry.state is not ConfigEntryState.LOADED:
            return ()
        try:
            return self._part.parse(body, headers)
        except ProtocolError as err:
            LOGGER.debug("A callback was not understood: %s", err)
            return ()

    @callback
    def _expect_more(self) -> None:
        """Believe that callbacks come for as long as the last is not too old."""
        self._forget()
        self._cancel = async_call_later(
            self._hass,
            NEWS_EXPECTED_WITHIN,
            HassJob(self._silent, cancel_on_shutdown=True),
        )

    @callback
    def _silent(self, _now: datetime) -> None:
        self._cancel = None
        self._inbox.async_set_flows(flows=False)

    @callback
    def _forget(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
