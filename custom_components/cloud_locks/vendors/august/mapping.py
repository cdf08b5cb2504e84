"""From the cloud's locks and bridges to the model. Pure functions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from ...model.capabilities import Capability
from ...model.lock import (
    BoltState,
    DoorState,
    Firmware,
    Gateway,
    Lanes,
    Lock,
    Reachability,
)
from .facts import Abilities, LockFacts
from .rules import code_rules
from .wire import BridgeItem, ListedLock, LockItem, StatusItem
from .words import bolt_of, door_of

_NOT_READ: Final = datetime.min.replace(tzinfo=UTC)

_LINUS_L2: Final = 17
_WITH_BELL: Final = frozenset({7, 10})

_MODELS: Final = {
    1: "Smart Lock",
    3: "Smart Lock Pro",
    5: "Wi-Fi Smart Lock",
    7: "Doorman",
    10: "Doorman",
    _LINUS_L2: "Linus L2",
    1001: "Assure Lock",
}

_MODELS_OF_BRIDGES: Final = {
    "august-connect": "Connect",
    "august-doorbell": "Doorbell",
}


def facts_of(
    listed: ListedLock,
    item: LockItem | None,
    abilities: Abilities,
    *,
    brand: str,
    before: LockFacts | None,
    now: datetime,
) -> LockFacts:
    """Return a lock as list, details and abilities describe it.

    `before` is how it was known until now: what nobody told now is kept.
    """
    lock = _bare(listed, item, abilities, brand)
    if item is not None:
        lock = with_status(_described(lock, item), item.status)
    elif before is not None:
        lock = before.lock
    known = _NOT_READ if before is None else before.read_at
    return LockFacts(
        lock=lock,
        listed=listed,
        item=item if item is not None or before is None else before.item,
        abilities=abilities,
        read_at=known if item is None else now,
        owners={} if before is None else before.owners,
    )


def _bare(
    listed: ListedLock, item: LockItem | None, abilities: Abilities, brand: str
) -> Lock:
    """Return what a lock is, without what it reports."""
    capabilities = frozenset(_capabilities(listed, item, abilities))
    takes_codes = item is not None and Capability.CODES in capabilities
    named = None if item is None else item.name
    return Lock(
        id=listed.id,
        vendor_id=listed.id,
        name=listed.name or named or listed.id,
        brand=brand,
        lanes=Lanes.shared(_bridge_id(item) or listed.id),
        capabilities=capabilities,
        code_rules=code_rules(
            abilities.lengths,
            abilities.capacity,
            schedules=item.schedules,
            zone=item.time_zone is not None,
        )
        if takes_codes and item is not None
        else None,
    )


def _described(lock: Lock, item: LockItem) -> Lock:
    bridge = item.bridge
    return replace(
        lock,
        model=_model(item),
        serial=item.serial,
        firmware=Firmware(version=item.firmware),
        time_zone=item.time_zone,
        battery=item.battery,
        keypad_battery=item.keypad,
        reachability=_reachability(item),
        gateway_id=None if bridge is None or bridge.built_in else bridge.id,
    )


def _model(item: LockItem) -> str | None:
    sku = item.sku if (item.sku or "").upper() != "NONE" else None
    return _MODELS.get(item.type or 0, sku)


def _reachability(item: LockItem) -> Reachability:
    """Return whether the cloud reaches a lock; without a bridge it never does."""
    if item.bridge is None:
        return Reachability.UNKNOWN if item.other_way else Reachability.OFFLINE
    match item.bridge.online:
        case None:
            return Reachability.UNKNOWN
        case True:
            return Reachability.ONLINE
        case False:
            return Reachability.OFFLINE


def _capabilities(
    listed: ListedLock, item: LockItem | None, abilities: Abilities
) -> Iterator[Capability]:
    """Yield what a lock can do, by what it tells and what the account may do."""
    if item is None:
        return
    latch = item.type == _LINUS_L2
    if latch if abilities.unlatch is None else abilities.unlatch:
        yield Capability.OPEN
    if item.type in _WITH_BELL:
        yield Capability.DOORBELL
    if item.entry_codes or item.keypad is not None:
        yield Capability.KEYPAD
    if item.entry_codes and listed.manages:
        yield Capability.CODES


def with_status(lock: Lock, status: StatusItem) -> Lock:
    """Return a lock with bolt and door as words describe them.

    A door sensor shows when it says something. What is not told of it stays.
    """
    door = door_of(status.door)
    sensor = frozenset() if door is None else frozenset({Capability.DOOR_SENSOR})
    return replace(
        lock,
        bolt=bolt_of(status.bolt),
        door=door or (DoorState.UNKNOWN if status.door else lock.door),
        capabilities=lock.capabilities | sensor,
    )


def moved(lock: Lock, status: StatusItem) -> Lock:
    """Return a lock as it has just reported itself, so it is in reach."""
    told = with_status(lock, status)
    bolt = lock.bolt if told.bolt is BoltState.UNKNOWN else told.bolt
    return replace(told, bolt=bolt, reachability=Reachability.ONLINE)


def _bridge_id(item: LockItem | None) -> str | None:
    return None if item is None or item.bridge is None else item.bridge.id


def gateway_of(bridge: BridgeItem) -> Gateway | None:
    """Return a bridge that is a device of its own, None for another."""
    if bridge.built_in or bridge.id is None:
        return None
    model = _MODELS_OF_BRIDGES.get(bridge.model or "", bridge.model)
    return Gateway(
        id=bridge.id,
        name=model or "Bridge",
        model=model,
        firmware=Firmware(version=bridge.firmware),
        online=bridge.online,
    )
