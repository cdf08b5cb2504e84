"""Lists of devices, their state, and commands to them.

Sources: Tuya developer documentation, device management and device control; community
clients for the paths of associated users and of `v1.3`.
"""

import json
from typing import Final

from simulators.tuya.commands import command
from simulators.tuya.devices import Device
from simulators.tuya.numbers import Number
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service
from simulators.tuya.shapes import (
    device_shape,
    functions_shape,
    model_text,
    properties_shape,
    reports_shape,
    status_shape,
    thing_shape,
)
from simulators.tuya.stamps import to_ms

routes = Routes(Service.CORE)
_DATA_REPORT: Final = "7"


@routes.read("/v1.0/iot-01/associated-users/devices")
def associated(call: Call) -> object:
    """List the devices of all linked accounts, page by page."""
    rows, more = _after(call, _visible(call), call.asked_number("size", 20))
    return {"devices": [device_shape(call.state, row) for row in rows], **more}


@routes.read("/v1.0/users/{uid}/devices")
def of_user(call: Call) -> object:
    """List the devices of an app account; the project's own uid has none."""
    return [device_shape(call.state, row) for row in _of_uid(call, call.places["uid"])]


@routes.read("/v1.3/iot-03/devices")
def newer_list(call: Call) -> object:
    """List devices with their gateways, of an account or by ids."""
    rows = _by_ids(call) if "device_ids" in call.query else _of_source(call)
    rows, more = _after(call, rows, call.asked_number("page_size", 20))
    return {"list": [thing_shape(call.state, row) for row in rows], **more}


@routes.read("/v1.0/iot-03/devices")
def by_ids(call: Call) -> object:
    """List devices by their ids."""
    rows = [thing_shape(call.state, row) for row in _by_ids(call)]
    return {"list": rows, "total": len(rows), "has_more": False, "last_row_key": ""}


@routes.read("/v2.0/cloud/thing/device")
def things(call: Call) -> object:
    """List devices as IoT Core does: a plain list behind a cursor."""
    rows, last = _visible(call), call.query.get("last_id")
    ids = [row.id for row in rows]
    start = ids.index(last) + 1 if last in ids else 0
    page = rows[start : start + call.asked_number("page_size")]
    return [thing_shape(call.state, row) for row in page]


@routes.read("/v1.0/devices/{device}")
def one(call: Call) -> object:
    """Return one device."""
    return device_shape(call.state, call.device())


@routes.read("/v1.0/devices/{device}/status")
@routes.read("/v1.0/iot-03/devices/{device}/status")
def status(call: Call) -> object:
    """Return the data points of a device."""
    return status_shape(call.state, call.device())


@routes.read("/v1.0/devices/{device}/functions")
@routes.read("/v1.0/iot-03/devices/{device}/functions")
def functions(call: Call) -> object:
    """Return what can be sent to a device."""
    device = call.device()
    return {"category": device.category, "functions": functions_shape(device)}


@routes.read("/v1.0/devices/{device}/specifications")
@routes.read("/v1.0/iot-03/devices/{device}/specification")
def specification(call: Call) -> object:
    """Return what a device takes and tells."""
    device = call.device()
    return {
        "category": device.category,
        "functions": functions_shape(device),
        "status": reports_shape(device),
    }


@routes.read("/v2.0/cloud/thing/{device}/shadow/properties")
def shadow(call: Call) -> object:
    """Return data points with their times."""
    codes = [code for code in call.asked("codes", "").split(",") if code]
    return {"properties": properties_shape(call.state, call.device(), codes)}


@routes.read("/v2.0/cloud/thing/{device}/model")
def model(call: Call) -> object:
    """Return the thing model."""
    return {"model": model_text(call.device())}


@routes.write("POST", "/v1.0/devices/{device}/commands")
@routes.write("POST", "/v1.0/iot-03/devices/{device}/commands")
def commands(call: Call) -> object:
    """Send data points to a device."""
    device = call.device()
    rows = call.rows("commands")
    if not rows:
        raise RefusalError(Number.EMPTY)
    pairs = [(row.get("code"), row.get("value")) for row in rows]
    done = [command(call.state, device, *pair) for pair in pairs]
    return all(done)


@routes.write("POST", "/v2.0/cloud/thing/{device}/shadow/properties/issue")
def issue(call: Call) -> object:
    """Send data points as JSON text."""
    device = call.device()
    try:
        pairs = json.loads(call.text("properties"))
    except ValueError as err:
        raise RefusalError(Number.ILLEGAL) from err
    if not isinstance(pairs, dict):
        raise RefusalError(Number.ILLEGAL)
    done = [command(call.state, device, *pair) for pair in pairs.items()]
    return all(done)


@routes.read("/v1.0/devices/{device}/logs")
def logs(call: Call) -> object:
    """List what a device has told, newest first."""
    lock = call.lock()
    if _DATA_REPORT not in call.asked("type").split(","):
        return {"logs": [], "has_next": False, "next_row_key": ""}
    codes = [code for code in call.asked("codes", "").split(",") if code]
    starts, ends = call.asked_number("start_time"), call.asked_number("end_time")
    rows = [
        {"code": row.code, "value": _text(row.value), "event_time": to_ms(row.at)}
        for row in sorted(lock.reports, key=lambda row: row.at, reverse=True)
        if starts <= to_ms(row.at) <= ends and (not codes or row.code in codes)
    ]
    start, size = call.asked_number("last_row_key", 0), call.asked_number("size", 20)
    end = start + size
    more = end < len(rows)
    key = str(end) if more else ""
    return {"logs": rows[start:end], "has_next": more, "next_row_key": key}


@routes.read("/v1.0/smart-lock/users/{uid}/devices")
def locks_of_user(call: Call) -> object:
    """List the ids of a user's locks; that these are bare ids is one client's word."""
    rows = _of_uid(call, call.places["uid"])
    return [row.id for row in rows if row.id in call.state.locks]


def _visible(call: Call) -> list[Device]:
    """Return all devices, none in a data centre that does not know the project."""
    state = call.state
    here = state.project.enabled_in(call.region) and state.account.linked
    at_home = state.account.region == call.region
    return list(state.devices.values()) if here and at_home else []


def _of_uid(call: Call, uid: str) -> list[Device]:
    """Return the devices of one account."""
    return _visible(call) if uid == call.state.account.uid else []


def _of_source(call: Call) -> list[Device]:
    """Return the devices of the account that the query names."""
    if call.asked("source_type") != "tuyaUser":
        raise RefusalError(Number.ILLEGAL)
    return _of_uid(call, call.asked("source_id"))


def _by_ids(call: Call) -> list[Device]:
    """Return the devices that the query names."""
    ids = call.asked("device_ids").split(",")
    return [row for row in _visible(call) if row.id in ids]


def _after(
    call: Call, rows: list[Device], size: int
) -> tuple[list[Device], dict[str, object]]:
    """Return a page behind the cursor, and what is told of the pages."""
    if not 1 <= size <= 100:
        raise RefusalError(Number.RANGE)
    key = call.asked("last_row_key", "") or "0"
    if not key.isdecimal():
        raise RefusalError(Number.ILLEGAL)
    start = int(key)
    end = start + size
    more = end < len(rows)
    info = {
        "has_more": more,
        "last_row_key": str(end) if more else "",
        "total": len(rows),
    }
    return rows[start:end], info


def _text(value: object) -> str:
    """Return a value as logs have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
