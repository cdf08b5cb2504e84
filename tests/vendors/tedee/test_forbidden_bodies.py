"""Bodies that HTTP forbids: the client library loses the status of such answers."""

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeChange,
)
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    OutcomeUnknown,
)
from tests.vendors.raw_server import Reply, answer

from .payloads import SERIAL, enveloped, pin, pin_list
from .script import PINS, Script, refused, said
from .writing import (
    GARBLED,
    GARBLED_304,
    PIN,
    codes_of,
    everywhere,
    write,
    writes,
)


async def test_an_unchanged_list_with_a_body(script: Script) -> None:
    """It is asked for whole then, and from then on."""
    codes = await codes_of(script)
    listing = said(pin_list("Cleaner"))
    script.on("GET", PINS, listing, GARBLED_304, listing)
    for _ in range(3):
        assert [code.name for code in await codes.list(SERIAL)] == ["Cleaner"]
    whole, conditional = f"GET {PINS}", f"GET {PINS}?listVersion=7"
    assert script.asked == [whole, conditional, whole, whole]


async def test_an_answer_that_is_always_garbled(script: Script) -> None:
    """There is nothing left to try."""
    codes = await codes_of(script)
    script.on("GET", PINS, GARBLED_304)
    with pytest.raises(CloudUnreachable):
        await codes.list(SERIAL)
    assert len(script.asked) == 1


async def test_a_deletion_with_a_body(script: Script) -> None:
    """The lock tells whether it was done."""
    codes = await codes_of(script)
    everywhere(script, GARBLED)
    script.on("GET", PINS, said(pin_list()))
    assert await codes.delete(SERIAL, "3") is Outcome.CONFIRMED
    assert script.asked == [f"DELETE {PIN}", f"GET {PINS}"]


async def test_a_change_with_a_body(script: Script) -> None:
    """The lock tells whether it was done."""
    codes = await codes_of(script)
    everywhere(script, GARBLED)
    script.on("GET", PIN, said(pin()), said(pin(alias="B")))
    written = await codes.update(SERIAL, "3", CodeChange(name="B"))
    assert written.outcome is Outcome.CONFIRMED
    assert script.asked == [f"GET {PIN}", f"PUT {PIN}", f"GET {PIN}"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("afterwards", [None, refused(500)])
async def test_a_garbled_write_that_nobody_can_check(
    script: Script, method: str, afterwards: Reply
) -> None:
    """Not done, as far as the lock tells, or not told: it stays unknown."""
    codes = await codes_of(script)
    everywhere(script, GARBLED)
    if afterwards is not None:
        script.on("GET", PINS, afterwards)
        script.on("GET", PIN, said(pin()), afterwards)
    with pytest.raises(OutcomeUnknown):
        await write(codes, method)
    assert writes(script) == 1


async def test_a_forbidden_body_that_comes_late(script: Script) -> None:
    """Then the status is known, and the next call works."""
    codes = await codes_of(script)
    everywhere(script, answer(204, enveloped(None), headers={"X-Pad": "x" * 60}))
    script.on("GET", PINS, said(pin_list()))
    script.server.pause = 0.05
    assert await codes.delete(SERIAL, "3") is Outcome.CONFIRMED
    assert await codes.list(SERIAL) == ()
