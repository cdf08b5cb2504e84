"""Lives in which something went wrong once."""

import pytest

from custom_components.cloud_locks.access.grant import Drift, Phase

from .street import DOORS
from .street_life import ALWAYS, Life
from .street_machine import HOURS, Hours


@pytest.mark.parametrize("when", HOURS)
def test_paused_while_somebody_renames_its_code(life: Life, when: Hours) -> None:
    """What has another name by now is theirs, and goes on opening the door."""
    life.give("Anna", set(DOORS), when, Drift.REPORT)
    life.others_rename(0)
    life.pause("Anna", Phase.PAUSED)
    life.check()
    life.judge()


def test_ended_and_given_again_at_once(life: Life) -> None:
    """What was on its way is done, and then undone."""
    life.give("Anna", set(DOORS), HOURS[1], Drift.REPORT)
    life.pause("Anna", Phase.PAUSED)
    life.move("Anna", ALWAYS)
    life.revoke("Anna")
    life.restore("Anna")
    life.judge()
