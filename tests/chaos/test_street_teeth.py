"""A planner or a driver that is broken on purpose does not get through such a life."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access import (
    holding,
    keeper,
    matching,
    next_step,
    planner,
    sender,
    steps,
    trouble,
)
from custom_components.cloud_locks.access.carrying import Sent
from custom_components.cloud_locks.access.grant import (
    Copy,
    DoorId,
    Drift,
    Grant,
    Phase,
    StepKind,
)
from custom_components.cloud_locks.access.matching import Fate, Found, Seen
from custom_components.cloud_locks.access.plans import Plan, Step
from custom_components.cloud_locks.access.store import AccessStore
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.schedule import Interval
from custom_components.cloud_locks.model.secret import Secret

from .house import Kind, Topic
from .oracle import Violation
from .street import BACK, CELLAR, FRONT
from .street_life import ALWAYS, Life, give
from .street_machine import HOURS

NIGHTS = HOURS[3]


def test_a_good_life(life: Life) -> None:
    """What works is not complained about."""
    give(life, FRONT, BACK, CELLAR)
    life.rotate("Anna", cut=False)
    life.crash(turns=9)
    life.start(backwards=True)
    life.others_add(FRONT, "Zoe")
    life.pause("Anna", Phase.PAUSED)
    life.live(timedelta(seconds=70))
    life.pause("Anna", Phase.GRANTED)
    life.check()
    life.judge()


def test_sent_again(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step whose answer was lost is sent once more."""
    send = sender.async_send

    async def send_again(
        hass: HomeAssistant, grant: Grant, at: DoorId, step: Step
    ) -> Sent:
        code = await send(hass, grant, at, step)
        if step.kind is not StepKind.WRITE or step.schedule is None:
            return code
        cloud = life.street.cloud(at)
        assert grant.pin is not None
        cloud.add_code(at.lock_id, step.name, grant.pin.reveal(), step.schedule)
        life.oracle.observe()
        return code

    monkeypatch.setattr(steps, "async_send", send_again)
    give(life)
    with pytest.raises(AssertionError, match="same PIN twice"):
        life.check()


def test_not_stored_first(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wishes are kept in memory only, until some time later."""

    async def later(store: AccessStore, grant: Grant) -> None:
        store.put_soon(grant)

    monkeypatch.setattr(AccessStore, "put_safely", later)
    life.give("Anna", {FRONT}, ALWAYS, Drift.REPORT)
    life.crash(turns=60)
    with pytest.raises(AssertionError, match="Anna"):
        life.quiet(None)


def test_removing_before_the_new_one_works(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PIN before is taken away although the new one is not there."""
    give(life)
    monkeypatch.setattr(
        planner,
        "_wanted",
        lambda place, **_: frozenset({place.grant.generation}),
    )
    life.rotate("Anna", cut=False)
    life.live(timedelta(seconds=70))
    with pytest.raises(Violation, match="before its successor came"):
        life.check()


def test_keeping_both(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PIN that was cut off goes on working beside the new one."""
    give(life)
    monkeypatch.setattr(next_step, "_removals", lambda _: iter(()))
    life.rotate("Anna", cut=True)
    life.live(timedelta(seconds=70))
    with pytest.raises(Violation, match="two codes"):
        life.check()


def test_left_behind(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that left while its lock was away is forgotten."""
    give(life)
    life.reach(BACK, away=True)
    plan = planner.plan

    def forget(grant: Grant, seen: Mapping[DoorId, Seen], now: datetime) -> Plan:
        doors = tuple(it for it in grant.doors if not it.leaving)
        return plan(replace(grant, doors=doors), seen, now)

    monkeypatch.setattr(keeper, "plan", forget)
    life.door("Anna", BACK, ALWAYS)
    with pytest.raises(AssertionError, match="stayed at back"):
        life.quiet(None)


def test_a_stranger_s_code(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that somebody renamed in the app is taken for ours by its id."""
    give(life)

    def by_id(_: Grant, copy: Copy, codes: Iterable[AccessCode]) -> Found:
        code = next((it for it in codes if it.id == copy.code_id), None)
        return Found(copy, Fate.THERE if code else Fate.GONE, code)

    for module in (matching, planner, next_step):
        monkeypatch.setattr(module, "find", by_id)
    life.others_rename(0)
    life.live(timedelta(minutes=1))
    life.quiet(None)
    life.revoke("Anna")
    life.live(timedelta(minutes=5))
    with pytest.raises(AssertionError, match=r"touched|stayed"):
        life.quiet(None)


def test_a_silent_new_pin(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody finds other digits where the first ones were not taken."""
    send = sender.async_send

    async def send_other(
        hass: HomeAssistant, grant: Grant, at: DoorId, step: Step
    ) -> Sent:
        return await send(hass, replace(grant, pin=Secret("90817263")), at, step)

    monkeypatch.setattr(steps, "async_send", send_other)
    give(life)
    with pytest.raises(Violation, match="digits that nobody wished"):
        life.check()


def test_one_after_another(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that does not answer holds up the others."""
    lock, send = asyncio.Lock(), sender.async_send

    async def send_in_turn(
        hass: HomeAssistant, grant: Grant, at: DoorId, step: Step
    ) -> Sent:
        async with lock:
            if at.lock_id in life.street.script(at).dead:
                await asyncio.sleep(86_400)
            return await send(hass, grant, at, step)

    monkeypatch.setattr(steps, "async_send", send_in_turn)
    give(life, BACK, CELLAR)
    life.street.script(BACK).dead.add(BACK.lock_id)
    life.revoke("Anna")
    with pytest.raises(AssertionError, match="stayed at cellar"):
        life.quiet(BACK)


def test_without_end(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once, for ever."""
    give(life)
    monkeypatch.setattr(trouble, "pause", lambda _: timedelta(seconds=1))
    monkeypatch.setattr(next_step, "pause", lambda _: timedelta(seconds=1))
    monkeypatch.setattr(next_step, "ASKED_AGAIN_AFTER", timedelta(0))
    monkeypatch.setattr(next_step, "BREAKER", 10**9)
    monkeypatch.setattr(trouble, "BREAKER", 10**9)
    life.street.script(BACK).dead.add(BACK.lock_id)
    life.revoke("Anna")
    with pytest.raises(AssertionError, match="tries without end"):
        life.quiet(BACK)


def test_hours_that_nobody_ends(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Home Assistant has to take away in the morning stays all day."""
    life.give("Anna", {CELLAR}, NIGHTS, Drift.REPORT)
    life.live(timedelta(hours=13))
    assert life.street.held(CELLAR)
    monkeypatch.setattr(
        holding, "_stretch", lambda _, now: Interval(now, now + timedelta(days=9))
    )
    life.loop.skip(timedelta(hours=9))
    with pytest.raises(AssertionError, match="stayed at cellar"):
        life.quiet(None)


def test_a_fault_at_the_cloud_is_none_of_ours(life: Life) -> None:
    """A code that is lost on its way is told, and its place is looked at."""
    life.go_wrong(FRONT, Topic.ADD, Kind.LOST_BEFORE, 1)
    give(life, FRONT)
    life.judge()
    assert not life.street.held(FRONT)
    assert OutcomeUnknown.__name__ not in " ".join(life.street.faults())
