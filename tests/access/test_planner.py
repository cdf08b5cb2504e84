"""What is planned for an access, case by case."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

import pytest

from custom_components.cloud_locks.access.carrying import encouraged
from custom_components.cloud_locks.access.grant import Phase
from custom_components.cloud_locks.access.holding import LEAD, extended
from custom_components.cloud_locks.access.trouble import BREAKER
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.code_rules import CodeRules, ScheduleFeature
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule

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
SUNDAYS: Final = Schedule.weekly([Day.SUN], time(9), time(12), "UTC")


def test_it_is_written_at_every_door_and_then_rests() -> None:
    """One code each, and nothing more to do."""
    house = PaperHouse.of(make_grant(FRONT, BACK))
    assert house.statuses() == ["planned", "planned"]
    house.run()
    assert house.statuses() == ["active", "active"]
    assert (house.names(FRONT), house.names(BACK)) == (["Anna"], ["Anna"])
    house.live(DAY)
    assert [it.calls for it in house.locks.values()] == [1, 1, 0]


def test_revoked_it_goes_from_every_door() -> None:
    """And is over then."""
    house = PaperHouse.of(make_grant(FRONT, BACK))
    house.run()
    house.change(phase=Phase.REVOKED)
    assert house.kinds() == ["remove", "remove"]
    house.run()
    assert house.statuses() == ["removed", "removed"]
    assert house.names() == []


def test_a_dead_lock_holds_up_nobody() -> None:
    """It is tried again, ever more seldom, and the others have theirs."""
    house = PaperHouse.of(make_grant(FRONT, BACK), front=PaperLock(offline=True))
    house.run()
    assert house.statuses() == ["blocked", "active"]
    assert house.reasons()[0] is Reason.LOCK_OFFLINE
    house.live(HOUR)
    assert 4 < house.locks[FRONT].calls < 9
    house.locks[FRONT].offline = False
    house.live(HOUR)
    assert house.statuses() == ["active", "active"]


def test_trying_ends() -> None:
    """After days somebody has to say that it shall go on."""
    house = PaperHouse.of(make_grant(), front=PaperLock(offline=True))
    house.run()
    house.live(8 * DAY, HOUR)
    assert house.locks[FRONT].calls == BREAKER
    assert house.statuses() == ["failed"]
    house.locks[FRONT].offline = False
    house.grant = encouraged(house.grant, {})
    house.run()
    assert house.statuses() == ["active"]


def test_what_is_refused_is_not_tried_again() -> None:
    """It would be refused again."""
    house = PaperHouse.of(make_grant(), front=PaperLock(refuses=True))
    house.run()
    house.live(DAY, HOUR)
    assert house.locks[FRONT].calls == 1
    assert (house.statuses(), house.reasons()) == (["failed"], [Reason.NOT_PERMITTED])


def test_an_account_that_is_removed_forgets_nothing() -> None:
    """What is on its lock is still to go when it comes back."""
    house = PaperHouse.of(make_grant())
    house.run()
    house.locks[FRONT].removed = True
    house.change(phase=Phase.REVOKED)
    assert house.statuses() == ["blocked"]
    assert house.reasons() == [Reason.ACCOUNT_REMOVED]
    house.live(DAY, HOUR)
    house.locks[FRONT].removed = False
    house.run()
    assert house.names() == []


def test_an_account_that_is_back_knows_its_codes_again() -> None:
    """Its own memory is gone; by id and name they are those of this access."""
    house = PaperHouse.of(make_grant())
    house.run()
    (code,) = house.locks[FRONT].codes.values()
    house.put(FRONT, [replace(code, managed=False)])
    assert house.kinds() == ["adopt"]
    house.run()
    assert house.statuses() == ["active"]
    assert house.names() == ["Anna"]


def test_a_door_that_left_while_its_lock_was_away_is_cleared_later() -> None:
    """And is forgotten only then."""
    house = PaperHouse.of(make_grant(FRONT, BACK))
    house.run()
    house.locks[FRONT].offline = True
    house.grant = house.grant.with_door(replace(house.door(FRONT), leaving=True))
    house.run()
    assert house.names(FRONT) == ["Anna"]
    house.locks[FRONT].offline = False
    house.live(HOUR)
    assert house.names(FRONT) == []
    assert [it.at for it in house.plan().grant.doors] == [BACK]


def test_a_removal_that_is_refused_is_tried_again() -> None:
    """A code that should be gone is worse than one call too many."""
    house = PaperHouse.of(make_grant())
    house.run()
    house.locks[FRONT].refuses = True
    house.change(phase=Phase.REVOKED)
    house.run()
    house.locks[FRONT].refuses = False
    house.live(HOUR)
    assert house.names() == []


def test_a_code_that_is_on_its_way_is_not_changed_yet() -> None:
    """Two writes at once may cancel each other."""
    house = PaperHouse.of(make_grant(schedule=TODAY))
    house.run()
    (code,) = house.locks[FRONT].codes.values()
    house.put(FRONT, [replace(code, status=CodeStatus.PENDING, on_lock=False)])
    longer = replace(TODAY, end=START + 8 * HOUR)
    house.grant = house.grant.with_door(replace(house.door(FRONT), schedule=longer))
    assert (house.kinds(), house.statuses()) == ([], ["pending"])
    house.put(FRONT, [code])
    assert house.kinds() == ["change"]


def test_a_removal_that_never_happens_is_sent_again_but_not_for_ever() -> None:
    """Ever more seldom, and then a person is asked."""
    house = PaperHouse.of(make_grant())
    house.run()
    house.change(phase=Phase.REVOKED)
    for _ in range(40):
        for at, step in house.steps():
            house.carry_out(at, step, lose=True)
        house.now += DAY
    assert house.locks[FRONT].calls == 1 + BREAKER
    assert (house.statuses(), house.reasons()) == (["failed"], [Reason.NOT_CONFIRMED])


def test_after_a_lost_answer_it_is_looked_for() -> None:
    """However long it takes, it is written once."""
    house = PaperHouse.of(make_grant())
    ((at, step),) = house.steps()
    house.carry_out(at, step, lose=True)
    house.live(DAY, HOUR)
    assert house.statuses() == ["pending"]
    house.arrive(house.locks[FRONT])
    assert house.statuses() == ["active"]
    assert house.names() == ["Anna"]


@pytest.mark.parametrize("sent", [False, True])
def test_a_crash_in_a_write_is_picked_up(sent: bool) -> None:
    """What was stored as begun is looked for; what is not there is written."""
    house = PaperHouse.of(make_grant())
    ((at, step),) = house.steps()
    house.begin(at, step)
    if sent:
        house.do(house.locks[at], step)
    house.run()
    assert house.names() == ["Anna"]
    assert house.statuses() == ["active"]


def test_other_hours_change_the_code_in_its_place() -> None:
    """One write, and the same code."""
    house = PaperHouse.of(make_grant(schedule=TODAY))
    house.run()
    (before,) = house.locks[FRONT].codes
    longer = replace(TODAY, end=START + 8 * HOUR)
    house.grant = house.grant.with_door(replace(house.door(FRONT), schedule=longer))
    assert house.kinds() == ["change"]
    house.run()
    (after,) = house.locks[FRONT].codes.values()
    assert (after.id, after.schedule) == (before, longer)


def test_a_change_that_is_lost_is_made_again_but_not_for_ever() -> None:
    """It is seen to be missing each time; then a person is asked."""
    house = PaperHouse.of(make_grant(schedule=TODAY))
    house.run()
    longer = replace(TODAY, end=START + 90 * DAY)
    house.grant = house.grant.with_door(replace(house.door(FRONT), schedule=longer))
    for _ in range(60):
        for at, step in house.steps():
            house.carry_out(at, step, lose=True)
        house.now += timedelta(minutes=1)
    assert 3 < house.locks[FRONT].calls < 9
    for _ in range(60):
        for at, step in house.steps():
            house.carry_out(at, step, lose=True)
        house.now += DAY / 2
    assert house.locks[FRONT].calls == 1 + BREAKER
    assert house.reasons() == [Reason.OUTCOME_UNKNOWN]
    house.grant = encouraged(house.grant, {})
    house.run()
    assert house.statuses() == ["active"]


def test_after_the_end_it_is_made_sure_that_the_code_is_gone() -> None:
    """First it is left to the lock, then it is taken off."""
    house = PaperHouse.of(make_grant(schedule=TODAY))
    house.run()
    house.now = START + 6 * HOUR
    house.run()
    assert (house.statuses(), house.names()) == (["removing"], ["Anna"])
    house.live(HOUR)
    assert (house.statuses(), house.names()) == (["removed"], [])


def test_a_code_used_once_is_not_written_again() -> None:
    """That it is gone is no change of somebody's."""
    once = Schedule.always(uses=1)
    house = PaperHouse.of(make_grant(schedule=once))
    house.run()
    house.plan()
    house.locks[FRONT].codes.clear()
    house.live(DAY, HOUR)
    assert (house.statuses(), house.names()) == (["removed"], [])


