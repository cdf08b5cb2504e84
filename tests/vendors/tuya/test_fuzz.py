"""Whatever the cloud sends, the client raises errors of the model and nothing else."""

from collections.abc import Awaitable, Callable
import json

import pytest

from custom_components.cloud_locks.model.access_code import CodeChange
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tuya.cloud import TuyaCloud
from custom_components.cloud_locks.vendors.tuya.messages import Messages
from custom_components.cloud_locks.vendors.tuya.twins import Twins
from tests.vendors.fuzz import mutations, survives
from tests.vendors.raw_server import answer

from .payloads import (
    AT,
    DEVICE,
    UUID,
    Json,
    alarms,
    device,
    enveloped,
    logs,
    method,
    opening,
    owner,
    password,
    records,
    specification,
    ticket,
    tokens,
    user,
)
from .script import (
    ADD,
    ALARMS,
    ALLOWED,
    DEVICES,
    DOOR,
    DOOR_TICKET,
    OPENINGS,
    OPERATE,
    PASSWORDS,
    REMOTE,
    SPECIFICATION,
    TOKEN,
    USERS,
    D,
    S,
    Script,
    codes_of,
    credentials_of,
    dynamic_of,
    offline_of,
    people_of,
    said,
)
from .test_codes import DRAFT, OFFLINE

PAGE = {"devices": [device()], "has_more": False, "total": 1}
BLOCK = {"effective_time": 450, "invalid_time": 900, "working_day": 38}
WEEKLY = password(schedule_list=[BLOCK], time_zone="Europe/Amsterdam")
PIN = Secret("123456")

type Call = Callable[[TuyaCloud], Awaitable[object]]


async def anew(cloud: TuyaCloud) -> None:
    """List as if nothing was known."""
    cloud._known._specifications.clear()
    cloud._known._remote.clear()
    await cloud.inventory()


async def signed_in(cloud: TuyaCloud) -> None:
    """Sign in as if nobody was."""
    await cloud._caller.sign_in.renew(None)


CALLS: list[tuple[str, str, object, Call]] = [
    ("GET", TOKEN, tokens(platform_url="https://openapi.tuyaus.com"), signed_in),
    ("GET", DEVICES, PAGE, lambda c: c.inventory()),
    ("GET", DEVICES, PAGE, lambda c: c.states(dict.fromkeys([UUID]))),  # type: ignore[arg-type]  # ids alone count
    ("GET", SPECIFICATION, specification(), anew),
    ("GET", REMOTE, ALLOWED, anew),
    ("POST", DOOR_TICKET, ticket(), lambda c: c.operate(UUID, Operation.LOCK)),
    ("POST", OPERATE, True, lambda c: c.operate(UUID, Operation.LOCK)),
    ("GET", PASSWORDS, [WEEKLY], lambda c: codes_of(c).list(UUID)),
    ("GET", PASSWORDS, [WEEKLY], lambda c: codes_of(c).delete(UUID, "1201")),
    ("POST", ADD, {"id": 1201}, lambda c: codes_of(c).add(UUID, DRAFT)),
    (
        "GET",
        PASSWORDS,
        [WEEKLY],
        lambda c: codes_of(c).update(UUID, "1201", CodeChange(name="B", pin=PIN)),
    ),
    (
        "GET",
        PASSWORDS,
        [WEEKLY],
        lambda c: codes_of(c).get(UUID, "1201", depth=Depth.PINS),
    ),
    (
        "POST",
        OFFLINE,
        {
            "offline_temp_password_id": "p",
            "offline_temp_password": "1234",
            "effective_time": AT,
            "invalid_time": AT + 1,
        },
        lambda c: offline_of(c).generate(UUID, Schedule.always(uses=1), None),
    ),
    (
        "GET",
        f"{DOOR}/dynamic-password",
        {"dynamic_password": "1"},
        lambda c: dynamic_of(c).current(UUID),
    ),
    (
        "GET",
        OPENINGS,
        logs(opening(), opening("unlock_card_kit", value="AAAAAQAA")),
        lambda c: c.activity(UUID, after=None, limit=9),
    ),
    (
        "GET",
        ALARMS,
        alarms(opening("alarm_lock", value="pry"), opening("hijack", value="x-1")),
        lambda c: c.activity(UUID, after=None, limit=9),
    ),
    ("GET", USERS, records(owner(), user()), lambda c: people_of(c).list(UUID)),
    (
        "GET",
        f"{S}/opmodes/u-2001",
        records(method()),
        lambda c: credentials_of(c).list(UUID),
    ),
]


def good_answers(script: Script) -> None:
    """Let everything else answer as it should."""
    for verb, path, good, _ in CALLS:
        script.on(verb, path, said(good))
    script.on("GET", f"{S}/opmodes/u-1", said(records()))
    script.on("GET", f"{DOOR}/unassigned-keys", said({"unlock_keys": []}))
    script.on("GET", f"{DOOR}/open-logs", said(logs()))
    script.on("GET", f"{DOOR}/alarm-logs", said(alarms()))
    script.on("GET", f"{D}/users", said([]))
    script.on("GET", f"{TOKEN}/refresh-1bd2a2", said(tokens()))
    script.on("PUT", f"{PASSWORDS}/1201/modify-password", said("true"))
    script.on("DELETE", f"{PASSWORDS}/1201", said("true"))
    script.on("POST", f"{D}/commands", said("true"))
    script.on("POST", f"{DOOR}/password-free/open-door", said("true"))


@pytest.mark.parametrize("row", range(len(CALLS)))
async def test_broken_answers(script: Script, row: int) -> None:
    """One thing of a good answer is broken at a time."""
    verb, path, good, call = CALLS[row]
    good_answers(script)
    cloud, _ = await script.connected()
    for what, body in mutations(enveloped(good)):
        script.on(verb, path, answer(200, body))
        try:
            await survives(lambda: call(cloud))
        except Exception as err:
            err.add_note(f"{verb} {path}: {what}")
            raise


async def test_broken_messages(script: Script) -> None:
    """Of the queue; they are decrypted before, so only their insides are broken."""
    cloud, _ = await script.connected()
    status = [{"code": "unlock_card", "value": 3, "t": AT, "1": "3"}]
    entry = {"event": "unlockMethodEntry", "raised": 1, "period": 5}
    properties = [{"code": "alarm_lock", "value": "pry", "time": AT, "dpId": 8}]
    good: list[Json] = [
        {"devId": DEVICE, "status": status},
        {"devId": DEVICE, "bizCode": "online", "bizData": {"time": 1}},
        {"devId": DEVICE, "bizCode": "doorUnlockMethodStatus", "bizData": entry},
        {"bizCode": "x", "bizData": {"devId": DEVICE, "properties": properties}},
    ]
    reader = Messages(cloud._known, Twins(), lambda: script.now)

    async def read(body: bytes) -> None:
        list(reader.read(Record({"data": _decoded(body)}, "message")))

    for message in good:
        for what, body in mutations(message):
            try:
                await survives(lambda body=body: read(body))  # type: ignore[misc]  # bound
            except Exception as err:
                err.add_note(what)
                raise


def _decoded(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError, RecursionError:
        return None


def test_there_are_a_thousand() -> None:
    """Or more."""
    told = sum(1 for row in CALLS for _ in mutations(enveloped(row[2])))
    assert told >= 1000
