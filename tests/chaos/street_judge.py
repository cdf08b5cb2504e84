"""What must be so once everything works again and nobody wishes anything new."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Final, override

from hypothesis import strategies as st
from hypothesis.stateful import rule

from custom_components.cloud_locks.access.grant import (
    DoorId,
    DoorStatus,
    Drift,
    Phase,
)
from custom_components.cloud_locks.access.plans import DoorPlan
from custom_components.cloud_locks.model.masking import same_name

from .street import DOORS, REST
from .street_machine import HOUR, StreetLife, doors, is_running
from .street_oracle import Wanted

MOST_TRIES: Final = 30
"""Writes at a dead lock in three hours, for both people together."""

_SHORT: Final = timedelta(minutes=3)


class StreetDays(StreetLife):
    """Random lives, with quiet hours in which the locks are looked at."""

    @rule(dead=st.none() | doors)
    def quiet(self, dead: DoorId | None) -> None:
        """Everything works for some hours, all but one lock perhaps."""
        self._recover()
        if dead is not None:
            self.street.script(dead).dead.add(dead.lock_id)
            before = self._tried(dead)
            self._wait()
            assert self._tried(dead) - before <= MOST_TRIES, "it tries without end"
            self._look(but=dead)
            # Seen to be away and back again, it is tried at once.
            self.street.reach(dead, away=True)
            self.loop.live(5 * _SHORT)
            self.street.heal()
        self._wait()
        self._look()

    @is_running
    @rule(at=doors)
    def leave(self, at: DoorId) -> None:
        """An account is removed; its locks keep what they have."""
        self.loop.run(self.street.remove(at.account))

    @is_running
    @rule()
    def come_back(self) -> None:
        """Accounts that were removed are added again."""
        for grant in self.street.keeper.grants.values():
            for door in grant.doors:
                away = door.at.account in self.street.removed
                if away and any(it.code_id is None for it in door.copies):
                    # Whose a code is that was being written then, nobody knows.
                    self.oracle.estranged.add((grant.id, door.at))
        self.loop.run(self.street.add_again())

    def _tried(self, at: DoorId) -> int:
        return self.street.script(at).tried[at.lock_id]

    def _recover(self) -> None:
        self.street.heal()
        if not self.street.running:
            self.start(backwards=False)
        self.come_back()
        self.loop.run(self.street.sign_in_again())

    def _wait(self) -> None:
        """Let every list be read, and everything be done that follows from it."""
        for _ in range(2):
            self.loop.live(_SHORT)
            self.loop.skip(REST + _SHORT)
        self.loop.live(5 * _SHORT)

    def _look(self, but: DoorId | None = None) -> None:
        """Nobody is told what is not so, and nothing is left behind."""
        self.check()
        for wanted in self.oracle.wanted.values():
            self._is_remembered(wanted)
            plan = self.street.keeper.plan_of(wanted.name)
            for at in DOORS:
                if at != but:
                    found = plan.doors.get(at)
                    self._is_true(wanted, at, found)
                    self._is_gone(wanted, at, found)

    def _is_remembered(self, wanted: Wanted) -> None:
        grant = self.of(wanted.name)
        assert grant is not None, f"{wanted.name} was forgotten"
        assert grant.pin is not None
        assert grant.pin.reveal() == wanted.pin, "a PIN that nobody wished"
        assert grant.phase is wanted.phase, "a wish was lost"
        if grant.keeps is None:
            wanted.before = None
        if wanted.drift is Drift.ACCEPT:
            # What somebody did in the app counts as wished.
            wanted.doors = {it.at: it.schedule for it in grant.doors if not it.leaving}

    def _is_true(self, wanted: Wanted, at: DoorId, found: DoorPlan | None) -> None:
        """What is called active is on the lock, with its PIN."""
        if found is None or found.status is not DoorStatus.ACTIVE:
            return
        codes = self.oracle.codes_of(wanted.name, at)
        pins = [it.pin.reveal() for it in codes if it.pin]
        assert wanted.pin in pins, f"{wanted.name} is not active at {at.lock_id}"

    def _is_gone(self, wanted: Wanted, at: DoorId, found: DoorPlan | None) -> None:
        """What is over is off the lock."""
        hours = wanted.hours(at)
        if hours is not None and not self.oracle.must_be_gone(at, hours):
            return
        left = self.oracle.codes_of(wanted.name, at)
        told = found is not None and found.status is DoorStatus.FAILED
        assert not left or told, f"{left} stayed at {at.lock_id}: {found}"

    @override
    def judge(self) -> None:
        """In the end somebody says that it shall be as it was wished, and it is."""
        self.quiet(dead=None)
        for name in self.oracle.wanted:
            self._wish(
                name, lambda it: replace(it, drift=Drift.RESTORE), drift=Drift.RESTORE
            )
        self._wait()
        self._wait()
        self._look()
        for wanted in self.oracle.wanted.values():
            for at in wanted.doors:
                self._is_exact(wanted, at)
        self._is_at_rest()
        logged = self.street.lines()
        assert not [it for it in self.oracle.pins if it in logged], "digits are logged"

    def _is_exact(self, wanted: Wanted, at: DoorId) -> None:
        """Each lock holds one code with that PIN and those hours, no less."""
        hours = wanted.hours(at)
        if hours is None or not self._can_be_asked_for(wanted, at):
            return
        firm = self.oracle.keeps(at, hours) and hours.phase(self.loop.now) != "expired"
        if not (firm or self.oracle.must_be_there(hours)):
            return
        found = self.street.keeper.plan_of(wanted.name).doors[at]
        codes = self.oracle.codes_of(wanted.name, at)
        pins = [it.pin.reveal() for it in codes if it.pin]
        where = f"{wanted.name} at {at.lock_id}: {found}"
        if wanted.pin not in pins and self._is_doubtful(at, found):
            return
        others = {wanted.before} if wanted.before else set()
        assert wanted.pin in pins, where
        assert set(pins) <= {wanted.pin, *others}, where
        if self.oracle.keeps(at, hours):
            (code,) = (it for it in codes if it.pin and it.pin.reveal() == wanted.pin)
            assert code.schedule is not None
            now = self.loop.now
            end, wished = code.schedule.end, hours.end
            assert end == wished, f"{where} {code.schedule} instead of {hours}"
            assert code.schedule.is_active(now) == hours.is_active(now), where

    def _can_be_asked_for(self, wanted: Wanted, at: DoorId) -> bool:
        """Return whether nobody in the app stands in the way, and there is room."""
        taken = any(
            same_name(it.name, wanted.name) for it in self.oracle.foreign[at].values()
        )
        room = self.street.rules(at).capacity
        full = room is not None and len(self.street.held(at)) >= room
        theirs = self.oracle.estranged | self.oracle.moved
        return not (taken or full or (wanted.name, at) in theirs)

    def _is_doubtful(self, at: DoorId, found: DoorPlan) -> bool:
        """Return whether a code was lost on its way, and that is told."""
        lost = at.lock_id in self.street.script(at).never_added
        return lost and found.status in {DoorStatus.PENDING, DoorStatus.FAILED}

    def _is_at_rest(self) -> None:
        """Where nothing is to be done, nothing is sent."""
        before = self._writes()
        self.loop.live(HOUR / 6)
        quiet = {at for at in DOORS if not self._clock_moves(at)}
        moved = {at for at in quiet if self._writes()[at] != before[at]}
        assert not moved, f"something is sent again and again: {moved}"

    def _clock_moves(self, at: DoorId) -> bool:
        """Return whether time alone changes what is to be at a lock."""
        return any(
            at in wanted.doors
            and wanted.phase is not Phase.REVOKED
            and wanted.doors[at] != type(wanted.doors[at]).always()
            for wanted in self.oracle.wanted.values()
        )

    def _writes(self) -> Counter[DoorId]:
        return Counter({at: self._tried(at) for at in DOORS})