@pytest.mark.parametrize(
    ("by", "end"),
    [
        # The clock is set back in between: two days later, at the same time of day.
        (2 * DAY, "2026-10-26T10:00:00+00:00"),
        (2 * HOUR, "2026-10-24T11:00:00+00:00"),
        (2 * DAY + HOUR, "2026-10-26T11:00:00+00:00"),
    ],
)
def test_longer_by_days_means_the_same_time_of_day(by: timedelta, end: str) -> None:
    """By the clock of the home, where the hours have none of their own."""
    until = datetime.fromisoformat("2026-10-24T11:00:00+02:00")
    longer = extended(Schedule.window(None, until), by, "Europe/Berlin")
    assert longer.end == datetime.fromisoformat(end)
    assert extended(Schedule.always(), by, "Europe/Berlin") == Schedule.always()


class TestPaused:
    """A pause keeps the code where the lock can switch it off."""

    def test_switched_off_and_on(self) -> None:
        """The same code."""
        house = PaperHouse.of(make_grant())
        house.run()
        house.change(phase=Phase.PAUSED)
        house.run()
        (code,) = house.locks[FRONT].codes.values()
        assert (code.status, house.statuses()) == (CodeStatus.DISABLED, ["planned"])
        house.change(phase=Phase.GRANTED)
        house.run()
        assert house.statuses() == ["active"]

    def test_taken_off_and_written_again(self) -> None:
        """Where it cannot."""
        house = PaperHouse.of(make_grant(), front=PaperLock(rules=PLAIN))
        house.run()
        house.change(phase=Phase.PAUSED)
        house.run()
        assert (house.names(), house.statuses()) == ([], ["planned"])
        house.change(phase=Phase.GRANTED)
        house.run()
        assert house.statuses() == ["active"]

    def test_granted_while_paused_nothing_is_written(self) -> None:
        """Not even to be switched off at once."""
        house = PaperHouse.of(replace(make_grant(), phase=Phase.PAUSED))
        house.run()
        assert (house.names(), house.statuses()) == ([], ["planned"])

    def test_a_pin_that_was_not_kept_blocks_the_return(self) -> None:
        """That is the price of not keeping it."""
        house = PaperHouse.of(make_grant(), front=PaperLock(rules=PLAIN))
        house.run()
        house.change(phase=Phase.PAUSED, pin=None)
        house.run()
        house.change(phase=Phase.GRANTED)
        house.run()
        assert house.reasons() == [Reason.PIN_REQUIRED]


