"""Offline and dynamic passwords.

Source: Tuya developer documentation, offline passwords (the four kinds and their hours)
and dynamic passwords. The older version is known by its path alone.
"""

from datetime import timedelta
from typing import Final

from simulators.tuya.devices import TuyaLock
from simulators.tuya.numbers import Number
from simulators.tuya.offline import dynamic_password, offline_digits, recognise
from simulators.tuya.passwords import OfflinePassword, offline_window
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service
from simulators.tuya.stamps import from_s, to_s

routes = Routes(Service.LOCK)
_CODES: Final = {"multiple": 0, "once": 1, "clear_one": 8, "clear_all": 9}
_NAMES: Final = {number: name for name, number in _CODES.items()}


@routes.write("POST", "/v1.1/devices/{device}/door-lock/offline-temp-password")
def create(call: Call) -> object:
    """Compute an offline password; nothing is sent to the lock."""
    kind = call.text("type")
    if kind not in _CODES:
        raise RefusalError(Number.ILLEGAL)
    return _create(call, kind)


@routes.write("POST", "/v1.0/devices/{device}/door-lock/offline-temp-password")
def create_older(call: Call) -> object:
    """Compute one by the older version, whose `type` was seen as a number."""
    kind = call.body.get("type", 0)
    name = _NAMES.get(kind) if isinstance(kind, int) else str(kind)
    if name not in _CODES:
        raise RefusalError(Number.ILLEGAL)
    return _create(call, name)


@routes.write(
    "PUT", "/v1.0/devices/{device}/door-lock/offline-temp-password/{password}"
)
def rename(call: Call) -> object:
    """Give an offline password another name."""
    password = call.lock().offline.get(call.places["password"])
    if password is None:
        raise RefusalError(Number.NO_DATA)
    password.name = call.text("name")
    return True


@routes.read("/v1.0/devices/{device}/door-lock/dynamic-password")
def dynamic(call: Call) -> object:
    """Compute a password for the next five minutes, also for a lock that is away."""
    return {"dynamic_password": dynamic_password(call.state, call.lock())}


def _create(call: Call, kind: str) -> object:
    """Compute a password of a kind."""
    lock = call.lock()
    password = _new(call, lock, kind)
    lock.offline[password.id] = password
    recognise(lock, password)
    return {
        "offline_temp_password_id": password.id,
        "offline_temp_password": password.digits,
        "offline_temp_password_name": password.name,
        "effective_time": to_s(password.starts),
        "invalid_time": to_s(password.ends),
    }


def _new(call: Call, lock: TuyaLock, kind: str) -> OfflinePassword:
    """Return an offline password with its hours."""
    now = call.state.now
    needed = kind == "multiple"
    starts = call.number("effective_time") if needed else to_s(now)
    ends = call.number("invalid_time") if needed else to_s(now + timedelta(hours=24))
    window = offline_window(kind, now, from_s(starts), from_s(ends))
    if window[1] <= window[0]:
        raise RefusalError(Number.ILLEGAL)
    clears = _cleared(call, lock) if kind == "clear_one" else ""
    number = str(next(call.state.method_ids))
    return OfflinePassword(
        id=number,
        name=call.text_or("name", ""),
        digits=offline_digits(number),
        kind=kind,
        starts=window[0],
        ends=window[1],
        clears=clears,
    )


def _cleared(call: Call, lock: TuyaLock) -> str:
    """Return the id of the password that is to be cleared."""
    password = lock.offline.get(call.text("password_id"))
    if password is None or password.kind != "multiple":
        raise RefusalError(Number.NO_DATA)
    return password.id
