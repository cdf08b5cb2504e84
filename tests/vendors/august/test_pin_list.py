"""PINs as they are listed: groups, names, hours, and what is no list at all."""

import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeStatus,
)
from custom_components.cloud_locks.model.errors import (
    ProtocolError,
)
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .payloads import (
    GUEST_ID,
    LOCK_ID,
    PIN,
    USER_ID,
    Json,
    bridge,
    groups,
    pin,
)
from .script import PINS, Script, codes_of, said
from .test_codes import WEEKLY, WINDOW


async def listed(script: Script, **pins: list[Json]) -> list[AccessCode]:
    """Return the codes of a list."""
    script.on("GET", PINS, said(groups(**pins)))
    cloud, _ = await script.connected()
    return list(await codes_of(cloud).list(LOCK_ID, depth=Depth.PINS))


@pytest.mark.parametrize(
    ("group", "status", "on_lock"),
    [
        ("created", CodeStatus.PENDING, False),
        ("loaded", CodeStatus.ACTIVE, True),
        ("disabled", CodeStatus.DISABLED, True),
        ("disabling", CodeStatus.PENDING, None),
        ("enabling", CodeStatus.PENDING, None),
        ("updating", CodeStatus.PENDING, None),
        ("deleting", CodeStatus.REMOVING, None),
    ],
)
async def test_all_seven_groups(
    script: Script, group: str, status: CodeStatus, on_lock: bool | None
) -> None:
    """Only what is loaded opens the door."""
    (code,) = await listed(script, **{group: [pin()]})
    assert (code.status, code.on_lock) == (status, on_lock)
    assert (code.id, code.name) == ("61f0c3a0", "Anna Visser")
    assert (code.user_id, code.reference, code.slot) == (GUEST_ID, "cl-1", 3)
    assert code.pin == Secret(PIN)


async def test_a_record_in_two_groups(script: Script) -> None:
    """What is under way counts: it is told before what was."""
    (code,) = await listed(script, loaded=[pin()], deleting=[pin()])
    assert code.status is CodeStatus.REMOVING


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"lastName": None}, "Anna"),
        ({"firstName": None, "lastName": None, "userID": USER_ID}, "Els Bakker"),
        ({"firstName": None, "lastName": None}, "PIN 3"),
        ({"firstName": f"Anna {PIN}"}, "Anna •••• Visser"),
        ({"firstName": "Room 28 46 17"}, "Room •••• Visser"),
    ],
)
async def test_names_of_the_list(
    script: Script, changes: dict[str, object], name: str
) -> None:
    """Some have none, and some are called like their digits."""
    (code,) = await listed(script, loaded=[pin(**changes)])
    assert code.name == name


@pytest.mark.parametrize(
    ("changes", "schedule"),
    [
        (
            {
                "accessType": "temporary",
                "accessTimes": "DTSTART=2027-01-01T13:00:00.000Z;"
                "DTEND=2027-01-01T13:15:00.000Z",
            },
            WINDOW,
        ),
        (
            {
                "accessType": "temporary",
                "accessStartTime": "2027-01-01T13:00:00.000Z",
                "accessEndTime": "2027-01-01T13:15:00.000Z",
            },
            WINDOW,
        ),
        (
            {
                "accessType": "temporary",
                "accessTimes": "STARTSEC=1798808400;ENDSEC=1798809300",
            },
            WINDOW,
        ),
        (
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=30600;ENDSEC=62100",
                "accessRecurrence": "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,FR",
            },
            WEEKLY,
        ),
        (
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=0;ENDSEC=86399",
                "accessRecurrence": "FREQ=DAILY",
            },
            Schedule.weekly(Day, None, None, "Europe/Amsterdam"),
        ),
        ({"accessType": "one-time"}, Schedule.always(uses=1)),
        ({"accessType": "recurring", "accessTimes": "STARTSEC=1;ENDSEC=2"}, None),
        (
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=30600;ENDSEC=62100",
                "accessRecurrence": "FREQ=MONTHLY;BYMONTHDAY=10,15;COUNT=20",
            },
            None,
        ),
        ({"accessType": "temporary", "accessTimes": "whenever"}, None),
        (
            {
                "accessType": "temporary",
                "accessTimes": "DTSTART=2027-01-02T13:00:00.000Z;"
                "DTEND=2027-01-01T13:00:00.000Z",
            },
            None,
        ),
        (
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=30600;ENDSEC=62100",
                "accessRecurrence": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            },
            None,
        ),
        (
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=30600;ENDSEC=62100",
                "accessRecurrence": "FREQ=WEEKLY;BYDAY=1MO",
            },
            None,
        ),
        (
            {
                "accessType": "recurring",
                "accessTimes": "STARTSEC=79200;ENDSEC=21600",
                "accessRecurrence": "FREQ=WEEKLY;BYDAY=MO",
            },
            None,
        ),
        ({"accessType": "sometimes"}, None),
    ],
)
async def test_hours_of_the_list(
    script: Script, changes: dict[str, object], schedule: Schedule | None
) -> None:
    """What nobody understands is not known, never always."""
    (code,) = await listed(script, loaded=[pin(**changes)])
    assert code.schedule == schedule
    if schedule is None:
        assert code.status is CodeStatus.UNKNOWN


