"""A few minutes of an ordinary day, for a picture in which something has happened."""

import asyncio
from functools import partial

from .api import wait_until
from .demo import Demo
from .devices import devices

_FRONT, _BACK = "Front door", "Back door"
_BY_PIN, _BY_APP = "Sofie", "Anna de Vries"
_PIN_OF_THE_SCENE = "48213"
_ACT_SECONDS = 4
_SEEN_SECONDS = 120


async def act_out(demo: Demo) -> None:
    """Let people come and go, and wait until Home Assistant has read of it."""
    control = demo.simulation.control
    for act in (
        partial(control.type_pin, _FRONT, _PIN_OF_THE_SCENE),
        partial(control.door, _FRONT, "open"),
        partial(control.door, _FRONT, "closed"),
        partial(control.app, _BACK, _BY_APP, "unlock"),
    ):
        await asyncio.sleep(_ACT_SECONDS)
        act()
    found = {device.name: device for device in await devices(demo.api)}
    for door, who in ((_FRONT, _BY_PIN), (_BACK, _BY_APP)):
        await _wait_for(demo, found[door].entity("sensor", "last_access_by"), who)


async def _wait_for(demo: Demo, sensor: str, who: str) -> None:
    await wait_until(
        lambda: demo.api.state(sensor),
        lambda state: state["state"] == who,
        f"{who} in {sensor}",
        _SEEN_SECONDS,
    )
