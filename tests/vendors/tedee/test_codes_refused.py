"""What can be wrong with a PIN call: every documented status, and lost answers."""

import asyncio

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeChange,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CapacityFull,
    CloudUnreachable,
    DuplicateCode,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.reason import Reason
from tests.vendors.raw_server import Reply, answer

from .payloads import SERIAL, Json, bridge, lock, pin, pin_list
from .script import PINS, Script, refused, said
from .writing import (
    CREATED,
    DRAFT,
    NO_CONTENT,
    PIN,
    codes_of,
    everywhere,
    write,
    writes,
)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(400), InvalidCode),
        (refused(401), AuthError),
        (refused(403), NotPermitted),
        (refused(406), DuplicateCode),
        (refused(408), OutcomeUnknown),
        (refused(412), CapacityFull),
        (refused(415), RejectedError),
        (refused(422), CapacityFull),
        (refused(428), LockOffline),
        (refused(429), RateLimited),
        (refused(500), OutcomeUnknown),
        (refused(502), OutcomeUnknown),
        (answer(504, b"<html>"), OutcomeUnknown),
        (answer(301), OutcomeUnknown),
        (answer(200, {"success": False}), OutcomeUnknown),
        (None, OutcomeUnknown),
    ],
)
async def test_writes(
    script: Script, method: str, reply: Reply, error: type[VendorError]
) -> None:
    """Sent once, whatever the answer."""
    codes = await codes_of(script)
    everywhere(script, reply)
    with pytest.raises(error) as caught:
        await write(codes, method)
    assert type(caught.value) is error
    assert writes(script) == 1


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(401), AuthError),
        (refused(403), NotPermitted),
        (refused(404), NotFound),
        (refused(408), LockOffline),
        (refused(428), LockOffline),
        (refused(429), RateLimited),
        (refused(500), CloudUnreachable),
        (refused(418), ProtocolError),
        (answer(304), ProtocolError),
        (answer(200, b"<html>"), ProtocolError),
        (None, CloudUnreachable),
    ],
)
async def test_reads(script: Script, reply: Reply, error: type[VendorError]) -> None:
    """Of the list and of a code; nothing was changed by them."""
    codes = await codes_of(script)
    script.on("GET", PINS, reply)
    script.on("GET", PIN, reply)
    with pytest.raises(error) as of_list:
        await codes.list(SERIAL)
    with pytest.raises(error) as of_one:
        await codes.get(SERIAL, "3", depth=Depth.PINS)
    assert type(of_list.value) is type(of_one.value) is error


@pytest.mark.parametrize(
    ("home", "status", "reason"),
    [
        ({}, 428, Reason.LOCK_OFFLINE),
        ({"bridges": [bridge(isConnected=False)]}, 428, Reason.GATEWAY_OFFLINE),
        ({"locks": [lock(connectedToId=None)]}, 428, Reason.GATEWAY_MISSING),
        (
            {"locks": [lock(accessories=[])], "keypads": []},
            428,
            Reason.KEYPAD_MISSING,
        ),
        (
            {
                "locks": [lock(accessories=[], isConnected=False, deviceState=None)],
                "keypads": [],
            },
            428,
            Reason.LOCK_OFFLINE,
        ),
        ({}, 408, Reason.LOCK_OFFLINE),
        ({}, 403, Reason.SCOPE_MISSING),
        ({"locks": [lock(accessLevel=1)]}, 403, Reason.SCOPE_MISSING),
        ({"locks": [lock(accessLevel=0)]}, 403, Reason.NOT_PERMITTED),
        ({}, 404, Reason.NOT_FOUND),
    ],
)
async def test_reasons(script: Script, home: Json, status: int, reason: Reason) -> None:
    """As precise as what is known of lock, bridge, keypad and role."""
    script.home(**home)
    codes = await codes_of(script)
    script.on("GET", PINS, refused(status))
    with pytest.raises(VendorError) as caught:
        await codes.list(SERIAL)
    assert caught.value.reason is reason


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_a_busy_lock_is_asked_again(script: Script, method: str) -> None:
    """The refusal says that nothing was done."""
    codes = await codes_of(script)
    busy = refused(409)
    script.on("GET", PINS, *([busy] * 2 if method == "GET" else []), said(pin_list()))
    script.on("GET", PIN, said(pin()))
    script.on("POST", PINS, busy, busy, busy, CREATED)
    script.on("PUT", PIN, busy, NO_CONTENT)
    script.on("DELETE", PIN, busy, NO_CONTENT)
    await (codes.list(SERIAL) if method == "GET" else write(codes, method))
    waits = {"GET": [2, 4], "POST": [2, 4, 8], "PUT": [2], "DELETE": [2]}
    assert script.waits == waits[method]


async def test_a_lock_that_stays_busy(script: Script) -> None:
    """After 14 seconds somebody is told."""
    codes = await codes_of(script)
    everywhere(script, refused(409))
    with pytest.raises(LockBusy):
        await codes.add(SERIAL, DRAFT)
    assert (script.waits, writes(script)) == ([2, 4, 8], 4)


async def test_one_call_at_a_time_per_lock(script: Script) -> None:
    """A second one would be refused."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.on("GET", PIN, said(pin()))
    script.on("PUT", PIN, NO_CONTENT)
    script.server.pause = 0.02
    await asyncio.gather(
        codes.update(SERIAL, "3", CodeChange(name="B")),
        codes.list(SERIAL),
        codes.update(SERIAL, "3", CodeChange(name="C")),
    )
    assert script.asked == [
        f"GET {PIN}",
        f"PUT {PIN}",
        f"GET {PINS}",
        f"GET {PIN}",
        f"PUT {PIN}",
    ]


async def test_a_cancelled_call_leaves_the_turn(script: Script) -> None:
    """The next one does not wait for it for ever."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.server.pause = 5
    script.server.arrived.clear()
    reading = asyncio.create_task(codes.list(SERIAL))
    await script.server.arrived.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    script.server.pause = 0
    assert len(await codes.list(SERIAL)) == 1
