"""Names that automations and dashboards depend on: none is renamed unnoticed.

They are read from a running integration, from the model and from the files that Home
Assistant reads. A new name is taken in with `pytest --snapshot-update`; a name that
disappears or changes needs a new major version and a line in the change log.
"""

from datetime import timedelta
from enum import StrEnum
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from custom_components.cloud_locks.access.bookings.rules import NameFrom, PinFrom
from custom_components.cloud_locks.access.changes import ChangeKind
from custom_components.cloud_locks.access.grant import (
    DoorStatus,
    Drift,
    GrantNews,
    GrantStatus,
)
from custom_components.cloud_locks.model.access_code import (
    CodeKind,
    CodeStatus,
    EnforcedBy,
)
from custom_components.cloud_locks.model.access_event import TYPES, EventType, Method
from custom_components.cloud_locks.model.capabilities import Capability, Part
from custom_components.cloud_locks.model.credential import CredentialType
from custom_components.cloud_locks.model.lock import (
    Battery,
    BoltState,
    DoorState,
    Reachability,
)
from custom_components.cloud_locks.model.people import Role
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, ScheduleKind
from custom_components.cloud_locks.model.settings import SettingKey
from custom_components.cloud_locks.model.sign_in import CredentialKey
from custom_components.cloud_locks.names import RecordNames
from custom_components.cloud_locks.panel import ELEMENT, PATH
from custom_components.cloud_locks.websocket import COMMANDS
from tests.fake_cloud import ALL_PARTS, FakeBackend, make_lock, register

from .sources import COMPONENT

_ENUMS: tuple[type[StrEnum], ...] = (
    BoltState,
    Capability,
    ChangeKind,
    CodeKind,
    CodeStatus,
    CredentialKey,
    CredentialType,
    Day,
    DoorState,
    DoorStatus,
    Drift,
    EnforcedBy,
    GrantNews,
    GrantStatus,
    Method,
    NameFrom,
    Part,
    PinFrom,
    Reachability,
    Reason,
    RecordNames,
    Role,
    ScheduleKind,
    SettingKey,
)


@pytest.fixture
def names(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return the frozen names, as JSON so that a change is easy to read."""
    return snapshot.use_extension(JSONSnapshotExtension)


def test_closed_lists(names: SnapshotAssertion) -> None:
    """States, statuses, methods, reasons: what automations compare with."""
    assert {kind.__name__: list(kind) for kind in _ENUMS} == names


def test_event_types(names: SnapshotAssertion) -> None:
    """What the event entities fire."""
    assert {stream: list(types) for stream, types in TYPES.items()} == names


def test_actions(names: SnapshotAssertion) -> None:
    """Actions and their fields."""
    actions = load_yaml_dict(str(COMPONENT / "services.yaml"))
    assert {name: list(_fields(action or {})) for name, action in actions.items()} == (
        names
    )


def _fields(action: dict[str, Any]) -> list[str]:
    """Return the names of fields, those in sections too."""
    found = []
    for name, field in (action.get("fields") or {}).items():
        section = (field or {}).get("fields")
        found += list(section) if section else [name]
    return sorted(found)


def test_panel(names: SnapshotAssertion) -> None:
    """Where it is, which dashboards link to, and what other clients may ask."""
    fields = {it.type: sorted(map(str, it.fields)) for it in COMMANDS}
    assert {"path": PATH, "element": ELEMENT, "commands": fields} == names


def test_forms(names: SnapshotAssertion) -> None:
    """Steps of the forms, their fields, and what can go wrong there."""
    texts = json.loads((COMPONENT / "translations" / "en.json").read_text("utf-8"))
    flow, bookings = texts["config"], texts["config_subentries"]["booking"]
    assert {
        "steps": _steps(flow),
        "options": _steps(texts["options"]),
        "bookings": _steps(bookings),
        "errors": sorted(flow["error"]),
        "booking_errors": sorted(bookings["error"]),
        "aborts": sorted(flow["abort"]),
        "issues": sorted(texts.get("issues", {})),
    } == names


def _steps(flow: dict[str, Any]) -> dict[str, list[str]]:
    """Return the fields and choices of each step."""
    return {
        step: sorted({**text.get("data", {}), **text.get("menu_options", {})})
        for step, text in sorted(flow["step"].items())
    }


@pytest.fixture
async def backend(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Set up an account with a lock that can do everything, and one that tells less."""
    locks = [make_lock("lock", "Front door"), make_lock("lock without percentage", "")]
    # Without a subscription, which would have to be waited for without end.
    parts = ALL_PARTS - {Part.PUSH}
    backend = register(monkeypatch, FakeBackend(locks, parts=parts))
    backend.change("lock without percentage", battery=Battery(low=False))
    entry = MockConfigEntry(
        domain="cloud_locks",
        unique_id="fake:account",
        data={
            "brand": "fake",
            "sign_in": "form",
            "credentials": {"personal_key": backend.key},
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return backend


async def test_entities(
    hass: HomeAssistant, backend: FakeBackend, names: SnapshotAssertion
) -> None:
    """Platforms and keys of all entities: the end of a unique id is for ever."""
    registry = er.async_get(hass)
    entities = [it for it in registry.entities.values() if it.platform == "cloud_locks"]
    keys: dict[str, list[str]] = {}
    for entity in sorted(entities, key=lambda it: it.unique_id):
        of = entity.unique_id.removeprefix("fake:account").strip(":")
        device, _, key = of.rpartition(":")
        keys.setdefault(device or "account", []).append(f"{entity.domain}.{key}")
    assert keys == names


async def test_event_attributes(
    hass: HomeAssistant,
    backend: FakeBackend,
    freezer: FrozenDateTimeFactory,
    names: SnapshotAssertion,
) -> None:
    """What an event says beside its type."""
    await _pass(hass, freezer, timedelta(minutes=5))
    backend.emit(
        "lock",
        EventType.UNLOCKED,
        method=Method.CARD,
        who="Anna",
        person="person.anna",
        code_id="1",
        credential_type=CredentialType.RFID_CODE,
        failed_attempts=1,
    )
    await _pass(hass, freezer, timedelta(minutes=5))
    backend.add_code("lock", "Anna", "284617")
    await _pass(hass, freezer, timedelta(hours=2))
    assert {
        state.attributes["friendly_name"]: sorted(state.attributes)
        for state in hass.states.async_all("event")
        if state.state != "unknown"
    } == names


async def _pass(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, time: timedelta
) -> None:
    freezer.tick(time)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
