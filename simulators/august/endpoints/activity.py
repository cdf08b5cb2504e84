"""What happened. Sources: partner user guide, "Activity"; the feed of yalexs.

Version 4.0.0 of the house's activities is an object with events; the version before it
and the documented lists for partners are bare arrays of the old shape.
"""

from simulators.august.endpoints.houses import house_of
from simulators.august.feed import Event, events_of, events_of_lock
from simulators.august.refusals import RefusalError
from simulators.august.routing import Call, Routes
from simulators.august.stamps import to_ms

routes = Routes()
_USUAL = 10


@routes.read("GET", "/houses/{house}/activities")
async def list_activities(call: Call) -> object:
    """List what happened in a house, newest first."""
    limit = call.number("limit", _USUAL)
    if limit < 1:
        raise RefusalError(400, '"limit" must be larger than or equal to 1')
    most = call.switches.most_activities
    if most is not None and limit > most:
        raise RefusalError(400, f'"limit" must be less than or equal to {most}')
    rows = events_of(call.state, house_of(call), call.user)[:limit]
    if call.version == "4.0.0":
        return {"events": [row.new_shape for row in rows]}
    return [row.old_shape for row in rows]


@routes.read("GET", "/houses/{house}/activity/{limit}")
async def list_house_log(call: Call) -> object:
    """List what happened in a house before `endDate`."""
    if not call.places["limit"].isdecimal():
        raise RefusalError(400, '"limit" must be a number')
    rows = events_of(call.state, house_of(call), call.user)
    if "endDate" in call.query:
        ends = call.number("endDate", 0)
        rows = [row for row in rows if _at(row) < ends]
    return [row.old_shape for row in rows[: int(call.places["limit"])]]


@routes.read("GET", "/locks/logs/{lock}/{starts}/{ends}")
async def list_lock_log(call: Call) -> object:
    """List what happened at a lock between two times; owners only."""
    lock = call.owned_lock()
    limits = (call.places["starts"], call.places["ends"])
    if not all(text.isdecimal() for text in limits):
        raise RefusalError(400, "Times must be in milliseconds")
    starts, ends = map(int, limits)
    rows = events_of_lock(call.state, lock)
    return [row.old_shape for row in rows if starts <= _at(row) <= ends]


def _at(event: Event) -> int:
    """Return when an event was, in milliseconds."""
    return to_ms(event.entry.at)
