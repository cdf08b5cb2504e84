"""From Tedee's devices to the model. Pure functions; numbers not known are unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ...model.capabilities import Capability
from ...model.lock import (
    Battery,
    BoltState,
    DoorState,
    Firmware,
    Gateway,
    Lanes,
    Lock,
    Reachability,
)
from ...model.settings import Setting
from .enums import DeviceType, State
from .facts import LockFacts
from .rules import CODE_RULES
from .setting_rows import settings_of
from .wire import BridgeItem, DeviceState, KeypadItem, LockItem, Software, SyncItem

_BOLTS: Final[Mapping[State, BoltState]] = {
    State.UNLOCKED: BoltState.UNLOCKED,
    State.UNLOCKING: BoltState.UNLOCKING,
    State.LOCKING: BoltState.LOCKING,
    State.LOCKED: BoltState.LOCKED,
    State.PULLED: BoltState.OPEN,
    State.PULLING: BoltState.OPENING,
}
"""All others say nothing about where the bolt is."""

_DOORS: Final = {2: DoorState.OPEN, 3: DoorState.CLOSED}
"""`doorState`; 0 not paired, 1 disconnected and 4 uncalibrated know nothing."""

_DOOR_NOT_PAIRED: Final = 0

_MODELS: Final[Mapping[int | None, str]] = {
    DeviceType.LOCK_PRO: "Lock PRO",
    DeviceType.LOCK_GO: "Lock GO",
}

_KEYPADS: Final = frozenset({DeviceType.KEYPAD, DeviceType.KEYPAD_PRO})


def bolt_of(state: DeviceState | None) -> BoltState:
    """Return where the bolt is.

    A movement that failed ends half-way (semi-locked), which is a jam. A knob left
    half-way by hand looks the same without the failure, and the bolt is unknown.
    """
    if state is None:
        return BoltState.UNKNOWN
    half_way = state.state in {State.SEMI_LOCKED, State.UNKNOWN}
    if half_way and (state.change_result or 0) > 0:
        return BoltState.JAMMED
    return _BOLTS.get(state.state, BoltState.UNKNOWN)


def door_of(state: DeviceState | None) -> DoorState:
    """Return whether the door leaf is open."""
    number = None if state is None else state.door_state
    return (
        DoorState.UNKNOWN if number is None else _DOORS.get(number, DoorState.UNKNOWN)
    )


def percent_of(level: int | None) -> int | None:
    """Return a battery level that can be one."""
    return level if level is not None and 0 <= level <= 100 else None


def with_sync(lock: Lock, item: SyncItem, now: datetime) -> Lock:
    """Return a lock with what changes quickly read anew.

    Out of reach it tells nothing: bolt and door are unknown then, and what was heard of
    the battery last is better than nothing.
    """
    state = item.state if item.connected else None
    return replace(
        lock,
        bolt=bolt_of(state),
        bolt_changed_at=lock.bolt_changed_at if state is None else state.changed_at,
        calibrated=lock.calibrated if state is None else is_calibrated(state.state),
        door=door_of(state),
        battery=lock.battery if state is None else _battery(state, lock.battery),
        reachability=Reachability.ONLINE if item.connected else Reachability.OFFLINE,
        last_contact=now if item.connected else lock.last_contact,
    )


def is_calibrated(state: State) -> bool:
    """Return whether the lock knows how far to turn."""
    return state is not State.UNCALIBRATED


def _battery(state: DeviceState, before: Battery) -> Battery:
    percent = percent_of(state.battery_level)
    return Battery(
        percent=before.percent if percent is None else percent,
        charging=state.is_charging,
    )


def facts_of(
    item: LockItem,
    *,
    brand: str,
    bridge: BridgeItem | None,
    keypad: KeypadItem | None,
    before: Lock | None,
    now: datetime,
) -> LockFacts:
    """Return a lock as its details, its bridge and its keypad describe it.

    `before` is how it was known until now: what the cloud leaves out is kept.
    """
    capabilities = frozenset(_capabilities(item, keypad))
    settings = _settings(item, keypad, capabilities)
    if settings:
        capabilities |= {Capability.SETTINGS}
    lock = Lock(
        id=item.serial,
        vendor_id=item.sync.vendor_id,
        name=item.name,
        brand=brand,
        lanes=Lanes.of_lock(item.serial),
        model=_MODELS.get(item.type, "Lock"),
        serial=item.serial,
        firmware=_firmware(item.software),
        time_zone=item.time_zone,
        battery=Battery() if before is None else before.battery,
        keypad_battery=_keypad_battery(item, keypad, before),
        last_contact=None if before is None else before.last_contact,
        bolt_changed_at=None if before is None else before.bolt_changed_at,
        gateway_id=None if bridge is None else bridge.serial,
        capabilities=capabilities,
        code_rules=CODE_RULES if Capability.CODES in capabilities else None,
        settings=settings,
    )
    return LockFacts(
        lock=with_sync(lock, item.sync, now),
        access=item.access,
        remote_disabled=item.remote_disabled,
        auto_pull=item.auto_pull,
        has_bridge=item.bridge_id is not None,
        bridge_online=None if bridge is None else bridge.connected,
        sync=item.sync,
        revision=item.sync.revision,
        settings=item.settings,
        keypad=keypad,
    )


def with_keypad(facts: LockFacts, keypad: KeypadItem | None) -> LockFacts:
    """Return a lock with the settings of its keypad read anew, if it has one."""
    settings = settings_of(facts.settings, keypad, facts.lock.capabilities)
    return replace(facts, keypad=keypad, lock=replace(facts.lock, settings=settings))


def _settings(
    item: LockItem, keypad: KeypadItem | None, capabilities: frozenset[Capability]
) -> tuple[Setting, ...]:
    """Return what the account may change; guests change nothing."""
    if not item.access.manages:
        return ()
    return settings_of(item.settings, keypad, capabilities)


def _capabilities(item: LockItem, keypad: KeypadItem | None) -> Iterator[Capability]:
    """Yield what a lock can do, by what belongs to it and what the account may do."""
    if item.pull_enabled:
        yield Capability.OPEN
    if _has_door_sensor(item):
        yield Capability.DOOR_SENSOR
    if item.type != DeviceType.LOCK_GO:  # The one with batteries to throw away.
        yield Capability.CHARGING
    if item.access.manages:
        yield Capability.PEOPLE
        # A change of the name has to tell the revision that it was made from.
        if item.settings.revision is not None:
            yield Capability.RENAME
    if _has_keypad(item, keypad):
        yield Capability.KEYPAD
        # PINs travel by the bridge, and guests are refused.
        if item.bridge_id is not None and item.access.manages:
            yield Capability.CODES


def _has_keypad(item: LockItem, keypad: KeypadItem | None) -> bool:
    return keypad is not None or not _KEYPADS.isdisjoint(item.accessories)


def _has_door_sensor(item: LockItem) -> bool:
    state = item.sync.state
    told = None if state is None else state.door_state
    return DeviceType.DOOR_SENSOR in item.accessories or (
        told is not None and told != _DOOR_NOT_PAIRED
    )


def _keypad_battery(
    item: LockItem, keypad: KeypadItem | None, before: Lock | None
) -> Battery | None:
    """Return the keypad's battery, told only in the month after a change."""
    if not _has_keypad(item, keypad):
        return None
    percent = percent_of(None if keypad is None else keypad.battery_level)
    known = None if before is None else before.keypad_battery
    return Battery(percent=percent) if percent is not None or known is None else known


def _firmware(software: Software) -> Firmware:
    return Firmware(
        version=software.version, update_available=software.update_available
    )


def gateway_of(item: BridgeItem) -> Gateway:
    """Return a bridge."""
    return Gateway(
        id=item.serial,
        name=item.name,
        model="Bridge",
        serial=item.serial,
        firmware=_firmware(item.software),
        online=item.connected,
    )
