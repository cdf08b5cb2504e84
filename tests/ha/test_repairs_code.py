"""A code that is not as wished: what the repair offers, and what comes of it."""

from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import CodeChange
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.secret import Secret

from .codes import HOUR, MINUTE, OTHER_PIN, PIN, Codes, Storage, draft
from .home import pass_time, reauth_flows, settle
from .repairing import ABORT, FORM, MENU, REPAIRED, only_issue, our_issues, repair

pytestmark = pytest.mark.usefixtures("clock", "at_once")

KIND = "code_problem"


@pytest.fixture
async def doubt(codes: Codes) -> Codes:
    """Let a write be in doubt for so long that a person is asked."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    return codes


@pytest.fixture
async def queued(codes: Codes) -> Codes:
    """Let a code wait for its lock for so long that a person is asked."""
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft())
    await codes.live(11 * MINUTE)
    return codes


async def test_menu(doubt: Codes) -> None:
    """It says which code, where, why, and offers what fits."""
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    assert flow.outcome == (MENU, "init")
    assert flow.offered == ["look_again", "give_up", "leave"]
    assert "The code Anna at Front door is not as it was wished" in flow.sentence
    assert "no answer came" in flow.sentence


async def test_look_again_finds_it(doubt: Codes) -> None:
    """The write had happened: the code is ours, nothing is sent."""
    doubt.cloud.add_code("front", "Anna", PIN)
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await flow.choose("look_again")
    assert flow.outcome[0] is REPAIRED
    assert doubt.known().managed
    assert doubt.cloud.calls("codes.add") == 1
    assert our_issues(doubt.hass) == []


async def test_look_again_in_vain(doubt: Codes) -> None:
    """It says so, and the issue stays."""
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await flow.choose("look_again")
    assert flow.outcome == (ABORT, "still_so")
    assert "no answer came" in flow.sentence
    only_issue(doubt.hass, KIND)


async def test_look_again_at_a_lock_that_is_away(doubt: Codes) -> None:
    """The reason is told in a sentence."""
    doubt.cloud.fail("codes.list", CloudUnreachable())
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await flow.choose("look_again")
    assert flow.outcome == (ABORT, "failed")
    assert "cannot be reached" in flow.sentence
    only_issue(doubt.hass, KIND)


async def test_look_again_signed_out(doubt: Codes) -> None:
    """Home Assistant asks to sign in."""
    doubt.cloud.fail("codes.list", AuthError())
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await flow.choose("look_again")
    assert flow.outcome == (ABORT, "failed")
    assert len(reauth_flows(doubt.hass)) == 1


async def test_give_up(doubt: Codes) -> None:
    """It is forgotten; should it come after all, it is somebody else's."""
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await flow.choose("give_up")
    assert flow.outcome[0] is REPAIRED
    assert (doubt.names(), our_issues(doubt.hass)) == ([], [])
    doubt.cloud.add_code("front", "Anna", PIN)
    await doubt.live(HOUR)
    assert not doubt.known().managed
    assert our_issues(doubt.hass) == []


async def test_leave(doubt: Codes) -> None:
    """It is hidden until it has another cause; the entity goes on showing it."""
    issue = only_issue(doubt.hass, KIND)
    flow = await repair(doubt.hass, issue)
    await flow.choose("leave")
    assert flow.outcome == (ABORT, "left")
    await doubt.live(HOUR)
    assert only_issue(doubt.hass, KIND).dismissed_version is not None
    assert doubt.problems() == [("Anna", "outcome_unknown")]
    for _ in range(2):
        doubt.cloud.add_code("front", "Anna", PIN)
    await doubt.live(HOUR)
    again = only_issue(doubt.hass, "code_two_candidates")
    assert again.dismissed_version is None
    assert again.issue_id != issue.issue_id


async def test_remove(queued: Codes) -> None:
    """A code that never reached its lock is taken back."""
    flow = await repair(queued.hass, only_issue(queued.hass, KIND))
    assert flow.offered == ["look_again", "remove", "leave"]
    queued.cloud.queued.clear()
    await flow.choose("remove")
    assert flow.outcome[0] is REPAIRED
    assert (queued.on_lock(), our_issues(queued.hass)) == ([], [])


async def test_remove_takes_a_while(queued: Codes) -> None:
    """It says that the removal is on its way; the issue goes when the code is gone."""
    flow = await repair(queued.hass, only_issue(queued.hass, KIND))
    await flow.choose("remove")
    assert flow.outcome == (ABORT, "removing")
    assert "Front door has not confirmed" in flow.sentence
    queued.cloud.deliver("front")
    await queued.live(2 * MINUTE)
    assert (queued.on_lock(), our_issues(queued.hass)) == ([], [])