class TestHoursOfHomeAssistant:
    """Hours that a lock cannot keep."""

    def test_not_unless_allowed(self) -> None:
        """And nothing is sent."""
        house = PaperHouse.of(make_grant(schedule=TODAY), front=PaperLock(rules=PLAIN))
        house.run()
        assert house.reasons() == [Reason.SCHEDULE_UNSUPPORTED]
        assert house.locks[FRONT].calls == 0

    def test_written_shortly_before_and_removed_right_after(self) -> None:
        """Every week anew; the lock itself has no hours then."""
        grant = replace(make_grant(schedule=SUNDAYS), allow_home_assistant=True)
        house = PaperHouse.of(grant, front=PaperLock(rules=PLAIN))
        house.run()
        assert house.statuses() == ["planned"]
        house.live(21 * HOUR - LEAD - timedelta(minutes=5))
        assert house.names() == []
        house.live(timedelta(minutes=5))
        assert (house.names(), house.statuses()) == (["Anna"], ["active"])
        house.live(3 * HOUR + LEAD)
        assert (house.names(), house.statuses()) == ([], ["planned"])
        house.live(7 * DAY - HOUR, HOUR)
        assert house.names() == ["Anna"]

    def test_the_lock_shuts_by_itself_where_it_can(self) -> None:
        """Should Home Assistant not be there at the end."""
        rules = CodeRules(
            lengths=frozenset({6}), schedules=frozenset({ScheduleFeature.WINDOW})
        )
        grant = replace(make_grant(schedule=SUNDAYS), allow_home_assistant=True)
        house = PaperHouse.of(grant, front=PaperLock(rules=rules))
        house.live(21 * HOUR)
        (code,) = house.locks[FRONT].codes.values()
        assert code.schedule is not None
        assert code.schedule.start == START + 21 * HOUR
        assert code.schedule.end == START + 24 * HOUR
        assert house.plan().doors[FRONT].enforced_by.value == "home_assistant"

    def test_single_use_is_for_locks_alone(self) -> None:
        """Home Assistant would come too late."""
        once = replace(make_grant(schedule=Schedule.always(uses=1)))
        grant = replace(once, allow_home_assistant=True)
        house = PaperHouse.of(grant, front=PaperLock(rules=PLAIN))
        assert house.reasons() == [Reason.SCHEDULE_UNSUPPORTED]


