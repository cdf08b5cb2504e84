"""Who can enter when."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.typing import VolDictType
import probatio

from ..access.grant import DoorId, Grant, GrantDoor
from ..actions.errors import ActionError
from ..actions.grant_choice import keeper_of
from ..model.schedule import Interval, ScheduleKind
from ..model.wall_clock import EARLIEST, LATEST
from .answers import SpanView, TimelineView
from .command import Answer, Request
from .moments import read_moment, shown
from .place import door_id_of
from .spans import doors_of, given, spans

START: Final = "start"
END: Final = "end"

_WEEKS: Final = 5
_LONGEST: Final = timedelta(weeks=_WEEKS, hours=2)
"""Where the clock goes back in between, five weeks are longer than that."""

FIELDS: Final[VolDictType] = {
    probatio.Required(START): object,
    probatio.Required(END): object,
}


async def read_timeline(hass: HomeAssistant, request: Request) -> Answer:
    """Answer when everybody can come in, within the time that is asked for."""
    start = await read_moment(hass, request.fields, START)
    end = await read_moment(hass, request.fields, END)
    if end <= start:
        raise ActionError("end_before_start")
    if end - start > _LONGEST:
        raise ActionError("timeline_too_long", {"weeks": str(_WEEKS)})
    asked, grants = Interval(start, end), [*given(keeper_of(hass).grants.values())]
    found = [
        (stretch.start, stretch.end, _span(grant, ids, stretch, asked))
        for grant in grants
        for stretch, ids in spans(_open(grant), asked).items()
    ]
    found.sort(key=lambda it: it[:2])
    always = [it.id for it in grants if any(map(_has_no_hours, _open(it)))]
    return TimelineView(spans=[it[2] for it in found], always=always)


def _open(grant: Grant) -> list[GrantDoor]:
    """Return the doors that a person can still come in at."""
    return [it for it in doors_of(grant) if not it.spent]


def _has_no_hours(door: GrantDoor) -> bool:
    return door.schedule.kind is ScheduleKind.ALWAYS


def _span(
    grant: Grant, doors: Iterable[DoorId], stretch: Interval, asked: Interval
) -> SpanView:
    """Return a stretch as a row, an open end cut off at what was asked for."""
    return SpanView(
        grant_id=grant.id,
        door_ids=[door_id_of(at) for at in doors],
        start=shown(asked.start if stretch.start == EARLIEST else stretch.start),
        end=shown(asked.end if stretch.end == LATEST else stretch.end),
    )
