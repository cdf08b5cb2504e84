"""Random days: the same few in every run, thousands of new ones with `--deep`.

What a deep run finds is printed as the steps of a day, for `test_found.py`.
"""

from typing import Final

from freezegun.api import FrozenDateTimeFactory
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
import pytest

from .august_days import AugustDays
from .august_house import AugustHouse
from .base import Base
from .fake_house import FakeHouse
from .machine import Chaos
from .tedee_house import TedeeHouse
from .ttlock_house import TtlockHouse
from .tuya_house import TuyaHouse

_DEEP: Final = settings.get_current_profile_name() == "deep"


def _live(days: type[Base], quick: int, deep: int) -> None:
    """Live so many days, each of them in a house of its own."""
    run_state_machine_as_test(
        days,
        settings=settings(
            max_examples=deep if _DEEP else quick,
            stateful_step_count=50 if _DEEP else 20,
            # What others are at work on must not fail by chance.
            derandomize=not _DEEP,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(0)
def test_fake_cloud(
    frozen: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks that sleep, do not clear away what is over, and say so by themselves."""

    class AtFakeCloud(Chaos):
        make_house = staticmethod(lambda: FakeHouse(monkeypatch))

    AtFakeCloud.frozen = frozen
    _live(AtFakeCloud, 20, 800)


@pytest.mark.timeout(0)
@pytest.mark.usefixtures("socket_enabled")
def test_tedee(frozen: FrozenDateTimeFactory) -> None:
    """The real client over real HTTP."""

    class AtTedee(Chaos):
        make_house = staticmethod(TedeeHouse)

    AtTedee.frozen = frozen
    _live(AtTedee, 8, 250)


@pytest.mark.timeout(0)
@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("brand", ["ttlock", "sifely"])
def test_ttlock(frozen: FrozenDateTimeFactory, brand: str) -> None:
    """The real client over real HTTP, both doors behind one gateway."""

    class AtTtlock(Chaos):
        make_house = staticmethod(lambda: TtlockHouse(brand))

    AtTtlock.frozen = frozen
    _live(AtTtlock, 5, 250)


@pytest.mark.timeout(0)
@pytest.mark.usefixtures("socket_enabled")
def test_tuya(frozen: FrozenDateTimeFactory) -> None:
    """The real client over real HTTP, one door behind a gateway and one without."""

    class AtTuya(Chaos):
        make_house = staticmethod(TuyaHouse)

    AtTuya.frozen = frozen
    _live(AtTuya, 5, 250)


@pytest.mark.timeout(0)
@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("brand", ["august", "yale"])
def test_august(frozen: FrozenDateTimeFactory, brand: str) -> None:
    """The real client over real HTTP, where a change is two steps."""

    class AtAugust(AugustDays):
        make_house = staticmethod(lambda: AugustHouse(brand))

    AtAugust.frozen = frozen
    _live(AtAugust, 5, 250)
