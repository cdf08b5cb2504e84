"""One life at the street, step by step, for tests that know what happens in it."""

from datetime import timedelta

from custom_components.cloud_locks.access.grant import DoorId, Drift

from .street import BACK, FRONT
from .street_judge import StreetDays
from .street_machine import HOURS

ALWAYS = HOURS[0]


class Life(StreetDays):
    """One life, step by step."""


def give(life: Life, *where: DoorId, drift: Drift = Drift.REPORT) -> None:
    """Let Anna in at some doors, and wait until her code is there."""
    life.give("Anna", set(where or (FRONT, BACK)), ALWAYS, drift)
    life.live(timedelta(seconds=70))
