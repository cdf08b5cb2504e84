"""Answers of TTLock's cloud, in the shapes of its documentation and of recordings.

All values are made up. Keyword arguments replace fields; `...` takes one away.
"""

from typing import Any

LOCK_ID = 532323
OTHER_ID = 532324
MAC = "C5:40:E0:9C:8C:C1"
OTHER_MAC = "68:9E:19:00:67:81"
LOCK = "c540e09c8cc1"
"""What the model calls it."""
OTHER = "689e19006781"
GATEWAY_ID = 347
GATEWAY = "dca453853974"

FEATURES = "10C2F44754CF5F7"
"""All that this client looks at, Wi-Fi as well."""
REMOTE = f"{sum(1 << bit for bit in (0, 1, 2, 4, 8, 10, 11, 15, 22, 28, 30, 43)):X}"
"""Everything without Wi-Fi and without a door sensor."""

AT = 1_795_262_400_000
"""2026-11-21 12:00 UTC."""

SECRETS = {
    "noKeyPwd": "7780189",
    "adminPwd": "admin-pwd-91",
    "deletePwd": "delete-pwd-92",
    "lockKey": "lock-key-93",
    "aesKeyStr": "aes-key-94",
    "lockData": "lock-data-95",
}
"""What comes along and is nobody's business."""

type Json = dict[str, Any]


def changed(good: Json, changes: Json) -> Json:
    """Return a copy with fields replaced, and without those that are `...`."""
    return {
        name: value for name, value in {**good, **changes}.items() if value is not ...
    }


def page(*items: object, **changes: Any) -> Json:
    """Return one page that is the whole listing."""
    return changed(
        {
            "list": list(items),
            "pageNo": 1,
            "pageSize": 100,
            "pages": 1,
            "total": len(items),
        },
        changes,
    )


def done(**changes: Any) -> Json:
    """Return the answer to a command that went well."""
    good = {"errcode": 0, "errmsg": "none error message", "description": "ok"}
    return changed(good, changes)


def refusal(number: int) -> Json:
    """Return an error as TTLock tells it."""
    return {"errcode": number, "errmsg": "no", "description": "不"}


def lock(**changes: Any) -> Json:
    """Return an entry of `lock/list`."""
    good = {
        "lockId": LOCK_ID,
        "lockName": "YS1003_c18c9c",
        "lockAlias": "Front door",
        "lockMac": MAC,
        "electricQuantity": 55,
        "featureValue": REMOTE,
        "hasGateway": 1,
        "groupId": 456,
        "groupName": "Ground floor",
        "date": 1528878944000,
        **SECRETS,
    }
    return changed(good, changes)


def other(**changes: Any) -> Json:
    """Return another lock of `lock/list`."""
    ids = {"lockId": OTHER_ID, "lockMac": OTHER_MAC, "lockAlias": "Back door"}
    return lock(**{**ids, **changes})


def key(**changes: Any) -> Json:
    """Return an entry of `key/list`: that of the owner."""
    good = {
        "keyId": 9001,
        "lockId": LOCK_ID,
        "lockName": "YS1003_c18c9c",
        "lockAlias": "Front door",
        "lockMac": MAC,
        "userType": "110301",
        "keyStatus": "110401",
        "keyRight": 0,
        "remoteEnable": 1,
        "startDate": 0,
        "endDate": 0,
        "electricQuantity": 55,
        "featureValue": REMOTE,
        "passageMode": 2,
        "timezoneRawOffset": 3600000,
        "remarks": "",
        **SECRETS,
    }
    return changed(good, changes)


def shared_key(**changes: Any) -> Json:
    """Return an entry of `key/list`: a lock that somebody else owns."""
    ids = {
        "keyId": 9002,
        "lockId": OTHER_ID,
        "lockMac": OTHER_MAC,
        "lockAlias": "Office",
        "userType": "110302",
    }
    return key(**{**ids, **changes})


def detail(**changes: Any) -> Json:
    """Return `lock/detail`."""
    good = {
        "lockId": LOCK_ID,
        "lockName": "YS1003_c18c9c",
        "lockAlias": "Front door",
        "lockMac": MAC,
        "electricQuantity": 54,
        "featureValue": REMOTE,
        "hasGateway": 1,
        "modelNum": "SN9206_PV53",
        "firmwareRevision": "6.0.6.210622",
        "hardwareRevision": "1.6",
        "autoLockTime": 60,
        "lockSound": 1,
        "soundVolume": 4,
        "privacyLock": 2,
        "tamperAlert": 1,
        "resetButton": 1,
        "openDirection": 0,
        "passageMode": 2,
        "passageModeAutoUnlock": 2,
        "isFrozen": 2,
        "timezoneRawOffset": 3600000,
        "lockVersion": {"groupId": 10, "protocolVersion": 3},
        **SECRETS,
    }
    return changed(good, changes)


