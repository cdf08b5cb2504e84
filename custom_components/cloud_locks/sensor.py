"""Sensors of a lock: its batteries, and who came in last; and of the account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import (
    PERCENTAGE,
    SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
    EntityCategory,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .coordinator import LocksCoordinator
from .devices import account_device
from .entity import CodeBasedEntity, LockBasedEntity
from .model.access_event import AccessEvent, Method
from .model.capabilities import Capability
from .model.lock import Battery, Lock, Reachability
from .names import async_shown
from .platform import async_add_for_locks
from .snapshots import contact_of

if TYPE_CHECKING:
    from .runtime import AccountData, CloudLocksEntry

PARALLEL_UPDATES = 0

type Value = str | int | datetime | None


@dataclass(frozen=True, kw_only=True)
class LockSensorDescription(SensorEntityDescription):
    """A sensor that reads a lock's snapshot."""

    has_fn: Callable[[Lock], bool] = lambda _: True
    value_fn: Callable[[Lock], Value]


@dataclass(frozen=True, kw_only=True)
class AccessSensorDescription(SensorEntityDescription):
    """A sensor that tells something about the last coming in."""

    has_fn: Callable[[Lock], bool] = lambda _: True
    value_fn: Callable[[HomeAssistant, AccessEvent], Value]


@dataclass(frozen=True, kw_only=True)
class AccountSensorDescription(SensorEntityDescription):
    """A sensor that tells something about the account."""

    has_fn: Callable[[AccountData], bool] = lambda _: True
    value_fn: Callable[[AccountData], Value]
    listen_fn: Callable[[AccountData, CALLBACK_TYPE], CALLBACK_TYPE] | None = None


@dataclass(frozen=True, kw_only=True)
class CodeSensorDescription(SensorEntityDescription):
    """A sensor that counts a lock's codes."""

    has_fn: Callable[[Lock], bool] = lambda lock: lock.can(Capability.CODES)


OF_LOCK = (
    LockSensorDescription(
        key="battery",
        translation_key="battery",
        device_class=SensorDeviceClass.BATTERY,
        entity_category=EntityCategory.DIAGNOSTIC,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        has_fn=lambda lock: lock.battery.percent is not None,
        value_fn=lambda lock: lock.battery.percent,
    ),
    LockSensorDescription(
        key="keypad_battery",
        translation_key="keypad_battery",
        device_class=SensorDeviceClass.BATTERY,
        entity_category=EntityCategory.DIAGNOSTIC,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        has_fn=lambda lock: lock.keypad_battery is not None,
        value_fn=lambda lock: (lock.keypad_battery or Battery()).percent,
    ),
    LockSensorDescription(
        key="reachability",
        translation_key="reachability",
        device_class=SensorDeviceClass.ENUM,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        options=[state.value for state in Reachability],
        value_fn=lambda lock: lock.reachability,
    ),
    LockSensorDescription(
        key="signal_strength",
        translation_key="signal_strength",
        device_class=SensorDeviceClass.SIGNAL_STRENGTH,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        native_unit_of_measurement=SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
        state_class=SensorStateClass.MEASUREMENT,
        has_fn=lambda lock: lock.signal_strength is not None,
        value_fn=lambda lock: lock.signal_strength,
    ),
)

CONTACT = LockSensorDescription(
    key="last_contact",
    translation_key="last_contact",
    device_class=SensorDeviceClass.TIMESTAMP,
    entity_category=EntityCategory.DIAGNOSTIC,
    entity_registry_enabled_default=False,
    has_fn=lambda lock: lock.last_contact is not None,
    value_fn=lambda lock: lock.last_contact,
)

OF_ACCESS = (
    AccessSensorDescription(
        key="last_access",
        translation_key="last_access",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda _, event: event.occurred_at,
    ),
    AccessSensorDescription(
        key="last_access_by",
        translation_key="last_access_by",
        value_fn=lambda hass, event: async_shown(hass, event.who),
    ),
    AccessSensorDescription(
        key="last_access_method",
        translation_key="last_access_method",
        device_class=SensorDeviceClass.ENUM,
        entity_registry_enabled_default=False,
        options=[method.value for method in Method],
        value_fn=lambda _, event: event.method,
    ),
)

OF_ACCOUNT = (
    AccountSensorDescription(
        key="api_budget_used",
        translation_key="api_budget_used",
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda data: data.meter.used_percent,
        listen_fn=lambda data, update: data.meter.async_listen(update),
    ),
    AccountSensorDescription(
        key="subscription_ends",
        translation_key="subscription_ends",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        has_fn=lambda data: data.account.subscription_ends is not None,
        value_fn=lambda data: data.account.subscription_ends,
        listen_fn=lambda data, update: data.issues.async_on_read(update),
    ),
)

ACTIVE_CODES = CodeSensorDescription(
    key="active_codes",
    translation_key="active_codes",
    entity_category=EntityCategory.DIAGNOSTIC,
    entity_registry_enabled_default=False,
    state_class=SensorStateClass.MEASUREMENT,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of the account and of each lock."""
    async_add_for_locks(entry, async_add_entities, OF_LOCK, LockSensor)
    async_add_for_locks(entry, async_add_entities, (CONTACT,), ContactSensor)
    async_add_for_locks(entry, async_add_entities, OF_ACCESS, AccessSensor)
    async_add_for_locks(entry, async_add_entities, (ACTIVE_CODES,), CodesSensor)
    _add_for_account(entry, async_add_entities)


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
