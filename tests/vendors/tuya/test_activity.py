"""Logs: both calls, newer codes, slots and names, duress, alarms."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Method,
    Stream,
)
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tuya.logs import Entry, Names
from custom_components.cloud_locks.vendors.tuya.twins import Twins

from .payloads import AT, Json, alarms, logs, opening, password, records, refusal
from .script import ALARMS, DOOR, OPENINGS, PASSWORDS, USERS, Script, refused, said


async def read(script: Script, *entries: Json, **told: Json) -> tuple[AccessEvent, ...]:
    """Return the events of a log with these openings, and these alarms."""
    cloud, lock = await script.connected()
    script.on("GET", USERS, said(records()))
    script.on("GET", PASSWORDS, said([password()]))
    script.on("GET", OPENINGS, said(logs(*entries)))
    script.on("GET", ALARMS, said(alarms(*told.values())))
    return await cloud.activity(lock.id, after=None, limit=100)


@pytest.mark.parametrize(
    ("code", "value", "method", "credential"),
    [
        ("unlock_fingerprint", 3, Method.FINGERPRINT, "unlock_fingerprint-3"),
        ("unlock_finger", 3, Method.FINGERPRINT, "unlock_finger-3"),
        (
            "unlock_fingerprint_kit",
            "AAAAAQAA",
            Method.FINGERPRINT,
            "unlock_fingerprint-1",
        ),
        ("unlock_card_kit", "AAAABQAA", Method.CARD, "unlock_card-5"),
        ("unlock_face", 2, Method.FACE, "unlock_face-2"),
        ("unlock_key", 1, Method.KEY, None),
        ("unlock_app", 77, Method.APP, None),
        ("unlock_phone_remote_kit", "AAAAAQAA", Method.APP, None),
        ("unlock_dynamic", 1, Method.DYNAMIC_CODE, None),
        ("unlock_offline_pd", "AAAA", Method.OFFLINE_CODE, None),
        ("open_inside", True, Method.INSIDE, None),
    ],
)
async def test_methods(
    script: Script, code: str, value: object, method: Method, credential: str | None
) -> None:
    """By the code, and the slot in either shape."""
    (event,) = await read(script, opening(status={"code": code, "value": value}))
    assert (event.type, event.method) == (EventType.UNLOCKED, method)
    assert event.credential_id == credential
    assert event.occurred_at == datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "value"),
    [("unlock_temporary", 1201), ("unlock_temporary_kit", "AAAABQAA")],
)
async def test_code_by_number_or_slot(script: Script, code: str, value: object) -> None:
    """The log names none, so the list of codes is asked."""
    (event,) = await read(script, opening(status={"code": code, "value": value}))
    assert (event.code_id, event.who, event.code_name) == ("1201", "Cleaner", "Cleaner")


def test_numbers_of_wifi_locks() -> None:
    """The lock tells them without the 900 that the app adds."""
    names = Names(ids={912: ("912", "Cleaner")})
    assert names.of("unlock_temporary", 12, wifi=True) == ("912", "Cleaner")
    assert names.of("unlock_temporary", 12, wifi=False) is None


async def test_who(script: Script) -> None:
    """The user before the method's name; neither an address nor digits."""
    entry = opening("unlock_fingerprint", unlock_name="11-8", user_id="u-2001")
    for name, shown in (("Bert", "Bert"), ("b@x.org", "b"), ("", "11-8")):
        (event,) = await read(script, {**entry, "nick_name": name})
        assert (event.who, event.actor_id) == (shown, "u-2001")
    (event,) = await read(script, opening(unlock_name="Anna 284617"))
    assert "284617" not in repr(event)


