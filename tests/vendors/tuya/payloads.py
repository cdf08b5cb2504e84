"""Answers of Tuya's cloud, in the shapes of its documentation and of recordings.

All values are made up, but for the vectors. Keyword arguments replace fields; `...`
takes one away.
"""

import json
from typing import Any

ACCESS_ID = "1KAD46OrT9HafiKdsXeg"
SECRET = "4OHBOnWOqaEC1mWXOpVL3yV50s0qGSRC"
"""Of the examples on Tuya's own page about signing."""

DEVICE, UUID = "vdevo12454656", "a7f0c1d2e3b4"
OTHER_DEVICE, OTHER_UUID = "vdevo99999999", "b8f0c1d2e3b5"
UID = "bay1588925778000"

TICKET_KEY = "3999BF2784CE27366BCCA6FD49910E2C9173247C8D56147E406EBA159F6E577A"
"""Of the vectors: with `SECRET` it makes of 123456 what `CIPHER` says."""

CIPHER = "f25ea00b118f4765d2b97cf2bf191992"

AT = 1_795_262_400_000
"""2026-11-21 12:00 UTC."""

type Json = dict[str, Any]


def changed(good: Json, changes: Json) -> Json:
    """Return a copy with fields replaced, and without those that are `...`."""
    return {
        name: value for name, value in {**good, **changes}.items() if value is not ...
    }


def enveloped(result: object) -> Json:
    """Return a good answer around a result."""
    return {"success": True, "result": result, "t": AT, "tid": "7f3e"}


def refusal(code: int, **changes: Any) -> Json:
    """Return an answer that says no."""
    good = {"success": False, "code": code, "msg": "no", "t": AT, "tid": "7f3e"}
    return changed(good, changes)


def tokens(**changes: Any) -> Json:
    """Return what signing in gives."""
    good = {
        "access_token": "access-39caac",
        "refresh_token": "refresh-1bd2a2",
        "expire_time": 7200,
        "uid": UID,
    }
    return changed(good, changes)


def points(**values: Any) -> list[Json]:
    """Return data points as a device reports them."""
    return [{"code": code, "value": value} for code, value in values.items()]


LOCK_POINTS: Json = {
    "unlock_fingerprint": 0,
    "unlock_password": 0,
    "unlock_temporary": 0,
    "unlock_dynamic": 0,
    "unlock_card": 0,
    "unlock_offline_pd": "",
    "alarm_lock": "wrong_finger",
    "hijack": False,
    "doorbell": False,
    "lock_motor_state": False,
    "residual_electricity": 82,
    "closed_opened": "closed",
    "auto_lock_time": 30,
    "normal_open_switch": False,
    "beep_volume": "normal",
    "language": "english",
}


def device(**changes: Any) -> Json:
    """Return a Zigbee lock as listings have it."""
    good = {
        "id": DEVICE,
        "uuid": UUID,
        "name": "Front door",
        "uid": "eu-app-user",
        "local_key": "local-key-5d1c",
        "category": "jtmspro",
        "product_id": "xqeob8h6",
        "product_name": "Smart lock",
        "sub": True,
        "owner_id": "34567",
        "online": True,
        "status": points(**LOCK_POINTS),
        "time_zone": "Europe/Amsterdam",
        "update_time": AT // 1000 - 600,
    }
    return changed(good, changes)


SLEEPER_POINTS: Json = {
    "unlock_fingerprint": 0,
    "unlock_temporary": 0,
    "unlock_request": 0,
    "reply_unlock_request": False,
    "battery_state": "high",
    "doorbell": False,
    "hijack": False,
    "alarm_lock": "pry",
}


def sleeper(**changes: Any) -> Json:
    """Return a Wi-Fi lock with a battery: always "online"."""
    good = device(
        id=OTHER_DEVICE,
        uuid=OTHER_UUID,
        name="Garden gate",
        category="ms",
        sub=False,
        status=points(**SLEEPER_POINTS),
    )
    return changed(good, changes)


def keypad(**changes: Any) -> Json:
    """Return a keypad on the mains beside a door opener."""
    status = points(unlock_password_kit="", temporary_password_creat="")
    return device(category="mk", sub=False, status=status, **changes)


def specification(**changes: Any) -> Json:
    """Return what a product reports and takes."""
    volumes = ["mute", "low", "normal", "high"]
    functions = [
        _function("auto_lock_time", "Integer", {"min": 0, "max": 1800}),
        _function("normal_open_switch", "Boolean", {}),
        _function("beep_volume", "Enum", {"range": volumes}),
        _function("language", "Enum", {"range": ["english", "german", "japanese"]}),
        _function("automatic_lock", "Boolean", {}),
    ]
    status = [{"code": code, "type": "Boolean", "values": "{}"} for code in LOCK_POINTS]
    return changed(
        {"category": "jtmspro", "functions": functions, "status": status}, changes
    )


def _function(code: str, kind: str, values: Json) -> Json:
    return {"code": code, "type": kind, "values": json.dumps(values)}


def ticket(**changes: Any) -> Json:
    """Return a ticket with little time left."""
    good = {"ticket_id": "6k8vsH00", "ticket_key": TICKET_KEY, "expire_time": 47}
    return changed(good, changes)


def password(**changes: Any) -> Json:
    """Return an entry of `temp-passwords`: on a Zigbee lock, always."""
    good = {
        "id": 1201,
        "name": "Cleaner",
        "phase": 2,
        "delivery_status": 2,
        "effective_time": AT // 1000 - 3600,
        "invalid_time": 2_145_916_799,
        "phone": "",
        "time_zone": "",
        "schedule_list": [],
        "sn": 5,
        "type": 0,
    }
    return changed(good, changes)


def opening(code: str = "unlock_temporary", seconds: int = 0, **changes: Any) -> Json:
    """Return an entry of the log of openings, so many seconds after `AT`."""
    value = changes.pop("value", 5)
    good = {
        "status": {"code": code, "value": str(value)},
        "update_time": AT + seconds * 1000,
        "unlock_name": "",
        "user_id": "0",
        "nick_name": "",
    }
    return changed(good, changes)


def logs(*entries: Json) -> Json:
    """Return a page that is the whole log of openings."""
    return {"total": len(entries), "logs": list(entries)}


def alarms(*entries: Json) -> Json:
    """Return a page that is the whole log of alarms."""
    return {"total": len(entries), "records": list(entries)}


def user(**changes: Any) -> Json:
    """Return a user of a lock."""
    good = {"user_id": "u-2001", "nick_name": "Bert", "user_type": 20}
    return changed(good, changes)


def owner(**changes: Any) -> Json:
    """Return whose home it is."""
    good = {"user_id": "u-1", "nick_name": "Olga@example.com", "user_type": 50}
    return changed(good, changes)


def records(*entries: Json) -> Json:
    """Return a page that is a whole listing."""
    return {
        "records": list(entries),
        "total": len(entries),
        "has_more": False,
        "total_pages": 1,
    }


def method(**changes: Any) -> Json:
    """Return a way to open that somebody has."""
    good = {
        "opmode_id": 7,
        "dp_code": "unlock_fingerprint",
        "unlock_sn": 3,
        "unlock_name": "Right thumb",
        "unlock_attr": 0,
        "phase": 2,
        "user_id": "u-2001",
        "user_name": "Bert",
        "delivery_status": "SUCCESS",
    }
    return changed(good, changes)
