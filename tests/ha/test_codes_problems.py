"""Codes that are not as wished: shown, asked about, looked at ever less often."""

import asyncio
from datetime import datetime

from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.cloud_locks.codes import issues as issues_module
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.schedule import Schedule

from .codes import HOUR, MINUTE, PIN, Codes, draft, issues
from .home import settle, state, turn

pytestmark = pytest.mark.usefixtures("clock", "at_once")


async def test_queued_code_is_looked_for(codes: Codes) -> None:
    """Every minute while it is young, then slower; a problem after ten minutes."""
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft())
    codes.told()
    before = codes.reads()
    await codes.live(9 * MINUTE)
    assert codes.reads() - before == pytest.approx(9, abs=1)
    assert codes.problems() == []
    await codes.live(2 * MINUTE)
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert state(codes.hass, "binary_sensor", "code_problem").state == "on"
    before = codes.reads()
    await codes.live(10 * HOUR, step=MINUTE)
    assert codes.reads() - before <= 40
    codes.cloud.deliver("front")
    await codes.live(31 * MINUTE)
    assert codes.told() == ["active"]
    assert codes.problems() == []
    assert state(codes.hass, "binary_sensor", "code_problem").state == "off"


async def test_accepted_code_never_comes(codes: Codes) -> None:
    """It has failed, is not written again, and can be tried again by a person."""
    codes.cloud.queued.add("front")
    code = await codes.writer.add("front", draft())
    codes.told()
    codes.cloud.remove_code("front", code.id)
    await codes.live(4 * MINUTE)
    assert codes.told() == ["failed"]
    assert codes.problems() == [("Anna", "not_confirmed")]
    await codes.live(HOUR, step=MINUTE)
    assert codes.told() == []
    assert codes.cloud.calls("codes.add") == 1
    codes.cloud.queued.clear()
    await codes.writer.add("front", draft())
    assert (codes.names(), codes.problems()) == (["Anna"], [])


async def test_write_in_doubt_arrives_late(codes: Codes) -> None:
    """It is ours from then on, and told as any other."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    late = codes.cloud.add_code("front", "Anna", PIN)
    await codes.live(2 * MINUTE)
    code = codes.known()
    assert (code.id, code.managed) == (late.id, True)
    assert codes.told() == ["added", "active"]
    assert codes.problems() == []


async def test_write_in_doubt_never_arrives(codes: Codes) -> None:
    """After ten minutes it is a problem, and the lock is woken ever less often."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(9 * MINUTE)
    assert codes.problems() == []
    await codes.live(2 * MINUTE)
    assert codes.problems() == [("Anna", "outcome_unknown")]
    shown = state(codes.hass, "binary_sensor", "code_problem")
    assert (shown.state, shown.attributes["which"], shown.attributes["why"]) == (
        "on",
        ["Anna"],
        "outcome_unknown",
    )
    assert datetime.fromisoformat(shown.attributes["since"]) < codes.cloud.now()
    before = codes.reads()
    await codes.live(10 * HOUR, step=MINUTE)
    assert codes.reads() - before <= 40


async def test_two_candidates_are_left_to_the_person(codes: Codes) -> None:
    """Reading their digits again and again would decide nothing."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    for pin in (PIN, PIN):
        codes.cloud.add_code("front", "Anna", pin)
    await codes.live(2 * MINUTE)
    assert [it["code"] for it in issues(codes.hass)] == ["Anna"]
    before = codes.reads()
    await codes.live(28 * MINUTE)
    assert codes.reads() - before <= 3
    first, _ = (it for it in codes.book.known("front") if it.id)
    codes.cloud.remove_code("front", first.id)
    await codes.live(31 * MINUTE)
    assert codes.known().managed
    assert issues(codes.hass) == []


async def test_problem_shows_without_reading(codes: Codes) -> None:
    """A lock that is out of reach hides no problem."""
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft())
    codes.cloud.fail("codes.list", CloudUnreachable(), times="always")
    await codes.live(11 * MINUTE)
    assert state(codes.hass, "binary_sensor", "code_problem").state == "on"
    assert [it["code"] for it in issues(codes.hass)] == ["Anna"]


async def test_issue_says_why_and_goes(codes: Codes) -> None:
    """One for each name; its reason follows; solved, it is gone."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    (issue,) = issues(codes.hass)
    assert (issue["code"], issue["lock"]) == ("Anna", "Front door")
    assert issue["reason"].startswith("It was sent, but no answer came")
    for _ in range(2):
        codes.cloud.add_code("front", "Anna", PIN)
    await codes.writer.settle_open("front")
    await settle(codes.hass)
    (issue,) = issues(codes.hass)
    assert issue["reason"].startswith("Several codes")
    noted = next(it for it in codes.book.known("front") if not it.id)
    await codes.writer.delete("front", noted)
    await settle(codes.hass)
    assert issues(codes.hass) == []


async def test_issues_end_with_the_account(codes: Codes) -> None:
    """And with the lock; after a reload those that hold are back."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    assert len(issues(codes.hass)) == 1
    entries = codes.hass.config_entries
    await entries.async_unload(codes.entry.entry_id)
    assert issues(codes.hass) == []
    await entries.async_setup(codes.entry.entry_id)
    await settle(codes.hass)
    assert len(issues(codes.hass)) == 1
    codes.cloud.remove_lock("front")
    await codes.entry.runtime_data.locks.async_list_again()
    await settle(codes.hass)
    assert issues(codes.hass) == []
    registry = ir.async_get(codes.hass)
    assert not [key for key in registry.issues if key[0] == DOMAIN]


async def test_clearing_away_fails(codes: Codes) -> None:
    """It is tried slower and slower, is a problem meanwhile, and fires no storm."""
    hours = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft(schedule=hours))
    codes.told()
    codes.cloud.fail("codes.delete", LockOffline(), times="always")
    await codes.live(HOUR + 12 * MINUTE)
    assert codes.problems() == [("Anna", "not_confirmed")]
    assert codes.told() == []
    tries = codes.cloud.calls("codes.delete")
    assert tries <= 12
    await codes.live(6 * HOUR, step=MINUTE)
    assert codes.cloud.calls("codes.delete") - tries <= 20
    codes.cloud.heal()
    await codes.live(31 * MINUTE)
    assert (codes.on_lock(), codes.problems(), codes.told()) == ([], [], ["expired"])


async def test_issue_whose_text_takes_a_while(
    codes: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not made any more when the account was unloaded meanwhile."""
    gate, asked = asyncio.Event(), asyncio.Event()

    async def slowly(*_: object) -> str:
        asked.set()
        await gate.wait()
        return "Because."

    monkeypatch.setattr(issues_module, "reason_sentence", slowly)
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    codes.clock.tick(11 * MINUTE)
    codes.book.refresh("front")
    await asked.wait()
    unload = codes.hass.config_entries.async_unload(codes.entry.entry_id)
    ending = asyncio.create_task(unload)
    await turn()
    gate.set()
    assert await ending
    assert issues(codes.hass) == []
