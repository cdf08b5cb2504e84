"""A dashboard of locks and what happened at them, with Home Assistant's own cards."""

from collections.abc import Iterable, Iterator

from .api import Api, DemoError, Json
from .devices import Device

_PATH = "demo-doors"
PANEL = "cloud-locks"
_OPEN = 1  # LockEntityFeature.OPEN
_BESIDE_THE_LOCK = (
    "binary_sensor.door",
    "sensor.battery",
    "sensor.last_access_by",
    "sensor.last_access",
)
_HAPPENINGS = (
    "event.access",
    "event.alarm",
    "event.code",
    "lock.lock",
    "sensor.last_access_by",
)
_SCRIPTS = ("script.cleaner_gets_a_code", "script.cleaner_comes_on_friday")
_HOURS_SHOWN = 24


async def make_dashboard(api: Api, found: list[Device]) -> str:
    """Create the dashboard and make the panel the first page; returns its path."""
    locks = [device for device in found if device.is_lock]
    if not locks:
        raise DemoError("the account has no locks")
    # A door with sensors and a keypad tells more than one without.
    locks.sort(key=lambda lock: len(lock.entities), reverse=True)
    openable = {lock.name for lock in locks if await _can_open(api, lock)}
    await api.command(
        "lovelace/dashboards/create",
        url_path=_PATH,
        title="Doors",
        icon="mdi:door",
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    config = {"views": [view(locks, openable)]}
    await api.command("lovelace/config/save", url_path=_PATH, config=config)
    await api.command(
        "frontend/set_system_data", key="core", value={"default_panel": PANEL}
    )
    return f"/{PANEL}"


async def _can_open(api: Api, lock: Device) -> bool:
    state = await api.state(lock.entity("lock", "lock"))
    return bool(state["attributes"].get("supported_features", 0) & _OPEN)


def view(locks: list[Device], openable: set[str]) -> Json:
    """Return the only page; `openable` names the locks that can pull their latch."""
    first, *others = (
        _lock_section(lock, openable=lock.name in openable) for lock in locks
    )
    return {
        "type": "sections",
        "title": "Locks",
        "path": "locks",
        "max_columns": 3,
        "sections": [first, _activity_section(locks), _try_section(), *others],
    }


def _lock_section(lock: Device, *, openable: bool) -> Json:
    features = [{"type": "lock-commands"}]
    if openable:
        features.append({"type": "lock-open-door"})
    tile = {
        "type": "tile",
        "entity": lock.entity("lock", "lock"),
        "name": lock.name,
        "features": features,
        "grid_options": {"columns": "full"},
    }
    return {
        "type": "grid",
        "cards": [_heading(lock.name, "mdi:door"), tile, *_details(lock)],
    }


def _details(lock: Device) -> Iterator[Json]:
    for key in _BESIDE_THE_LOCK:
        if key in lock.entities:
            # The section names the lock already.
            name = {"type": "entity"}
            yield {"type": "tile", "entity": lock.entities[key], "name": name}


def _activity_section(locks: Iterable[Device]) -> Json:
    happenings = [
        lock.entities[key]
        for lock in locks
        for key in _HAPPENINGS
        if key in lock.entities
    ]
    logbook = {
        "type": "logbook",
        "target": {"entity_id": happenings},
        "hours_to_show": _HOURS_SHOWN,
        "grid_options": {"columns": "full", "rows": 6},
    }
    return {"type": "grid", "cards": [_heading("Activity", "mdi:history"), logbook]}


def _try_section() -> Json:
    cards = [_script_card(script) for script in _SCRIPTS]
    return {"type": "grid", "cards": [_heading("Try it", "mdi:hand-wave"), *cards]}


def _script_card(script: str) -> Json:
    run = {"action": "perform-action", "perform_action": script}
    return {
        "type": "tile",
        "entity": script,
        "hide_state": True,
        "tap_action": run,
        "icon_tap_action": run,
        "grid_options": {"columns": "full"},
    }


def _heading(text: str, icon: str) -> Json:
    return {"type": "heading", "heading": text, "icon": icon}
