"""Codes: listed, written through the gateway, changed, deleted, refused."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeChange,
    CodeDraft,
    CodeKind,
    CodeStatus,
)
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    DuplicateCode,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.parts import Codes, Depth
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import Reply

from .payloads import AT, LOCK, Json, code, detail, done, lock, page, refusal
from .script import DETAIL, OF_GATEWAY, Script, codes_of, said

LIST, ADD = "/v3/lock/listKeyboardPwd", "/v3/keyboardPwd/add"
CHANGE, DELETE = "/v3/keyboardPwd/change", "/v3/keyboardPwd/delete"

PIN = Secret("739518")
DRAFT = CodeDraft(name=" Guest ", schedule=Schedule.always(), pin=PIN)
CREATED = said({"keyboardPwdId": 12, "keyboardPwd": None})
DAY = 86_400_000


async def codes(script: Script, *listed: Json) -> Codes:
    """Return the codes of a lock that has these."""
    cloud, _ = await script.connected()
    script.on("GET", LIST, said(page(*listed)))
    return codes_of(cloud)


async def test_a_listed_code(script: Script) -> None:
    """Digits only when they are asked for."""
    part = await codes(script, code())
    (found,) = await part.list(LOCK)
    assert (found.id, found.name, found.kind) == ("311", "Cleaner", CodeKind.ONLINE)
    assert (found.status, found.on_lock) == (CodeStatus.ACTIVE, True)
    assert found.schedule == Schedule.always()
    assert found.pin is None
    (deep,) = await part.list(LOCK, depth=Depth.PINS, fresh=True)
    assert deep.pin == Secret("284617")
    assert await part.get(LOCK, "311", depth=Depth.PINS) == deep
    with pytest.raises(NotFound):
        await part.get(LOCK, "312", depth=Depth.NAMES)


@pytest.mark.parametrize(
    ("status", "expected", "on_lock", "reason"),
    [
        (1, CodeStatus.ACTIVE, True, None),
        (2, CodeStatus.EXPIRED, None, None),
        (3, CodeStatus.PENDING, False, None),
        (4, CodeStatus.PENDING, False, None),
        (5, CodeStatus.FAILED, False, Reason.NOT_CONFIRMED),
        (6, CodeStatus.PENDING, True, None),
        (7, CodeStatus.ACTIVE, True, Reason.NOT_CONFIRMED),
        (8, CodeStatus.REMOVING, True, None),
        (9, CodeStatus.ACTIVE, True, Reason.NOT_CONFIRMED),
        (77, CodeStatus.ACTIVE, True, None),
        (None, CodeStatus.ACTIVE, True, None),
        ("8", CodeStatus.REMOVING, True, None),
    ],
)
async def test_on_its_way(
    script: Script,
    status: object,
    expected: CodeStatus,
    on_lock: bool | None,
    reason: Reason | None,
) -> None:
    """How far a code is, told by a number from 1 to 9."""
    (found,) = await (await codes(script, code(status=status))).list(LOCK)
    assert (found.status, found.on_lock, found.reason) == (expected, on_lock, reason)


async def test_a_code_that_was_computed(script: Script) -> None:
    """The lock was never told, so nobody says that it has it."""
    (found,) = await (await codes(script, code(isCustom=0))).list(LOCK)
    assert (found.kind, found.on_lock) == (CodeKind.OFFLINE, None)


async def test_a_listing_that_does_not_say_which(script: Script) -> None:
    """One sample of the documentation has no word on it."""
    (found,) = await (await codes(script, code(isCustom=...))).list(LOCK)
    assert found.kind is CodeKind.ONLINE


async def test_names_with_digits(script: Script) -> None:
    """Some name a code after its PIN; none of both is shown."""
    part = await codes(
        script,
        code(keyboardPwdName="Anna 28 46 17"),
        code(keyboardPwdId=2, keyboardPwdName=None, nickName="Bert 1234"),
        code(keyboardPwdId=3, keyboardPwdName=" ", nickName=...),
    )
    names = [it.name for it in await part.list(LOCK)]
    assert names == ["Anna ••••", "Bert ••••", ""]


async def test_what_erases_codes_is_no_code(script: Script) -> None:
    """It opens no door, and has no business among those that do."""
    part = await codes(script, code(), code(keyboardPwdId=9, keyboardPwdType=4))
    assert [it.id for it in await part.list(LOCK)] == ["311"]


async def test_a_type_that_nobody_knows(script: Script) -> None:
    """It is a code all the same, of unknown hours."""
    part = await codes(script, code(keyboardPwdType=99, startDate="x"))
    (found,) = await part.list(LOCK)
    assert (found.schedule, found.status) == (None, CodeStatus.UNKNOWN)


@pytest.mark.parametrize("odd", [None, "", " ", True, []])
async def test_a_code_without_an_id(script: Script, odd: object) -> None:
    """It may be any of them: a list without it would say that one is gone."""
    part = await codes(script, code(), code(keyboardPwdId=odd))
    for call in (
        part.list(LOCK),
        part.get(LOCK, "999", depth=Depth.NAMES),
        part.delete(LOCK, "999"),
    ):
        with pytest.raises(ProtocolError):
            await call
    assert script.writes == []


async def test_a_code_for_ever(script: Script) -> None:
    """Type 2 and no dates; the gateway writes it."""
    part = await codes(script)
    script.on("POST", ADD, CREATED)
    written = await part.add(LOCK, DRAFT)
    assert (written.outcome, written.code_id) == (Outcome.ACCEPTED, "12")
    params = script.params(ADD)
    assert params["keyboardPwd"] == "739518"
    assert params["keyboardPwdName"] == "Guest"
    assert (params["keyboardPwdType"], params["addType"]) == ("2", "2")
    assert "startDate" not in params


async def test_a_code_from_to(script: Script) -> None:
    """Type 3 and both dates."""
    part = await codes(script)
    script.on("POST", ADD, CREATED)
    window = Schedule.window(script.now, script.now + timedelta(days=1))
    await part.add(LOCK, CodeDraft(name="G", schedule=window, pin=PIN))
    params = script.params(ADD)
    assert params["keyboardPwdType"] == "3"
    assert (params["startDate"], params["endDate"]) == (str(AT), str(AT + DAY))


async def test_a_start_that_is_past(script: Script) -> None:
    """Some gateways refuse it: it is not sent again, and the reason says what to do."""
    part = await codes(script)
    script.on("POST", ADD, said(refusal(-3)), CREATED)
    draft = CodeDraft(name="G", schedule=from_now(script), pin=PIN)
    with pytest.raises(InvalidCode) as caught:
        await part.add(LOCK, draft)
    assert caught.value.reason is Reason.START_PAST
    assert script.writes == [ADD]


async def test_now_is_soon_where_it_has_to_be(script: Script) -> None:
    """The next code for that gateway starts a little later, still the same minute."""
    part = await codes(script, code(keyboardPwdType=3))
    script.on("POST", ADD, said(refusal(-3)), CREATED)
    with pytest.raises(InvalidCode):
        await part.add(LOCK, CodeDraft(name="G", schedule=from_now(script), pin=PIN))
    script.server.asked.clear()
    wished = from_now(script)
    await part.add(LOCK, CodeDraft(name="G", schedule=wished, pin=PIN))
    soon = script.now + timedelta(seconds=30)
    assert script.params(ADD)["startDate"] == str(AT + 30_000)
    assert wished.same_as(Schedule.window(soon, wished.end))
    script.on("POST", CHANGE, said(done()))
    await part.update(LOCK, "311", CodeChange(schedule=from_now(script)))
    assert script.params(CHANGE)["startDate"] == str(AT + 30_000)


@pytest.mark.parametrize(
    ("start", "end"), [(-60, 3600), (-86_400, 3600), (1, 3600), (-1, 20)]
)
async def test_other_hours_stay_as_they_are(
    script: Script, start: int, end: int
) -> None:
    """What is moved further would no longer be what was wished."""
    part = await codes(script)
    script.on("POST", ADD, said(refusal(-3)), CREATED)
    with pytest.raises(InvalidCode):
        await part.add(LOCK, CodeDraft(name="G", schedule=from_now(script), pin=PIN))
    script.server.asked.clear()
    window = Schedule.window(
        script.now + timedelta(seconds=start), script.now + timedelta(seconds=end)
    )
    await part.add(LOCK, CodeDraft(name="G", schedule=window, pin=PIN))
    assert script.params(ADD)["startDate"] == str(AT + start * 1000)


def from_now(script: Script) -> Schedule:
    """Return the next hour."""
    return Schedule.window(script.now, script.now + timedelta(hours=1))


@pytest.mark.parametrize("hours", [1, 24])
async def test_a_refusal_that_is_about_something_else(
    script: Script, hours: int
) -> None:
    """A start in the future, or no start: it is not sent again."""
    part = await codes(script)
    script.on("POST", ADD, said(refusal(-3)))
    begin = script.now + timedelta(hours=hours)
    window = Schedule.window(begin, begin + timedelta(days=1))
    for schedule in (window, Schedule.always()):
        with pytest.raises(RejectedError):
            await part.add(LOCK, CodeDraft(name="G", schedule=schedule, pin=PIN))
    assert script.writes == [ADD, ADD]


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.always(uses=1),
        Schedule.weekly({Day.MON}, None, None, "UTC"),
        Schedule.window(datetime(2027, 1, 1, tzinfo=UTC), None),
        Schedule.window(None, datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
async def test_hours_that_no_code_can_have(script: Script, schedule: Schedule) -> None:
    """Refused before anything is sent."""
    part = await codes(script)
    with pytest.raises(InvalidCode) as caught:
        await part.add(LOCK, CodeDraft(name="G", schedule=schedule, pin=PIN))
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED
    assert script.writes == []


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (said(refusal(-3006)), InvalidCode, Reason.PIN_INVALID),
        (said({"code": -3007}), DuplicateCode, Reason.PIN_IN_USE),
        (said(refusal(-3009)), CapacityFull, Reason.LIST_FULL),
        (said(refusal(-2012)), LockOffline, Reason.GATEWAY_MISSING),
        (said(refusal(-3002)), LockOffline, Reason.GATEWAY_OFFLINE),
        (said(refusal(-3035)), LockOffline, Reason.LOCK_ASLEEP),
        (said(b"", 504), OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (None, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (said(refusal(-3003)), LockBusy, Reason.LOCK_BUSY),
    ],
)
async def test_writes_that_fail(
    script: Script, reply: Reply, error: type[VendorError], reason: Reason
) -> None:
    """Never stored in the cloud alone instead: that would be no code at all."""
    part = await codes(script)
    script.on("POST", ADD, reply)
    with pytest.raises(error) as caught:
        await part.add(LOCK, DRAFT)
    assert caught.value.reason is reason
    assert set(script.writes) == {ADD}
    assert all(b"addType=2" in it.body for it in script.server.asked)
    assert "739518" not in str(caught.value)


async def test_a_lock_without_a_gateway(script: Script) -> None:
    """Its codes are shown, and none is written or deleted."""
    script.home(lock(hasGateway=0), keys=())
    script.on("GET", OF_GATEWAY, said({"list": []}))
    script.on("GET", DETAIL, said(detail(hasGateway=0)))
    part = await codes(script, code())
    assert len(await part.list(LOCK)) == 1
    for call in (
        part.add(LOCK, DRAFT),
        part.update(LOCK, "311", CodeChange(pin=PIN)),
        part.delete(LOCK, "311"),
    ):
        with pytest.raises(LockOffline) as caught:
            await call
        assert caught.value.reason is Reason.GATEWAY_MISSING
    assert script.writes == []


async def test_an_answer_without_an_id(script: Script) -> None:
    """The list tells it."""
    part = await codes(script)
    script.on("POST", ADD, said(done()))
    assert (await part.add(LOCK, DRAFT)).code_id is None


async def test_new_digits(script: Script) -> None:
    """They go into a field of another name; what is not changed is not sent."""
    part = await codes(script, code())
    script.on("POST", CHANGE, said(done()))
    written = await part.update(LOCK, "311", CodeChange(pin=PIN), expect_name="Cleaner")
    assert written.outcome is Outcome.ACCEPTED
    params = script.params(CHANGE)
    assert params["newKeyboardPwd"] == "739518"
    assert params["changeType"] == "2"
    assert {"keyboardPwdName", "startDate", "keyboardPwd"}.isdisjoint(params)


async def test_a_new_name(script: Script) -> None:
    """Is the cloud's matter alone, and done when it says so."""
    part = await codes(script, code())
    script.on("POST", CHANGE, said(done()))
    written = await part.update(LOCK, "311", CodeChange(name=" Bert "))
    assert written.outcome is Outcome.CONFIRMED
    params = script.params(CHANGE)
    assert params["keyboardPwdName"] == "Bert"
    assert "changeType" not in params


