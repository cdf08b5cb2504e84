"""What happened at the doors: lately, as remembered, and before that, as read."""

from collections.abc import Iterator
from heapq import nlargest
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from .. import access
from ..access.grant import DoorId
from ..access.sight import async_ready
from ..actions.grant import door_id
from ..actions.read import read_events
from ..helpers import command_errors
from ..model.access_event import AccessEvent, Stream
from .answers import ActivityView
from .changes import change_view
from .command import Answer, Request
from .events import async_event_view
from .moments import read_moment
from .place import async_door_of

DOOR_ID: Final = "door_id"
BEFORE: Final = "before"

_MOST: Final = 500
"""Events of the whole house; who wants to know more of a door asks for older ones."""

_PAGE: Final = 50

OLDER_FIELDS: Final[VolDictType] = {
    probatio.Required(DOOR_ID): cv.string,
    probatio.Required(BEFORE): object,
}


async def read_activity(hass: HomeAssistant, _: Request) -> Answer:
    """Answer what is remembered of all doors; nothing is asked of a cloud."""
    newest = nlargest(_MOST, _remembered(hass), key=lambda it: it[1].occurred_at)
    keeper = access.async_keeper(hass)
    changes = () if keeper is None else keeper.store.log.changes
    return ActivityView(
        events=[async_event_view(hass, at, event) for at, event in newest],
        changes=[change_view(it) for it in reversed(changes)],
    )


def _remembered(hass: HomeAssistant) -> Iterator[tuple[DoorId, AccessEvent]]:
    for account, entry in async_ready(hass).items():
        data = entry.runtime_data
        for lock_id in data.locks.data.locks:
            for event in data.activity.recent.of(lock_id):
                yield DoorId(account, lock_id), event


async def read_older(hass: HomeAssistant, request: Request) -> Answer:
    """Read what happened at a door before a moment, newest first."""
    door = async_door_of(hass, request.fields[DOOR_ID])
    before = await read_moment(hass, request.fields, BEFORE)
    async with command_errors(hass, door.entry):
        events = await read_events(door, None, before, _PAGE)
    at = door_id(door)
    told = [it for it in reversed(events) if it.stream is not Stream.DURESS]
    return {"events": [async_event_view(hass, at, it) for it in told]}
