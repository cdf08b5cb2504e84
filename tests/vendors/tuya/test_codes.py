"""Codes: a ticket for each attempt, real encryption, and what a phase means."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeChange,
    CodeDraft,
    CodeKind,
    CodeStatus,
)
from custom_components.cloud_locks.model.code_parts import ClearScope
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    DuplicateCode,
    InvalidCode,
    LockOffline,
    NotFound,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.tuya.cloud import TuyaCloud

from .payloads import (
    AT,
    CIPHER,
    OTHER_DEVICE,
    UUID,
    Json,
    device,
    method,
    owner,
    password,
    records,
    refusal,
    sleeper,
    tokens,
    user,
)
from .script import (
    ADD,
    PASSWORDS,
    TICKET,
    TOKEN,
    USERS,
    D,
    S,
    Script,
    codes_of,
    dynamic_of,
    offline_of,
    refused,
    said,
)

PIN = Secret("123456")
DRAFT = CodeDraft(name="Anna", schedule=Schedule.always(), pin=PIN)
ENTRY = f"{PASSWORDS}/1201"
GATE = f"/v1.0/devices/{OTHER_DEVICE}/door-lock"
OFFLINE = f"/v1.1/devices/{D.rpartition('/')[2]}/door-lock/offline-temp-password"
YES = said(True)  # noqa: FBT003 - a result


def people(script: Script, *users: Json, of: str = "u-2001", **methods: Json) -> None:
    """Let these people be at the lock, and one of them have these methods."""
    script.on("GET", USERS, said(records(*users)))
    for it in users:
        mine = methods.values() if it["user_id"] == of else ()
        script.on("GET", f"{S}/opmodes/{it['user_id']}", said(records(*mine)))


def listed(script: Script, *entries: Json) -> None:
    """Let the lock have these passwords."""
    people(script)
    script.on("GET", PASSWORDS, said(list(entries)))


async def test_added(script: Script) -> None:
    """Encrypted with the ticket's key, and read back."""
    cloud, lock = await script.connected()
    listed(script)
    script.on("GET", PASSWORDS, said([]), said([password(name="Anna")]))
    script.on("POST", ADD, said({"id": 1201}))
    write = await codes_of(cloud).add(lock.id, DRAFT)
    assert (write.outcome, write.code_id) == (Outcome.CONFIRMED, "1201")
    assert script.body(ADD) == {
        "name": "Anna",
        "effective_time": AT // 1000 + 30,
        "invalid_time": 2_145_916_799,
        "type": 0,
        "password": CIPHER,
        "password_type": "ticket",
        "ticket_id": "6k8vsH00",
    }
    assert script.writes == [f"POST {ADD}"]


async def test_token_refused_while_writing(script: Script) -> None:
    """Another token, and another ticket: the first one may be used up."""
    cloud, lock = await script.connected()
    listed(script)
    script.on("GET", f"{TOKEN}/refresh-1bd2a2", said(tokens(access_token="access-2")))
    script.on("POST", ADD, refused(refusal(1010)), said({"id": 1201}))
    await codes_of(cloud).add(lock.id, DRAFT)
    assert script.asked.count(f"POST {TICKET}") == 2


async def test_start_that_was_refused(script: Script) -> None:
    """Proves that nothing was stored: once more, later, with another ticket."""
    cloud, lock = await script.connected()
    listed(script)
    script.on("POST", ADD, refused(refusal(1109)), said({"id": 1201}))
    past = Schedule.window(script.now - timedelta(days=1), script.now + timedelta(1))
    draft = CodeDraft(name="Anna", schedule=past, pin=PIN)
    await codes_of(cloud).add(lock.id, draft)
    assert script.body(ADD)["effective_time"] == AT // 1000 + 30
    script.on("POST", ADD, refused(refusal(1109)))
    script.server.asked.clear()
    with pytest.raises(InvalidCode):
        await codes_of(cloud).add(lock.id, DRAFT)
    assert script.writes == [f"POST {ADD}"]


