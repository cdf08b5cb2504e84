"""Fingers, cards, PINs and faces of a lock: enrolling, giving, renaming, duress.

Source: Tuya developer documentation, unlock methods. Two vocabularies name the same:
`fingerprint` in some paths, `unlock_fingerprint` in others.
"""

from typing import Final

from simulators.credentials import CapacityError, DuplicateError
from simulators.tuya import enrolling
from simulators.tuya.devices import TuyaLock
from simulators.tuya.members import METHODS, Member, OpMode
from simulators.tuya.methodshapes import keys_shape, method_shape
from simulators.tuya.numbers import DEVICE_USER, HOME_USER, Number
from simulators.tuya.passwordrules import decrypted
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service

routes = Routes(Service.LOCK)
_D = "/v1.0/devices/{device}/door-lock"
_S = "/v1.0/smart-lock/devices/{device}"
_DURESS: Final = frozenset({"fingerprint", "password", "card"})
_DURESS_OFF: Final = frozenset({*(METHODS[kind] for kind in _DURESS), "unlock_face"})
_ENTRIES: Final = frozenset(METHODS)
_VOICE, _PHOTO = "1", "2"


@routes.read(f"{_S}/opmodes/actions/sync", "POST")
def sync(call: Call) -> object:
    """Ask the lock to tell what it has; the answer is text in the sample."""
    call.lock()
    if not (call.body.get("codes") or call.query.get("codes")):
        raise RefusalError(Number.EMPTY)
    return "true"


