"""A PIN that was drawn for an access and is on a lock already."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access import drawing
from custom_components.cloud_locks.access.grant import DoorId
from custom_components.cloud_locks.actions import rules
from custom_components.cloud_locks.model.code_rules import CodeRules
from custom_components.cloud_locks.model.errors import LockOffline
from custom_components.cloud_locks.model.pin import NoCommonPin, NoPinReason
from custom_components.cloud_locks.model.secret import Secret

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, Row, act, digits, only_code
from .codes import until
from .grants import FRONT_DOOR, House, make_grant
from .home import settle
from .mailbox import mailbox
from .repairing import only_issue

THIRD, FOURTH = "640297", "915062"


@pytest.fixture(autouse=True)
def pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let these PINs be drawn, one after the other; they are used up by calls."""
    drawn = [PIN, OTHER_PIN, THIRD, FOURTH]

    def draw(_: list[CodeRules], *, taken: set[Secret | str]) -> Secret:
        pin = next((it for it in drawn if Secret(it) not in taken), None)
        if pin is None:
            raise NoCommonPin(NoPinReason.NONE_LEFT, ())
        drawn.remove(pin)
        return Secret(pin)

    monkeypatch.setattr(rules, "generate", draw)
    monkeypatch.setattr(drawing, "generate", draw)
    return iter([drawn])


async def give(house: House, locks: str | list[str] = FRONT, **data: Any) -> Row:
    """Give Anna access and return the row of the front door."""
    rows = await act(house.hass, "grant_access", locks, name="Anna", **data)
    return rows[FRONT]


def pin_on(house: House, lock_id: str = "front") -> str:
    """Return the digits of Anna's code."""
    codes = house.cloud.codes[lock_id].values()
    (code,) = (it for it in codes if it.name.startswith("Anna"))
    return digits(code)


async def test_another_one_is_drawn(house: House) -> None:
    """Nobody was told the first; nothing is told of it."""
    house.cloud.add_code("front", "Bert", PIN)
    told = house.record()
    row = await give(house, include_pins=True)
    assert (row["status"], row["pin"]) == ("active", OTHER_PIN)
    assert pin_on(house) == OTHER_PIN
    assert told == [("active", None)]


async def test_nobody_waits_for_it(house: House) -> None:
    """It is done by itself, also over a restart."""
    house.cloud.add_code("front", "Bert", PIN)
    house.cloud.fail("codes.add", LockOffline())
    row = await give(house, wait=0)
    assert row["status"] != "active"
    await settle(house.hass)
    await house.start_again()
    await house.live(timedelta(minutes=2))
    assert pin_on(house) == OTHER_PIN


async def test_not_for_ever(house: House) -> None:
    """After three PINs the lock is believed, and it is said what helps."""
    for name, pin in (("A", PIN), ("B", OTHER_PIN), ("C", THIRD)):
        house.cloud.add_code("front", name, pin)
    row = await give(house)
    assert (row["status"], row["reason"]) == ("failed", "pin_in_use")
    assert "Give this access a new PIN" in row["message"]
    assert house.cloud.calls("codes.add") == 3
    issue = only_issue(house.hass, "access_failed")
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["reason"] == row["message"]


async def test_no_other_one(house: House, pins: Iterator[list[str]]) -> None:
    """Then it stays as it is."""
    (drawn,) = pins
    del drawn[1:]
    house.cloud.add_code("front", "Bert", PIN)
    assert (await give(house))["reason"] == "pin_in_use"


async def test_not_where_a_lock_has_it_already(house: House) -> None:
    """That would be a new PIN unasked, and two codes for a while."""
    house.cloud.add_code("back", "Bert", PIN)
    rows = await act(house.hass, "grant_access", BOTH, name="Anna")
    assert (rows[FRONT]["status"], rows[BACK]["reason"]) == ("active", "pin_in_use")
    assert pin_on(house) == PIN
    row = await act(house.hass, "rotate_grant", None, name="Anna")
    assert {it["status"] for it in row.values()} == {"active"}
    assert pin_on(house) == pin_on(house, "back") == OTHER_PIN


