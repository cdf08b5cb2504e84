"""Pictures, and the advanced password.

Source: Tuya developer documentation, by the names of the operations: results of these
are not documented, so a switch says what is answered. Key names of a picture are a
guess that has to be switched on.
"""

from simulators.tuya.numbers import Number
from simulators.tuya.passwordrules import decrypted
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service

routes = Routes(Service.LOCK)
_D = "/v1.0/devices/{device}/door-lock"
_S = "/v1.0/smart-lock/devices/{device}"
_SIX = frozenset({6})


@routes.write("POST", f"{_D}/advanced-password")
def set_advanced(call: Call) -> object:
    """Set the password of the administrator, or of emergencies."""
    lock, kind = call.changed_lock(), call.text("advanced_type")
    digits = decrypted(call, lock, _SIX)
    if kind not in {"admin", "emergency"}:
        raise RefusalError(Number.ILLEGAL)
    if not lock.awake(call.state.now):
        raise RefusalError(Number.OFFLINE)
    lock.advanced[kind] = digits
    return True


@routes.read(f"{_D}/advanced-password")
def advanced(call: Call) -> object:
    """Tell of the advanced passwords."""
    call.lock()
    return call.unknown()


@routes.read(f"{_D}/latest/media/url")
def latest(call: Call) -> object:
    """Tell where the last picture is."""
    lock = call.lock()
    if not lock.kind.camera:
        raise RefusalError(Number.LOCK_TYPE)
    if not call.switches.media_guess:
        return call.unknown()
    url = f"{call.state.media_origin}/_media/{lock.id}/{len(lock.reports)}.jpg"
    return {"file_url": url, "file_key": ""}


@routes.read(f"{_S}/albums-media")
def albums(call: Call) -> object:
    """List pictures."""
    call.lock()
    return call.unknown()


@routes.read(f"{_S}/media-view-times")
def views(call: Call) -> object:
    """Tell how often pictures were looked at."""
    call.lock()
    return call.unknown()


@routes.write("POST", f"{_S}/media-view-times")
def add_view(call: Call) -> object:
    """Count that a picture was looked at."""
    call.lock().media_views += 1
    return call.unknown()
