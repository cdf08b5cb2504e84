"""Locks and eKeys as the cloud shows them, secrets and all.

Sources: samples of TTLock open platform documentation and of Sifely's page "Get Ekeys
by account", which has exactly 17 fields; a public recording of a lock's details, in
which fields of unsupported settings are missing.
"""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .devices import Ekey, TtlockLock
from .features import Feature
from .numbers import ADMIN_EKEY, COMMON_EKEY, NO, YES
from .radio import heard_by
from .stamps import MILLISECOND, to_ms
from .state import TtlockState

type Json = dict[str, object]

_LOCK_VERSION: Final[Json] = {
    "groupId": 10,
    "protocolVersion": 3,
    "protocolType": 5,
    "orgId": 34,
    "scene": 2,
}


def list_shape(state: TtlockState, lock: TtlockLock, *, sifely: bool) -> Json:
    """Return a lock of the list of locks."""
    shape = _common(state, lock) | {
        "hasGateway": _has_gateway(state, lock),
        "date": to_ms(lock.created),
    }
    if sifely:
        shape["isOnline"] = int(is_online(state, lock))
        shape["noKeyPwd"] = lock.super_passcode
    else:
        shape["lockData"] = lock.secret("lockData")
    return shape


def ekey_shape(
    state: TtlockState, lock: TtlockLock, ekey: Ekey, *, sifely: bool
) -> Json:
    """Return an eKey of the list of an account."""
    shape = _common(state, lock) | {
        "endDate": ekey.ends,
        "keyRight": ekey.right,
        "keyStatus": ekey.status,
        "noKeyPwd": lock.super_passcode,
        "passageMode": YES if lock.passage.enabled else NO,
        "remarks": ekey.remarks,
        "remoteEnable": ekey.remote,
        "startDate": ekey.starts,
        "userType": ADMIN_EKEY if ekey.admin else COMMON_EKEY,
    }
    if not sifely or state.switches.key_id_in_list:
        shape["keyId"] = ekey.id
    if state.switches.gateway_in_ekeys:
        shape["hasGateway"] = _has_gateway(state, lock)
    if not sifely:
        shape["lockData"] = lock.secret("lockData")
        shape["timezoneRawOffset"] = _raw_offset(lock, state.now)
    return shape


def key_of_lock_shape(lock: TtlockLock, ekey: Ekey) -> Json:
    """Return an eKey of the list of a lock."""
    return {
        "keyId": ekey.id,
        "lockId": lock.id,
        "username": ekey.user.username,
        "uid": ekey.user.uid,
        "keyName": ekey.name,
        "keyStatus": ekey.status,
        "startDate": ekey.starts,
        "endDate": ekey.ends,
        "keyRight": ekey.right,
        "senderUsername": ekey.sender.username,
        "remarks": ekey.remarks,
        "date": to_ms(ekey.created),
    }


def detail_shape(state: TtlockState, lock: TtlockLock) -> Json:
    """Return the details of a lock, which only those see who manage it."""
    created = to_ms(lock.created)
    return {
        "lockId": lock.id,
        "lockName": lock.factory_name,
        "lockAlias": lock.hardware.name,
        "lockMac": lock.mac,
        "date": created,
        "lockUpdateDate": created,
        "featureValue": lock.feature_value,
        "electricQuantity": lock.known_battery,
        "hasGateway": _has_gateway(state, lock),
        "modelNum": lock.model,
        "hardwareRevision": "1.6",
        "firmwareRevision": "6.0.6.210622",
        "specialValue": 894227955,
        "wirelessKeypadFeatureValue": "0",
        "keyboardPwdVersion": 4,
        "lockFlagPos": 0,
        "sensitivity": -1,
        "displayPasscode": 0,
        "timezoneRawOffset": _raw_offset(lock, state.now),
        "lockVersion": dict(_LOCK_VERSION),
        "isFrozen": YES if lock.frozen else NO,
        **_secrets(lock),
        **_settings(lock),
    }


def is_online(state: TtlockState, lock: TtlockLock) -> bool:
    """Tell whether the cloud thinks that it can reach a lock."""
    if lock.wifi:
        return lock.hardware.link.online and lock.wifi_set_up
    rows = heard_by(lock, state.now)
    return any(
        state.radio.online(state.radio.of(row.gateway), state.now) for row in rows
    )


def _has_gateway(state: TtlockState, lock: TtlockLock) -> int:
    """Tell whether a gateway hears a lock; one in the Wi-Fi may well have none."""
    return int(bool(heard_by(lock, state.now)))


def _common(state: TtlockState, lock: TtlockLock) -> Json:
    """Return what both lists show of a lock."""
    shape: Json = {
        "lockId": lock.id,
        "lockName": lock.factory_name,
        "lockAlias": lock.hardware.name,
        "lockMac": lock.mac,
        "electricQuantity": lock.known_battery,
        "featureValue": lock.feature_value,
    }
    if lock.group is not None:
        shape |= {"groupId": lock.group, "groupName": state.groups[lock.group]}
    return shape


def _secrets(lock: TtlockLock) -> Json:
    """Return what opens the lock without anybody's leave."""
    return {
        "adminPwd": lock.secret("adminPwd"),
        "noKeyPwd": lock.super_passcode,
        "deletePwd": lock.secret("deletePwd")[:7],
        "lockKey": lock.secret("lockKey"),
        "aesKeyStr": lock.secret("aesKeyStr"),
        "lockData": lock.secret("lockData"),
    }


def _settings(lock: TtlockLock) -> Json:
    """Return the settings that the lock has; others are simply missing."""
    settings, plan = lock.settings, lock.passage
    fields: list[tuple[Feature, Json]] = [
        (Feature.AUTO_LOCK, {"autoLockTime": lock.auto_lock}),
        (Feature.SOUND, {"lockSound": settings.lock_sound}),
        (Feature.VOLUME, {"soundVolume": settings.sound_volume}),
        (Feature.PRIVACY_SWITCH, {"privacyLock": settings.privacy_lock}),
        (Feature.TAMPER_SWITCH, {"tamperAlert": settings.tamper_alert}),
        (Feature.RESET_BUTTON_SWITCH, {"resetButton": settings.reset_button}),
        (Feature.OPEN_DIRECTION, {"openDirection": settings.open_direction}),
        (
            Feature.PASSAGE_MODE,
            {
                "passageMode": YES if plan.enabled else NO,
                "passageModeAutoUnlock": YES if plan.auto_unlock else NO,
            },
        ),
    ]
    return {
        name: value
        for feature, pairs in fields
        if lock.has(feature)
        for name, value in pairs.items()
    }


def _raw_offset(lock: TtlockLock, now: datetime) -> int:
    """Return the offset of the lock's zone in winter."""
    local = now.astimezone(ZoneInfo(lock.hardware.zone))
    offset = (local.utcoffset() or timedelta()) - (local.dst() or timedelta())
    return offset // MILLISECOND
