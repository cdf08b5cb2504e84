"""The log: every action, both shapes, pages, and whose code it was."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
)
from custom_components.cloud_locks.vendors.august.activity_types import MEANINGS

from .payloads import (
    AT,
    GUEST_ID,
    LOCK_ID,
    OTHER_ID,
    PIN,
    Json,
    entry,
    groups,
    listed,
    log,
    older,
    pin,
    user,
)
from .script import LOCKS, LOG, PINS, Script, codes_of, refused, said

START = datetime.fromtimestamp(AT / 1000, UTC)


async def events(script: Script, *entries: Json) -> tuple[AccessEvent, ...]:
    """Return what a page of the log becomes."""
    script.on("GET", LOG, said(log(*entries)))
    cloud, _ = await script.connected()
    return await cloud.activity(LOCK_ID, after=None, limit=100)


@pytest.mark.parametrize(
    ("action", "kind", "method"),
    [
        ("remote_lock", EventType.LOCKED, Method.APP),
        ("remote_unlock", EventType.UNLOCKED, Method.APP),
        ("remote_unlatch", EventType.UNLOCKED, Method.APP),
        ("pin_lock", EventType.LOCKED, Method.CODE),
        ("pin_unlock", EventType.UNLOCKED, Method.CODE),
        ("pin_unlatch", EventType.UNLOCKED, Method.CODE),
        ("onetouchlock", EventType.LOCKED, Method.BUTTON),
        ("one_touch_lock", EventType.LOCKED, Method.BUTTON),
        ("finger_lock", EventType.LOCKED, Method.FINGERPRINT),
        ("finger_unlock", EventType.UNLOCKED, Method.FINGERPRINT),
        ("rf_lock", EventType.LOCKED, Method.CARD),
        ("rf_unlock", EventType.UNLOCKED, Method.CARD),
        ("rf_unlatch", EventType.UNLOCKED, Method.CARD),
        ("rf_secure", EventType.LOCKED, Method.CARD),
        ("homekey_lock", EventType.LOCKED, Method.HOMEKIT),
        ("homekey_unlock", EventType.UNLOCKED, Method.HOMEKIT),
        ("homekey_unlatch", EventType.UNLOCKED, Method.HOMEKIT),
        ("ble_lock", EventType.LOCKED, Method.APP),
        ("ble_unlock", EventType.UNLOCKED, Method.APP),
        ("ble_unlatch", EventType.UNLOCKED, Method.APP),
        ("manual_lock", EventType.LOCKED, Method.MANUAL),
        ("manual_unlock", EventType.UNLOCKED, Method.MANUAL),
        ("manual_unlatch", EventType.UNLOCKED, Method.MANUAL),
        ("auto_lock", EventType.LOCKED, Method.AUTO),
        ("linked_lock", EventType.LOCKED, Method.LINK),
        ("linked_unlock", EventType.UNLOCKED, Method.LINK),
        ("lock", EventType.LOCKED, Method.UNKNOWN),
        ("unlock", EventType.UNLOCKED, Method.UNKNOWN),
        ("unlatch", EventType.UNLOCKED, Method.UNKNOWN),
        ("jammed", EventType.JAMMED, Method.UNKNOWN),
        ("door_open", EventType.DOOR_OPENED, Method.UNKNOWN),
        ("door_close", EventType.DOOR_CLOSED, Method.UNKNOWN),
        ("lock_accessory_motion_detect", EventType.RING, Method.BUTTON),
    ],
)
async def test_every_action(
    script: Script, action: str, kind: EventType, method: Method
) -> None:
    """Of the table; what pulls the latch says so."""
    (event,) = await events(script, entry(action))
    assert (event.type, event.method) == (kind, method)
    assert event.unlatched is action.endswith("unlatch")
    assert event.id == "entry-1"
    assert event.occurred_at == START + timedelta(seconds=1)
    assert event.vendor_type == action
    assert PIN not in repr(event)


def test_no_action_is_left_out() -> None:
    """Of those that have a meaning; three are only of the older shape."""
    names = {row[0] for row in test_every_action.pytestmark[0].args[1]}  # type: ignore[attr-defined]
    assert MEANINGS.keys() - names == {"dooropen", "doorclosed", "door_closed"}


@pytest.mark.parametrize(
    "action",
    [
        "locking",
        "unlocking",
        "unlatching",
        "associated_bridge_offline",
        "doorbell_motion_detected",
        "user_code_added",
    ],
)
async def test_what_is_no_event(script: Script, action: str) -> None:
    """Movements under way are told again at their end; the rest nobody knows."""
    assert await events(script, entry(action), entry("pin_lock", 2)) != ()
    assert [it.id for it in await events(script, entry(action))] == []


async def test_who(script: Script) -> None:
    """The person by name and id; the title of the page is not read at all."""
    (event,) = await events(script, entry("pin_unlock", user=user()))
    assert (event.who, event.actor_id) == ("Anna Visser", GUEST_ID)
    (event,) = await events(script, entry("pin_unlock", user=user(first=f"A {PIN}")))
    assert event.who == "A •••• Visser"


async def test_whose_code(script: Script) -> None:
    """A code belongs to the user who typed it, once the codes were listed."""
    script.on("GET", PINS, said(groups(loaded=[pin(firstName="Room", lastName="7")])))
    unlocked = entry("pin_unlock", user={"UserID": GUEST_ID})
    remote = entry("remote_unlock", 2, user={"UserID": GUEST_ID})
    script.on("GET", LOG, said(log(unlocked, remote)))
    cloud, _ = await script.connected()
    await codes_of(cloud).list(LOCK_ID)
    typed, told = await cloud.activity(LOCK_ID, after=None, limit=9)
    assert (typed.who, typed.code_name, typed.code_id) == (
        "Room 7",
        "Room 7",
        "61f0c3a0",
    )
    assert (told.who, told.code_name, told.code_id) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "kind", "method", "who"),
    [
        ({"info": {"keypad": True}}, EventType.UNLOCKED, Method.CODE, "Anna Visser"),
        ({"info": {"remote": True}}, EventType.UNLOCKED, Method.APP, "Anna Visser"),
        ({"info": {"tag": True}}, EventType.UNLOCKED, Method.CARD, "Anna Visser"),
        ({"info": {"manual": True}}, EventType.UNLOCKED, Method.MANUAL, "Anna Visser"),
        ({}, EventType.UNLOCKED, Method.UNKNOWN, "Anna Visser"),
        (
            {"callingUser": user("deleted", "Unknown", "User")},
            EventType.UNLOCKED,
            Method.UNKNOWN,
            None,
        ),
        (
            {"action": "lock", "callingUser": user("automaticrelock", "Auto", "Lock")},
            EventType.LOCKED,
            Method.AUTO,
            None,
        ),
        (
            {"action": "dooropen", "callingUser": {}},
            EventType.DOOR_OPENED,
            Method.UNKNOWN,
            None,
        ),
    ],
)
async def test_the_older_shape(
    script: Script,
    changes: Json,
    kind: EventType,
    method: Method,
    who: str | None,
) -> None:
    """A bare list, whose flags tell the method."""
    script.on("GET", LOG, said([older("unlock") | changes]))
    cloud, _ = await script.connected()
    (event,) = await cloud.activity(LOCK_ID, after=None, limit=9)
    assert (event.type, event.method, event.who) == (kind, method, who)


async def test_older_entries_without_an_id(script: Script) -> None:
    """They get one that is the same every time."""
    script.on("GET", LOG, said([older("unlock", info={}), older("lock", info={})]))
    cloud, _ = await script.connected()
    first = await cloud.activity(LOCK_ID, after=None, limit=9)
    script.now += timedelta(minutes=1)
    second = await cloud.activity(LOCK_ID, after=None, limit=9)
    assert [it.id for it in first] == [it.id for it in second]
    assert len({it.id for it in first}) == 2


async def test_doors_are_kept_apart(script: Script) -> None:
    """A house has one log for all; it is read once for locks that ask at once."""
    script.on("GET", LOCKS, said({LOCK_ID: listed(), OTHER_ID: listed()}))
    script.on("GET", f"/locks/{OTHER_ID}", refused(403))
    page = log(entry("pin_lock"), entry("pin_unlock", 2, deviceID=OTHER_ID))
    script.on("GET", LOG, said(page))
    cloud, _ = await script.connected()
    (ours,) = await cloud.activity(LOCK_ID, after=None, limit=9)
    (theirs,) = await cloud.activity(OTHER_ID, after=None, limit=9)
    assert (ours.id, theirs.id) == ("entry-1", "entry-2")
    assert len(script.asked) == 1
    script.now += timedelta(seconds=3)
    await cloud.activity(LOCK_ID, after=None, limit=9)
    assert len(script.asked) == 2


def many(count: int) -> list[Json]:
    """Return entries, oldest first."""
    return [entry("pin_lock", number) for number in range(1, count + 1)]


def pages(script: Script, everything: list[Json], most: int = 2500) -> None:
    """Answer with as many entries as are asked for, or refuse."""
    inner = script.server.reply

    def reply(asked: object) -> bytes | None:
        url = asked.url  # type: ignore[attr-defined]
        if url.path != LOG:
            return inner(asked)  # type: ignore[arg-type]
        size = int(url.query["limit"])
        return refused(400) if size > most else said(log(*everything[-size:]))

    script.server.reply = reply


async def test_bigger_and_bigger_pages(script: Script) -> None:
    """Until there is nothing more that was asked for."""
    pages(script, many(230))
    cloud, _ = await script.connected()
    found = await cloud.activity(LOCK_ID, after=None, limit=1000)
    assert [it.id for it in found] == [f"entry-{it}" for it in range(1, 231)]
    assert script.asked == [f"GET {LOG}?limit={it}" for it in (50, 200, 1000)]
    assert script.server.asked[0].headers["accept-version"] == "4.0.0"


async def test_no_bigger_than_needed(script: Script) -> None:
    """What happened since is usually on the first page."""
    pages(script, many(230))
    cloud, _ = await script.connected()
    after = START + timedelta(seconds=200)
    found = await cloud.activity(LOCK_ID, after=after, limit=100)
    assert [it.id for it in found] == [f"entry-{it}" for it in range(200, 231)]
    newest = await cloud.activity(LOCK_ID, after=None, limit=2)
    assert [it.id for it in newest] == ["entry-229", "entry-230"]
    assert script.asked == [f"GET {LOG}?limit=50"]


async def test_a_cloud_that_takes_small_pages_only(script: Script) -> None:
    """It is met at times, and remembered."""
    pages(script, many(230), most=25)
    cloud, _ = await script.connected()
    found = await cloud.activity(LOCK_ID, after=None, limit=100)
    assert len(found) == 15
    script.now += timedelta(minutes=1)
    await cloud.activity(LOCK_ID, after=None, limit=100)
    assert script.asked == [f"GET {LOG}?limit={it}" for it in (50, 15, 15)]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(403), NotPermitted),
        (refused(503), CloudUnreachable),
        (said({"message": "no"}), ProtocolError),
    ],
)
async def test_no_log(script: Script, reply: bytes, error: type[Exception]) -> None:
    """It is no quiet door."""
    script.on("GET", LOG, reply)
    cloud, _ = await script.connected()
    with pytest.raises(error):
        await cloud.activity(LOCK_ID, after=None, limit=9)


async def test_lock_without_a_house(script: Script) -> None:
    """Has no log."""
    script.home(HouseID=None)
    script.on("GET", LOCKS, said({LOCK_ID: listed(HouseID=None)}))
    cloud, _ = await script.connected()
    assert await cloud.activity(LOCK_ID, after=None, limit=9) == ()


async def test_streams(script: Script) -> None:
    """Jams are alarms, and the button of a Doorman is a bell."""
    jam, ring = await events(
        script, entry("jammed"), entry("lock_accessory_motion_detect", 2)
    )
    assert (jam.stream, ring.stream) == (Stream.ALARM, Stream.DOORBELL)


async def test_two_in_one_moment(script: Script) -> None:
    """The newest stands first in the log, so it comes last here."""
    first, second = entry("remote_unlock", 1, id="z"), entry("remote_lock", 1, id="a")
    assert [it.id for it in await events(script, first, second)] == ["z", "a"]


async def test_entries_that_cannot_be_read(script: Script) -> None:
    """They hide no others."""
    odd = [entry("pin_lock", timestamp=None), entry("pin_lock", timestamp=-1)]
    found = await events(
        script, *odd, entry("pin_lock", 2, deviceID=None), entry("lock")
    )
    assert [it.id for it in found] == ["entry-1"]
