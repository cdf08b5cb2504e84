"""What a listing of codes changes about what is known, and what is news about it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeStatus,
    EnforcedBy,
)
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.ledger import GRACE, Change, Entry, Wish, merge
from custom_components.cloud_locks.model.masking import MASK
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALWAYS = Schedule.always()
LISTED = AccessCode(id="1", name="Anna", schedule=ALWAYS, on_lock=True)
OURS = replace(LISTED, managed=True)


def _entry(
    code: AccessCode, since: datetime = NOW - HOUR, wish: Wish = Wish.KEEP
) -> Entry:
    return Entry(code=code, since=since, wish=wish)


def _merge(
    entry: Entry | None, *listed: AccessCode, first: bool = False
) -> tuple[Entry | None, list[EventType]]:
    """Return what is known of the one code afterwards, and the news."""
    ledger = {} if entry is None else {entry.code.id: entry}
    after, changes = merge(ledger, listed, NOW, first=first)
    return after.get("1"), [change.type for change in changes]


def _known(entry: Entry | None) -> AccessCode:
    assert entry is not None
    return entry.now(NOW)


def test_codes_that_were_there_first() -> None:
    """The first look finds them; they are foreign and no news."""
    entry, news = _merge(None, LISTED, first=True)
    code = _known(entry)
    assert (code.managed, code.status, news) == (False, CodeStatus.ACTIVE, [])


def test_code_that_appears() -> None:
    """Somebody made it in the vendor's app."""
    _, news = _merge(_entry(replace(OURS, id="2")), LISTED, replace(OURS, id="2"))
    assert news == [EventType.CHANGED_ELSEWHERE]


def test_listing_forgets_nothing_of_ours() -> None:
    """What it does not tell stays as it was."""
    ours = replace(OURS, enforced_by=EnforcedBy.HOME_ASSISTANT)
    entry, news = _merge(_entry(ours), replace(LISTED, schedule=None))
    code = _known(entry)
    assert (code.managed, code.schedule, news) == (True, ALWAYS, [])
    assert code.enforced_by is EnforcedBy.HOME_ASSISTANT


def test_digits_are_not_kept() -> None:
    """Not of a code that is new, nor of one that was known."""
    listed = replace(LISTED, pin=Secret("284617"))
    for known in (None, _entry(OURS)):
        entry, _ = _merge(known, listed)
        assert entry is not None
        assert entry.code.pin is None


@pytest.mark.parametrize(
    ("changes", "schedule"),
    [
        ({"name": "Bert", "schedule": None}, None),
        ({"schedule": Schedule.window(NOW, None)}, Schedule.window(NOW, None)),
    ],
)
def test_code_changed_in_the_app(
    changes: dict[str, object], schedule: Schedule | None
) -> None:
    """It is told, and hours that may be others now are not believed any more."""
    listed = replace(LISTED, **changes)  # type: ignore[arg-type]  # fields of it
    entry, news = _merge(_entry(OURS), listed)
    code = _known(entry)
    assert news == [EventType.CHANGED_ELSEWHERE]
    assert (code.name, code.schedule) == (listed.name, schedule)
    assert code.reason is Reason.CHANGED_ELSEWHERE


def test_same_hours_by_the_lock_s_clock() -> None:
    """A lock gives hours back as its own."""
    there = Schedule.weekly({Day.FRI}, time(9), time(12), "Europe/London")
    here = Schedule.weekly({Day.FRI}, time(10), time(13), "Europe/Amsterdam")
    _, news = _merge(
        _entry(replace(OURS, schedule=there)), replace(LISTED, schedule=here)
    )
    assert news == []


def test_masked_name_is_the_same_name() -> None:
    """Our own names are known in full, foreign ones as they are shown."""
    shown = replace(LISTED, name=f"Room {MASK}")
    for managed, name in ((True, "Room 12345"), (False, f"Room {MASK}")):
        known = replace(LISTED, name="Room 12345", managed=managed)
        entry, news = _merge(_entry(known), shown)
        assert (_known(entry).name, news) == (name, [])


@pytest.mark.parametrize(
    ("code", "wish", "news"),
    [
        (OURS, Wish.KEEP, EventType.REMOVED_ELSEWHERE),
        (OURS, Wish.REMOVE, EventType.REMOVED),
        (LISTED, Wish.KEEP, EventType.REMOVED_ELSEWHERE),
        (
            replace(OURS, schedule=Schedule.window(None, NOW - HOUR)),
            Wish.KEEP,
            EventType.EXPIRED,
        ),
    ],
)
def test_code_that_is_gone(code: AccessCode, wish: Wish, news: EventType) -> None:
    """By whom tells what was wished; clouds remove expired ones by themselves."""
    assert _merge(_entry(code, wish=wish)) == (None, [news])


