"""Sifely without a plan, and with one that is used up: said in the plan's words."""

from collections.abc import Iterator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.cloud_locks.const import DOMAIN
from simulators import Simulation
from simulators.ttlock import TtlockControl

from .side_door import pass_by, sign_in


def plans_named(hass: HomeAssistant) -> Iterator[str]:
    """Yield what people are told about plans."""
    for (domain, _), issue in ir.async_get(hass).issues.items():
        if domain == DOMAIN and issue.translation_key == "refused" and issue.active:
            why = (issue.translation_placeholders or {})["why"]
            if "Developer / Starter / Pro" in why:
                yield why


@pytest.mark.parametrize("used_up", [False, True])
async def test_a_plan_is_wanted(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    simulation: Simulation,
    *,
    used_up: bool,
) -> None:
    """The repair names the plans, and goes once there is one."""
    desk = simulation.vendor(TtlockControl)
    await sign_in(hass, freezer, simulation, "sifely")
    assert not [*plans_named(hass)]
    if used_up:
        desk.calls(10_000)
    else:
        desk.plan(subscribed=False)
    for _ in range(4):
        # That calls are used up is not said, and shows only in time.
        await pass_by(hass, freezer, hours=6)
    assert [*plans_named(hass)]
    desk.plan("STARTER")
    for _ in range(4):
        await pass_by(hass, freezer, hours=13)
    assert not [*plans_named(hass)]
