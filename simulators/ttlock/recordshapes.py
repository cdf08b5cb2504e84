"""Records as lists and callbacks show them.

Sources: TTLock open platform documentation, "Get the unlock records of a lock" and
"Callback notify"; the odd ones from public recordings.
"""

from .accounts import made_up
from .devices import TtlockLock
from .records import Record
from .stamps import to_ms
from .switches import Switches

type Json = dict[str, object]


def record_shape(
    lock: TtlockLock, record: Record, switches: Switches, *, sifely: bool
) -> Json:
    """Return one row of a lock's records; its digits are what somebody typed."""
    shape: Json = {
        "recordId": record.id,
        "lockId": lock.id,
        "recordTypeFromLock": record.kind_from_lock,
        "recordType": record.kind,
        "success": record.success,
        "username": record.username,
        "keyboardPwd": record.shown or "",
        **_dates(record),
    }
    if sifely and record.app and switches.name_suffix:
        digest = made_up("suffix", record.username, length=8)
        shape["username"] = f"{record.username}_{digest}"
    if switches.old_records:
        del shape["recordId"]
        shape["keyboardPwd"] = ""
    return shape


def callback_record(lock: TtlockLock, record: Record) -> Json:
    """Return a record as a callback tells it: without an id."""
    return {
        "lockId": lock.id,
        "lockMac": lock.mac,
        "recordTypeFromLock": record.kind_from_lock,
        "recordType": record.kind,
        "success": record.success,
        "username": record.username or "",
        "keyboardPwd": record.shown or "",
        "electricQuantity": record.battery,
        **_dates(record),
    }


def _dates(record: Record) -> Json:
    """Return when it happened by the lock's clock, and when the cloud heard of it."""
    server = record.server or record.due
    return {"lockDate": to_ms(record.at), "serverDate": to_ms(server)}
