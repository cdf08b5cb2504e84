"""The locks that a fake cloud starts with."""

from datetime import UTC, datetime
from typing import Any

from custom_components.cloud_locks.model.capabilities import PART_OF, Capability, Part
from custom_components.cloud_locks.model.code_rules import CodeRules, ScheduleFeature
from custom_components.cloud_locks.model.lock import (
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
from custom_components.cloud_locks.model.settings import Setting, SettingKey

GATEWAY = Gateway(
    id="gateway",
    name="Hall bridge",
    model="Bridge",
    serial="G-1",
    firmware=Firmware(version="1.0"),
    online=True,
    signal_strength=-60,
)

RULES = CodeRules(
    lengths=frozenset(range(5, 9)),
    min_different=3,
    forbid_sequences=True,
    capacity=5,
    name_max_bytes=32,
    schedules=frozenset(ScheduleFeature),
    pins_readable=True,
    can_disable=True,
)
"""PINs of five to eight digits and room for five: full is reached quickly."""

SETTINGS = (
    Setting(key=SettingKey.AUTO_LOCK, value=True),
    Setting(key=SettingKey.AUTO_LOCK_DELAY, value=60, minimum=5, maximum=600),
    Setting(key=SettingKey.LANGUAGE, value="en", options=("en", "de")),
)

LAST_CONTACT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make_lock(lock_id: LockId, name: str, **changes: Any) -> Lock:
    """Return a lock that can do everything, is locked, closed and in reach."""
    fields: dict[str, Any] = {
        "id": lock_id,
        "vendor_id": f"wire-{lock_id}",
        "name": name,
        "brand": "fake",
        "lanes": Lanes.of_lock(lock_id),
        "model": "Fake lock",
        "serial": f"S-{lock_id}",
        "firmware": Firmware(version="2.1", update_available=False),
        "time_zone": "Europe/Amsterdam",
        "bolt": BoltState.LOCKED,
        "door": DoorState.CLOSED,
        "battery": Battery(percent=80, low=False, charging=False),
        "keypad_battery": Battery(percent=60, low=False),
        "tamper": False,
        "reachability": Reachability.ONLINE,
        "last_contact": LAST_CONTACT,
        "gateway_id": GATEWAY.id,
        "signal_strength": -55,
        "capabilities": frozenset(Capability),
        "code_rules": RULES,
        "settings": SETTINGS,
    }
    return Lock(**fields | changes)


def without_parts(
    capabilities: frozenset[Capability], parts: frozenset[Part]
) -> frozenset[Capability]:
    """Return the capabilities that a cloud with these parts can serve."""
    return frozenset(
        capability
        for capability in capabilities
        if capability not in PART_OF or PART_OF[capability] in parts
    )


def default_locks() -> tuple[Lock, ...]:
    """Return a front door that can do everything and a plain back door."""
    plain = frozenset({Capability.CODES, Capability.KEYPAD})
    return (
        make_lock("front", "Front door"),
        make_lock(
            "back",
            "Back door",
            capabilities=plain,
            door=DoorState.UNKNOWN,
            keypad_battery=None,
            tamper=None,
            settings=(),
        ),
    )
