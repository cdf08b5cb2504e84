"""What an assistant may be told of people at doors.

Only of what was exposed to it. Names are told only where an entity was exposed that
tells them or stands for them, so that nothing more is given away than was chosen: for
who came in `sensor.…_last_access_by` of that lock, for who may come in
`sensor.people_with_access`. No digits are read here.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components.homeassistant.exposed_entities import async_should_expose
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from . import access
from .access.grant import DoorId
from .actions.errors import ActionError
from .actions.runner import for_each
from .actions.targets import Door, EntityId, async_door
from .const import DOMAIN
from .linked import async_our_lock
from .model.access_code import AccessCode, CodeStatus
from .model.access_event import AccessEvent, EventType
from .names import async_shown

_MOST: Final = 200
"""Events of a lock that are looked through; a day has fewer."""

_SHUT: Final = frozenset(
    {CodeStatus.DISABLED, CodeStatus.EXPIRED, CodeStatus.SCHEDULED}
)
_IN_DOUBT: Final = frozenset({CodeStatus.PENDING, CodeStatus.FAILED})

type Json = dict[str, Any]


@callback
def async_told_doors(hass: HomeAssistant, assistant: str) -> list[Door]:
    """Return the locks of which an assistant may tell who came in."""
    return [
        door
        for door in async_exposed_doors(hass, assistant)
        if (sensor := _who_sensor(hass, door))
        and async_should_expose(hass, assistant, sensor)
    ]


@callback
def async_openable_doors(hass: HomeAssistant, assistant: str) -> list[Door]:
    """Return the locks of which an assistant may tell who can open them."""
    sensor = er.async_get(hass).async_get_entity_id(
        Platform.SENSOR, DOMAIN, f"{access.UNIQUE_ID}:people_with_access"
    )
    if sensor is None or not async_should_expose(hass, assistant, sensor):
        return []
    return async_exposed_doors(hass, assistant)


@callback
def async_exposed_doors(hass: HomeAssistant, assistant: str) -> list[Door]:
    """Return the locks of ours that are exposed to an assistant.

    Also where a lock of a linked account is, behind which ours is hidden.
    """
    found: dict[EntityId, Door] = {}
    for entry in tuple(er.async_get(hass).entities.values()):
        if entry.domain != Platform.LOCK:
            continue
        if async_should_expose(hass, assistant, entry.entity_id):
            for door in _reachable(hass, async_our_lock(hass, entry.entity_id)):
                found[door.entity_id] = door
    return list(found.values())


def _reachable(hass: HomeAssistant, entity_id: EntityId) -> list[Door]:
    try:
        return [async_door(hass, entity_id)]
    except ActionError:
        # Not ours, or its account is not loaded: there is nothing to tell of it.
        return []


def _who_sensor(hass: HomeAssistant, door: Door) -> EntityId | None:
    unique_id = f"{door.entry.unique_id}:{door.lock.id}:last_access_by"
    return er.async_get(hass).async_get_entity_id(Platform.SENSOR, DOMAIN, unique_id)


async def async_readable(
    hass: HomeAssistant, doors: Iterable[Door], user_id: str | None
) -> list[Door]:
    """Return the locks that who is asking may see; None is nobody in particular."""
    if user_id is None:
        return list(doors)
    if (user := await hass.auth.async_get_user(user_id)) is None:
        return []
    may = user.permissions.check_entity
    return [it for it in doors if may(it.entity_id, POLICY_READ)]


async def async_came_in(
    hass: HomeAssistant, doors: Iterable[Door], start: datetime, end: datetime
) -> Json:
    """Return who came in at locks from `start` until before `end`, oldest first."""
    places = {it.entity_id: it for it in doors}

    async def read(door: Door) -> tuple[AccessEvent, ...]:
        activity = door.account.activity
        return await activity.async_events(door.lock.id, after=start, limit=_MOST)

    told: list[tuple[datetime, Json]] = []
    silent: list[str] = []
    for entity_id, events in (await for_each(hass, places.values(), read)).items():
        name = places[entity_id].lock.name
        if isinstance(events, Exception):
            silent.append(name)
            continue
        came = (it for it in events if it.type is EventType.UNLOCKED)
        told += [
            (it.occurred_at, _coming_in(hass, name, it))
            for it in came
            if start <= it.occurred_at < end
        ]
    told.sort(key=lambda it: it[0])
    return {"came_in": [row for _, row in told], "could_not_be_read": silent}


def _coming_in(hass: HomeAssistant, door: str, event: AccessEvent) -> Json:
    return {
        "door": door,
        "time": dt_util.as_local(event.occurred_at).isoformat(timespec="minutes"),
        "who": async_shown(hass, event.who),
        "how": event.method.value,
    }


@callback
def async_can_open(hass: HomeAssistant, door: Door) -> Json:
    """Return whose code opens a lock at this moment, as last known; nobody is asked.

    `without_name`: how many more there are whose names are not to be told.
    """
    now, names = dt_util.utcnow(), list[str | None]()
    for code in door.codes.known(door.lock.id):
        if _opens(code, now):
            names.append(async_shown(hass, _owner(hass, door, code)))
    shown = sorted({it for it in names if it is not None})
    return {
        "door": door.lock.name,
        "people": list(shown),
        "without_name": names.count(None),
        "codes_were_read": door.codes.memory(door.lock.id).listed,
    }


def _opens(code: AccessCode, now: datetime) -> bool:
    """Return whether a code opens its lock now, for all that is known."""
    if code.on_lock is False or code.status in _SHUT:
        return False
    if code.status in _IN_DOUBT and not code.on_lock:
        return False
    return code.schedule is None or code.schedule.is_active(now)


def _owner(hass: HomeAssistant, door: Door, code: AccessCode) -> str:
    """Return whose code it is: the name of an access, else that of the code."""
    keeper = access.async_keeper(hass)
    at = DoorId(str(door.entry.unique_id), door.lock.id)
    grant = None if keeper is None else keeper.async_grant_of(at, code.id)
    return code.name if grant is None else grant.name
