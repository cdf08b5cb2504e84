"""Signing in on a brand's page, with an application of one's own."""

from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import MagicMock

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowContext,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotPermitted,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.fake_cloud import ALL_PARTS, FAKE_PAGE, FakeBackend, register
from tests.ha.flows import answer, start, suggested
from tests.ha.home import pass_time
from tests.ha.page import TYPED, Json, TokenServer, come_back, query_of
from tests.vendors.raw_server import RawServer, Reply, answer as reply

pytestmark = pytest.mark.usefixtures("current_request_with_host", "page")
BACK = "https://example.com/auth/external/callback"


@pytest.fixture
def fake_cloud(monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Let the fake's brand have a page, and no form."""
    parts = ALL_PARTS - {"push", "webhook"}
    return register(monkeypatch, FakeBackend(parts=parts), sign_ins=(FAKE_PAGE,))


@pytest.fixture
def tokens() -> TokenServer:
    """Return the brand's token server."""
    return TokenServer()


@pytest.fixture
async def page(
    hass: HomeAssistant, socket_enabled: None, tokens: TokenServer
) -> AsyncIterator[RawServer]:
    """Run it in the place of the real one."""
    async with RawServer.running(tokens) as server:
        assert await async_setup_component(
            hass, DOMAIN, {DOMAIN: {"origins": {"https://page.example": server.origin}}}
        )
        yield server


async def add(hass: HomeAssistant) -> ConfigEntry:
    """Add an account as a person does."""
    sent = await answer(hass, await start(hass), TYPED)
    result = await come_back(hass, sent, code="right-code")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry: ConfigEntry = result["result"]
    assert entry.state is ConfigEntryState.LOADED
    return entry


async def again(hass: HomeAssistant, entry: ConfigEntry, source: str) -> Json:
    """Begin to sign in again."""
    context = ConfigFlowContext(source=source, entry_id=entry.entry_id)
    data = entry.data if source == SOURCE_REAUTH else None
    flow = hass.config_entries.flow
    form: Any = await flow.async_init(DOMAIN, context=context, data=data)
    return dict(form)


async def test_an_account_is_added(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    page: RawServer,
    tokens: TokenServer,
) -> None:
    """First the application's credentials, then the page; the entry holds both."""
    form = await start(hass)
    assert form["step_id"] == "fake"
    assert form["description_placeholders"]["redirect_url"] == BACK
    sent = await answer(hass, form, TYPED)
    assert sent["url"].startswith(f"{page.origin}/authorize?")
    assert query_of(sent)["client_id"] == "me"
    assert query_of(sent)["redirect_uri"] == BACK
    assert "hush" not in sent["url"]

    result = await come_back(hass, sent, code="right-code")

    assert (result["type"], result["title"]) == (FlowResultType.CREATE_ENTRY, "Fake")
    assert result["result"].unique_id == "fake:fake-account"
    data = result["data"]
    assert data["credentials"] == TYPED
    assert data["sign_in"] == "own_credentials"
    kept = data["tokens"]["values"]
    assert (kept["access_token"], kept["refresh_token"]) == ("good-key", "refresh-1")
    assert tokens.asked == [
        {
            "grant_type": "authorization_code",
            "code": "right-code",
            "redirect_uri": BACK,
            "client_id": "me",
            "client_secret": "hush-secret",
        }
    ]


async def test_home_assistants_own_view_brings_people_back(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    """The address that the page sends them to goes on with the form."""
    assert await async_setup_component(hass, "auth", {})
    client = await hass_client_no_auth()
    sent = await answer(hass, await start(hass), TYPED)
    state = query_of(sent)["state"]

    back = await client.get(
        "/auth/external/callback", params={"code": "right-code", "state": state}
    )

    assert back.status == 200
    await hass.config_entries.flow.async_configure(sent["flow_id"])
    await hass.async_block_till_done()
    (entry,) = (it for it in hass.config_entries.async_entries(DOMAIN) if it.data)
    assert entry.unique_id == "fake:fake-account"


@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        (CloudUnreachable("refused"), "cannot_connect"),
        (NotPermitted(reason=Reason.SCOPE_MISSING), "not_permitted"),
    ],
)
async def test_what_does_not_work_is_said_in_the_form(
    hass: HomeAssistant, fake_cloud: FakeBackend, raised: VendorError, shown: str
) -> None:
    """Nothing has to be typed again; secrets do not travel back for it."""
    sent = await answer(hass, await start(hass), TYPED)
    fake_cloud.fail("inventory", raised)

    form = await come_back(hass, sent, code="right-code")

    assert (form["type"], form["step_id"]) == (FlowResultType.FORM, "fake")
    assert form["errors"] == {"base": shown}
    assert suggested(form) == {
        "client_id": "me",
        "client_secret": None,
        "api_key": None,
    }
    sent = await answer(hass, form, {"client_id": "me", "api_key": "another"})
    result = await come_back(hass, sent, code="right-code")
    assert result["data"]["credentials"] == {**TYPED, "api_key": "another"}


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (reply(400, {"error": "invalid_client"}), "oauth_unauthorized"),
        (reply(503), "oauth_failed"),
        (reply(200, b"<html> hush-token"), "oauth_failed"),
        (
            reply(
                200,
                {"token": "hush-token"},
                headers={"Content-Type": "application/json"},
            ),
            "oauth_failed",
        ),
        (
            reply(200, b"{hush-token", headers={"Content-Type": "application/json"}),
            "oauth_failed",
        ),
    ],
)
async def test_a_page_that_grants_nothing(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    tokens: TokenServer,
    caplog: pytest.LogCaptureFixture,
    says: Reply,
    reason: str,
) -> None:
    """It ends in a sentence, and what came is not written into the log."""
    sent = await answer(hass, await start(hass), TYPED)
    tokens.says = says

    result = await come_back(hass, sent, code="right-code")

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, reason)
    assert "hush" not in caplog.text


