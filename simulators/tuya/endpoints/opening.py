"""Opening doors from afar.

Sources: Tuya developer documentation, password-free opening and remote unlocking; which
lock takes which way is from clients' measurements. An answer of true only means that
the cloud has taken the command.
"""

from simulators.credentials import CredentialKind
from simulators.keypad import present
from simulators.tuya.commands import answer_ring, close_door, open_door
from simulators.tuya.devices import TuyaLock, Way
from simulators.tuya.numbers import Number
from simulators.tuya.passwordrules import decrypted, used_ticket
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service

routes = Routes(Service.LOCK)
_D = "/v1.0/devices/{device}/door-lock"
_FREE = "remoteUnlockWithoutPwd"
_WITH = "remoteUnlockWithPwd"
_SIX = frozenset({6})


@routes.read(f"{_D}/remote-unlocks")
def methods(call: Call) -> object:
    """Tell what is switched on in the app."""
    rows = [
        {"remote_unlock_type": kind, "open": on}
        for kind, on in call.lock().remote.items()
    ]
    return rows if call.switches.unlocks_as_list else rows[0]


@routes.write("POST", f"{_D}/remote-unlock/config")
def configure(call: Call) -> object:
    """Switch a way of remote unlocking on or off."""
    lock, kind = call.lock(), call.text("remote_unlock_type")
    if kind not in lock.remote:
        raise RefusalError(Number.ILLEGAL)
    lock.remote[kind] = call.flag("open")
    return True


@routes.write("POST", f"{_D}/password-free/open-door")
def open_free(call: Call) -> object:
    """Open without a password."""
    return _operate(call, Way.OPEN)


@routes.write("POST", "/v1.1/devices/{device}/door-lock/password-free/open-door")
def open_channel(call: Call) -> object:
    """Open one door of a device."""
    if call.number("channel_id") != 1:
        raise RefusalError(Number.ILLEGAL)
    return _operate(call, Way.CHANNEL)


@routes.write("PUT", f"{_D}/password-free/open-door/cancel")
def cancel(call: Call) -> object:
    """Let nobody in: 1 the owner rejects, 2 whoever rang gives up."""
    lock = call.lock()
    if call.number("type") not in {1, 2}:
        raise RefusalError(Number.ILLEGAL)
    return answer_ring(call.state, lock, yes=False)


@routes.write("POST", "/v1.0/smart-lock/devices/{device}/password-free/door-operate")
def operate(call: Call) -> object:
    """Open or, with `open` false, lock."""
    return _operate(call, Way.OPERATE, opens=_opens(call))


@routes.write("POST", f"{_D}/open-door")
def open_with_password(call: Call) -> object:
    """Open with a PIN, which the lock itself checks."""
    lock = call.lock()
    digits = decrypted(call, lock, _SIX)
    if Way.PASSWORD not in lock.ways:
        raise RefusalError(Number.LOCK_TYPE)
    if not _reaches(call, lock, _WITH):
        return False
    present(call.state.home, lock.hardware, CredentialKind.PIN, digits)
    return True


def _operate(call: Call, way: Way, *, opens: bool = True) -> object:
    """Open or lock by one of the ways, for which a ticket is used up."""
    lock = call.lock()
    used_ticket(call, lock)
    if way not in lock.ways:
        raise RefusalError(call.switches.unsupported_way)
    if not opens and not lock.kind.locks_from_afar:
        raise RefusalError(call.switches.no_lock_command)
    if not _reaches(call, lock, _FREE) or not lock.has_remote_key:
        return False
    if lock.kind.sleeps:
        return answer_ring(call.state, lock, yes=True)
    (open_door if opens else close_door)(call.state, lock)
    return True


def _reaches(call: Call, lock: TuyaLock, kind: str) -> bool:
    """Tell whether a command will arrive, or refuse it."""
    if not lock.remote[kind]:
        if call.switches.off_answer == "1106":
            raise RefusalError(Number.DENIED)
        return False
    if not lock.hardware.reachable:
        raise RefusalError(Number.OFFLINE)
    if lock.kind.sleeps and not lock.ringing(call.state.now):
        if call.switches.asleep_answer == "2001":
            raise RefusalError(Number.OFFLINE)
        return False
    return True


def _opens(call: Call) -> bool:
    """Read `open`, which some locks want as text."""
    value, style = call.body.get("open", True), call.lock().takes_open
    if isinstance(value, bool) and style != "string":
        return value
    if value in ("true", "false") and style != "boolean":
        return value == "true"
    raise RefusalError(Number.ILLEGAL)
