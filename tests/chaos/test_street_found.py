"""Lives in which something went wrong once."""

import pytest

from custom_components.cloud_locks.access.grant import Drift, Phase

from .house import Kind, Topic
from .street import BACK, DOORS
from .street_life import ALWAYS, Life, give
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


@pytest.mark.parametrize("kind", [Kind.GARBLED_BEFORE, Kind.LOST_BEFORE])
def test_paused_and_nobody_knows(life: Life, kind: Kind) -> None:
    """A pause whose answer was lost is asked for again: it does no harm."""
    give(life, BACK)
    life.go_wrong(BACK, Topic.CHANGE, kind, 1)
    life.pause("Anna", Phase.PAUSED)
    life.quiet(None)
    assert not life.oracle.codes_of("Anna", BACK)
    life.judge()
