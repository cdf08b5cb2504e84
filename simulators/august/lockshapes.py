"""A lock as `GET /locks/{lockID}` has it, secrets included as in the real answer.

Sources: Yale Home API documentation, "Get info about the lock"; recorded answers in
yalexs, Home Assistant and openHAB.
"""

from typing import Final

from simulators.link import Link

from .devices import AugustLock
from .identity import digits_of, hex_of, uuid_of
from .pins import Group
from .stamps import stamp
from .state import AugustState
from .switches import Switches
from .users import Role, User

_LEVELS: Final = ((60, "Full"), (20, "Medium"), (0, "Low"))


def row_shape(lock: AugustLock, role: Role) -> dict[str, object]:
    """Return a lock as the list of somebody's locks has it."""
    return {
        "LockName": lock.hardware.name,
        "UserType": role.value,
        "macAddress": _mac(lock),
        "HouseID": lock.house.id,
        "HouseName": lock.house.name,
    }


def lock_shape(state: AugustState, lock: AugustLock) -> dict[str, object]:
    """Return everything about a lock."""
    switches = state.switches
    rows = _names(lock) | _secrets(lock) | _hardware(lock)
    rows |= {
        "LockStatus": status_shape(lock, switches),
        "users": {user.id: _user_shape(user, lock) for user in lock.users.values()},
        switches.channel_key: lock.channel,
        "parametersToSet": {},
        "ruleHash": {},
        "cameras": [],
        "geofenceLimits": {"ios": {"debounceInterval": 90}},
        "invitations": [
            {"identifier": name, "type": role.value}
            for name, role in lock.invitations.items()
        ],
    }
    if lock.bridge is not None:
        rows["Bridge"] = _bridge_shape(lock, lock.bridge, switches)
    if lock.has_keypad and not lock.kind.own_keypad:
        rows["keypad"] = _keypad_shape(lock, switches)
    if switches.pins_in_lock:
        rows["pins"] = pins_shape(lock, switches)
    return rows


def pins_shape(lock: AugustLock, switches: Switches) -> dict[str, object]:
    """Return all PINs of a lock in their groups."""
    groups = {
        group.value: [
            row.shape(switches) for row in lock.pins.values() if row.group is group
        ]
        for group in Group
    }
    kept = {name: rows for name, rows in groups.items() if rows}
    return dict(groups if switches.empty_groups else kept)


def status_shape(lock: AugustLock, switches: Switches) -> dict[str, object]:
    """Return what the cloud last heard of a lock."""
    hidden = switches.offline_status == "unknown" and not lock.online
    if lock.known is None or hidden:
        return {"status": "unknown"}
    silent = lock.online and not lock.heard
    word = switches.silent_status if silent else "last"
    rows: dict[str, object] = {
        "status": lock.known.word if word == "last" else word,
        "dateTime": stamp(lock.known.at),
        "isLockStatusChanged": False,
        "valid": True,
    }
    door = lock.door_state(is_open=lock.known.is_open)
    return rows if door is None else {**rows, "doorState": door}


def _names(lock: AugustLock) -> dict[str, object]:
    """Return what a lock is called and where it is."""
    return {
        "LockName": lock.hardware.name,
        "LockID": lock.id,
        "HouseID": lock.house.id,
        "HouseName": lock.house.name,
        "timeZone": lock.hardware.zone,
        "Type": lock.kind.type,
        "Created": stamp(lock.created),
        "Updated": stamp(lock.created),
        "Calibrated": False,
    }


def _secrets(lock: AugustLock) -> dict[str, object]:
    """Return what opens the door to whoever reads it."""
    key = hex_of("offline key", lock.id, length=32)
    made = stamp(lock.created)
    owner = next(iter(lock.users), "")
    return {
        "remoteOperateSecret": hex_of("remote secret", lock.id, length=32),
        "HomeKitSetupPayload": f"X-HM://{hex_of('homekit', lock.id, length=16)}",
        "zWaveDSK": digits_of("dsk", lock.id, length=40),
        "OfflineKeys": {
            "created": [],
            "loaded": [
                {
                    "created": made,
                    "key": key,
                    "slot": 1,
                    "UserID": owner,
                    "loaded": made,
                }
            ],
            "deleted": [],
            "loadedhk": [
                {"key": hex_of("homekit key", lock.id, length=32), "slot": 256}
            ],
        },
    }


