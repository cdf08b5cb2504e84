"""How often the cloud may be asked (what clients met; Tuya publishes no figure).

A trial edition is believed to have about 26,000 calls a month. One listing tells the
states of all locks, also as the complete list, which once in 12 hours costs a second
call for the gateways; logs cost two calls for each lock, and are read when the queue or
a state says that something happened.
"""

from datetime import timedelta
from typing import Final

from ...model.cloud import Pace, Quota

PACE: Final = Pace(
    states=timedelta(minutes=5),
    states_floor=timedelta(seconds=2),
    inventory=timedelta(hours=1),
    activity=timedelta(minutes=15),
    codes=timedelta(hours=3),
    quota=Quota(calls=26_000, period=timedelta(days=30), assumed=True),
    # The log lags behind an opening by some seconds.
    settle=(3.0, 10.0, 30.0),
    bulk_states=True,
)
