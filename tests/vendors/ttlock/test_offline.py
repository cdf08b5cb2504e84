"""Codes that the cloud computes."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.code_parts import ClearScope
from custom_components.cloud_locks.model.errors import (
    InvalidCode,
    OutcomeUnknown,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import Reply

from .payloads import AT, LOCK, detail, lock, refusal
from .script import DETAIL, OF_GATEWAY, Script, offline_of, said

GET = "/v3/keyboardPwd/get"
GIVEN = said({"keyboardPwd": "0563456", "keyboardPwdId": 10236})


async def test_a_computed_code(script: Script) -> None:
    """The cloud chooses the digits, and until when they have to be typed once."""
    cloud, _ = await script.connected()
    script.on("POST", GET, GIVEN)
    code = await offline_of(cloud).generate(LOCK, Schedule.always(), " Guest ")
    assert (code.id, code.name, code.pin) == ("10236", "Guest", Secret("0563456"))
    assert code.use_before == script.now + timedelta(days=1)
    assert code.revocable
    params = script.params(GET)
    assert (params["keyboardPwdType"], params["startDate"]) == ("2", str(AT))
    assert params["keyboardPwdName"] == "Guest"
    assert "endDate" not in params
    assert "0563456" not in repr(code)


async def test_digits_as_a_number(script: Script) -> None:
    """A sample has them as text; some server may not."""
    cloud, _ = await script.connected()
    script.on("POST", GET, said({"keyboardPwd": 563456, "keyboardPwdId": 1}))
    code = await offline_of(cloud).generate(LOCK, Schedule.always(), None)
    assert (code.name, code.pin) == (None, Secret("563456"))


async def test_no_gateway_is_needed(script: Script) -> None:
    """But to take the code back."""
    script.home(lock(hasGateway=0), keys=())
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", DETAIL, said(detail(hasGateway=0)))
    cloud, _ = await script.connected()
    script.on("POST", GET, GIVEN)
    code = await offline_of(cloud).generate(LOCK, Schedule.always(uses=1), "G")
    assert not code.revocable
    assert script.params(GET)["keyboardPwdType"] == "1"


async def test_hours_that_there_are_not(script: Script) -> None:
    """Nothing is asked for."""
    cloud, _ = await script.connected()
    hours = Schedule.weekly({Day.MON}, None, None, "UTC")
    with pytest.raises(InvalidCode):
        await offline_of(cloud).generate(LOCK, hours, "G")
    assert script.asked == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(refusal(-1007)), Unsupported),
        (said({"keyboardPwdId": 1}), OutcomeUnknown),
        (said(b""), OutcomeUnknown),
        (said(b"", 500), OutcomeUnknown),
        (None, OutcomeUnknown),
    ],
)
async def test_what_can_go_wrong(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """A code whose digits got lost may exist."""
    cloud, _ = await script.connected()
    script.on("POST", GET, reply)
    with pytest.raises(error):
        await offline_of(cloud).generate(LOCK, Schedule.always(), "G")
    assert script.writes == [GET]


async def test_a_code_that_erases_all_others(script: Script) -> None:
    """Type 4 is asked for here and nowhere else."""
    cloud, _ = await script.connected()
    script.on("POST", GET, GIVEN)
    pin = await offline_of(cloud).generate_clear(LOCK, ClearScope.ALL, None)
    assert pin == Secret("0563456")
    assert script.params(GET)["keyboardPwdType"] == "4"


@pytest.mark.parametrize(
    ("scope", "code_id"), [(ClearScope.ONE, "311"), (ClearScope.ALL, "311")]
)
async def test_one_code_alone_cannot_be_erased(
    script: Script, scope: ClearScope, code_id: str
) -> None:
    """Who wants that deletes it."""
    cloud, _ = await script.connected()
    with pytest.raises(Unsupported):
        await offline_of(cloud).generate_clear(LOCK, scope, code_id)
    assert script.asked == []
