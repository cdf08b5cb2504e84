"""Options of an account and of the whole house, as a person chooses them."""

from collections.abc import Mapping
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks import access, vendors
from custom_components.cloud_locks.confirm import fits
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    FormSignIn,
)
from tests.fake_cloud import ALL_PARTS, FakeBackend, make_vendor, register

from .flows import Json, answer_option, suggested
from .home import state

CODE = "open sesame"


async def begin(
    hass: HomeAssistant, entry: ConfigEntry[Any], choice: str | None = None
) -> Json:
    """Open the options of an entry, and choose from their menu."""
    result: Any = await hass.config_entries.options.async_init(entry.entry_id)
    if choice is None:
        return dict(result)
    return await answer_option(hass, result, {"next_step_id": choice})


async def begin_at_lock(
    hass: HomeAssistant, entry: MockConfigEntry, lock_id: str = "front"
) -> Json:
    """Go to the confirmation code of a lock."""
    form = await begin(hass, entry, "confirm_lock")
    return await answer_option(hass, form, {"lock": lock_id})


async def test_address_for_callbacks(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, entry: MockConfigEntry
) -> None:
    """It is shown where the cloud calls, once it can be reached from outside."""
    register(monkeypatch, FakeBackend(parts=ALL_PARTS - {Part.PUSH}))
    assert await hass.config_entries.async_setup(entry.entry_id)
    result = await begin(hass, entry, "callbacks")
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "no_address")
    hass.config.external_url = "https://home.example.org"
    result = await begin(hass, entry, "callbacks")
    assert result["reason"] == "address"
    url = result["description_placeholders"]["url"]
    assert url == await entry.runtime_data.callbacks.async_url()