async def test_remove_what_was_not_made_here(codes: Codes) -> None:
    """A foreign code whose change is in doubt: asked twice, by its name."""
    foreign = codes.cloud.add_code("front", "Ben", OTHER_PIN)
    codes.cloud.add_code("front", "Carla", "1928374")
    await codes.book.read("front")
    codes.cloud.fail("codes.update", OutcomeUnknown())
    change = CodeChange(pin=Secret(PIN))
    await codes.writer.update("front", codes.known("Ben"), change)
    await codes.live(11 * MINUTE)
    flow = await repair(codes.hass, only_issue(codes.hass, KIND))
    await flow.choose("remove")
    assert flow.outcome == (FORM, "remove")
    assert "The code Ben at Front door was not made here" in flow.sentence
    assert foreign.id in codes.cloud.codes["front"]
    await flow.fill_in()
    assert flow.step["type"] is REPAIRED
    assert codes.on_lock() == ["Carla"]


async def test_solved_meanwhile(doubt: Codes) -> None:
    """What was chosen then is not done."""
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    doubt.cloud.add_code("front", "Anna", PIN)
    await doubt.writer.settle_open("front")
    await flow.choose("give_up")
    assert flow.outcome == (ABORT, "solved")
    assert doubt.known().managed


async def test_lock_gone_meanwhile(doubt: Codes) -> None:
    """The issue goes with its lock, and an open flow says so."""
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    doubt.cloud.remove_lock("front")
    await doubt.entry.runtime_data.locks.async_list_again()
    await settle(doubt.hass)
    await flow.choose("give_up")
    assert flow.outcome == (ABORT, "solved")
    assert our_issues(doubt.hass) == []


async def test_account_unloaded_meanwhile(doubt: Codes) -> None:
    """Then nothing can be done; loaded again, the flow goes on."""
    entries = doubt.hass.config_entries
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    other = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await entries.async_unload(doubt.entry.entry_id)
    await flow.choose("look_again")
    assert flow.outcome == (ABORT, "account_not_loaded")
    assert await entries.async_setup(doubt.entry.entry_id)
    await settle(doubt.hass)
    await other.choose("give_up")
    assert other.outcome[0] is REPAIRED
    assert our_issues(doubt.hass) == []


async def test_account_removed_meanwhile(doubt: Codes) -> None:
    """Nothing of its issues stays, hidden ones neither."""
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await flow.choose("leave")
    flow = await repair(doubt.hass, only_issue(doubt.hass, KIND))
    await doubt.hass.config_entries.async_remove(doubt.entry.entry_id)
    await flow.choose("give_up")
    assert flow.outcome == (ABORT, "account_not_loaded")
    registry = ir.async_get(doubt.hass)
    assert [key for key in registry.issues if key[0] == DOMAIN] == []


async def test_ids_and_data_hold_no_name(doubt: Codes) -> None:
    """They go to the bus and to a file; the texts obey the option for names."""
    issue = only_issue(doubt.hass, KIND)
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["code"] == "Anna"
    for text in (issue.issue_id, *map(str, (issue.data or {}).values())):
        assert "anna" not in text.casefold()
        assert PIN not in text


@pytest.mark.parametrize(
    ("meanwhile", "hidden"),
    [(None, [True]), ("solved", []), ("pin_in_use", [False])],
)
async def test_hidden_before_a_restart(
    doubt: Codes, hass_storage: Storage, meanwhile: str | None, hidden: list[bool]
) -> None:
    """It stays hidden while it is the same, and is not hidden for ever."""
    hass = doubt.hass
    flow = await repair(hass, only_issue(hass, KIND))
    await flow.choose("leave")
    kept = [it.to_json() for it in ir.async_get(hass).issues.values()]
    await hass.config_entries.async_unload(doubt.entry.entry_id)
    # What waits to be written would be loaded in the place of the file.
    await pass_time(hass, doubt.clock, 30)
    hass_storage[ir.STORAGE_KEY] = {
        "version": ir.STORAGE_VERSION_MAJOR,
        "minor_version": ir.STORAGE_VERSION_MINOR,
        "data": {"issues": kept},
    }
    await ir.async_get(hass)._async_load()
    assert any(it[0] == DOMAIN for it in ir.async_get(hass).issues)
    file = hass_storage[f"{DOMAIN}.{doubt.entry.entry_id}"]
    intents = file["data"]["locks"]["front"]["intents"]
    if meanwhile == "solved":
        intents.clear()
    elif meanwhile is not None:
        (intent,) = intents.values()
        intent["reason"] = meanwhile
    assert await hass.config_entries.async_setup(doubt.entry.entry_id)
    await settle(hass)
    shown = [it for key, it in ir.async_get(hass).issues.items() if key[0] == DOMAIN]
    assert [it.dismissed_version is not None for it in shown] == hidden