async def test_digits_only_when_asked_for(script: Script) -> None:
    """And the record itself shows nothing."""
    script.on("GET", PINS, said(groups(loaded=[pin()])))
    cloud, _ = await script.connected()
    (code,) = await codes_of(cloud).list(LOCK_ID)
    assert code.pin is None
    assert PIN not in repr(await codes_of(cloud).list(LOCK_ID, depth=Depth.PINS))


async def test_groups_may_be_missing(script: Script) -> None:
    """And other fields may be there."""
    script.on("GET", PINS, said({"loaded": [pin(), {"odd": 1}, None], "more": 1}))
    cloud, _ = await script.connected()
    assert len(await codes_of(cloud).list(LOCK_ID)) == 1
    script.on("GET", PINS, said({}))
    assert await codes_of(cloud).list(LOCK_ID) == ()


@pytest.mark.parametrize("body", [{"message": "moved"}, [], None, {"loaded": None}])
async def test_no_groups_at_all(script: Script, body: object) -> None:
    """It would look as if all codes were gone."""
    script.on("GET", PINS, said(body))
    cloud, _ = await script.connected()
    with pytest.raises(ProtocolError):
        await codes_of(cloud).list(LOCK_ID)


async def test_a_bridge_that_is_away(script: Script) -> None:
    """What waits says for whom; what is on the lock does not wait."""
    script.home(Bridge=bridge(status={"current": "offline"}))
    waiting = pin(_id="1", userID="u")
    created, loaded = await listed(script, created=[waiting], loaded=[pin()])
    assert (created.status, created.reason) == (
        CodeStatus.PENDING,
        Reason.GATEWAY_OFFLINE,
    )
    assert loaded.reason is None


async def test_hours_by_an_unknown_clock(script: Script) -> None:
    """Nobody can say when such a code opens."""
    script.home(timeZone=None)
    hours = {"accessType": "recurring", "accessTimes": "STARTSEC=1;ENDSEC=2"}
    rule = {"accessRecurrence": "FREQ=WEEKLY;BYDAY=MO"}
    (code,) = await listed(script, loaded=[pin(**hours, **rule)])
    assert code.schedule is None


async def test_records_without_ids(script: Script) -> None:
    """Their user stands for them; of nobody's there is nothing to say."""
    nobodys = pin(_id=None, userID=None)
    (code,) = await listed(script, loaded=[pin(_id=None), nobodys])
    assert code.id == f"user-{GUEST_ID}"


async def test_a_group_that_nobody_knows(script: Script) -> None:
    """Such a code is there, and more is not known."""
    script.on("GET", PINS, said(groups() | {"inUse": [pin()], "count": [1]}))
    cloud, _ = await script.connected()
    (code,) = await codes_of(cloud).list(LOCK_ID)
    assert (code.status, code.on_lock) == (CodeStatus.UNKNOWN, None)
