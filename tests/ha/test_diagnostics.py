"""Diagnostics tell enough to help and nothing that a public report must not hold."""

from datetime import UTC, datetime
import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloud_locks import access, vendors
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.reconcile import Intent
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    FormSignIn,
)
from custom_components.cloud_locks.vendors import RequestRecord
from tests.fake_cloud import FakeBackend, make_vendor

type Facts = dict[str, Any]

SECRETS = ("good-key", "975310", "Zoe Quint", "Front door", "Hall bridge", "S-front")
"""The key, a PIN, a person, the names of devices, a serial number."""

IDS = ("fake-account", "wire-front", '"front"', "G-1")


@pytest.fixture(autouse=True)
async def diagnostics(hass: HomeAssistant) -> None:
    """Serve diagnostics."""
    assert await async_setup_component(hass, "diagnostics", {})


async def of_entry(
    hass: HomeAssistant, client: ClientSessionGenerator, entry: MockConfigEntry
) -> Facts:
    """Download the diagnostics of an account."""
    facts: Facts = await get_diagnostics_for_config_entry(hass, client, entry)
    return facts


def device_of(
    hass: HomeAssistant, entry: MockConfigEntry, identifier: str
) -> dr.DeviceEntry:
    """Return the device of a lock or gateway."""
    device = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, f"{entry.unique_id}:{identifier}"), entry.entry_id
    )
    assert device is not None
    return device


