"""How codes are called where a person chooses among them: never by their digits."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.util import dt as dt_util
import probatio

from ..helpers import text
from ..model.access_code import AccessCode
from ..model.schedule import Day, Schedule, ScheduleKind

_STATUS: Final = "event.code.state_attributes.status.state"
_MINUTE: Final = "%Y-%m-%d %H:%M"


def choice_schema(field: str, labels: Mapping[str, str]) -> probatio.Schema:
    """Return a form with one choice; `labels` by what is answered."""
    options = [SelectOptionDict(value=it, label=label) for it, label in labels.items()]
    selector = SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
    )
    return probatio.Schema({probatio.Required(field): selector})


async def code_label(hass: HomeAssistant, code: AccessCode) -> str:
    """Return a code's name, where it was made and how it stands."""
    status = await text(hass, "entity", f"{_STATUS}.{code.status}", {})
    key = "code_made_here" if code.managed else "code_made_elsewhere"
    return await text(hass, "common", key, {"name": code.name, "status": status})


async def candidate_label(
    hass: HomeAssistant, code: AccessCode, since: datetime
) -> str:
    """Return a code's name, its hours and since when it is known.

    Its id tells it from others that are the same in all of this.
    """
    words = {
        "name": code.name,
        "hours": await _hours(hass, code.schedule),
        "since": dt_util.as_local(since).strftime(_MINUTE),
        "id": code.id,
    }
    return await text(hass, "common", "code_candidate", words)


async def _hours(hass: HomeAssistant, schedule: Schedule | None) -> str:
    if schedule is None:
        return await text(hass, "common", "hours_unknown", {})
    parts = []
    if schedule.kind is ScheduleKind.WEEKLY:
        days = [it for it in Day if it in schedule.days or not schedule.days]
        names = [await text(hass, "selector", f"days.options.{it}", {}) for it in days]
        parts = [", ".join(names), _clock(schedule.from_time, schedule.to_time)]
    if schedule.start is not None or schedule.end is not None:
        parts.append(f"{_moment(schedule.start)} - {_moment(schedule.end)}")
    return " ".join(filter(None, parts)) or await text(hass, "common", "hours_any", {})


def _clock(opens: time | None, closes: time | None) -> str:
    return f"{opens:%H:%M} - {closes:%H:%M}" if opens and closes else ""


def _moment(moment: datetime | None) -> str:
    return "…" if moment is None else dt_util.as_local(moment).strftime(_MINUTE)
