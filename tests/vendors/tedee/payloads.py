"""Answers of the Tedee cloud, in the shapes of its API documentation (version 37).

All values are made up. Keyword arguments replace fields; `...` takes one away.
"""

from typing import Any

OWNER = "5f0c9a52-3f47-4c0e-8d3b-0a6a8f0f3a11"
LOCK_ID = 20424
SERIAL = "10530206-000002"
BRIDGE_ID = 17
BRIDGE_SERIAL = "10110202-000001"
OPERATION_ID = "1795253842260"
ACCESS_ID = "0b6f5a3e-9d1c-4f0e-8a57-3c2b1d4e5f60"
OWNER_ACCESS_ID = "1f0c7b52-6a3d-4e9b-9c11-2d5e8f7a6b40"
CHANGED_AT = "2026-11-21T08:00:00.5"

type Json = dict[str, Any]


def enveloped(result: object, **changes: Any) -> Json:
    """Return the object around every answer."""
    return _with(
        {"result": result, "success": True, "errorMessages": [], "statusCode": 200},
        changes,
    )


def device_state(**changes: Any) -> Json:
    """Return `deviceState` of a lock that is locked."""
    return _with(
        {
            "state": 6,
            "doorState": 3,
            "isCharging": False,
            "batteryLevel": 87,
            "stateChangeResult": 0,
            "lastStateChangedDate": CHANGED_AT,
        },
        changes,
    )


def sync_item(**changes: Any) -> Json:
    """Return a lock of a sync endpoint; changes of its state by their own names."""
    states = {name: changes.pop(name) for name in device_state() if name in changes}
    return _with(
        {
            "id": LOCK_ID,
            "isConnected": True,
            "deviceState": device_state(**states),
            "revision": 4,
        },
        changes,
    )


def lock(**changes: Any) -> Json:
    """Return a lock with bridge, keypad and door sensor, owned by the account."""
    settings: Json = {
        name: changes.pop(name)
        for name in ("pullSpringEnabled", "autoPullSpringEnabled")
        if name in changes
    }
    return _with(
        {
            **sync_item(),
            "name": "Front door",
            "serialNumber": SERIAL,
            "type": 2,
            "userIdentity": OWNER,
            "organizationId": None,
            "connectedToId": BRIDGE_ID,
            "deviceSettings": _with(
                {
                    "pullSpringEnabled": True,
                    "autoPullSpringEnabled": False,
                    "pullSpringDuration": 4,
                },
                settings,
            ),
            "userSettings": None,
            "accessories": [
                {"id": 9, "deviceType": 10},
                {"id": 11, "deviceType": 8},
            ],
            "accessLevel": 2,
            "accessDetails": None,
            "softwareVersions": [
                {"softwareType": 1, "version": "9.9", "updateAvailable": False},
                {"softwareType": 0, "version": "2.4.86120", "updateAvailable": True},
            ],
            "deviceRevision": 4,
            "targetDeviceRevision": 4,
            "timeZone": "Europe/Amsterdam",
            "created": "2024-01-01T00:00:00Z",
            "beaconMajor": None,
            "beaconMinor": None,
        },
        changes,
    )


def bridge(**changes: Any) -> Json:
    """Return a bridge that is connected."""
    return _with(
        {
            "id": BRIDGE_ID,
            "serialNumber": BRIDGE_SERIAL,
            "name": "Hall",
            "isConnected": True,
            "accessLevel": 2,
            "softwareVersions": [
                {"softwareType": 0, "version": "2.2.1", "updateAvailable": False}
            ],
        },
        changes,
    )


def keypad(**changes: Any) -> Json:
    """Return the keypad of the lock."""
    return _with(
        {
            "id": 9,
            "serialNumber": "10910207-000003",
            "name": "Keypad",
            "type": 10,
            "connectedToLockId": LOCK_ID,
            "isConnected": None,
            "deviceState": {
                "batteryLevel": 55,
                "batteryLevelModifiedTime": "2026-11-01T10:00:00",
            },
        },
        changes,
    )


def details(*locks: Json, **changes: Any) -> Json:
    """Return `device/details`."""
    return _with(
        {
            "bridges": [bridge()],
            "locks": list(locks) or [lock()],
            "keypads": [keypad()],
            "gates": [],
            "dryContacts": [],
        },
        changes,
    )


def started(**changes: Any) -> Json:
    """Return the answer to an accepted operation."""
    return _with(
        {"operationId": OPERATION_ID, "lastStateChangedDate": CHANGED_AT}, changes
    )


def operation(**changes: Any) -> Json:
    """Return an operation that has ended well."""
    return _with(
        {
            "deviceId": LOCK_ID,
            "operationId": OPERATION_ID,
            "result": 0,
            "status": "COMPLETED",
            "type": 0,
        },
        changes,
    )


def pin(**changes: Any) -> Json:
    """Return the details of a PIN without limits."""
    return _with(
        {
            "id": 3,
            "alias": "Cleaner",
            "pin": "024681",
            "startDate": None,
            "endDate": None,
            "dayStartTime": None,
            "dayEndTime": None,
            "weekDays": None,
        },
        changes,
    )


def pin_list(*aliases: str, version: int = 7) -> Json:
    """Return a list of PINs, with the ids 3, 4, and so on."""
    pins = [{"id": number, "alias": alias} for number, alias in enumerate(aliases, 3)]
    return {"listVersion": version, "pins": pins}


def access(**changes: Any) -> Json:
    """Return a guest's access without limits."""
    return _with(
        {
            "id": ACCESS_ID,
            "deviceId": LOCK_ID,
            "accessLevel": 0,
            "principalId": "8a0e2f64-52b1-4c0c-9b1f-6f2a9d1c7e02",
            "principalName": "Anna Schmidt",
            "principalType": 0,
            "userEmail": "anna@example.com",
            "isPending": False,
            "organizationUserId": None,
            "remoteAccessDisabled": False,
            "startDate": None,
            "endDate": None,
            "dayStartTime": None,
            "dayEndTime": None,
            "weekDays": None,
        },
        changes,
    )


def owner_access(**changes: Any) -> Json:
    """Return the access of the lock's owner."""
    fields = {
        "id": OWNER_ACCESS_ID,
        "accessLevel": 2,
        "principalId": OWNER,
        "principalName": "Olga",
        "userEmail": "olga@example.com",
    }
    return access(**fields | changes)


def access_created(**changes: Any) -> Json:
    """Return the answer to a new access, which has no envelope."""
    return _with(
        {
            "id": ACCESS_ID,
            "principalId": "8a0e2f64-52b1-4c0c-9b1f-6f2a9d1c7e02",
            "principalType": 0,
            "userEmail": "anna@example.com",
            "displayName": "Anna Schmidt",
            "success": True,
            "error": None,
        },
        changes,
    )


def entry(number: int, seconds: float = 0, **changes: Any) -> Json:
    """Return an entry of the activity log, some seconds after 10:00."""
    minute, second = divmod(seconds, 60)
    return _with(
        {
            "id": int(seconds * 1000) + 1,
            "deviceId": LOCK_ID,
            "userId": 77,
            "username": "Anna",
            "event": number,
            "source": 0,
            "date": f"2026-11-21T10:{int(minute):02}:{second:06.3f}",
        },
        changes,
    )


def _with(fields: Json, changes: Json) -> Json:
    changed = {**fields, **changes}
    return {name: value for name, value in changed.items() if value is not ...}
