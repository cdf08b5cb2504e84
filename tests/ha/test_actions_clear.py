"""The action `clear_codes`."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.access_code import CodeKind
from custom_components.cloud_locks.model.errors import (
    AuthError,
    LockOffline,
    NotPermitted,
    OutcomeUnknown,
)
from tests.fake_cloud import FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, act_at_front

pytestmark = pytest.mark.usefixtures("account")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and only once."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))


@pytest.fixture(autouse=True)
async def _codes(hass: HomeAssistant, fake_cloud: FakeBackend, account: object) -> None:
    """Make two codes here and one in the vendor's app."""
    await act(hass, "add_code", name="Anna", pin=PIN)
    await act(hass, "add_code", name="Bert", pin=OTHER_PIN)
    fake_cloud.add_code("front", "Foreign", "915372")


def names(fake_cloud: FakeBackend, lock_id: str = "front") -> list[str]:
    """Return the names of the codes on a lock."""
    return [code.name for code in fake_cloud.codes[lock_id].values()]


async def clear(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Clear the front door."""
    return await act_at_front(hass, "clear_codes", confirm=True, **data)


@pytest.mark.parametrize("confirm", [{}, {"confirm": False}])
async def test_needs_to_be_meant(
    hass: HomeAssistant, fake_cloud: FakeBackend, confirm: dict[str, Any]
) -> None:
    """A slip leaves everything as it is."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "clear_codes", **confirm)
    assert caught.value.translation_key == "confirm_required"
    assert len(names(fake_cloud)) == 3


async def test_only_those_made_here(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Those of the vendor's app stay."""
    assert await clear(hass) == {
        "removed": ["Anna", "Bert"],
        "removing": [],
        "kept": ["Foreign"],
        "failed": [],
    }
    assert names(fake_cloud) == ["Foreign"]


async def test_all(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """But not a code that belongs to a person in the vendor's app."""
    fake_cloud.add_code("front", "Member", "624805", kind=CodeKind.MEMBER)
    row = await clear(hass, only_managed=False)
    assert row["removed"] == ["Anna", "Bert", "Foreign"]
    assert row["kept"] == names(fake_cloud) == ["Member"]


async def test_lock_that_takes_it_later(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """On their way out is not gone."""
    fake_cloud.queued.add("front")
    row = await clear(hass)
    assert (row["removed"], row["removing"]) == ([], ["Anna", "Bert"])


async def test_write_whose_outcome_is_open(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """It is given up, so that it does not come back as a problem."""
    fake_cloud.fail("codes.add", OutcomeUnknown())
    await act(hass, "add_code", name="Carl", pin="402718")
    assert (await clear(hass))["removed"] == ["Anna", "Bert", "Carl"]


async def test_one_code_fails(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """The others go, and the row says why that one did not."""
    fake_cloud.fail("codes.delete", NotPermitted())
    row = await clear(hass)
    assert (row["removed"], row["failed"]) == (["Bert"], ["Anna"])
    assert row["error"] == "not_permitted"
    assert row["message"].startswith("The account is not permitted")


async def test_lock_goes_out_of_reach(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The rest is not tried: each would wait and fail the same way."""
    gate = fake_cloud.hold("codes.delete")
    gate.set()
    fake_cloud.fail("codes.delete", LockOffline(), times="always")
    row = await clear(hass, only_managed=False)
    assert (row["removed"], row["failed"]) == (["Anna"], ["Bert", "Foreign"])
    assert row["error"] == "lock_offline"
    assert fake_cloud.calls("codes.delete") == 2


async def test_nothing_goes(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Then the lock has failed, and with it the action."""
    fake_cloud.fail("codes.delete", LockOffline(), times="always")
    with pytest.raises(HomeAssistantError) as caught:
        await clear(hass)
    assert caught.value.translation_key == "lock_offline"
    rows = await act(hass, "clear_codes", BOTH, confirm=True)
    assert rows[FRONT]["error"] == "lock_offline"
    assert rows[BACK] == {"removed": [], "removing": [], "kept": [], "failed": []}


async def test_signed_out(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Signing in again is asked for."""
    fake_cloud.fail("codes.delete", AuthError(), times="always")
    with pytest.raises(HomeAssistantError):
        await clear(hass)
    await hass.async_block_till_done()
    assert hass.config_entries.flow.async_progress()
