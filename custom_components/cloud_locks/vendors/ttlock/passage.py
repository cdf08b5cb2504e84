"""Hours in which a lock stays unlocked by itself, and the switch for them.

TTLock's newer calls keep up to five periods, Sifely's servers know the older calls with
one. The switch turns what is on the lock on and off and changes nothing of it.
"""

from dataclasses import dataclass, replace
from datetime import time
import json
from typing import Final, Self, override

from ...model.command import Outcome
from ...model.errors import VendorError
from ...model.lock import LockId
from ...model.parts import PassagePlan, PassagePlans
from ...model.schedule import Day
from .._record import Record
from .api import Api
from .calls import SET_PASSAGE, Params
from .facts import LockFacts
from .known import KnownLocks
from .turns import Turns
from .week_wire import (
    days_of,
    end_minutes_of,
    list_of,
    minutes_of,
    numbers_of,
    objects_of,
    time_of,
)
from .wire import switch, switch_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Hours on some days of the week; None: the whole day."""

    days: frozenset[Day]
    opens: time | None
    closes: time | None

    @classmethod
    def read(cls, record: Record, start: str, end: str) -> Self:
        """Read one period; the two calls name its hours differently."""
        opens, closes = time_of(record, start), time_of(record, end)
        # Untold, hours count: a guess of whole days would leave the door open.
        whole = switch_of(record, "isAllDay") is True
        if whole or opens is None or closes is None:
            opens = closes = None
        days = days_of(list_of(record, "weekDays"))
        return cls(days=days, opens=opens, closes=closes)

    @classmethod
    def of_plan(cls, plan: PassagePlan) -> Self:
        """Return the hours of a plan; without days it is every day."""
        days = plan.days or frozenset(Day)
        return cls(days=days, opens=plan.start_time, closes=plan.end_time)

    @property
    def week_days(self) -> list[int]:
        """The days as the wire counts them, Monday 1."""
        return numbers_of(self.days or frozenset(Day))

    def fields(self, start: str, end: str) -> dict[str, int]:
        """Return the hours for the wire."""
        if self.opens is None or self.closes is None:
            return {"isAllDay": switch(on=True)}
        return {
            "isAllDay": switch(on=False),
            start: minutes_of(self.opens),
            end: end_minutes_of(self.closes),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is on a lock."""

    enabled: bool
    stretches: tuple[Stretch, ...]
    auto_unlock: bool | None

    @property
    def plan(self) -> PassagePlan:
        """The plan as far as it is one: the hours of the first period."""
        if not self.stretches:
            return PassagePlan(enabled=self.enabled)
        first = self.stretches[0]
        return PassagePlan(
            enabled=self.enabled,
            days=first.days,
            start_time=first.opens,
            end_time=first.closes,
        )


class Passages:
    """Reads and writes hours of staying unlocked, by whichever calls there are."""

    def __init__(self, api: Api, turns: Turns) -> None:
        """Take what to send by, and who is whose turn."""
        self._api = api
        self._turns = turns
        self._newer = api.caller.has(SET_PASSAGE)

    async def read(self, facts: LockFacts) -> Passage:
        """Return what is on a lock."""
        if self._newer:
            return _read(await self._api.locks.passage(facts.vendor_id))
        return _read_old(await self._api.locks.old_passage(facts.vendor_id))

    async def switch(self, facts: LockFacts, *, on: bool) -> None:
        """Turn the hours on or off, and keep them."""
        await self.write(facts, replace(await self.read(facts), enabled=on))

    async def write(self, facts: LockFacts, passage: Passage) -> None:
        """Write hours to a lock."""
        facts.check_in_reach()
        send = self._send if self._newer else self._send_old
        await self._turns.through(facts.lane, lambda: send(facts, passage))

    async def _send(self, facts: LockFacts, passage: Passage) -> None:
        periods: list[dict[str, object]] = [
            {**stretch.fields("startTime", "endTime"), "weekDays": stretch.week_days}
            for stretch in passage.stretches
        ]
        await self._api.locks.set_passage(
            facts.vendor_id,
            periods,
            on=passage.enabled,
            auto_unlock=passage.auto_unlock,
        )

    async def _send_old(self, facts: LockFacts, passage: Passage) -> None:
        stretch = passage.stretches[0] if passage.stretches else _ALWAYS
        auto_unlock = passage.auto_unlock
        params: Params = {
            "passageMode": switch(on=passage.enabled),
            "autoUnlock": None if auto_unlock is None else switch(on=auto_unlock),
            **stretch.fields("startDate", "endDate"),
            "weekDays": json.dumps(stretch.week_days, separators=(",", ":")),
        }
        await self._api.locks.set_old_passage(facts.vendor_id, params)


_ALWAYS: Final = Stretch(days=frozenset(Day), opens=None, closes=None)


def _read(record: Record) -> Passage:
    periods = objects_of(record, "cyclicConfig")
    return Passage(
        enabled=switch_of(record, "passageMode") is True,
        stretches=tuple(Stretch.read(it, "startTime", "endTime") for it in periods),
        auto_unlock=switch_of(record, "autoUnlock"),
    )


def _read_old(record: Record) -> Passage:
    stretch = Stretch.read(record, "startDate", "endDate")
    return Passage(
        enabled=switch_of(record, "passageMode") is True,
        stretches=(stretch,) if stretch.days else (),
        auto_unlock=switch_of(record, "autoUnlock"),
    )


class TtlockPassagePlans(PassagePlans):
    """The plan of each lock."""

    def __init__(self, known: KnownLocks, passages: Passages) -> None:
        """Take what is known, and how plans are read and written."""
        self._known = known
        self._passages = passages

    @override
    async def get(self, lock_id: LockId) -> PassagePlan:
        facts = await self._known.facts(lock_id)
        return (await self._passages.read(facts)).plan

    @override
    async def set(self, lock_id: LockId, plan: PassagePlan) -> Outcome:
        facts = await self._known.facts(lock_id)
        before = await self._passages.read(facts)
        hours = plan.days or plan.start_time is not None
        stretches = before.stretches
        if plan.enabled or hours:
            stretches = (Stretch.of_plan(plan),)
        wanted = replace(before, enabled=plan.enabled, stretches=stretches)
        await self._passages.write(facts, wanted)
        return await self._outcome(facts, wanted)

    async def _outcome(self, facts: LockFacts, wanted: Passage) -> Outcome:
        """Look whether the cloud shows the plan; it is written, whatever this tells."""
        try:
            arrived = (await self._passages.read(facts)).plan == wanted.plan
        except VendorError:
            arrived = False
        return Outcome.CONFIRMED if arrived else Outcome.ACCEPTED