async def test_length_is_learned(script: Script) -> None:
    """A lock that refuses what it should take, takes the other."""
    cloud, lock = await script.connected()
    listed(script)
    script.on("POST", ADD, refused(refusal(2314)))
    with pytest.raises(InvalidCode) as caught:
        await codes_of(cloud).add(lock.id, DRAFT)
    assert caught.value.reason is Reason.PIN_INVALID
    rules = (await cloud.inventory()).locks[lock.id].code_rules
    assert rules
    assert rules.lengths == {7}


@pytest.mark.parametrize(
    ("delivery", "error", "reason"),
    [
        (3, VendorError, Reason.NOT_CONFIRMED),
        (4, DuplicateCode, Reason.PIN_IN_USE),
        (5, CapacityFull, Reason.LIST_FULL),
        (6, VendorError, Reason.SCHEDULE_INVALID),
    ],
)
async def test_refused_by_the_lock(
    script: Script, delivery: int, error: type[VendorError], reason: Reason
) -> None:
    """Which only reading back tells."""
    cloud, lock = await script.connected()
    listed(script)
    failed = password(phase=5, delivery_status=delivery)
    script.on("GET", PASSWORDS, said([]), said([failed]))
    script.on("POST", ADD, said({"id": 1201}))
    with pytest.raises(error) as caught:
        await codes_of(cloud).add(lock.id, DRAFT)
    assert caught.value.reason is reason


