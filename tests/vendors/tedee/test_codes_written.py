"""Writing codes: once, with all fields, and never over somebody else's."""

from datetime import UTC, datetime

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeChange,
    CodeDraft,
)
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    InvalidCode,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import answer

from .payloads import SERIAL, Json, pin, pin_list
from .script import PINS, Script, refused, said
from .writing import CREATED, NO_CONTENT, PIN, codes_of, everywhere, write

WINDOW = (
    datetime(2026, 12, 24, 10, tzinfo=UTC),
    datetime(2026, 12, 27, 10, tzinfo=UTC),
)
DRAFT = CodeDraft(name="Guest", schedule=Schedule.window(*WINDOW), pin=Secret("97531"))
UNCHANGED = answer(304)


async def test_add(script: Script) -> None:
    """The lock has answered, so it has the code."""
    codes = await codes_of(script)
    script.on("POST", PINS, CREATED)
    written = await codes.add(SERIAL, DRAFT)
    assert (written.outcome, written.code_id) == (Outcome.CONFIRMED, "12")
    assert script.asked == [f"POST {PINS}"]
    (asked,) = script.server.asked
    assert asked.headers["content-type"] == "application/json"
    assert asked.json == {
        "alias": "Guest",
        "pin": "97531",
        "startDate": "2026-12-24T10:00:00.000Z",
        "endDate": "2026-12-27T10:00:00.000Z",
        "dayStartTime": None,
        "dayEndTime": None,
        "weekDays": None,
    }


async def test_without_digits_nothing_is_added(script: Script) -> None:
    """People choose the digits at Tedee."""
    codes = await codes_of(script)
    draft = CodeDraft(name="Guest", schedule=Schedule.always(), pin=None)
    with pytest.raises(InvalidCode):
        await codes.add(SERIAL, draft)
    assert script.asked == []


@pytest.mark.parametrize("created", [answer(201), said({}, 201), answer(201, b"{")])
async def test_an_id_that_got_lost(script: Script, created: bytes) -> None:
    """The status has proved that the code is there; its id is in the list."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Guest")), said(pin_list("Guest", "Guest")))
    script.on("POST", PINS, created)
    await codes.list(SERIAL)
    written = await codes.add(SERIAL, DRAFT)
    assert (written.outcome, written.code_id) == (Outcome.CONFIRMED, "4")


@pytest.mark.parametrize("aliases", [(), ("Guest", "Guest")])
async def test_an_id_that_cannot_be_found(
    script: Script, aliases: tuple[str, ...]
) -> None:
    """Nobody picks one of two."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list(*aliases)))
    script.on("POST", PINS, answer(201))
    with pytest.raises(OutcomeUnknown):
        await codes.add(SERIAL, DRAFT)
    assert len(script.bodies) == 1


async def test_an_id_that_cannot_be_looked_for(script: Script) -> None:
    """The code is there, so "nothing was carried out" would be wrong."""
    codes = await codes_of(script)
    script.on("GET", PINS, refused(408))
    script.on("POST", PINS, answer(201))
    with pytest.raises(OutcomeUnknown):
        await codes.add(SERIAL, DRAFT)
    assert len(script.bodies) == 1


async def test_a_change_keeps_what_it_does_not_mention(script: Script) -> None:
    """What a PUT leaves out is cleared, so it is read first and sent again."""
    codes = await codes_of(script)
    kept = {
        "startDate": "2026-01-01T00:00:00",
        "dayStartTime": "2020-05-05T08:00:00Z",
        "dayEndTime": "2020-05-05T17:00:00Z",
        "weekDays": 31,
    }
    script.on("GET", PIN, said(pin(**kept)))
    script.on("PUT", PIN, NO_CONTENT)
    written = await codes.update(SERIAL, "3", CodeChange(name=" Maid "))
    assert (written.outcome, written.code_id) == (Outcome.CONFIRMED, "3")
    assert script.asked == [f"GET {PIN}", f"PUT {PIN}"]
    assert script.bodies == [
        {
            "alias": "Maid",
            "pin": "024681",
            "startDate": "2026-01-01T00:00:00.000Z",
            "endDate": None,
            "dayStartTime": "2020-05-05T08:00:00.000Z",
            "dayEndTime": "2020-05-05T17:00:00.000Z",
            "weekDays": 31,
        }
    ]


async def test_a_change_of_everything(script: Script) -> None:
    """Limits can be taken away."""
    codes = await codes_of(script)
    script.on("GET", PIN, said(pin(weekDays=31, pin=None)))
    script.on("PUT", PIN, NO_CONTENT)
    change = CodeChange(name="B", pin=Secret("13524"), schedule=Schedule.always())
    await codes.update(SERIAL, "3", change)
    (body,) = script.bodies
    assert body == {**pin(alias="B", pin="13524", id=...)}


