"""What a temporary password has to be like, and how it is shown.

Sources: Tuya developer documentation, pages of temporary passwords; refusals as clients
have measured them, most of them the generic 1109.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
import re
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .cipher import read_password
from .devices import TuyaLock
from .numbers import Number
from .passwords import Block, TempPassword
from .refusals import RefusalError
from .routing import Call
from .stamps import to_s

MOST_VALID: Final = 10
_MASK: Final = 0b111_1111
_LAST_MINUTE: Final = 1439
_DAY: Final = 86400


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a client wants a password to be."""

    name: str
    digits: str = field(repr=False)
    starts: int
    ends: int
    once: bool
    phone: str
    zone: str
    block: Block | None


def decrypted(call: Call, lock: TuyaLock, lengths: frozenset[int]) -> str:
    """Return the PIN of a body, for which its ticket is used up."""
    if call.text("password_type") != "ticket":
        raise RefusalError(Number.ILLEGAL)
    key = used_ticket(call, lock)
    text = call.text("password")
    try:
        digits = read_password(key, text)
    except ValueError as err:
        raise RefusalError(Number.ILLEGAL) from err
    if not re.fullmatch(r"[0-9]+", digits):
        raise RefusalError(Number.ILLEGAL)
    if len(digits) not in lengths:
        raise RefusalError(Number.LENGTH)
    if lock.kind.kit and call.switches.upper_case_spoils and text != text.lower():
        return "".join(str(9 - int(digit)) for digit in digits)
    return digits


def used_ticket(call: Call, lock: TuyaLock) -> str:
    """Use a ticket up and return its key; 1109 when it is none any more."""
    ticket = lock.tickets.pop(call.text("ticket_id"), None)
    if ticket is not None and lock.ticket is ticket:
        lock.ticket = None
    if ticket is None or call.state.now >= ticket.ends:
        raise RefusalError(Number.ILLEGAL)
    return ticket.key


def wished(call: Call, lock: TuyaLock, *, named: bool) -> Wish:
    """Read a body and check it."""
    name = call.text("name") if named else call.text_or("name", "")
    if call.switches.ascii_names and not name.isascii():
        raise RefusalError(Number.ILLEGAL)
    digits = decrypted(call, lock, lock.pin_lengths)
    starts, ends = call.number("effective_time"), call.number("invalid_time")
    now = to_s(call.state.now)
    late = call.switches.past_start_refused and starts <= now
    if ends <= starts or ends <= now or late or len(str(ends)) > 10:
        raise RefusalError(Number.ILLEGAL)
    kind = call.number_or("type", 0)
    brief = call.switches.short_windows_refused and ends - starts < _DAY
    if kind not in {0, 1} or (brief and kind == 0):
        raise RefusalError(Number.ILLEGAL)
    block = _block(call)
    return Wish(
        name=name,
        digits=digits,
        starts=starts,
        ends=ends,
        once=kind == 1,
        phone=call.text_or("phone", ""),
        zone=_zone(call, needed=block is not None),
        block=block,
    )


def password_shape(
    lock: TuyaLock, password: TempPassword, read_back: str
) -> dict[str, object]:
    """Return one password; its digits are never told."""
    shape: dict[str, object] = {
        "id": password.id,
        "name": password.name,
        "phase": int(password.phase),
        "effective_time": password.starts,
        "invalid_time": password.ends,
        "phone": password.phone,
        "time_zone": password.zone,
        "type": int(password.once),
    }
    if lock.kind.zigbee:
        shape["delivery_status"] = int(password.delivery)
    if password.block is not None:
        shape["schedule_list"] = [password.block.shape(read_back)]
    if password.slot is not None:
        shape["sn"] = password.slot + (900 if lock.kind.minus_900 else 0)
    return shape


def _block(call: Call) -> Block | None:
    """Read the one block of hours; `all_day` makes the cloud forget it."""
    rows = call.rows("schedule_list")
    if len(rows) > 1:
        raise RefusalError(Number.ILLEGAL)
    if not rows or rows[0].get("all_day") is True:
        return None
    row = rows[0]
    starts, ends = _whole(row, "effective_time"), _whole(row, "invalid_time")
    days = _whole(row, "working_day")
    fine = starts <= _LAST_MINUTE and ends <= _LAST_MINUTE and 0 < days <= _MASK
    if not fine or starts == ends:
        raise RefusalError(Number.ILLEGAL)
    return Block(starts, ends, days)


def _whole(row: Mapping[str, object], name: str) -> int:
    """Return a number of a block."""
    value = row.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise RefusalError(Number.ILLEGAL)
    return value


def _zone(call: Call, *, needed: bool) -> str:
    """Return the zone of a block's hours."""
    zone = call.text_or("time_zone", "")
    if not zone:
        if needed:
            raise RefusalError(Number.ILLEGAL)
        return ""
    plain = zone in {"UTC", "Etc/UTC"} or zone[0] in "+-"
    if call.switches.plain_zones_refused and plain:
        raise RefusalError(Number.ILLEGAL)
    if zone[0] in "+-":
        return "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as err:
        raise RefusalError(Number.ILLEGAL) from err
    return zone
