"""A person who is called otherwise from now on: codes keep working."""

from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.cloud_locks.model.errors import DuplicateCode

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act
from .grants import House
from .home import record_events, settle


async def rename(house: House, **data: Any) -> dict[str, Any]:
    """Change Anna's access and return its row."""
    (row,) = (await act(house.hass, "update_grant", None, name="Anna", **data)).values()
    return row


async def refused(house: House, action: str, locks: str | None, **data: Any) -> str:
    """Return the key of the mistake for which a call is refused."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(house.hass, action, locks, **data)
    return str(caught.value.translation_key)


@pytest.fixture(autouse=True)
async def anna_has_access(house: House) -> None:
    """Anna may come in at both doors."""
    await act(house.hass, "grant_access", BOTH, name="Anna", pin=PIN)


async def test_nothing_is_sent(house: House) -> None:
    """Also after a restart, and she is found by her new name."""
    before = [it.method for it in house.cloud.script.calls]
    row = await rename(house, new_name=" Anna Maria ")
    assert (row["name"], row["status"]) == ("Anna Maria", "active")
    await house.start_again()
    writes = {"codes.add", "codes.update", "codes.delete"}
    after = [it.method for it in house.cloud.script.calls][len(before) :]
    assert not writes & set(after)
    rows = await act(house.hass, "get_grants", None, name="anna maria")
    assert [it["status"] for it in rows.values()] == ["active"]


async def test_it_is_she_who_came_in(house: House) -> None:
    """Not the name that stands on the lock."""
    await rename(house, new_name="Anna Maria")
    fired = record_events(house.hass, "access")
    house.cloud.type_pin("front", PIN)
    await house.entry.runtime_data.activity.async_read("front")
    await settle(house.hass)
    assert [it["who"] for it in fired] == ["Anna Maria"]


async def test_all_that_follows_goes_on(house: House) -> None:
    """Her codes are found at the lock by what they are called there."""
    await rename(house, new_name="Anna Maria")
    await act(house.hass, "rotate_grant", None, name="Anna Maria")
    assert house.on_lock() == house.on_lock("back") == ["Anna 2"]
    await act(house.hass, "revoke_grant", None, name="Anna Maria")
    assert house.on_lock() == house.on_lock("back") == []
    await act(house.hass, "restore_grant", None, name="Anna Maria")
    assert house.on_lock() == house.on_lock("back") == ["Anna 2"]


async def test_back_to_the_first_name(house: House) -> None:
    """As if nothing had been."""
    await rename(house, new_name="Anna Maria")
    await act(house.hass, "update_grant", None, name="Anna Maria", new_name="Anna")
    (grant,) = house.keeper.grants.values()
    assert (grant.name, grant.called) == ("Anna", None)


async def test_names_that_cannot_be(house: House) -> None:
    """Another's, one that tells the PIN, or none."""
    await act(house.hass, "grant_access", FRONT, name="Bert")
    for name, key in (
        ("bert", "name_in_use"),
        ("Bert 2", "name_in_use"),
        (f"A {PIN}", "name_invalid"),
        (" ", "name_invalid"),
    ):
        assert await refused(
            house, "update_grant", None, name="Anna", new_name=name
        ) == (key)


async def test_neither_name_is_free(house: House) -> None:
    """Codes of both would be called alike; and nobody else is meant by it."""
    await rename(house, new_name="Anna Maria")
    for name in ("Anna", "Anna Maria"):
        assert await refused(house, "grant_access", BACK, name=name) == "name_in_use"
    assert (
        await refused(house, "grant_access", BACK, name="Anna", if_exists="replace")
        == "name_in_use"
    )


async def test_the_same_name_in_other_letters(house: House) -> None:
    """The PIN is still her own."""
    rows = await act(
        house.hass,
        "grant_access",
        FRONT,
        name="ANNA",
        pin=PIN,
        if_exists="replace",
    )
    assert rows[FRONT]["status"] == "active"


async def test_replaced_while_a_new_pin_takes_over(house: House) -> None:
    """The old PIN works until the new one does everywhere, as was said."""
    house.cloud.fail("codes.add", DuplicateCode(), lock_id="back")
    await act(house.hass, "rotate_grant", None, name="Anna", pin=OTHER_PIN)
    assert house.on_lock() == ["Anna", "Anna 2"]
    gate = house.cloud.hold("codes.add", lock_id="back")
    again: dict[str, Any] = {"name": "Anna", "if_exists": "replace", "wait": 0}
    await act(house.hass, "grant_access", BOTH, notes="cleans", **again)
    assert (house.on_lock(), house.on_lock("back")) == (["Anna", "Anna 2"], ["Anna"])
    gate.set()
    await settle(house.hass)
    assert house.on_lock() == house.on_lock("back") == ["Anna 2"]


async def test_another_group(house: House) -> None:
    """The old one chooses, the new one is found from then on; empty means none."""
    await rename(house, new_group=" guests ")
    await act(house.hass, "update_grant", None, group="guests", new_group="staff")
    rows = await act(house.hass, "update_grant", None, group="staff", new_group="")
    assert [(it["name"], it["group"]) for it in rows.values()] == [("Anna", None)]
    assert house.cloud.calls("codes.add") == 2
