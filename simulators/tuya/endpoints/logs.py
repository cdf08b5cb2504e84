"""Who opened, what alarmed, and combined records.

Source: Tuya developer documentation, open logs, alarm logs and records. Times are
milliseconds, as live clients send and get them.
"""

from simulators.tuya.devices import Report, TuyaLock
from simulators.tuya.numbers import Number
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service
from simulators.tuya.stamps import to_ms

routes = Routes(Service.LOCK)
_D0, _D1 = "/v1.0/devices/{device}/door-lock", "/v1.1/devices/{device}/door-lock"
_ALARMS = frozenset({"alarm_lock", "hijack", "doorbell"})


@routes.read(f"{_D0}/open-logs")
@routes.read(f"{_D1}/open-logs")
def open_logs(call: Call) -> object:
    """List who opened, newest first."""
    lock = call.lock()
    rows = _between(call, call.state.recorder.shown(lock, "open"))
    return {
        "total": len(rows),
        "logs": [
            {
                "status": _status(call, row),
                "update_time": to_ms(row.at),
                "unlock_name": row.unlock_name,
                "user_id": row.user_id,
                "nick_name": row.nick_name,
                **_media(call, lock),
            }
            for row in call.page(rows)
        ],
    }


@routes.read(f"{_D0}/alarm-logs")
@routes.read(f"{_D1}/alarm-logs")
def alarm_logs(call: Call) -> object:
    """List alarms, duress and rings, newest first; by default alarms alone."""
    lock = call.lock()
    codes = set(call.asked("codes", "alarm_lock").split(","))
    if not codes <= _ALARMS:
        raise RefusalError(Number.ILLEGAL)
    shown = call.state.recorder.shown(lock, "alarm")
    rows = [row for row in shown if row.code in codes]
    return {
        "total": len(rows),
        "records": [
            {
                "status": _status(call, row),
                "update_time": to_ms(row.at),
                "nick_name": row.nick_name,
                **_media(call, lock),
            }
            for row in call.page(rows)
        ],
    }


@routes.read(f"{_D0}/records")
def records(call: Call) -> object:
    """List records of any data points; an end of 0 is no end."""
    lock = call.lock()
    codes = set(call.asked("target_standard_dp_codes").split(","))
    shown = [row for row in lock.reports if row.code in codes]
    rows = _between(call, sorted(shown, key=lambda row: row.at, reverse=True))
    page, size = call.page(rows), call.asked_number("page_size")
    total_pages = -(-len(rows) // size)
    return {
        "has_more": call.asked_number("page_no") < total_pages,
        "total_pages": total_pages,
        "unread_count": 0,
        "total": len(rows),
        "records": [_record(lock, row) for row in page],
    }


@routes.write("POST", f"{_D0}/records/{{record}}/actions/allocate")
def allocate(call: Call) -> object:
    """Link a record with a person; the name of the field is a client's."""
    lock, number = call.lock(), call.places["record"]
    known = {_record_id(lock, row) for row in lock.reports}
    if number not in known or call.text("user_id") not in lock.members:
        raise RefusalError(Number.NO_DATA)
    return True


def _between(call: Call, rows: list[Report]) -> list[Report]:
    """Keep the rows of a span; seconds are taken for what they are, long ago."""
    starts, ends = call.asked_number("start_time"), call.asked_number("end_time")
    return [
        row
        for row in rows
        if starts <= to_ms(row.at) and (not ends or to_ms(row.at) <= ends)
    ]


def _status(call: Call, row: Report) -> object:
    """Return code and value, as one object in every sample."""
    status = {"code": row.code, "value": row.log_value}
    return [status] if call.switches.status_as_list else status


def _media(call: Call, lock: TuyaLock) -> dict[str, object]:
    """Return where pictures would be; what is in them is not documented."""
    asked = call.query.get("show_media_info") == "true"
    return {"media_infos": []} if asked and lock.kind.camera else {}


def _record(lock: TuyaLock, row: Report) -> dict[str, object]:
    """Return a record."""
    return {
        "record_id": _record_id(lock, row),
        "media_info_list": [],
        "union_unlock_info": [],
        "unlock_name": row.unlock_name,
        "gmt_create": to_ms(row.at),
        "dps": [{row.code: row.log_value if row.log else row.value}],
        "avatar": "",
        "member_bindable_flag": row.user_id == "0",
        "user_id": row.user_id,
        "user_name": row.nick_name,
    }


def _record_id(lock: TuyaLock, row: Report) -> str:
    """Return the id of a record."""
    return f"{lock.id}{lock.reports.index(row):08d}"
