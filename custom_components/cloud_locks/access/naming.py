"""How locks and reasons are told to people and automations."""

from typing import Final

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..helpers import text
from ..model.reason import Reason
from .grant import DoorId
from .sight import async_lock_of

_OF_ACCESS: Final = {
    # "Choose another one" is said where somebody is about to type it.
    Reason.PIN_IN_USE: "grant_pin_in_use",
    # "Nothing was done" is said where somebody waits: here it is done later.
    Reason.LOCK_ASLEEP: "grant_lock_asleep",
    Reason.LOCK_OFFLINE: "grant_lock_offline",
}
_OF_CARDS: Final = {
    Reason.LIST_FULL: "card_list_full",
    Reason.NAME_IN_USE: "card_name_in_use",
    Reason.TWO_CANDIDATES: "card_two_candidates",
}
"""Elsewhere these sentences are about codes."""


@callback
def async_lock_entity(hass: HomeAssistant, at: DoorId) -> str | None:
    """Return the entity of a lock; None when it is gone with its account."""
    unique_id = f"{at.account}:{at.lock_id}:{Platform.LOCK}"
    return er.async_get(hass).async_get_entity_id(Platform.LOCK, DOMAIN, unique_id)


@callback
def async_lock_name(hass: HomeAssistant, at: DoorId) -> str:
    """Return the name of a lock, else what it is remembered by."""
    lock = async_lock_of(hass, at)
    return at.lock_id if lock is None else lock.name


def key_of(reason: Reason) -> str:
    """Return the key of the sentence of a reason, as it is to be said of an access."""
    return _OF_ACCESS.get(reason, reason)


def key_of_card(reason: Reason) -> str:
    """Return the key of the sentence of a reason, as it is to be said of a card."""
    return _OF_CARDS.get(reason, reason)


async def async_reason(
    hass: HomeAssistant, reason: Reason, *, of_card: bool = False
) -> str:
    """Return the sentence of a reason, as it is to be said of an access or its card."""
    key = key_of_card(reason) if of_card else key_of(reason)
    return await text(hass, "exceptions", f"{key}.message", {})
