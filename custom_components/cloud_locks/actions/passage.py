"""The action `set_passage_mode`: the lock's own hours of staying unlocked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.command import Outcome
from ..model.schedule import Day
from .answers import PassageRow, clock_time
from .errors import ActionError
from .runner import for_each, respond
from .targets import Door, async_find
from .time_fields import read_days, read_time

ENABLED: Final = "enabled"
DAYS: Final = "days"
START_TIME: Final = "start_time"
END_TIME: Final = "end_time"

SCHEMA: Final[VolDictType] = {
    probatio.Required(ENABLED): cv.boolean,
    probatio.Optional(DAYS): object,
    probatio.Optional(START_TIME): object,
    probatio.Optional(END_TIME): object,
}


async def set_passage_mode(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Write the hours in which each lock stays unlocked; what is not given is kept."""
    target, given = async_find(hass, call), _given(call.data)

    async def write(door: Door) -> PassageRow:
        passage = door.account.passage
        plan = replace(await passage.read(door.lock.id), **given)
        if (plan.start_time is None) is not (plan.end_time is None):
            raise ActionError("time_without_pair")
        outcome = await passage.write(door.lock.id, plan)
        return PassageRow(
            status="active" if outcome is Outcome.CONFIRMED else "pending",
            enabled=plan.enabled,
            days=[day.value for day in Day if day in plan.days],
            start_time=clock_time(plan.start_time),
            end_time=clock_time(plan.end_time),
        )

    return await respond(hass, call, target, await for_each(hass, target.doors, write))


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields of a plan that a call gives, read."""
    given: dict[str, Any] = {ENABLED: data[ENABLED]}
    if DAYS in data:
        days = data[DAYS]
        given[DAYS] = frozenset() if days is None else read_days(days, DAYS)
    for field in (START_TIME, END_TIME):
        if field in data:
            value = data[field]
            given[field] = None if value is None else read_time(value, field)
    return given
