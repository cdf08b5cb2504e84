"""Changing the doors of an access: what cannot be is said, and opens none."""

from dataclasses import replace
from typing import Any

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.cloud_locks.access.grant import DoorId

from .acting import BACK, BOTH, FRONT, PIN, act
from .grants import FRONT_DOOR, House, make_grant
from .home import settle


async def update(house: House, **data: Any) -> dict[str, Any]:
    """Change access and return the rows by name."""
    rows = await act(house.hass, "update_grant", None, **data)
    return {row.get("name", key): row for key, row in rows.items()}


async def refused(house: House, **data: Any) -> str:
    """Return the key of the mistake for which a change is refused."""
    with pytest.raises(HomeAssistantError) as caught:
        await update(house, **data)
    return str(caught.value.translation_key)


async def test_nobody_gets_a_new_lock_for_one_they_never_had(house: House) -> None:
    """Of a group only those who were let in at the old one are at the new one."""
    await act(house.hass, "grant_access", FRONT, name="Anna", group="staff")
    await act(house.hass, "grant_access", BACK, name="Bert", group="staff")
    rows = await update(house, group="staff", replace_lock={"old": BACK, "new": FRONT})
    assert list(rows["Bert"]["locks"]) == [FRONT]
    (failed,) = (it for it in rows.values() if "error" in it)
    assert failed["error"] == "not_in_access"
    await act(house.hass, "revoke_grant", None, name="Bert")
    assert (
        await refused(house, name="Anna", replace_lock={"old": BACK, "new": BACK})
        == "not_in_access"
    )
    assert await refused(house, name="Anna", remove_locks=BACK) == "not_in_access"
    assert (house.on_lock(), house.on_lock("back")) == (["Anna"], [])


async def test_replaced_by_itself_it_stays(house: House) -> None:
    """Nobody is put out."""
    await act(house.hass, "grant_access", FRONT, name="Anna")
    rows = await update(house, name="Anna", replace_lock={"old": FRONT, "new": FRONT})
    assert (list(rows["Anna"]["locks"]), house.on_lock()) == ([FRONT], ["Anna"])


async def test_a_lock_that_is_gone_is_replaced(house: House) -> None:
    """From the vendor's app already, with its entity or without."""
    gone = DoorId("fake:gone", "cellar")
    grant = await house.give(make_grant(FRONT_DOOR, gone))
    rows = await update(
        house,
        name="Anna",
        replace_lock={"old": "fake:gone:cellar", "new": BACK},
    )
    assert house.on_lock("back") == ["Anna"]
    assert rows["Anna"]["locks"][BACK]["status"] == "active"
    house.entry.runtime_data.locks.data.locks.pop("back")
    assert er.async_get(house.hass).async_get(BACK) is not None
    await update(house, name="Anna", remove_locks=BACK)
    (front, back) = (
        house.keeper.grants[grant.id].door(replace(FRONT_DOOR, lock_id=it))
        for it in ("front", "back")
    )
    assert front is not None
    assert not front.leaving
    assert back is None or back.leaving


async def test_somebody_has_the_pin_there(house: House) -> None:
    """The lock could not tell them apart; nothing is sent."""
    await act(house.hass, "grant_access", FRONT, name="Anna", pin=PIN)
    await act(house.hass, "grant_access", BACK, name="Bert", pin=PIN)
    assert await refused(house, name="Anna", add_locks=BACK) == "pin_in_use"
    assert house.on_lock("back") == ["Bert"]


async def test_a_lock_without_codes(house: House) -> None:
    """Is refused by name, when access is given and when it is changed."""
    await act(house.hass, "grant_access", FRONT, name="Anna")
    back = house.cloud.change("back", capabilities=frozenset(), code_rules=None)
    house.entry.runtime_data.locks.async_put(back)
    assert await refused(house, name="Anna", add_locks=BACK) == "not_supported"
    rows = await act(house.hass, "grant_access", BOTH, name="Bert")
    assert rows[BACK]["error"] == "not_supported"
    assert rows[FRONT]["status"] == "active"


async def test_a_lock_that_takes_no_codes_any_more(house: House) -> None:
    """Its keypad is gone: it can be taken out, and the rest can be changed."""
    await act(house.hass, "grant_access", BOTH, name="Anna")
    back = house.cloud.change("back", capabilities=frozenset(), code_rules=None)
    house.entry.runtime_data.locks.async_put(back)
    rows = await update(house, name="Anna", notes="cleans")
    assert rows["Anna"]["notes"] == "cleans"
    assert await refused(house, name="Anna", duration="01:00") == "not_supported"
    rows = await update(house, name="Anna", remove_locks=BACK, duration="01:00")
    assert rows["Anna"]["locks"][FRONT]["schedule"] == "window"


async def test_a_lock_that_nobody_knows(house: House) -> None:
    """Nothing of the call is done."""
    await act(house.hass, "grant_access", FRONT, name="Anna")
    assert await refused(house, name="Anna", add_locks="lock.no") == "lock_unknown"
    await settle(house.hass)
    assert house.on_lock() == ["Anna"]
