"""A day at the simulated August and Yale sees what is done wrong, and no more."""

from collections.abc import Iterator
from datetime import timedelta
import re

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.cloud_locks.codes.replacing import CodeReplacer
from custom_components.cloud_locks.codes.settler import CodeSettler
from custom_components.cloud_locks.vendors.august.caller import Caller

from .august_days import AugustDays
from .august_house import AugustHouse
from .house import Kind, Topic, Trouble
from .oracle import Violation
from .teeth import PATIENCE, give, send_again

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Day(AugustDays):
    """One day, lived step by step."""


@pytest.fixture(params=["august", "yale"])
def day(request: pytest.FixtureRequest, frozen: FrozenDateTimeFactory) -> Iterator[Day]:
    """Begin a day at either brand."""
    Day.frozen = frozen
    Day.make_house = staticmethod(lambda: AugustHouse(request.param))
    day = Day()
    yield day
    day.close()


def change(day: Day, mishap: Kind | None = None, *, wait: int = 30) -> None:
    """Give Anna's code other digits."""
    day.change(
        nth=0,
        new_name="",
        digits=True,
        lasts=None,
        wait=wait,
        patience=PATIENCE if wait else timedelta(),
        mishap=mishap,
    )


def held(day: Day) -> list[tuple[str, str]]:
    """Return names and digits of what is at the door."""
    return [(it.name, it.pin) for it in day.house.held(day.house.doors[0]).values()]


@pytest.mark.parametrize(
    ("mishap", "arrives"),
    [
        (None, True),
        (Kind.BUSY, True),
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
    assert [name for name, _ in held(day)] == ["Anna"] * arrives
    day.operate(door=0, command="unlock", patience=PATIENCE, mishap=mishap)
    day.check()
    day.settle()


@pytest.mark.parametrize("mishap", [None, Kind.BUSY, Kind.LOST_AFTER])
def test_a_change(day: Day, mishap: Kind | None) -> None:
    """Taking off and writing anew is one change."""
    give(day)
    change(day, mishap)
    day.settle()
    assert held(day) == [("Anna", day.used_pins[1])]


@pytest.mark.parametrize("kind", [Kind.LOST_AFTER, Kind.OFFLINE, Kind.LIMITED])
def test_a_change_in_a_bad_moment(day: Day, kind: Kind) -> None:
    """The second half of a change waits, or is looked for."""
    give(day)
    day.go_wrong(Topic.ADD, kind, 1)
    change(day)
    day.settle()
    assert held(day) == [("Anna", day.used_pins[1])]


def test_put_back(day: Day) -> None:
    """What was taken off comes back when the other one is refused."""
    give(day)
    change(day, wait=0)
    refuse_the_second_half(day)
    day.settle()
    anna, bert = day.used_pins
    assert sorted(held(day)) == [("Anna", anna), ("Bert", bert)]


def refuse_the_second_half(day: Day) -> None:
    """Let a change that has just begun find that its digits belong to another."""
    day.live(timedelta(seconds=4))
    day.take_digits(nth=0, name="Bert")
    day.live(timedelta(seconds=60))


def test_sent_twice(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write goes out again after its answer was lost."""
    send_again(monkeypatch, Caller)
    give(day, Kind.LOST_BEFORE)
    with pytest.raises(Violation, match="2 additions were sent"):
        day.check()


def test_second_half_sent_twice(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """So does the second half of a change."""
    give(day)
    send_again(monkeypatch, Caller)
    day.loop.run(day.house.trouble(Trouble(Topic.ADD, Kind.LOST_BEFORE)))
    change(day)
    with pytest.raises(Violation, match="3 additions were sent"):
        day.check()


def test_lost(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old code is off, the new one is refused, and that is all."""

    async def forget(replacer: CodeReplacer, lock: str, key: str, _: object) -> None:
        del replacer._book.memory(lock).intents[key]

    monkeypatch.setattr(CodeReplacer, "_put_back", forget)
    give(day)
    change(day, wait=0)
    refuse_the_second_half(day)
    with pytest.raises(AssertionError, match="was taken off, and is not back"):
        day.settle()


def test_both_at_once(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new code is written while the old one is still on its way off."""

    async def at_once(*_: object) -> bool:
        return True

    monkeypatch.setattr(CodeSettler, "is_gone", at_once)
    give(day)
    change(day)
    assert re.search("was written before .* was gone", str(day.violations[0]))
