"""Signing in through the form, as a person or the reauthentication does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Never

from aiohttp import ClientSession
from homeassistant import config_entries
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import connect, vendors
from custom_components.cloud_locks.connect import ORIGINS
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
    VerificationRequired,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    FormSignIn,
    LinkSignIn,
    SignIn,
)
from tests.fake_cloud import FakeBackend, make_lock, make_vendor, register

KEY = {"personal_key": "good-key"}

type Json = dict[str, Any]


async def start(hass: HomeAssistant, brand: str = "fake") -> Json:
    """Begin to add an account and choose its brand."""
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "user")
    return await answer(hass, form, {"brand": brand})


async def answer(hass: HomeAssistant, form: Mapping[str, Any], typed: Json) -> Json:
    """Fill in a form and send it."""
    result: Any = await hass.config_entries.flow.async_configure(form["flow_id"], typed)
    await hass.async_block_till_done()
    return dict(result)


def suggested(form: Json) -> dict[str, Any]:
    """Return what stands in the fields of a form."""
    return {
        str(marker.schema): (marker.description or {}).get("suggested_value")
        for marker in form["data_schema"].schema
    }


@pytest.fixture
def with_brand(
    monkeypatch: pytest.MonkeyPatch, fake_cloud: FakeBackend
) -> Callable[..., None]:
    """Let a test give the fake vendor a brand that signs in in another way."""

    def add(*sign_ins: SignIn) -> None:
        brand = Brand(key="other", name="Other", sign_ins=sign_ins)
        monkeypatch.setitem(vendors.BRANDS, brand.key, (make_vendor(fake_cloud), brand))

    return add


async def test_a_new_account_is_added(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Brand, key, done: the entry holds both and is set up."""
    form = await start(hass)

    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "fake")
    assert form["description_placeholders"] == {
        "account": "Fake",
        "brand": "Fake",
        "docs_url": "https://example.com/fake",
        "missing": "",
    }
    result = await answer(hass, form, KEY)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Fake"
    assert result["data"] == {"brand": "fake", "sign_in": "form", "credentials": KEY}
    entry = result["result"]
    assert entry.unique_id == "fake:fake-account"
    assert entry.state is ConfigEntryState.LOADED


async def test_every_brand_is_offered_by_name(
    hass: HomeAssistant, fake_cloud: FakeBackend, with_brand: Callable[..., None]
) -> None:
    """Brands are found; one that no form signs in to is not offered."""
    with_brand(LinkSignIn(domain="elsewhere"))
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    schema = form["data_schema"]
    assert schema is not None
    options = schema.schema["brand"].config["options"]
    offered = {option["value"]: option["label"] for option in options}
    assert offered == {
        key: brand.name
        for key, (_, brand) in vendors.BRANDS.items()
        if brand.name != "Other"
    }
    assert list(offered.values()) == sorted(offered.values(), key=str.casefold)


