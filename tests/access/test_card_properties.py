"""Random lives of the cards of an access: never twice, never others', nothing left."""

from datetime import timedelta
from typing import Final, override

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from custom_components.cloud_locks.access.grant import Phase
from custom_components.cloud_locks.model.schedule import Schedule, SchedulePhase

from .paper_cards import Answer, PaperCards
from .paper_house import FRONT, START

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NUMBERS: Final = ("11111111", "22222222", "33333333")
HOURS: Final = (
    Schedule.always(),
    Schedule.window(None, START + 3 * HOUR),
    Schedule.window(START, START + 40 * DAY),
)
SPANS: Final = st.sampled_from([timedelta(minutes=1), timedelta(minutes=6), HOUR, DAY])


class Life(RuleBasedStateMachine):
    """An access with cards at one lock, and everything that goes wrong."""

    def __init__(self) -> None:
        """Let Anna in with one card; Bert has one there already."""
        super().__init__()
        self.cards = PaperCards()
        self.cards.put("Bert", "44444444")
        self.cards.give(NUMBERS[0])
        self.meddled = False

    @rule(answer=st.sampled_from(Answer), which=st.integers(0, 2))
    def step(self, answer: Answer, which: int) -> None:
        """Do something that is due, and perhaps hear nothing of it."""
        if steps := self.cards.due():
            self.cards.carry_out(steps[which % len(steps)], answer)

    @rule(answer=st.sampled_from([None, *Answer]))
    def crash(self, answer: Answer | None) -> None:
        """Stop in the middle of a step, before it was sent or after."""
        if steps := self.cards.due():
            self.cards.crash(steps[0], answer)

    @rule()
    def restart(self) -> None:
        """Know nothing of the lock any more."""
        self.cards.known = None

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        """Let time pass; nothing is carried out meanwhile."""
        self.cards.wait(span)

    @rule(span=st.sampled_from([timedelta(minutes=20), HOUR]))
    def live(self, span: timedelta) -> None:
        """Let time pass; what is due is done."""
        self.cards.live(span)

    @rule(answers=st.lists(st.sampled_from(Answer), min_size=3, max_size=9))
    def live_badly(self, answers: list[Answer]) -> None:
        """Let time pass; what is due is sent, and this is what comes of it."""
        for answer in answers:
            if steps := self.cards.due():
                self.cards.carry_out(steps[0], answer)
            self.cards.wait(timedelta(minutes=2))

    @rule(phase=st.sampled_from(Phase))
    def phase(self, phase: Phase) -> None:
        """Give, pause or end it."""
        self.cards.change(phase=phase)

    @rule(numbers=st.lists(st.sampled_from(NUMBERS), unique=True))
    def give(self, numbers: list[str]) -> None:
        """Wish other cards."""
        self.cards.give(*numbers)

    @rule(hours=st.sampled_from(HOURS))
    def hours(self, hours: Schedule) -> None:
        """Wish other hours."""
        (door,) = self.cards.grant.doors
        self.cards.change(
            doors=(type(door)(at=FRONT, schedule=hours, cards=door.cards),)
        )

    @rule(which=st.integers(0, 2))
    def take_off(self, which: int) -> None:
        """Take one of its cards off in the vendor's app."""
        if mine := sorted(self.cards.mine()):
            del self.cards.on_lock[mine[which % len(mine)]]

    @rule(which=st.integers(0, 2))
    def rename(self, which: int) -> None:
        """Call one of its cards otherwise in the vendor's app: it is its own now."""
        if mine := sorted(self.cards.mine()):
            self.cards.rename(mine[which % len(mine)], "Carla")
            self.meddled = True

    @invariant()
    def each_card_is_there_once(self) -> None:
        """Whatever its name."""
        numbers = [number for _, number in self.cards.there()]
        assert len(numbers) == len(set(numbers))

    @invariant()
    def bert_has_his(self) -> None:
        """Others are left alone."""
        assert ("Bert", "44444444") in self.cards.there()

    @override
    def teardown(self) -> None:
        """In the end what is wished is there, and nothing else of it."""
        if self.meddled:
            return
        self.cards.live(2 * HOUR)
        self.cards.encourage()
        self.cards.live(9 * DAY, 6 * HOUR)
        self.cards.encourage()
        self.cards.live(2 * HOUR)
        (door,) = self.cards.grant.doors
        over = door.schedule.phase(self.cards.now) is SchedulePhase.EXPIRED
        granted = self.cards.grant.phase is Phase.GRANTED and not over
        wished = [it.number for it in self.cards.grant.cards] if granted else []
        here = [number for name, number in self.cards.there() if name != "Bert"]
        assert sorted(here) == sorted(it.reveal() for it in wished if it)
        hours = [self.cards.on_lock[it][0].schedule for it in self.cards.mine()]
        assert all(it == door.schedule for it in hours)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
