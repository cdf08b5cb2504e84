"""People give, change and end access; clouds, apps, crashes and clocks do the rest."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
import sys
from typing import Any, Final, override

from freezegun.api import FrozenDateTimeFactory
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from custom_components.cloud_locks.access.grant import (
    DoorId,
    Drift,
    Grant,
    GrantDoor,
    Phase,
)
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .house import Kind, Topic
from .oracle import Violation
from .street import DOORS, Street
from .street_oracle import StreetOracle, Wanted
from .time_machine import START, TimeMachine

HOUR: Final = timedelta(hours=1)
BEGINNINGS: Final = (
    START,
    datetime(2027, 3, 27, 20, tzinfo=UTC),
    datetime(2027, 10, 30, 20, tzinfo=UTC),
)
"""Some day, and the evenings before the clocks are changed."""

NAMES: Final = ("Anna", "Bert")
type Hours = Callable[[datetime], Schedule]
"""Hours that somebody wishes at some moment."""

HOURS: Final[tuple[Hours, ...]] = (
    lambda _: Schedule.always(),
    lambda now: Schedule.window(now - HOUR, now + 30 * HOUR),
    lambda now: Schedule.window(now + 5 * HOUR, now + 90 * HOUR),
    lambda _: Schedule.weekly([], time(1, 30), time(4, 30), "Europe/Amsterdam"),
    lambda _: Schedule.weekly([Day.SUN, Day.MON], time(22), time(3), "Europe/Berlin"),
)

names = st.sampled_from(NAMES)
doors = st.sampled_from(DOORS)
hours = st.sampled_from(HOURS)
places = st.integers(0, 7)
topics = st.sampled_from(
    [Topic.ADD, Topic.CHANGE, Topic.DELETE, Topic.READ, Topic.STATES]
)

is_running = precondition(lambda self: self.street.running)


class StreetLife(RuleBasedStateMachine):
    """Whatever happens: in the end each lock holds exactly what was wished."""

    frozen: FrozenDateTimeFactory
    make_street: Callable[[], Street]

    def __init__(self) -> None:
        """Put up a street; nobody has access anywhere."""
        super().__init__()
        self.street = type(self).make_street()
        self.oracle = StreetOracle(self.street, lambda: self.loop.now)
        self.street.on_call = self._observe
        self.violations: list[Violation] = []
        self._pins = (str(20_000_003 + n * 7_919_137 % 79_999_987) for n in count(1))

    @initialize(begins=st.sampled_from(BEGINNINGS), when=hours)
    def open(self, begins: datetime, when: Hours | None = None) -> None:
        """Begin some evening, with Anna let in everywhere."""
        self.loop = TimeMachine(self.frozen, begins)
        self.loop.run(self.street.open())
        self.loop.live(timedelta(seconds=5))
        if when is not None:
            self.give("Anna", set(DOORS), when, Drift.REPORT)

    def _observe(self) -> None:
        try:
            self.oracle.observe()
        except Violation as violation:
            self.violations.append(violation)

    @invariant()
    def check(self) -> None:
        """Nothing happened that must never happen, and nothing broke."""
        if self.violations:
            raise self.violations[0]
        self.oracle.observe()
        assert not self.street.faults(), self.street.faults()

    def of(self, name: str) -> Grant | None:
        """Return an access as it is remembered."""
        return self.street.keeper.grants.get(name)

    def _wish(self, name: str, change: Callable[[Grant], Grant], **wanted: Any) -> None:
        """Wish something of an access that somebody has."""
        self.oracle.wish(replace(self.oracle.wanted[name], **wanted))
        self.loop.run(self.street.keeper.change(name, change))

    def _has(self, name: str) -> bool:
        wanted = self.oracle.wanted.get(name)
        return wanted is not None and wanted.phase is not Phase.REVOKED

    @is_running
    @rule(
        name=names,
        where=st.sets(doors, min_size=1),
        when=hours,
        drift=st.sampled_from(Drift),
    )
    def give(
        self,
        name: str,
        where: set[DoorId],
        when: Hours,
        drift: Drift,
    ) -> None:
        """Let somebody in who was never let in before."""
        if name in self.oracle.wanted:
            return
        schedule = when(self.loop.now.replace(microsecond=0))
        pin, places_ = next(self._pins), sorted(where)
        self.oracle.wish(
            Wanted(
                name=name, pin=pin, doors=dict.fromkeys(places_, schedule), drift=drift
            )
        )
        grant = Grant(
            id=name,
            name=name,
            created=self.loop.now,
            doors=tuple(GrantDoor(at=it, schedule=schedule) for it in places_),
            pin=Secret(pin),
            drift=drift,
            allow_home_assistant=True,
        )
        self.loop.run(self.street.keeper.put(grant))

    @is_running
    @rule(name=names, when=hours)
    def move(self, name: str, when: Hours) -> None:
        """Wish other hours at all doors."""
        if not self._has(name):
            return
        schedule = when(self.loop.now.replace(microsecond=0))

        def moved(grant: Grant) -> Grant:
            doors_ = (replace(it, schedule=schedule) for it in grant.doors)
            return replace(grant, doors=tuple(doors_))

        wanted = self.oracle.wanted[name].doors
        self._wish(name, moved, doors=dict.fromkeys(wanted, schedule), hours_moved=True)

    @is_running
    @rule(name=names, phase=st.sampled_from([Phase.PAUSED, Phase.GRANTED]))
    def pause(self, name: str, phase: Phase) -> None:
        """Keep somebody out for a while, or not any longer."""
        if self._has(name):
            self._wish(name, lambda it: replace(it, phase=phase), phase=phase)

    @is_running
    @rule(name=names)
    def revoke(self, name: str) -> None:
        """End an access."""
        if self._has(name):
            over = Phase.REVOKED
            self._wish(name, lambda it: replace(it, phase=over), phase=over)

    @is_running
    @rule(name=names)
    def restore(self, name: str) -> None:
        """Give access again that was ended."""
        if name in self.oracle.wanted and not self._has(name):
            back = Phase.GRANTED
            self._wish(name, lambda it: replace(it, phase=back, ended=None), phase=back)

    @is_running
    @rule(name=names, cut=st.booleans())
    def rotate(self, name: str, cut: bool) -> None:
        """Wish another PIN; the one before works meanwhile, or not."""
        if not self._has(name):
            return
        grant, pin = self.of(name), next(self._pins)
        assert grant is not None
        if grant.keeps is not None and not cut:
            return
        before = grant.generation
        wanted = self.oracle.wanted[name]
        self._wish(
            name,
            lambda it: replace(
                it,
                generation=before + 1,
                keeps=None if cut else before,
                pin=Secret(pin),
            ),
            pin=pin,
            before=None if cut else wanted.pin,
        )

    @is_running
    @rule(name=names, at=doors, when=hours)
    def door(self, name: str, at: DoorId, when: Hours) -> None:
        """Take a door out of an access, or put it in."""
        if not self._has(name):
            return
        wanted = dict(self.oracle.wanted[name].doors)
        if at in wanted:
            del wanted[at]
            self._wish(name, lambda it: _without_door(it, at), doors=wanted)
        else:
            wanted[at] = when(self.loop.now.replace(microsecond=0))
            self._wish(name, lambda it: _with_door(it, at, wanted[at]), doors=wanted)

    def _ours(self, nth: int) -> tuple[DoorId, str, AccessCode] | None:
        every = [(at, *it) for at in DOORS for it in self.oracle.ours(at)]
        return every[nth % len(every)] if every else None

    @rule(at=doors, name=st.sampled_from(["Zoe", "Anna"]))
    def others_add(self, at: DoorId, name: str) -> None:
        """Somebody adds a code in the app; one at a lock."""
        if not self.oracle.foreign[at]:
            code = self.street.cloud(at).add_code(at.lock_id, name, next(self._pins))
            self.oracle.foreign[at][code.id] = code
            self.oracle.take_over(at)

    @rule(nth=places)
    def others_remove(self, nth: int) -> None:
        """Somebody takes a code of an access off in the app."""
        if (found := self._ours(nth)) is not None:
            at, name, code = found
            self.oracle.touched.add((name, at))
            self.street.cloud(at).remove_code(at.lock_id, code.id)
            self.oracle.take_over(at)

    @rule(nth=places, when=hours)
    def others_move(self, nth: int, when: Hours) -> None:
        """Somebody gives a code of an access other hours in the app."""
        if (found := self._ours(nth)) is not None:
            at, name, code = found
            self.oracle.touched.add((name, at))
            self.oracle.moved.add((name, at))
            schedule = when(self.loop.now.replace(microsecond=0))
            self.street.cloud(at).edit_code(at.lock_id, code.id, schedule=schedule)
            self.oracle.take_over(at)

    @rule(nth=places)
    def others_rename(self, nth: int) -> None:
        """Somebody renames a code of an access: it is theirs from then on.

        Not while it is on its way to the lock: what arrives then is another thing.
        """
        found = self._ours(nth)
        if found is not None and not self.street.dozes(found[0]):
            at, name, code = found
            self.oracle.touched.add((name, at))
            self.oracle.estranged.add((name, at))
            self.street.cloud(at).edit_code(at.lock_id, code.id, name="Otto")
            self.oracle.foreign[at][code.id] = self.street.held(at)[code.id]
            self.oracle.take_over(at)

    @rule(
        at=doors,
        topic=topics,
        kind=st.sampled_from(Kind),
        times=st.sampled_from([1, 1, 2, 5]),
    )
    def go_wrong(self, at: DoorId, topic: Topic, kind: Kind, times: int) -> None:
        """The next calls about something do not work."""
        self.street.trouble(at, topic, kind, times)

    @rule(at=doors, away=st.booleans())
    def reach(self, at: DoorId, away: bool) -> None:
        """A lock is lost, or found."""
        self.street.reach(at, away=away)

    @rule(at=doors, dozes=st.booleans())
    def doze(self, at: DoorId, dozes: bool) -> None:
        """A lock takes what is sent to it later, or takes it now."""
        (self.street.doze if dozes else self.street.wake)(at)

    @is_running
    @rule(turns=st.integers(0, 60))
    def crash(self, turns: int) -> None:
        """Everything stops at some moment, whatever is under way."""
        self.loop.run(_turn(turns))
        self.loop.run(self.street.crash())

    @is_running
    @rule()
    def stop(self) -> None:
        """Home Assistant stops in good order."""
        self.loop.run(self.street.stop())

    @precondition(lambda self: not self.street.running)
    @rule(backwards=st.booleans())
    def start(self, backwards: bool) -> None:
        """Home Assistant starts."""
        self.loop.run(self.street.start(backwards=backwards))

    @rule(
        span=st.sampled_from(
            [timedelta(seconds=1), timedelta(seconds=70), HOUR / 4, 3 * HOUR]
        )
    )
    def live(self, span: timedelta) -> None:
        """Time passes."""
        self.loop.live(span)

    @rule(span=st.sampled_from([6 * HOUR, 40 * HOUR]))
    def sleep(self, span: timedelta) -> None:
        """Time passes in which nothing runs."""
        self.loop.skip(span)
        self.loop.live(timedelta(seconds=20))

    @override
    def teardown(self) -> None:
        """End with everything as it was wished, unless something went wrong already."""
        try:
            if sys.exc_info()[1] is None:
                self.judge()
        finally:
            self.loop.run(self.street.close())
            self.loop.close()

    def judge(self) -> None:
        """Let everything work, and look."""
        raise AssertionError


def _without_door(grant: Grant, at: DoorId) -> Grant:
    door = grant.door(at)
    return grant if door is None else grant.with_door(replace(door, leaving=True))


def _with_door(grant: Grant, at: DoorId, schedule: Schedule) -> Grant:
    if (door := grant.door(at)) is not None:
        return grant.with_door(replace(door, leaving=False, schedule=schedule))
    door = GrantDoor(at=at, schedule=schedule)
    return replace(grant, doors=(*grant.doors, door))


async def _turn(turns: int) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)
