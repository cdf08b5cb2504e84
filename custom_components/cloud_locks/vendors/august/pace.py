"""How often the cloud may be asked. No figure is published; this is what clients met.

Asking for three to six locks every six minutes got addresses blocked for an hour, even
for signing in. The vendor's advice is to be told (August user guide): with a socket or
a linked account nothing is asked but now and then. One status costs one call.
"""

from datetime import timedelta
from typing import Final

from ...model.cloud import Pace, Quota

STATES_FLOOR: Final = timedelta(seconds=5)

PACE: Final = Pace(
    states=timedelta(minutes=15),
    states_floor=STATES_FLOOR,
    inventory=timedelta(hours=6),
    activity=timedelta(minutes=15),
    codes=timedelta(hours=1),
    quota=Quota(calls=100, period=timedelta(hours=1)),
    # The feed lags some seconds behind what is told.
    settle=(3.0, 7.0, 20.0),
    bulk_states=False,
)
