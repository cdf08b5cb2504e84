"""Repairs in which a person chooses a code: which one goes, which one is ours."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest

from custom_components.cloud_locks.model.access_code import CodeKind
from custom_components.cloud_locks.model.errors import LockOffline, OutcomeUnknown
from custom_components.cloud_locks.model.schedule import Day, Schedule

from .codes import HOUR, MINUTE, OTHER_PIN, PIN, Codes, draft, until
from .home import settle
from .repairing import (
    ABORT,
    FORM,
    REPAIRED,
    Repair,
    only_issue,
    our_issues,
    repair,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

FULL = "code_list_full"
CANDIDATES = "code_two_candidates"

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""Four in the morning where the tests live."""


@pytest.fixture
async def full(codes: Codes) -> Codes:
    """Let a code find no room while nobody waits: one of ours, one over, others."""
    await codes.writer.add("front", draft("Zoe", OTHER_PIN))
    over = Schedule.window(None, codes.cloud.now() - HOUR)
    codes.cloud.add_code("front", "Old guest", "1928374", over)
    codes.cloud.add_code("front", "Ben", "5647382")
    member = codes.cloud.add_code("front", "Mia", "8765012", kind=CodeKind.MEMBER)
    codes.cloud.add_code("front", "Postman", "3141592")
    assert member.kind is CodeKind.MEMBER
    gate = codes.cloud.hold("codes.add")
    await codes.without_waiting(codes.writer.add("front", draft(), wait=0))
    await until(lambda: codes.cloud.calls("codes.add") == 2)
    gate.set()
    await settle(codes.hass)
    assert codes.problems() == [("Anna", "list_full")]
    return codes


async def open_list(full: Codes) -> Repair:
    """Open the list of what is on the lock."""
    flow = await repair(full.hass, only_issue(full.hass, FULL))
    assert flow.offered == ["make_room", "give_up", "leave"]
    await flow.choose("make_room")
    return flow


async def choose(flow: Repair, name: str) -> None:
    """Choose a code by its name."""
    (code_id,) = (key for key, it in flow.labels.items() if it.startswith(f"{name} ("))
    await flow.fill_in(code=code_id)


async def test_list_shows_what_is_on_the_lock(full: Codes) -> None:
    """Expired ones first, then ours; by name, without digits; no member's code."""
    flow = await open_list(full)
    assert flow.outcome == (FORM, "make_room")
    assert list(flow.labels.values()) == [
        "Old guest (not made here): Expired",
        "Zoe (made here): Works",
        "Ben (not made here): Works",
        "Postman (not made here): Works",
    ]


async def test_one_of_ours_goes(full: Codes) -> None:
    """At once, and the wish that found no room is forgotten: its PIN is gone."""
    flow = await open_list(full)
    await choose(flow, "Zoe")
    assert flow.outcome == (REPAIRED, "room_made")
    assert "add the code Anna once more" in flow.sentence
    assert full.on_lock() == ["Old guest", "Ben", "Mia", "Postman"]
    assert (full.problems(), our_issues(full.hass)) == ([], [])
    await full.writer.add("front", draft())
    assert "Anna" in full.on_lock()


async def test_a_foreign_one_is_asked_about_again(full: Codes) -> None:
    """Nothing goes before the second yes."""
    flow = await open_list(full)
    await choose(flow, "Ben")
    assert flow.outcome == (FORM, "make_room_elsewhere")
    assert "The code Ben at Front door was not made here" in flow.sentence
    assert "Ben" in full.on_lock()
    await flow.fill_in()
    assert flow.outcome == (REPAIRED, "room_made")
    assert full.on_lock() == ["Zoe", "Old guest", "Mia", "Postman"]


async def test_removal_takes_a_while(full: Codes) -> None:
    """The wish is kept until there is room; meanwhile the code is on its way out."""
    flow = await open_list(full)
    full.cloud.queued.add("front")
    await choose(flow, "Zoe")
    assert flow.outcome == (ABORT, "removing")
    only_issue(full.hass, FULL)
    flow = await open_list(full)
    assert not any("Zoe" in it for it in flow.labels.values())


async def test_removal_fails(full: Codes) -> None:
    """The sentence of the reason; everything is as before."""
    flow = await open_list(full)
    full.cloud.fail("codes.delete", LockOffline())
    await choose(flow, "Zoe")
    assert flow.outcome == (ABORT, "failed")
    assert "out of reach" in flow.sentence
    assert "Zoe" in full.on_lock()
    only_issue(full.hass, FULL)


async def test_list_that_cannot_be_read(full: Codes) -> None:
    """Nothing to choose from."""
    full.cloud.fail("codes.list", LockOffline())
    flow = await open_list(full)
    assert flow.outcome == (ABORT, "failed")


async def test_nothing_that_could_go(full: Codes) -> None:
    """All codes belong to people in the app."""
    for code in tuple(full.cloud.codes["front"].values()):
        full.cloud.edit_code("front", code.id, kind=CodeKind.MEMBER)
    flow = await open_list(full)
    assert flow.outcome == (ABORT, "nothing_to_remove")


async def test_doing_without(full: Codes) -> None:
    """The wish is forgotten; nothing is removed."""
    flow = await repair(full.hass, only_issue(full.hass, FULL))
    await flow.choose("give_up")
    assert flow.outcome[0] is REPAIRED
    assert len(full.on_lock()) == 5
    assert our_issues(full.hass) == []


async def test_solved_while_choosing(full: Codes) -> None:
    """Somebody else made room and added it: nothing goes any more."""
    flow = await open_list(full)
    (old,) = (it for it in full.cloud.codes["front"].values() if it.name == "Old guest")
    full.cloud.remove_code("front", old.id)
    await full.writer.add("front", draft())
    await choose(flow, "Zoe")
    assert flow.outcome == (ABORT, "solved")
    assert "Zoe" in full.on_lock()


