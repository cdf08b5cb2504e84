"""Passage mode: the older pair of operations, and the newer one with several windows.

Sources: TTLock open platform documentation and recorded answers of the older pair. How
the newer one is read back is not shown there: it is taken to be as it was written. Of a
window over midnight nothing is said: it is refused.
"""

import json
from typing import Final

from simulators.ttlock.devices import TtlockLock
from simulators.ttlock.features import Feature
from simulators.ttlock.numbers import NO, YES, Number, Way
from simulators.ttlock.passage import MINUTES, PassagePlan, PassageWindow
from simulators.ttlock.passagework import set_passage
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Json, Routes, Where

routes = Routes()

_SWITCH: Final = range(YES, NO + 1)
_DAYS: Final = range(1, 8)
_MOST_WINDOWS: Final = 5


@routes.read("GET", "lock/getPassageModeConfig", Where.STARRED)
async def read_one(call: Call) -> Answer:
    """Return the plan with its first window; without one its hours are null."""
    plan = call.managed().passage
    window = next(iter(plan.windows), None)
    shape = _plan_shape(plan)
    if window is None:
        none: Json = {"isAllDay": NO, "startDate": None, "endDate": None}
        return Answer(shape | none | {"weekDays": []})
    return Answer(
        shape
        | {
            "isAllDay": YES if window.all_day else NO,
            "startDate": window.starts,
            "endDate": window.ends,
            "weekDays": sorted(window.days),
        }
    )


@routes.write("lock/configPassageMode", Where.STARRED)
async def write_one(call: Call) -> Answer:
    """Set the plan with one window, in minutes of the day."""
    lock = call.managed()
    enabled, auto_unlock = _switches(call)
    windows: tuple[PassageWindow, ...] = lock.passage.windows
    if enabled:
        windows = (_window_of_params(call),)
    plan = PassagePlan(enabled=enabled, auto_unlock=auto_unlock, windows=windows)
    return await _set(call, lock, plan)


@routes.read("GET", "lock/getPassageModeConfiguration", Where.EXTRA)
async def read_all(call: Call) -> Answer:
    """Return the plan with all its windows."""
    plan = call.managed().passage
    rows: list[Json] = [
        {
            "isAllDay": YES if window.all_day else NO,
            "startTime": window.starts,
            "endTime": window.ends,
            "weekDays": sorted(window.days),
        }
        for window in plan.windows
    ]
    return Answer(_plan_shape(plan) | {"cyclicConfig": rows})


@routes.write("lock/configurePassageMode", Where.EXTRA)
async def write_all(call: Call) -> Answer:
    """Set the plan with up to five windows."""
    lock = call.managed()
    enabled, auto_unlock = _switches(call)
    rows = call.params.rows("cyclicConfig")
    windows = lock.passage.windows
    if rows is not None:
        windows = tuple(_window(row, "startTime", "endTime") for row in rows)
    if len(windows) > _MOST_WINDOWS or (enabled and not windows):
        raise RefusalError(Number.INVALID)
    plan = PassagePlan(enabled=enabled, auto_unlock=auto_unlock, windows=windows)
    return await _set(call, lock, plan)


async def _set(call: Call, lock: TtlockLock, plan: PassagePlan) -> Answer:
    """Give the lock its plan, or only the cloud when "a phone" did it."""
    if call.way("type") is Way.BLUETOOTH:
        lock.passage = plan
        return Answer()
    needed = Feature.PASSAGE_MODE
    async with call.state.radio.exchange(lock, call.state.now, needed):
        set_passage(lock, plan, call.state.home.clock)
    return Answer()


def _switches(call: Call) -> tuple[bool, bool]:
    """Return whether the plan is on, and whether the lock opens by itself."""
    if not call.params.has("passageMode"):
        call.params.need_number("passageMode")
    enabled = call.params.choice("passageMode", _SWITCH, NO) == YES
    return enabled, call.params.choice("autoUnlock", _SWITCH, NO) == YES


def _window_of_params(call: Call) -> PassageWindow:
    """Return the window that single parameters describe."""
    days = call.params.text("weekDays")
    row: dict[str, object] = {
        "isAllDay": call.params.choice("isAllDay", _SWITCH, NO),
        "startDate": call.params.number("startDate"),
        "endDate": call.params.number("endDate"),
        "weekDays": _json(days) if days is not None else list(_DAYS),
    }
    return _window(row, "startDate", "endDate")


def _window(row: dict[str, object], first: str, last: str) -> PassageWindow:
    """Return one window, refused when it makes no sense."""
    days = row.get("weekDays")
    if not isinstance(days, list) or not days:
        raise RefusalError(Number.INVALID)
    if not all(type(day) is int and day in _DAYS for day in days):
        raise RefusalError(Number.INVALID)
    if row.get("isAllDay", NO) == YES:
        return PassageWindow(days=frozenset(days), all_day=True)
    starts, ends = row.get(first), row.get(last)
    if not isinstance(starts, int) or not isinstance(ends, int):
        raise RefusalError(Number.INVALID)
    if starts not in MINUTES or ends not in MINUTES or starts >= ends:
        raise RefusalError(Number.INVALID)
    return PassageWindow(days=frozenset(days), starts=starts, ends=ends)


def _json(text: str) -> object:
    """Return a parameter that is JSON text."""
    try:
        return json.loads(text)
    except ValueError as err:
        raise RefusalError(Number.BAD_JSON) from err


def _plan_shape(plan: PassagePlan) -> Json:
    """Return what both readings begin with."""
    return {
        "passageMode": YES if plan.enabled else NO,
        "autoUnlock": YES if plan.auto_unlock else NO,
    }
