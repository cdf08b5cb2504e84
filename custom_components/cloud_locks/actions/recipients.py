"""Handing a message to notify entities, past the event bus.

A notify action would carry the message, and with it the PIN, into the bus, the recorder
and traces. So the entities are called themselves.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final

from homeassistant.components.notify.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant

from ..const import LOGGER
from .answers import FAILED, SENT, RecipientRow
from .errors import ActionError, sentence
from .targets import EntityId, expand_groups

_PATIENCE: Final = 30.0
"""Seconds for one recipient to take one message."""


def find_recipients(
    hass: HomeAssistant, entity_ids: Iterable[EntityId]
) -> tuple[EntityId, ...]:
    """Return the notify entities that are meant; `ActionError` for any other.

    A group of notify entities would use the action, so its members are taken.
    """
    found = tuple(sorted(expand_groups(hass, entity_ids)))
    component = hass.data.get(DATA_COMPONENT)
    for entity_id in found:
        if component is None or component.get_entity(entity_id) is None:
            raise ActionError("recipient_unknown", {"entity_id": entity_id})
    return found


async def tell(
    hass: HomeAssistant, recipients: Sequence[EntityId], messages: Sequence[str]
) -> dict[EntityId, RecipientRow]:
    """Send all messages to all recipients and say who has them."""
    results = await asyncio.gather(
        *(_send(hass, entity_id, messages) for entity_id in recipients),
        return_exceptions=True,
    )
    return {
        entity_id: await _row(hass, entity_id, result)
        for entity_id, result in zip(recipients, results, strict=True)
    }


async def _send(
    hass: HomeAssistant, entity_id: EntityId, messages: Sequence[str]
) -> None:
    entity = hass.data[DATA_COMPONENT].get_entity(entity_id)
    if entity is None or not entity.available:
        raise ActionError("recipient_unavailable")
    for message in messages:
        async with asyncio.timeout(_PATIENCE):
            await entity.async_send_message(message)


async def _row(
    hass: HomeAssistant, entity_id: EntityId, result: BaseException | None
) -> RecipientRow:
    """Return a recipient's row; anything may go wrong in somebody else's code."""
    if result is None:
        return RecipientRow(status=SENT)
    if not isinstance(result, Exception):
        raise result
    key = result.error if isinstance(result, ActionError) else "recipient_failed"
    # Its text may hold the message that it could not send.
    LOGGER.warning("%s could not be told a code: %s", entity_id, type(result).__name__)
    return RecipientRow(status=FAILED, error=key, message=await sentence(hass, key))
