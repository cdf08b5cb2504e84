"""PINs: the list, commands for them, reserving one.

Sources: Yale Home API documentation, "Get all PINs", "Load, update or delete PINs",
"Reserve a PIN"; partner user guides, "PIN management". The way of giving a reserved PIN
back is known from a hint only.
"""

from simulators.august.devices import AugustLock
from simulators.august.lockshapes import pins_shape
from simulators.august.pinrules import read_commands
from simulators.august.refusals import RefusalError
from simulators.august.routing import SUCCESS, Call, Routes

routes = Routes()


@routes.read("GET", "/locks/{lock}/pins")
async def list_pins(call: Call) -> object:
    """List all PINs in seven groups, digits included."""
    return pins_shape(call.owned_lock(), call.switches)


@routes.write("POST", "/locks/{lock}/pins")
async def command_pins(call: Call) -> object:
    """Queue commands, one after another; those before a refused one stay queued."""
    lock = _with_keypad(call)
    state = call.state
    commands = read_commands(call.body, lock, call.platform, call.switches)
    for command in commands:
        state.pinwork.run(lock, command, call.user.id, call.key)
    if not call.platform.tells_transaction:
        return SUCCESS
    return {**SUCCESS, "transactionID": state.fresh_uuid()}


@routes.read("GET", "/locks/{lock}/pin")
async def reserve_pin(call: Call) -> object:
    """Return a free PIN and its slot, which nobody else gets for three minutes."""
    reservation = call.state.pinwork.reserve(_with_keypad(call))
    return {"pin": reservation.pin, "slot": reservation.slot}


@routes.read("DELETE", "/locks/{lock}/pin/{pin}")
async def release_pin(call: Call) -> object:
    """Give a reserved PIN back, also one that was given back by itself."""
    lock = _with_keypad(call)
    pin = call.places["pin"]
    lock.reservations = [row for row in lock.reservations if row.pin != pin]
    return SUCCESS


def _with_keypad(call: Call) -> AugustLock:
    """Return the lock of the path, if it has PINs and the user owns it."""
    lock = call.owned_lock()
    if not lock.has_keypad:
        raise RefusalError(409, "Lock has no keypad")
    return lock
