"""The main job from end to end, as a person would do it, and what was seen of it."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
import re
from zoneinfo import ZoneInfo

from simulators import Simulation

from .api import Api, DemoError, Json, wait_until
from .dashboard import PANEL
from .demo import MAIN_BRAND, Demo
from .devices import Device, devices
from .home import Home

_NO_SECRETS = frozenset({"api", "app", "country_code", "region", "schema"})
_DOOR = "Front door"
_DOOR_ZONE = ZoneInfo("Europe/Amsterdam")
_CODE = "Rosa, cleaning"
_FRIDAY_MORNING = {"days": ["fri"], "start_time": "09:00", "end_time": "12:00"}
_FOR_THE_AFTERNOON = {"duration": {"hours": 4}}
_OTHER_DOORS = {"ttlock": "Cellar", "tuya": "Apartment"}
"""A door of each further brand, at which a shorter job is walked."""
_THURSDAY = 3
_AT_THE_DOOR = time(10)

# The loader's remark that an integration is custom is none.
_COMPLAINT = re.compile(
    r"^.* (?:ERROR|WARNING) (?!.*homeassistant\.loader).*cloud_locks.*$", re.MULTILINE
)

# An unlock is confirmed within seconds; activity reaches the cloud later and is polled.
_COMMAND_SECONDS = 30
_ACTIVITY_SECONDS = 90


async def check_demo(demo: Demo) -> None:
    """Raise DemoError at the first thing that is not as it should be."""
    for brand, door in _OTHER_DOORS.items():
        await _walk_short_job(demo, brand, door)
    await _walk_main_job(demo)
    await _look_at_panel(demo.api)


async def _walk_short_job(demo: Demo, brand: str, name: str) -> None:
    """Move a bolt; give a code, see it on the lock, and take it away."""
    api = demo.api
    _saw("account connected", await demo.sign_in(brand))
    door = await _find_door(api, name)
    await _unlock(api, door)
    pin = await _add_code(api, door, _FOR_THE_AFTERNOON)
    await _delete_code(api, door)
    _read_log(demo.home, {"PIN": pin, **_secrets(demo, brand)})


async def _walk_main_job(demo: Demo) -> None:
    """Follow a code from its making to the one who came in by it, and to its end."""
    api = demo.api
    _saw("account connected", await demo.sign_in(MAIN_BRAND))
    door = await _find_door(api, _DOOR)
    await _unlock(api, door)
    pin = await _add_code(api, door, _FRIDAY_MORNING)
    _type_pin_on_thursday_and_friday(demo.simulation, pin)
    await _read_who_came_in(api, door)
    await _delete_code(api, door)
    _read_log(demo.home, {"PIN": pin, **_secrets(demo, MAIN_BRAND)})


async def _look_at_panel(api: Api) -> None:
    """Fetch what a browser would, and ask what the panel asks first."""
    panels = await api.command("get_panels")
    module = panels[PANEL]["config"]["_panel_custom"]["module_url"]
    if (element := "cloud-locks-panel") not in await api.text(module):
        raise DemoError(f"{module} has no element {element!r}")
    _saw("panel", module.partition("?")[0])
    told = await api.first("cloud_locks/subscribe")
    names = sorted(door["name"] for door in told["doors"])
    if _DOOR not in names:
        raise DemoError(f"the panel is not told of {_DOOR!r}: {names}")
    _saw("doors of the panel", ", ".join(names))


def _secrets(demo: Demo, brand: str) -> dict[str, str]:
    """Return what was typed into the form and must stand nowhere."""
    typed = demo.credentials(brand)
    return {key: typed[key] for key in typed.keys() - _NO_SECRETS}


async def _find_door(api: Api, name: str) -> Device:
    found = await devices(api)
    locks = [device for device in found if device.is_lock]
    _saw("devices", ", ".join(device.name for device in found))
    for lock in locks:
        state = await api.state(lock.entity("lock", "lock"))
        _saw(lock.name, state["state"])
    try:
        return next(lock for lock in locks if lock.name == name)
    except StopIteration:
        raise DemoError(f"there is no lock {name!r}") from None


async def _unlock(api: Api, door: Device) -> None:
    entity = door.entity("lock", "lock")
    for action, expected in (("lock.lock", "locked"), ("lock.unlock", "unlocked")):
        await api.act(action, entity)
        state = await _wait_for_state(api, entity, expected)
        _saw(action, f"{state['state']}, by {state['attributes'].get('changed_by')}")


async def _wait_for_state(api: Api, entity: str, expected: str) -> Json:
    return await wait_until(
        lambda: api.state(entity),
        lambda state: state["state"] == expected,
        f"{entity} {expected}",
        _COMMAND_SECONDS,
    )


async def _add_code(api: Api, door: Device, hours: Mapping[str, object]) -> str:
    """Give the cleaner a code for some hours; returns its digits."""
    entity = door.entity("lock", "lock")
    added = _only_answer(
        await api.ask(
            "cloud_locks.add_code",
            entity,
            name=_CODE,
            include_pins=True,
            **hours,
        )
    )
    pin = str(added.pop("pin"))
    _saw("code added", f"{added} with {len(pin)} digits")
    code = await wait_until(
        lambda: _read_code(api, door),
        lambda code: code is not None and code["on_lock"] is True,
        "code on the lock",
        _COMMAND_SECONDS,
    )
    assert code is not None  # noqa: S101 - accepted above
    if "pin" in code:
        raise DemoError("a PIN was shown that nobody asked for")
    _saw("code on the lock", f"{code['name']}, {code['status']}")
    return pin


async def _read_code(api: Api, door: Device) -> Json | None:
    """Return the cleaner's code as the lock's list tells it."""
    answer = await api.ask("cloud_locks.get_codes", door.entity("lock", "lock"))
    codes: list[Json] = _only_answer(answer)["codes"]
    return next((code for code in codes if code["name"] == _CODE), None)


def _type_pin_on_thursday_and_friday(simulation: Simulation, pin: str) -> None:
    """Type it where the lock must refuse it, and where it must not."""
    thursday = next_thursday(simulation.home.clock.now())
    for day, fits in ((thursday, False), (thursday + timedelta(days=1), True)):
        simulation.control.time(to=day.isoformat())
        seen = simulation.control.type_pin(_DOOR, pin)
        _saw(f"typed on {day:%A at %H:%M}", seen)
        if (seen == "accepted") is not fits:
            raise DemoError(f"the keypad should have said otherwise than {seen}")


def next_thursday(now: datetime) -> datetime:
    """Return ten o'clock at the door on a Thursday that is still to come."""
    today = now.astimezone(_DOOR_ZONE).date()
    wait = timedelta(days=(_THURSDAY - today.weekday() - 1) % 7 + 1)
    return datetime.combine(today + wait, _AT_THE_DOOR, _DOOR_ZONE)


