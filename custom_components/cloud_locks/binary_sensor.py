"""Binary sensors of locks, gateways and accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .coordinator import LocksCoordinator
from .devices import account_device
from .entity import LockBasedEntity, ReachableLockEntity
from .gateway_entity import GatewayEntity, async_add_for_gateways
from .model.capabilities import Capability
from .model.lock import DoorState, Lock, Reachability
from .names import async_label
from .platform import async_add_for_locks
from .snapshots import ANSWERS

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0

_DOOR = {DoorState.OPEN: True, DoorState.CLOSED: False, DoorState.UNKNOWN: None}
_REACHABLE = {
    Reachability.ONLINE: True,
    Reachability.ASLEEP: True,
    Reachability.OFFLINE: False,
    Reachability.UNKNOWN: None,
}


@dataclass(frozen=True, kw_only=True)
class LockBinaryDescription(BinarySensorEntityDescription):
    """A binary sensor that reads a lock's snapshot."""

    has_fn: Callable[[Lock], bool] = lambda _: True
    is_on_fn: Callable[[Lock], bool | None]


DOOR = LockBinaryDescription(
    key="door",
    translation_key="door",
    device_class=BinarySensorDeviceClass.DOOR,
    has_fn=lambda lock: lock.can(Capability.DOOR_SENSOR),
    is_on_fn=lambda lock: _DOOR[lock.door],
)

OF_LOCK = (
    LockBinaryDescription(
        key="online",
        translation_key="online",
        device_class=BinarySensorDeviceClass.CONNECTIVITY,
        entity_category=EntityCategory.DIAGNOSTIC,
        is_on_fn=lambda lock: _REACHABLE[lock.reachability],
    ),
    LockBinaryDescription(
        key="tamper",
        translation_key="tamper",
        device_class=BinarySensorDeviceClass.TAMPER,
        entity_category=EntityCategory.DIAGNOSTIC,
        has_fn=lambda lock: lock.can(Capability.TAMPER),
        is_on_fn=lambda lock: lock.tamper,
    ),
    LockBinaryDescription(
        key="charging",
        translation_key="charging",
        device_class=BinarySensorDeviceClass.BATTERY_CHARGING,
        entity_category=EntityCategory.DIAGNOSTIC,
        has_fn=lambda lock: lock.can(Capability.CHARGING),
        is_on_fn=lambda lock: lock.battery.charging,
    ),
    LockBinaryDescription(
        key="battery_low",
        translation_key="battery_low",
        device_class=BinarySensorDeviceClass.BATTERY,
        entity_category=EntityCategory.DIAGNOSTIC,
        has_fn=lambda lock: (
            lock.battery.percent is None and lock.battery.low is not None
        ),
        is_on_fn=lambda lock: lock.battery.low,
    ),
)

CODE_PROBLEM = LockBinaryDescription(
    key="code_problem",
    translation_key="code_problem",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
    has_fn=lambda lock: lock.can(Capability.CODES),
    is_on_fn=lambda _: None,
)

CONNECTED = BinarySensorEntityDescription(
    key="connected",
    translation_key="connected",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)

PUSH = BinarySensorEntityDescription(
    key="push",
    translation_key="push",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)

GATEWAY_ONLINE = BinarySensorEntityDescription(
    key="online",
    translation_key="online",
    device_class=BinarySensorDeviceClass.CONNECTIVITY,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the binary sensors of the account, its gateways and its locks."""
    async_add_for_locks(entry, async_add_entities, (DOOR,), DoorSensor)
    async_add_for_locks(entry, async_add_entities, OF_LOCK, LockBinarySensor)
    async_add_for_locks(entry, async_add_entities, (CODE_PROBLEM,), CodeProblemSensor)
    async_add_entities([ConnectedSensor(entry)])
    parts = entry.runtime_data.cloud.parts
    if parts.push is not None or parts.webhook is not None:
        async_add_entities([PushSensor(entry)])
    async_add_for_gateways(entry, async_add_entities, (GATEWAY_ONLINE,), GatewaySensor)


class LockBinarySensor(LockBasedEntity, BinarySensorEntity):
    """Something that the lock's snapshot tells, also while it is out of reach."""

    entity_description: LockBinaryDescription

    @property
    @override
    def is_on(self) -> bool | None:
        return self.entity_description.is_on_fn(self.snapshot)


class DoorSensor(ReachableLockEntity, BinarySensorEntity):
    """Whether the door leaf is open; meaningless while the lock is out of reach."""

    entity_description: LockBinaryDescription

    @property
    @override
    def is_on(self) -> bool | None:
        return self.entity_description.is_on_fn(self.snapshot)


class CodeProblemSensor(LockBasedEntity, BinarySensorEntity):
    """Whether a code is not as somebody wished: which, why, since when."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.codes.async_on_update(self.lock_id, self.async_write_ha_state)
        )

    @property
    @override
    def is_on(self) -> bool:
        return bool(self.account.codes.problems(self.lock_id))

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        problems = self.account.codes.problems(self.lock_id)
        if not problems:
            return {}
        oldest = min(problems, key=lambda problem: problem.since)
        return {
            "which": [async_label(self.hass, problem.name) for problem in problems],
            "why": oldest.reason.value,
            "since": oldest.since.isoformat(),
        }


class ConnectedSensor(CoordinatorEntity[LocksCoordinator], BinarySensorEntity):
    """Whether the account answers; available also when it does not."""

    _attr_has_entity_name = True

    def __init__(self, entry: CloudLocksEntry) -> None:
        """Belong to the account's device."""
        super().__init__(entry.runtime_data.locks, context=ANSWERS)
        self.entity_description = CONNECTED
        self._attr_unique_id = f"{entry.unique_id}:{CONNECTED.key}"
        self._attr_device_info = account_device(entry)

    @property
    @override
    def available(self) -> bool:
        return True

    @property
    @override
    def is_on(self) -> bool:
        return self.coordinator.last_update_success


class PushSensor(BinarySensorEntity):
    """Whether the cloud tells by itself what happens; without it, it is asked."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry: CloudLocksEntry) -> None:
        """Belong to the account's device."""
        self._inbox = entry.runtime_data.inbox
        self.entity_description = PUSH
        self._attr_unique_id = f"{entry.unique_id}:{PUSH.key}"
        self._attr_device_info = account_device(entry)

    @override
    async def async_added_to_hass(self) -> None:
        self.async_on_remove(self._inbox.async_listen(self.async_write_ha_state))

    @property
    @override
    def is_on(self) -> bool:
        return self._inbox.flows


class GatewaySensor(GatewayEntity, BinarySensorEntity):
    """Whether a gateway is connected to its cloud."""

    @property
    @override
    def is_on(self) -> bool | None:
        return None if self.gateway is None else self.gateway.online