@pytest.mark.parametrize(
    ("age", "status"),
    [(GRACE / 2, CodeStatus.PENDING), (GRACE, CodeStatus.FAILED)],
)
def test_accepted_code_that_does_not_come(age: timedelta, status: CodeStatus) -> None:
    """It is hoped for a while and then has failed; it does not silently disappear."""
    pending = _entry(replace(OURS, on_lock=False), since=NOW - age)
    entry, news = _merge(pending)
    assert (_known(entry).status, news) == (status, [])
    assert _merge(entry)[0] == entry


def test_code_that_was_just_written() -> None:
    """Lists lag: it is not missed at once."""
    written = _entry(OURS, since=NOW - GRACE / 2)
    assert _merge(written) == (written, [])


def test_id_that_was_given_again() -> None:
    """Another name at the same id is another code, and not ours."""
    ours = replace(OURS, enforced_by=EnforcedBy.HOME_ASSISTANT)
    entry, news = _merge(_entry(ours, wish=Wish.REMOVE), replace(LISTED, name="Bert"))
    code = _known(entry)
    assert (code.managed, news) == (False, [EventType.CHANGED_ELSEWHERE])
    assert (code.status, code.enforced_by) == (CodeStatus.ACTIVE, EnforcedBy.LOCK)


@pytest.mark.parametrize("name", ["Anna", "Bert"])
def test_change_whose_outcome_is_open(name: str) -> None:
    """What the lock holds is the truth; whoever wished it learns of the doubt."""
    doubtful = _entry(replace(OURS, schedule=None), wish=Wish.CHANGE)
    assert doubtful.now(NOW).status is CodeStatus.PENDING
    entry, news = _merge(doubtful, replace(LISTED, name=name))
    code = _known(entry)
    assert (code.name, code.managed, code.schedule, news) == (name, True, ALWAYS, [])
    assert (code.status, code.reason) == (CodeStatus.ACTIVE, Reason.OUTCOME_UNKNOWN)
    again, _ = _merge(entry, replace(LISTED, name=name))
    assert _known(again).reason is Reason.OUTCOME_UNKNOWN


def test_names_alone_settle_no_change() -> None:
    """Which hours hold is still not known."""
    doubtful = _entry(replace(OURS, schedule=None), wish=Wish.CHANGE)
    entry, _ = _merge(doubtful, replace(LISTED, schedule=None))
    assert _known(entry).status is CodeStatus.PENDING


@pytest.mark.parametrize(
    ("changes", "wish", "status"),
    [
        ({}, Wish.KEEP, CodeStatus.ACTIVE),
        ({}, Wish.CHANGE, CodeStatus.PENDING),
        ({}, Wish.REMOVE, CodeStatus.REMOVING),
        ({"on_lock": False}, Wish.KEEP, CodeStatus.PENDING),
        ({"on_lock": False, "managed": False}, Wish.KEEP, CodeStatus.ACTIVE),
        ({"schedule": None}, Wish.KEEP, CodeStatus.ACTIVE),
        ({"schedule": None, "on_lock": None}, Wish.KEEP, CodeStatus.UNKNOWN),
        ({"status": CodeStatus.DISABLED}, Wish.KEEP, CodeStatus.DISABLED),
        ({"status": CodeStatus.SCHEDULED}, Wish.KEEP, CodeStatus.ACTIVE),
        ({"status": CodeStatus.FAILED}, Wish.REMOVE, CodeStatus.FAILED),
    ],
)
def test_status_at_a_moment(
    changes: dict[str, object], wish: Wish, status: CodeStatus
) -> None:
    """A cloud's word, our wish and the schedule, in the order of precedence."""
    code = replace(OURS, **changes)  # type: ignore[arg-type]  # fields of it
    assert _entry(code, wish=wish).now(NOW).status is status


def test_news_tell_the_code_as_it_is_now() -> None:
    """Of one that is gone: as it was."""
    _, (change,) = merge({"1": _entry(OURS)}, [], NOW, first=False)
    gone = replace(OURS, status=CodeStatus.ACTIVE)
    assert change == Change(type=EventType.REMOVED_ELSEWHERE, code=gone)
