"""Answers of August's and Yale's cloud, as recorded and documented."""

import base64
from collections.abc import Mapping
import json
from typing import Any

type Json = dict[str, Any]

LOCK_ID = "A6697750D607098BAE8D6BAA11EF8063"
OTHER_ID = "B7708861E718109CBF9E7CBB22FF9174"
HOUSE_ID = "0a1b2c3d-1111-4222-8333-444455556666"
USER_ID = "cccca94e-373e-aaaa-bbbb-333396827777"
GUEST_ID = "11112222-3333-4444-5555-666677778888"
BRIDGE_ID = "aaaabbbbccccddddeeeeffff"
API_KEY = "0000-api-key-of-nobody-0000"
PIN = "284617"
TRANSACTION = "5f1b4c1e-0000-4000-8000-000000000001"

AT = 1_795_000_000_000
"""Milliseconds of 2026-11-18."""


def token(user_id: str | None = USER_ID, serial: int = 1) -> str:
    """Return a token as the cloud makes them; nobody checks its signature."""
    claims = {"userId": user_id, "exp": 1_900_000_000, "serial": serial}
    parts = ({"alg": "HS256", "typ": "JWT"}, claims)
    texts = [base64.urlsafe_b64encode(json.dumps(it).encode()) for it in parts]
    return ".".join([*(text.decode().rstrip("=") for text in texts), "c2ln"])


def listed(role: str = "superuser", **changes: object) -> Json:
    """Return an entry of the list of locks."""
    return {
        "LockName": "Front door",
        "UserType": role,
        "macAddress": "78:9C:85:00:00:01",
        "HouseID": HOUSE_ID,
        "HouseName": "Home",
        **changes,
    }


def bridge(**changes: object) -> Json:
    """Return a bridge that is a device of its own."""
    return {
        "_id": BRIDGE_ID,
        "mfgBridgeID": "C5WY200WSH",
        "deviceModel": "august-connect",
        "firmwareVersion": "2.2.1",
        "operative": True,
        "status": {"current": "online", "lastOnline": "2026-11-20T06:31:12.000Z"},
        "locks": [],
        "hyperBridge": True,
        **changes,
    }


def lock(**changes: object) -> Json:
    """Return a lock in full, with everything that must never be told."""
    return {
        "LockName": "Front door",
        "LockID": LOCK_ID,
        "HouseID": HOUSE_ID,
        "Type": 1001,
        "timeZone": "Europe/Amsterdam",
        "Calibrated": False,
        "battery": 0.88,
        "supportsEntryCodes": True,
        "accessSchedulesAllowed": True,
        "skuNumber": "AUG-MD01",
        "SerialNumber": "X2FSW05DGA",
        "remoteOperateSecret": "remote-secret",
        "HomeKitSetupPayload": "homekit-secret",
        "OfflineKeys": {"loaded": [{"key": "offline-secret", "slot": 1}]},
        "LockStatus": {"status": "locked", "doorState": "closed", "valid": True},
        "currentFirmwareVersion": "undefined-4.3.0-1.8.14",
        "Bridge": bridge(),
        "keypad": {"_id": "k", "batteryLevel": "Medium", "batteryRaw": 170},
        "users": {
            USER_ID: {"UserType": "superuser", "FirstName": "Els", "LastName": "Bakker"}
        },
        "pubsubChannel": "channel",
        **changes,
    }


def pin(**changes: object) -> Json:
    """Return a PIN that is on the lock, with the key of who made it."""
    return {
        "_id": "61f0c3a0",
        "type": "pin",
        "lockID": LOCK_ID,
        "userID": GUEST_ID,
        "state": "loaded",
        "pin": PIN,
        "slot": 3,
        "accessType": "always",
        "callingUserID": USER_ID,
        "apiKey": API_KEY,
        "createdAt": "2026-11-18T10:00:00.000Z",
        "updatedAt": "2026-11-18T10:00:00.000Z",
        "loadedDate": "2026-11-18T10:00:10.000Z",
        "firstName": "Anna",
        "lastName": "Visser",
        "unverified": True,
        "partnerUserID": "cl-1",
        **changes,
    }


def groups(**pins: list[Json]) -> Json:
    """Return the groups of PINs of a lock."""
    names = ("created", "loaded", "disabled", "disabling", "enabling", "deleting")
    return {name: [] for name in (*names, "updating")} | pins


def operated(state: str = "kAugLockState_Unlocked", **changes: object) -> Json:
    """Return the answer to a command that the lock has carried out."""
    return {
        "status": state,
        "doorState": "kAugDoorState_Closed",
        "info": {
            "action": "unlock",
            "startTime": "2026-11-21T12:00:00.000Z",
            "context": {"transactionID": TRANSACTION, "retryCount": 1},
            "lockType": "lock_version_3",
            "rssi": -67,
            "duration": 3119,
            "lockID": LOCK_ID,
            "bridgeID": BRIDGE_ID,
        },
        "retryCount": 1,
        "totalTime": 3133,
        **changes,
    }


def entry(action: str, number: int = 1, **changes: object) -> Json:
    """Return an entry of the log."""
    return {
        "id": f"entry-{number}",
        "timestamp": AT + number * 1000,
        "icon": "https://example.com/icon.png",
        "action": action,
        "deviceID": LOCK_ID,
        "deviceType": "lock",
        "title": f"<b>Somebody</b> typed {PIN}",
        **changes,
    }


def user(user_id: str = GUEST_ID, first: str = "Anna", last: str = "Visser") -> Json:
    """Return who did something."""
    return {"UserID": user_id, "FirstName": first, "LastName": last}


def log(*entries: Json) -> Json:
    """Return a page of the log, newest first."""
    return {"events": list(reversed(entries))}


def older(action: str, number: int = 1, **changes: object) -> Json:
    """Return an entry of the log in its older shape."""
    return {
        "dateTime": AT + number * 1000,
        "action": action,
        "deviceID": LOCK_ID,
        "deviceName": "Front door",
        "deviceType": "lock",
        "callingUser": user(),
        "info": {"DateLogActionID": f"old-{number}"},
        **changes,
    }


def granted(serial: int = 2) -> Mapping[str, object]:
    """Return what the token server grants."""
    return {
        "access_token": token(serial=serial),
        "expires_in": 10_367_999,
        "refresh_token": f"refresh-{serial}",
    }
