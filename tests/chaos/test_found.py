"""Days on which something went wrong once."""

from collections.abc import Iterator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from .machine import Chaos
from .tedee_house import TedeeHouse


class TedeeDay(Chaos):
    """One day at Tedee's cloud."""

    make_house = staticmethod(TedeeHouse)


@pytest.fixture
def tedee_day(
    frozen: FrozenDateTimeFactory, socket_enabled: None
) -> Iterator[TedeeDay]:
    """Begin a day, and end it with everything known."""
    TedeeDay.frozen = frozen
    day = TedeeDay()
    yield day
    day.teardown()


def test_unloaded_while_somebody_connects(tedee_day: TedeeDay) -> None:
    """Whoever was at work is told so in a sentence."""
    tedee_day.settle()
    tedee_day.delete(door=0, name="Anna", wait=0, patience=timedelta(0), mishap=None)
    tedee_day.stop(crash=False)
    tedee_day.check()