def _hardware(lock: AugustLock) -> dict[str, object]:
    """Return what is built into a lock."""
    level = lock.hardware.power.level / 100
    rows: dict[str, object] = {
        "battery": -1 if lock.never_heard else level,
        "supportsEntryCodes": lock.has_keypad,
        "skuNumber": lock.kind.sku,
        "macAddress": _mac(lock),
        "SerialNumber": lock.serial,
        "hostHardwareID": uuid_of("host", lock.id),
        "currentFirmwareVersion": lock.kind.firmware,
        "homeKitEnabled": lock.homekit,
        "zWaveEnabled": False,
        "isGalileo": False,
    }
    if lock.kind.schedules:
        rows["accessSchedulesAllowed"] = True
    if lock.kind.in_host:
        rows["hostLockInfo"] = {
            "manufacturer": "yale",
            "productID": 1536,
            "productTypeID": 32770,
            "serialNumber": f"H{digits_of('host', lock.id, length=8)}",
        }
    if lock.kind.battery_info and not lock.never_heard:
        rows["batteryInfo"] = _battery_info(lock, level)
    return rows


def _battery_info(lock: AugustLock, level: float) -> dict[str, object]:
    """Return the battery as newer locks tell of it."""
    state = "low" if level < 0.2 else "none"
    return {
        "level": level,
        "warningState": f"lock_state_battery_warning_{state}",
        "infoUpdatedDate": stamp(lock.created),
        "lastChangeDate": stamp(lock.created),
        "lastChangeVoltage": 5300,
        "state": "Full" if level > 0.6 else "Medium",
        "icon": "https://cdn.example.com/battery.png",
    }


def _bridge_shape(
    lock: AugustLock, link: Link, switches: Switches
) -> dict[str, object]:
    """Return the bridge of a lock."""
    since = stamp(link.since)
    rows: dict[str, object] = {
        "_id": lock.bridge_id,
        "mfgBridgeID": f"C{lock.bridge_id[:8].upper()}",
        "deviceModel": (
            "august-lock" if lock.kind.built_in_bridge else "august-connect"
        ),
        "firmwareVersion": "2.2.1",
        "operative": link.online,
        "hyperBridge": True,
        "locks": [{"_id": hex_of("row", lock.id, length=24), "LockID": lock.id}],
    }
    if switches.bridge_status:
        rows["status"] = {
            "current": "online" if link.online else "offline",
            "lastOnline" if link.online else "lastOffline": since,
            "updated": since,
        }
    return rows


def _keypad_shape(lock: AugustLock, switches: Switches) -> dict[str, object]:
    """Return a keypad that is a device of its own."""
    level = lock.hardware.keypad.battery if lock.hardware.keypad else 0
    word = next(word for least, word in _LEVELS if level >= least)
    told = switches.keypad_battery
    rows: dict[str, object] = {
        "_id": hex_of("keypad", lock.id, length=24),
        "serialNumber": f"K{digits_of('keypad', lock.id, length=8)}",
        "lockID": lock.id,
        "currentFirmwareVersion": "2.27.0",
        "battery": None if told == "none" else {},
        "batteryLevel": None if told == "none" else word,
    }
    return {**rows, "batteryRaw": round(120 + level / 1.25)} if told == "raw" else rows


def _user_shape(user: User, lock: AugustLock) -> dict[str, object]:
    """Return somebody who has the lock in the app."""
    return {
        "UserType": lock.roles[user.id].value,
        "FirstName": user.first_name,
        "LastName": user.last_name,
        "identifiers": list(user.identifiers),
    }


def _mac(lock: AugustLock) -> str:
    """Return the address of a lock's radio."""
    digits = hex_of("mac", lock.id, length=12).upper()
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))
