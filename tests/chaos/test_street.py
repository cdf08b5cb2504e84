"""Random lives of everybody's access at three clouds; thousands of them with `--deep`.

What a deep run finds is printed as the steps of a life, for `test_street_found.py`.
"""

from typing import Final

from freezegun.api import FrozenDateTimeFactory
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
import pytest

from .street import Street
from .street_judge import StreetDays

_DEEP: Final = settings.get_current_profile_name() == "deep"


@pytest.mark.timeout(0)
def test_street(frozen: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planner and driver keep their promises, and come to rest."""

    class AtStreet(StreetDays):
        make_street = staticmethod(lambda: Street(monkeypatch))

    AtStreet.frozen = frozen
    run_state_machine_as_test(
        AtStreet,
        settings=settings(
            max_examples=400 if _DEEP else 15,
            stateful_step_count=50 if _DEEP else 25,
            # What others are at work on must not fail by chance.
            derandomize=not _DEEP,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