async def test_no_address_where_no_cloud_calls(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Nor while the account is not loaded."""
    assert "callbacks" not in (await begin(hass, account))["menu_options"]
    assert await hass.config_entries.async_unload(account.entry_id)
    assert "callbacks" not in (await begin(hass, account))["menu_options"]


def offered(form: Json, field: str) -> dict[str, str]:
    """Return the choices of a field, their names by value."""
    options = form["data_schema"].schema[field].config["options"]
    return {it["value"]: it["label"] for it in options}


def house(hass: HomeAssistant) -> ConfigEntry[Any]:
    """Return the Access entry."""
    entry = access.async_get(hass)
    assert entry is not None
    return entry


async def test_an_account_offers_what_it_has(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """A menu, so that a code is not in the way of a number."""
    menu = await begin(hass, account)
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "init")
    assert menu["menu_options"] == ["account", "confirm_lock"]
    assert menu["description_placeholders"] == {"account": "Fake"}


async def test_calls_and_key(
    hass: HomeAssistant, account: MockConfigEntry, clock: FrozenDateTimeFactory
) -> None:
    """What is chosen is kept, shown again, and the account is loaded with it."""
    form = await begin(hass, account, "account")
    assert (form["step_id"], form["errors"]) == ("account", {})
    assert form["data_schema"]({}) == {"budget": 80}
    before = account.runtime_data
    result = await answer_option(hass, form, {"budget": 50.0, "key_ends": "2026-11-21"})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert account.options == {"budget": 50, "key_ends": "2026-11-21"}
    assert type(account.options["budget"]) is int
    assert account.state is ConfigEntryState.LOADED
    assert account.runtime_data is not before

    form = await begin(hass, account, "account")
    assert form["data_schema"]({}) == {"budget": 50}
    assert suggested(form)["key_ends"] == "2026-11-21"
    await answer_option(hass, form, {"budget": 50})
    assert account.options == {"budget": 50}


async def test_a_key_that_ended(
    hass: HomeAssistant, account: MockConfigEntry, clock: FrozenDateTimeFactory
) -> None:
    """It would be signed out; the year is wrong. The rest stays in the form."""
    form = await begin(hass, account, "account")
    typed = {"budget": 60, "key_ends": "2025-11-22"}
    form = await answer_option(hass, form, typed)
    assert form["errors"] == {"key_ends": "key_ends_past"}
    assert form["data_schema"]({}) == {"budget": 60}
    assert suggested(form)["key_ends"] == "2025-11-22"
    await answer_option(hass, form, {"budget": 60, "key_ends": "2027-11-22"})
    assert account.options["key_ends"] == "2027-11-22"


@pytest.mark.parametrize("budget", [19, 101])
async def test_limits_of_the_share(
    hass: HomeAssistant, account: MockConfigEntry, budget: int
) -> None:
    """Too little would be blind, more than all there is would be refused."""
    form = await begin(hass, account, "account")
    with pytest.raises(InvalidData):
        await answer_option(hass, form, {"budget": budget})


@pytest.mark.parametrize("sign_in", ["form", "vanished"])
async def test_a_key_whose_end_is_of_no_matter(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    sign_in: str,
) -> None:
    """Only where the vendor does not tell it and the person can is it asked for."""
    key = CredentialField(key=CredentialKey.PASSWORD, secret=True)
    brand = Brand(key="fake", name="Fake", sign_ins=(FormSignIn(fields=(key,)),))
    monkeypatch.setitem(vendors.BRANDS, "fake", (make_vendor(fake_cloud), brand))
    data = {**entry.data, "sign_in": sign_in}
    hass.config_entries.async_update_entry(entry, data=data)
    form = await begin(hass, entry, "account")
    assert list(form["data_schema"].schema) == ["budget"]


async def test_a_confirmation_code_is_set(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """It is kept so that nobody can read it again."""
    form = await begin(hass, account, "confirm_lock")
    assert form["step_id"] == "confirm_lock"
    assert form["description_placeholders"] == {"locks": "-"}
    assert offered(form, "lock") == {"back": "Back door", "front": "Front door"}

    form = await answer_option(hass, form, {"lock": "front"})
    assert form["step_id"] == "confirm_code"
    assert form["description_placeholders"] == {
        "lock": "Front door",
        "least": "4",
        "most": "64",
    }
    result = await answer_option(
        hass, form, {"confirm_code": CODE, "confirm_code_again": CODE}
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    (kept,) = account.options["confirm_codes"].values()
    assert fits(Secret(CODE), kept)
    assert CODE not in str(account.as_dict())
    assert "code_format" in state(hass, "lock", "lock").attributes

    form = await begin(hass, account, "confirm_lock")
    assert form["description_placeholders"] == {"locks": "Front door"}


async def test_a_confirmation_code_is_removed(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Left empty; those of other locks and other options stay."""
    hass.config_entries.async_update_entry(
        account, options={"budget": 30, "confirm_codes": {"front": "a", "back": "b"}}
    )
    result = await answer_option(hass, await begin_at_lock(hass, account), {})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert account.options == {"budget": 30, "confirm_codes": {"back": "b"}}
    assert "code_format" not in state(hass, "lock", "lock").attributes


@pytest.mark.parametrize(
    ("code", "again", "error"),
    [
        (CODE, "open sesam", "codes_differ"),
        (CODE, "", "codes_differ"),
        ("", CODE, "codes_differ"),
        ("123", "123", "code_length"),
        ("1" * 65, "1" * 65, "code_length"),
    ],
)
async def test_a_code_that_cannot_be_kept(
    hass: HomeAssistant, account: MockConfigEntry, code: str, again: str, error: str
) -> None:
    """It says why, and nothing that was typed travels back."""
    form = await answer_option(
        hass,
        await begin_at_lock(hass, account),
        {"confirm_code": code, "confirm_code_again": again},
    )
    assert form["errors"] == {"base": error}
    assert form["data_schema"]({}) == {}
    assert set(suggested(form).values()) == {None}
    assert account.options == {}


async def test_a_code_is_hidden_while_it_is_typed(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """And an error about a field does not show what is in it."""
    form = await begin_at_lock(hass, account)
    for field in form["data_schema"].schema.values():
        assert field.config["type"] == "password"
    with pytest.raises(InvalidData) as refusal:
        await answer_option(hass, form, {"confirm_code": 4711})
    assert "4711" not in str(refusal.value.schema_errors)


async def test_locks_are_named_as_the_house_names_them(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Also while their account is not loaded."""
    entities, devices = er.async_get(hass), dr.async_get(hass)
    entities.async_update_entity("lock.back_door", name="Shed")
    device_id = entities.entities["lock.front_door"].device_id
    assert device_id is not None
    devices.async_update_device(device_id, name_by_user="Portal")
    assert await hass.config_entries.async_unload(account.entry_id)
    form = await begin(hass, account, "confirm_lock")
    assert offered(form, "lock") == {"front": "Portal", "back": "Shed"}


async def test_no_lock_yet(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An account that never was connected has none to choose."""
    result = await begin(hass, entry, "confirm_lock")
    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "no_locks")


async def test_the_whole_house(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """Who may manage codes, what of names is recorded, whether PINs are kept."""
    anna = MockUser(name="Anna", groups=[]).add_to_hass(hass)
    anna.is_owner = False
    form = await begin(hass, house(hass))
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "access")
    assert form["data_schema"]({}) == {"record_names": "full", "keep_pins": True}
    before = account.runtime_data
    result = await answer_option(
        hass,
        form,
        {"managers": [anna.id], "record_names": "none", "keep_pins": False},
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    chosen = {"record_names": "none", "keep_pins": False}
    assert house(hass).options == {"managers": [anna.id], **chosen}
    assert account.runtime_data is before

    form = await begin(hass, house(hass))
    assert suggested(form)["managers"] == [anna.id]
    assert form["data_schema"]({}) == chosen
    chosen = {"record_names": "initials", "keep_pins": True}
    await answer_option(hass, form, chosen)
    assert house(hass).options == {"managers": [], **chosen}


async def test_who_can_be_chosen(
    hass: HomeAssistant, account: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    """No administrators, who may already, no machinery, nobody who is shut out."""
    people: Mapping[str, Mapping[str, Any]] = {
        "Anna": {},
        "bert": {},
        "Shut out": {"is_active": False},
        "Machinery": {"system_generated": True},
    }
    ids = {}
    for name, more in people.items():
        user = MockUser(name=name, groups=[], **more).add_to_hass(hass)
        user.is_owner = False
        ids[name] = user.id
    nameless = MockUser(groups=[]).add_to_hass(hass)
    nameless.is_owner, nameless.name = False, None

    form = await begin(hass, house(hass))

    choices = offered(form, "managers")
    assert [it for it in choices.values() if it != nameless.id] == ["Anna", "bert"]
    assert choices[nameless.id] == nameless.id


async def test_who_became_an_administrator_or_left(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """The form does not stumble over them."""
    anna = MockUser(name="Anna", groups=[]).add_to_hass(hass)
    anna.is_owner = False
    form = await begin(hass, house(hass))
    await answer_option(hass, form, {"managers": [anna.id], "record_names": "full"})
    admins = await hass.auth.async_get_group(GROUP_ID_ADMIN)
    assert admins is not None
    anna.groups.append(admins)
    anna.invalidate_cache()
    form = await begin(hass, house(hass))
    assert suggested(form)["managers"] == []
