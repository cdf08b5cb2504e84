"""The least that an integration of locks can be: one coordinator, one entity a lock."""

from collections.abc import Mapping
from datetime import timedelta
import logging
from types import ModuleType
from typing import Any, Final, override

from homeassistant.components.lock import LockEntity
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import (
    CoordinatorEntity,
    DataUpdateCoordinator,
)
from pytest_homeassistant_custom_component.common import (
    MockModule,
    mock_integration,
    mock_platform,
)

from custom_components.cloud_locks.model.lock import BoltState, Lock, LockId
from tests.fake_cloud import FakeBackend

BARE: Final = "bare_locks"

type Locks = Mapping[LockId, Lock]


class BareFlow(ConfigFlow, domain=BARE):
    """Without it Home Assistant loads no entry."""


class BareCoordinator(DataUpdateCoordinator[Locks]):
    """Reads all locks every half minute, as ours does."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, backend: FakeBackend
    ) -> None:
        """Poll a backend."""
        super().__init__(
            hass,
            logging.getLogger(BARE),
            config_entry=entry,
            name=BARE,
            update_interval=timedelta(seconds=30),
            always_update=False,
        )
        self._backend = backend

    @override
    async def _async_update_data(self) -> Locks:
        return dict(self._backend.locks)


class BareLock(CoordinatorEntity[BareCoordinator], LockEntity):
    """A lock, and nothing else."""

    _attr_has_entity_name = True
    _attr_name = None

    def __init__(self, coordinator: BareCoordinator, lock: Lock) -> None:
        """Show a lock on a device of its own."""
        super().__init__(coordinator)
        self._lock_id = lock.id
        self._attr_unique_id = lock.id
        self._attr_device_info = DeviceInfo(
            identifiers={(BARE, lock.id)}, name=lock.name, model=lock.model
        )

    @property
    @override
    def is_locked(self) -> bool:
        return self.coordinator.data[self._lock_id].bolt is BoltState.LOCKED


def register_bare(hass: HomeAssistant, backend: FakeBackend) -> None:
    """Make the bare integration known to a Home Assistant."""

    async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        coordinator = BareCoordinator(hass, entry, backend)
        await coordinator.async_config_entry_first_refresh()
        entry.runtime_data = coordinator
        await hass.config_entries.async_forward_entry_setups(entry, [Platform.LOCK])
        return True

    async def add_locks(
        _hass: HomeAssistant, entry: ConfigEntry, add: AddConfigEntryEntitiesCallback
    ) -> None:
        coordinator: BareCoordinator = entry.runtime_data
        add(BareLock(coordinator, lock) for lock in coordinator.data.values())

    mock_integration(hass, MockModule(BARE, async_setup_entry=set_up))
    mock_platform(hass, f"{BARE}.lock", _module(async_setup_entry=add_locks))
    mock_platform(hass, f"{BARE}.config_flow", _module())


def _module(**content: Any) -> Any:
    """Return a module that is in no file."""
    module = ModuleType(BARE)
    vars(module).update(content)
    return module
