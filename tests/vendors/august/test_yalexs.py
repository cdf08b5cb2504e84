"""Home Assistant's own library reads the same answers as we do.

It is installed in tests alone. Where the two differ, it is on purpose and said so.
"""

from importlib import import_module
from importlib.util import find_spec
import os
from typing import Any

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.lock import BoltState, DoorState, Reachability
from custom_components.cloud_locks.model.sign_in import Brand
from custom_components.cloud_locks.vendors.august.activity_types import (
    MEANINGS,
    MOVING,
)
from custom_components.cloud_locks.vendors.august.brands import AUGUST, YALE, Row
from custom_components.cloud_locks.vendors.august.words import bolt_of, door_of

from .payloads import bridge, lock
from .script import Script

if find_spec("yalexs") is None and not os.environ.get("CI"):
    pytest.skip("the library is not installed", allow_module_level=True)

type Library = Any
"""The library comes without types."""

activity: Library = import_module("yalexs.activity")
const: Library = import_module("yalexs.const")
locks: Library = import_module("yalexs.lock")

BOLTS = {
    locks.LockStatus.LOCKED: BoltState.LOCKED,
    locks.LockStatus.UNLOCKED: BoltState.UNLOCKED,
    locks.LockStatus.UNLATCHED: BoltState.OPEN,
    locks.LockStatus.LOCKING: BoltState.LOCKING,
    locks.LockStatus.UNLOCKING: BoltState.UNLOCKING,
    locks.LockStatus.UNLATCHING: BoltState.OPENING,
    locks.LockStatus.JAMMED: BoltState.JAMMED,
    locks.LockStatus.UNKNOWN: BoltState.UNKNOWN,
}
DOORS = {
    locks.LockDoorStatus.CLOSED: DoorState.CLOSED,
    locks.LockDoorStatus.OPEN: DoorState.OPEN,
    locks.LockDoorStatus.DISABLED: None,
    locks.LockDoorStatus.UNKNOWN: None,
}
WORDS = [
    *locks.LOCKED_STATUS,
    *locks.LOCKING_STATUS,
    *locks.UNLATCHED_STATUS,
    *locks.UNLATCHING_STATUS,
    *locks.UNLOCKED_STATUS,
    *locks.UNLOCKING_STATUS,
    *locks.JAMMED_STATUS,
    "not-advertising",
    "DoorStateChanged",
]


@pytest.mark.parametrize("word", WORDS)
def test_words_of_bolts(word: str) -> None:
    """All that it knows."""
    assert bolt_of(word) is BOLTS[locks.determine_lock_status(word)]


@pytest.mark.parametrize(
    "word",
    [*locks.CLOSED_STATUS, *locks.OPEN_STATUS, *locks.DISABLE_STATUS, "ajar"],
)
def test_words_of_doors(word: str | None) -> None:
    """All that it knows."""
    assert door_of(word) is DOORS[locks.determine_door_state(word)]


def test_actions_of_the_log() -> None:
    """Whatever moves a bolt or a door has a meaning, or is told again at its end."""
    moves = (
        activity.ACTIVITY_ACTIONS_LOCK_OPERATION
        | activity.ACTIVITY_ACTIONS_DOOR_OPERATION
        | {activity.ACTION_LOCK_DOORBELL_BUTTON_PUSHED}
    )
    assert moves <= MEANINGS.keys() | MOVING
    assert not MOVING & MEANINGS.keys()


@pytest.mark.parametrize(
    ("brand", "name"), [(AUGUST, "YALE_AUGUST"), (YALE, "YALE_GLOBAL")]
)
def test_hosts_and_headers(brand: Brand, name: str) -> None:
    """Those of the brand that core signs in to."""
    config = const.BRAND_CONFIG[const.Brand[name]]
    settings = brand.settings
    assert config.base_url == settings[Row.ORIGIN]
    assert config.access_token_header.lower() == settings[Row.TOKEN_HEADER]
    assert config.api_key_header.lower() == settings[Row.KEY_HEADER]
    assert config.branding_header.lower() == settings[Row.BRANDING_HEADER]
    assert config.branding == settings[Row.BRANDING]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"Type": 17},
        {"Type": 7},
        {"battery": 0.123},
        {"LockStatus": {"status": "unlocked", "doorState": "open"}},
        {"LockStatus": {"status": "unknown"}},
        {"LockStatus": {"status": "locked", "doorState": "init"}},
        {"keypad": {"_id": "k", "serialNumber": "s", "batteryLevel": "Low"}},
        {"Bridge": bridge(status={"current": "offline"})},
    ],
)
async def test_locks(script: Script, changes: dict[str, Any]) -> None:
    """The same bolt, door, battery, keypad, bridge, latch and bell."""
    serial = {"serialNumber": "K1", "currentFirmwareVersion": "2.27"}
    told = lock(**changes)
    told["keypad"] = {**serial, "lockID": "x", **told["keypad"]}
    theirs: Library = locks.LockDetail(told)
    script.home(**told)
    _, ours = await script.connected()
    assert ours.bolt is BOLTS[theirs.lock_status]
    assert ours.door is (DOORS[theirs.door_state] or DoorState.UNKNOWN)
    assert ours.can(Capability.DOOR_SENSOR) is theirs.doorsense
    assert ours.can(Capability.OPEN) is theirs.unlatch_supported
    assert ours.can(Capability.DOORBELL) is theirs.doorbell
    online = ours.reachability is Reachability.ONLINE
    assert online is theirs.bridge_is_online
    assert ours.battery.percent == theirs.battery_level
    assert ours.keypad_battery is not None
    # It cuts what we round.
    assert ours.keypad_battery.percent == pytest.approx(
        theirs.keypad.battery_percentage, abs=1
    )


async def test_where_we_differ(script: Script) -> None:
    """A battery that was never known is not at -100 %."""
    assert (
        locks.LockDetail(
            lock(
                battery=-1,
                keypad={
                    "_id": "k",
                    "serialNumber": "s",
                    "batteryLevel": None,
                    "lockID": "x",
                    "currentFirmwareVersion": "2.27",
                },
            )
        ).battery_level
        == -100
    )
    script.home(battery=-1)
    _, ours = await script.connected()
    assert ours.battery.percent is None
