"""Access at a cloud that only queues, and changes a code by writing another one."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.codes import settler
from simulators import Simulation

from .august_home import DOOR, AugustHome, signed_in
from .test_access import call

pytestmark = pytest.mark.parametrize("brand", ["august"])


@pytest.fixture
async def home(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    brand: str,
    monkeypatch: pytest.MonkeyPatch,
) -> AugustHome:
    """Return a home that is signed in, and looks once after a write."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))
    return await signed_in(hass, freezer, simulation, brand)


async def until(home: AugustHome, status: str) -> dict[str, Any]:
    """Let time go by until the access has a status; never two codes meanwhile."""
    row: dict[str, Any] = {}
    for _ in range(20):
        rows = await call(home.hass, "get_grants", include_ended=True)
        (row,) = rows.values()
        assert len({it["pin"] for it in home.pins}) == len(home.pins)
        if row["status"] == status:
            return row
        await home.pass_by(minutes=2)
    pytest.fail(f"it is not {status}: {row} {home.pins}")


async def test_longer_paused_a_new_pin_and_over(home: AugustHome) -> None:
    """Whatever is wished, in the end there is one code, and then none."""
    door = home.entity(DOOR, "lock", "lock")
    rows = await call(
        home.hass,
        "grant_access",
        entity_id=door,
        name="Guest",
        duration="08:00",
        include_pins=True,
        wait=0,
    )
    pin = rows[door]["pin"]
    await until(home, "active")
    assert home.simulation.control.type_pin(DOOR, pin) == "accepted"

    await call(home.hass, "update_grant", name="Guest", extend_by="04:00", wait=0)
    await home.pass_by(seconds=5)
    await until(home, "active")
    assert [it["pin"] for it in home.pins] == [pin]

    await call(home.hass, "rotate_grant", name="Guest", wait=0)
    await home.pass_by(seconds=5)
    await until(home, "active")
    assert home.simulation.control.type_pin(DOOR, pin) != "accepted"
    (left,) = home.pins
    assert left["pin"] != pin

    await call(home.hass, "revoke_grant", name="Guest", wait=0)
    await home.pass_by(seconds=5)
    await until(home, "ended")
    assert home.pins == []
