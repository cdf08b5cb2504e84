"""The time, which belongs to the runs."""

from collections.abc import Iterator

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
import pytest


@pytest.fixture
def frozen() -> Iterator[FrozenDateTimeFactory]:
    """Hold the time, but not for Hypothesis, which watches how long it takes."""
    with freeze_time(ignore=["hypothesis"]) as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen
