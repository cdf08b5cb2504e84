"""The panel "Access" in the sidebar and the cards: where their files are, who sees it.

Both are there from when the entry Access is set up until it is removed: it makes itself
with the first account and goes with the last, so there is something to show just then.
While it is loaded anew they stay, or every change of an option would throw people out.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final, override

from homeassistant.components import frontend
from homeassistant.components.http import StaticPathConfig
from homeassistant.components.websocket_api import current_connection
from homeassistant.const import EVENT_PANELS_UPDATED
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .helpers import text
from .permissions import user_may_manage

PATH: Final = "cloud-locks"
ELEMENT: Final = "cloud-locks-panel"
ICON: Final = "mdi:account-key"

STATIC: Final = f"/{DOMAIN}_static"
_FILES: Final = Path(__file__).parent / "www"

_VERSION: HassKey[str] = HassKey(f"{DOMAIN}.www")


class AccessPanel(frontend.Panel):
    """A panel for whoever may manage access, as of the moment that somebody asks.

    Core knows panels for everybody and for administrators. It looks at `require_admin`
    while it answers a connection, so whose connection that is decides.
    """

    def __init__(self, hass: HomeAssistant, title: str) -> None:
        """Name the element, and the module that it is in."""
        self._hass = hass
        custom = {
            "name": ELEMENT,
            "module_url": _address(hass, "cloud-locks.js"),
            "embed_iframe": False,
            "trust_external": False,
            "handle_safe_area": True,
        }
        super().__init__(
            component_name="custom",
            sidebar_title=title,
            sidebar_icon=ICON,
            sidebar_default_visible=True,
            frontend_url_path=PATH,
            config={"_panel_custom": custom},
            require_admin=True,
            config_panel_domain=None,
            show_in_sidebar=True,
        )

    @property  # type: ignore[explicit-override]  # it is said below; mypy looks here
    @override
    def require_admin(self) -> bool:
        """Return whether who asks is kept out, unless they are an administrator."""
        connection = current_connection.get()
        return connection is None or not user_may_manage(self._hass, connection.user)

    @require_admin.setter
    def require_admin(self, _: bool) -> None:
        """Let nobody fix it: it depends on who asks."""


async def async_serve(hass: HomeAssistant) -> None:
    """Serve the files; browsers keep them, so their address changes when they do."""
    hass.data[_VERSION] = await hass.async_add_executor_job(_version)
    await hass.http.async_register_static_paths([StaticPathConfig(STATIC, str(_FILES))])


def _version() -> str:
    """Return what is another as soon as any file is."""
    digest = sha256()
    for path in sorted(_FILES.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _address(hass: HomeAssistant, file: str) -> str:
    return f"{STATIC}/{file}?v={hass.data[_VERSION]}"


async def async_show(hass: HomeAssistant) -> None:
    """Show the panel to whoever may see it now, and offer the cards to everybody.

    Called again when the options are others: browsers then ask anew what they may see.
    """
    if frontend.DOMAIN not in hass.config.components:
        return
    title = await text(hass, "common", "panel_title", {})
    hass.data[frontend.DATA_PANELS][PATH] = AccessPanel(hass, title)
    hass.bus.async_fire(EVENT_PANELS_UPDATED)
    frontend.add_extra_js_url(hass, _address(hass, "cards.js"))


@callback
def async_hide(hass: HomeAssistant) -> None:
    """Take panel and cards away."""
    if frontend.DOMAIN not in hass.config.components:
        return
    frontend.async_remove_panel(hass, PATH, warn_if_unknown=False)
    frontend.remove_extra_js_url(hass, _address(hass, "cards.js"))
