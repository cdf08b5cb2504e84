"""Whatever the cloud sends, the client raises errors of the model and nothing else."""

from collections.abc import Awaitable, Callable
import json

import pytest

from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.august.cloud import AugustCloud
from custom_components.cloud_locks.vendors.august.messages import Messages
from tests.vendors.fuzz import mutations, survives
from tests.vendors.raw_server import answer

from .payloads import (
    LOCK_ID,
    TRANSACTION,
    Json,
    entry,
    granted,
    groups,
    listed,
    lock,
    log,
    older,
    operated,
    pin,
    user,
)
from .script import (
    CAPABILITIES,
    LOCKS,
    LOG,
    PINS,
    STATUS,
    TOKEN,
    L,
    R,
    Script,
    Tokens,
    codes_of,
    said,
)
from .test_codes import draft

PIN_ID = "61f0c3a0"
HOURS: Json = {
    "accessType": "recurring",
    "accessTimes": "STARTSEC=30600;ENDSEC=62100",
    "accessRecurrence": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR",
}
WINDOW: Json = {
    "accessType": "temporary",
    "accessTimes": "DTSTART=2027-01-01T13:00:00.000Z;DTEND=2027-01-01T13:15:00.000Z",
}
TOLD: Json = {
    "lock": {"unlatch": True, "pinSlotMax": 100},
    "keypad": {"pinLengthMin": 4, "pinLengthMax": 8},
}

type Call = Callable[[AugustCloud], Awaitable[object]]


async def anew(cloud: AugustCloud) -> None:
    """List as if nothing was known."""
    cloud._known._abilities.clear()
    await cloud.inventory()


async def logged(cloud: AugustCloud) -> None:
    """Read the log as if it had not been read just now."""
    cloud._activity._pages.clear()
    await cloud.activity(LOCK_ID, after=None, limit=9)


CALLS: list[tuple[str, str, object, Call]] = [
    ("GET", LOCKS, {LOCK_ID: listed()}, lambda c: c.inventory()),
    ("GET", L, lock(), lambda c: c.inventory()),
    ("GET", CAPABILITIES, TOLD, anew),
    (
        "GET",
        STATUS,
        {"status": "locked", "doorState": "open"},
        lambda c: c.states(dict.fromkeys([LOCK_ID])),  # type: ignore[arg-type]  # ids alone count
    ),
    ("PUT", f"{R}/lock", operated(), lambda c: c.operate(LOCK_ID, Operation.LOCK)),
    (
        "GET",
        PINS,
        groups(loaded=[pin(**HOURS)], created=[pin(**WINDOW)]),
        lambda c: codes_of(c).list(LOCK_ID, depth=Depth.PINS),
    ),
    (
        "GET",
        PINS,
        groups(loaded=[pin()]),
        lambda c: codes_of(c).delete(LOCK_ID, PIN_ID),
    ),
    (
        "POST",
        PINS,
        {"message": "success", "transactionID": TRANSACTION},
        lambda c: codes_of(c).add(LOCK_ID, draft()),
    ),
    ("GET", LOG, log(entry("pin_unlock", user=user())), logged),
    ("GET", LOG, [older("unlock")], logged),
]


@pytest.mark.parametrize("row", range(len(CALLS)))
async def test_broken_answers(script: Script, row: int) -> None:
    """One thing of a good answer is broken at a time."""
    verb, path, good, call = CALLS[row]
    script.on("POST", PINS, said({"message": "success"}))
    cloud, _ = await script.connected()
    for what, body in mutations(good):
        script.on(verb, path, answer(200, body))
        try:
            await survives(lambda: call(cloud))
        except Exception as err:
            err.add_note(f"{verb} {path}: {what}")
            raise


async def test_broken_tokens(script: Script) -> None:
    """Of the server that gives them."""
    for what, body in mutations(dict(granted())):
        kept = {"access_token": "x", "refresh_token": "y", "ends": "2020-01-01"}
        script.tokens = Tokens(kept)
        script.on("POST", TOKEN, answer(200, body))
        cloud = AugustCloud(script.connection())
        try:
            await survives(cloud.inventory)
        except Exception as err:
            err.add_note(what)
            raise


async def test_broken_messages(script: Script) -> None:
    """Of the socket."""
    cloud, _ = await script.connected()
    messages = Messages(cloud._known)
    good: list[Json] = [
        {"lockID": LOCK_ID, **operated()},
        {"lockID": LOCK_ID, "error": {"statusCode": 422}},
        {"lockID": LOCK_ID, "status": "associated_bridge_online"},
    ]

    async def read(body: bytes) -> None:
        list(messages.read(Record(_decoded(body), "message")))

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
    assert sum(1 for row in CALLS for _ in mutations(row[2])) >= 1000