@pytest.fixture
async def two(codes: Codes) -> Codes:
    """Let two codes fit a write whose answer was lost."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    weekly = Schedule.weekly([Day.MON, Day.FRI], time(9), time(17), "Europe/Amsterdam")
    await codes.writer.add("front", draft(schedule=weekly))
    for _ in range(2):
        codes.cloud.add_code("front", "Anna", PIN, weekly)
    codes.cloud.add_code("front", "Anna", OTHER_PIN, weekly)
    await codes.live(2 * MINUTE)
    return codes


async def open_candidates(two: Codes) -> Repair:
    """Open the question which one is ours."""
    flow = await repair(two.hass, only_issue(two.hass, CANDIDATES))
    assert flow.offered == ["choose", "give_up", "leave"]
    await flow.choose("choose")
    return flow


async def test_both_are_shown(two: Codes) -> None:
    """Name, hours, first sight, id; never digits; the one with others is out."""
    flow = await open_candidates(two)
    first, second, _ = two.cloud.codes["front"]
    assert flow.outcome == (FORM, "choose")
    assert flow.labels.keys() == {first, second}
    label = flow.labels[first]
    assert label.startswith("Anna: Monday, Friday 09:00 - 17:00, first seen 2026-11-21")
    assert label.endswith(f"(ID {first})")
    assert PIN not in str(flow.step)
    (key,) = two.book.memory("front").intents
    assert [it.pin for it in await two.writer.candidates("front", key)] == [None] * 2


async def test_one_is_ours(two: Codes) -> None:
    """It counts as made here, the others stay what they are."""
    flow = await open_candidates(two)
    _, second, _ = two.cloud.codes["front"]
    await flow.fill_in(code=second)
    assert flow.outcome[0] is REPAIRED
    ours = [it.id for it in two.book.known("front") if it.managed]
    assert ours == [second]
    assert len(two.on_lock()) == 3
    assert (two.problems(), our_issues(two.hass)) == ([], [])


async def test_neither_is_ours(two: Codes) -> None:
    """The write is given up; all stay on the lock."""
    flow = await repair(two.hass, only_issue(two.hass, CANDIDATES))
    await flow.choose("give_up")
    assert flow.outcome[0] is REPAIRED
    assert not any(it.managed for it in two.book.known("front"))
    assert len(two.on_lock()) == 3
    assert our_issues(two.hass) == []


async def test_decided_by_looking(two: Codes) -> None:
    """One of them was deleted in the app: nobody has to choose."""
    first, second, _ = two.cloud.codes["front"]
    two.cloud.remove_code("front", first)
    flow = await open_candidates(two)
    assert flow.outcome[0] is REPAIRED
    assert [it.id for it in two.book.known("front") if it.managed] == [second]


async def test_none_left(two: Codes) -> None:
    """Both were deleted: the write is in doubt as before."""
    first, second, _ = two.cloud.codes["front"]
    two.cloud.remove_code("front", first)
    two.cloud.remove_code("front", second)
    flow = await open_candidates(two)
    assert flow.outcome == (ABORT, "none_fits")
    await two.live(11 * MINUTE)
    assert two.problems() == [("Anna", "outcome_unknown")]
    only_issue(two.hass, "code_problem")


async def test_one_goes_while_they_are_read(two: Codes) -> None:
    """It is not offered, and the form is shown all the same."""
    first, second, _ = two.cloud.codes["front"]
    flow = await repair(two.hass, only_issue(two.hass, CANDIDATES))
    before = two.cloud.calls("codes.get")
    for _ in range(4):
        # Looking once more comes first, and then the one that goes.
        two.cloud.hold("codes.get").set()
    gate = two.cloud.hold("codes.get")
    opening = asyncio.create_task(flow.choose("choose"))
    await until(lambda: two.cloud.calls("codes.get") == before + 5)
    two.cloud.remove_code("front", first)
    reading = asyncio.create_task(two.book.read("front"))
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(reading, opening)
    assert flow.labels.keys() == {second}


async def test_chosen_too_late(two: Codes) -> None:
    """The doubt was solved in the meantime: nothing is adopted."""
    flow = await open_candidates(two)
    first, second, _ = two.cloud.codes["front"]
    two.cloud.remove_code("front", first)
    await two.writer.settle_open("front")
    await flow.fill_in(code=first)
    assert flow.outcome == (ABORT, "solved")
    assert [it.id for it in two.book.known("front") if it.managed] == [second]


@pytest.mark.parametrize(
    ("schedule", "hours"),
    [
        (Schedule.always(), "at any time"),
        (
            Schedule.window(NOON, NOON + timedelta(days=2, minutes=5)),
            "2026-11-22 04:00 - 2026-11-24 04:05",
        ),
        (Schedule.window(NOON, None), "2026-11-22 04:00 - …"),
        (
            Schedule.weekly([], None, None, "Europe/Amsterdam", end=NOON),
            "… - 2026-11-22 04:00",
        ),
        (
            Schedule.weekly([Day.SUN], None, None, "Europe/Amsterdam"),
            "Sunday",
        ),
    ],
)
async def test_other_hours(codes: Codes, schedule: Schedule, hours: str) -> None:
    """Each shape has its words, by the clock of the home."""
    codes.cloud.fail("codes.add", OutcomeUnknown())
    await codes.writer.add("front", draft(schedule=schedule))
    for _ in range(2):
        codes.cloud.add_code("front", "Anna", PIN, schedule)
    await codes.live(2 * MINUTE)
    flow = await open_candidates(codes)
    assert all(it.startswith(f"Anna: {hours}, ") for it in flow.labels.values())
