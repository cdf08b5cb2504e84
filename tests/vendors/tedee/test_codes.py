"""Codes: read with few calls, written once, never somebody else's."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeDraft,
    CodeStatus,
)
from custom_components.cloud_locks.model.errors import (
    NotFound,
    ProtocolError,
)
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import answer

from .payloads import SERIAL, Json, pin, pin_list
from .script import PINS, Script, refused, said
from .writing import PIN, codes_of

WINDOW = (
    datetime(2026, 12, 24, 10, tzinfo=UTC),
    datetime(2026, 12, 27, 10, tzinfo=UTC),
)
DRAFT = CodeDraft(name="Guest", schedule=Schedule.window(*WINDOW), pin=Secret("97531"))
UNCHANGED = answer(304)


async def test_names_cost_one_call(script: Script) -> None:
    """Digits and hours are not asked for, and said to be unknown."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner", "Anna")))
    first, second = await codes.list(SERIAL)
    assert script.asked == [f"GET {PINS}"]
    assert (first.id, first.name, second.id, second.name) == (
        "3",
        "Cleaner",
        "4",
        "Anna",
    )
    assert (first.on_lock, first.verified_at) == (True, script.now)
    assert (first.schedule, first.pin, first.status) == (None, None, CodeStatus.UNKNOWN)


async def test_a_list_that_has_not_changed(script: Script) -> None:
    """The cloud says so, and nothing is sent again."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")), UNCHANGED)
    before = await codes.list(SERIAL)
    script.now += timedelta(minutes=30)
    (after,) = await codes.list(SERIAL)
    assert script.asked == [f"GET {PINS}", f"GET {PINS}?listVersion=7"]
    assert [code.name for code in before] == [after.name]
    assert after.verified_at == script.now


async def test_a_fresh_list_uses_no_cache_on_the_way(script: Script) -> None:
    """Neither the cloud's nor ours, nor that of details."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.on("GET", PIN, said(pin()))
    await codes.list(SERIAL, depth=Depth.SCHEDULES)
    await codes.list(SERIAL, depth=Depth.SCHEDULES, fresh=True)
    assert script.asked == [f"GET {PINS}", f"GET {PIN}"] * 2


@pytest.mark.parametrize("version", [..., None, "new"])
async def test_a_list_without_a_version(script: Script, version: object) -> None:
    """It is read whole each time."""
    codes = await codes_of(script)
    listing: Json = {**pin_list("Cleaner"), "listVersion": version}
    if version is ...:
        del listing["listVersion"]
    script.on("GET", PINS, said(listing))
    await codes.list(SERIAL)
    await codes.list(SERIAL)
    assert script.asked == [f"GET {PINS}"] * 2


async def test_schedules_cost_a_call_per_code_and_version(script: Script) -> None:
    """Each call is a round trip to the lock: done again only after a change."""
    codes = await codes_of(script)
    script.on(
        "GET",
        PINS,
        said(pin_list("Cleaner")),
        UNCHANGED,
        said(pin_list("X", version=8)),
    )
    limits = {"startDate": "2026-12-24T10:00:00", "endDate": "2026-12-27T10:00:00.00"}
    script.on("GET", PIN, said(pin(**limits)), said(pin(alias="X")))
    (code,) = await codes.list(SERIAL, depth=Depth.SCHEDULES)
    assert code.schedule == Schedule.window(*WINDOW, time_zone="Europe/Amsterdam")
    assert (code.status, code.pin) == (CodeStatus.SCHEDULED, None)

    (again,) = await codes.list(SERIAL, depth=Depth.SCHEDULES)
    assert again.schedule == code.schedule
    (changed,) = await codes.list(SERIAL, depth=Depth.SCHEDULES)
    assert changed.name == "X"

    conditional = f"GET {PINS}?listVersion=7"
    assert script.asked == [
        f"GET {PINS}",
        f"GET {PIN}",
        conditional,
        conditional,
        f"GET {PIN}",
    ]


