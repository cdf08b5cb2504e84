"""Adding an account, as a person does."""

from dataclasses import replace
from typing import Never

from aiohttp import ClientSession
from homeassistant import config_entries
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import connect, session as session_module, vendors
from custom_components.cloud_locks.connect import ORIGINS
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    VendorError,
    VerificationRequired,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.fake_cloud import FakeBackend, FakeCloud, make_lock, register
from tests.ha.flows import KEY, answer, start, suggested


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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The account belongs to another region. Try China."),
        ("de", "Das Konto gehört zu einer anderen Region. Versuche es mit China."),
    ],
)
async def test_a_wrong_region_says_which_to_try(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    """Those that were not chosen, by the names of the form."""
    hass.config.language = language
    backend = register(monkeypatch, brand="ttlock")
    backend.fail("account", NotPermitted(reason=Reason.WRONG_REGION))
    typed = dict.fromkeys(("client_id", "client_secret", "username", "password"), "x")

    form = await start(hass, "ttlock")
    result = await answer(hass, form, {**typed, "region": "eu"})

    assert result["errors"] == {"base": "not_permitted"}
    assert result["description_placeholders"]["missing"] == said


async def test_a_log_that_may_not_be_read_is_noticed_at_once(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Otherwise the door would seem quiet for ever."""
    fake_cloud.fail("activity", NotPermitted(reason=Reason.SCOPE_MISSING))

    result = await answer(hass, await start(hass), KEY)

    assert result["errors"] == {"base": "not_permitted"}


@pytest.mark.parametrize("raised", [NotPermitted(), LockOffline(), NotFound()])
async def test_one_sick_lock_does_not_turn_an_account_away(
    hass: HomeAssistant, fake_cloud: FakeBackend, raised: VendorError
) -> None:
    """What is wrong with it shows at its entities."""
    fake_cloud.fail("activity", raised)

    result = await answer(hass, await start(hass), KEY)

    assert result["type"] is FlowResultType.CREATE_ENTRY


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


async def test_the_form_connects_as_the_entry_will(
    hass: HomeAssistant, fake_cloud: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same session, origins from YAML, this Home Assistant's own mark; then let go."""
    seen: list[vendors.Connection] = []
    clouds: list[FakeCloud] = []
    vendor, brand = vendors.BRANDS["fake"]

    def watch(connection: vendors.Connection) -> LockCloud:
        seen.append(connection)
        clouds.append(FakeCloud(fake_cloud, "good-key"))
        return clouds[-1]

    monkeypatch.setitem(vendors.BRANDS, "fake", (replace(vendor, connect=watch), brand))
    sessions: list[ClientSession] = []
    create = session_module.create_session

    def remember(hass: HomeAssistant) -> ClientSession:
        sessions.append(create(hass))
        return sessions[-1]

    monkeypatch.setattr(connect, "create_session", remember)
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
    assert clouds[0].closed
    assert session.closed


async def _add_nothing(entry: config_entries.ConfigEntry) -> None:
    """Stand in for setting an entry up."""