async def test_new_hours(script: Script) -> None:
    """Both dates; and for ever cannot be said in a change."""
    part = await codes(script, code(keyboardPwdType=3))
    script.on("POST", CHANGE, said(done()))
    window = Schedule.window(script.now, script.now + timedelta(days=1))
    await part.update(LOCK, "311", CodeChange(schedule=window))
    params = script.params(CHANGE)
    assert (params["startDate"], params["endDate"]) == (str(AT), str(AT + DAY))
    with pytest.raises(InvalidCode) as caught:
        await part.update(LOCK, "311", CodeChange(schedule=Schedule.always()))
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED


async def test_a_computed_code_that_was_never_used(script: Script) -> None:
    """It cannot be changed, and the reason says what to do."""
    part = await codes(script, code(isCustom=0))
    script.on("POST", CHANGE, said(refusal(-3008)))
    with pytest.raises(RejectedError) as caught:
        await part.update(LOCK, "311", CodeChange(pin=PIN))
    assert caught.value.reason is Reason.CODE_NOT_USED_YET


async def test_a_name_that_is_another_by_now(script: Script) -> None:
    """Nothing is changed that somebody else meant."""
    part = await codes(script, code(keyboardPwdName="Somebody 284617"))
    for call in (
        part.update(LOCK, "311", CodeChange(name="B"), expect_name="Anna"),
        part.delete(LOCK, "311", expect_name="Anna"),
        part.forget(LOCK, "311", expect_name="Anna"),
    ):
        with pytest.raises(NotFound) as caught:
            await call
        assert caught.value.reason is Reason.CHANGED_ELSEWHERE
    assert script.writes == []