async def test_nothing_but_blanks(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """The page has to say what it thinks of it."""
    sent = await answer(hass, await start(hass), {**TYPED, "client_id": " "})
    assert query_of(sent)["client_id"] == ""


async def test_who_says_no_on_the_page(
    hass: HomeAssistant, fake_cloud: FakeBackend, tokens: TokenServer
) -> None:
    """Nothing is asked of the brand's server then."""
    sent = await answer(hass, await start(hass), TYPED)

    result = await come_back(hass, sent, error="access_denied")

    assert result["reason"] == "user_rejected_authorize"
    assert tokens.asked == []


async def test_tokens_are_renewed_by_the_client_and_survive(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    tokens: TokenServer,
) -> None:
    """Each refresh token once, over a restart too; the entry itself is left alone."""
    entry = await add(hass)
    data = entry.data
    await pass_time(hass, clock, 3600)
    assert [it.get("refresh_token") for it in tokens.asked] == [None, "refresh-1"]
    await pass_time(hass, clock, 3600)
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert tokens.asked[-1]["refresh_token"] == "refresh-2"
    assert len(tokens.asked) == 3
    assert entry.data == data
    assert entry.state is ConfigEntryState.LOADED


async def test_whoever_was_signed_out_signs_in_on_the_page_again(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    fake_cloud: FakeBackend,
    tokens: TokenServer,
) -> None:
    """The application's credentials stay, so that nothing has to be typed."""
    entry = await add(hass)
    tokens.says = reply(400, {"error": "invalid_grant"})
    await pass_time(hass, clock, 3600)
    (flow,) = hass.config_entries.flow.async_progress()
    assert (flow["context"]["source"], flow["step_id"]) == ("reauth", "fake")
    tokens.says, tokens.access = None, "new-key"
    fake_cloud.key = "new-key"

    sent = await answer(hass, flow, {"client_id": "me"})
    result = await come_back(hass, sent, code="right-code")

    assert result["reason"] == "reauth_successful"
    assert entry.data["credentials"] == TYPED
    assert entry.data["tokens"]["values"]["access_token"] == "new-key"
    assert entry.state is ConfigEntryState.LOADED


async def test_another_account_cannot_take_the_place(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Whoever signs in on the page has to be the same."""
    entry = await add(hass)
    fake_cloud.account_id = "another-account"
    form = await again(hass, entry, SOURCE_RECONFIGURE)

    sent = await answer(hass, form, {"client_id": "me"})
    result = await come_back(hass, sent, code="right-code")

    assert result["reason"] == "unique_id_mismatch"


async def test_where_no_browser_is(
    hass: HomeAssistant, fake_cloud: FakeBackend, current_request: MagicMock
) -> None:
    """An account that was signed out asks by itself; most come back by this address."""
    entry = await add(hass)
    current_request.get.return_value = None

    form = await again(hass, entry, SOURCE_REAUTH)

    gaps = form["description_placeholders"]
    assert gaps["redirect_url"] == "https://my.home-assistant.io/redirect/oauth"
    assert gaps["account"] == "Fake"
