"""Random lives of an access: its promises hold, and it comes to rest."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any, Final, override

from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from custom_components.cloud_locks.access.carrying import encouraged
from custom_components.cloud_locks.access.grant import (
    DoorId,
    Drift,
    Drifted,
    GrantDoor,
    Phase,
)
from custom_components.cloud_locks.access.next_step import LEAVES_BY_ITSELF
from custom_components.cloud_locks.access.plans import Step
from custom_components.cloud_locks.access.trouble import BREAKER
from custom_components.cloud_locks.model.access_code import AccessCode, CodeStatus
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .paper_house import (
    BACK,
    CELLAR,
    EVERYTHING,
    FRONT,
    PLAIN,
    START,
    PaperHouse,
    PaperLock,
    make_grant,
)

HOUR: Final = timedelta(hours=1)
HOURS: Final = (
    Schedule.always(),
    Schedule.window(START, START + 30 * HOUR),
    Schedule.window(START + 5 * HOUR, START + 90 * HOUR),
    Schedule.window(None, START + 10 * HOUR),
    Schedule.weekly([Day.SUN, Day.MON], time(22), time(3), "Europe/Berlin"),
    Schedule.weekly([], time(9), time(12), "UTC", end=START + 60 * HOUR),
    Schedule.always(uses=1),
)
FOREIGN: Final = AccessCode(
    id="theirs", name="Bert", schedule=Schedule.always(), on_lock=True
)
SPANS: Final = st.sampled_from([timedelta(minutes=1), HOUR, 9 * HOUR, 50 * HOUR])
DOORS: Final = st.sampled_from([FRONT, BACK, CELLAR])


class Life(RuleBasedStateMachine):
    """An access at three locks, its owner, others, and everything that goes wrong."""

    house: PaperHouse

    @initialize(
        hours=st.sampled_from(HOURS),
        drift=st.sampled_from(Drift),
        rules=st.tuples(*[st.sampled_from([EVERYTHING, PLAIN])] * 3),
        allow=st.booleans(),
    )
    def grant(
        self, hours: Schedule, drift: Drift, rules: tuple[Any, ...], allow: bool
    ) -> None:
        """Let Anna in."""
        grant = make_grant(FRONT, BACK, CELLAR, schedule=hours)
        grant = replace(grant, drift=drift, allow_home_assistant=allow)
        names = ("front", "back", "cellar")
        locks = {
            name: PaperLock(rules=it, room=9)
            for name, it in zip(names, rules, strict=True)
        }
        self.house = PaperHouse.of(grant, **locks)
        for at in (FRONT, BACK, CELLAR):
            self.house.put(at, [FOREIGN])

    def due(self, at: DoorId) -> Step | None:
        """Return what is to be done at a lock now."""
        return dict(self.house.steps()).get(at)

    @rule(at=DOORS, lose=st.booleans())
    def step(self, at: DoorId, lose: bool) -> None:
        """Do what is due at a lock, and perhaps hear nothing of it."""
        if (step := self.due(at)) is not None:
            self.house.carry_out(at, step, lose=lose)

    @rule(at=DOORS, sent=st.booleans())
    def crash(self, at: DoorId, sent: bool) -> None:
        """Stop in the middle of a step, before it was sent or after."""
        if (step := self.due(at)) is None:
            return
        self.house.begin(at, step)
        if sent:
            self.house.do(self.house.locks[at], step)

    @rule(span=SPANS)
    def wait(self, span: timedelta) -> None:
        """Let time pass; nothing is carried out meanwhile."""
        self.house.now += span
        for lock in self.house.locks.values():
            # What has ended is cleared away by the cloud, or not.
            gone = [key for key, it in lock.codes.items() if _is_over(it, self.house)]
            for key in gone[:1]:
                del lock.codes[key]

    @rule(at=DOORS)
    def arrive(self, at: DoorId) -> None:
        """Let a write whose answer was lost show up."""
        self.house.arrive(self.house.locks[at])

    @rule(at=DOORS, away=st.booleans())
    def reach(self, at: DoorId, away: bool) -> None:
        """Lose a lock, or find it again."""
        self.house.locks[at].offline = away

    @rule(at=DOORS, removed=st.booleans())
    def account(self, at: DoorId, removed: bool) -> None:
        """Remove an account and with it what it remembered, or add it again."""
        lock = self.house.locks[at]
        lock.removed = removed
        if removed:
            lock.lost = []
            lock.codes = {
                key: replace(it, managed=False) for key, it in lock.codes.items()
            }

    @rule(at=DOORS, full=st.booleans())
    def fill(self, at: DoorId, full: bool) -> None:
        """Let there be room for one code of ours, or for many."""
        self.house.locks[at].room = 2 if full else 9

    @rule(at=DOORS)
    def use(self, at: DoorId) -> None:
        """Come in by a code that works once: its cloud takes it off the lock."""
        self.house.plan()
        lock, door = self.house.locks[at], self.house.grant.door(at)
        for code in list(lock.codes.values()):
            once = code.schedule is not None and code.schedule.uses is not None
            if once and not (lock.removed or lock.offline) and door is not None:
                del lock.codes[code.id]
                if lock.seen(self.house.now).readable:
                    self.house.grant = self.house.plan().grant

    @rule(at=DOORS)
    def others_take_off(self, at: DoorId) -> None:
        """Somebody deletes what is ours in the vendor's app."""
        lock = self.house.locks[at]
        lock.codes = {"theirs": FOREIGN}

    @rule(at=DOORS, hours=st.sampled_from(HOURS))
    def others_change(self, at: DoorId, hours: Schedule) -> None:
        """Somebody gives what is ours other hours."""
        for code in list(self.house.locks[at].codes.values()):
            if code.id != "theirs":
                self.house.put(at, [replace(code, schedule=hours)])

    @rule(phase=st.sampled_from([Phase.GRANTED, Phase.PAUSED]))
    def pause(self, phase: Phase) -> None:
        """Pause it or let it go on."""
        if self.house.grant.phase is not Phase.REVOKED:
            self.house.change(phase=phase)

    @rule(hours=st.sampled_from(HOURS))
    def extend(self, hours: Schedule) -> None:
        """Wish other hours at all doors."""
        for door in self.house.grant.doors:
            changed = replace(door, schedule=hours, spent=False)
            self.house.grant = self.house.grant.with_door(changed)

    @rule(at=DOORS)
    def leave(self, at: DoorId) -> None:
        """Take a door out, or put it in again when it is gone."""
        grant = self.house.grant
        if (door := grant.door(at)) is not None:
            self.house.grant = grant.with_door(replace(door, leaving=not door.leaving))
        else:
            door = GrantDoor(at=at, schedule=Schedule.always())
            self.house.grant = replace(grant, doors=(*grant.doors, door))

    @precondition(lambda self: self.house.grant.keeps is None)
    @rule(cut=st.booleans())
    def rotate(self, cut: bool) -> None:
        """Wish another PIN."""
        number = self.house.grant.generation
        self.house.change(
            generation=number + 1,
            keeps=None if cut else number,
            pin=Secret(str(300_000 + 7_919 * (number + 1))),
        )

    @rule()
    def revoke(self) -> None:
        """End it; once in a while."""
        if self.house.now - START > 20 * HOUR:
            self.house.change(phase=Phase.REVOKED)

    @invariant()
    def one_code_each(self) -> None:
        """Never two of one PIN; two at all only while one takes over from another."""
        for lock in self.house.locks.values():
            names = [it.name for it in (*lock.codes.values(), *lock.lost)]
            ours = [name for name in names if name != "Bert"]
            assert len(ours) == len(set(ours))

    @invariant()
    def others_codes_stay(self) -> None:
        """What was not written for this access is as it was."""
        for lock in self.house.locks.values():
            assert lock.codes["theirs"].name == FOREIGN.name

    @override
    def teardown(self) -> None:
        """In the end everything is in reach, and is as wished, in few calls."""
        house = self.house
        for lock in house.locks.values():
            lock.offline = lock.removed = False
            lock.room = 9
            house.arrive(lock)
            lock.calls = 0
        seen = {at: it.seen(house.now) for at, it in house.locks.items()}
        house.change(drift=Drift.RESTORE)
        house.grant = encouraged(house.grant, seen)
        house.live(3 * HOUR, timedelta(minutes=10))
        for at, lock in house.locks.items():
            assert lock.calls < BREAKER
            self._check(at, [it for it in lock.codes.values() if it.id != "theirs"])

    def _check(self, at: DoorId, ours: list[AccessCode]) -> None:
        """Hold what is on a lock against what is wished."""
        house, made = self.house, self.house.plan()
        door = house.grant.door(at)
        over = door is None or door.spent or _is_over(door, house)
        found = made.doors.get(at)
        if found is not None and found.drift is Drifted.RENAMED:
            # Nobody can tell any more whose it is, and that is told.
            return
        if door is None or over or house.grant.phase is not Phase.GRANTED:
            live = [
                it
                for it in ours
                if it.status is not CodeStatus.DISABLED
                and not _ended_just_now(it, house)
            ]
            assert not live, (at, made.doors.get(at))
            return
        wished = made.doors[at]
        if wished.settled and wished.status.value == "active":
            names, every = {it.name for it in ours}, made.doors.values()
            assert house.grant.code_name() in names
            # The old one stays as long as the new one is missing somewhere.
            assert len(names) == 1 or not all(it.settled for it in every)
        else:
            assert wished.reason is not None or wished.settled, wished
            assert len(ours) <= 1 or house.grant.keeps is not None


def _ended_just_now(code: AccessCode, house: PaperHouse) -> bool:
    """Return whether a code is still left to its lock to clear away."""
    just_now = house.now - LEAVES_BY_ITSELF
    over, before = (
        code.schedule is not None and code.schedule.phase(at).value == "expired"
        for at in (house.now, just_now - timedelta(minutes=1))
    )
    return over and not before


def _is_over(thing: AccessCode | GrantDoor, house: PaperHouse) -> bool:
    schedule = thing.schedule
    return schedule is not None and schedule.phase(house.now).value == "expired"


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
