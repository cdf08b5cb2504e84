"""Locks that a cloud does not answer for."""

from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.silence import Silence
from tests.fake_cloud import make_lock

FRONT, BACK = make_lock("front", "Front door"), make_lock("back", "Back door")
BOTH = {"front": FRONT, "back": BACK}


def test_once_is_forgiven_and_twice_is_not() -> None:
    """The other lock is as it is; the account is listed anew once."""
    silence = Silence()
    assert silence.complete(BOTH, {"back": BACK}) == (BOTH, False)
    locks, list_anew = silence.complete(BOTH, {"back": BACK})
    assert locks["front"].reachability is Reachability.OFFLINE
    assert (locks["back"], list_anew) == (BACK, True)
    locks, list_anew = silence.complete(locks, {"back": BACK})
    assert locks["front"].reachability is Reachability.OFFLINE
    assert not list_anew


def test_heard_again() -> None:
    """It is as it is told, and counting begins anew."""
    silence = Silence()
    silence.complete(BOTH, {"back": BACK})
    assert silence.complete(BOTH, BOTH) == (BOTH, False)
    assert silence.complete(BOTH, {"back": BACK}) == (BOTH, False)


def test_asked_for_one_at_a_time() -> None:
    """Who was not asked for has not been silent."""
    silence = Silence()
    for _ in range(3):
        silence.complete({"back": BACK}, {})
    assert silence.complete({"front": FRONT}, {}) == ({"front": FRONT}, False)
