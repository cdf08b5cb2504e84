"""The clock of a lock.

The cloud tells no zone, only how far the clock was from UTC when it was last set,
summer time included. A zone of that fixed distance stands for it.
"""

from datetime import timedelta
from typing import Final

_HOUR: Final = timedelta(hours=1)

UTC_NAME: Final = "UTC"


def zone_of_offset(offset: timedelta | None) -> str | None:
    """Return the name of the zone that is always so far from UTC.

    None where there is none: such zones exist for whole hours only. Their names count
    westwards.
    """
    if offset is None or offset % _HOUR or not -12 <= offset / _HOUR <= 14:
        return None
    hours = -(offset // _HOUR)
    return f"Etc/GMT{hours:+d}" if hours else UTC_NAME
