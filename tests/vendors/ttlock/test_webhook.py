"""What the cloud calls back about: records, gateways, and things that make no sense."""

from collections.abc import Sequence
from datetime import timedelta
import json
from urllib.parse import urlencode

import pytest

from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.lock import (
    BoltState,
    DoorState,
    Lock,
    Reachability,
)
from custom_components.cloud_locks.model.updates import (
    EventUpdate,
    GatewayUpdate,
    Hint,
    LockUpdate,
    Update,
)
from custom_components.cloud_locks.vendors.ttlock.cloud import TtlockCloud

from .payloads import (
    AT,
    GATEWAY,
    GATEWAY_ID,
    LOCK,
    LOCK_ID,
    MAC,
    Json,
    detail,
    lock as lock_item,
    page,
    record,
)
from .script import DETAIL, STATE, Script, said, webhook_of

FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json; charset=utf-8"}
SENSOR = "/v3/doorSensor/query"


def pushed(kind: int = 4, seconds: int = 0, **changes: object) -> Json:
    """Return a record as callbacks have it: without an id."""
    return record(kind, seconds, recordId=..., electricQuantity=80, **changes)


def notice(*records: object, **changes: object) -> Json:
    """Return the fields of a callback about records."""
    fields: Json = {
        "notifyType": 1,
        "lockId": LOCK_ID,
        "lockMac": MAC,
        "admin": "owner@example.com",
        "records": json.dumps(list(records)),
    }
    return {name: it for name, it in (fields | changes).items() if it is not ...}


def form(fields: Json) -> bytes:
    """Return the body of a form."""
    return urlencode(fields, doseq=True).encode()


async def parsed(
    script: Script, body: bytes, cloud: TtlockCloud | None = None
) -> list[Update]:
    """Return what a callback in a form says."""
    cloud, _ = await script.connected(cloud)
    return list(webhook_of(cloud).parse(body, FORM))


def events(updates: Sequence[Update]) -> list[tuple[EventType, Method]]:
    """Return what happened."""
    return [
        (it.event.type, it.event.method)
        for it in updates
        if isinstance(it, EventUpdate)
    ]


def locks(updates: Sequence[Update]) -> list[Lock]:
    """Return locks that are different now."""
    return [it.lock for it in updates if isinstance(it, LockUpdate)]


async def test_a_code_was_typed(script: Script) -> None:
    """The lock is open, its battery is told, and who it was; no digits."""
    updates = await parsed(script, form(notice(pushed())))
    assert events(updates) == [(EventType.UNLOCKED, Method.CODE)]
    (lock,) = locks(updates)
    assert (lock.bolt, lock.battery.percent) == (BoltState.UNLOCKED, 80)
    assert lock.reachability is Reachability.ONLINE
    assert "284617" not in repr(updates)
    assert webhook_of(script.connect()).reply == "success"


async def test_the_same_event_as_by_polling(script: Script) -> None:
    """So that nothing is told twice, although only one of both has an id."""
    cloud, _ = await script.connected()
    script.on("GET", "/v3/lockRecord/list", said(page(record(4), record(50, 3))))
    polled = await cloud.activity(LOCK, after=None, limit=5)
    updates = webhook_of(cloud).parse(form(notice(pushed(4), pushed(50, 3))), FORM)
    called = [it.event for it in updates if isinstance(it, EventUpdate)]
    assert called == list(polled)


async def test_records_in_several_fields(script: Script) -> None:
    """Recorded posts repeat the field."""
    fields = notice(
        records=[json.dumps([pushed(4)]), json.dumps([pushed(47, 5), pushed(45, 9)])]
    )
    updates = await parsed(script, form(fields))
    assert events(updates) == [
        (EventType.UNLOCKED, Method.CODE),
        (EventType.LOCKED, Method.BUTTON),
        (EventType.LOCKED, Method.AUTO),
    ]
    (lock,) = locks(updates)
    assert lock.bolt is BoltState.LOCKED


async def test_one_bad_record_drops_no_other(script: Script) -> None:
    """Nor does one of a type that nobody knows."""
    updates = await parsed(
        script, form(notice(5, None, {}, pushed(777), pushed(4, 1, success=0)))
    )
    assert events(updates) == [
        (EventType.UNKNOWN, Method.UNKNOWN),
        (EventType.DENIED, Method.CODE),
    ]


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(notice(pushed())),
        json.dumps(notice(records=[pushed()])),
        json.dumps([notice(records=[pushed()])]),
        json.dumps({**notice(records=...), **pushed()}),
    ],
)
async def test_json(script: Script, body: str) -> None:
    """In every shape that is likely."""
    cloud, _ = await script.connected()
    for headers in (JSON, {}):
        updates = webhook_of(cloud).parse(body.encode(), headers)
        assert events(updates) == [(EventType.UNLOCKED, Method.CODE)]


@pytest.mark.parametrize(
    ("seconds_ago", "bolt"), [(60, BoltState.UNLOCKED), (600, BoltState.LOCKED)]
)
async def test_old_records_move_no_bolt(
    script: Script, seconds_ago: int, bolt: BoltState
) -> None:
    """A phone may upload yesterday's; they are told, and the bolt is where it is."""
    cloud, found = await script.connected()
    script.on("GET", STATE, said({"state": 0}))
    script.now -= timedelta(seconds=900)
    await cloud.states({found.id: found})
    script.now += timedelta(seconds=900)
    updates = webhook_of(cloud).parse(form(notice(pushed(4, -seconds_ago))), FORM)
    assert len(events(updates)) == 1
    assert locks(updates)[0].bolt is bolt


