"""Tickets and temporary passwords.

Source: Tuya developer documentation, pages of temporary passwords of Wi-Fi, Zigbee and
Bluetooth locks and of stand-by locks. Changes reach the lock later.
"""

from math import ceil

from simulators.tuya.cipher import seal_ticket_key
from simulators.tuya.devices import TuyaLock
from simulators.tuya.numbers import Delivery, Number, Phase
from simulators.tuya.passwordrules import (
    MOST_VALID,
    Wish,
    password_shape,
    wished,
)
from simulators.tuya.passwords import TempPassword
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service
from simulators.tuya.stamps import to_ms

routes = Routes(Service.LOCK)
_D = "/v1.0/devices/{device}/door-lock"
_S = "/v1.0/smart-lock/devices/{device}"
_ONE = f"{_D}/temp-passwords/{{password}}"


@routes.read(f"{_D}/password-ticket", "POST")
@routes.read(f"{_S}/password-ticket", "POST")
def ticket(call: Call) -> object:
    """Give a key for one password, or the right to one command."""
    given = call.state.give_ticket(call.lock())
    return {
        "ticket_id": given.id,
        "ticket_key": seal_ticket_key(call.state.project.secret, given.key),
        "expire_time": ceil((given.ends - call.state.now).total_seconds()),
    }


@routes.write("POST", f"{_D}/temp-password")
def create(call: Call) -> object:
    """Create a temporary password with a name."""
    return _create(call, named=True)


@routes.write("POST", "/v2.0/devices/{device}/door-lock/temp-password")
def create_unnamed(call: Call) -> object:
    """Create a temporary password, which needs no name."""
    return _create(call, named=False)


@routes.read(_ONE)
def get(call: Call) -> object:
    """Return one temporary password."""
    lock = call.lock()
    return password_shape(lock, _found(call, lock), call.switches.read_back)


@routes.read(f"{_D}/temp-passwords")
def listed(call: Call) -> object:
    """List the temporary passwords, all or by whether they are valid."""
    lock, valid = call.lock(), call.query.get("valid")
    rows = [row for row in lock.passwords.values() if not row.dismissed]
    if valid is not None:
        now, wanted = call.state.now, _truth(valid)
        rows = [row for row in rows if row.valid(now) is wanted]
    return [password_shape(lock, row, call.switches.read_back) for row in rows]


@routes.read(f"{_S}/stand-by-lock-temp-passwords")
def stand_by(call: Call) -> object:
    """List the temporary passwords of a keep-alive lock, page by page."""
    lock, wanted = call.lock(), _truth(call.asked("valid"))
    size = call.asked_number("page_size")
    start = int(call.asked("last_row_key", "") or 0)
    rows = [
        _stand_by_shape(row)
        for row in lock.passwords.values()
        if not row.dismissed and (row.valid(call.state.now) is wanted)
    ]
    end = start + size
    more = end < len(rows)
    return {
        "last_row_key": str(end) if more else "",
        "has_more": more,
        "records": rows[start:end],
    }


@routes.write("PUT", f"{_ONE}/modify-password")
def modify(call: Call) -> object:
    """Give a password other digits, another name, other times."""
    lock = call.changed_lock()
    password = _living(call, lock)
    wish = wished(call, lock, named=True)
    password.name, password.digits = wish.name, wish.digits
    password.starts, password.ends = wish.starts, wish.ends
    password.once, password.phone = wish.once, wish.phone
    password.zone, password.block = wish.zone, wish.block
    call.state.memory.change(lock, password)
    return True


@routes.write("PUT", f"{_ONE}/freeze-password")
def freeze(call: Call) -> object:
    """Let a password rest."""
    return _freeze(call, frozen=True)


@routes.write("PUT", f"{_ONE}/unfreeze-password")
def unfreeze(call: Call) -> object:
    """End the rest of a password."""
    return _freeze(call, frozen=False)


@routes.write("DELETE", _ONE)
def delete(call: Call) -> object:
    """Take a password away; its record stays in the list.

    At a Bluetooth lock the gateway is only asked with `bluetooth_symbolic`; without
    it the cloud forgets the password and the lock does not.
    """
    lock = call.changed_lock()
    password = _living(call, lock)
    if lock.kind.bluetooth and call.body.get("bluetooth_symbolic") is not True:
        password.slot = None
        call.state.memory.gone(lock, password)
        return True
    call.state.memory.delete(lock, password)
    return True


