"""The activity log. Source: Tedee API documentation, endpoints/deviceactivity.

Newest first, at most 200 entries; the next page holds what is strictly older than
`lastElemDate`. Which key carries the alias of a PIN is not documented.
"""

from datetime import datetime, timedelta
from typing import Final

from simulators.doorlog import LogEntry, Method
from simulators.tedee import stamps
from simulators.tedee.devices import TedeeLock
from simulators.tedee.numbers import (
    SOURCE_DEVICE,
    SOURCE_MOBILE,
    AccessLevel,
    event_number,
)
from simulators.tedee.people import Access, Scope, User
from simulators.tedee.routing import Answer, Call, Json, RefusalError, Routes

routes = Routes()

MOST: Final = 200
# Ids must not be ordered by time: a step and a prime modulus shuffle them, and no two
# of the first million entries share one.
_FIRST_ID, _ID_STEP, _ID_MODULUS = 400_000, 618_033, 1_000_003


@routes.add("GET", "/my/deviceactivity", Scope.ACTIVITY_READ)
async def list_activity(call: Call) -> Answer:
    """List what happened at one lock, newest first."""
    device_id = call.query.number("deviceId")
    if device_id is None:
        raise RefusalError(400, "deviceId is required")
    lock, access = call.lock(device_id)
    rows = _visible(call, lock, access)
    return Answer(result=rows[: _size(call)])


def _visible(call: Call, lock: TedeeLock, access: Access) -> list[Json]:
    """Return the entries that the user may see and has not seen."""
    before = _before(call)
    lag = timedelta(seconds=call.state.switches.activity_lag)
    return [
        _shape(call, lock, entry, number)
        for entry in call.state.home.reported(lock.lock, lag)
        if (number := _number(call, entry)) is not None
        and (before is None or entry.at < before)
        and (access.level > AccessLevel.GUEST or _is_for_guest(call, entry))
    ]


def _before(call: Call) -> datetime | None:
    """Return the end of the page before this one."""
    text = call.query.text("lastElemDate")
    if text is None:
        return None
    try:
        return stamps.parse_stamp(text)
    except ValueError as err:
        raise RefusalError(400, "lastElemDate is not a date") from err


def _size(call: Call) -> int:
    """Return how many entries the caller wants."""
    size = call.query.number("elements")
    if size is None:
        return MOST
    if size < 1:
        raise RefusalError(400, "elements must be positive")
    return min(size, MOST)


def _method(call: Call, entry: LogEntry) -> Method:
    """Return how the log says it was done; for cloud operations that is open."""
    if entry.cause.method is Method.CLOUD:
        return Method(call.state.switches.cloud_method)
    return entry.cause.method


def _number(call: Call, entry: LogEntry) -> int | None:
    """Return the event number, None for what this cloud does not show."""
    if entry.number is not None:
        return entry.number
    return event_number(_method(call, entry), entry.act)


def _shape(call: Call, lock: TedeeLock, entry: LogEntry, number: int) -> Json:
    """Return one entry."""
    mobile = _method(call, entry) is Method.APP
    shape: Json = {
        "id": _FIRST_ID + entry.sequence * _ID_STEP % _ID_MODULUS,
        "deviceId": lock.id,
        "event": number,
        "source": SOURCE_MOBILE if mobile else SOURCE_DEVICE,
        "date": stamps.stamp(entry.at, stamps.LOGGED, call.state.switches),
    }
    return shape | _author(call, entry)


def _author(call: Call, entry: LogEntry) -> Json:
    """Return who did it: a user, or a credential by its alias."""
    switches = call.state.switches
    user = _user(call, entry)
    if user is not None:
        return {"userId": user.number, switches.user_key: user.person.name}
    author: Json = {"userId": None} if switches.pin_user_id else {}
    if entry.cause.credential and switches.alias_key is not None:
        author[_alias_key(call)] = entry.cause.credential
    return author


def _alias_key(call: Call) -> str:
    """Return the key of an alias; one like the user's follows that one's case."""
    switches = call.state.switches
    key = switches.alias_key or ""
    return switches.user_key if key.lower() == switches.user_key.lower() else key


def _user(call: Call, entry: LogEntry) -> User | None:
    """Return the user behind an entry; credentials have only an alias."""
    person = call.state.home.people.get(entry.cause.person_id or "")
    if person is None or entry.cause.credential is not None:
        return None
    return call.state.user(person)


def _is_for_guest(call: Call, entry: LogEntry) -> bool:
    """Tell whether a guest sees an entry: the guest's own and those of nobody."""
    return _user(call, entry) in {None, call.user}
