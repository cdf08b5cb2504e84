"""Sensors of a lock: its batteries, and who came in last; of gateways, the account."""

from typing import TYPE_CHECKING, Any, override

from homeassistant.components.sensor import SensorEntity, SensorEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .access import is_access
from .access.sensor import PEOPLE, PeopleSensor
from .coordinator import LocksCoordinator
from .devices import account_device
from .entity import CodeBasedEntity, LockBasedEntity
from .gateway_entity import GatewayEntity, async_add_for_gateways
from .model.lock import GatewayId
from .platform import async_add_for_locks
from .sensor_rows import (
    ACTIVE_CODES,
    CONTACT,
    OF_ACCESS,
    OF_ACCOUNT,
    OF_GATEWAY,
    OF_LOCK,
    WAITING,
    AccessSensorDescription,
    AccountSensorDescription,
    GatewaySensorDescription,
    LockSensorDescription,
    Value,
)
from .snapshots import contact_of

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of the account and of each lock, or that of the house."""
    if is_access(entry):
        async_add_entities([PeopleSensor(entry, PEOPLE)])
        return
    async_add_for_locks(entry, async_add_entities, OF_LOCK, LockSensor)
    async_add_for_locks(entry, async_add_entities, (CONTACT,), ContactSensor)
    async_add_for_locks(entry, async_add_entities, OF_ACCESS, AccessSensor)
    async_add_for_locks(entry, async_add_entities, (ACTIVE_CODES,), CodesSensor)
    _add_for_account(entry, async_add_entities)
    async_add_for_gateways(entry, async_add_entities, OF_GATEWAY, GatewaySensor)
    async_add_for_gateways(entry, async_add_entities, (WAITING,), WaitingSensor)


def _add_for_account(
    entry: CloudLocksEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add what the account tells; also what it begins to tell later."""
    made: set[str] = set()

    @callback
    def add_missing() -> None:
        data = entry.runtime_data
        rows = [it for it in OF_ACCOUNT if it.key not in made and it.has_fn(data)]
        made.update(row.key for row in rows)
        if rows:
            async_add_entities(AccountSensor(entry, row) for row in rows)

    entry.async_on_unload(entry.runtime_data.issues.async_on_read(add_missing))
    add_missing()


class AccountSensor(CoordinatorEntity[LocksCoordinator], SensorEntity):
    """Something about the account; known also while the cloud does not answer."""

    _attr_has_entity_name = True
    entity_description: AccountSensorDescription

    def __init__(
        self, entry: CloudLocksEntry, description: AccountSensorDescription
    ) -> None:
        """Belong to the account's device."""
        super().__init__(entry.runtime_data.locks)
        self._entry = entry
        self.entity_description = description
        self._attr_unique_id = f"{entry.unique_id}:{description.key}"
        self._attr_device_info = account_device(entry)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if (listen := self.entity_description.listen_fn) is not None:
            stop = listen(self._entry.runtime_data, self.async_write_ha_state)
            self.async_on_remove(stop)

    @property
    @override
    def available(self) -> bool:
        return True

    @property
    @override
    def native_value(self) -> Value:
        return self.entity_description.value_fn(self._entry.runtime_data)


class LockSensor(LockBasedEntity, SensorEntity):
    """Something that the lock's snapshot tells."""

    entity_description: LockSensorDescription

    @property
    @override
    def native_value(self) -> Value:
        return self.entity_description.value_fn(self.snapshot)


class ContactSensor(LockSensor):
    """When the cloud last heard of the lock, which may be all that is new."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        update, context = self._handle_coordinator_update, contact_of(self.lock_id)
        self.async_on_remove(self.coordinator.async_add_listener(update, context))


class AccessSensor(LockBasedEntity, SensorEntity):
    """Something about the last time that somebody could come in."""

    entity_description: AccessSensorDescription

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.activity.async_on_access(self.lock_id, self._came_in)
        )

    @callback
    def _came_in(self) -> None:
        self.async_write_ha_state()

    @property
    @override
    def native_value(self) -> Value:
        event = self.account.activity.last_access(self.lock_id)
        if event is None:
            return None
        return self.entity_description.value_fn(self.hass, event)


class CodesSensor(CodeBasedEntity, SensorEntity):
    """How many codes open the lock at present."""

    @property
    @override
    def native_value(self) -> int | None:
        return self.account.codes.active(self.lock_id)


class GatewaySensor(GatewayEntity, SensorEntity):
    """Something that a gateway's snapshot tells."""

    entity_description: GatewaySensorDescription

    @property
    @override
    def native_value(self) -> Value:
        gateway = self.gateway
        return None if gateway is None else self.entity_description.value_fn(gateway)


class WaitingSensor(GatewayEntity, SensorEntity):
    """How many commands wait until the gateway has carried out those before them."""

    def __init__(
        self,
        entry: CloudLocksEntry,
        gateway_id: GatewayId,
        description: SensorEntityDescription,
    ) -> None:
        """Count at the gateway of the locks that it carries messages for."""
        super().__init__(entry, gateway_id, description)
        self._queue = entry.runtime_data.queue

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self._queue.async_listen(self._moved))

    @callback
    def _moved(self, lane: str) -> None:
        if lane in self._lanes():
            self.async_write_ha_state()

    def _lanes(self) -> set[str]:
        locks = self.coordinator.data.locks.values()
        return {it.lanes.write for it in locks if it.gateway_id == self.gateway_id}

    @property
    @override
    def native_value(self) -> int:
        return sum(self._queue.progress(lane).waiting for lane in self._lanes())

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Tell how far what was asked for since the last rest has come."""
        progress = [self._queue.progress(lane) for lane in self._lanes()]
        return {
            "done": sum(it.done for it in progress),
            "total": sum(it.total for it in progress),
        }
