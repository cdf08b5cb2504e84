"""Something that happened at a door, as a client is told."""

from homeassistant.core import HomeAssistant, callback

from ..access.grant import DoorId
from ..actions.event_rows import event_row
from ..model.access_event import AccessEvent
from .pictures import async_picture_of
from .place import door_id_of
from .views import EventView


@callback
def async_event_view(hass: HomeAssistant, at: DoorId, event: AccessEvent) -> EventView:
    """Return an event at a lock as a row."""
    picture = async_picture_of(hass, at, event)
    return EventView(door_id=door_id_of(at), picture=picture, **event_row(event))