@pytest.mark.parametrize("changes", [{"pin": None}, {"pin": 24681}, {"endDate": "?"}])
async def test_what_cannot_be_kept_is_not_lost(script: Script, changes: Json) -> None:
    """Sent back without it, the code would have other digits or no end."""
    codes = await codes_of(script)
    script.on("GET", PIN, said(pin(**changes)))
    with pytest.raises(ProtocolError):
        await codes.update(SERIAL, "3", CodeChange(name="B"))
    assert script.bodies == []


async def test_hours_that_no_lock_keeps_are_not_sent(script: Script) -> None:
    """Nor is the lock woken to read the rest of the code."""
    codes = await codes_of(script)
    with pytest.raises(InvalidCode):
        await codes.update(SERIAL, "3", CodeChange(schedule=Schedule.always(uses=1)))
    assert script.asked == []


async def test_a_change_of_a_code_that_is_gone(script: Script) -> None:
    """Reading it first tells."""
    codes = await codes_of(script)
    script.on("GET", PIN, refused(404))
    with pytest.raises(NotFound):
        await codes.update(SERIAL, "3", CodeChange(name="B"))


async def test_an_id_that_is_somebody_else_s_by_now(script: Script) -> None:
    """Ids may be slots: neither changed nor deleted under another name."""
    codes = await codes_of(script)
    script.on("GET", PIN, said(pin(alias="Grandma")))
    script.on("GET", PINS, said(pin_list("Grandma", "Cleaner")))
    with pytest.raises(NotFound) as changed:
        await codes.update(SERIAL, "3", CodeChange(name="B"), expect_name="Cleaner")
    with pytest.raises(NotFound) as deleted:
        await codes.delete(SERIAL, "3", expect_name="Cleaner")
    assert changed.value.reason is deleted.value.reason is Reason.CHANGED_ELSEWHERE
    assert script.asked == [f"GET {PIN}", f"GET {PINS}"]


@pytest.mark.parametrize(
    ("alias", "expected"),
    [("Cleaner", " cleaner "), ("Anna 024681!", "anna ••••!"), ("12345", "••••")],
)
async def test_an_id_that_is_still_the_one_that_is_meant(
    script: Script, alias: str, expected: str
) -> None:
    """Case does not matter, and digits may be hidden."""
    codes = await codes_of(script)
    script.on("GET", PIN, said(pin(alias=alias)))
    script.on("PUT", PIN, NO_CONTENT)
    script.on("GET", PINS, said(pin_list(alias)))
    script.on("DELETE", PIN, NO_CONTENT)
    await codes.update(
        SERIAL, "3", CodeChange(pin=Secret("13524")), expect_name=expected
    )
    assert await codes.delete(SERIAL, "3", expect_name=expected) is Outcome.CONFIRMED
    assert script.asked[-2:] == [f"GET {PINS}", f"DELETE {PIN}"]


async def test_hidden_digits_stand_for_digits_only(script: Script) -> None:
    """Another name is another code."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Anna Bert!")))
    with pytest.raises(NotFound):
        await codes.delete(SERIAL, "3", expect_name="Anna ••••!")


@pytest.mark.parametrize("expected", [None, "Cleaner"])
async def test_a_code_that_is_gone_already(
    script: Script, expected: str | None
) -> None:
    """Codes with an end go by themselves."""
    codes = await codes_of(script)
    others = {"listVersion": 8, "pins": [{"id": 4, "alias": "Cleaner"}]}
    script.on("GET", PINS, said(others))
    script.on("DELETE", PIN, refused(404))
    outcome = await codes.delete(SERIAL, "3", expect_name=expected)
    assert outcome is Outcome.CONFIRMED
    assert (f"DELETE {PIN}" in script.asked) is (expected is None)


async def test_a_name_is_compared_with_that_on_the_lock(script: Script) -> None:
    """Not with the one that was read before, nor is that list kept afterwards."""
    codes = await codes_of(script)
    everywhere(script, NO_CONTENT)
    await codes.list(SERIAL)
    await codes.delete(SERIAL, "3", expect_name="Cleaner")
    await codes.list(SERIAL)
    whole = f"GET {PINS}"
    assert script.asked == [whole, whole, f"DELETE {PIN}", whole]


async def test_a_lock_that_is_gone_proves_nothing_about_its_codes(
    script: Script,
) -> None:
    """It may have been added again under another number, with its codes."""
    codes = await codes_of(script)
    script.on("GET", PINS, refused(404))
    script.on("DELETE", PIN, refused(404))
    with pytest.raises(NotFound):
        await codes.delete(SERIAL, "3")


async def test_a_code_that_is_not_found_and_listed(script: Script) -> None:
    """The cloud contradicts itself, and the code may still open the door."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.on("DELETE", PIN, refused(404))
    with pytest.raises(NotFound):
        await codes.delete(SERIAL, "3")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_after_a_write_the_list_is_read_anew(script: Script, method: str) -> None:
    """Also after one that failed: a matching version is not trusted then."""
    codes = await codes_of(script)
    everywhere(script, refused(408))
    await codes.list(SERIAL)
    with pytest.raises(OutcomeUnknown):
        await write(codes, method)
    await codes.list(SERIAL)
    assert script.asked[0] == script.asked[-1] == f"GET {PINS}"
