"""Changing eKeys, cards and fingerprints that are there."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl

from .wire import DAY, Door, code

ELS = "els.bakker@example.com"
CARD = "1723612378"


async def sent(door: Door) -> int:
    """Send an eKey to a neighbour and return its id."""
    reply = await door.post(
        "key/send", receiverUsername=ELS, keyName="Els", startDate=0, endDate=0
    )
    number = reply.body["keyId"]
    assert isinstance(number, int)
    return number


async def row(door: Door, key_id: int) -> dict[str, object]:
    """Return an eKey as it is listed."""
    rows: list[dict[str, object]] = await door.rows("lock/listKey")
    (found,) = [it for it in rows if it["keyId"] == key_id]
    return found


@pytest.mark.parametrize(
    ("path", "params", "expected"),
    [
        ("key/update", {"keyName": "Neighbour"}, {"keyName": "Neighbour"}),
        ("key/changePeriod", {"startDate": 1, "endDate": 9}, {"endDate": 9}),
        ("key/freeze", {}, {"keyStatus": "110405"}),
        ("key/authorize", {}, {"keyRight": 1}),
    ],
)
async def test_ekeys(
    side: Door, path: str, params: dict[str, object], expected: dict[str, object]
) -> None:
    """One thing is changed and all else stays."""
    key_id = await sent(side)
    before = await row(side, key_id)
    assert code(await side.post(path, keyId=key_id, **params)) == 0
    after = await row(side, key_id)
    assert after.items() >= expected.items()
    assert {name for name in after if after[name] != before[name]} <= {
        *expected,
        "startDate",
    }


@pytest.mark.parametrize(
    ("there", "back", "name"),
    [
        ("key/freeze", "key/unfreeze", "keyStatus"),
        ("key/authorize", "key/unauthorize", "keyRight"),
    ],
)
async def test_there_and_back(side: Door, there: str, back: str, name: str) -> None:
    """What was given can be taken away."""
    key_id = await sent(side)
    before = (await row(side, key_id))[name]
    for path in (there, back):
        assert code(await side.post(path, keyId=key_id)) == 0
    assert (await row(side, key_id))[name] == before


async def test_ekeys_that_are_not_there(side: Door, desk: TtlockControl) -> None:
    """Nor the administrator's own one."""
    assert code(await side.post("key/freeze", keyId=1)) == -1008
    locks = desk.state()["locks"]
    assert isinstance(locks, dict)
    (own,) = locks["side_door"]["ekeys"].values()
    assert code(await side.post("key/freeze", keyId=own)) == 20002


async def test_cards(side: Door, sim: Simulation) -> None:
    """A name, and other hours, which the lock keeps."""
    made = await side.post(
        "identityCard/add", cardNumber=CARD, cardName="Mum", addType=2
    )
    card = {"cardId": made.body["cardId"]}
    assert code(await side.post("identityCard/rename", cardName="Dad", **card)) == 0
    now = side.wire.now
    hours = {"startDate": now + DAY, "endDate": now + 2 * DAY, "changeType": 2}
    assert code(await side.post("identityCard/changePeriod", **card, **hours)) == 0
    (listed,) = await side.rows("identityCard/list")
    assert (listed["cardName"], listed["endDate"]) == ("Dad", now + 2 * DAY)
    assert sim.control.hold_card("side_door", CARD) != "accepted"
    sim.home.clock.advance(timedelta(days=1, hours=1))
    assert sim.control.hold_card("side_door", CARD) == "accepted"


async def test_a_card_is_not_made_permanent(side: Door) -> None:
    """Only a new one is."""
    made = await side.post("identityCard/add", cardNumber=CARD, addType=2)
    for_ever = {"startDate": 0, "endDate": 0, "cardId": made.body["cardId"]}
    assert code(await side.post("identityCard/changePeriod", **for_ever)) == -3
    assert code(await side.post("identityCard/rename", cardId=1, cardName="X")) == -1021


async def test_fingerprints(side: Door, sim: Simulation) -> None:
    """A name, and gone."""
    number = sim.control.add_fingerprint("side_door", "Thumb")
    finger = {"fingerprintId": number}
    renamed = await side.post("fingerprint/rename", fingerprintName="Toe", **finger)
    assert code(renamed) == 0
    (listed,) = await side.rows("fingerprint/list")
    assert listed["fingerprintName"] == "Toe"
    assert code(await side.post("fingerprint/delete", deleteType=2, **finger)) == 0
    assert await side.rows("fingerprint/list") == []
    assert code(await side.post("fingerprint/delete", deleteType=2, **finger)) == -1023


async def test_sifely_has_none_of_them(sifely_side: Door, desk: TtlockControl) -> None:
    """As far as its index tells."""
    key_id = await sent(sifely_side)
    assert (await sifely_side.post("key/freeze", keyId=key_id)).status == 404
    desk.switch(sifely_extras="all")
    assert code(await sifely_side.post("key/freeze", keyId=key_id)) == 0