@pytest.mark.parametrize(
    ("value", "stream", "kind", "method"),
    [
        ("wrong_finger", Stream.ACCESS, EventType.DENIED, Method.FINGERPRINT),
        ("wrong_password", Stream.ACCESS, EventType.DENIED, Method.CODE),
        ("wrong_card", Stream.ACCESS, EventType.DENIED, Method.CARD),
        ("pry", Stream.ALARM, EventType.FORCED, Method.UNKNOWN),
        ("shock", Stream.ALARM, EventType.TAMPER, Method.UNKNOWN),
        ("too_hot", Stream.ALARM, EventType.OVERHEAT, Method.UNKNOWN),
        ("key_in", Stream.ALARM, EventType.KEY_LEFT_IN, Method.UNKNOWN),
        ("tongue_not_out", Stream.ALARM, EventType.JAMMED, Method.UNKNOWN),
        ("tongue_bad", Stream.ALARM, EventType.BOLT_BLOCKED, Method.UNKNOWN),
        ("power_off", Stream.ALARM, EventType.POWER_LOST, Method.UNKNOWN),
        ("unclosed_time", Stream.ACCESS, EventType.DOOR_LEFT_OPEN, Method.UNKNOWN),
        ("aliens", Stream.ALARM, EventType.UNKNOWN, Method.UNKNOWN),
    ],
)
async def test_alarms(
    script: Script, value: str, stream: Stream, kind: EventType, method: Method
) -> None:
    """Those that nobody knows are told as such."""
    (event,) = await read(script, one=opening("alarm_lock", value=value))
    assert (event.stream, event.type, event.method) == (stream, kind, method)


async def test_no_alarms(script: Script) -> None:
    """The battery has an entity of its own."""
    told = {"a": opening("alarm_lock", value="low_battery"), "b": opening("x_y")}
    assert await read(script, **told) == ()


@pytest.mark.parametrize("status", [{}, []])
async def test_duress(script: Script, status: object) -> None:
    """Beside the opening; the status comes as an object, or as a list of one."""
    told: Json = {"code": "hijack", "value": "unlock_fingerprint-02"}
    entry = opening(status=[told] if isinstance(status, list) else told)
    unlocked = opening("unlock_fingerprint", value=2)
    events = await read(script, unlocked, one=entry)
    assert {event.stream for event in events} == {Stream.ACCESS, Stream.DURESS}
    (event,) = [it for it in events if it.stream is Stream.DURESS]
    assert event.duress
    assert event.method is Method.FINGERPRINT
    assert event.credential_id == "unlock_fingerprint-2"


async def test_equal_entries_are_separate(script: Script) -> None:
    """The same finger twice in a row, even within a second."""
    events = await read(script, *[opening("unlock_fingerprint")] * 2)
    assert len({event.id for event in events}) == 2


async def test_what_is_asked_for(script: Script) -> None:
    """Times in milliseconds, names with underscores, all kinds of alarms."""
    await read(script)
    query = script.query(OPENINGS)
    assert query["page_no"] == "1"
    assert len(query["start_time"]) == len(query["end_time"]) == 13
    assert script.query(ALARMS)["codes"] == "alarm_lock,hijack,doorbell"


async def test_older_calls(script: Script) -> None:
    """Where the newer ones are refused; and then at once."""
    cloud, lock = await script.connected()
    for name in ("open-logs", "alarm-logs"):
        older = logs() if name == "open-logs" else alarms()
        script.on("GET", f"{DOOR}/{name}", said(older))
    script.on("GET", OPENINGS, refused(refusal(1109)))
    script.on("GET", ALARMS, refused(refusal(2003)))
    for _ in range(2):
        await cloud.activity(lock.id, after=None, limit=10)
    assert script.asked.count(f"GET {OPENINGS}") == 1
    assert script.asked.count(f"GET {DOOR}/alarm-logs") == 2


def entry(seconds: float = 0) -> Entry:
    """Return an opening by a finger."""
    moment = AT + int(seconds * 1000)
    told = {"status": {"code": "unlock_card_kit", "value": "AAAAAQAA"}}
    return Entry.read(Record({**told, "update_time": moment}, ""))


def test_twins() -> None:
    """What the queue told is not told again by the log, once each."""
    twins = Twins()
    assert twins.told("d", entry(0), "first")
    assert not twins.told("d", entry(0), "first")
    assert twins.told("d", entry(30), "second")
    log = [("a", entry(37)), ("b", entry(5)), ("c", entry(20))]
    for _ in range(2):
        ids = [event_id for event_id, _ in twins.recognised("d", log)]
        assert ids == ["second", "first", "c"]
    late = entry(timedelta(minutes=2).total_seconds())
    assert twins.recognised("d", [("e", late)]) == [("e", late)]
