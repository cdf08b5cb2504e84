"""Moments that a client names, and those that it is told."""

from collections.abc import Mapping
from datetime import datetime

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..actions.time_fields import read_datetime, to_instant
from ..model.wall_clock import zone_of


async def read_moment(
    hass: HomeAssistant, fields: Mapping[str, object], name: str
) -> datetime:
    """Return the instant of a field, by the home's clock where it has no zone.

    `ActionError` when it is no date with a time.
    """
    moment = read_datetime(fields[name], name)
    # The first use of a zone reads a file, which must not happen in the event loop.
    await hass.async_add_executor_job(zone_of, hass.config.time_zone)
    return to_instant(moment, hass.config.time_zone, last=False)


def shown(moment: datetime) -> str:
    """Return a moment by the home's clock, with its offset."""
    return dt_util.as_local(moment).isoformat()
