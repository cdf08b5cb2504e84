"""Pictures of what happened at a door."""

from homeassistant.components.image import ImageEntity
from homeassistant.components.image.const import DATA_COMPONENT
from homeassistant.const import ATTR_ENTITY_PICTURE, Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..access.grant import DoorId
from ..const import DOMAIN
from ..image import LAST_CAPTURE, LastCapture
from ..model.access_event import AccessEvent


@callback
def async_picture_of(hass: HomeAssistant, at: DoorId, event: AccessEvent) -> str | None:
    """Return the address of the picture that a lock took of an event, if it did.

    It is that of the image entity, which holds the newest picture alone.
    """
    entity = _last_capture(hass, at)
    if not isinstance(entity, LastCapture) or not entity.async_is_of(event):
        return None
    state = hass.states.get(entity.entity_id)
    return None if state is None else state.attributes.get(ATTR_ENTITY_PICTURE)


def _last_capture(hass: HomeAssistant, at: DoorId) -> ImageEntity | None:
    unique_id = f"{at.account}:{at.lock_id}:{LAST_CAPTURE.key}"
    entity_id = er.async_get(hass).async_get_entity_id(
        Platform.IMAGE, DOMAIN, unique_id
    )
    component = hass.data.get(DATA_COMPONENT)
    if entity_id is None or component is None:
        return None
    return component.get_entity(entity_id)
