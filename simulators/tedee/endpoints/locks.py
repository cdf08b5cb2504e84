"""Reading locks. Source: Tedee API documentation, endpoints/lock."""

from typing import Final

from simulators.tedee.devices import TedeeLock
from simulators.tedee.limits import TEN_MINUTES
from simulators.tedee.lockshapes import lock_shape, sync_shape
from simulators.tedee.people import Access, Scope
from simulators.tedee.routing import Answer, Call, Json, Routes, too_many

routes = Routes()

_NULL: Final = "null"
_NOTHING_FITS: Final = -1


@routes.add("GET", "/my/lock", Scope.DEVICE_READ)
async def list_locks(call: Call) -> Answer:
    """List locks as a plain array, whatever the filters and pages are called."""
    state = call.state
    wait = state.limits.lock_lists.count(
        call.user.identity, state.home.clock.now(), state.switches.lock_list_limit
    )
    if wait is not None:
        raise too_many(min(wait, int(TEN_MINUTES.total_seconds())))
    rows = [row for row in state.visible_locks(call.user) if _selected(call, *row)]
    return Answer(result=[_shape(call, *row) for row in _page(call, rows)])


@routes.add("GET", "/my/lock/sync", Scope.DEVICE_READ)
async def sync_locks(call: Call) -> Answer:
    """Return the state of all locks, or of those with an `id` of the query."""
    _guard_sync(call)
    wanted = call.query.numbers("id")
    locks = [lock for lock, _ in call.state.visible_locks(call.user)]
    chosen = [lock for lock in locks if not wanted or lock.id in wanted]
    return Answer(result=[sync_shape(call.state, lock) for lock in chosen])


@routes.add("GET", "/my/lock/{lock}", Scope.DEVICE_READ)
async def show_lock(call: Call) -> Answer:
    """Return one lock."""
    return Answer(result=_shape(call, *call.path_lock()))


@routes.add("GET", "/my/lock/{lock}/sync", Scope.DEVICE_READ)
async def sync_lock(call: Call) -> Answer:
    """Return the state of one lock."""
    lock, _ = call.path_lock()
    return Answer(result=sync_shape(call.state, lock))


def _shape(call: Call, lock: TedeeLock, access: Access) -> Json:
    """Return a lock with what the query wants included."""
    return lock_shape(
        call.state,
        lock,
        access,
        user_settings=call.query.flag("IncludeUserSettings"),
        accessories=call.query.flag("IncludeAccessories"),
    )


def _guard_sync(call: Call) -> None:
    """Note a sync of all locks that came too soon, and refuse it where set so."""
    switches = call.state.switches
    wait = call.state.limits.syncs.count(
        call.user.identity, call.state.home.clock.now(), switches.sync_seconds
    )
    if wait is not None and switches.sync_enforced:
        raise too_many(wait)


def _selected(call: Call, lock: TedeeLock, access: Access) -> bool:
    """Tell whether a lock passes the filters."""
    shape = sync_shape(call.state, lock)
    device_state = shape["deviceState"]
    known = device_state if isinstance(device_state, dict) else {}
    text = (call.query.text("Filters.Text") or "").lower()
    organizations = call.query.all("Filters.OrganizationIds")
    return (
        text in f"{lock.lock.name} {lock.serial}".lower()
        and (not organizations or _NULL in organizations)
        and _among(call, "Filters.AccessLevel", int(access.level))
        and _among(call, "Filters.State", known.get("state", _NOTHING_FITS))
        and _below(call, "Filters.BatteryLevel", known.get("batteryLevel"))
        and (
            call.query.text("Filters.UpdateAvailable") is None
            or call.query.flag("Filters.UpdateAvailable") == lock.update_available
        )
    )


def _among(call: Call, name: str, value: int) -> bool:
    """Tell whether a filter is absent or has the value."""
    wanted = call.query.numbers(name)
    return not wanted or value in wanted


def _below(call: Call, name: str, level: int | None) -> bool:
    """Tell whether a filter is absent or not below the level."""
    limit = call.query.number(name)
    return limit is None or (level is not None and level <= limit)


def _page(
    call: Call, rows: list[tuple[TedeeLock, Access]]
) -> list[tuple[TedeeLock, Access]]:
    """Return one page; without a size there is only one."""
    size = call.query.number("ItemsPerPage")
    if size is None:
        return rows
    first = ((call.query.number("Page") or 1) - 1) * size
    return rows[first : first + size]