async def test_deleting(script: Script) -> None:
    """Off the lock, by the gateway."""
    part = await codes(script, code(keyboardPwdName="Anna 284617"))
    script.on("POST", DELETE, said({"code": 200, "message": "ok"}))
    outcome = await part.delete(LOCK, "311", expect_name="Anna ••••")
    assert outcome is Outcome.ACCEPTED
    assert script.params(DELETE)["deleteType"] == "2"


async def test_deleting_what_is_gone(script: Script) -> None:
    """Is done, before and after it was sent."""
    part = await codes(script, code())
    assert await part.delete(LOCK, "999") is Outcome.CONFIRMED
    assert script.writes == []
    script.on("GET", LIST, said(page(code())), said(page()))
    script.on("POST", DELETE, said(refusal(-2009)))
    assert await part.delete(LOCK, "311") is Outcome.CONFIRMED


async def test_deleting_from_a_lock_that_is_gone(script: Script) -> None:
    """Then it is still on it, for all that is known."""
    part = await codes(script, code())
    script.on("POST", DELETE, said(refusal(-1003)))
    with pytest.raises(NotFound):
        await part.delete(LOCK, "311")


@pytest.mark.parametrize("number", [-2012, -3002])
async def test_deleting_out_of_reach(script: Script, number: int) -> None:
    """Is never turned into forgetting: the digits would go on opening the door."""
    part = await codes(script, code())
    script.on("POST", DELETE, said({"code": number}))
    with pytest.raises(LockOffline):
        await part.delete(LOCK, "311")
    assert script.writes == [DELETE]
    assert script.params(DELETE)["deleteType"] == "2"


async def test_forgetting(script: Script) -> None:
    """Only when it is asked for, and only the cloud's entry."""
    part = await codes(script, code())
    script.on("POST", DELETE, said(done()))
    await part.forget(LOCK, "311")
    assert script.params(DELETE)["deleteType"] == "1"
    await part.forget(LOCK, "999")
    assert script.writes == [DELETE]


async def test_deletions_keep_a_distance(script: Script) -> None:
    """One right after another is refused."""
    part = await codes(script, code(), code(keyboardPwdId=312))
    script.on("POST", DELETE, said(done()))
    await part.delete(LOCK, "311")
    script.now += timedelta(seconds=0.5)
    await part.delete(LOCK, "312")
    assert script.waits == [pytest.approx(0.3)]


async def test_no_digits(script: Script) -> None:
    """Who wants a computed code asks for one."""
    part = await codes(script)
    with pytest.raises(InvalidCode) as caught:
        await part.add(LOCK, CodeDraft(name="G", schedule=Schedule.always(), pin=None))
    assert caught.value.reason is Reason.PIN_REQUIRED