@routes.read(f"{_S}/opmodes/{{user}}")
def of_user(call: Call) -> object:
    """List what somebody can open with, by code and name, page by page."""
    lock, member = call.lock(), _member(call)
    codes = call.asked("codes").split(",")
    name = call.asked("unlock_name", "")
    rows = [
        row
        for row in lock.opmodes.values()
        if row.user_id == member.id and row.code in codes and name in row.name
    ]
    page, size = call.page(rows), call.asked_number("page_size")
    return {
        "has_more": call.asked_number("page_no") * size < len(rows),
        "total_pages": -(-len(rows) // size),
        "total": len(rows),
        "records": [method_shape(member, row) for row in page],
    }


@routes.read(f"{_D}/user-types/{{type}}/users/{{user}}/assigned-keys")
def assigned(call: Call) -> object:
    """List somebody's methods of one type."""
    lock, member = call.lock(), _typed_member(call)
    code = _code(call.asked("unlock_type"))
    return keys_shape([row for row in _of(lock, code) if row.user_id == member.id])


@routes.read(f"{_D}/unassigned-keys")
def unassigned(call: Call) -> object:
    """List the methods of one type that belong to nobody."""
    code = _code(call.asked("unlock_type"))
    return keys_shape([row for row in _of(call.lock(), code) if row.user_id is None])


@routes.write("POST", f"{_D}/opmodes/actions/allocate")
def allocate(call: Call) -> object:
    """Give methods to somebody."""
    lock, user_id = call.changed_lock(), call.text("user_id")
    if user_id not in lock.members:
        raise RefusalError(Number.NO_DATA)
    for mode in _listed(call, lock, "dp_code"):
        mode.user_id = user_id
    return True


@routes.write("POST", f"{_S}/opmodes/actions/cancel-allocate")
def cancel_allocate(call: Call) -> object:
    """Take methods from somebody; the code's key is another one here."""
    lock, user_id = call.changed_lock(), call.text("user_id")
    modes = _listed(call, lock, "code")
    if any(mode.user_id != user_id for mode in modes):
        raise RefusalError(Number.NO_DATA)
    for mode in modes:
        mode.user_id = None
    return True


@routes.write("PUT", f"{_D}/opmodes/{{slot}}")
def rename(call: Call) -> object:
    """Give a method a name, and mark it for duress or not."""
    lock = call.changed_lock()
    mode = _mode(lock, call.places["slot"], call.text("dp_code"))
    mode.name = call.text_or("unlock_name", mode.name)
    mode.duress = bool(call.number_or("unlock_attr", int(mode.duress)))
    notify = call.body.get("notify_info")
    if isinstance(notify, dict) and notify.get("app_send") in {0, 1}:
        mode.app_send = int(notify["app_send"])
    mode.operate = "MODIFY"
    _rename_in_lock(lock, mode)
    return True


@routes.write("PUT", f"{_D}/actions/entry")
def enter(call: Call) -> object:
    """Let the lock wait for a finger, a card or a face, or take a PIN at once."""
    lock, kind = call.changed_lock(), call.text("unlock_type")
    member = _of_type(call, call.number("user_type"), call.text("user_id"))
    if kind not in _ENTRIES:
        raise RefusalError(Number.ILLEGAL)
    digits = None
    if kind == "password" and call.body.get("password") is not None:
        digits = decrypted(call, lock, lock.pin_lengths)
        if member.home and not lock.kind.account_pins:
            raise RefusalError(Number.ILLEGAL)
    if not lock.awake(call.state.now):
        raise RefusalError(Number.OFFLINE)
    if digits is None:
        enrolling.begin(call.state, lock, kind, member.id)
    else:
        _add_pin(call, lock, member, digits)
    return True


@routes.write("PUT", f"{_D}/unlock-types/{{type}}/actions/cancel")
def cancel(call: Call) -> object:
    """Give an enrolment up."""
    lock, kind = call.lock(), call.places["type"]
    if lock.enrolment is None or lock.enrolment.kind != kind:
        raise RefusalError(Number.NO_DATA)
    enrolling.cancel(call.state, lock)
    return True


@routes.write(
    "DELETE",
    f"{_D}/user-types/{{type}}/users/{{user}}/unlock-types/{{kind}}/keys/{{slot}}",
)
def delete(call: Call) -> object:
    """Take a method out of the lock, as soon as the lock hears of it."""
    lock, member = call.changed_lock(), _typed_member(call)
    mode = _mode(lock, call.places["slot"], _code(call.places["kind"]))
    if mode.user_id != member.id:
        raise RefusalError(Number.NO_DATA)
    mode.operate, mode.delivery = "DELETE", "ONGOING"
    call.state.memory.hand_over(
        lock,
        lambda: _forget(call, lock, mode),
        lambda: setattr(mode, "delivery", "FAILED"),
    )
    return True


@routes.write("PUT", f"{_D}/unlock-types/{{kind}}/keys/{{slot}}/hijack")
def duress_on(call: Call) -> object:
    """Mark a method for duress."""
    if call.places["kind"] not in _DURESS:
        raise RefusalError(Number.ILLEGAL)
    lock = call.changed_lock()
    _mode(lock, call.places["slot"], METHODS[call.places["kind"]]).duress = True
    return True


@routes.write("DELETE", f"{_S}/unlock-types/{{kind}}/keys/{{slot}}/hijack")
def duress_off(call: Call) -> object:
    """End the mark; the types are the other vocabulary's."""
    if call.places["kind"] not in _DURESS_OFF:
        raise RefusalError(Number.ILLEGAL)
    lock = call.changed_lock()
    _mode(lock, call.places["slot"], call.places["kind"]).duress = False
    return True


@routes.write("POST", f"{_S}/opmodes/{{id}}/attribute/{{attribute}}/opmode-attr")
def attribute(call: Call) -> object:
    """Set voice or picture for a method; the body is one client's word."""
    rows = call.changed_lock().opmodes.values()
    mode = next((row for row in rows if str(row.id) == call.places["id"]), None)
    if mode is None:
        raise RefusalError(Number.NO_DATA)
    enabled = call.body.get("enabled", True) is True
    if call.places["attribute"] == _VOICE:
        mode.voice = int(enabled)
    elif call.places["attribute"] == _PHOTO:
        mode.photo = enabled
    else:
        raise RefusalError(Number.ILLEGAL)
    return True


def _add_pin(call: Call, lock: TuyaLock, member: Member, digits: str) -> None:
    """Store a member's PIN."""
    try:
        enrolling.add_method(call.state, lock, "password", member.id, digits)
    except (DuplicateError, CapacityError) as err:
        raise RefusalError(Number.ILLEGAL) from err


def _forget(call: Call, lock: TuyaLock, mode: OpMode) -> None:
    """Let the lock forget a method, and tell of it."""
    if lock.hardware.credentials.get(mode.slot) is not None:
        lock.hardware.credentials.remove(mode.slot)
    lock.opmodes.pop(mode.slot, None)
    body: dict[str, object] = {
        "finish": True,
        "operate": enrolling.START,
        "event": "unlockMethodDelete",
    }
    call.state.queue.event(lock.device, "doorUnlockMethodStatus", body)


def _rename_in_lock(lock: TuyaLock, mode: OpMode) -> None:
    """Keep the name in the lock's memory, where the app changes it too."""
    memory = lock.hardware.credentials
    old = memory.get(mode.slot)
    if old is not None:
        memory.change(old.id, mode.name, old.secret, old.schedule)


def _member(call: Call) -> Member:
    """Return the person of the path."""
    member = call.lock().members.get(call.places["user"])
    if member is None:
        raise RefusalError(Number.NO_DATA)
    return member


def _typed_member(call: Call) -> Member:
    """Return the person of the path, who must be of the type of the path."""
    kind = call.places["type"]
    if not kind.isdecimal():
        raise RefusalError(Number.ILLEGAL)
    return _of_type(call, int(kind), call.places["user"])


def _of_type(call: Call, kind: int, user_id: str) -> Member:
    """Return a person with an app account, or without."""
    member = call.lock().members.get(user_id)
    if kind not in {HOME_USER, DEVICE_USER}:
        raise RefusalError(Number.ILLEGAL)
    if member is None or member.home is not (kind == HOME_USER):
        raise RefusalError(Number.NO_DATA)
    return member


def _code(kind: str) -> str:
    """Return the data point of an `unlock_type`."""
    if kind not in METHODS:
        raise RefusalError(Number.ILLEGAL)
    return METHODS[kind]


def _of(lock: TuyaLock, code: str) -> list[OpMode]:
    """Return the methods of one code."""
    return [row for row in lock.opmodes.values() if row.code == code]


def _mode(lock: TuyaLock, slot: str, code: str) -> OpMode:
    """Return a method by its number in the lock."""
    mode = lock.opmodes.get(int(slot)) if slot.isdecimal() else None
    if mode is None or mode.code != code:
        raise RefusalError(Number.NO_DATA)
    return mode


def _listed(call: Call, lock: TuyaLock, key: str) -> list[OpMode]:
    """Return the methods of an `unlock_list`."""
    rows = call.rows("unlock_list")
    if not rows:
        raise RefusalError(Number.EMPTY)
    return [_mode(lock, str(row.get("unlock_sn")), str(row.get(key))) for row in rows]
