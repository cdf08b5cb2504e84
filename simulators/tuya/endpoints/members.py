"""Home users of a lock: when their methods open, and what they have.

Source: Tuya developer documentation, smart-lock users; a wrapped schedule as one
working client sends it.
"""

from collections.abc import Mapping

from simulators.tuya.devices import TuyaLock
from simulators.tuya.members import Member, OpMode, Validity
from simulators.tuya.numbers import Number
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service
from simulators.tuya.stamps import to_s
from simulators.tuya.validity import apply_validity

routes = Routes(Service.LOCK)
_S = "/v1.0/smart-lock/devices/{device}"


@routes.write("PUT", f"{_S}/users/{{user}}/schedule")
def schedule(call: Call) -> object:
    """Set when somebody's methods open."""
    lock, wish = call.changed_lock(), _wish(call)
    member = lock.members.get(call.places["user"])
    if member is None:
        raise RefusalError(Number.NO_DATA)
    member.validity = _validity(wish)
    apply_validity(call.state.memory, lock, member)
    return True


@routes.read(f"{_S}/users")
def listed(call: Call) -> object:
    """List people with what they can open with."""
    codes = call.asked("codes").split(",")
    lock = call.lock()
    rows = list(lock.members.values())
    page, size = call.page(rows), call.asked_number("page_size")
    return {
        "has_more": call.asked_number("page_no") * size < len(rows),
        "total": len(rows),
        "records": [_shape(call, lock, row, codes) for row in page],
    }


@routes.read("/v1.0/devices/{device}/door-lock/absent-users")
def absent(call: Call) -> object:
    """List whoever was removed; the shape is not documented."""
    lock = call.lock()
    unknown = call.unknown()
    return list(lock.absent) if unknown == [] else unknown


@routes.write("POST", f"{_S}/users/{{users}}/actions/delete-users-issue")
def delete_users(call: Call) -> object:
    """Take what removed people have out of the lock; ids are joined by commas."""
    lock, ids = call.changed_lock(), call.places["users"].split(",")
    if not set(ids) <= {*lock.absent, *lock.members}:
        raise RefusalError(Number.NO_DATA)
    slots = [row.slot for row in lock.opmodes.values() if row.user_id in ids]
    for slot in slots:
        if lock.hardware.credentials.get(slot) is not None:
            lock.hardware.credentials.remove(slot)
        del lock.opmodes[slot]
    lock.absent = [row for row in lock.absent if row not in ids]
    return True


def _wish(call: Call) -> Mapping[str, object]:
    """Return the schedule of a body, wrapped or flat."""
    wrapped = call.body.get("schedule")
    style = call.switches.wrapped_schedule
    if isinstance(wrapped, dict) and style != "flat":
        return wrapped
    if wrapped is None and style != "wrapped":
        return call.body
    raise RefusalError(Number.ILLEGAL)


def _validity(wish: Mapping[str, object]) -> Validity:
    """Read a schedule."""
    if wish.get("permanent") is True:
        return Validity()
    starts, ends = wish.get("effective_time"), wish.get("expired_time")
    details = wish.get("schedule_details") or []
    fine = isinstance(starts, int) and isinstance(ends, int) and starts < ends
    if not fine or not isinstance(details, list):
        raise RefusalError(Number.ILLEGAL)
    return Validity(
        permanent=False,
        starts=int(str(starts)),
        ends=int(str(ends)),
        details=tuple(details),
    )


def _shape(
    call: Call, lock: TuyaLock, member: Member, codes: list[str]
) -> dict[str, object]:
    """Return a person with methods and validity."""
    modes = [row for row in lock.opmodes.values() if row.user_id == member.id]
    validity, now = member.validity, to_s(call.state.now)
    effective = validity.permanent or validity.starts <= now < validity.ends
    return {
        "user_id": member.id,
        "avatar_url": "",
        "user_contact": member.contact,
        "unlock_detail": [_detail(modes, code) for code in codes],
        "user_type": int(member.type),
        "nick_name": member.name,
        "lock_user_id": member.number,
        "back_home_notify_attr": 0,
        "effective_flag": int(effective),
        "time_schedule_info": {
            "permanent": validity.permanent,
            "effective_time": validity.starts,
            "expired_time": validity.ends,
            "operate": "MODIFY",
            "delivery_status": validity.delivery,
            "schedule_details": list(validity.details),
        },
        "uid": call.state.account.uid if member.home else "",
    }


def _detail(modes: list[OpMode], code: str) -> dict[str, object]:
    """Return somebody's methods of one code."""
    rows = [row for row in modes if row.code == code]
    return {
        "dp_code": code,
        "count": len(rows),
        "unlock_list": [
            {
                "unlock_id": row.id,
                "unlock_sn": row.slot,
                "unlock_name": row.name,
                "unlock_attr": int(row.duress),
                "op_mode_id": row.id,
                "photo_unlock": row.photo,
                "admin": False,
            }
            for row in rows
        ],
    }
