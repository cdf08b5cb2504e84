"""The WebSocket API of the panel: what it reads, and the few things only it needs.

The panel writes with the actions, like everybody else.
"""

from typing import Final

from homeassistant.core import HomeAssistant, callback

from . import activity, arrivals, importing, keys, pins, subscription, timeline
from .command import Command, async_register as async_register_one

COMMANDS: Final[tuple[Command, ...]] = (
    Command(name="subscribe", handler=subscription.subscribe),
    Command(name="activity", handler=activity.read_activity),
    Command(
        name="activity/older",
        handler=activity.read_older,
        fields=activity.OLDER_FIELDS,
    ),
    Command(name="arrivals", handler=arrivals.read_arrivals),
    Command(name="import", handler=importing.import_people, fields=importing.FIELDS),
    Command(name="keys", handler=keys.read_keys, fields=keys.FIELDS),
    Command(name="pin/check", handler=pins.check_pin, fields=pins.CHECK_FIELDS),
    Command(name="pin/reveal", handler=pins.reveal_pin, fields=pins.REVEAL_FIELDS),
    Command(name="pin/suggest", handler=pins.suggest_pin, fields=pins.SUGGEST_FIELDS),
    Command(name="timeline", handler=timeline.read_timeline, fields=timeline.FIELDS),
)


@callback
def async_register(hass: HomeAssistant) -> None:
    """Register all commands; they exist also while no account is loaded."""
    for command in COMMANDS:
        async_register_one(hass, command)
