"""Records as events: in order, once, by stable ids, without digits or addresses."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.model.errors import NotPermitted, ProtocolError
from tests.vendors.raw_server import Asked, Reply

from .payloads import AT, LOCK, Json, key, page, record, refusal
from .script import KEYS, LOCKS, Script, said

RECORDS = "/v3/lockRecord/list"


async def events(
    script: Script, *records: Json, sifely: bool = False
) -> tuple[AccessEvent, ...]:
    """Return the events of a lock with these records."""
    cloud, _ = await script.connected(script.sifely() if sifely else None)
    script.on("GET", RECORDS, said(page(*records)))
    return await cloud.activity(LOCK, after=None, limit=50)


async def test_a_code_was_typed(script: Script) -> None:
    """Who is the name of the code; the digits are nowhere."""
    (event,) = await events(script, record())
    assert (event.stream, event.type, event.method) == (
        Stream.ACCESS,
        EventType.UNLOCKED,
        Method.CODE,
    )
    assert (event.who, event.code_name, event.vendor_type) == (
        "Cleaner",
        "Cleaner",
        "4",
    )
    assert event.occurred_at == script.now
    assert event.lock_id == LOCK
    assert "284617" not in repr(event)


@pytest.mark.parametrize(
    ("kind", "name", "number", "who"),
    [
        (4, "Anna 284617", "284617", "Anna ••••"),
        (4, "284617", "284617", "••••"),
        (4, "Anna 28-46-17", "284617", "Anna ••••"),
        (4, "Room 1234", None, "Room ••••"),
        (7, "Card 1723612378", "1723612378", "Card ••••"),
        (8, "Thumb 1", "1", "Thumb 1"),
        (1, "anna@example.com", None, "anna"),
        (1, "+491712345678", None, "+••••"),
        (12, "anna_b", None, "anna_b"),
        (45, None, None, None),
        (4, "", "", None),
        (4, "   ", None, None),
    ],
)
async def test_who_it_was(
    script: Script, kind: int, name: str | None, number: str | None, who: str | None
) -> None:
    """App users go by e-mail or phone, and people name codes after their digits."""
    (event,) = await events(script, record(kind, username=name, keyboardPwd=number))
    assert event.who == who
    assert (event.code_name is not None) is (kind == 4 and who is not None)


async def test_names_at_sifely(script: Script) -> None:
    """Those of app users have an underscore and more behind them."""
    app, code = await events(
        script,
        record(1, 0, username="anna_5f3c9"),
        record(4, 1, username="Anna_5"),
        sifely=True,
    )
    assert (app.who, code.who) == ("anna", "Anna_5")


@pytest.mark.parametrize(
    ("kind", "type_", "method"),
    [
        (4, EventType.DENIED, Method.CODE),
        (7, EventType.DENIED, Method.CARD),
        (8, EventType.DENIED, Method.FINGERPRINT),
        (12, EventType.UNLOCK_FAILED, Method.APP),
        (11, EventType.LOCK_FAILED, Method.APP),
        (31, EventType.DOOR_OPENED, Method.UNKNOWN),
        (48, EventType.LOCKOUT, Method.UNKNOWN),
    ],
)
async def test_what_did_not_succeed(
    script: Script, kind: int, type_: EventType, method: Method
) -> None:
    """A wrong code is an event of its own."""
    (event,) = await events(script, record(kind, success=0))
    assert (event.type, event.method) == (type_, method)


async def test_a_fire(script: Script) -> None:
    """The lock opens by itself, and says why."""
    unlocked, alarm = await events(script, record(50))
    assert (unlocked.stream, unlocked.type) == (Stream.ACCESS, EventType.UNLOCKED)
    assert (alarm.stream, alarm.type) == (Stream.ALARM, EventType.OVERHEAT)
    assert unlocked.id != alarm.id


async def test_order_and_doubles(script: Script) -> None:
    """By the clock of the lock, oldest first, each once."""
    found = await events(
        script,
        record(4, 20),
        record(4, 10),
        record(47, 15),
        record(4, 10),
        record(4, 10, recordId=...),
        record(4, 10, recordId=..., keyboardPwd=""),
    )
    assert [(event.occurred_at - script.now).seconds for event in found] == [
        10,
        10,
        10,
        15,
        20,
    ]
    assert len({event.id for event in found}) == 5


async def test_odd_records_hide_no_other(script: Script) -> None:
    """One bad record never drops the page."""
    found = await events(
        script,
        5,  # type: ignore[arg-type]  # no object
        record(lockDate=None),
        record(recordType="x"),
        record(999, 1),
        record(43, 2),
        record(4, 3, success=...),
    )
    assert [(event.type, event.vendor_type) for event in found] == [
        (EventType.UNKNOWN, "999"),
        (EventType.UNLOCKED, "4"),
    ]


async def test_since_when(script: Script) -> None:
    """The cloud is asked from then on, and what it sends from before is left out."""
    cloud, _ = await script.connected()
    after = script.now + timedelta(seconds=5)
    script.on("GET", RECORDS, said(page(record(4, 5), record(4, 4))))
    (event,) = await cloud.activity(LOCK, after=after, limit=50)
    assert event.occurred_at == after
    assert script.params(RECORDS)["startDate"] == str(AT + 5_000)


def serve(script: Script, count: int) -> None:
    """Have so many records, newest first, one a second."""
    rows = [record(4, second) for second in reversed(range(count))]
    usual = script.server.reply

    def reply(asked: Asked) -> Reply:
        if asked.url.path != RECORDS:
            return usual(asked)
        begin = (int(asked.url.query["pageNo"]) - 1) * 100
        return said(page(*rows[begin : begin + 100], total=count))

    script.server.reply = reply


@pytest.mark.parametrize(
    ("count", "limit", "told", "calls"),
    [
        (450, 1000, 450, 5),
        (450, 50, 50, 1),
        (450, 150, 150, 2),
        (100, 1000, 100, 2),
        (99, 1000, 99, 1),
        (0, 10, 0, 1),
        (10, 0, 0, 1),
    ],
)
async def test_pages(
    script: Script, count: int, limit: int, told: int, calls: int
) -> None:
    """As many as are wanted, the newest, and no page more."""
    cloud, _ = await script.connected()
    serve(script, count)
    found = await cloud.activity(LOCK, after=None, limit=limit)
    seconds = [(event.occurred_at - script.now).seconds for event in found]
    assert seconds == list(range(count - told, count))
    assert len(script.asked) == calls


async def test_ids_do_not_depend_on_the_page(script: Script) -> None:
    """What was told once is not told again."""
    cloud, _ = await script.connected()
    serve(script, 30)
    many = await cloud.activity(LOCK, after=None, limit=30)
    few = await cloud.activity(LOCK, after=None, limit=3)
    assert [event.id for event in few] == [event.id for event in many[-3:]]


async def test_lent_keys(script: Script) -> None:
    """Who was lent a key and is not told who comes has nothing to put right."""
    script.on("POST", LOCKS, said(page()))
    script.on("POST", KEYS, said(page(key(userType="110302", keyRight=0))))
    cloud, _ = await script.connected()
    script.on("GET", RECORDS, said(page(record())))
    assert len(await cloud.activity(LOCK, after=None, limit=5)) == 1
    script.on("GET", RECORDS, said(refusal(20002)))
    assert await cloud.activity(LOCK, after=None, limit=5) == ()


async def test_owners_that_may_not_read(script: Script) -> None:
    """That is said, and is no sign-out."""
    cloud, _ = await script.connected()
    script.on("GET", RECORDS, said(refusal(-2018)))
    with pytest.raises(NotPermitted):
        await cloud.activity(LOCK, after=None, limit=5)
    script.on("GET", RECORDS, said({"list": None}))
    with pytest.raises(ProtocolError):
        await cloud.activity(LOCK, after=None, limit=5)