async def _read_who_came_in(api: Api, door: Device) -> None:
    event = door.entity("event", "access")
    expected = {"event_type": "unlocked", "method": "code", "who": _CODE}
    state = await wait_until(
        lambda: _refreshed(api, event),
        lambda state: expected.items() <= state["attributes"].items(),
        f"{expected} in {event}",
        _ACTIVITY_SECONDS,
    )
    shown = {key: state["attributes"][key] for key in (*expected, "occurred_at")}
    _saw("activity", ", ".join(f"{key} {value}" for key, value in shown.items()))


async def _refreshed(api: Api, entity: str) -> Json:
    await api.act("homeassistant.update_entity", entity)
    return await api.state(entity)


async def _delete_code(api: Api, door: Device) -> None:
    entity = door.entity("lock", "lock")
    deleted = await api.ask("cloud_locks.delete_code", entity, name=_CODE)
    _saw("code deleted", _only_answer(deleted))
    await wait_until(
        lambda: _read_code(api, door),
        lambda code: code is None or code["on_lock"] is False,
        "code gone from the lock",
        _COMMAND_SECONDS,
    )
    _saw("code gone", "yes")


def _only_answer(answer: Json) -> Json:
    """Return the answer of the only lock that was asked; DemoError when it failed."""
    (lock,) = answer.values()
    if "error" in lock:
        raise DemoError(f"{lock['error']}: {lock.get('message')}")
    only: Json = lock
    return only


def _read_log(home: Home, secrets: Mapping[str, str]) -> None:
    """Find neither a secret nor a complaint about the integration."""
    log = home.log.read_text(encoding="utf-8", errors="replace")
    if complaints := _COMPLAINT.findall(log):
        raise DemoError("Home Assistant complains:\n" + "\n".join(complaints))
    for name, secret in secrets.items():
        if re.search(rf"(?<!\d){re.escape(secret)}(?!\d)", log):
            raise DemoError(f"{name} stands in the log {home.log}")
    _saw("log", f"{len(log.splitlines())} lines, no secret and no complaint")


def _saw(what: str, seen: object) -> None:
    print(f"  {what}: {seen}", flush=True)
