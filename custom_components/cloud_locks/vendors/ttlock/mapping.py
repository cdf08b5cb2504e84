"""From the wire to the model. Pure functions; numbers not known are unknown."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...model.capabilities import Capability
from ...model.command import Operation
from ...model.credential import CredentialType
from ...model.lock import (
    Battery,
    BoltState,
    DoorState,
    Firmware,
    Gateway,
    Lanes,
    Lock,
    LockId,
    Reachability,
)
from ...model.reason import Reason
from .calls import RENAME, SET_OLD_PASSAGE, SET_PASSAGE, Call
from .clock import zone_of_offset
from .facts import LockFacts, Told
from .features import Feature
from .record_types import meaning_of
from .records import LockRecord
from .rules import CODE_RULES
from .setting_rows import settings_of
from .wire import GatewayItem, LockItem, OpenState

type Has = Callable[[Call], bool]
"""Whether the cloud has a call, as far as is known."""

_SETTLING: Final = timedelta(seconds=6)
"""So long after a command a lock may still say where its bolt was before."""

_ON_THE_WAY: Final[Mapping[Operation, BoltState]] = {
    Operation.LOCK: BoltState.LOCKING,
    Operation.UNLOCK: BoltState.UNLOCKING,
}

_GOALS: Final[Mapping[Operation, BoltState]] = {
    Operation.LOCK: BoltState.LOCKED,
    Operation.UNLOCK: BoltState.UNLOCKED,
}

_GATEWAYS: Final[Mapping[int | None, str]] = {1: "G1", 2: "G2", 3: "G3", 4: "G4"}

_CREDENTIALS: Final[Mapping[CredentialType, Feature]] = {
    CredentialType.RFID_CODE: Feature.CARD,
    CredentialType.FINGERPRINT: Feature.FINGERPRINT,
}

SHARED_LANE: Final = "gateway"
"""Of locks whose gateway is not told: it may be one for all of them."""


def plain_address(mac: str | None) -> str:
    """Return a device's address without what may stand between its digits."""
    return "".join(it for it in mac or "" if it.isalnum()).lower()


def lock_id_of(item: LockItem) -> LockId:
    """Return what survives taking a lock out of the account: its address."""
    return plain_address(item.mac) or f"lock-{item.vendor_id}"


def gateway_id_of(item: GatewayItem) -> str:
    """Return what a gateway is known by."""
    return plain_address(item.mac) or f"gateway-{item.vendor_id}"


def gateway_of(item: GatewayItem) -> Gateway:
    """Return a gateway."""
    return Gateway(
        id=gateway_id_of(item),
        name=item.name,
        model=_GATEWAYS.get(item.version),
        serial=item.mac,
        online=item.online,
    )


def facts_of(
    told: Told,
    *,
    brand: str,
    gateways: Mapping[str, GatewayItem],
    has: Has,
    before: LockFacts | None,
) -> LockFacts:
    """Return a listed lock with everything that is known of it."""
    mine = [gateways[it.gateway_id] for it in told.heard if it.gateway_id in gateways]
    silent = _still_silent(None if before is None else before.silent, mine, told)
    capabilities = frozenset(_capabilities(told, has))
    settings = settings_of(told, has)
    if settings:
        capabilities |= {Capability.SETTINGS}
    detail, item = told.detail, told.item
    known = None if before is None else before.lock
    lock = Lock(
        id=lock_id_of(item),
        vendor_id=item.vendor_id,
        name=item.name,
        brand=brand,
        lanes=_lanes(told),
        model=None if detail is None else detail.model,
        serial=item.mac,
        firmware=Firmware(version=None if detail is None else detail.firmware),
        time_zone=zone_of_offset(told.offset),
        bolt=BoltState.UNKNOWN if known is None else known.bolt,
        bolt_reported=before is None or before.tells_bolt,
        door=DoorState.UNKNOWN if known is None else known.door,
        battery=_battery(item.battery, known),
        reachability=_reachability(told, silent, mine, before),
        last_contact=None if known is None else known.last_contact,
        gateway_id=gateway_id_of(mine[0]) if mine else None,
        signal_strength=told.heard[0].rssi if told.heard else None,
        capabilities=capabilities,
        code_rules=CODE_RULES if Capability.CODES in capabilities else None,
        settings=settings,
        group=item.group,
    )
    return LockFacts(
        lock=lock,
        told=told,
        silent=silent,
        commanded=None if before is None else before.commanded,
        tells_bolt=before is None or before.tells_bolt,
    )


def _still_silent(
    silent: Reason | None, gateways: Collection[GatewayItem], told: Told
) -> Reason | None:
    """Return why a lock does not answer, unless the listing says that it may again."""
    if silent is Reason.GATEWAY_MISSING and told.heard:
        return None
    if silent is Reason.GATEWAY_OFFLINE and any(it.online for it in gateways):
        return None
    return silent


