"""The actions `get_capabilities` and `get_codes`."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.code_rules import ScheduleFeature
from custom_components.cloud_locks.model.errors import LockOffline
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import RULES, FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, act_at_front

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _noon_in_berlin(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOW)


async def test_capabilities(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """What a form or an automation has to know before it asks for anything."""
    asked = len(fake_cloud.script.calls)
    rows = await act(hass, "get_capabilities", BOTH)
    assert rows[FRONT]["code_rules"] == RULES.describe()
    assert rows[FRONT]["operations"] == ["lock", "unlock", "open"]
    assert rows[FRONT]["can_rename"]
    assert rows[FRONT]["parts"] == [part.value for part in sorted_parts(fake_cloud)]
    assert rows[FRONT]["limits"] == {
        "codes": 5,
        "requests": 700,
        "requests_period": 3600.0,
    }
    assert rows[FRONT]["user_rules"] == {
        "roles": ["admin", "manager", "guest"],
        "schedules": [it.value for it in ScheduleFeature if it.value != "once"],
        "needs_account": True,
        "can_rename": False,
    }
    assert rows[BACK]["user_rules"] is None
    assert rows[BACK]["operations"] == ["lock", "unlock"]
    assert not rows[BACK]["can_rename"]
    assert rows[BACK]["parts"] == ["codes", "link"]
    assert len(fake_cloud.script.calls) == asked


def sorted_parts(fake_cloud: FakeBackend) -> list[Any]:
    """Return the parts in the order of their list."""
    return [
        part for part in type(next(iter(fake_cloud.parts))) if part in fake_cloud.parts
    ]


async def test_capabilities_of_a_lock_without_codes(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """There are no rules for what cannot be."""
    take_codes_away(fake_cloud, account)
    row = await act_at_front(hass, "get_capabilities")
    assert row["code_rules"] is None
    assert row["limits"]["codes"] is None
    assert "codes" not in row["parts"]


def take_codes_away(fake_cloud: FakeBackend, account: MockConfigEntry) -> None:
    """Let the front door have no keypad (any more)."""
    lock = fake_cloud.change("front", capabilities=frozenset({Capability.OPEN}))
    account.runtime_data.locks.async_put(lock)


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("get_codes", {}),
        ("add_code", {"name": "Anna"}),
        ("add_code", {"name": "Anna", "pin": PIN}),
        ("update_code", {"name": "Anna", "new_name": "Bert"}),
        ("delete_code", {"name": "Anna"}),
        ("rotate_code", {"name": "Anna"}),
        ("adopt_code", {"name": "Anna"}),
        ("clear_codes", {"confirm": True}),
    ],
)
async def test_lock_without_codes(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    action: str,
    data: dict[str, Any],
) -> None:
    """Nothing about codes can be asked of it."""
    take_codes_away(fake_cloud, account)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, action, **data)
    assert caught.value.translation_key == "not_supported"


async def test_codes(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Every field of a row, in plain JSON."""
    weekly = Schedule.weekly(
        [Day.SAT, Day.FRI],
        time(22),
        time(6, 30),
        "Europe/Amsterdam",
        start=NOW - timedelta(days=1),
        end=NOW + timedelta(days=30),
        uses=1,
    )
    fake_cloud.add_code("front", "Cleaner", PIN, weekly)
    answer = await act_at_front(hass, "get_codes")
    assert json.loads(json.dumps(answer)) == answer
    assert answer == {
        "codes": [
            {
                "code_id": "code-1",
                "name": "Cleaner",
                "kind": "online",
                "status": "active",
                "on_lock": True,
                "verified_at": "2026-11-21T11:00:00+01:00",
                "reason": None,
                "managed": False,
                "enforced_by": "lock",
                "person": None,
                "schedule": "weekly",
                "start_datetime": "2026-11-20T11:00:00+01:00",
                "end_datetime": "2026-12-21T11:00:00+01:00",
                "days": ["fri", "sat"],
                "start_time": "22:00:00",
                "end_time": "06:30:00",
                "time_zone": "Europe/Amsterdam",
                "one_time": True,
            }
        ]
    }


async def test_what_is_read_can_be_written(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """The fields of a row mean the same as those of `add_code`."""
    weekly = Schedule.weekly(
        [Day.FRI], time(9), time(12), "Asia/Tokyo", end=NOW + timedelta(days=30)
    )
    fake_cloud.add_code("front", "Cleaner", PIN, weekly)
    (code,) = (await act_at_front(hass, "get_codes"))["codes"]
    fields = (
        "name start_datetime end_datetime days start_time end_time time_zone one_time"
    )
    await act(hass, "add_code", BACK, **{it: code[it] for it in fields.split()})
    (copy,) = fake_cloud.codes["back"].values()
    assert copy.schedule == weekly


async def test_codes_without_limits_and_unknown_ones(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Always is not the same as not told."""
    fake_cloud.add_code("front", "Anna", PIN)
    told_less = fake_cloud.add_code("front", "Bert", OTHER_PIN, on_lock=None)
    fake_cloud.edit_code(
        "front",
        told_less.id,
        schedule=None,
        status=CodeStatus.FAILED,
        reason=Reason.LIST_FULL,
    )
    anna, bert = (await act_at_front(hass, "get_codes"))["codes"]
    assert anna["schedule"] == "always"
    assert bert["schedule"] is None
    assert bert["verified_at"] is None
    assert (bert["status"], bert["reason"]) == ("failed", "list_full")
    for key in ("start_datetime", "end_datetime", "start_time", "end_time"):
        assert anna[key] is None
    assert anna["days"] == []
    assert anna["one_time"] is False


async def test_pins_only_when_asked_for(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """And only where the cloud tells them."""
    fake_cloud.add_code("front", "Anna", PIN)
    unread = fake_cloud.add_code("front", "Bert", OTHER_PIN)
    fake_cloud.edit_code("front", unread.id, pin=None)
    assert "pin" not in (await act_at_front(hass, "get_codes"))["codes"][0]
    anna, bert = (await act_at_front(hass, "get_codes", include_pins=True))["codes"]
    assert anna["pin"] == PIN
    assert "pin" not in bert


async def test_codes_of_a_lock_out_of_reach(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """What was known an hour ago is no answer; the other lock has one."""
    fake_cloud.add_code("back", "Anna", PIN)
    fake_cloud.fail("codes.list", LockOffline(), lock_id="front")
    rows = await act(hass, "get_codes", BOTH)
    assert rows[FRONT]["error"] == "lock_offline"
    assert [code["name"] for code in rows[BACK]["codes"]] == ["Anna"]


@pytest.mark.parametrize("action", ["get_capabilities", "get_codes", "get_activity"])
async def test_reading_needs_somebody_who_reads(
    hass: HomeAssistant, account: MockConfigEntry, action: str
) -> None:
    """A call that throws its answer away is a mistake."""
    with pytest.raises(ServiceValidationError):
        await act(hass, action, answer=False)


async def test_rules_are_those_of_the_moment(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """A keypad that was replaced takes other PINs."""
    longer = replace(RULES, lengths=frozenset({8}))
    account.runtime_data.locks.async_put(fake_cloud.change("front", code_rules=longer))
    row = await act_at_front(hass, "get_capabilities")
    assert row["code_rules"]["pin_lengths"] == [8]
