"""An account at the fake cloud, in a Home Assistant of its own."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from unittest.mock import PropertyMock

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
import pytest
from pytest_homeassistant_custom_component.common import (
    CLIENT_ID,
    MockConfigEntry,
    MockUser,
)
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from pytest_homeassistant_custom_component.typing import WebSocketGenerator
from syrupy.assertion import SnapshotAssertion

from custom_components import cloud_locks
from custom_components.cloud_locks import coordinator
from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    DOMAIN,
)
from custom_components.cloud_locks.credentials import desk as credential_desk
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.code_rules import ChangeStyle
from custom_components.cloud_locks.model.people import User
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.people import desk as people_desk
from tests.fake_cloud import ALL_PARTS, RULES, FakeBackend, register

from .acting import FRIDAYS, change_rules
from .asking import Panel
from .codes import Codes, draft
from .grants import House
from .home import pass_time
from .people import MAIL
from .watching import Client


@pytest.fixture
def fake_cloud(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Put the fake among the vendors and return its backend.

    It says nothing unasked, as most clouds.
    """
    silent = ALL_PARTS - {Part.PUSH, Part.WEBHOOK}
    return register(monkeypatch, FakeBackend(parts=silent))


@pytest.fixture
def entry(hass: HomeAssistant, fake_cloud: FakeBackend) -> MockConfigEntry:
    """Return the entry of an account, known to Home Assistant but not set up."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Fake",
        unique_id=f"fake:{fake_cloud.account_id}",
        data={
            CONF_BRAND: "fake",
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: {"personal_key": fake_cloud.key},
        },
    )
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
async def account(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry of an account that is set up."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare entities without what differs from run to run."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture
def clock(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Stop the time at a Saturday noon in November; it moves when a test says so."""
    freezer.move_to("2026-11-21 12:00:00+00:00")
    return freezer


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look as often as usual after a lost answer, without waiting in between."""
    monkeypatch.setattr(coordinator, "READ_BACK_DELAYS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0, 0.0, 0.0, 0.0))
    monkeypatch.setattr(people_desk, "SETTLE_DELAYS", (0.0, 0.0))
    monkeypatch.setattr(credential_desk, "SETTLE_DELAYS", (0.0, 0.0))


type SetUp = Callable[[Platform], Awaitable[MockConfigEntry]]


@pytest.fixture
def with_only(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> SetUp:
    """Return how to set the account up with one platform and all of its entities."""

    async def set_up(platform: Platform) -> MockConfigEntry:
        monkeypatch.setattr(cloud_locks, "PLATFORMS", (platform,))
        monkeypatch.setattr(
            Entity, "entity_registry_enabled_default", PropertyMock(return_value=True)
        )
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry

    return set_up


@pytest.fixture
async def codes(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
) -> Codes:
    """Return the codes of the account; both doors were read for the first time."""
    await pass_time(hass, clock, 5)
    return Codes(hass, account, fake_cloud, clock)


@pytest.fixture
def house(codes: Codes, at_once: None) -> House:
    """Return everybody's access; nobody has any yet."""
    return House(codes.hass, codes.entry, codes.cloud, codes.clock)


@pytest.fixture
def client(house: House, hass_admin_user: MockUser) -> Iterator[Client]:
    """Return who is about to look at the panel, with everything at rest."""
    client = Client(house.hass, house.clock, hass_admin_user)
    yield client
    client.leave_all()


@pytest.fixture
def guest(fake_cloud: FakeBackend) -> User:
    """Return Anna as a guest at the front door, in the vendor's app."""
    return fake_cloud.add_user(
        "front", "Anna", account=Secret(MAIL), remote=True, schedule=FRIDAYS
    )


@pytest.fixture
async def anna(codes: Codes) -> AccessCode:
    """Return a code that was made here and is on the front door."""
    code = await codes.writer.add("front", draft())
    codes.told()
    return replace(code, pin=None)


@pytest.fixture
def replacing(codes: Codes) -> None:
    """Let the front door be a lock that changes no code in its place."""
    rules = replace(RULES, change=ChangeStyle.REPLACE)
    change_rules(codes.cloud, codes.entry, "front", rules)


@pytest.fixture
async def panel(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    hass_admin_user: MockUser,
) -> Panel:
    """Return the panel as an administrator opens it."""
    token = await hass.auth.async_create_refresh_token(hass_admin_user, CLIENT_ID)
    return Panel(hass, hass_ws_client, token)
