"""How often the clouds may be asked (Sifely docs, pricing; else what clients met).

Each state costs a call and goes to the lock, so it is read seldom; records and code
lists are the cloud's own. Sifely's free plan has 10,000 calls a month, 13 an hour.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from ...model.cloud import Pace, Quota
from .auth_sifely import PLAN
from .brands import Choice

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_MONTH: Final = timedelta(days=31)

_SETTLE: Final = (5.0, 15.0, 30.0)
"""Seconds: a gateway hands a record on some seconds after it was made."""

_FLOOR: Final = timedelta(seconds=5)

_TTLOCK: Final = Pace(
    states=15 * _MINUTE,
    states_floor=_FLOOR,
    inventory=_HOUR,
    activity=2 * _MINUTE,
    codes=_HOUR,
    # TTLock publishes no figure; this is what Sifely's older cloud takes in a day.
    quota=Quota(calls=20_000, period=_DAY),
    settle=_SETTLE,
    bulk_states=False,
)

_BEARER: Final = Pace(
    states=15 * _MINUTE,
    states_floor=_FLOOR,
    inventory=_HOUR,
    activity=2 * _MINUTE,
    codes=_HOUR,
    quota=Quota(calls=20_000, period=_DAY),
    settle=_SETTLE,
    bulk_states=False,
    burst=Quota(calls=30, period=_MINUTE),
)

_CALLS_OF_PLANS: Final[Mapping[str | None, int]] = {
    "STARTER": 500_000,
    "PRO": 1_000_000,
    "CUSTOM": 1_000_000,
}

_FREE: Final = 10_000


def pace_of(choice: Choice, facts: Mapping[str, str]) -> Pace:
    """Return the pace of a cloud; of Sifely's API by the plan that signing in told."""
    if choice is Choice.API_KEY:
        return _by_plan(_CALLS_OF_PLANS.get(facts.get(PLAN), _FREE))
    return _BEARER if choice is Choice.BEARER else _TTLOCK


def _by_plan(calls: int) -> Pace:
    free = calls <= _FREE
    return Pace(
        states=_HOUR if free else 15 * _MINUTE,
        states_floor=_FLOOR,
        inventory=12 * _HOUR if free else _HOUR,
        activity=10 * _MINUTE if free else 2 * _MINUTE,
        codes=12 * _HOUR if free else _HOUR,
        quota=Quota(calls=calls, period=_MONTH),
        settle=_SETTLE,
        bulk_states=False,
        burst=Quota(calls=30, period=_MINUTE),
    )
