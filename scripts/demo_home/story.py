"""A few minutes of an ordinary day, so that something has happened already."""

import asyncio
from collections.abc import Callable
from functools import partial

from simulators.tuya import TuyaControl

from .api import wait_until
from .bookings import GUEST_OF_TODAY
from .demo import Demo
from .devices import devices

_FRONT, _BACK, _SIDE = "Front door", "Back door", "Side door"
_STREET, _LOBBY = "Street door", "Lobby"
_NEIGHBOURS_PIN, _MISTYPED, _UNKNOWN_CARD = "730519", "730591", "2299117733"
_BY_PIN, _BY_APP = "Sofie de Vries", "Anna de Vries"
_ACT_SECONDS = 1
_ON_LOCK_SECONDS = 90
_SEEN_SECONDS = 120


async def act_out(demo: Demo) -> None:
    """Let people come and go, and wait until Home Assistant has read of it."""
    for act in _before_the_guest(demo, await _pin(demo, _BY_PIN)):
        act()
        await asyncio.sleep(_ACT_SECONDS)
    await _let_guest_in(demo)
    found = {device.name: device for device in await devices(demo.api)}
    for door, who in ((_FRONT, _BY_PIN), (_BACK, _BY_APP), (_LOBBY, GUEST_OF_TODAY)):
        await _wait_for(demo, found[door].entity("sensor", "last_access_by"), who)


def _before_the_guest(demo: Demo, pin: str) -> tuple[Callable[[], object], ...]:
    """Return what people do: the neighbour mistypes, a strange card is tried."""
    control = demo.simulation.control
    return (
        partial(control.type_pin, _FRONT, pin),
        partial(control.type_pin, _SIDE, _MISTYPED),
        partial(control.type_pin, _SIDE, _NEIGHBOURS_PIN),
        partial(control.hold_card, _SIDE, _UNKNOWN_CARD),
        partial(control.app, _BACK, _BY_APP, "unlock"),
        partial(control.door, _FRONT, "open"),
        partial(control.door, _FRONT, "closed"),
    )


async def settle(demo: Demo) -> None:
    """Wait until the locks have confirmed what they were sent."""

    async def read() -> set[str]:
        answer = await demo.api.ask("cloud_locks.get_grants")
        return {row["name"] for row in answer.values() if row["status"] == "pending"}

    await wait_until(read, lambda names: not names, "end of pending", _SEEN_SECONDS)


async def _let_guest_in(demo: Demo) -> None:
    """Wake the lock that sleeps; type the guest's PIN as soon as it works."""
    control, pin = demo.simulation.control, await _pin(demo, GUEST_OF_TODAY)
    demo.simulation.vendor(TuyaControl).wake(_STREET)

    async def type_pin() -> str:
        return control.type_pin(_LOBBY, pin)

    await wait_until(type_pin, lambda act: act == "accepted", "guest", _ON_LOCK_SECONDS)


async def _pin(demo: Demo, name: str) -> str:
    """Return somebody's PIN, as soon as there is one."""

    async def read() -> str | None:
        answer = await demo.api.ask("cloud_locks.get_grants", include_pins=True)
        named = (row for row in answer.values() if row["name"] == name)
        return next((row.get("pin") for row in named), None)

    pin = await wait_until(read, bool, f"PIN of {name}", _ON_LOCK_SECONDS)
    return str(pin)


async def _wait_for(demo: Demo, sensor: str, who: str) -> None:
    await wait_until(
        lambda: demo.api.state(sensor),
        lambda state: state["state"] == who,
        f"{who} in {sensor}",
        _SEEN_SECONDS,
    )
