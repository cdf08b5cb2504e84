"""Devices: the account, its gateways, its locks. What is gone goes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo

from .const import DOMAIN
from .model.cloud import Inventory
from .model.lock import Gateway, GatewayId, Lock, LockId

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

type Identifier = tuple[str, str]


def account_identifier(entry: CloudLocksEntry) -> Identifier:
    """Return the identifier of an account's device."""
    return (DOMAIN, str(entry.unique_id))


def lock_identifier(entry: CloudLocksEntry, lock_id: LockId) -> Identifier:
    """Return the identifier of a lock's device."""
    return (DOMAIN, f"{entry.unique_id}:{lock_id}")


def gateway_identifier(entry: CloudLocksEntry, gateway_id: GatewayId) -> Identifier:
    """Return the identifier of a gateway's device."""
    return (DOMAIN, f"{entry.unique_id}:gateway:{gateway_id}")


def account_device(entry: CloudLocksEntry) -> DeviceInfo:
    """Return a reference to the device of an account."""
    return DeviceInfo(identifiers={account_identifier(entry)})


def lock_device(entry: CloudLocksEntry, lock: Lock) -> DeviceInfo:
    """Return the device of a lock, reached through its gateway or the account."""
    data = entry.runtime_data
    registry = dr.async_get(data.locks.hass)
    way = [account_identifier(entry)]
    if lock.gateway_id is not None:
        way.insert(0, gateway_identifier(entry, lock.gateway_id))
    known = (registry.async_get_device_by_identifier(it, entry.entry_id) for it in way)
    return DeviceInfo(
        identifiers={lock_identifier(entry, lock.id)},
        manufacturer=data.brand.name,
        model=lock.model,
        name=lock.name,
        serial_number=lock.serial,
        # Only a device that is new is put there; people move it where they want it.
        suggested_area=lock.group,
        sw_version=lock.firmware.version,
        via_device_id=next(device.id for device in known if device is not None),
    )


def device_of(entry: CloudLocksEntry, lock_id: LockId) -> dr.DeviceEntry | None:
    """Return the device of a lock; `async_sync_devices` has put it there."""
    registry = dr.async_get(entry.runtime_data.locks.hass)
    identifier = lock_identifier(entry, lock_id)
    return registry.async_get_device_by_identifier(identifier, entry.entry_id)


def gateway_device(entry: CloudLocksEntry, gateway_id: GatewayId) -> DeviceInfo:
    """Return a reference to the device of a gateway."""
    return DeviceInfo(identifiers={gateway_identifier(entry, gateway_id)})


@callback
def async_sync_devices(hass: HomeAssistant, entry: CloudLocksEntry) -> None:
    """Bring the registry to what the account lists: what is new, changed or gone."""
    registry = dr.async_get(hass)
    inventory = entry.runtime_data.locks.data
    account = registry.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={account_identifier(entry)},
        entry_type=DeviceEntryType.SERVICE,
        manufacturer=entry.runtime_data.brand.name,
        name=entry.title,
    )
    for gateway in inventory.gateways:
        _create_gateway(registry, entry, gateway, account.id)
    for lock in inventory.locks.values():
        registry.async_get_or_create(
            config_entry_id=entry.entry_id, **lock_device(entry, lock)
        )
    listed = listed_identifiers(entry, inventory)
    for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
        if not device.identifiers & listed:
            registry.async_remove_device(device.id)


def _create_gateway(
    registry: dr.DeviceRegistry,
    entry: CloudLocksEntry,
    gateway: Gateway,
    account_id: str,
) -> None:
    registry.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={gateway_identifier(entry, gateway.id)},
        manufacturer=entry.runtime_data.brand.name,
        model=gateway.model,
        name=gateway.name,
        serial_number=gateway.serial,
        sw_version=gateway.firmware.version,
        via_device_id=account_id,
    )


def described(
    inventory: Inventory, locks: Iterable[LockId]
) -> dict[LockId | None, tuple[object, ...]]:
    """Return what the devices of some locks are made of, to notice a difference.

    Under None it is that of the gateways.
    """
    known = inventory.locks
    return {None: inventory.gateways} | {
        lock_id: _description(known[lock_id]) if lock_id in known else ()
        for lock_id in locks
    }


def _description(lock: Lock) -> tuple[object, ...]:
    version = lock.firmware.version
    return lock.name, lock.model, lock.serial, version, lock.gateway_id


def listed_identifiers(entry: CloudLocksEntry, inventory: Inventory) -> set[Identifier]:
    """Return the identifiers of all devices that an account has."""
    return {
        account_identifier(entry),
        *(gateway_identifier(entry, it.id) for it in inventory.gateways),
        *(lock_identifier(entry, lock_id) for lock_id in inventory.locks),
    }
