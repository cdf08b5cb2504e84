"""Operations whose paths nobody has published, at paths of this project's own.

Source: Yale Home API documentation, "Transfer an existing PIN", "Get master PIN", "Set
master PIN", "Logout": bodies and answers are documented, paths are not. A client may
send these paths to nothing but a simulator.
"""

from simulators.august.devices import AugustLock
from simulators.august.pins import Access, Group
from simulators.august.refusals import RefusalError
from simulators.august.routing import SUCCESS, Call, Routes
from simulators.august.users import NamedUser

routes = Routes()

PREFIX = "/_unpublished"
TRANSFER = f"{PREFIX}/locks/{{lock}}/pins/transfer"
MASTER = f"{PREFIX}/locks/{{lock}}/masterpin"
LOGOUT = f"{PREFIX}/logout"


@routes.write("PUT", TRANSFER)
async def transfer_pin(call: Call) -> object:
    """Let a PIN belong to another user; the lock is told nothing."""
    lock = call.owned_lock()
    old, new = call.text("oldUserID"), call.text("newUserID")
    taken = any(row.user_id == new for row in lock.pins.values())
    for record in lock.pins.values():
        if record.user_id == old:
            if taken:
                raise RefusalError(409, call.switches.conflict_message)
            record.user_id, record.updated = new, call.state.now
            _rename(call, lock, record.id)
            return SUCCESS
    raise RefusalError(404, "PIN not found")


@routes.read("GET", MASTER)
async def show_master_pin(call: Call) -> object:
    """Return the code that opens the menu of the keypad."""
    master = call.owned_lock().master
    if master is None:
        raise RefusalError(404, "Master PIN not found")
    return master.bare_shape()


@routes.write("PUT", MASTER)
async def set_master_pin(call: Call) -> object:
    """Set the code that opens the menu of the keypad."""
    lock, pin = call.owned_lock(), call.body.get("pin")
    shortest, longest = lock.kind.pin_lengths
    text = str(pin)
    fits = text.isdecimal() and shortest <= len(text) <= longest
    if not isinstance(pin, str | int) or not fits:
        raise RefusalError(400, '"pin" is not valid')
    user = NamedUser(id=call.user.id, owner_id=call.user.id, first_name="")
    record = call.state.pinwork.record(lock, user, text, 0, Access())
    record.group, record.loaded = Group.LOADED, record.created
    lock.master = record
    return SUCCESS


@routes.read("POST", LOGOUT)
async def log_out(call: Call) -> object:
    """End the tokens of an installation; the answer is null."""
    call.text("apnsDeviceID")
    call.text("installID")
    call.grant.revoked = True
    return None


def _rename(call: Call, lock: AugustLock, record_id: str) -> None:
    """Give a PIN the name of its new user, where that is known."""
    record = lock.pins[record_id]
    user = call.state.find_user(record.user_id)
    record.partner_user_id = None
    if user is not None:
        record.first_name, record.last_name = user.first_name, user.last_name
        record.unverified = False
    row = lock.hardware.credentials.get(record.credential_id or 0)
    if row is not None:
        # The home has one name for a PIN; the lock itself knows none.
        lock.hardware.credentials.change(row.id, record.name, row.secret, row.schedule)
