"""The panel in the sidebar: who sees it, and that its files arrive."""

from gzip import compress
from pathlib import Path
from typing import Any

from homeassistant.components import frontend
from homeassistant.const import EVENT_PANELS_UPDATED
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
)
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.cloud_locks import access, panel

from .options import choose_for_house


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of a panel, in the place of the built one."""
    (tmp_path / "cloud-locks.js").write_text("// panel", "utf-8")
    (tmp_path / "cards.js").write_text("// cards", "utf-8")
    monkeypatch.setattr(panel, "_FILES", tmp_path)
    return tmp_path


@pytest.fixture
async def shown(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry of an account, in a Home Assistant that has a frontend."""
    assert await async_setup_component(hass, "frontend", {})
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def choose(hass: HomeAssistant, *managers: str) -> None:
    """Choose who may manage access besides administrators, as the form does."""
    choose_for_house(hass, managers=[*managers])
    entry = access.async_get(hass)
    assert entry is not None
    assert await hass.config_entries.async_reload(entry.entry_id)


async def panels(
    hass: HomeAssistant, ask: WebSocketGenerator, *token: str
) -> dict[str, Any]:
    """Return the panels that an administrator is told of, or whose token is given."""
    client = await ask(hass, *token)
    await client.send_json_auto_id({"type": "get_panels"})
    answer: dict[str, Any] = (await client.receive_json())["result"]
    return answer


@pytest.mark.usefixtures("shown")
async def test_what_administrators_see(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_client: ClientSessionGenerator,
) -> None:
    """A panel with our element, whose module is really there."""
    told = (await panels(hass, hass_ws_client))["cloud-locks"]
    assert (told["title"], told["icon"]) == ("Access", "mdi:account-key")
    custom = told["config"]["_panel_custom"]
    assert custom["name"] == "cloud-locks-panel"
    response = await (await hass_client()).get(custom["module_url"])
    assert (response.status, await response.text()) == (200, "// panel")
    assert "max-age" in response.headers["Cache-Control"]


@pytest.mark.usefixtures("shown")
async def test_files_come_packed(
    hass_client: ClientSessionGenerator, files: Path
) -> None:
    """What lies packed beside a file is sent in its place, as the same text."""
    (files / "cards.js.gz").write_bytes(compress(b"// cards, packed"))
    client = await hass_client()
    response = await client.get("/cloud_locks_static/cards.js")
    assert response.headers["Content-Encoding"] == "gzip"
    assert await response.text() == "// cards, packed"
    assert "javascript" in response.headers["Content-Type"]


@pytest.mark.usefixtures("shown")
async def test_who_else_sees_it(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    """Whom an administrator chose, from then on and no longer; browsers ask anew."""
    token = hass_read_only_access_token
    assert "cloud-locks" not in await panels(hass, hass_ws_client, token)
    told = async_capture_events(hass, EVENT_PANELS_UPDATED)
    await choose(hass, hass_read_only_user.id)
    assert told
    seen = (await panels(hass, hass_ws_client, token))["cloud-locks"]
    assert seen["require_admin"] is False
    told.clear()
    await choose(hass)
    assert told
    assert "cloud-locks" not in await panels(hass, hass_ws_client, token)


@pytest.mark.usefixtures("shown")
async def test_an_administrator_may_keep_it_to_themselves(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    """What was set for the panel in Home Assistant counts as well."""
    await choose(hass, hass_read_only_user.id)
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {
            "type": "frontend/update_panel",
            "url_path": "cloud-locks",
            "require_admin": True,
        }
    )
    assert (await client.receive_json())["success"]
    assert "cloud-locks" not in await panels(
        hass, hass_ws_client, hass_read_only_access_token
    )


def cards(hass: HomeAssistant) -> list[str]:
    """Return the addresses of ours that every page loads."""
    urls = hass.data[frontend.DATA_EXTRA_MODULE_URL].urls
    return [it for it in urls if "cloud_locks" in it]


async def test_cards_are_on_every_page(
    hass: HomeAssistant,
    shown: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    """Once, also after Access was loaded anew; nothing is left when it is gone."""
    entry = access.async_get(hass)
    assert entry is not None
    await hass.config_entries.async_reload(entry.entry_id)
    (address,) = cards(hass)
    response = await (await hass_client()).get(address)
    assert (response.status, await response.text()) == (200, "// cards")
    await hass.config_entries.async_remove(shown.entry_id)
    await hass.async_block_till_done()
    assert access.async_get(hass) is None
    assert cards(hass) == []
    assert "cloud-locks" not in hass.data[frontend.DATA_PANELS]


async def test_while_access_is_loaded_anew(
    hass: HomeAssistant, shown: MockConfigEntry
) -> None:
    """Who looks at the panel is not thrown out of it."""
    entry = access.async_get(hass)
    assert entry is not None
    await hass.config_entries.async_unload(entry.entry_id)
    assert "cloud-locks" in hass.data[frontend.DATA_PANELS]


@pytest.mark.parametrize("changed", ["cloud-locks.js", "cards.js", "new.js"])
def test_another_file_is_another_address(files: Path, changed: str) -> None:
    """Browsers keep what they have for a month."""
    before = panel._version()
    (files / changed).write_text("// other", "utf-8")
    assert panel._version() != before


async def test_without_a_frontend(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Everything else works."""
    assert frontend.DOMAIN not in hass.config.components
    assert "cloud-locks" not in hass.data.get(frontend.DATA_PANELS, {})
    await hass.config_entries.async_remove(account.entry_id)
    await hass.async_block_till_done()
    assert access.async_get(hass) is None


def test_nobody_asks(hass: HomeAssistant) -> None:
    """Where no connection is answered, it is for administrators."""
    hass.data[panel._VERSION] = "1"
    assert panel.AccessPanel(hass, "Access").require_admin is True
