"""Whose access an event was: that of the code or of the card that was used."""

from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback

from ..model.access_event import AccessEvent
from ..model.credential import CredentialType
from ..model.masking import same_name
from .cards import named
from .grant import DoorId, Grant
from .sight import async_account_of

if TYPE_CHECKING:
    from .keeper import AccessKeeper


@callback
def async_grant_of_event(
    hass: HomeAssistant, keeper: AccessKeeper, at: DoorId, event: AccessEvent
) -> Grant | None:
    """Return whose access was used at a lock; None when it is nobody's, or any of two.

    Where a cloud tells a card by its name alone, only one that no other card there has
    tells whose it is.
    """
    if event.code_id is not None:
        return keeper.async_grant_of(at, event.code_id)
    if event.credential_type != CredentialType.RFID_CODE:
        return None
    if event.credential_id is None and _is_ambiguous(hass, at, event):
        return None
    found = [it for it in keeper.async_at(at) if _has_card(it, at, event)]
    return found[0] if len(found) == 1 else None


def _is_ambiguous(hass: HomeAssistant, at: DoorId, event: AccessEvent) -> bool:
    account = async_account_of(hass, at)
    known = None if account is None else account.credentials.shelf.of(at.lock_id)
    if event.who is None or known is None:
        return event.who is None
    return len(named(known, event.who)) > 1


def _has_card(grant: Grant, at: DoorId, event: AccessEvent) -> bool:
    """Return whether an event was by a card of an access, by its id, else its name."""
    door = grant.door(at)
    cards = [it for it in door.cards if it.card_id is not None] if door else []
    if event.credential_id is not None:
        return any(it.card_id == event.credential_id for it in cards)
    return any(same_name(event.who or "", grant.card_name(it.key)) for it in cards)
