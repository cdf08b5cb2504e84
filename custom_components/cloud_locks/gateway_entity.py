"""What all entities of gateways share."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, override

from homeassistant.core import callback
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .coordinator import LocksCoordinator
from .devices import gateway_device
from .model.lock import Gateway, GatewayId
from .snapshots import gateway_of

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry


class GatewayEntity(CoordinatorEntity[LocksCoordinator]):
    """An entity of one gateway; told only when that gateway has changed."""

    _attr_has_entity_name = True

    def __init__(
        self,
        entry: CloudLocksEntry,
        gateway_id: GatewayId,
        description: EntityDescription,
    ) -> None:
        """Take the place of `description` at a gateway."""
        super().__init__(entry.runtime_data.locks, context=gateway_of(gateway_id))
        self.gateway_id = gateway_id
        self.entity_description = description
        unique_id = f"{entry.unique_id}:gateway:{gateway_id}:{description.key}"
        self._attr_unique_id = unique_id
        self._attr_device_info = gateway_device(entry, gateway_id)

    @property
    def gateway(self) -> Gateway | None:
        """Return the newest snapshot of the gateway, None when it is gone."""
        gateways = self.coordinator.data.gateways
        return next((it for it in gateways if it.id == self.gateway_id), None)

    @property
    @override
    def available(self) -> bool:
        return super().available and self.gateway is not None


class GatewayDescription(Protocol):
    """A row of a platform's table."""

    @property
    def key(self) -> str:
        """Return the public name of the entity."""


def async_add_for_gateways[DescriptionT: GatewayDescription](
    entry: CloudLocksEntry,
    add: AddConfigEntryEntitiesCallback,
    descriptions: Iterable[DescriptionT],
    make: Callable[[CloudLocksEntry, GatewayId, DescriptionT], Entity],
) -> None:
    """Add what each gateway has; again when one or one of its abilities appears."""
    rows, coordinator = tuple(descriptions), entry.runtime_data.locks
    made: dict[GatewayId, set[str]] = {}
    looked_at: tuple[Gateway, ...] = ()

    @callback
    def add_missing() -> None:
        nonlocal looked_at
        gateways = coordinator.data.gateways
        if gateways is looked_at:
            return
        looked_at = gateways
        for gone in made.keys() - {it.id for it in gateways}:
            del made[gone]
        missing = []
        for gateway in sorted(gateways, key=lambda it: it.id):
            keys = made.setdefault(gateway.id, set())
            new = [it for it in rows if it.key not in keys and _has(it, gateway)]
            keys.update(it.key for it in new)
            missing += [make(entry, gateway.id, row) for row in new]
        if missing:
            add(missing)

    entry.async_on_unload(coordinator.async_add_listener(add_missing))
    add_missing()


def _has(row: Any, gateway: Gateway) -> bool:  # noqa: ANN401 - any platform's row
    """Return whether a gateway has an entity; rows without a condition are for all."""
    has_fn: Callable[[Gateway], bool] = getattr(row, "has_fn", lambda _: True)
    return has_fn(gateway)
