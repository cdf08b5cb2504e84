"""Looking until something has arrived."""

from custom_components.cloud_locks.model.look_outs import LookOuts
from custom_components.cloud_locks.model.planner import Turn
from custom_components.cloud_locks.model.spending import Lane


def test_looks_at_its_delays_and_no_more() -> None:
    """Each lock has its own."""
    looks = LookOuts()
    assert looks.begin("front", (1, 5)) == Turn(1, Lane.CHANGED)
    assert looks.begin("back", (2,)) == Turn(2, Lane.CHANGED)
    assert looks.step("front") == Turn(5, Lane.CHANGED)
    assert looks.step("front") is None
    assert looks.step("back") is None
    assert looks.step("shed") is None


def test_begins_anew_and_ends() -> None:
    """What happens meanwhile starts it again; what has arrived is not awaited."""
    looks = LookOuts()
    looks.begin("front", (1, 5, 9))
    looks.step("front")
    assert looks.begin("front", (1, 5, 9)) == Turn(1, Lane.CHANGED)
    assert looks.step("front") == Turn(5, Lane.CHANGED)
    looks.end("front")
    looks.end("front")
    assert looks.step("front") is None
    assert looks.begin("front", ()) is None


def test_waits_in_its_lane() -> None:
    """What somebody waits for is served before what merely happened."""
    looks = LookOuts(Lane.ASKED)
    assert looks.begin("front", (1, 5)) == Turn(1, Lane.ASKED)
    assert looks.step("front") == Turn(5, Lane.ASKED)
