"""Tokens: the newest count, over restarts, until somebody signs in again."""

from dataclasses import replace
from functools import partial
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks import vendors
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.cloud import Account
from custom_components.cloud_locks.tokens import AccountTokens, SignInTokens
from custom_components.cloud_locks.vendors import Connection
from tests.fake_cloud import FakeBackend, FakeCloud

from .flows import KEY, answer, start

FIRST = {"access": "a1", "refresh": "r1"}
SECOND = {"access": "a2", "refresh": "r2"}


async def signed_in(tokens: dict[str, str]) -> dict[str, Any]:
    """Return the data of an entry that was made by a sign-in."""
    session = SignInTokens()
    await session.save(tokens)
    return session.entry_data


async def loaded(hass: HomeAssistant, data: dict[str, Any]) -> AccountTokens:
    """Return the tokens of an entry as a restart finds them."""
    tokens = AccountTokens(hass, "entry", data)
    await tokens.read()
    return tokens


async def test_begins_with_those_of_the_sign_in(hass: HomeAssistant) -> None:
    """The first set-up uses what the form has just been given."""
    tokens = await loaded(hass, await signed_in(FIRST))
    assert tokens.load() == FIRST


async def test_the_newest_survive_a_restart(hass: HomeAssistant) -> None:
    """A refresh token that works only once must not be tried again."""
    data = await signed_in(FIRST)
    await (await loaded(hass, data)).save(SECOND)
    assert (await loaded(hass, data)).load() == SECOND


async def test_signing_in_again_counts_more_than_the_file(hass: HomeAssistant) -> None:
    """What is in the file was revoked with the sign-in that it came from."""
    await (await loaded(hass, await signed_in(SECOND))).save(SECOND)
    assert (await loaded(hass, await signed_in(FIRST))).load() == FIRST


async def test_saved_is_on_the_disk(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """When `save` returns a crash loses nothing."""
    tokens = await loaded(hass, await signed_in(FIRST))
    await tokens.save(SECOND)
    kept = hass_storage["cloud_locks.entry.tokens"]["data"]
    assert kept["values"] == SECOND


async def test_removed_with_the_entry(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """No key stays behind for an account that nobody has any more."""
    tokens = await loaded(hass, await signed_in(FIRST))
    await tokens.save(SECOND)
    await tokens.remove()
    assert "cloud_locks.entry.tokens" not in hass_storage


async def test_a_cloud_without_tokens_leaves_no_trace(hass: HomeAssistant) -> None:
    """An entry of such an account has no field for them."""
    assert SignInTokens().entry_data == {}
    assert (await loaded(hass, {})).load() == {}


async def test_tokens_that_came_after_the_sign_in(hass: HomeAssistant) -> None:
    """A cloud may hand out its first ones only when they are needed."""
    await (await loaded(hass, {})).save(FIRST)
    assert (await loaded(hass, {})).load() == FIRST


class _Renews(FakeCloud):
    """A cloud that gives out the next tokens whenever somebody says who they are."""

    def __init__(self, backend: FakeBackend, connection: Connection) -> None:
        """Take what is kept as good."""
        super().__init__(backend, backend.key)
        self.tokens = connection.tokens

    @override
    async def account(self) -> Account:
        turn = int(self.tokens.load().get("turn", "0"))
        await self.tokens.save({"turn": str(turn + 1)})
        return await super().account()


@pytest.fixture
def renewing(fake_cloud: FakeBackend, monkeypatch: pytest.MonkeyPatch) -> FakeBackend:
    """Let the fake give out tokens."""
    vendor, brand = vendors.BRANDS["fake"]
    renews = replace(vendor, connect=partial(_Renews, fake_cloud))
    monkeypatch.setitem(vendors.BRANDS, "fake", (renews, brand))
    return fake_cloud


def turn_of(entry: ConfigEntry[Any]) -> str:
    """Return which tokens the client of an entry has now."""
    cloud = entry.runtime_data.cloud
    assert isinstance(cloud, _Renews)
    return cloud.tokens.load()["turn"]


async def test_from_the_form_over_a_restart_to_the_next_sign_in(
    hass: HomeAssistant, renewing: FakeBackend, hass_storage: dict[str, Any]
) -> None:
    """The chain is never broken: each client goes on where the one before ended."""
    await answer(hass, await start(hass), KEY)
    (entry,) = (it for it in hass.config_entries.async_entries(DOMAIN) if it.data)
    assert turn_of(entry) == "2"
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert turn_of(entry) == "3"
    entry.async_start_reauth(hass)
    await hass.async_block_till_done()
    (again,) = hass.config_entries.flow.async_progress()
    await answer(hass, again, KEY)
    assert turn_of(entry) == "2"
    key = f"cloud_locks.{entry.entry_id}.tokens"
    assert key in hass_storage
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert key not in hass_storage
