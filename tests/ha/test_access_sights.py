"""A lock is looked at once for as long as nothing is different."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.sights import Sights
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule

from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant

HOUR = timedelta(hours=1)


@pytest.fixture
def sights(hass: HomeAssistant) -> Sights:
    """Return what is known of the locks."""
    return Sights(hass)


def status(house: House, sights: Sights) -> CodeStatus:
    """Return where Anna's code at the front door stands."""
    (grant,) = house.keeper.grants.values()
    (code,) = sights.of(FRONT_DOOR).of(grant, FRONT_DOOR, None).codes
    return code.status


async def test_the_same_as_long_as_nothing_is_different(
    house: House, sights: Sights
) -> None:
    """What happens at another lock makes no difference."""
    await house.give(make_grant())
    sight = sights.of(FRONT_DOOR)
    await house.give(make_grant(BACK_DOOR, name="Bert", pin="80808181"))
    assert sights.of(FRONT_DOOR) is sight


async def test_another_code(house: House, sights: Sights) -> None:
    """Of anybody, also of somebody else."""
    await house.give(make_grant())
    sight = sights.of(FRONT_DOOR)
    house.cloud.add_code("front", "Otto", "80808181")
    await house.entry.runtime_data.codes.read("front")
    assert sights.of(FRONT_DOOR) is not sight


@pytest.mark.parametrize(
    "hours",
    [
        lambda now: Schedule.window(None, now + HOUR),
        lambda now: Schedule.weekly([*Day], None, None, "UTC", end=now + HOUR),
    ],
)
async def test_time_alone(house: House, sights: Sights, hours: object) -> None:
    """What was open is over, and nobody had to say so."""
    assert callable(hours)
    await house.give(make_grant(schedule=hours(house.clock().astimezone())))
    assert status(house, sights) is not CodeStatus.EXPIRED
    house.clock.tick(2 * HOUR)
    assert status(house, sights) is CodeStatus.EXPIRED


async def test_an_account_that_goes(
    hass: HomeAssistant, house: House, sights: Sights
) -> None:
    """And comes back."""
    assert sights.of(FRONT_DOOR).blocked is None
    await hass.config_entries.async_unload(house.entry.entry_id)
    assert sights.of(FRONT_DOOR).blocked is Reason.CLOUD_UNREACHABLE
    await hass.config_entries.async_setup(house.entry.entry_id)
    assert sights.of(FRONT_DOOR).blocked is None
