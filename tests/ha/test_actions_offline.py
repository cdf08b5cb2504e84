"""Codes that are computed: told only when asked, remembered where a list has them."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_code import CodeKind
from custom_components.cloud_locks.model.errors import LockOffline, OutcomeUnknown
from tests.fake_cloud import FakeBackend

from .acting import BACK, BOTH, FRONT, act, act_at_front, refused


@pytest.fixture(autouse=True)
def _stopped(clock: FrozenDateTimeFactory, account: MockConfigEntry) -> None:
    """Stop the time before the account is set up."""


async def test_offline_code(hass: HomeAssistant) -> None:
    """It dies unless it is used; its digits are told only when asked."""
    row = await act_at_front(hass, "generate_offline_code", name="Guest")
    assert row["use_before"] == "2026-11-22T04:00:00-08:00"
    assert (row["uses"], row["revocable"]) == (None, True)
    assert "pin" not in row
    row = await act_at_front(
        hass, "generate_offline_code", one_time=True, include_pins=True
    )
    assert (row["uses"], row["pin"]) == (1, "600002")


async def test_offline_code_is_ours(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """It is in the list as one that was made here, and nobody knows if it is used."""
    row = await act_at_front(hass, "generate_offline_code", name="Guest")
    known = account.runtime_data.codes.known("front")
    (code,) = [it for it in known if it.id == row["code_id"]]
    assert (code.name, code.kind, code.managed) == ("Guest", CodeKind.OFFLINE, True)
    assert code.on_lock is None
    assert code.pin is None


async def test_offline_code_at_several_locks(hass: HomeAssistant) -> None:
    """One that cannot is said so, and spoils nothing."""
    rows = await act(hass, "generate_offline_code", BOTH, include_pins=True)
    assert rows[FRONT]["pin"] == "600001"
    assert rows[BACK]["error"] == "not_supported"


async def test_answer_is_lost(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Nobody knows the digits then, and none is computed anew."""
    fake_cloud.fail("offline_codes.generate", OutcomeUnknown(), after_work=True)
    with pytest.raises(HomeAssistantError) as caught:
        await act_at_front(hass, "generate_offline_code")
    assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("offline_codes.generate") == 1


async def test_clear_code(hass: HomeAssistant) -> None:
    """Digits that erase others are made only for who means it."""
    call: dict[str, Any] = {"scope": "all", "confirm": True}
    assert await act_at_front(hass, "generate_clear_code", **call) == {"scope": "all"}
    row = await act_at_front(
        hass,
        "generate_clear_code",
        scope="one",
        code_id="4711",
        confirm=True,
        include_pins=True,
    )
    assert row == {"scope": "one", "pin": "600002"}


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({"scope": "all"}, "confirm_required"),
        ({"scope": "one", "confirm": True}, "clear_one_by_id"),
        ({"scope": "all", "code_id": "1", "confirm": True}, "clear_one_by_id"),
        (
            {"scope": "one", "code_id": "1", "confirm": True, "locks": BOTH},
            "code_id_of_one_lock",
        ),
    ],
)
async def test_clearing_that_is_not_meant(
    hass: HomeAssistant, fake_cloud: FakeBackend, data: dict[str, Any], mistake: str
) -> None:
    """Nothing is computed."""
    assert await refused(hass, "generate_clear_code", **data) == mistake
    assert fake_cloud.calls("offline_codes.generate_clear") == 0


async def test_dynamic_code(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """It is told until when it works; also while the lock is out of reach."""
    row = await act_at_front(hass, "get_dynamic_code")
    assert row == {"valid_until": "2026-11-21T04:05:00-08:00"}
    row = await act_at_front(hass, "get_dynamic_code", include_pins=True)
    assert row["pin"].isdigit()
    fake_cloud.fail("dynamic_codes.current", LockOffline())
    with pytest.raises(HomeAssistantError):
        await act_at_front(hass, "get_dynamic_code")


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("generate_offline_code", {}),
        ("generate_clear_code", {"scope": "all", "confirm": True}),
        ("get_dynamic_code", {}),
        ("set_passage_mode", {"enabled": True}),
    ],
)
async def test_lock_that_cannot(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    action: str,
    data: dict[str, Any],
) -> None:
    """It is said, and nothing is sent."""
    lock = fake_cloud.change("front", capabilities=frozenset())
    account.runtime_data.locks.async_put(lock)
    assert await refused(hass, action, **data) == "not_supported"


async def test_computed_code_of_a_lock_without_a_list(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """What no list will ever show is not kept."""
    lock = fake_cloud.locks["front"]
    kept = lock.capabilities - {"codes"}
    account.runtime_data.locks.async_put(
        fake_cloud.change("front", capabilities=frozenset(kept))
    )
    row = await act_at_front(hass, "generate_offline_code")
    assert row["code_id"] is not None
    assert account.runtime_data.codes.known("front") == ()
