"""The tables of the sensor platform: what there is, and where it is read from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import (
    PERCENTAGE,
    SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
    EntityCategory,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant

from .model.access_event import AccessEvent, Method
from .model.capabilities import Capability
from .model.lock import Battery, Gateway, Lock, Reachability
from .names import async_shown

if TYPE_CHECKING:
    from .runtime import AccountData

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
class GatewaySensorDescription(SensorEntityDescription):
    """A sensor that reads a gateway's snapshot."""

    has_fn: Callable[[Gateway], bool] = lambda _: True
    value_fn: Callable[[Gateway], Value]


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

OF_GATEWAY = (
    GatewaySensorDescription(
        key="signal_strength",
        translation_key="signal_strength",
        device_class=SensorDeviceClass.SIGNAL_STRENGTH,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        native_unit_of_measurement=SIGNAL_STRENGTH_DECIBELS_MILLIWATT,
        state_class=SensorStateClass.MEASUREMENT,
        has_fn=lambda gateway: gateway.signal_strength is not None,
        value_fn=lambda gateway: gateway.signal_strength,
    ),
)

WAITING = SensorEntityDescription(
    key="waiting",
    translation_key="waiting",
    entity_category=EntityCategory.DIAGNOSTIC,
    state_class=SensorStateClass.MEASUREMENT,
)
