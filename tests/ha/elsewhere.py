"""An integration of Home Assistant itself that is signed in to the same account."""

from collections.abc import Iterable
import time

from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult
from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    mock_integration,
    mock_platform,
)

DOMAIN = "elsewhere"


class Device:
    """A lock, as that integration knows it."""

    def __init__(self, device_id: str) -> None:
        """Have an id."""
        self.device_id = device_id


class Gateway:
    """What is private there: the one refresh of the token."""

    def __init__(self) -> None:
        """Refresh when asked."""
        self.asked = 0
        self.token = "refreshed"
        self.error: Exception | None = None

    async def async_get_access_token(self) -> str:
        """Refresh the token."""
        self.asked += 1
        if self.error is not None:
            raise self.error
        return self.token


class Runtime:
    """What that integration keeps of a loaded account."""

    def __init__(self, locks: Iterable[str]) -> None:
        """Begin with a connection and nobody who listens."""
        self.brand = "fake"
        self.locks = [Device(lock_id) for lock_id in locks]
        self.push_updates_connected = True
        self.listeners: dict[str, list[CALLBACK_TYPE]] = {}
        self._gateway: Gateway | None = Gateway()

    @property
    def gateway(self) -> Gateway:
        """The private part, for tests."""
        assert self._gateway is not None
        return self._gateway

    def lose_gateway(self) -> None:
        """Be of a later version, in which the private part is called otherwise."""
        self._gateway = None

    def async_subscribe_device_id(
        self, device_id: str, update_callback: CALLBACK_TYPE
    ) -> CALLBACK_TYPE:
        """Call back when something happens at a device."""
        listeners = self.listeners.setdefault(device_id, [])
        listeners.append(update_callback)
        return lambda: listeners.remove(update_callback)

    def tell(self, device_id: str) -> None:
        """Let something happen at a device."""
        for listener in list(self.listeners.get(device_id, ())):
            listener()


class _Flow(ConfigFlow):
    async def async_step_reauth(self, _: object) -> ConfigFlowResult:
        return await self.async_step_confirm()

    async def async_step_confirm(self, _: object = None) -> ConfigFlowResult:
        return self.async_show_form(step_id="confirm")


class Elsewhere:
    """The integration with one account; `runtimes`: one for each time it was loaded.

    `locks`: which ones it shows the next time.
    """

    flow = _Flow

    def __init__(self, hass: HomeAssistant, locks: Iterable[str] = ("front",)) -> None:
        """Add an account that is not loaded yet."""
        self._hass = hass
        self.locks = tuple(locks)
        self.runtimes: list[Runtime] = []
        self.works = True
        module = MockModule(
            DOMAIN, async_setup_entry=self._set_up, async_unload_entry=self._unload
        )
        mock_integration(hass, module)
        mock_platform(hass, f"{DOMAIN}.config_flow")
        self.entry = MockConfigEntry(domain=DOMAIN, title="Anna's account")
        self.entry.add_to_hass(hass)
        self.give_token("good-key")

    async def _set_up(self, _: HomeAssistant, entry: ConfigEntry) -> bool:
        if self.works:
            self.runtimes.append(Runtime(self.locks))
            entry.runtime_data = self.runtimes[-1]
        return self.works

    async def _unload(self, _: HomeAssistant, _entry: ConfigEntry) -> bool:
        return True

    @property
    def runtime(self) -> Runtime:
        """What is loaded now."""
        return self.runtimes[-1]

    def give_token(self, token: str, *, lives: float = 86_400) -> None:
        """Put a token into the entry, as its last refresh did."""
        data = {"token": {"access_token": token, "expires_at": time.time() + lives}}
        self._hass.config_entries.async_update_entry(self.entry, data=data)

    async def load(self) -> None:
        """Load the account, anew if it is loaded."""
        if self.runtimes:
            await self._hass.config_entries.async_reload(self.entry.entry_id)
        else:
            await self._hass.config_entries.async_setup(self.entry.entry_id)
        await self._hass.async_block_till_done()

    async def unload(self) -> None:
        """Unload the account."""
        assert await self._hass.config_entries.async_unload(self.entry.entry_id)
        await self._hass.async_block_till_done()

    async def remove(self) -> None:
        """Remove the account."""
        assert await self._hass.config_entries.async_remove(self.entry.entry_id)
        await self._hass.async_block_till_done()
