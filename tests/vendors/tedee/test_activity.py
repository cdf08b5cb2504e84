"""The activity log: paging, order, and one event for one act."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.access_event import AccessEvent
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tedee.activity import Entry, one_per_act
from tests.vendors.raw_server import Asked, Reply, answer

from .payloads import LOCK_ID, SERIAL, Json, entry
from .script import ACTIVITY, Script, refused, said

TEN = datetime(2026, 11, 21, 10, tzinfo=UTC)


async def activity(
    script: Script, *, after: datetime | None = None, limit: int = 100
) -> tuple[AccessEvent, ...]:
    """Return the events of the lock."""
    cloud, _ = await script.connected()
    return await cloud.activity(SERIAL, after=after, limit=limit)


def paged(script: Script, entries: list[Json]) -> None:
    """Serve entries as the cloud does: newest first, strictly older than a date."""
    everything = sorted(entries, key=lambda item: item["date"], reverse=True)

    def reply(asked: Asked) -> Reply:
        if not asked.url.path.endswith(ACTIVITY):
            return script._reply(asked)
        query = asked.url.query
        before = query.get("lastElemDate")
        older = [
            item
            for item in everything
            if before is None or item["date"] < before.removesuffix("Z")
        ]
        return said(older[: int(query["elements"])])

    script.server.reply = reply


async def test_oldest_first(script: Script) -> None:
    """Ids are not ordered by time."""
    newest_first = [entry(38, 9, id=4), entry(33, 5, id=900), entry(32, 1, id=50)]
    script.on("GET", ACTIVITY, said(newest_first))
    events = await activity(script)
    assert [event.id for event in events] == ["50", "900", "4"]
    assert script.asked == [f"GET {ACTIVITY}?deviceId={LOCK_ID}&elements=100"]


@pytest.mark.parametrize(
    ("limit", "elements"), [(1, 20), (20, 20), (21, 21), (200, 200), (1000, 200)]
)
async def test_how_many_are_asked_for(
    script: Script, limit: int, elements: int
) -> None:
    """At most a page, and never so few that an act is torn apart."""
    script.on("GET", ACTIVITY, said([]))
    await activity(script, limit=limit)
    assert script.asked == [f"GET {ACTIVITY}?deviceId={LOCK_ID}&elements={elements}"]


async def test_pages(script: Script) -> None:
    """All of them, each once, until there are no more."""
    paged(script, [entry(62, second) for second in range(450)])
    events = await activity(script, limit=1000)
    assert [event.occurred_at for event in events] == [
        TEN + timedelta(seconds=second) for second in range(450)
    ]
    assert len(script.asked) == 3


async def test_entries_of_one_millisecond_at_the_edge_of_a_page(
    script: Script,
) -> None:
    """The cloud would leave out those that did not fit on the first page."""
    entries = [entry(62, second) for second in range(198)]
    edge = [entry(62, 0, id=f"edge{number}") for number in range(10)]
    paged(script, [*entries, *edge])
    assert len(await activity(script, limit=1000)) == 208


async def test_not_further_than_needed(script: Script) -> None:
    """Neither beyond the number that is wanted, nor beyond the time."""
    paged(script, [entry(62, second) for second in range(600)])
    newest = await activity(script, limit=200)
    assert (len(newest), len(script.asked)) == (200, 1)
    assert newest[-1].occurred_at == TEN + timedelta(seconds=599)

    after = TEN + timedelta(seconds=350)
    recent = await activity(script, after=after, limit=1000)
    assert recent[0].occurred_at == after
    assert (len(recent), len(script.asked)) == (250, 2)


async def test_a_cloud_that_always_sends_the_same_page(script: Script) -> None:
    """Nothing new on a page is the end."""
    script.on("GET", ACTIVITY, said([entry(62, n) for n in range(200)]))
    assert len(await activity(script, limit=1000)) == 200
    assert len(script.asked) == 2


async def test_the_newest_are_kept(script: Script) -> None:
    """When a page holds more than were asked for."""
    script.on("GET", ACTIVITY, said([entry(62, second) for second in range(9)]))
    assert [event.occurred_at.second for event in await activity(script, limit=2)] == [
        7,
        8,
    ]
    assert await activity(script, limit=0) == ()


async def test_one_odd_entry_does_not_hide_the_others(script: Script) -> None:
    """Without id, number or time it tells nothing."""
    odd: list[object] = [
        None,
        5,
        entry(33, 1, id=None),
        entry(33, 2, event=None),
        entry(33, 3, date="soon"),
        entry(33, 4),
    ]
    script.on("GET", ACTIVITY, said(odd))
    assert [event.occurred_at.second for event in await activity(script)] == [4]


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (refused(401), AuthError, Reason.SIGNED_OUT),
        # Guests are shown less, so it can only be the scope.
        (refused(403), NotPermitted, Reason.SCOPE_MISSING),
        (refused(500), CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (said({}), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (said(None), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
        (answer(200, b'{"result": ['), ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
    ],
)
async def test_what_can_go_wrong(
    script: Script, reply: Reply, error: type[VendorError], reason: Reason
) -> None:
    """An answer that is no log is not an empty one."""
    script.on("GET", ACTIVITY, reply)
    with pytest.raises(error) as caught:
        await activity(script)
    assert caught.value.reason is reason


def acts(*entries: Json) -> list[tuple[str, bool]]:
    """Return types of events, and whether the latch was pulled with them."""
    read = [Entry.read(Record(item, "entry")) for item in entries]
    return [(event.type.value, event.unlatched) for event in one_per_act(read, "lock")]


@pytest.mark.parametrize(
    ("unlock", "pull"),
    [
        (33, 51),
        (37, 52),
        (37, 87),
        (61, 76),
        (77, 81),
        (88, 92),
        (228, 234),
        (229, 235),
    ],
)
def test_a_latch_that_the_lock_pulls_itself(unlock: int, pull: int) -> None:
    """Somebody came in, once."""
    assert acts(entry(unlock), entry(pull, 3)) == [("unlocked", True)]


@pytest.mark.parametrize(
    "between",
    [[], [entry(83, 1)], [entry(83, 1), entry(84, 2)]],
)
def test_the_door_may_move_in_between(between: list[Json]) -> None:
    """It is part of the same act, and an event of its own."""
    found = acts(entry(61), *between, entry(76, 3))
    assert found[0] == ("unlocked", True)
    assert len(found) == 1 + len(between)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # Ordered by somebody, on a door that was unlocked.
        ([entry(61), entry(63, 3)], [("unlocked", False), ("unlatched", False)]),
        # By another method, by somebody else, or much later.
        ([entry(33), entry(76, 3)], [("unlocked", False), ("unlocked", True)]),
        (
            [entry(61), entry(76, 3, username="Bert")],
            [("unlocked", False), ("unlocked", True)],
        ),
        ([entry(61), entry(76, 21)], [("unlocked", False), ("unlocked", True)]),
        # Twice: the second belongs to nothing.
        (
            [entry(61), entry(76, 1), entry(76, 2)],
            [("unlocked", True), ("unlocked", True)],
        ),
        # Locked in between.
        (
            [entry(61), entry(38, 1), entry(76, 2)],
            [("unlocked", False), ("locked", False), ("unlocked", True)],
        ),
        # Nothing was told of the unlocking.
        ([entry(76)], [("unlocked", True)]),
        # A pull whose author is not told.
        ([entry(61), entry(76, 1, username=None)], [("unlocked", True)]),
        # Housekeeping says nothing.
        ([entry(61), entry(46, 1), entry(76, 2)], [("unlocked", True)]),
    ],
)
def test_what_is_one_act(entries: list[Json], expected: list[tuple[str, bool]]) -> None:
    """By the same one, in the same way, and soon after."""
    assert acts(*entries) == expected


async def test_an_act_in_one_millisecond(script: Script) -> None:
    """The latch comes after the bolt, whatever the ids."""
    script.on("GET", ACTIVITY, said([entry(76, 1, id=1), entry(61, 1, id=2)]))
    (event,) = await activity(script)
    assert (event.id, event.unlatched) == ("2", True)


async def test_an_act_that_began_before(script: Script) -> None:
    """Its latch is no news of its own, because the unlocking was told already."""
    script.on("GET", ACTIVITY, said([entry(76, 3), entry(61, 1)]))
    assert await activity(script, after=TEN + timedelta(seconds=2)) == ()


@given(st.lists(st.tuples(st.integers(30, 95), st.integers(0, 60))))
def test_no_act_is_lost_and_none_is_told_twice(log: list[tuple[int, int]]) -> None:
    """Whatever a log holds: ids stay unique, and only pulls are merged."""
    entries = [
        Entry.read(Record(entry(number, second, id=place), "entry"))
        for place, (number, second) in enumerate(sorted(log, key=lambda row: row[1]))
    ]
    events = one_per_act(entries, "lock")
    ids = [event.id for event in events]
    assert len(set(ids)) == len(ids)
    assert [event.occurred_at for event in events] == sorted(
        event.occurred_at for event in events
    )
    gone = {entry.id for entry in entries} - set(ids)
    numbers = {entry.id: entry.number for entry in entries}
    merged = {numbers[each] for each in gone}
    assert merged <= {42, 43, 46, 50, 74, 85, 51, 52, 76, 81, 87, 92}


async def test_a_clock_at_the_end_of_all_days(script: Script) -> None:
    """A lock that has lost its time does not stop its log."""
    last = {**entry(33, 5, id=9), "date": "9999-12-31T23:59:59.999999"}
    page = [last | {"id": number} for number in range(1, 201)]
    script.on("GET", ACTIVITY, said(page))
    assert len(await activity(script, limit=300)) == 200
