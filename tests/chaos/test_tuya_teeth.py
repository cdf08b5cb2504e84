"""A day at the simulated Tuya cloud sees what the client does wrong, and no more."""

from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.vendors.tuya.caller import Caller

from .house import Kind
from .machine import Chaos
from .oracle import Violation
from .tuya_house import TuyaHouse

pytestmark = pytest.mark.usefixtures("socket_enabled")

PATIENCE = timedelta(seconds=60)

type Ask = Callable[..., Coroutine[Any, Any, object]]


class Day(Chaos):
    """One day, lived step by step."""


@pytest.fixture
def day(frozen: FrozenDateTimeFactory) -> Iterator[Day]:
    """Begin a day."""
    Day.frozen = frozen
    Day.make_house = staticmethod(TuyaHouse)
    day = Day()
    yield day
    day.close()


def give(day: Day, mishap: Kind | None, lasts: timedelta | None = None) -> None:
    """Give Anna a code."""
    day.add(
        door=0,
        name="Anna",
        lasts=lasts,
        if_exists="error",
        wait=30,
        patience=PATIENCE,
        mishap=mishap,
    )


@pytest.mark.parametrize(
    ("mishap", "arrives"),
    [
        (None, True),
        (Kind.BUSY, False),
        (Kind.SIGNED_OUT, True),
        (Kind.LOST_AFTER, True),
        (Kind.GARBLED_AFTER, True),
        (Kind.LOST_BEFORE, False),
        (Kind.OFFLINE, False),
    ],
)
def test_a_good_day(day: Day, mishap: Kind | None, arrives: bool) -> None:
    """What works is not complained about, and is really so."""
    give(day, mishap, lasts=timedelta(days=2))
    day.check()
    held = day.house.held(day.house.doors[0]).values()
    assert [it.name for it in held] == ["Anna"] * arrives
    day.operate(door=0, command="unlock", patience=PATIENCE, mishap=mishap)
    day.check()
    day.settle()


def test_sent_twice(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write goes out again after its answer was lost."""
    ask: Ask = Caller.ask

    async def ask_again(caller: Caller, *args: Any, **kwargs: Any) -> object:
        try:
            return await ask(caller, *args, **kwargs)
        except OutcomeUnknown:
            return await ask(caller, *args, **kwargs)

    monkeypatch.setattr(Caller, "ask", ask_again)
    give(day, Kind.LOST_BEFORE)
    with pytest.raises(Violation, match="2 additions were sent"):
        day.check()
