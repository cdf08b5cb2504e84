"""Riding on another integration's account: what it has, and when it has nothing."""

from collections.abc import AsyncIterator
from unittest.mock import Mock

from aiohttp import ClientConnectionError, RequestInfo
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import OAuth2TokenRequestReauthError
from multidict import CIMultiDict, CIMultiDictProxy
import pytest
from pytest_homeassistant_custom_component.common import mock_config_flow
from yarl import URL

from custom_components.cloud_locks.linked import LinkedEntry, async_accounts
from custom_components.cloud_locks.model.errors import AuthError, CloudUnreachable
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.updates import Hint, Update

from .elsewhere import DOMAIN, Elsewhere


@pytest.fixture
async def other(hass: HomeAssistant) -> AsyncIterator[Elsewhere]:
    """Return another integration with a loaded account."""
    with mock_config_flow(DOMAIN, Elsewhere.flow):
        other = Elsewhere(hass)
        await other.load()
        yield other


@pytest.fixture
def linked(hass: HomeAssistant, other: Elsewhere) -> LinkedEntry:
    """Return what rides on it."""
    return LinkedEntry(hass, other.entry.entry_id)


async def reason_of(linked: LinkedEntry) -> Reason:
    """Return why there is no token, as something that may work later."""
    with pytest.raises(CloudUnreachable) as refused:
        await linked.token()
    return refused.value.reason


async def test_only_loaded_accounts_can_be_chosen(
    hass: HomeAssistant, other: Elsewhere
) -> None:
    """By the name that they have there."""
    assert async_accounts(hass, DOMAIN) == {other.entry.entry_id: "Anna's account"}
    await other.unload()
    assert async_accounts(hass, DOMAIN) == {}


async def test_a_token_is_taken_while_it_lasts(
    linked: LinkedEntry, other: Elsewhere
) -> None:
    """Nobody refreshes it; each call sees the newest."""
    assert await linked.token() == "good-key"
    other.give_token("newer")
    assert await linked.token() == "newer"
    assert other.runtime.gateway.asked == 0


async def test_a_token_that_ends_is_refreshed_there(
    linked: LinkedEntry, other: Elsewhere
) -> None:
    """By what is loaded now, not by what was loaded once."""
    other.give_token("old", lives=30)
    await other.load()
    assert await linked.token() == "refreshed"
    assert [it.gateway.asked for it in other.runtimes] == [0, 1]


async def test_trouble_with_a_refresh(linked: LinkedEntry, other: Elsewhere) -> None:
    """It may work another time, and nothing was done."""
    other.give_token("old", lives=-1)
    for error in (ClientConnectionError("hush"), TimeoutError()):
        other.runtime.gateway.error = error
        assert await reason_of(linked) is Reason.CLOUD_UNREACHABLE
    other.runtime.lose_gateway()
    assert await reason_of(linked) is Reason.LINK_NOT_READY


async def test_signed_out_there(
    hass: HomeAssistant, linked: LinkedEntry, other: Elsewhere
) -> None:
    """A person is asked there; until then nobody knocks again."""
    other.give_token("old", lives=-1)
    headers = CIMultiDictProxy(CIMultiDict[str]())
    info = RequestInfo(URL("https://x.example"), "POST", headers)
    gateway = other.runtime.gateway
    gateway.error = OAuth2TokenRequestReauthError(
        request_info=info, status=400, domain=DOMAIN
    )
    assert await reason_of(linked) is Reason.LINK_SIGNED_OUT
    other.entry.async_start_reauth(hass)
    await hass.async_block_till_done()
    assert await reason_of(linked) is Reason.LINK_SIGNED_OUT
    assert gateway.asked == 1
    await other.unload()
    assert await reason_of(linked) is Reason.LINK_SIGNED_OUT
    (flow,) = other.entry.async_get_active_flows(hass, {SOURCE_REAUTH})
    hass.config_entries.flow.async_abort(flow["flow_id"])
    other.give_token("new")
    await other.load()
    assert await linked.token() == "new"


async def test_a_good_token_counts_more_than_a_question(
    hass: HomeAssistant, linked: LinkedEntry, other: Elsewhere
) -> None:
    """Doors open while somebody is being asked to sign in."""
    other.entry.async_start_reauth(hass)
    await hass.async_block_till_done()
    assert await linked.token() == "good-key"


async def test_not_loaded(linked: LinkedEntry, other: Elsewhere) -> None:
    """It comes back by itself, so nobody is asked anything."""
    await other.unload()
    assert await reason_of(linked) is Reason.LINK_NOT_READY
    with pytest.raises(CloudUnreachable):
        await linked.headers()
    assert linked.lock_ids == frozenset()
    assert not linked.hears


async def test_gone(linked: LinkedEntry, other: Elsewhere) -> None:
    """Somebody has to choose another account."""
    await other.remove()
    await linked.async_wait()
    for ask in (linked.token, linked.headers):
        with pytest.raises(AuthError) as refused:
            await ask()
        assert refused.value.reason is Reason.LINK_REMOVED
    assert linked.lock_ids == frozenset()


async def test_what_is_shown_there(linked: LinkedEntry, other: Elsewhere) -> None:
    """Its locks, and whether it is told what happens to them."""
    assert linked.lock_ids == {"front"}
    assert linked.hears
    other.runtime.push_updates_connected = False
    assert not linked.hears


async def test_what_is_heard_there_is_heard_here(
    linked: LinkedEntry, other: Elsewhere
) -> None:
    """Only that there is something to be asked for, and only of this lock."""
    heard: list[Update] = []
    stop = linked.subscribe("front", heard.append)
    assert heard == [Hint(lock_id="front")]
    other.runtime.tell("front")
    other.runtime.tell("back")
    assert heard == [Hint(lock_id="front")] * 2
    stop()
    other.runtime.tell("front")
    assert len(heard) == 2
    assert other.runtime.listeners == {"front": []}


async def test_hearing_goes_on_when_it_is_loaded_anew(
    hass: HomeAssistant, linked: LinkedEntry, other: Elsewhere
) -> None:
    """What went by meanwhile has to be asked for; the old one is let go of."""
    heard = Mock()
    stop = linked.subscribe("front", heard)
    await other.load()
    assert heard.call_count == 2
    first, second = other.runtimes
    first.tell("front")
    assert heard.call_count == 2
    second.tell("front")
    assert heard.call_count == 3
    await other.unload()
    assert second.listeners == {"front": []}
    other.give_token("another")  # Changes of the entry alone are no news.
    assert heard.call_count == 3
    stop()
    await other.load()
    assert heard.call_count == 3


async def test_hearing_begins_when_it_is_loaded(
    hass: HomeAssistant, linked: LinkedEntry, other: Elsewhere
) -> None:
    """Another account's coming and going is nothing to it."""
    await other.unload()
    heard = Mock()
    stop = linked.subscribe("front", heard)
    assert heard.call_count == 0
    stranger = Elsewhere(hass)
    await stranger.load()
    assert heard.call_count == 0
    await hass.config_entries.async_setup(other.entry.entry_id)
    assert heard.call_count == 1
    stop()