@routes.write("DELETE", f"{_ONE}/record")
def dismiss(call: Call) -> object:
    """Take the record of a password out of the list, as the bin of the app does."""
    _found(call, call.lock()).dismissed = True
    return True


@routes.write("POST", f"{_D}/temp-passwords/rest-password")
def clear(call: Call) -> object:
    """Take all temporary passwords away."""
    lock = call.changed_lock()
    for row in [row for row in lock.passwords.values() if row.valid(call.state.now)]:
        call.state.memory.delete(lock, row)
    return True


@routes.write("POST", f"{_D}/issue-password")
def issue(call: Call) -> object:
    """Ask that what waits be brought to the lock; a sleeping one does not hear it."""
    lock = call.changed_lock()
    if not lock.awake(call.state.now):
        raise RefusalError(Number.OFFLINE)
    call.state.memory.flush(lock)
    return True


def _create(call: Call, *, named: bool) -> object:
    """Create a temporary password."""
    lock = call.changed_lock()
    wish = wished(call, lock, named=named)
    full = _valid(call, lock) >= MOST_VALID
    if full and not lock.kind.zigbee:
        raise RefusalError(call.switches.full_number)
    password = _listed(call, lock, wish)
    if full:
        password.failed, password.phase = True, Phase.ZIGBEE_FAILED
        password.delivery = Delivery.FULL
    elif not _twins(call, lock, password):
        call.state.memory.create(lock, password)
    return {"id": password.id}


def _listed(call: Call, lock: TuyaLock, wish: Wish) -> TempPassword:
    """Put a new password into the list."""
    number = next(call.state.password_ids)
    password = TempPassword(
        id=number,
        name=wish.name,
        digits=wish.digits,
        starts=wish.starts,
        ends=wish.ends,
        once=wish.once,
        phone=wish.phone,
        zone=wish.zone,
        block=wish.block,
        created=call.state.now,
    )
    lock.passwords[number] = password
    return password


def _twins(call: Call, lock: TuyaLock, new: TempPassword) -> bool:
    """Let two of equal name and window vanish from a keypad before either is there."""
    if not (lock.kind.kit and call.switches.twins_vanish):
        return False
    twins = [
        row
        for row in lock.passwords.values()
        if (row.name, row.starts, row.ends) == (new.name, new.starts, new.ends)
        and row.slot is None
        and not row.dismissed
    ]
    for row in twins if len(twins) > 1 else []:
        row.failed = row.dismissed = True
    return len(twins) > 1


def _freeze(call: Call, *, frozen: bool) -> object:
    """Freeze a password or let it work again; few locks can."""
    lock = call.changed_lock()
    password = _living(call, lock)
    if not lock.kind.freezes:
        raise RefusalError(Number.LOCK_TYPE)
    password.frozen = frozen
    call.state.memory.change(lock, password)
    return True


def _valid(call: Call, lock: TuyaLock) -> int:
    """Count the passwords that take one of the ten places."""
    now = call.state.now
    keeps = call.switches.frozen_keeps_slot
    rows = lock.passwords.values()
    return sum(row.valid(now) and (keeps or not row.frozen) for row in rows)


def _found(call: Call, lock: TuyaLock) -> TempPassword:
    """Return the password of the path."""
    text = call.places["password"]
    password = lock.passwords.get(int(text)) if text.isdecimal() else None
    if password is None or password.dismissed:
        raise RefusalError(Number.NO_DATA)
    return password


def _living(call: Call, lock: TuyaLock) -> TempPassword:
    """Return the password of the path, unless it is gone already."""
    password = _found(call, lock)
    if password.deleted:
        raise RefusalError(Number.NO_DATA)
    return password


def _stand_by_shape(password: TempPassword) -> dict[str, object]:
    """Return a line of a keep-alive lock: of its page only the beginning is known."""
    states = {Delivery.CONFIGURING: "ONGOING", Delivery.SUCCESS: "SUCCESS"}
    return {
        "password_id": password.id,
        "pwd_type_code": "temp",
        "name": password.name,
        "gmt_create": to_ms(password.created),
        "effective_time": password.starts * 1000,
        "expired_time": password.ends * 1000,
        "operate": "DELETE" if password.deleted else "ADD",
        "delivery_status": states.get(Delivery(password.delivery), "FAILED"),
        "pwd_type": int(password.once),
        **({} if password.slot is None else {"sn": password.slot}),
    }


def _truth(text: str) -> bool:
    """Read a boolean of a query."""
    if text not in {"true", "false"}:
        raise RefusalError(Number.TYPE)
    return text == "true"
