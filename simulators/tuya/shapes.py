"""Devices and their data points as JSON.

Sources: Tuya developer documentation, pages of devices, status and specifications;
recorded answers of these.
"""

import json

from .datapoints import Point
from .devices import Device, TuyaLock
from .numbers import Number
from .refusals import RefusalError
from .stamps import to_ms, to_s
from .state import HOME_ID, TuyaState


def device_shape(state: TuyaState, device: Device) -> dict[str, object]:
    """Return one device with its status."""
    created = to_s(device.created)
    return {
        "id": device.id,
        "name": device.name,
        "uid": state.account.uid,
        "local_key": state.device_key(device),
        "category": device.category,
        "product_id": device.product_id,
        "product_name": device.product_name,
        "sub": device.gateway is not None,
        "uuid": device.id[::-1],
        "owner_id": HOME_ID,
        "online": state.online(device),
        "status": status_shape(state, device),
        "ip": "198.51.100.7",
        "time_zone": "+01:00",
        "create_time": created,
        "active_time": created,
        "update_time": max([created, *map(to_s, device.changed.values())]),
        "icon": "smart/icon/lock.png",
        "model": "",
        "biz_type": 18,
    }


def thing_shape(state: TuyaState, device: Device) -> dict[str, object]:
    """Return a device of the newer list, which names the gateway."""
    shape = device_shape(state, device)
    if device.gateway is not None:
        shape["gateway_id"] = state.gateway_ids[device.gateway.id]
    return shape


def status_shape(state: TuyaState, device: Device) -> list[dict[str, object]]:
    """Return all data points."""
    return [
        {"code": point.code, "value": value_of(state, device, point)}
        for point in device.points
        if point.mode != "wr"
    ]


def value_of(state: TuyaState, device: Device, point: Point) -> object:
    """Return the value of a data point now."""
    lock = state.locks.get(device.id)
    if lock is not None:
        live = _live(state, lock)
        if point.code in live:
            return live[point.code]
    return device.values.get(point.code, point.value)


def functions_shape(device: Device) -> list[dict[str, object]]:
    """Return what can be sent to a device."""
    return [_point(row) for row in device.points if row.mode != "ro"]


def reports_shape(device: Device) -> list[dict[str, object]]:
    """Return what a device tells."""
    return [_point(row) for row in device.points if row.mode != "wr"]


def properties_shape(
    state: TuyaState, device: Device, codes: list[str]
) -> list[dict[str, object]]:
    """Return shadow properties; times are milliseconds, or seconds as recorded once."""
    stamp = to_s if state.switches.shadow_seconds else to_ms
    return [
        {
            "code": point.code,
            "dp_id": point.number,
            "time": stamp(device.changed.get(point.code, device.created)),
            "value": value_of(state, device, point),
        }
        for point in device.points
        if point.mode != "wr" and (not codes or point.code in codes)
    ]


def model_text(device: Device) -> str:
    """Return the thing model: JSON text inside JSON."""
    properties = [
        {
            "abilityId": point.number,
            "accessMode": point.mode,
            "code": point.code,
            "typeSpec": {"type": point.kind.lower()},
        }
        for point in device.points
    ]
    services = [{"code": "", "properties": properties, "actions": [], "events": []}]
    return json.dumps({"modelId": device.product_id, "services": services})


def point_of(device: Device, code: object) -> Point:
    """Return a data point by its code."""
    rows = (point for point in device.points if point.code == code)
    point = next(rows, None)
    if point is None:
        raise RefusalError(Number.VALUE)
    return point


def _point(point: Point) -> dict[str, object]:
    """Return a line of a specification; `values` is text."""
    return {"code": point.code, "type": point.kind, "values": point.values()}


def _live(state: TuyaState, lock: TuyaLock) -> dict[str, object]:
    """Return what follows from how the lock is, while the cloud hears of it."""
    level = lock.hardware.power.level
    words = ((70, "high"), (30, "medium"), (10, "low"), (0, "poweroff"))
    auto = lock.hardware.settings.auto_lock
    seconds = {} if auto is None else {"auto_lock_time": int(auto.total_seconds())}
    return {
        "residual_electricity": level,
        "battery_state": next(word for limit, word in words if level >= limit),
        "unlock_request": lock.ringing(state.now),
        **seconds,
    }
