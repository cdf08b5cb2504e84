"""Calling the actions as an automation does."""

from datetime import time
from typing import Any, Final

from homeassistant.const import MATCH_ALL
from homeassistant.core import Context, Event, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.code_rules import CodeRules
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import FakeBackend

FRONT: Final = "lock.front_door"
BACK: Final = "lock.back_door"
BOTH: Final = [FRONT, BACK]

PIN: Final = "284617"
OTHER_PIN: Final = "739105"

FRIDAYS: Final = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")

type Row = dict[str, Any]


async def act(
    hass: HomeAssistant,
    action: str,
    locks: str | list[str] | None = FRONT,
    *,
    context: Context | None = None,
    answer: bool = True,
    **data: Any,
) -> dict[str, Row]:
    """Call an action and return its rows; `locks` None: the target is in `data`."""
    target = {} if locks is None else {"entity_id": locks}
    rows = await hass.services.async_call(
        "cloud_locks",
        action,
        target | data,
        blocking=True,
        context=context,
        return_response=answer,
    )
    return dict(rows or {})  # type: ignore[arg-type]  # rows are plain dictionaries


async def act_at_front(hass: HomeAssistant, action: str, **data: Any) -> Row:
    """Call an action at the front door and return its row."""
    rows = await act(hass, action, FRONT, **data)
    assert list(rows) == [FRONT]
    return rows[FRONT]


def all_events(hass: HomeAssistant) -> list[Event[Any]]:
    """Return a list that fills with every event on the bus from now on."""
    events: list[Event[Any]] = []

    @callback
    def note(event: Event[Any]) -> None:
        events.append(event)

    hass.bus.async_listen(MATCH_ALL, note)
    return events


def only_code(fake_cloud: FakeBackend, lock_id: str = "front") -> AccessCode:
    """Return the one code of a lock, as the cloud has it."""
    (code,) = fake_cloud.codes[lock_id].values()
    return code


def change_rules(
    fake_cloud: FakeBackend, account: MockConfigEntry, lock_id: str, rules: CodeRules
) -> None:
    """Let a lock take other codes from now on."""
    lock = fake_cloud.change(lock_id, code_rules=rules)
    account.runtime_data.locks.async_put(lock)


def at_cloud(fake_cloud: FakeBackend, code: AccessCode) -> AccessCode:
    """Return a code as the cloud has it now."""
    return fake_cloud.codes["front"][code.id]


def digits(code: AccessCode) -> str:
    """Return the PIN of a code."""
    assert code.pin is not None
    return code.pin.reveal()


async def refused(hass: HomeAssistant, action: str, **data: Any) -> str:
    """Return the key of the mistake for which a call is refused."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, action, **data)
    return str(caught.value.translation_key)