async def test_not_one_that_somebody_chose(house: House) -> None:
    """It is theirs to choose another."""
    house.cloud.add_code("front", "Bert", PIN)
    assert (await give(house, pin=PIN))["reason"] == "pin_in_use"
    assert house.cloud.calls("codes.add") == 1


@pytest.mark.parametrize("how", ["answer", "get_grants", "restart"])
async def test_not_one_that_somebody_was_told(house: House, how: str) -> None:
    """Before the lock was reached."""
    house.cloud.add_code("front", "Bert", PIN)
    house.cloud.fail("codes.add", LockOffline())
    row = await give(house, include_pins=how != "get_grants")
    assert row["reason"] == "lock_offline"
    if how == "get_grants":
        await act(house.hass, "get_grants", None, include_pins=True)
    if how == "restart":
        await house.start_again()
    await house.live(timedelta(minutes=2))
    assert only_code(house.cloud).name == "Bert"
    (grant,) = house.keeper.grants.values()
    assert grant.pin == Secret(PIN)
    assert house.reasons(grant) == ["pin_in_use"]


async def test_not_while_the_rules_of_a_lock_are_unknown(house: House) -> None:
    """It has to fit there too."""
    house.cloud.add_code("front", "Bert", PIN)
    away = DoorId("fake:gone", "cellar")
    grant = await house.give(replace(make_grant(FRONT_DOOR, away, pin=PIN), draws=1))
    assert house.reasons(grant) == ["pin_in_use", "account_removed"]
    assert grant.pin == Secret(PIN)


async def test_a_new_pin_that_a_lock_has(hass: HomeAssistant, house: House) -> None:
    """Another one is drawn, and the old one works all the while."""
    await give(house)
    house.cloud.add_code("front", "Bert", OTHER_PIN)
    rows = await act(hass, "rotate_grant", None, name="Anna")
    assert {it["status"] for it in rows.values()} == {"active"}
    assert pin_on(house) == THIRD


async def test_not_one_that_was_on_a_lock(hass: HomeAssistant, house: House) -> None:
    """Whoever it belonged to knows it, also when access is given again."""
    await give(house)
    await act(hass, "revoke_grant", None, name="Anna")
    house.cloud.add_code("front", "Bert", PIN)
    row = await act(hass, "restore_grant", None, name="Anna", include_pins=False)
    (found,) = row.values()
    assert found["locks"][FRONT]["reason"] == "pin_in_use"
    (grant,) = house.keeper.grants.values()
    assert grant.pin == Secret(PIN)


async def test_not_one_that_was_sent_ahead(hass: HomeAssistant, house: House) -> None:
    """While the lock is being asked; who has the message comes with that PIN."""
    mail = await mailbox(hass, "Anna")
    house.cloud.add_code("front", "Bert", PIN)
    gate = house.cloud.hold("codes.add")
    row = await give(house, wait=0)
    assert row["status"] in {"planned", "sending"}
    sent: dict[str, Any] = {"grant_id": row["grant_id"], "recipient": "notify.anna"}
    await act(hass, "send_code", None, **sent)
    gate.set()
    await settle(hass)
    (grant,) = house.keeper.grants.values()
    assert (grant.pin, house.reasons(grant)) == (Secret(PIN), ["pin_in_use"])
    assert PIN in mail.messages[0]


async def test_not_while_another_lock_is_asked(house: House) -> None:
    """It may have taken it: then there would be two codes."""
    house.cloud.add_code("back", "Bert", PIN)
    gate = house.cloud.hold("codes.add", lock_id="front")
    await give(house, BOTH, wait=0)
    (grant,) = house.keeper.grants.values()
    await until(lambda: "pin_in_use" in house.reasons(grant))
    gate.set()
    await settle(house.hass)
    assert (pin_on(house), house.keeper.grants[grant.id].pin) == (PIN, Secret(PIN))
