"""One PIN at a time: revealed to managers, checked while typed, and drawn."""

from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks.access.grant import Grant
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.code_rules import PinChooser
from custom_components.cloud_locks.model.errors import (
    AuthError,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import RULES, FakeBackend

from .acting import act, change_rules
from .asking import Panel, View
from .codes import OTHER_PIN, PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import reauth_flows
from .records import Records

FRONT, BACK = "fake:fake-account:front", "fake:fake-account:back"
BOTH = [FRONT, BACK]


@pytest.fixture
async def given(house: House) -> Grant:
    """Return Anna's access to both doors."""
    return await house.give(make_grant(FRONT_DOOR, BACK_DOOR))


async def problems(panel: Panel, doors: list[str], **fields: Any) -> list[View]:
    """Return what is wrong with a PIN; Bert's, if nobody else is named."""
    view = await panel.ask("pin/check", door_ids=doors, **{"name": "Bert"} | fields)
    found: list[View] = view["problems"]
    return found


async def reasons(
    panel: Panel, doors: list[str], **fields: Any
) -> list[tuple[str | None, str]]:
    """Return at which door, and why."""
    found = await problems(panel, doors, **fields)
    return [
        (it["door_id"] and it["door_id"].rpartition(":")[2], it["reason"])
        for it in found
    ]


async def test_the_pin_of_an_access(
    hass: HomeAssistant, panel: Panel, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody changes it unasked from now on, and it is written down nowhere."""
    records = Records(hass, caplog)
    # It shows what would be in the file.
    caplog.set_level("INFO", logger="pytest_homeassistant_custom_component")
    await act(hass, "grant_access", name="Anna")
    (grant,) = house.keeper.grants.values()
    house.keeper.store.grants[grant.id] = replace(grant, draws=1)
    view = await panel.ask("pin/reveal", grant_id=grant.id)
    assert grant.pin is not None
    assert view == {"pin": grant.pin.reveal()}
    assert house.keeper.grants[grant.id].draws == 0
    assert grant.pin.reveal() not in records.text


async def test_an_access_without_its_pin(
    panel: Panel, house: House, given: Grant
) -> None:
    """It was not kept, or there is no such access."""
    await house.change(given, pin=None)
    assert await panel.refused("pin/reveal", grant_id=given.id) == "pin_not_kept"
    assert await panel.refused("pin/reveal", grant_id="x") == "grant_unknown"


@pytest.mark.parametrize(
    "fields", [{}, {"door_id": FRONT}, {"door_id": FRONT, "grant_id": "x"}]
)
async def test_whose_pin(panel: Panel, fields: dict[str, str]) -> None:
    """Of an access or of a code, not of both."""
    assert await panel.refused("pin/reveal", **fields) == "grant_or_code"


async def test_the_pin_of_a_code(
    panel: Panel, anna: AccessCode, fake_cloud: FakeBackend
) -> None:
    """It is read from the lock, that one alone."""
    fake_cloud.script.calls.clear()
    view = await panel.ask("pin/reveal", door_id=FRONT, code_id=anna.id)
    assert view == {"pin": PIN}
    assert [it.method for it in fake_cloud.script.calls] == ["codes.get"]


async def test_a_code_of_an_access(panel: Panel, house: House, given: Grant) -> None:
    """Whoever looks at it knows the PIN of the access."""
    (code,) = house.cloud.codes["front"].values()
    house.keeper.store.grants[given.id] = replace(given, draws=1)
    await panel.ask("pin/reveal", door_id=FRONT, code_id=code.id)
    assert house.keeper.grants[given.id].draws == 0


async def test_a_code_that_cannot_be_read(
    hass: HomeAssistant,
    panel: Panel,
    account: MockConfigEntry,
    anna: AccessCode,
    fake_cloud: FakeBackend,
) -> None:
    """None of that name, another one under its id, a cloud that tells no digits."""
    code = {"door_id": FRONT, "code_id": anna.id}
    assert await panel.refused("pin/reveal", door_id=FRONT, code_id="x") == "not_found"
    assert await panel.refused("pin/reveal", door_id=FRONT, code_id="") == "not_found"
    fake_cloud.fail("codes.get", LockOffline())
    assert await panel.refused("pin/reveal", **code) == "lock_offline"
    fake_cloud.fail("codes.get", AuthError())
    assert await panel.refused("pin/reveal", **code) == "signed_out"
    assert reauth_flows(hass)
    shelf = fake_cloud.codes["front"]
    kept = shelf[anna.id]
    shelf[anna.id] = replace(kept, name="Carl", pin=Secret(OTHER_PIN))
    assert await panel.refused("pin/reveal", **code) == "not_found"
    shelf[anna.id] = kept
    rules = replace(RULES, pins_readable=False)
    change_rules(fake_cloud, account, "front", rules)
    assert await panel.refused("pin/reveal", **code) == "pin_not_readable"


async def test_a_code_that_is_being_written(
    hass: HomeAssistant, panel: Panel, house: House
) -> None:
    """It has no id yet, and no lock is asked for one without."""
    house.cloud.fail("codes.add", OutcomeUnknown())
    await act(hass, "add_code", name="Anna", pin=PIN)
    assert [it.id for it in house.entry.runtime_data.codes.known("front")] == [""]
    assert await panel.refused("pin/reveal", door_id=FRONT, code_id="") == "not_found"
    assert house.cloud.calls("codes.get") == 0


async def test_a_pin_that_fits(panel: Panel, house: House) -> None:
    """Nothing is wrong with it; no cloud is asked."""
    house.cloud.script.calls.clear()
    assert await problems(panel, BOTH, pin=PIN) == []
    assert await problems(panel, BOTH, pin=f" {PIN} ") == []
    assert await problems(panel, BOTH, pin=int(PIN)) == []
    assert house.cloud.script.calls == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"pin": "1234"}, "pin_length"),
        ({"pin": ""}, "pin_length"),
        ({"pin": "12a467"}, "pin_characters"),
        ({"pin": "112211"}, "pin_too_few_different"),
        ({"pin": "123456"}, "pin_sequence"),
        ({"pin": 1.5}, "pin_not_text"),
        ({"pin": 42}, "pin_not_text"),
        ({"pin": None}, "pin_required"),
        ({"pin": PIN, "name": f"Anna {PIN}"}, "name_invalid"),
        ({"pin": PIN, "name": "Anna " * 10}, "name_too_long"),
    ],
)
async def test_what_all_locks_say_is_said_once(
    panel: Panel, house: House, fields: dict[str, Any], reason: str
) -> None:
    """In the same words."""
    assert await reasons(panel, BOTH, **fields) == [(None, reason)]


async def test_what_one_lock_says(panel: Panel, house: House) -> None:
    """Each in its own words, with the rule in it."""
    longer = replace(RULES, lengths=frozenset({7}))
    change_rules(house.cloud, house.entry, "back", longer)
    assert await reasons(panel, BOTH, pin=PIN) == [("back", "pin_length")]
    assert await reasons(panel, [BACK], pin=PIN) == [(None, "pin_length")]
    front, back = await problems(panel, BOTH, pin="1")
    assert (front["reason"], back["reason"]) == ("pin_length", "pin_length")
    assert front["message"] != back["message"]
    assert "7" in back["message"]


async def test_locks_that_take_none(panel: Panel, house: House) -> None:
    """The vendor chooses, the door is not there."""
    rules = replace(RULES, pin_chooser=PinChooser.VENDOR)
    change_rules(house.cloud, house.entry, "back", rules)
    gone = "fake:fake-account:x"
    assert await reasons(panel, [FRONT, BACK, gone], pin=PIN) == [
        ("x", "not_found"),
        ("back", "pin_chosen_by_vendor"),
    ]
    house.cloud.change("front", code_rules=None)
    house.entry.runtime_data.locks.async_put(house.cloud.locks["front"])
    assert await reasons(panel, [FRONT], pin=PIN) == [(None, "not_supported")]


async def test_a_pin_of_somebody_else(panel: Panel, house: House) -> None:
    """At the doors that it opens; until that is over."""
    grant = await house.give(make_grant(FRONT_DOOR))
    assert await reasons(panel, BOTH, pin=PIN) == [("front", "pin_in_use")]
    assert await reasons(panel, BOTH, pin=PIN, name="anna ") == []
    await house.revoke(grant)
    assert await reasons(panel, BOTH, pin=PIN) == []


async def test_a_new_pin_for_an_access(
    panel: Panel, house: House, given: Grant
) -> None:
    """Not the one that it has; locks that are away are not asked."""
    mine = {"grant_id": given.id, "name": "Anna"}
    assert await reasons(panel, BOTH, pin=PIN, **mine) == [(None, "pin_in_use")]
    doors = [*BOTH, "fake:gone:front"]
    assert await reasons(panel, doors, pin=OTHER_PIN, **mine) == []
    renamed = mine | {"name": f"Anna {OTHER_PIN}"}
    assert await reasons(panel, BOTH, pin=OTHER_PIN, **renamed) == [
        (None, "name_invalid")
    ]
    unknown = {"pin": PIN, "name": "", "grant_id": "x"}
    assert await panel.refused("pin/check", door_ids=BOTH, **unknown) == "grant_unknown"


async def test_a_suggested_pin(panel: Panel, house: House) -> None:
    """All locks take it, nobody has it, and it is no part of the name."""
    view = await panel.ask("pin/suggest", door_ids=BOTH, name="Bert")
    assert await reasons(panel, BOTH, pin=view["pin"]) == []
    assert view["pin"] not in str(house.keeper.grants)


async def test_no_pin_for_all(panel: Panel, house: House) -> None:
    """The rules exclude each other, or a door is not there."""
    longer = replace(RULES, lengths=frozenset({9}))
    change_rules(house.cloud, house.entry, "back", longer)
    refused = panel.refused
    assert await refused("pin/suggest", door_ids=BOTH, name="B") == "no_common_pin"
    assert await refused("pin/suggest", door_ids=["x"], name="B") == "not_found"
    # Without its account it may be that of another.
    assert await refused("pin/suggest", door_ids=["front"], name="B") == "not_found"
    assert await refused("pin/suggest", door_ids=[], name="B") == "invalid_format"


@pytest.mark.parametrize(
    "command", ["pin/check", "pin/reveal", "pin/suggest", "import"]
)
async def test_who_may_not(
    panel: Panel, house: House, hass_admin_user: MockUser, command: str
) -> None:
    """They learn nothing, not even which fields there are."""
    hass_admin_user.is_owner = False
    hass_admin_user.groups = []
    hass_admin_user.invalidate_cache()
    assert await panel.refused(command, grant_id="x") == "unauthorized"


async def test_what_is_typed_is_written_nowhere(
    hass: HomeAssistant,
    panel: Panel,
    house: House,
    given: Grant,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever is right or wrong with it, and wherever it was typed."""
    records = Records(hass, caplog)
    await problems(panel, BOTH, pin=PIN)
    await problems(panel, BOTH, pin=OTHER_PIN, name=OTHER_PIN)
    await problems(panel, BOTH, pin=[OTHER_PIN])
    for fields in ({"pin": PIN}, {"pin": PIN, "door_ids": BOTH, "name": [PIN]}):
        assert await panel.refused("pin/check", **fields) == "invalid_format"
    assert PIN not in records.text
    assert OTHER_PIN not in records.text
