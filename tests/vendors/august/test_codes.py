"""Codes: exact commands, and what a refusal means."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from custom_components.cloud_locks.model.access_code import (
    CodeChange,
    CodeDraft,
)
from custom_components.cloud_locks.model.code_rules import ChangeStyle
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    DuplicateCode,
    InvalidCode,
    LockBusy,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.august.brands import AUGUST

from .payloads import (
    GUEST_ID,
    LOCK_ID,
    PIN,
    TRANSACTION,
    Json,
    groups,
    pin,
)
from .script import PINS, L, Script, codes_of, refused, said

QUEUED = said({"message": "success", "transactionID": TRANSACTION})
WINDOW = Schedule.window(
    datetime(2027, 1, 1, 13, tzinfo=UTC), datetime(2027, 1, 1, 13, 15, tzinfo=UTC)
)
WEEKLY = Schedule.weekly(
    {Day.FRI, Day.MON}, time(8, 30), time(17, 15), "Europe/Amsterdam"
)


def draft(
    name: str = "Anna",
    digits: str = PIN,
    schedule: Schedule | None = None,
    reference: str | None = "cl-7",
) -> CodeDraft:
    """Return a wish for a code."""
    return CodeDraft(
        name=name,
        pin=Secret(digits),
        schedule=schedule or Schedule.always(),
        reference=reference,
    )


async def sent(script: Script, wish: CodeDraft) -> Json:
    """Return the command that a wish becomes."""
    script.on("POST", PINS, QUEUED)
    cloud, _ = await script.connected()
    write = await codes_of(cloud).add(LOCK_ID, wish)
    assert (write.outcome, write.code_id) == (Outcome.ACCEPTED, None)
    ((path, body),) = script.written
    assert path == PINS
    assert body.keys() == {"commands"}
    (command,) = body["commands"]
    assert isinstance(command, dict)
    return command


@pytest.mark.parametrize(
    ("schedule", "fields"),
    [
        (Schedule.always(), {"accessType": "always"}),
        (
            WINDOW,
            {
                "accessType": "temporary",
                "accessTimes": "DTSTART=2027-01-01T13:00:00.000Z;"
                "DTEND=2027-01-01T13:15:00.000Z",
            },
        ),
        (
            WEEKLY,
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=30600;ENDSEC=62100",
                "accessRecurrence": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR",
            },
        ),
        (
            Schedule.weekly([Day.SUN], None, None, "Europe/Amsterdam"),
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=0;ENDSEC=86399",
                "accessRecurrence": "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU",
            },
        ),
    ],
    ids=["always", "temporary", "recurring", "whole days"],
)
async def test_exact_commands(
    script: Script, schedule: Schedule, fields: dict[str, str]
) -> None:
    """As the documentation and the live interface have them."""
    assert await sent(script, draft(schedule=schedule)) == {
        "action": "load",
        "partnerUserID": "cl-7",
        "pin": PIN,
        "firstName": "Anna",
        "retry": False,
        **fields,
    }


@pytest.mark.parametrize(
    ("hours", "seconds", "days"),
    [
        ((time(8, 30), time(17, 15)), "STARTSEC=34200;ENDSEC=65700", "MO,FR"),
        ((time(23, 30), time(23, 45)), "STARTSEC=1800;ENDSEC=2700", "TU,SA"),
    ],
)
async def test_hours_of_another_clock(
    script: Script, hours: tuple[time, time], seconds: str, days: str
) -> None:
    """The lock has its own, so they are put on that."""
    london = Schedule.weekly([Day.MON, Day.FRI], *hours, "Europe/London")
    command = await sent(script, draft(schedule=london))
    assert command["accessTimes"] == seconds
    assert command["accessRecurrence"] == f"FREQ=WEEKLY;INTERVAL=1;BYDAY={days}"


@pytest.mark.parametrize(
    ("hours", "zone"),
    [
        ((time(22, 30), time(23, 30)), "Europe/Amsterdam"),
        ((None, None), "Europe/Amsterdam"),
        ((time(8), time(9)), None),
    ],
    ids=["over midnight there", "whole days elsewhere", "no clock"],
)
async def test_hours_that_another_clock_cannot_show(
    script: Script, hours: tuple[time | None, time | None], zone: str | None
) -> None:
    """They are refused, and nothing is sent."""
    script.home(timeZone=zone)
    cloud, _ = await script.connected()
    wish = draft(schedule=Schedule.weekly([Day.MON], *hours, "Europe/London"))
    with pytest.raises(InvalidCode) as caught:
        await codes_of(cloud).add(LOCK_ID, wish)
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED
    assert script.asked == []


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Anna", {"firstName": "Anna"}),
        (" Anna  Visser ", {"firstName": "Anna", "lastName": "Visser"}),
        ("Anna de Vries", {"firstName": "Anna de", "lastName": "Vries"}),
    ],
)
async def test_names(script: Script, name: str, names: dict[str, str]) -> None:
    """An empty last name would be refused, so there is none."""
    command = await sent(script, draft(name))
    assert {key: it for key, it in command.items() if key.endswith("Name")} == names


async def test_zeros_and_marks(script: Script) -> None:
    """Digits are text, and a code without a mark gets one."""
    command = await sent(script, draft(digits="012345", reference=None))
    assert command["pin"] == "012345"
    assert command["partnerUserID"].startswith("cl-")
    assert len(command["partnerUserID"]) > 20


@pytest.mark.parametrize(
    "wish",
    [
        draft(digits="123"),
        draft(digits="12a4"),
        draft(name="  "),
        draft(schedule=Schedule.always(uses=1)),
        draft(
            schedule=Schedule.weekly([Day.FRI], time(22), time(6), "Europe/Amsterdam")
        ),
        CodeDraft(name="Anna", schedule=Schedule.always(), pin=None),
    ],
    ids=["short", "letters", "no name", "once", "overnight", "no digits"],
)
async def test_what_no_lock_takes(script: Script, wish: CodeDraft) -> None:
    """It is not even sent."""
    cloud, _ = await script.connected()
    with pytest.raises(InvalidCode):
        await codes_of(cloud).add(LOCK_ID, wish)
    assert script.asked == []


async def test_delete(script: Script) -> None:
    """The digits belong to the command, the hours do not."""
    hours = {"accessType": "temporary", "accessTimes": "DTSTART=x;DTEND=y"}
    script.on("GET", PINS, said(groups(loaded=[pin(**hours)])))
    script.on("POST", PINS, QUEUED)
    cloud, _ = await script.connected()
    codes = codes_of(cloud)
    outcome = await codes.delete(LOCK_ID, "61f0c3a0", expect_name="anna visser")
    assert outcome is Outcome.ACCEPTED
    command = {
        "action": "delete",
        "partnerUserID": "cl-1",
        "pin": PIN,
        "accessType": "temporary",
        "retry": False,
    }
    assert script.written == [(PINS, {"commands": [command]})]


@pytest.mark.parametrize(
    ("august", "field"), [(True, "augustUserID"), (False, "userID")]
)
async def test_codes_that_were_made_elsewhere(
    script: Script, august: bool, field: str
) -> None:
    """They are named by their user, whose field each cloud calls otherwise."""
    if august:
        script.brand = AUGUST
    script.on("GET", PINS, said(groups(loaded=[pin(partnerUserID=None)])))
    script.on("POST", PINS, QUEUED)
    cloud, _ = await script.connected()
    await codes_of(cloud).delete(LOCK_ID, "61f0c3a0")
    ((_, body),) = script.written
    assert body["commands"][0][field] == GUEST_ID
    assert "partnerUserID" not in body["commands"][0]


@pytest.mark.parametrize(("enabled", "action"), [(True, "enable"), (False, "disable")])
async def test_enable_and_disable(script: Script, enabled: bool, action: str) -> None:
    """With all that the list says of its hours."""
    hours = {
        "accessType": "recurring",
        "accessTimes": "STARTSEC=30600;ENDSEC=62100",
        "accessRecurrence": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO",
    }
    script.on("GET", PINS, said(groups(loaded=[pin(**hours)])))
    script.on("POST", PINS, QUEUED)
    cloud, _ = await script.connected()
    codes = codes_of(cloud)
    (code,) = await codes.list(LOCK_ID)
    assert await codes.set_enabled(LOCK_ID, code, enabled=enabled) is Outcome.ACCEPTED
    ((_, body),) = script.written
    assert body["commands"] == [
        {
            "action": action,
            "partnerUserID": "cl-1",
            "pin": PIN,
            "retry": False,
            **hours,
        }
    ]


async def test_deleting_what_is_gone_or_going(script: Script) -> None:
    """Neither is sent a second time."""
    script.on("GET", PINS, said(groups(deleting=[pin()])))
    cloud, _ = await script.connected()
    codes = codes_of(cloud)
    assert await codes.delete(LOCK_ID, "61f0c3a0") is Outcome.ACCEPTED
    assert await codes.delete(LOCK_ID, "another") is Outcome.CONFIRMED
    assert script.written == []


async def test_a_change_is_a_replacement(script: Script) -> None:
    """Which is not done here, because a crash between two steps must not lose it."""
    script.on("GET", PINS, said(groups(loaded=[pin()])))
    cloud, lock = await script.connected()
    assert lock.code_rules is not None
    assert lock.code_rules.change is ChangeStyle.REPLACE
    codes, change = codes_of(cloud), CodeChange(name="Bert")
    with pytest.raises(Unsupported):
        await codes.update(LOCK_ID, "61f0c3a0", change)
    with pytest.raises(NotFound):
        await codes.update(LOCK_ID, "another", change)
    for write in (codes.update(LOCK_ID, "61f0c3a0", change, expect_name="Carl"),):
        with pytest.raises(NotFound) as caught:
            await write
        assert caught.value.reason is Reason.CHANGED_ELSEWHERE
    assert script.written == []


async def test_one_code(script: Script) -> None:
    """By its id, or not at all."""
    script.on("GET", PINS, said(groups(loaded=[pin()])))
    cloud, _ = await script.connected()
    codes = codes_of(cloud)
    assert (await codes.get(LOCK_ID, "61f0c3a0", depth=Depth.PINS)).pin == Secret(PIN)
    with pytest.raises(NotFound):
        await codes.get(LOCK_ID, "another", depth=Depth.NAMES)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, InvalidCode),
        (403, NotPermitted),
        (404, NotFound),
        (408, OutcomeUnknown),
        (415, RejectedError),
        (422, LockOffline),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (504, OutcomeUnknown),
        (560, OutcomeUnknown),
    ],
)
async def test_statuses(script: Script, status: int, error: type[VendorError]) -> None:
    """Sent once; what a server says about itself proves nothing."""
    script.on("POST", PINS, refused(status, f"PIN {PIN} is bad"))
    cloud, _ = await script.connected()
    with pytest.raises(error) as caught:
        await codes_of(cloud).add(LOCK_ID, draft())
    assert type(caught.value) is error
    assert PIN not in str(caught.value)
    assert script.asked == [f"POST {PINS}"]


@pytest.mark.parametrize("status", [423, 460])
async def test_busy_is_waited_out(script: Script, status: int) -> None:
    """The same command, because this answer proves that it was not taken."""
    script.on("POST", PINS, refused(status), QUEUED)
    cloud, _ = await script.connected()
    await codes_of(cloud).add(LOCK_ID, draft())
    assert script.written == [script.written[0]] * 2
    script.on("POST", PINS, refused(status))
    with pytest.raises(LockBusy):
        await codes_of(cloud).add(LOCK_ID, draft())


async def test_dropped_connection(script: Script) -> None:
    """Whether it was queued is not known, and it is not sent again."""
    script.on("POST", PINS, None)
    cloud, _ = await script.connected()
    with pytest.raises(OutcomeUnknown):
        await codes_of(cloud).add(LOCK_ID, draft())
    assert script.asked == [f"POST {PINS}"]


@pytest.mark.parametrize(
    ("pins", "error"),
    [
        ([pin()], DuplicateCode),
        ([pin(_id=str(it), pin=f"9{it:03}") for it in range(240)], CapacityFull),
        # Reserved by somebody, or the code of the menu: taken all the same.
        ([], DuplicateCode),
    ],
    ids=["taken", "full", "neither"],
)
async def test_what_a_conflict_means(
    script: Script, pins: list[Any], error: type[VendorError]
) -> None:
    """The list tells taken digits from a full lock."""
    script.on("GET", PINS, said(groups(loaded=pins)))
    script.on("POST", PINS, refused(409))
    cloud, _ = await script.connected()
    with pytest.raises(error) as caught:
        await codes_of(cloud).add(LOCK_ID, draft())
    assert type(caught.value) is error


async def test_a_conflict_about_slots(script: Script) -> None:
    """Some locks have fewer than they tell."""
    script.on("POST", PINS, refused(409, "No slots available"))
    cloud, _ = await script.connected()
    with pytest.raises(CapacityFull):
        await codes_of(cloud).add(LOCK_ID, draft())


async def test_lock_without_a_bridge(script: Script) -> None:
    """It would stay queued for ever."""
    script.home(Bridge=None)
    cloud, _ = await script.connected()
    for write in (
        codes_of(cloud).add(LOCK_ID, draft()),
        codes_of(cloud).delete(LOCK_ID, "61f0c3a0"),
    ):
        with pytest.raises(LockOffline) as caught:
            await write
        assert caught.value.reason is Reason.GATEWAY_MISSING
    assert script.asked == []


async def test_guests_write_no_codes(script: Script) -> None:
    """They are told so, and nothing is sent."""
    script.home("user")
    cloud, _ = await script.connected()
    with pytest.raises(NotPermitted):
        await codes_of(cloud).add(LOCK_ID, draft())
    assert script.asked == []


async def test_a_lock_that_is_forgotten(script: Script) -> None:
    """An id of nothing asks the account once more."""
    cloud, _ = await script.connected()
    with pytest.raises(NotFound):
        await codes_of(cloud).list("another")
    assert f"GET {L}" in script.asked


async def test_another_command_is_under_way(script: Script) -> None:
    """Two about one PIN collide, so it is to be tried later."""
    script.on("GET", PINS, said(groups(created=[pin()])))
    script.on("POST", PINS, refused(409, "Unable to set intent state for pin"))
    cloud, _ = await script.connected()
    with pytest.raises(LockBusy):
        await codes_of(cloud).delete(LOCK_ID, "61f0c3a0")
    assert len(script.written) == 1


@pytest.mark.parametrize(
    "changes", [{"pin": None}, {"partnerUserID": None, "userID": None}]
)
async def test_a_code_that_cannot_be_named(script: Script, changes: Json) -> None:
    """A command wants its digits and its owner; a guess is not sent."""
    script.on("GET", PINS, said(groups(loaded=[pin(**changes)])))
    cloud, _ = await script.connected()
    with pytest.raises(RejectedError) as caught:
        await codes_of(cloud).delete(LOCK_ID, "61f0c3a0")
    assert caught.value.reason is Reason.ANSWER_NOT_UNDERSTOOD
    assert script.written == []