async def test_what_the_lock_said_since(script: Script) -> None:
    """A record from before is older than the lock's own word."""
    cloud, found = await script.connected()
    script.now += timedelta(seconds=60)
    script.on("GET", STATE, said({"state": 0}))
    await cloud.states({found.id: found})
    updates = webhook_of(cloud).parse(form(notice(pushed(4, 30))), FORM)
    assert locks(updates)[0].bolt is BoltState.LOCKED


async def test_what_did_not_succeed_moves_no_bolt(script: Script) -> None:
    """A wrong code opens nothing."""
    (lock,) = locks(await parsed(script, form(notice(pushed(4, success=0)))))
    assert lock.bolt is BoltState.UNKNOWN


async def test_the_door(script: Script) -> None:
    """Opened and closed are told by records too."""
    (lock,) = locks(await parsed(script, form(notice(pushed(31)))))
    assert lock.door is DoorState.OPEN


async def test_the_next_reading_builds_on_it(script: Script) -> None:
    """What a callback said is remembered."""
    cloud, _ = await script.connected()
    webhook_of(cloud).parse(form(notice(pushed(4))), FORM)
    (lock,) = (await cloud.inventory()).locks.values()
    assert lock.bolt is BoltState.UNLOCKED


@pytest.mark.parametrize(("online", "expected"), [(0, False), ("1", True)])
async def test_gateways(script: Script, online: object, expected: bool) -> None:
    """That come and go; those of others are left out."""
    fields = {"notifyType": 2, "gatewayId": GATEWAY_ID, "isOnline": online}
    assert await parsed(script, form(fields)) == [
        GatewayUpdate(gateway_id=GATEWAY, online=expected)
    ]
    assert await parsed(script, form({**fields, "gatewayId": 5})) == []
    assert await parsed(script, form({"notifyType": 2})) == []


@pytest.mark.parametrize(
    ("online", "reach"), [(0, Reachability.OFFLINE), (1, Reachability.ONLINE)]
)
async def test_wifi_locks(script: Script, online: int, reach: Reachability) -> None:
    """That come and go."""
    fields = notice(records=..., notifyType=3, isOnline=online)
    (lock,) = locks(await parsed(script, form(fields)))
    assert lock.reachability is reach


@pytest.mark.parametrize(("kind", "codes"), [(2, True), (3, False)])
async def test_a_request_that_failed_later(
    script: Script, kind: int, codes: bool
) -> None:
    """Look again; at the codes if it was about one."""
    fields = notice(records=..., notifyType=4, objectType=kind, errcode=-3009)
    assert await parsed(script, form(fields)) == [Hint(lock_id=LOCK, codes=codes)]


async def test_a_door_sensor(script: Script) -> None:
    """Of which only the number is told."""
    sensing = {"featureValue": "F44354CF5F3"}
    script.home(lock_item(**sensing), keys=())
    script.on("GET", DETAIL, said(detail(**sensing)))
    script.on("GET", SENSOR, said({"doorSensorId": 8}))
    fields = {"notifyType": 7, "doorSensorId": 8, "recordType": 1}
    assert await parsed(script, form(fields)) == [Hint(lock_id=LOCK)]
    assert await parsed(script, form({**fields, "doorSensorId": 9})) == []


@pytest.mark.parametrize(
    "changes",
    [{"lockId": 777, "lockMac": "00:11"}, {"lockId": ..., "lockMac": ...}],
)
async def test_locks_of_others(script: Script, changes: Json) -> None:
    """Several accounts may share one address."""
    assert await parsed(script, form(notice(pushed(), **changes))) == []


async def test_a_lock_by_its_address(script: Script) -> None:
    """Where its number is missing."""
    updates = await parsed(script, form(notice(pushed(), lockId=...)))
    assert len(events(updates)) == 1


async def test_no_records(script: Script) -> None:
    """Something is with that lock."""
    assert await parsed(script, form(notice())) == [Hint(lock_id=LOCK)]


@pytest.mark.parametrize(
    "fields",
    [
        notice(pushed()),
        notice(records=[pushed()]),
        {"lockId": LOCK_ID, "event": "unlock", "keyboardPwd": "284617"},
    ],
)
async def test_sifely_is_only_a_reason_to_look(script: Script, fields: Json) -> None:
    """Nobody knows yet what its callbacks look like."""
    cloud, _ = await script.connected(script.sifely())
    updates = webhook_of(cloud).parse(json.dumps(fields).encode(), JSON)
    assert updates == [Hint(lock_id=LOCK)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"5",
        b'"text"',
        b"\xff\xfe",
        b"records=",
        b"a=1&" * 500,
        b"[" * 100_000,
        b'{"lockId": 532323, "records": "[[["}',
        b'{"lockId": 532323, "records": {"x": 1}}',
        form(notice(records="nonsense")),
        form({"test": "1"}),
    ],
)
@pytest.mark.parametrize("headers", [FORM, JSON, {}])
async def test_bodies_that_make_no_sense(
    script: Script, body: bytes, headers: dict[str, str]
) -> None:
    """The portal tries an address out, and so does everybody in the internet."""
    cloud, _ = await script.connected()
    assert not events(webhook_of(cloud).parse(body, headers))


async def test_before_anything_was_listed(script: Script) -> None:
    """Nothing is known, so nothing is said."""
    assert webhook_of(script.connect()).parse(form(notice(pushed())), FORM) == []
    assert AT
