"""The time, which belongs to the runs."""

from collections.abc import Iterator

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
import pytest

from .street import Street
from .street_life import Life
from .time_machine import START


@pytest.fixture
def frozen() -> Iterator[FrozenDateTimeFactory]:
    """Hold the time, but not for Hypothesis, which watches how long it takes."""
    with freeze_time(ignore=["hypothesis"]) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


@pytest.fixture
def life(
    frozen: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Life]:
    """Begin a life at the street; nobody has access anywhere."""
    Life.frozen = frozen
    Life.make_street = staticmethod(lambda: Street(monkeypatch))
    life = Life()
    life.open(START)
    yield life
    life.loop.run(life.street.close())
    life.loop.close()