@pytest.mark.parametrize("call", ["account", "inventory"])
@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        (AuthError("401"), "invalid_auth"),
        (VerificationRequired(), "invalid_auth"),
        (CloudUnreachable("refused"), "cannot_connect"),
        (ProtocolError("half a body"), "cannot_connect"),
        (OutcomeUnknown("cut off"), "cannot_connect"),
        (RateLimited(retry_after=60), "rate_limited"),
        (NotPermitted(reason=Reason.SCOPE_MISSING), "not_permitted"),
        (NotFound("404"), "unknown"),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, VendorError) else it,
)
async def test_an_error_is_shown_and_the_next_try_may_work(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    call: str,
    raised: VendorError,
    shown: str,
) -> None:
    """Whatever the cloud says, the form comes back with one clear message."""
    form = await start(hass)
    fake_cloud.fail(call, raised)

    result = await answer(hass, form, KEY)

    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "fake")
    assert result["errors"] == {"base": shown}
    result = await answer(hass, result, KEY)
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        (Reason.SCOPE_MISSING, "right"),
        (Reason.SUBSCRIPTION_MISSING, "subscription"),
        (Reason.WRONG_REGION, "region"),
        (Reason.NOT_PERMITTED, "administrator"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_what_is_missing_is_said(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    reason: Reason,
    word: str,
    language: str,
) -> None:
    """Scope, subscription or region: in a sentence of the language of the house."""
    hass.config.language = language
    fake_cloud.fail("inventory", NotPermitted(reason=reason))

    result = await answer(hass, await start(hass), KEY)

    missing = result["description_placeholders"]["missing"]
    assert missing.endswith(".")
    assert (word in missing) is (language == "en")


async def test_a_wrong_key_is_refused(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The secret is not put back into the form."""
    result = await answer(hass, await start(hass), {"personal_key": "wrong"})

    assert result["errors"] == {"base": "invalid_auth"}
    assert suggested(result) == {"personal_key": None}


async def test_an_account_without_locks_is_of_no_use(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so instead of adding an empty account."""
    register(monkeypatch, FakeBackend(locks=()))

    result = await answer(hass, await start(hass), KEY)

    assert result["errors"] == {"base": "no_locks"}


async def test_a_surprise_is_logged_without_what_was_typed(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The text of an unexpected error may quote the key; the log tells where only."""

    def surprise(connection: vendors.Connection) -> Never:
        raise RuntimeError(*connection.credentials.values())

    vendor, brand = vendors.BRANDS["fake"]
    broken = replace(vendor, connect=surprise)
    monkeypatch.setitem(vendors.BRANDS, "fake", (broken, brand))

    result = await answer(hass, await start(hass), {"personal_key": "hush-4711"})

    assert result["errors"] == {"base": "unknown"}
    assert "RuntimeError" in caplog.text
    assert "in surprise" in caplog.text
    assert "hush-4711" not in caplog.text


async def test_blanks_around_a_key_are_not_part_of_it(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Keys are copied from web pages and mails."""
    result = await answer(hass, await start(hass), {"personal_key": " good-\nkey\t"})

    assert result["data"]["credentials"] == KEY


async def test_the_same_account_is_not_added_twice(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Another key of the same account is the same account."""
    result = await answer(hass, await start(hass), KEY)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("Office",), "Fake (Office)"),
        (("Shed", "Cellar"), "Fake (Cellar, Shed)"),
        (("Shed", "Cellar", "Attic"), "Fake (Attic, Cellar, …)"),
    ],
)
async def test_a_second_account_can_be_told_from_the_first(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...],
    title: str,
) -> None:
    """Its title says which locks it brings."""
    other = FakeBackend(make_lock(name, name) for name in names)
    other.account_id = "another-account"
    register(monkeypatch, other)

    result = await answer(hass, await start(hass), KEY)

    assert result["title"] == title


async def test_a_brand_with_several_ways_to_sign_in_asks_which(
    hass: HomeAssistant, with_brand: Callable[..., None]
) -> None:
    """Each way that is a form is a step; ways of other kinds are left out."""
    key = CredentialField(key=CredentialKey.API_KEY, secret=True)
    with_brand(
        FormSignIn(fields=(key,)),
        LinkSignIn(domain="elsewhere"),
        FormSignIn(fields=(key,), key="second"),
    )

    menu = await start(hass, "other")

    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "sign_in")
    assert menu["menu_options"] == ["form", "second"]
    form = await answer(hass, menu, {"next_step_id": "second"})
    assert form["step_id"] == "second"
    result = await answer(hass, form, {"api_key": "good-key"})
    assert result["data"]["sign_in"] == "second"


ACCOUNT_FORM = FormSignIn(
    fields=(
        CredentialField(key=CredentialKey.USERNAME),
        CredentialField(key=CredentialKey.PASSWORD, secret=True),
        CredentialField(key=CredentialKey.REGION, options=("eu", "us"), default="eu"),
        CredentialField(key=CredentialKey.COUNTRY_CODE, required=False),
    )
)


async def test_what_was_typed_stays_in_the_form_except_secrets(
    hass: HomeAssistant, with_brand: Callable[..., None], fake_cloud: FakeBackend
) -> None:
    """Nobody types a form twice; a password does not travel back."""
    with_brand(ACCOUNT_FORM)
    form = await start(hass, "other")
    typed = {"username": " anna ", "password": " pass word ", "region": "us"}

    refused = await answer(hass, form, typed)

    assert refused["errors"] == {"base": "invalid_auth"}
    assert suggested(refused) == {
        "username": "anna",
        "password": None,
        "region": "us",
        "country_code": None,
    }
    fake_cloud.key = "anna"
    result = await answer(hass, refused, typed)
    # A password may begin with a blank; what was left empty is not kept.
    assert result["data"]["credentials"] == {
        "username": "anna",
        "password": " pass word ",
        "region": "us",
    }


async def test_choices_are_closed_and_have_a_default(
    hass: HomeAssistant, with_brand: Callable[..., None], fake_cloud: FakeBackend
) -> None:
    """A region is chosen from a translated list."""
    with_brand(ACCOUNT_FORM)
    fake_cloud.key = "anna"
    form = await start(hass, "other")
    region = form["data_schema"].schema["region"]
    assert region.config["translation_key"] == "region"
    assert region.config["options"] == ["eu", "us"]

    with pytest.raises(InvalidData) as refusal:
        await answer(
            hass, form, {"username": "anna", "password": 4711, "region": "mars"}
        )
    assert refusal.value.schema_errors.keys() == {"password", "region"}
    assert "4711" not in str(refusal.value.schema_errors)

    result = await answer(hass, form, {"username": "anna", "password": "secret"})
    assert result["data"]["credentials"]["region"] == "eu"


async def test_a_rejected_account_signs_in_again(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The new key replaces the old one and the account is set up with it."""
    fake_cloud.key = "new-key"
    form = await account.start_reauth_flow(hass)

    assert form["step_id"] == "reauth_confirm"
    assert form["description_placeholders"] is not None
    assert form["description_placeholders"]["account"] == "Fake"
    assert suggested(dict(form)) == {"personal_key": None}
    refused = await answer(hass, form, KEY)
    assert refused["errors"] == {"base": "invalid_auth"}
    result = await answer(hass, refused, {"personal_key": "new-key"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert account.data == {
        "brand": "fake",
        "sign_in": "form",
        "credentials": {"personal_key": "new-key"},
    }
    assert account.state is ConfigEntryState.LOADED
    assert fake_cloud.calls("account") > 1


async def test_another_account_cannot_take_the_place(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A key of somebody else's account leaves everything as it was."""
    fake_cloud.account_id = "another-account"
    form = await account.start_reauth_flow(hass)

    result = await answer(hass, form, KEY)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "unique_id_mismatch"
    assert account.unique_id == "fake:fake-account"


async def test_an_account_is_reconfigured(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A key that expires soon is replaced before, also while it waits for one."""
    await account.start_reauth_flow(hass)
    fake_cloud.key = "new-key"
    form = await account.start_reconfigure_flow(hass)

    assert form["step_id"] == "reconfigure"
    result = await answer(hass, form, {"personal_key": "new-key"})

    assert result["reason"] == "reconfigure_successful"
    assert account.data["credentials"] == {"personal_key": "new-key"}
    assert account.state is ConfigEntryState.LOADED


async def test_reconfiguring_keeps_to_the_account(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """Another account is another entry."""
    fake_cloud.account_id = "another-account"
    form = await account.start_reconfigure_flow(hass)

    result = await answer(hass, form, KEY)

    assert result["reason"] == "unique_id_mismatch"


async def test_the_form_connects_as_the_entry_will(
    hass: HomeAssistant, fake_cloud: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same session, origins from YAML, this Home Assistant's own mark; then let go."""
    seen: list[vendors.Connection] = []
    vendor, brand = vendors.BRANDS["fake"]

    def watch(connection: vendors.Connection) -> LockCloud:
        seen.append(connection)
        return vendor.connect(connection)

    monkeypatch.setitem(vendors.BRANDS, "fake", (replace(vendor, connect=watch), brand))
    sessions: list[ClientSession] = []
    create = connect.create_session

    def remember(hass: HomeAssistant, *, auto_cleanup: bool = True) -> ClientSession:
        sessions.append(create(hass, auto_cleanup=auto_cleanup))
        return sessions[-1]

    monkeypatch.setattr(
        "custom_components.cloud_locks.config_flow.create_session", remember
    )
    form = await start(hass)
    hass.data[ORIGINS] = {"https://real.example": "http://127.0.0.1:1"}
    monkeypatch.setattr(hass.config_entries, "async_add", _add_nothing)

    await answer(hass, form, KEY)

    (connection,) = seen
    assert connection.origins == {"https://real.example": "http://127.0.0.1:1"}
    assert connection.instance
    assert connection.brand is brand
    (session,) = sessions
    assert connection.session is session
    assert session.closed


async def _add_nothing(entry: config_entries.ConfigEntry) -> None:
    """Stand in for setting an entry up."""
