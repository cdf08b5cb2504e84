"""A day at a simulated cloud sees what the client does wrong, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.cloud_locks.vendors.ttlock.caller import Caller as TtlockCaller
from custom_components.cloud_locks.vendors.tuya.caller import Caller as TuyaCaller

from .house import House, Kind
from .machine import Chaos
from .oracle import Violation
from .teeth import PATIENCE, give, send_again
from .ttlock_house import TtlockHouse
from .tuya_house import TuyaHouse

pytestmark = pytest.mark.usefixtures("socket_enabled")


@dataclass(frozen=True)
class Site:
    """A cloud, its client, and whether that waits for a lock that is busy."""

    make_house: Callable[[], House]
    caller: type
    waits: bool


SITES = {
    "ttlock": Site(partial(TtlockHouse, "ttlock"), TtlockCaller, waits=True),
    "sifely": Site(partial(TtlockHouse, "sifely"), TtlockCaller, waits=True),
    "tuya": Site(TuyaHouse, TuyaCaller, waits=False),
}


class Day(Chaos):
    """One day, lived step by step."""


@pytest.fixture(params=SITES.values(), ids=list(SITES))
def site(request: pytest.FixtureRequest) -> Site:
    """Return where the day is."""
    assert isinstance(request.param, Site)
    return request.param


@pytest.fixture
def day(site: Site, frozen: FrozenDateTimeFactory) -> Iterator[Day]:
    """Begin a day."""
    Day.frozen = frozen
    Day.make_house = staticmethod(site.make_house)
    day = Day()
    yield day
    day.close()


@pytest.mark.parametrize(
    ("mishap", "arrives"),
    [
        (None, True),
        (Kind.BUSY, None),
        (Kind.SIGNED_OUT, True),
        (Kind.LOST_AFTER, True),
        (Kind.GARBLED_AFTER, True),
        (Kind.LOST_BEFORE, False),
        (Kind.OFFLINE, False),
    ],
)
def test_a_good_day(
    day: Day, site: Site, mishap: Kind | None, arrives: bool | None
) -> None:
    """What works is not complained about, and is really so."""
    give(day, mishap, lasts=timedelta(days=2))
    day.check()
    held = day.house.held(day.house.doors[0]).values()
    arrived = site.waits if arrives is None else arrives
    assert [it.name for it in held] == ["Anna"] * arrived
    day.operate(door=0, command="unlock", patience=PATIENCE, mishap=mishap)
    day.check()
    day.settle()


def test_sent_twice(day: Day, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write goes out again after its answer was lost."""
    send_again(monkeypatch, site.caller)
    give(day, Kind.LOST_BEFORE)
    with pytest.raises(Violation, match="2 additions were sent"):
        day.check()
