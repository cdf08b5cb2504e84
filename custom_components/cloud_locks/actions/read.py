"""The actions that only read: capabilities, codes, activity."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..access.explaining import async_explain_code
from ..model.access_event import AccessEvent
from ..model.capabilities import PART_OF, Capability, Part
from ..model.code_rules import Json
from ..model.command import operations_of
from ..model.errors import Unsupported
from ..model.parts import Depth
from ..model.wall_clock import zone_of
from .answers import CapabilitiesRow, CodesRow, code_row
from .errors import ActionError
from .event_rows import ActivityRow, event_row
from .fields import INCLUDE_PINS
from .runner import for_each, respond
from .targets import Door, async_find
from .time_fields import read_datetime, to_instant
from .user_rows import user_rules

START: Final = "start_datetime"
END: Final = "end_datetime"
LIMIT: Final = "limit"

_MOST_EVENTS: Final = 1000
"""Of one answer, and read at most to find those before an end."""

CODES_SCHEMA: Final[VolDictType] = {
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean
}
ACTIVITY_SCHEMA: Final[VolDictType] = {
    probatio.Optional(START): object,
    probatio.Optional(END): object,
    probatio.Optional(LIMIT, default=50): probatio.All(
        probatio.Coerce(int), probatio.Range(min=1, max=_MOST_EVENTS)
    ),
}


async def get_capabilities(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Tell what each lock can do; nothing is asked of the cloud."""
    target = async_find(hass, call)

    async def tell(door: Door) -> CapabilitiesRow:
        return _capabilities(door)

    outcomes = await for_each(hass, target.doors, tell)
    return await respond(hass, call, target, outcomes)


def _capabilities(door: Door) -> CapabilitiesRow:
    lock, cloud = door.lock, door.account.cloud
    rules = lock.code_rules if lock.can(Capability.CODES) else None
    return CapabilitiesRow(
        code_rules=rules.describe() if rules else None,
        parts=[part.value for part in Part if _has(door, part)],
        operations=[it.value for it in operations_of(lock)],
        can_rename=lock.can(Capability.RENAME),
        user_rules=_user_rules(door),
        limits={
            "codes": rules.capacity if rules else None,
            "requests": cloud.pace.quota.calls,
            "requests_period": cloud.pace.quota.period.total_seconds(),
        },
    )


def _user_rules(door: Door) -> dict[str, Json] | None:
    try:
        return user_rules(door.account.people.part(door.lock.id))
    except Unsupported:
        return None


def _has(door: Door, part: Part) -> bool:
    """Return whether a part works at a lock; some are the account's alone."""
    of_lock = {it: capability for capability, it in PART_OF.items()}.get(part)
    return part in door.account.cloud.parts.present and (
        of_lock is None or door.lock.can(of_lock)
    )


async def get_codes(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Read the codes of each lock, with their PINs only when asked."""
    target = async_find(hass, call)
    depth = Depth.PINS if call.data[INCLUDE_PINS] else Depth.SCHEDULES

    async def read(door: Door) -> CodesRow:
        codes = await door.codes.read(door.lock.id, depth=depth)
        whose = partial(door.account.links.async_person, door.lock.id)
        told = partial(async_explain_code, hass, str(door.entry.unique_id), door.lock)
        return CodesRow(codes=[code_row(told(it), whose(it)) for it in codes])

    outcomes = await for_each(hass, target.doors, read)
    return await respond(hass, call, target, outcomes)


async def get_activity(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Read who came in, when and how."""
    target = async_find(hass, call)
    # The first use of a zone reads a file, which must not happen in the event loop.
    await hass.async_add_executor_job(zone_of, hass.config.time_zone)
    after, before = _moment(hass, call.data, START), _moment(hass, call.data, END)
    if after is not None and before is not None and before <= after:
        raise ActionError("end_before_start")

    async def read(door: Door) -> ActivityRow:
        events = await read_events(door, after, before, call.data[LIMIT])
        return ActivityRow(events=[event_row(event) for event in events])

    outcomes = await for_each(hass, target.doors, read)
    return await respond(hass, call, target, outcomes)


def _moment(
    hass: HomeAssistant, data: Mapping[str, Any], field: str
) -> datetime | None:
    if (value := data.get(field)) is None:
        return None
    moment, zone = read_datetime(value, field), hass.config.time_zone
    return to_instant(moment, zone, last=field == END)


async def read_events(
    door: Door, after: datetime | None, before: datetime | None, limit: int
) -> tuple[AccessEvent, ...]:
    """Return the newest events of a stretch of time, oldest first.

    Clouds begin at the newest, so reading goes further back until enough lie before
    the end.
    """
    asked = limit
    while True:
        events = await door.account.activity.async_events(
            door.lock.id, after=after, limit=asked
        )
        if before is None:
            return events
        wanted = tuple(event for event in events if event.occurred_at < before)
        if len(wanted) >= limit or len(events) < asked or asked >= _MOST_EVENTS:
            return wanted[-limit:]
        asked = min(asked * 4, _MOST_EVENTS)