def gateway(**changes: Any) -> Json:
    """Return a gateway of `gateway/list` and `gateway/detail`."""
    good = {
        "gatewayId": GATEWAY_ID,
        "gatewayMac": "DC:A4:53:85:39:74",
        "gatewayName": "G2_743985",
        "gatewayVersion": 2,
        "networkName": "home",
        "lockNum": 1,
        "isOnline": 1,
    }
    return changed(good, changes)


def heard(**changes: Any) -> Json:
    """Return an entry of `gateway/listLock` and `gateway/listByLock`."""
    good = {
        "lockId": LOCK_ID,
        "gatewayId": GATEWAY_ID,
        "rssi": -65,
        "updateDate": AT,
    }
    return changed(good, changes)


def code(**changes: Any) -> Json:
    """Return an entry of `lock/listKeyboardPwd`: a chosen code, for ever."""
    good = {
        "keyboardPwdId": 311,
        "lockId": LOCK_ID,
        "keyboardPwd": "284617",
        "keyboardPwdName": "Cleaner",
        "nickName": "Cleaner",
        "keyboardPwdType": 2,
        "keyboardPwdVersion": 4,
        "isCustom": 1,
        "startDate": 1690408800000,
        "endDate": 0,
        "sendDate": 1690412306000,
        "senderUsername": "owner@example.com",
        "receiverUsername": "",
        "status": 1,
    }
    return changed(good, changes)


def record(kind: int = 4, seconds: int = 0, **changes: Any) -> Json:
    """Return an entry of `lockRecord/list`, so many seconds after `AT`."""
    good = {
        "recordId": 1_635_539_709 + seconds,
        "lockId": LOCK_ID,
        "recordTypeFromLock": kind,
        "recordType": kind,
        "success": 1,
        "username": "Cleaner",
        "keyboardPwd": "284617",
        "lockDate": AT + seconds * 1000,
        "serverDate": AT + seconds * 1000 + 2000,
    }
    return changed(good, changes)


def card(**changes: Any) -> Json:
    """Return an entry of `identityCard/list`."""
    good = {
        "cardId": 124242,
        "lockId": LOCK_ID,
        "cardNumber": "1723612378",
        "cardName": "Card for mom",
        "cardType": 1,
        "startDate": 0,
        "endDate": 0,
        "createDate": AT,
        "senderUsername": "owner@example.com",
    }
    return changed(good, changes)


def fingerprint(**changes: Any) -> Json:
    """Return an entry of `fingerprint/list`."""
    good = {
        "fingerprintId": 224242,
        "lockId": LOCK_ID,
        "fingerprintNumber": "49203984",
        "fingerprintName": "Thumb",
        "fingerprintType": 1,
        "startDate": 0,
        "endDate": 0,
        "createDate": AT,
        "senderUsername": "owner@example.com",
    }
    return changed(good, changes)


def person_key(**changes: Any) -> Json:
    """Return an entry of `lock/listKey`: somebody else's key."""
    good = {
        "keyId": 3234293,
        "lockId": LOCK_ID,
        "username": "jack@example.com",
        "uid": 6355997,
        "keyName": "Jack",
        "keyStatus": "110401",
        "startDate": 0,
        "endDate": 0,
        "keyRight": 0,
        "remoteEnable": 1,
        "senderUsername": "owner@example.com",
        "remarks": "",
        "date": AT,
    }
    return changed(good, changes)


def passage(**changes: Any) -> Json:
    """Return `lock/getPassageModeConfiguration`."""
    good = {
        "passageMode": 2,
        "autoUnlock": 2,
        "cyclicConfig": [
            {"isAllDay": 2, "startTime": 480, "endTime": 1080, "weekDays": [1, 2]}
        ],
    }
    return changed(good, changes)


def old_passage(**changes: Any) -> Json:
    """Return `lock/getPassageModeConfig`, as it was recorded."""
    good = {
        "passageMode": 1,
        "autoUnlock": 2,
        "isAllDay": 2,
        "startDate": 360,
        "endDate": 1080,
        "weekDays": [1, 2, 3, 4, 5, 6, 7],
    }
    return changed(good, changes)
