"""What a call about access cannot mean is refused by name, and changes nothing."""

from datetime import timedelta
from typing import Any

from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.cloud_locks.model.errors import DuplicateCode

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, digits, only_code
from .grants import House
from .home import settle

LONGEST = "Anna of the many names, thirty-2"
"""As long as the locks take it; its second code would be too long."""


async def refused(
    house: House, action: str, locks: str | None = None, **data: Any
) -> str:
    """Return the key of the mistake for which a call is refused."""
    with pytest.raises(HomeAssistantError) as caught:
        await act(house.hass, action, locks, **data)
    return str(caught.value.translation_key)


async def ended(house: House, **data: Any) -> None:
    """Give Anna access at the front door and end it."""
    await act(house.hass, "grant_access", FRONT, name="Anna", **data)
    await act(house.hass, "revoke_grant", None, name="Anna")


class TestGivenAgain:
    """Access that was ended."""

    async def test_somebody_has_its_pin(self, house: House) -> None:
        """By now."""
        await ended(house, pin=PIN)
        await act(house.hass, "grant_access", FRONT, name="Bert", pin=PIN)
        assert await refused(house, "restore_grant", name="Anna") == "pin_in_use"
        assert house.on_lock() == ["Bert"]

    async def test_somebody_has_its_name(self, house: House) -> None:
        """By now."""
        await ended(house)
        await act(house.hass, "grant_access", FRONT, name="Anna")
        assert await refused(house, "restore_grant", name="Anna") == "name_in_use"

    async def test_somebody_has_the_name_of_its_codes(self, house: House) -> None:
        """Though its own is another by now."""
        await act(house.hass, "grant_access", FRONT, name="Anna")
        await act(house.hass, "update_grant", None, name="Anna", new_name="Ann")
        await act(house.hass, "revoke_grant", None, name="Ann")
        await act(house.hass, "grant_access", FRONT, name="Anna")
        assert await refused(house, "restore_grant", name="Ann") == "name_in_use"

    async def test_its_times_are_past(self, house: House) -> None:
        """Nobody could come in."""
        await ended(house, duration={"hours": 1})
        await house.live(timedelta(hours=2), timedelta(minutes=30))
        assert await refused(house, "restore_grant", name="Anna") == "schedule_past"

    async def test_its_pin_was_not_kept(self, house: House) -> None:
        """A new one has to be chosen."""
        (entry,) = (
            it
            for it in house.hass.config_entries.async_entries("cloud_locks")
            if it.unique_id == "access"
        )
        house.hass.config_entries.async_update_entry(
            entry, options={"keep_pins": False}
        )
        await ended(house)
        await settle(house.hass)
        assert await refused(house, "restore_grant", name="Anna") == "pin_not_kept"

    async def test_it_worked_once(self, house: House) -> None:
        """So it does again."""
        await act(house.hass, "grant_access", FRONT, name="Anna", one_time=True)
        (code,) = house.cloud.codes["front"].values()
        house.cloud.remove_code("front", code.id)
        await house.live(timedelta(hours=3), timedelta(minutes=10))
        (grant,) = house.keeper.grants.values()
        assert grant.ended is not None
        await act(house.hass, "restore_grant", None, name="Anna")
        assert house.on_lock() == ["Anna"]


class TestAnotherPin:
    """One that somebody typed."""

    @pytest.fixture(autouse=True)
    async def anna_has_access(self, house: House) -> None:
        """Anna may come in at the front door."""
        await act(house.hass, "grant_access", FRONT, name="Anna 73", pin=PIN)

    @pytest.mark.parametrize(
        ("pin", "key"),
        [
            (OTHER_PIN, "pin_in_use"),
            (PIN, "pin_in_use"),
            ("1234567890123", "pin_length"),
            ("123456", "pin_sequence"),
        ],
    )
    async def test_that_cannot_be(self, house: House, pin: str, key: str) -> None:
        """Her old one goes on working."""
        await act(house.hass, "grant_access", FRONT, name="Bert", pin=OTHER_PIN)
        assert await refused(house, "rotate_grant", name="Anna 73", pin=pin) == key
        assert house.on_lock() == ["Anna 73", "Bert"]

    async def test_that_her_name_tells(self, house: House) -> None:
        """Also the one that only people read."""
        change: dict[str, Any] = {"name": "Anna 73", "new_name": f"Anna {OTHER_PIN}"}
        await act(house.hass, "update_grant", None, **change)
        (grant,) = house.keeper.grants.values()
        assert (
            await refused(house, "rotate_grant", grant_id=grant.id, pin=OTHER_PIN)
            == "name_invalid"
        )
        assert digits(only_code(house.cloud)) == PIN


async def test_a_lost_phone_opens_nothing(house: House) -> None:
    """The old PIN goes also where the new one is refused."""
    await act(house.hass, "grant_access", BOTH, name="Anna", pin=PIN)
    house.cloud.fail("codes.add", DuplicateCode(), times="always", lock_id="back")
    lost: dict[str, Any] = {"name": "Anna", "pin": OTHER_PIN, "cut_at_once": True}
    await act(house.hass, "rotate_grant", None, **lost)
    await settle(house.hass)
    assert (house.on_lock(), house.on_lock("back")) == (["Anna 2"], [])


async def test_a_name_too_long_for_a_new_pin(house: House) -> None:
    """It is said when access is given, not years later."""
    assert len(LONGEST) == 32
    assert await refused(house, "grant_access", BACK, name=LONGEST) == "name_too_long"
    assert await refused(house, "grant_access", BACK, name=" ") == "name_blank"
