"""Forgetting a code: off the list, and nobody says that it is off the lock."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.errors import LockOffline, OutcomeUnknown
from custom_components.cloud_locks.model.ledger import Change
from tests.fake_cloud import FakeBackend

from .acting import BOTH, PIN, act_at_front, refused

pytestmark = pytest.mark.usefixtures("account")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and only once."""
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))


@pytest.fixture
async def told(hass: HomeAssistant, account: MockConfigEntry) -> list[Change]:
    """Put Anna's code on the front door, and return what is told from then on."""
    await act_at_front(hass, "add_code", name="Anna", pin=PIN)
    changes: list[Change] = []
    account.runtime_data.codes.async_listen("front", changes.append)
    return changes


async def forget(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Forget Anna's code."""
    return await act_at_front(
        hass, "forget_code", **({"name": "Anna", "confirm": True} | data)
    )


async def test_forgotten(
    hass: HomeAssistant, fake_cloud: FakeBackend, told: list[Change]
) -> None:
    """It is said that it may open the door, and no event says that it is gone."""
    row = await forget(hass)
    assert (row["status"], row["on_lock"]) == ("forgotten", None)
    assert "go on opening" in row["message"]
    assert fake_cloud.codes["front"] == {}
    assert fake_cloud.calls("codes.delete") == 0
    assert told == []


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("done", [True, False])
async def test_answer_is_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, *, done: bool
) -> None:
    """The list is looked at; it is asked for once."""
    fake_cloud.fail("codes.forget", OutcomeUnknown(), after_work=done)
    row = await forget(hass)
    assert row["status"] == ("forgotten" if done else "removing")
    assert fake_cloud.calls("codes.forget") == 1


@pytest.mark.usefixtures("told")
async def test_refused(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Then everything is as before."""
    fake_cloud.fail("codes.forget", LockOffline())
    with pytest.raises(HomeAssistantError):
        await forget(hass)
    (code,) = (await act_at_front(hass, "get_codes"))["codes"]
    assert (code["name"], code["managed"]) == ("Anna", True)


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({"name": "Anna"}, "confirm_forgetting"),
        ({"confirm": True}, "code_id_or_name"),
        ({"code_id": "1", "confirm": True, "locks": BOTH}, "code_id_of_one_lock"),
    ],
)
async def test_mistakes(
    hass: HomeAssistant, fake_cloud: FakeBackend, data: dict[str, Any], mistake: str
) -> None:
    """Nobody forgets a code by accident."""
    assert await refused(hass, "forget_code", **data) == mistake
    assert fake_cloud.calls("codes.forget") == 0
