"""Who may work with codes: administrators, whom they chose, and automations."""

from collections.abc import Callable
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized, UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks import access
from custom_components.cloud_locks.permissions import (
    async_check_may_manage,
    async_may_manage,
)

from .acting import PIN, act, all_events
from .options import choose_for_house


@pytest.fixture
def anna(hass: HomeAssistant, account: MockConfigEntry) -> MockUser:
    """Return a user who is no administrator."""
    user = MockUser(name="Anna", groups=[]).add_to_hass(hass)
    user.is_owner = False
    return user


async def may(hass: HomeAssistant, user_id: str | None) -> bool:
    """Return whether both ways to ask say that a user may."""
    try:
        await async_check_may_manage(hass, Context(user_id=user_id))
    except Unauthorized:
        passed = False
    else:
        passed = True
    assert await async_may_manage(hass, user_id) is passed
    return passed


async def test_nobody_else_before_they_are_chosen(
    hass: HomeAssistant, anna: MockUser, hass_admin_user: MockUser
) -> None:
    """An administrator, and Home Assistant itself."""
    assert await may(hass, None)
    assert await may(hass, hass_admin_user.id)
    assert not await may(hass, anna.id)


async def test_who_was_chosen(hass: HomeAssistant, anna: MockUser) -> None:
    """From then on, and no longer."""
    choose_for_house(hass, managers=[anna.id])
    assert await may(hass, anna.id)
    choose_for_house(hass, managers=[])
    assert not await may(hass, anna.id)


async def test_who_is_gone_or_shut_out(hass: HomeAssistant, anna: MockUser) -> None:
    """Having been chosen outlives nobody."""
    choose_for_house(hass, managers=[anna.id, "gone"])
    anna.is_active = False
    assert not await may(hass, anna.id)
    assert not await may(hass, "gone")
    with pytest.raises(UnknownUser):
        await async_check_may_manage(hass, Context(user_id="gone"))


async def test_it_counts_while_the_entry_is_not_loaded(
    hass: HomeAssistant, anna: MockUser
) -> None:
    """At a start the actions are there before it."""
    choose_for_house(hass, managers=[anna.id])
    entry = access.async_get(hass)
    assert entry is not None
    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )
    assert await may(hass, anna.id)


@pytest.mark.parametrize("chosen", [True, False])
async def test_an_action(
    hass: HomeAssistant,
    anna: MockUser,
    chosen: bool,
) -> None:
    """It works for whom somebody chose; a PIN is hidden from the bus either way."""
    if chosen:
        choose_for_house(hass, managers=[anna.id])
    events = all_events(hass)
    ask: Callable[[], Any] = lambda: act(  # noqa: E731 - called in one of two ways
        hass, "add_code", context=Context(user_id=anna.id), name="Rosa", pin=PIN
    )
    if chosen:
        assert await ask()
    else:
        with pytest.raises(Unauthorized):
            await ask()
    assert any(it.event_type == "call_service" for it in events)
    assert not [it for it in events if PIN in str(it.data)]