def _reachability(
    told: Told,
    silent: Reason | None,
    gateways: Collection[GatewayItem],
    before: LockFacts | None,
) -> Reachability:
    if not told.in_reach:
        return Reachability.OFFLINE
    if silent is not None:
        return reachability_of(silent)
    online = [it.online for it in gateways]
    if told.item.online is False or (
        online and not any(it is not False for it in online)
    ):
        return Reachability.OFFLINE
    if told.item.online or True in online:
        return Reachability.ONLINE
    known = Reachability.UNKNOWN if before is None else before.lock.reachability
    return known if known is Reachability.ONLINE else Reachability.UNKNOWN


def reachability_of(silent: Reason) -> Reachability:
    """Return what a lock is that does not answer."""
    asleep = silent is Reason.LOCK_ASLEEP
    return Reachability.ASLEEP if asleep else Reachability.OFFLINE


def _lanes(told: Told) -> Lanes:
    """Return what orders messages: a gateway or a Wi-Fi lock takes one at a time."""
    if told.heard:
        return Lanes.shared(f"{SHARED_LANE}:{told.heard[0].gateway_id}")
    if told.features.has(Feature.WIFI) and not told.item.has_gateway:
        return Lanes.shared(f"lock:{told.item.vendor_id}")
    return Lanes.shared(SHARED_LANE)


def _capabilities(told: Told, has: Has) -> Iterator[Capability]:
    """Yield what a lock can do, by its feature bits and by what the account may do."""
    features = told.features
    if told.door_sensor is not None:
        yield Capability.DOOR_SENSOR
    if features.has(Feature.PASSCODE):
        yield Capability.KEYPAD
    if not told.manages:
        return
    yield Capability.PEOPLE
    if has(RENAME):
        yield Capability.RENAME
    if features.has(Feature.PASSCODE):
        yield Capability.CODES
        yield Capability.OFFLINE_CODES
    if credential_types_of(told):
        yield Capability.CREDENTIALS
    plans = has(SET_PASSAGE) or has(SET_OLD_PASSAGE)
    if features.has(Feature.PASSAGE_MODE) and told.in_reach and plans:
        yield Capability.PASSAGE_PLAN


def credential_types_of(told: Told) -> frozenset[CredentialType]:
    """Return what a lock takes besides codes, if the account may see it."""
    if not told.manages:
        return frozenset()
    return frozenset(
        kind for kind, feature in _CREDENTIALS.items() if told.features.has(feature)
    )


def _battery(percent: int | None, before: Lock | None) -> Battery:
    known = None if before is None else before.battery
    return Battery(percent=percent) if percent is not None or known is None else known


def with_state(facts: LockFacts, state: OpenState, now: datetime) -> LockFacts:
    """Return a lock that has just answered."""
    lock = facts.lock
    capabilities = lock.capabilities
    door = lock.door
    if state.door_open is not None:
        capabilities |= {Capability.DOOR_SENSOR}
        door = DoorState.OPEN if state.door_open else DoorState.CLOSED
    lock = replace(
        lock,
        bolt=_bolt(facts, state, now),
        door=door,
        capabilities=capabilities,
        battery=_battery(state.battery, lock),
        reachability=Reachability.ONLINE,
        last_contact=now,
    )
    return replace(facts, lock=lock, silent=None)


def _bolt(facts: LockFacts, state: OpenState, now: datetime) -> BoltState:
    """Return where the bolt is; right after a command the answer may be old."""
    told = {True: BoltState.UNLOCKED, False: BoltState.LOCKED, None: BoltState.UNKNOWN}
    bolt = told[state.unlocked]
    if facts.commanded is None:
        return bolt
    operation, at = facts.commanded
    if bolt is _GOALS[operation] or now - at > _SETTLING:
        return bolt
    return _ON_THE_WAY[operation]


def with_silence(facts: LockFacts, reason: Reason) -> LockFacts:
    """Return a lock that nothing reached: where its bolt is, nobody knows then."""
    lock = replace(
        facts.lock,
        bolt=BoltState.UNKNOWN,
        door=DoorState.UNKNOWN,
        reachability=reachability_of(reason),
    )
    return replace(facts, lock=lock, silent=reason)


def without_bolt(facts: LockFacts) -> LockFacts:
    """Return a lock that cannot say where its bolt is."""
    lock = replace(facts.lock, bolt=BoltState.UNKNOWN, bolt_reported=False)
    return replace(facts, lock=lock, tells_bolt=False)


def with_record(
    facts: LockFacts, record: LockRecord, *, recent: bool, now: datetime
) -> LockFacts:
    """Return a lock after something was recorded at it.

    Only what succeeded and is `recent` says where bolt and door are now.
    """
    lock = replace(facts.lock, battery=_battery(record.battery, facts.lock))
    meaning = meaning_of(record.type) if record.success and recent else None
    if meaning is not None:
        lock = replace(
            lock,
            bolt=meaning.bolt or lock.bolt,
            bolt_changed_at=record.at if meaning.bolt else lock.bolt_changed_at,
            door=meaning.door or lock.door,
            last_contact=now,
            reachability=Reachability.ONLINE,
        )
        return replace(facts, lock=lock, silent=None)
    return replace(facts, lock=lock)