async def lived_in(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """Let the account learn a code and somebody come in."""
    await account.runtime_data.codes.read("front")
    await account.runtime_data.activity.async_read("front")
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_no_secret_name_or_id_is_told(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
) -> None:
    """Everything else that is known may be there."""
    fake_cloud.add_code("front", "Zoe Quint", "975310")
    fake_cloud.emit("front", EventType.UNLOCKED, who="Zoe Quint")
    await lived_in(hass, account)

    facts = await of_entry(hass, hass_client, account)

    text = json.dumps(facts)
    assert not [it for it in (*SECRETS, *IDS) if it in text]


async def test_an_account_is_described(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
) -> None:
    """How it signs in, what its cloud can do and how it is doing."""
    facts = await of_entry(hass, hass_client, account)

    assert facts["entry"] == {
        "version": 1,
        "state": "loaded",
        "brand": "fake",
        "sign_in": "form",
        "credentials": {"personal_key": "**REDACTED**"},
        "options": {},
    }
    assert facts["account"]["parts"] == sorted(fake_cloud.parts)
    assert facts["account"]["pace"]["states"] == 30
    assert facts["account"]["pace"]["quota_calls"] == 700
    assert facts["account"]["last_update_success"] is True
    assert facts["account"]["last_error"] is None
    assert (facts["account"]["locks"], facts["account"]["gateways"]) == (2, 1)


async def test_a_lock_is_described(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
) -> None:
    """State, rules and how many codes are in which status."""
    fake_cloud.add_code("front", "Zoe Quint", "975310")
    fake_cloud.change("back", gateway_id=None)
    await account.runtime_data.locks.async_refresh()
    await lived_in(hass, account)
    memory = account.runtime_data.store.of("front")
    memory.intents["one"] = Intent(
        name="Zoe Quint",
        schedule=Schedule(),
        seen=frozenset(),
        created=datetime(2026, 11, 20, tzinfo=UTC),
        reason=Reason.TWO_CANDIDATES,
    )

    facts = await of_entry(hass, hass_client, account)

    front, back = facts["locks"]
    assert front["state"]["bolt"] == "locked"
    assert front["state"]["battery"]["percent"] == 80
    assert front["state"]["keypad_battery"]["percent"] == 60
    assert back["state"]["keypad_battery"] is None
    assert front["code_rules"]["capacity"] == 5
    assert front["settings"]["auto_lock_delay"] == 60
    assert front["codes"]["by_status"] == {"active": 1, "unknown": 1}
    assert front["codes"]["made_here"] == 1
    assert front["codes"]["under_way"] == 1
    assert front["codes"]["problems"] == [
        {"reason": "two_candidates", "since": "2026-11-20T00:00:00+00:00"}
    ]
    assert front["gateway_id"] == facts["gateways"][0]["id"]
    assert back["gateway_id"] is None


async def test_an_id_has_the_same_mark_everywhere(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: MockConfigEntry
) -> None:
    """Requests can be told apart by lock without telling which lock it is."""
    account.runtime_data.requests.append(
        RequestRecord(
            at=dt_util.utcnow(),
            method="GET",
            path="/api/v37/my/lock/wire-front2/zoe@example.com",
            status=200,
            seconds=0.1,
        )
    )

    first = await of_entry(hass, hass_client, account)
    second = await of_entry(hass, hass_client, account)

    assert first["locks"] == second["locks"]
    path = first["requests"][-1]["path"]
    assert path == second["requests"][-1]["path"]
    start, lock, mail = path.rsplit("/", 2)
    assert start == "/api/v37/my/lock"
    assert {len(lock), len(mail)} == {8}


async def test_the_last_trouble_is_told(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
) -> None:
    """Its kind, its reason and its technical text without ids."""
    fake_cloud.fail("states", CloudUnreachable("HTTP 503 of lock-4711"), times="always")
    for _ in range(2):
        await account.runtime_data.locks.async_refresh()

    facts = await of_entry(hass, hass_client, account)

    error = facts["account"]["last_error"]
    assert error["type"] == "CloudUnreachable"
    assert error["reason"] == "cloud_unreachable"
    assert error["detail"].startswith("HTTP 503 of ")
    assert "4711" not in error["detail"]


async def test_a_device_tells_only_of_itself(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: MockConfigEntry
) -> None:
    """A lock, a gateway; the account belongs to both."""
    whole = await of_entry(hass, hass_client, account)
    lock: Facts = await get_diagnostics_for_device(
        hass, hass_client, account, device_of(hass, account, "front")
    )
    gateway: Facts = await get_diagnostics_for_device(
        hass, hass_client, account, device_of(hass, account, "gateway:gateway")
    )

    assert lock["locks"] == whole["locks"][:1]
    assert lock["gateways"] == []
    assert gateway["locks"] == []
    assert gateway["gateways"] == whole["gateways"]
    assert lock["account"] == gateway["account"] == whole["account"]


async def test_an_account_that_is_not_set_up_tells_how_it_signs_in(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was chosen from a list is no secret and often the cause."""
    form = FormSignIn(
        fields=(
            CredentialField(key=CredentialKey.USERNAME),
            CredentialField(key=CredentialKey.REGION, options=("eu", "us")),
        )
    )
    brand = Brand(key="other", name="Other", sign_ins=(form,))
    monkeypatch.setitem(vendors.BRANDS, "other", (make_vendor(fake_cloud), brand))
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={
            "brand": "other",
            "sign_in": "form",
            "credentials": {"username": "zoe@example.com", "region": "eu"},
        },
    )
    entry.add_to_hass(hass)
    fake_cloud.fail("account", CloudUnreachable())
    fake_cloud.key = "zoe@example.com"
    await hass.config_entries.async_setup(entry.entry_id)

    facts = await of_entry(hass, hass_client, entry)

    assert facts["entry"]["state"] == "setup_retry"
    assert facts["entry"]["credentials"] == {
        "username": "**REDACTED**",
        "region": "eu",
    }
    assert facts.keys() == {"entry"}


async def test_device_of_an_account_that_is_not_loaded(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: MockConfigEntry,
) -> None:
    """How it signs in is all there is to tell."""
    device = device_of(hass, account, "front")
    assert await hass.config_entries.async_unload(account.entry_id)
    facts = await get_diagnostics_for_device(hass, hass_client, account, device)
    assert facts.keys() == {"entry"}


async def test_options_are_told_without_people_and_codes(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    account: MockConfigEntry,
) -> None:
    """How many there are is enough; the entry of the house has nothing else."""
    house = access.async_get(hass)
    assert house is not None
    chosen = {"managers": ["user-1", "user-2"], "record_names": "none"}
    hass.config_entries.async_update_entry(house, options=chosen)
    codes = {"budget": 60, "confirm_codes": {"front": "salt:hash"}}
    hass.config_entries.async_update_entry(account, options=codes)

    assert await get_diagnostics_for_config_entry(hass, hass_client, house) == {
        "entry": {
            "version": 1,
            "state": "loaded",
            "brand": None,
            "sign_in": None,
            "credentials": {},
            "options": {"managers": 2, "record_names": "none"},
        }
    }
    facts = await of_entry(hass, hass_client, account)
    assert facts["entry"]["options"] == {"budget": 60, "confirm_codes": 1}


async def test_an_account_whose_brand_is_gone(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After going back to an older version, say; nothing of its sign-in is told."""
    monkeypatch.delitem(vendors.BRANDS, "fake")
    await hass.config_entries.async_setup(entry.entry_id)
    facts = await of_entry(hass, hass_client, entry)
    assert facts["entry"]["state"] == "setup_error"
    assert facts["entry"]["credentials"] == {"personal_key": "**REDACTED**"}


async def test_the_plan_of_calls(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, account: MockConfigEntry
) -> None:
    """How often everything is looked at at rest, and what a day of that costs."""
    plan = (await of_entry(hass, hass_client, account))["account"]["budget"]["plan"]
    assert plan == {
        "minutes_between": {"activity": 1.0, "codes": 30.0, "poll": 0.5},
        # A poll every 30 s, two logs a minute, two lists of codes in 30 minutes.
        "calls_a_day": 2880 + 2 * 1440 + 2 * 48,
        "fits": True,
    }
