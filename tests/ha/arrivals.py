"""Somebody who arrives in two days, and the checks before that."""

from datetime import datetime, timedelta

from homeassistant.util import dt as dt_util

from custom_components.cloud_locks.access.grant import Grant
from custom_components.cloud_locks.model.lock import Battery
from custom_components.cloud_locks.model.schedule import Schedule

from .codes import PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import pass_time, settle

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


def stay(pin: str = PIN) -> Grant:
    """Return an access at both doors from in two days on."""
    hours = Schedule.window(dt_util.utcnow() + 2 * DAY, dt_util.utcnow() + 5 * DAY)
    return make_grant(FRONT_DOOR, BACK_DOOR, schedule=hours, pin=pin)


async def till(house: House, moment: datetime) -> None:
    """Let time pass at once, and what is due then happen."""
    await pass_time(
        house.hass, house.clock, (moment - dt_util.utcnow()).total_seconds()
    )
    await settle(house.hass)


async def begun(house: House) -> tuple[Grant, datetime]:
    """Give access and return it and when it begins."""
    grant = await house.give(stay())
    start = grant.doors[0].schedule.start
    assert start is not None
    return grant, start


def told(record: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return what was told of checks."""
    return [it for it in record if it[0].startswith("check")]


async def found_weak(house: House) -> tuple[Grant, datetime]:
    """Let a check find a weak battery at the front door."""
    grant, start = await begun(house)
    house.cloud.change("front", battery=Battery(low=True))
    await till(house, start - DAY)
    return grant, start
