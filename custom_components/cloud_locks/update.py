"""The firmware of a lock, and whether its vendor offers a newer one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, override

from homeassistant.components.update import (
    UpdateDeviceClass,
    UpdateEntity,
    UpdateEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import LockBasedEntity
from .model.lock import Firmware, Lock
from .platform import async_add_for_locks

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0


def _tells_newer(firmware: Firmware) -> bool:
    """Return whether the cloud says what is installed and whether it is the newest."""
    newest = firmware.update_available is not None or firmware.latest is not None
    return firmware.version is not None and newest


@dataclass(frozen=True, kw_only=True)
class FirmwareDescription(UpdateEntityDescription):
    """The one row of this platform."""

    has_fn: Callable[[Lock], bool] = lambda lock: _tells_newer(lock.firmware)


FIRMWARE = FirmwareDescription(
    key="firmware",
    translation_key="firmware",
    device_class=UpdateDeviceClass.FIRMWARE,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the firmware of each lock."""
    async_add_for_locks(entry, async_add_entities, (FIRMWARE,), FirmwareUpdate)


class FirmwareUpdate(LockBasedEntity, UpdateEntity):
    """The firmware; installing it is left to the vendor's app, at the door.

    It is known while the lock is out of reach too.
    """

    @property
    @override
    def installed_version(self) -> str | None:
        return self.snapshot.firmware.version

    @property
    @override
    def latest_version(self) -> str | None:
        """The newest version.

        Some clouds say that there is one and not which. Then it is named after the
        installed one, so that skipping it holds until something else is installed.
        """
        firmware = self.snapshot.firmware
        if firmware.latest is not None or firmware.update_available is None:
            return firmware.latest
        if firmware.update_available:
            return f"> {firmware.version}"
        return firmware.version

    @override
    def version_is_newer(self, latest_version: str, installed_version: str) -> bool:
        """Return whether a version is newer, where the vendor says so itself."""
        said = self.snapshot.firmware.update_available
        if said is None:
            return super().version_is_newer(latest_version, installed_version)
        return said
