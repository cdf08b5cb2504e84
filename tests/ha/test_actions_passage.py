"""The lock's own hours of staying unlocked."""

from datetime import time
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.cloud_locks import passage
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    OutcomeUnknown,
    ProtocolError,
)
from custom_components.cloud_locks.model.parts import PassagePlan
from custom_components.cloud_locks.model.schedule import Day
from tests.fake_cloud import FakeBackend

from .acting import act_at_front, refused

pytestmark = pytest.mark.usefixtures("account")

WORK = PassagePlan(
    enabled=True,
    days=frozenset({Day.MON, Day.TUE}),
    start_time=time(8),
    end_time=time(17),
)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and twice."""
    monkeypatch.setattr(passage, "SETTLE_DELAYS", (0.0, 0.0))


async def test_write(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """The answer is the plan as the lock has it now."""
    row = await act_at_front(
        hass,
        "set_passage_mode",
        enabled=True,
        days=["mon", "tue"],
        start_time="08:00",
        end_time="17:00",
    )
    assert row == {
        "status": "active",
        "enabled": True,
        "days": ["mon", "tue"],
        "start_time": "08:00:00",
        "end_time": "17:00:00",
    }
    assert fake_cloud.plans["front"] == WORK


async def test_what_is_not_given_stays(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Switched off, the plan waits to be switched on again."""
    fake_cloud.plans["front"] = WORK
    row = await act_at_front(hass, "set_passage_mode", enabled=False)
    assert (row["enabled"], row["days"]) == (False, ["mon", "tue"])
    row = await act_at_front(
        hass,
        "set_passage_mode",
        enabled=True,
        days=[],
        start_time=None,
        end_time=None,
    )
    assert fake_cloud.plans["front"] == PassagePlan(enabled=True)


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({"start_time": "08:00"}, "time_without_pair"),
        ({"start_time": 480, "end_time": "17:00"}, "time_not_text"),
        ({"days": ["someday"]}, "days_invalid"),
    ],
)
async def test_mistakes(
    hass: HomeAssistant, fake_cloud: FakeBackend, data: dict[str, Any], mistake: str
) -> None:
    """Each is named, and nothing is written."""
    assert await refused(hass, "set_passage_mode", enabled=True, **data) == mistake
    assert fake_cloud.calls("passage_plan.set") == 0


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
@pytest.mark.parametrize("done", [True, False])
async def test_answer_is_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, error: type[Exception], *, done: bool
) -> None:
    """The plan is read back; it is never written twice."""
    fake_cloud.fail("passage_plan.set", error(), after_work=done)  # type: ignore[arg-type]
    if done:
        row = await act_at_front(hass, "set_passage_mode", enabled=True)
        assert row["status"] == "active"
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await act_at_front(hass, "set_passage_mode", enabled=True)
        assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("passage_plan.set") == 1


async def test_plan_that_cannot_be_read_back(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Then nobody knows, and that is said."""
    fake_cloud.fail("passage_plan.get", LockOffline())
    with pytest.raises(HomeAssistantError) as caught:
        await act_at_front(hass, "set_passage_mode", enabled=True)
    assert caught.value.translation_key == "lock_offline"
    assert fake_cloud.calls("passage_plan.set") == 0
