"""What of an access counts as changed by somebody, and what is kept of that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.cloud_locks.access.changes import (
    Change,
    ChangeKind,
    ChangeLog,
    change_row,
    kind_of,
    log_from,
)
from custom_components.cloud_locks.access.grant import (
    AccessCard,
    Copy,
    DoorId,
    Drift,
    Grant,
    GrantDoor,
    GrantStatus,
    Phase,
)
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .paper_house import START

ALWAYS, ONCE = Schedule.always(), Schedule.always(uses=1)
FRONT = GrantDoor(at=DoorId("fake:1", "front"), schedule=ALWAYS)
BACK = GrantDoor(at=DoorId("fake:1", "back"), schedule=ALWAYS)
ANNA = Grant(id="a", name="Anna", created=START, doors=(FRONT,), pin=Secret("284617"))
CARD = AccessCard(key=1, number=Secret("1723612378"))
FORGOTTEN = AccessCard(key=1, number=None)
PAUSED = replace(ANNA, phase=Phase.PAUSED)
REVOKED = replace(ANNA, phase=Phase.REVOKED)
OVER = replace(ANNA, ended=START)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, ANNA, "granted"),
        (ANNA, PAUSED, "paused"),
        (PAUSED, ANNA, "resumed"),
        (ANNA, REVOKED, "revoked"),
        (PAUSED, REVOKED, "revoked"),
        (REVOKED, ANNA, "restored"),
        (OVER, ANNA, "restored"),
        (ANNA, replace(ANNA, generation=1), "rotated"),
        (ANNA, replace(ANNA, name="Ann"), "changed"),
        (ANNA, replace(ANNA, person="p"), "changed"),
        (ANNA, replace(ANNA, group="g"), "changed"),
        (ANNA, replace(ANNA, notes="n"), "changed"),
        (ANNA, replace(ANNA, drift=Drift.ACCEPT), "changed"),
        (ANNA, replace(ANNA, allow_home_assistant=True), "changed"),
        (ANNA, replace(ANNA, cards=(CARD,)), "changed"),
        (ANNA, replace(ANNA, doors=(FRONT, BACK)), "changed"),
        (ANNA, replace(ANNA, doors=(replace(FRONT, leaving=True),)), "changed"),
        (OVER, replace(ANNA, doors=(replace(FRONT, schedule=ONCE),)), "changed"),
        (ANNA, replace(ANNA, doors=(BACK,), generation=1), "changed"),
    ],
)
def test_what_somebody_wishes(before: Grant | None, after: Grant, kind: str) -> None:
    """One word for each change."""
    assert kind_of(before, after) == kind


def test_what_becomes_of_a_wish_is_no_change() -> None:
    """Codes that come and go, what was told, what was tried again or not kept."""
    copy = Copy(generation=0, began=START, written=ALWAYS, code_id="c1", came=True)
    door = replace(FRONT, copies=(copy,), restored=1, told="failed list_full")
    after = replace(ANNA, doors=(door,), first_used=START, told=GrantStatus.ACTIVE)
    assert kind_of(ANNA, after) is None
    bare = replace(ANNA, cards=(CARD,)), replace(ANNA, cards=(FORGOTTEN,))
    assert kind_of(*bare) is None


def test_the_newest_are_kept() -> None:
    """Five hundred of them, each told once."""
    log, told = ChangeLog(), list[Change]()
    stop = log.listen(told.append)
    for number in range(510):
        person = replace(ANNA, id=str(number))
        log.note(None, person, "Paul", START)
        log.note(person, person, "Paul", START)
    stop()
    log.note(ANNA, PAUSED, None, START)
    assert [it.grant_id for it in told] == [str(it) for it in range(510)]
    assert [it.grant_id for it in log.changes] == [
        *(str(it) for it in range(11, 510)),
        "a",
    ]


def test_what_is_written_is_read_again() -> None:
    """As long as access that is over is remembered, and no longer."""
    log = ChangeLog()
    log.note(None, ANNA, "Paul", START)
    log.note(ANNA, REVOKED, None, START + timedelta(days=1))
    rows = [change_row(it) for it in log.changes]
    assert rows[0] == {
        "at": START.isoformat(),
        "change": "granted",
        "grant_id": "a",
        "name": "Anna",
        "user": "Paul",
    }
    assert log_from(rows, START).changes == log.changes
    later = log_from(rows, START + timedelta(days=400))
    assert [it.kind for it in later.changes] == [ChangeKind.REVOKED]
