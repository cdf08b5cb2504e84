"""The clouds for which a week is simulated."""

from datetime import timedelta
from typing import Final

from custom_components.cloud_locks.model.cloud import Pace, Quota
from custom_components.cloud_locks.vendors.tedee.cloud import PACE as TEDEE

__all__ = ["TEDEE", "one_by_one"]

_MONTH: Final = timedelta(days=30)


def one_by_one(calls_a_month: int) -> Pace:
    """Return a cloud that tells one lock's state per call and has two limits.

    30 calls a minute and so many a month, as the plans of a real one are sold.
    """
    return Pace(
        states=timedelta(minutes=2),
        states_floor=timedelta(seconds=30),
        inventory=timedelta(hours=6),
        activity=timedelta(minutes=5),
        codes=timedelta(hours=1),
        settle=(2.0, 5.0, 10.0),
        quota=Quota(calls=calls_a_month, period=_MONTH),
        burst=Quota(calls=30, period=timedelta(minutes=1)),
        bulk_states=False,
    )
