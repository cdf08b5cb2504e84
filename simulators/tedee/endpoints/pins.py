"""PINs of a lock. Source: Tedee API documentation, endpoints/lock PIN and its how-to.

PINs live in the lock: each request is a round trip through bridge and lock, and one
lock takes one at a time.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from simulators.credentials import (
    CapacityError,
    Credential,
    CredentialKind,
    DuplicateError,
)
from simulators.schedule import Schedule
from simulators.tedee import body
from simulators.tedee.body import SCHEDULE_FIELDS, Kind, required
from simulators.tedee.devices import TedeeLock
from simulators.tedee.numbers import AccessLevel
from simulators.tedee.people import Scope
from simulators.tedee.pinrules import check_alias, check_digits
from simulators.tedee.routing import (
    Answer,
    Call,
    RefusalError,
    Routes,
    require_level,
)
from simulators.tedee.scheduleshapes import schedule_shape

routes = Routes()

_FIELDS: Final = {
    "alias": required(Kind.TEXT),
    "pin": required(Kind.TEXT),
    **SCHEDULE_FIELDS,
}


@routes.add("GET", "/my/lock/{lock}/pin", Scope.DEVICE_READ)
async def list_pins(call: Call) -> Answer:
    """List ids and aliases, or say that the caller's list is current."""
    known = call.query.number("listVersion")
    async with _exchange(call) as lock:
        pins = lock.lock.credentials.of_kind(CredentialKind.PIN)
        version = lock.lock.credentials.version
        if known == version:
            raise RefusalError(304, "The list of PINs is current")
        rows = [{"id": pin.id, "alias": pin.name} for pin in pins]
        return Answer(result={"listVersion": version, "pins": rows})


@routes.add("GET", "/my/lock/{lock}/pin/{pin}", Scope.DEVICE_READ)
async def show_pin(call: Call) -> Answer:
    """Return one PIN with its digits and schedule."""
    async with _exchange(call) as lock:
        pin = _existing(call, lock)
        shape = {"id": pin.id, "alias": pin.name, "pin": pin.secret}
        schedule = schedule_shape(pin.schedule, call.state.switches)
        return Answer(result=shape | schedule)


@routes.add("POST", "/my/lock/{lock}/pin", Scope.DEVICE_WRITE)
async def create_pin(call: Call) -> Answer:
    """Store a new PIN."""
    alias, digits, schedule = _read(call)
    async with _exchange(call) as lock:
        check_alias(alias, lock.lock.credentials, None, call.state.switches)
        try:
            pin = lock.lock.credentials.add(alias, digits, schedule)
        except DuplicateError as err:
            raise _duplicate() from err
        except CapacityError as err:
            status = call.state.switches.pins_full_status
            raise RefusalError(status, "No more PINs can be added") from err
        return Answer(status=201, result={"id": pin.id})


@routes.add("PUT", "/my/lock/{lock}/pin/{pin}", Scope.DEVICE_WRITE)
async def replace_pin(call: Call) -> Answer:
    """Replace a PIN; schedule fields that are not sent are cleared."""
    alias, digits, schedule = _read(call)
    async with _exchange(call) as lock:
        pin = _existing(call, lock)
        memory = lock.lock.credentials
        check_alias(alias, memory, pin.id, call.state.switches)
        try:
            memory.change(pin.id, alias, digits, schedule)
        except DuplicateError as err:
            raise _duplicate() from err
        return Answer(status=204)


@routes.add("DELETE", "/my/lock/{lock}/pin/{pin}", Scope.DEVICE_WRITE)
async def delete_pin(call: Call) -> Answer:
    """Delete a PIN."""
    async with _exchange(call) as lock:
        lock.lock.credentials.remove(_existing(call, lock).id)
        return Answer(status=204)


@asynccontextmanager
async def _exchange(call: Call) -> AsyncIterator[TedeeLock]:
    """Keep the line to a lock for one round trip."""
    lock = _manageable(call)
    state, switches = call.state, call.state.switches
    if not _ready(lock):
        raise RefusalError(428, "The lock is disconnected or has no keypad")
    if lock.id in state.busy or switches.pin_busy > 0:
        switches.pin_busy = max(0, switches.pin_busy - 1)
        raise RefusalError(409, "Another request for this device is being processed")
    state.busy.add(lock.id)
    try:
        await _travel(switches.pin_seconds)
        if not lock.lock.reachable:
            raise RefusalError(408, "The device did not answer")
        yield lock
    finally:
        state.busy.discard(lock.id)


def _manageable(call: Call) -> TedeeLock:
    """Return the lock that the path names, if the user manages it."""
    lock, access = call.path_lock()
    require_level(access, AccessLevel.ADMIN)
    return lock


async def _travel(seconds: float) -> None:
    """Wait for the lock, if it takes any time at all."""
    if seconds:
        await asyncio.sleep(seconds)


def _ready(lock: TedeeLock) -> bool:
    """Tell whether bridge, lock and keypad are all there."""
    return (
        lock.lock.gateway is not None
        and lock.lock.reachable
        and lock.paired_keypad is not None
    )


def _read(call: Call) -> tuple[str, str, Schedule]:
    """Return alias, digits and schedule of the body, before the lock is asked."""
    lock = _manageable(call)
    body.check(call.body, _FIELDS)
    digits = body.text(call.body, "pin")
    check_digits(digits)
    in_utc = call.state.switches.schedule_zone == "utc"
    schedule = body.schedule(call.body, "UTC" if in_utc else lock.lock.zone)
    return body.text(call.body, "alias"), digits, schedule


def _existing(call: Call, lock: TedeeLock) -> Credential:
    """Return the PIN that the path names."""
    pin = lock.lock.credentials.get(int(call.path["pin"]))
    if pin is None or pin.kind is not CredentialKind.PIN:
        raise RefusalError(404, "PIN not found")
    return pin


def _duplicate() -> RefusalError:
    """Return the refusal of digits that another PIN has."""
    return RefusalError(406, "This PIN already exists")
