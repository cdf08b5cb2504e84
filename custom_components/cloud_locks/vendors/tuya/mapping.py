"""From what a device reports to the lock that the model knows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import available_timezones

from ...model.capabilities import Capability
from ...model.command import Operation
from ...model.credential import CredentialType
from ...model.lock import Battery, BoltState, DoorState, Lanes, Lock, Reachability
from .facts import DeviceItem, Kind, LockFacts, kind_of
from .log_types import CREDENTIALS, plain_code
from .points import (
    BATTERY,
    BATTERY_STATE,
    DOORBELL,
    DYNAMIC,
    MOTOR,
    OFFLINE,
    REQUEST,
    TEMPORARY,
    Points,
    Specification,
)
from .rules import code_rules
from .setting_rows import settings_of
from .wire import number_in

_LOW: Final[Mapping[object, bool]] = {
    "high": False,
    "medium": False,
    "low": True,
    "poweroff": True,
}

_DOORS: Final[Mapping[str, Mapping[object, DoorState]]] = {
    "closed_opened": {"open": DoorState.OPEN, "closed": DoorState.CLOSED},
    "open_close": {True: DoorState.OPEN, False: DoorState.CLOSED},
    "door_opened": {True: DoorState.OPEN, False: DoorState.CLOSED},
    "closed_opened_kit": {"AQAB": DoorState.OPEN, "AQAC": DoorState.CLOSED},
}

_GOALS: Final[Mapping[Operation, BoltState]] = {
    Operation.LOCK: BoltState.LOCKED,
    Operation.UNLOCK: BoltState.UNLOCKED,
}

_SETTLING: Final = timedelta(seconds=6)
"""So long after a command a lock may still report where its bolt was before."""

_RELAY: Final = timedelta(seconds=5)
"""So long a door opener beside a keypad is held, when the keypad does not say."""


def facts_of(
    item: DeviceItem,
    specification: Specification,
    *,
    brand: str,
    zones: frozenset[str],
    before: LockFacts | None,
    length: int | None,
    remote: Mapping[str, bool],
    now: datetime,
) -> LockFacts:
    """Return a listed lock with everything that is known of it."""
    points = {**(before.points if before else {}), **(item.points or {})}
    codes = specification.codes | points.keys()
    kind = kind_of(item, codes)
    capabilities = frozenset(_capabilities(codes, points))
    lock = Lock(
        id=lock_id_of(item),
        vendor_id=item.id,
        name=item.name,
        brand=brand,
        lanes=Lanes.of_lock(item.id),
        model=item.product,
        time_zone=item.time_zone if item.time_zone in zones else None,
        bolt_reported=MOTOR in codes,
        last_contact=item.updated,
        capabilities=capabilities,
        code_rules=code_rules(kind, length)
        if Capability.CODES in capabilities
        else None,
    )
    facts = LockFacts(
        lock=lock,
        item=item,
        kind=kind,
        points=points,
        specification=specification,
        remote=remote,
        asking_until=before.asking_until if before else None,
        answered=before.answered if before else None,
        commanded=before.commanded if before else None,
        ways=before.ways if before else {},
        wished=before.wished if before else {},
    )
    return with_points(facts, {}, now)


def known_zones() -> frozenset[str]:
    """Return the names of all zones; reads files, so not in the event loop."""
    return frozenset(available_timezones())


def lock_id_of(item: DeviceItem) -> str:
    """Return what survives pairing a lock anew: the number of its radio module."""
    return item.uuid or item.id


def _capabilities(codes: frozenset[str], points: Points) -> Iterator[Capability]:
    if any(_door_of(code, points.get(code)) for code in _DOORS):
        yield Capability.DOOR_SENSOR
    if DOORBELL in codes:
        yield Capability.DOORBELL
    if REQUEST in codes:
        yield Capability.REMOTE_REQUEST
    if codes & TEMPORARY:
        yield Capability.KEYPAD
        yield Capability.CODES
    if codes & OFFLINE:
        yield Capability.OFFLINE_CODES
    if codes & DYNAMIC:
        yield Capability.DYNAMIC_CODES
    yield Capability.PEOPLE
    if credential_types(codes):
        yield Capability.CREDENTIALS


def credential_types(codes: frozenset[str]) -> frozenset[CredentialType]:
    """Return what a lock with such data points takes besides codes."""
    found = (CREDENTIALS.get(plain_code(code)) for code in codes)
    return frozenset(it for it in found if it is not None)


def with_points(facts: LockFacts, points: Points, now: datetime) -> LockFacts:
    """Return a lock that reports something; what it does not report stays."""
    merged = {**facts.points, **points}
    wished = {
        code: value for code, value in facts.wished.items() if merged.get(code) != value
    }
    facts = replace(facts, points=merged, wished=wished)
    lock = replace(
        facts.lock,
        bolt=_bolt(facts, now),
        door=_door(merged),
        battery=_battery(merged),
        reachability=_reachability(facts, now),
        asking_until=facts.asking_until,
    )
    facts = replace(facts, lock=lock)
    settings = settings_of(facts)
    capabilities = facts.lock.capabilities
    if settings:
        capabilities |= {Capability.SETTINGS}
    return replace(
        facts, lock=replace(lock, settings=settings, capabilities=capabilities)
    )


def with_presence(facts: LockFacts, *, online: bool, now: datetime) -> LockFacts:
    """Return a lock whose presence the cloud told."""
    return with_points(replace(facts, item=replace(facts.item, online=online)), {}, now)


def _reachability(facts: LockFacts, now: datetime) -> Reachability:
    """Return whether a command would arrive. Of sleepers the cloud says "online"."""
    if facts.sleeps:
        asking = facts.is_asking(now)
        return Reachability.ONLINE if asking else Reachability.ASLEEP
    told = {True: Reachability.ONLINE, False: Reachability.OFFLINE}
    if facts.item.online is None:
        return Reachability.UNKNOWN
    return told[facts.item.online]


def _bolt(facts: LockFacts, now: datetime) -> BoltState:
    """Return where the bolt is: as reported, else as last commanded."""
    if not facts.lock.bolt_reported:
        return _assumed(facts, now)
    told = {True: BoltState.UNLOCKED, False: BoltState.LOCKED}
    motor = facts.points.get(MOTOR)
    bolt = told[motor] if isinstance(motor, bool) else BoltState.UNKNOWN
    if facts.commanded is None or now - facts.commanded[1] > _SETTLING:
        return bolt
    return bolt if bolt is _GOALS[facts.commanded[0]] else _moving(facts.commanded[0])


def _moving(operation: Operation) -> BoltState:
    locking = operation is Operation.LOCK
    return BoltState.LOCKING if locking else BoltState.UNLOCKING


def _assumed(facts: LockFacts, now: datetime) -> BoltState:
    """Return where a bolt should be that nobody reports."""
    held = relocks_after(facts)
    if facts.commanded is None:
        return BoltState.UNKNOWN if held is None else BoltState.LOCKED
    operation, at = facts.commanded
    if operation is Operation.UNLOCK and held is not None and now - at >= held:
        return BoltState.LOCKED
    return _GOALS[operation]


def relocks_after(facts: LockFacts) -> timedelta | None:
    """Return how long a door stays open that locks by itself, None if it does not."""
    seconds = number_in(facts.points.get("auto_lock_time"))
    if seconds is not None and 0 < seconds <= 1800:
        return timedelta(seconds=seconds)
    return _RELAY if facts.kind is Kind.KEYPAD else None


def _door(points: Points) -> DoorState:
    found = (_door_of(code, points.get(code)) for code in _DOORS)
    return next((door for door in found if door is not None), DoorState.UNKNOWN)


def _door_of(code: str, value: Any) -> DoorState | None:  # noqa: ANN401 - JSON
    if isinstance(value, str) and code.endswith("_kit"):
        value = value.upper()
    hashable = isinstance(value, str | bool)
    return _DOORS[code].get(value) if hashable else None


def _battery(points: Points) -> Battery:
    percent = number_in(points.get(BATTERY))
    state = points.get(BATTERY_STATE)
    return Battery(
        percent=percent if percent is not None and 0 <= percent <= 100 else None,
        low=_LOW.get(state) if isinstance(state, str) else None,
    )