class TestNewPin:
    """The new one works everywhere within reach before the old one goes."""

    @staticmethod
    def rotate(house: PaperHouse, *, cut: bool = False) -> None:
        """Wish another PIN."""
        number = house.grant.generation
        keeps = None if cut else number
        house.change(generation=number + 1, keeps=keeps, pin=OTHER_PIN)

    def test_both_work_until_the_new_one_does_everywhere(self) -> None:
        """Then the old one goes."""
        house = PaperHouse.of(make_grant(FRONT, BACK))
        house.run()
        self.rotate(house)
        for at, step in house.steps():
            if at == FRONT:
                house.carry_out(at, step)
        assert house.names(FRONT) == ["Anna", "Anna 2"]
        assert [(at, it.kind.value) for at, it in house.steps()] == [(BACK, "write")]
        house.run()
        assert (house.names(FRONT), house.names(BACK)) == (["Anna 2"], ["Anna 2"])
        assert house.plan().grant.keeps is None

    def test_a_lock_that_is_away_is_not_waited_for(self) -> None:
        """It keeps the old one until it has the new one."""
        house = PaperHouse.of(make_grant(FRONT, BACK))
        house.run()
        house.locks[BACK].offline = True
        self.rotate(house)
        house.run()
        assert (house.names(FRONT), house.names(BACK)) == (["Anna 2"], ["Anna"])
        house.locks[BACK].offline = False
        house.live(HOUR)
        assert house.names(BACK) == ["Anna 2"]

    def test_a_refusal_leaves_the_old_one_everywhere(self) -> None:
        """Nobody is locked out by it."""
        house = PaperHouse.of(make_grant(FRONT, BACK))
        house.run()
        house.locks[BACK].refuses = True
        self.rotate(house)
        house.live(DAY, HOUR)
        assert (house.names(FRONT), house.names(BACK)) == (["Anna", "Anna 2"], ["Anna"])

    def test_where_there_is_no_room_the_old_one_makes_it(self) -> None:
        """After the new one works elsewhere."""
        house = PaperHouse.of(make_grant(FRONT, BACK), back=PaperLock(room=1))
        house.run()
        self.rotate(house)
        house.run()
        assert (house.names(FRONT), house.names(BACK)) == (["Anna 2"], ["Anna 2"])

    @pytest.mark.parametrize("first", [True, False])
    def test_paused_in_between_nobody_comes_in(self, first: bool) -> None:
        """Neither with the old PIN nor with the new one."""
        house = PaperHouse.of(make_grant(FRONT, BACK))
        house.run()
        house.locks[BACK].refuses = True
        if first:
            house.change(phase=Phase.PAUSED)
            self.rotate(house)
        else:
            self.rotate(house)
            house.run()
            house.change(phase=Phase.PAUSED)
        house.locks[BACK].refuses = False
        house.live(DAY, HOUR)
        codes = [it for at in (FRONT, BACK) for it in house.locks[at].codes.values()]
        assert all(it.status is CodeStatus.DISABLED for it in codes)
        house.change(phase=Phase.GRANTED)
        house.grant = encouraged(house.grant, {})
        house.live(HOUR)
        assert (house.names(FRONT), house.names(BACK)) == (["Anna 2"], ["Anna 2"])

    def test_cut_at_once_the_old_one_goes_first(self) -> None:
        """For a phone that was lost."""
        house = PaperHouse.of(make_grant())
        house.run()
        self.rotate(house, cut=True)
        assert house.kinds() == ["remove"]
        house.run()
        assert house.names() == ["Anna 2"]


def test_a_lock_without_codes_is_blocked() -> None:
    """Nothing is sent to it."""
    house = PaperHouse.of(make_grant(), front=PaperLock(rules=None))
    house.run()
    assert (house.statuses(), house.reasons()) == (["blocked"], [Reason.NOT_SUPPORTED])
    assert house.locks[FRONT].calls == 0
