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


def test_kept_for_a_while_only(tedee_day: TedeeDay) -> None:
    """Who keeps what is there gets no more than that: it ends when it ends."""
    soon, at_once = timedelta(minutes=1), timedelta(0)
    name, mishap = "Anna", None
    tedee_day.settle()
    for if_exists, lasts, patience in (
        ("error", timedelta(minutes=5), at_once),
        ("keep", timedelta(days=2), soon),
        ("keep", timedelta(seconds=30), soon),
    ):
        tedee_day.add(
            door=0,
            name=name,
            if_exists=if_exists,
            lasts=lasts,
            wait=0,
            patience=patience,
            mishap=mishap,
        )
    tedee_day.live(span=timedelta(minutes=11))
    tedee_day.settle()
