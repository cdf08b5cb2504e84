"""What the validator refuses: fields, types, hours, names, users."""

import pytest

from simulators.august import AugustControl

from .wire import ANN, Door, Wire

STAMP = "2026-01-01T13:00:00.000Z"


@pytest.mark.parametrize(
    "fields",
    [
        {"accessTimes": f"DTSTART={STAMP};DTEND=2026-02-01T13:00:00.000Z"},
        {"accessType": None},
        {"accessType": "sometimes"},
        {"accessType": "oneTime"},
        {"accessType": "temporary"},
        {"accessType": "temporary", "accessTimes": f"DTSTART={STAMP};DTEND={STAMP}"},
        {
            "accessType": "temporary",
            "accessTimes": "DTSTART=2026-01-01T13:00:00Z;DTEND=2026-02-01T13:00:00Z",
        },
        {
            "accessType": "temporary",
            "accessTimes": "DTSTART=20260101T130000Z;DTEND=20260201T130000Z",
        },
        {"accessType": "recurring", "accessTimes": "STARTSEC=1;ENDSEC=2"},
        {
            "accessType": "recurring",
            "accessTimes": "STARTSEC=1;ENDSEC=2",
            "accessRecurrence": "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO",
        },
        {
            "accessType": "recurring",
            "accessTimes": "STARTSEC=79200;ENDSEC=3600",
            "accessRecurrence": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO",
        },
        {"accessType": "recurring", "accessTimes": "08:30-17:15"},
        {"pin": None},
        {"pin": 12345},
        {"pin": "123"},
        {"pin": "123456789"},
        {"pin": "12a456"},
        {"firstName": None},
        {"lastName": ""},
        {"action": None},
        {"action": "create"},
        {"slot": 3},
        {"state": "load"},
        {"retry": "no"},
        {"partnerUserID": None},
        {"userID": "somebody"},
        {"augustUserID": "somebody", "partnerUserID": None},
    ],
)
async def test_validation(kitchen: Door, fields: dict[str, object]) -> None:
    """What the validator refuses, the last one because it is August's field."""
    row = {**ANN, "action": "load", **fields}
    row = {name: value for name, value in row.items() if value is not None}
    path = f"/locks/{kitchen.id}/pins"
    reply = await kitchen.wire.post(path, {"commands": [row]})
    assert reply.status == 400, reply.text
    assert reply.body["message"].startswith('"')
    assert await kitchen.pins() == {}


async def test_validation_says_who_is_missing(kitchen: Door, august: Wire) -> None:
    """The texts that clients have seen, with the names of each company."""
    reply = await kitchen.command(partnerUserID=None)
    expected = "must contain at least one of [userID, partnerUserID]"
    assert expected in reply.body["message"]
    reply = await Door(august, "kitchen_door").command(partnerUserID=None)
    assert "[augustUserID, partnerUserID]" in reply.body["message"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"commands": []},
        {"commands": "load"},
        {"commands": [1]},
        {"commands": [{**ANN, "action": "load"}], "webhook": "http://example.com"},
        {"commands": [{**ANN, "action": "load"}], "more": 1},
    ],
)
async def test_bodies(kitchen: Door, body: dict[str, object]) -> None:
    """One wrong thing and nothing is queued."""
    reply = await kitchen.wire.post(f"/locks/{kitchen.id}/pins", body)
    assert reply.status == 400
    assert await kitchen.pins() == {}


async def test_status_of_validation(kitchen: Door, desk: AugustControl) -> None:
    """It is not documented, and neither is whether a last name is needed."""
    desk.switch(invalid_status=409, needs_last_name=True, one_time=True)
    assert (await kitchen.command(lastName=None)).status == 409
    await kitchen.load(accessType="oneTime")
    control = kitchen.wire.sim.control
    assert control.type_pin("kitchen_door", "012345") == "accepted"
    assert control.type_pin("kitchen_door", "012345") == "wrong_code"


async def test_oldest_locks_know_no_schedules(yale: Wire) -> None:
    """Type 1 takes `always` alone."""
    basement = Door(yale, "basement")
    times = f"DTSTART={STAMP};DTEND=2026-02-01T13:00:00.000Z"
    reply = await basement.command(accessType="temporary", accessTimes=times)
    assert reply.status == 400
    assert (await basement.command()).status == 200
    assert (await Door(yale, "boathouse").command()).status == 409
