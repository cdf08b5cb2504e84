"""What linking relies on, in the integrations as they are installed.

When a new version of Home Assistant changes it, this fails and nothing else does.
"""

import asyncio
from collections.abc import AsyncIterator
import json
from pathlib import Path
import time
from unittest.mock import patch

from aiohttp import RequestInfo
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import OAuth2TokenRequestReauthError
from multidict import CIMultiDict, CIMultiDictProxy
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from yalexs.const import BRAND_CONFIG
from yarl import URL

from custom_components import cloud_locks
from custom_components.cloud_locks.linked import LinkedEntry
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.updates import Hint, Update

from .core_account import Implementation, core_account

LOCK = "A" * 32
FOLDER = Path(cloud_locks.__file__).parent


@pytest.fixture
def implementation(hass: HomeAssistant) -> Implementation:
    """Return how core's entry refreshes its token."""
    return Implementation(hass)


@pytest.fixture(params=["august", "yale"])
async def core(
    hass: HomeAssistant, request: pytest.FixtureRequest, implementation: Implementation
) -> AsyncIterator[MockConfigEntry]:
    """Return core's entry of a loaded account."""
    async with core_account(
        hass, request.param, implementation, token="old", locks=[LOCK]
    ) as entry:
        yield entry


@pytest.fixture
def linked(hass: HomeAssistant, core: MockConfigEntry) -> LinkedEntry:
    """Return what rides on it."""
    return LinkedEntry(hass, core.entry_id)


def end_token(hass: HomeAssistant, core: MockConfigEntry) -> None:
    """Let the token be over."""
    token = {**core.data["token"], "expires_at": time.time() - 1}
    hass.config_entries.async_update_entry(core, data={**core.data, "token": token})


def test_nobody_installs_them_for_it() -> None:
    """Naming one in the manifest would install its libraries for everybody."""
    ours = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    named = {*ours["dependencies"], *ours.get("after_dependencies", ())}
    assert not named & {"august", "yale"}
    assert ours["requirements"] == []


async def test_the_token(
    hass: HomeAssistant,
    core: MockConfigEntry,
    linked: LinkedEntry,
    implementation: Implementation,
) -> None:
    """While it lasts as it is; then refreshed once, by core, whoever asks with us."""
    assert await linked.token() == "old"
    assert implementation.refreshed == 0
    end_token(hass, core)
    gateway = core.runtime_data._gateway
    told = await asyncio.gather(
        linked.token(), gateway.async_get_access_token(), linked.token()
    )
    assert set(told) == {"new"}
    assert implementation.refreshed == 1
    assert core.data["token"]["access_token"] == "new"


async def test_a_refused_refresh(
    hass: HomeAssistant,
    core: MockConfigEntry,
    linked: LinkedEntry,
    implementation: Implementation,
) -> None:
    """Core asks the person; we say so."""
    headers = CIMultiDictProxy(CIMultiDict[str]())
    info = RequestInfo(URL("https://x.example"), "POST", headers)
    implementation.error = OAuth2TokenRequestReauthError(
        request_info=info, status=400, domain=core.domain
    )
    end_token(hass, core)
    with (
        patch.object(type(core), "async_start_reauth_if_available") as asked,
        pytest.raises(CloudUnreachable) as refused,
    ):
        await linked.token()
    assert refused.value.reason is Reason.LINK_SIGNED_OUT
    assert asked.call_count == 1


async def test_the_headers(core: MockConfigEntry, linked: LinkedEntry) -> None:
    """The key and the brand, and no token."""
    config = BRAND_CONFIG[core.runtime_data.brand]
    assert config.require_oauth
    assert await linked.headers() == {
        config.api_key_header: config.api_key,
        config.branding_header: config.branding,
    }


async def test_what_happens_at_a_lock(
    core: MockConfigEntry, linked: LinkedEntry
) -> None:
    """Core's own push is heard, by the id that the vendor gives to the lock."""
    assert linked.lock_ids == {LOCK}
    assert not linked.hears
    heard: list[Update] = []
    stop = linked.subscribe(LOCK, heard.append)
    core.runtime_data.async_signal_device_id_update(LOCK)
    assert heard == [Hint(lock_id=LOCK)] * 2
    stop()
    core.runtime_data.async_signal_device_id_update(LOCK)
    assert len(heard) == 2
