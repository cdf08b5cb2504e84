"""What others do to the codes of an access, and what is made of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from custom_components.cloud_locks.access.grant import Drift, Phase
from custom_components.cloud_locks.access.matching import Seen
from custom_components.cloud_locks.access.planner import plan
from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule

from .paper_house import (
    BACK,
    FRONT,
    OTHER_PIN,
    PLAIN,
    START,
    PaperHouse,
    PaperLock,
    make_grant,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TODAY: Final = Schedule.window(START - HOUR, START + 6 * HOUR)


def foreign(name: str, code_id: str = "theirs") -> AccessCode:
    """Return a code that somebody made in the vendor's app."""
    return AccessCode(id=code_id, name=name, schedule=Schedule.always(), on_lock=True)


def test_a_code_of_the_same_name_is_somebody_elses() -> None:
    """It is neither taken for ours nor written beside."""
    house = PaperHouse.of(make_grant())
    house.put(FRONT, [foreign("anna")])
    house.run()
    assert (house.statuses(), house.reasons()) == (["blocked"], [Reason.NAME_IN_USE])
    house.change(phase=Phase.REVOKED)
    house.run()
    assert house.names() == ["anna"]


def test_a_code_of_others_in_the_place_of_ours_is_theirs() -> None:
    """Ours was taken off and another one of its name was made in the vendor's app."""
    house = PaperHouse.of(make_grant())
    house.run()
    house.plan()
    house.locks[FRONT].codes.clear()
    house.put(FRONT, [foreign("Anna")])
    house.run()
    assert house.reasons() == [Reason.REMOVED_ELSEWHERE]
    house.change(phase=Phase.REVOKED)
    house.live(DAY, HOUR)
    assert house.names() == ["Anna"]


def test_nobody_can_tell_whose_a_code_is_that_was_begun_and_forgotten() -> None:
    """It is told, and neither written again nor taken off."""
    house = PaperHouse.of(make_grant())
    ((at, step),) = house.steps()
    house.begin(at, step)
    house.do(house.locks[at], step)
    (code,) = house.locks[FRONT].codes.values()
    house.put(FRONT, [replace(code, managed=False)])
    house.run()
    assert house.reasons() == [Reason.CHANGED_ELSEWHERE]
    house.change(phase=Phase.REVOKED)
    house.live(DAY, HOUR)
    assert (house.names(), house.statuses()) == (["Anna"], ["failed"])


def test_room_that_others_make_is_used() -> None:
    """A new PIN had none, and the old one was to go only after it."""
    house = PaperHouse.of(make_grant(FRONT, BACK), back=PaperLock(room=1))
    house.run()
    house.locks[FRONT].refuses = True
    house.change(generation=1, keeps=0, pin=OTHER_PIN)
    house.run()
    assert (house.names(BACK), house.reasons()[1]) == (["Anna"], Reason.LIST_FULL)
    house.locks[BACK].codes.clear()
    house.run()
    assert house.names(BACK) == ["Anna 2"]


def test_of_a_lock_that_was_not_read_yet_nothing_is_said_to_be_missing() -> None:
    """It was loaded a moment ago."""
    house = PaperHouse.of(make_grant())
    house.run()
    made = house.plan()
    unread = plan(made.grant, {FRONT: Seen(rules=PLAIN)}, START)
    assert unread.doors[FRONT].status.value == "planned"
    assert unread.doors[FRONT].step is None
    assert unread.grant.door(FRONT) == made.grant.door(FRONT)


def test_what_is_over_stays_over_when_its_account_goes() -> None:
    """Nothing of it is there any more."""
    house = PaperHouse.of(make_grant())
    house.run()
    house.change(phase=Phase.REVOKED)
    house.run()
    house.locks[FRONT].removed = True
    assert house.statuses() == ["removed"]


class TestOthers:
    """What somebody does in the vendor's app."""

    @staticmethod
    def make(drift: Drift) -> PaperHouse:
        """Return a house in which all is as wished."""
        house = PaperHouse.of(replace(make_grant(FRONT, BACK), drift=drift))
        house.run()
        house.plan()
        return house

    def test_taken_off_it_is_reported(self) -> None:
        """And not written again."""
        house = self.make(Drift.REPORT)
        house.locks[FRONT].codes.clear()
        house.live(DAY, HOUR)
        assert (house.statuses(), house.names()) == (["failed", "active"], [])
        assert house.reasons()[0] is Reason.REMOVED_ELSEWHERE

    def test_taken_off_it_is_put_back(self) -> None:
        """But not for ever: who does it again and again means it."""
        house = self.make(Drift.RESTORE)
        for _ in range(3):
            house.locks[FRONT].codes.clear()
            house.run()
            assert house.names() == ["Anna"]
            house.plan()
        house.locks[FRONT].codes.clear()
        house.run()
        assert (house.statuses(), house.names()) == (["failed", "active"], [])

    def test_taken_off_the_door_is_left(self) -> None:
        """Where others may decide."""
        house = self.make(Drift.ACCEPT)
        house.locks[FRONT].codes.clear()
        house.run()
        assert [it.at for it in house.plan().grant.doors] == [BACK]

    @pytest.mark.parametrize(
        ("drift", "left"),
        [
            (Drift.REPORT, TODAY),
            (Drift.RESTORE, Schedule.always()),
            (Drift.ACCEPT, TODAY),
        ],
    )
    def test_other_hours(self, drift: Drift, left: Schedule) -> None:
        """Reported, changed back, or taken over."""
        house = self.make(drift)
        (code,) = house.locks[FRONT].codes.values()
        house.put(FRONT, [replace(code, schedule=TODAY)])
        house.run()
        (code,) = house.locks[FRONT].codes.values()
        assert code.schedule == left
        assert house.statuses()[0] == ("failed" if drift is Drift.REPORT else "active")

    @pytest.mark.parametrize("drift", Drift)
    def test_switched_on_in_a_pause(self, drift: Drift) -> None:
        """It is never taken for paused while it opens the door."""
        house = self.make(drift)
        house.change(phase=Phase.PAUSED)
        house.run()
        (code,) = house.locks[FRONT].codes.values()
        house.put(FRONT, [replace(code, status=CodeStatus.UNKNOWN)])
        house.run()
        (code,) = house.locks[FRONT].codes.values()
        put_back = drift is Drift.RESTORE
        assert (code.status is CodeStatus.DISABLED) is put_back
        assert house.statuses()[0] == ("planned" if put_back else "failed")

    def test_a_beginning_that_is_past_does_not_matter(self) -> None:
        """Some clouds take none, and get the present moment instead."""
        house = PaperHouse.of(make_grant(schedule=TODAY))
        house.run()
        (code,) = house.locks[FRONT].codes.values()
        later = replace(TODAY, start=START - timedelta(minutes=3))
        house.put(FRONT, [replace(code, schedule=later)])
        assert house.statuses() == ["active"]

    @pytest.mark.parametrize("drift", Drift)
    def test_a_code_of_another_name_is_never_touched(self, drift: Drift) -> None:
        """A cloud may have given the id to another one."""
        house = self.make(drift)
        (code,) = house.locks[FRONT].codes.values()
        house.put(FRONT, [replace(code, name="Bert", managed=False)])
        house.run()
        house.change(phase=Phase.REVOKED)
        house.live(DAY, HOUR)
        assert house.names() == ["Bert"]
