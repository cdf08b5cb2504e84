"""Whose code it was, when the door log tells only a name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.attribution import with_code
from custom_components.cloud_locks.model.masking import MASK
from custom_components.cloud_locks.model.schedule import Schedule

EVENT = AccessEvent(
    id="1",
    lock_id="front",
    stream=Stream.ACCESS,
    type=EventType.UNLOCKED,
    occurred_at=datetime(2026, 11, 21, tzinfo=UTC),
    who=f"Room {MASK}",
    code_name=f"Room {MASK}",
)
ROOM = AccessCode(id="7", name="Room 12345", managed=True)


def test_name_of_one_code() -> None:
    """It gets the id, and what was made here is shown by its full name."""
    told = with_code(EVENT, [ROOM, AccessCode(id="8", name="Anna")], {5})
    assert (told.code_id, told.who) == ("7", "Room 12345")


def test_foreign_code_keeps_the_masked_name() -> None:
    """Its digits may be its PIN."""
    told = with_code(EVENT, [replace(ROOM, managed=False)], {5})
    assert (told.code_id, told.who) == ("7", f"Room {MASK}")


@pytest.mark.parametrize(
    "codes", [[], [ROOM, replace(ROOM, id="8", name="Room 54321")]]
)
def test_nobody_is_guessed(codes: list[AccessCode]) -> None:
    """No code of that name, or two that look alike."""
    assert with_code(EVENT, codes, {5}) == EVENT


def test_names_that_look_alike_are_told_apart_by_their_hours() -> None:
    """Codes of bookings are named after dates, which may be codes as well."""
    start = EVENT.occurred_at - timedelta(hours=1)
    now, later = (
        Schedule.window(start + timedelta(days=it), start + timedelta(days=it + 1))
        for it in (0, 7)
    )
    codes = [
        replace(ROOM, schedule=now),
        replace(ROOM, id="8", name="Room 54321", schedule=later),
    ]
    assert with_code(EVENT, codes, {5}).who == "Room 12345"
    unread = [codes[0], replace(codes[1], schedule=None)]
    assert with_code(EVENT, unread, {5}) == EVENT


@pytest.mark.parametrize("changes", [{"code_name": None}, {"code_id": "9"}])
def test_nothing_to_find_out(changes: dict[str, str | None]) -> None:
    """No code was used, or the cloud says itself which."""
    event = replace(EVENT, **changes)  # type: ignore[arg-type]  # fields of it
    assert with_code(event, [ROOM], {5}) == event


def test_code_without_an_id_yet() -> None:
    """It is ours and was used; its id is still to come."""
    told = with_code(EVENT, [replace(ROOM, id="")], {5})
    assert (told.code_id, told.who) == (None, "Room 12345")


@pytest.mark.parametrize(
    ("code", "who"),
    [
        (ROOM, "Room 12345"),
        (replace(ROOM, managed=False), f"Room {MASK}"),
        (replace(ROOM, name="Anna"), f"Room {MASK}"),
        (replace(ROOM, id="8"), f"Room {MASK}"),
    ],
)
def test_code_that_is_told_by_its_id(code: AccessCode, who: str) -> None:
    """What was made here has its full name, unless the cloud calls it another."""
    told = with_code(replace(EVENT, code_id="7"), [code], {5})
    assert (told.code_id, told.who) == ("7", who)
    unnamed = replace(EVENT, code_id="7", who=None)
    assert with_code(unnamed, [code], {5}) == unnamed