async def test_ten_are_valid(script: Script) -> None:
    """Also those that are still to be deleted; failed and expired ones are none."""
    cloud, lock = await script.connected()
    full = [password(id=number, name=f"No {number}") for number in range(10)]
    listed(script, *full)
    with pytest.raises(CapacityFull):
        await codes_of(cloud).add(lock.id, DRAFT)
    over = [password(**{**it, "invalid_time": AT // 1000 - 1}) for it in full]
    listed(script, *over)
    script.on("POST", ADD, said({"id": 77}))
    await codes_of(cloud).add(lock.id, DRAFT)


async def test_two_of_one_name(script: Script) -> None:
    """May cancel each other at the lock."""
    cloud, lock = await script.connected()
    listed(script, password(name="ANNA"))
    with pytest.raises(DuplicateCode) as caught:
        await codes_of(cloud).add(lock.id, DRAFT)
    assert caught.value.reason is Reason.NAME_IN_USE
    assert not script.writes


async def test_lock_that_is_away(script: Script) -> None:
    """Looked up before: the cloud would take it and tell later that it failed."""
    cloud, lock = await script.connected()
    script.on("GET", D, said(device(online=False)))
    with pytest.raises(LockOffline):
        await codes_of(cloud).add(lock.id, DRAFT)
    assert not script.writes


@pytest.mark.parametrize(
    ("phase", "delivery", "status"),
    [
        (1, 1, CodeStatus.PENDING),
        (2, 2, CodeStatus.ACTIVE),
        (2, 1, CodeStatus.PENDING),
        (3, 2, CodeStatus.DISABLED),
        (4, 2, None),
        (5, 3, CodeStatus.FAILED),
        (99, 2, CodeStatus.ACTIVE),
    ],
)
async def test_phases_of_zigbee(
    script: Script, phase: int, delivery: int, status: CodeStatus | None
) -> None:
    """3 is frozen, and the deleted do not haunt the list."""
    cloud, lock = await script.connected()
    listed(script, password(phase=phase, delivery_status=delivery))
    found = await codes_of(cloud).list(lock.id)
    assert [code.status for code in found] == [status] * (status is not None)


@pytest.mark.parametrize(
    ("phase", "slot", "status"),
    [
        (0, 5, None),
        (1, None, CodeStatus.PENDING),
        (2, 5, CodeStatus.ACTIVE),
        (3, 5, CodeStatus.REMOVING),
        (7, None, CodeStatus.FAILED),
        (12, None, CodeStatus.PENDING),
        (12, 4, CodeStatus.ACTIVE),
        (17, 4, None),
        (19, 4, None),
    ],
)
async def test_phases_of_others(
    script: Script, phase: int, slot: int | None, status: CodeStatus | None
) -> None:
    """3 is to be deleted; who waits, waits for a lock that sleeps."""
    cloud, lock = await script.connected(sleeper())
    entry = password(phase=phase, sn=slot, delivery_status=...)
    script.on("GET", f"{GATE}/temp-passwords", said([entry]))
    found = await codes_of(cloud).list(lock.id)
    assert [code.status for code in found] == [status] * (status is not None)
    waits = status in {CodeStatus.PENDING, CodeStatus.REMOVING}
    reasons = {code.reason for code in found}
    assert (Reason.LOCK_ASLEEP in reasons) is waits


async def test_digits_wanted_again(script: Script) -> None:
    """Everything is sent anew, and they were never given back."""
    cloud, lock = await script.connected()
    listed(script, password())
    change = CodeChange(name="Bert")
    with pytest.raises(InvalidCode) as caught:
        await codes_of(cloud).update(lock.id, "1201", change)
    assert caught.value.reason is Reason.PIN_REQUIRED
    with pytest.raises(NotFound):
        await codes_of(cloud).update(lock.id, "1201", change, expect_name="Carl")
    script.on("PUT", f"{ENTRY}/modify-password", YES)
    both = CodeChange(name="Bert", pin=PIN)
    await codes_of(cloud).update(lock.id, "1201", both, expect_name="cleaner")
    assert script.body(f"{ENTRY}/modify-password")["name"] == "Bert"
    assert script.writes == [f"PUT {ENTRY}/modify-password"]


async def test_deleted(script: Script) -> None:
    """Without a body; the record that stays is no code."""
    cloud, lock = await script.connected()
    listed(script)
    gone = password(phase=4)
    script.on("GET", PASSWORDS, said([password()]), said([gone]))
    script.on("DELETE", ENTRY, YES)
    assert await codes_of(cloud).delete(lock.id, "1201") is Outcome.CONFIRMED
    assert script.server.asked[-2].body == b""
    assert await codes_of(cloud).delete(lock.id, "1201") is Outcome.CONFIRMED
    assert script.writes == [f"DELETE {ENTRY}"]


async def test_frozen(script: Script) -> None:
    """Only by Zigbee locks; what is so already is not sent."""
    cloud, lock = await script.connected()
    listed(script)
    frozen = password(phase=3)
    script.on("GET", PASSWORDS, said([password()]), said([password()]), said([frozen]))
    script.on("PUT", f"{ENTRY}/freeze-password", YES)
    codes = codes_of(cloud)
    (code,) = await codes.list(lock.id)
    outcome = await codes.set_enabled(lock.id, code, enabled=False)
    assert outcome is Outcome.CONFIRMED
    await codes.set_enabled(lock.id, code, enabled=False)
    assert script.writes == [f"PUT {ENTRY}/freeze-password"]
    cloud, lock = await script.connected(sleeper())
    with pytest.raises(Unsupported):
        await codes_of(cloud).set_enabled(lock.id, code, enabled=False)


async def test_names_that_hold_digits(script: Script) -> None:
    """Are shown without them."""
    cloud, lock = await script.connected()
    listed(script, password(name="Anna 123456"))
    (code,) = await codes_of(cloud).list(lock.id, depth=Depth.PINS)
    assert "123456" not in repr(code)
    assert code.name.startswith("Anna")


async def test_passwords_of_people(script: Script) -> None:
    """Are codes without an end; renamed and deleted, and no more."""
    cloud, lock = await script.connected()
    listed(script)
    of_bert = method(dp_code="unlock_password", unlock_sn=9, unlock_name="Bert's")
    people(script, owner(), user(), one=of_bert)
    codes = codes_of(cloud)
    (code,) = await codes.list(lock.id)
    assert (code.id, code.kind, code.user_id) == (
        "unlock_password-9",
        CodeKind.MEMBER,
        "u-2001",
    )
    assert code.status is CodeStatus.ACTIVE
    with pytest.raises(Unsupported):
        await codes.update(lock.id, code.id, CodeChange(pin=PIN))
    path = f"{D}/door-lock/opmodes/9"
    script.on("PUT", path, YES)
    await codes.update(lock.id, code.id, CodeChange(name="His"), expect_name="Bert's")
    assert script.body(path) == {"dp_code": "unlock_password", "unlock_name": "His"}
    path = f"{D}/door-lock/user-types/2/users/u-2001/unlock-types/password/keys/9"
    script.on("DELETE", path, YES)
    await codes.delete(lock.id, code.id)
    assert script.writes[-1] == f"DELETE {path}"


async def test_offline_codes(script: Script) -> None:
    """Outwards to full hours; the cloud's own hours count."""
    cloud, lock = await script.connected()
    answer: Json = {
        "offline_temp_password_id": "p1",
        "offline_temp_password": "0012345678",
        "effective_time": AT // 1000,
        "invalid_time": AT // 1000 + 7200,
    }
    script.on("POST", OFFLINE, said(answer))
    minutes = timedelta(minutes=20)
    wanted = Schedule.window(script.now + minutes, script.now + 4 * minutes)
    code = await offline_of(cloud).generate(lock.id, wanted, " Anna ")
    assert script.body(OFFLINE) == {
        "type": "multiple",
        "effective_time": AT // 1000,
        "invalid_time": AT // 1000 + 7200,
        "name": "Anna",
    }
    assert (code.id, code.pin) == ("p1", Secret("0012345678"))
    assert code.use_before == script.now + timedelta(hours=24)
    once = await offline_of(cloud).generate(lock.id, Schedule.always(uses=1), None)
    assert script.body(OFFLINE) == {"type": "once"}
    assert once.schedule.uses == 1
    for refused_schedule in (Schedule.always(), Schedule.window(script.now, None)):
        with pytest.raises(InvalidCode):
            await offline_of(cloud).generate(lock.id, refused_schedule, None)


async def test_clearing_codes(script: Script) -> None:
    """One by its id, or all."""
    cloud, lock = await script.connected()
    script.on("POST", OFFLINE, said({"offline_temp_password": "998877"}))
    offline = offline_of(cloud)
    await offline.generate_clear(lock.id, ClearScope.ONE, "p1")
    assert script.body(OFFLINE) == {"type": "clear_one", "password_id": "p1"}
    await offline.generate_clear(lock.id, ClearScope.ALL, None)
    assert script.body(OFFLINE) == {"type": "clear_all"}
    with pytest.raises(Unsupported):
        await offline.generate_clear(lock.id, ClearScope.ONE, None)


async def test_dynamic_code(script: Script) -> None:
    """For five minutes, also of a lock that is away."""
    cloud, lock = await script.connected(device(online=False))
    path = f"{D}/door-lock/dynamic-password"
    script.on("GET", path, said({"dynamic_password": "87654321"}))
    code = await dynamic_of(cloud).current(lock.id)
    assert code.pin == Secret("87654321")
    assert code.valid_until == script.now + timedelta(minutes=5)


async def test_length_that_somebody_said(script: Script) -> None:
    """It is believed from the first, and not doubted when the cloud refuses it."""
    script.home(device())
    connection = replace(script.connection(), pin_lengths={UUID: 7})
    cloud = TuyaCloud(connection)
    (lock,) = (await cloud.inventory()).locks.values()
    assert lock.code_rules is not None
    assert lock.code_rules.lengths == {7}
    assert lock.code_rules.other_lengths == {6}
    listed(script)
    script.on("POST", ADD, refused(refusal(2314)))
    draft = CodeDraft(name="Anna", schedule=Schedule.always(), pin=Secret("1234567"))
    with pytest.raises(InvalidCode):
        await codes_of(cloud).add(lock.id, draft)
    lock = (await cloud.states({lock.id: lock}))[lock.id]
    assert lock.code_rules is not None
    assert lock.code_rules.lengths == {7}