async def test_a_cloud_that_sends_an_unchanged_list(script: Script) -> None:
    """The version says that it is unchanged, so nothing is read again."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.on("GET", PIN, said(pin()))
    for _ in range(2):
        await codes.list(SERIAL, depth=Depth.SCHEDULES)
    assert script.asked.count(f"GET {PIN}") == 1


async def test_digits_are_remembered_by_nobody(script: Script) -> None:
    """They are read each time that somebody asks."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")), UNCHANGED)
    script.on("GET", PIN, said(pin()))
    for _ in range(2):
        (code,) = await codes.list(SERIAL, depth=Depth.PINS)
        assert code.pin == Secret("024681")
    (shallow,) = await codes.list(SERIAL, depth=Depth.SCHEDULES)
    assert shallow.pin is None
    assert script.asked.count(f"GET {PIN}") == 2


@pytest.mark.parametrize("alias", ["Anna 024681", "Anna 13579"])
async def test_a_name_that_holds_digits(script: Script, alias: str) -> None:
    """It is shown without them, whether they are known to be a PIN or may be one."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list(alias)), UNCHANGED)
    script.on("GET", PIN, said(pin(alias=alias)))
    for depth in (Depth.NAMES, Depth.PINS, Depth.SCHEDULES, Depth.NAMES):
        (code,) = await codes.list(SERIAL, depth=depth)
        assert code.name == "Anna ••••"


async def test_a_name_that_holds_its_digits_in_groups(script: Script) -> None:
    """It is shown without them as soon as they are known."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Anna 02-46-81")), UNCHANGED)
    script.on("GET", PIN, said(pin(alias="Anna 02-46-81")))
    for depth in (Depth.PINS, Depth.SCHEDULES, Depth.NAMES):
        (code,) = await codes.list(SERIAL, depth=depth)
        assert code.name == "Anna ••••"


async def test_a_code_that_goes_while_it_is_read(script: Script) -> None:
    """It is gone, which is no reason to tell nothing of the others."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner", "Anna")))
    script.on("GET", PIN, refused(404))
    script.on("GET", f"{PINS}/4", said(pin(id=4, alias="Anna")))
    found = await codes.list(SERIAL, depth=Depth.PINS)
    assert [code.name for code in found] == ["Anna"]


async def test_a_code_with_hours_that_make_no_sense(script: Script) -> None:
    """It is shown; what it does is unknown."""
    codes = await codes_of(script)
    script.on("GET", PIN, said(pin(startDate="soon")))
    code = await codes.get(SERIAL, "3", depth=Depth.SCHEDULES)
    assert (code.schedule, code.status) == (None, CodeStatus.UNKNOWN)


@pytest.mark.parametrize(
    "result", [None, {}, {"pins": None}, {"pins": [{"alias": "x"}]}]
)
async def test_a_list_that_is_none(script: Script, result: object) -> None:
    """Taken for an empty one, all codes would seem to be gone."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(result))
    with pytest.raises(ProtocolError):
        await codes.list(SERIAL)


async def test_one_code(script: Script) -> None:
    """By name from the list, with more from the lock."""
    codes = await codes_of(script)
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.on("GET", PIN, said(pin(alias=None)))
    assert (await codes.get(SERIAL, "3", depth=Depth.NAMES)).name == "Cleaner"
    code = await codes.get(SERIAL, "3", depth=Depth.PINS)
    assert (code.id, code.name, code.pin) == ("3", "", Secret("024681"))
    with pytest.raises(NotFound):
        await codes.get(SERIAL, "5", depth=Depth.NAMES)


@pytest.mark.parametrize("code_id", ["", "../3", "3/../4", "x", "٣", "-1"])
async def test_ids_that_are_none(script: Script, code_id: str) -> None:
    """They would ask for another thing."""
    codes = await codes_of(script)
    for depth in Depth:
        with pytest.raises(NotFound):
            await codes.get(SERIAL, code_id, depth=depth)
    with pytest.raises(NotFound):
        await codes.delete(SERIAL, code_id)
    assert script.asked == []
