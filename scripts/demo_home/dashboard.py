"""The panel as the first page, and a dashboard with our cards beside it."""

from .api import Api, DemoError, Json
from .devices import Device

PANEL = "cloud-locks"
_PATH = "demo-dashboard"
_SCRIPTS = ("script.cleaner_comes_on_friday",)
_SHOWN = 4
"""So many doors are enough to see what the cards are like."""

_LOCALE = {
    "language": "en",
    "number_format": "language",
    "time_format": "24",
    "date_format": "language",
    "time_zone": "local",
    "first_weekday": "monday",
}


async def make_dashboard(api: Api, found: list[Device]) -> str:
    """Create the dashboard and make the panel the first page; returns its path."""
    locks = [device for device in found if device.is_lock]
    if not locks:
        raise DemoError("the account has no locks")
    # A door with sensors and a keypad tells more than one without.
    locks.sort(key=lambda lock: len(lock.entities), reverse=True)
    await api.command(
        "lovelace/dashboards/create",
        url_path=_PATH,
        title="Dashboard",
        icon="mdi:view-dashboard",
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    config = {"views": [view(locks)]}
    await api.command("lovelace/config/save", url_path=_PATH, config=config)
    await api.command("frontend/set_user_data", key="language", value=_LOCALE)
    await api.command(
        "frontend/set_system_data", key="core", value={"default_panel": PANEL}
    )
    return f"/{PANEL}"


def view(locks: list[Device]) -> Json:
    """Return the only page: some of the locks, and what happens at all of them."""
    entities = [lock.entity("lock", "lock") for lock in locks]
    doors = [_full("lock", entity=entity) for entity in entities[:_SHOWN]]
    activity = [_full("activity", entities=entities, rows=12)]
    scripts = [_script_card(script) for script in _SCRIPTS]
    return {
        "type": "sections",
        "title": "Locks",
        "path": "locks",
        "max_columns": 3,
        "sections": [
            _section("Doors", "mdi:door", doors),
            _section("Activity", "mdi:history", activity),
            _section("Try it", "mdi:hand-wave", scripts),
        ],
    }


def _section(title: str, icon: str, cards: list[Json]) -> Json:
    heading = {"type": "heading", "heading": title, "icon": icon}
    return {"type": "grid", "cards": [heading, *cards]}


def _full(card: str, **config: object) -> Json:
    """Return one of our cards, as wide as its section."""
    size = {"grid_options": {"columns": "full"}}
    return {"type": f"custom:cloud-locks-{card}-card", **config, **size}


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
