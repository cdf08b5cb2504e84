"""Locks, their status, deleting one, who has one.

Sources: Yale Home API documentation, "Get info about the lock", "Delete a lock", "Add a
user to a lock", "Change user type"; paths as public clients have them.
"""

from simulators.august.lockshapes import lock_shape, row_shape, status_shape
from simulators.august.refusals import RefusalError
from simulators.august.routing import SUCCESS, Call, Routes
from simulators.august.users import Role

routes = Routes()


@routes.read("GET", "/users/locks/mine")
async def my_locks(call: Call) -> object:
    """List the locks of the user by their id, an empty object if there are none."""
    if call.grant.sub_user_id is not None:
        return {}
    return {
        lock.id: row_shape(lock, lock.roles[call.user.id])
        for lock in call.state.visible(call.user)
    }


@routes.read("GET", "/locks/{lock}")
async def show_lock(call: Call) -> object:
    """Return everything about a lock."""
    return lock_shape(call.state, call.lock())


@routes.read("GET", "/locks/{lock}/status")
async def show_status(call: Call) -> object:
    """Return the status that the cloud remembers."""
    lock = call.lock()
    if lock.bridge is None:
        raise RefusalError(409, "Lock has no bridge")
    return status_shape(lock, call.switches)


@routes.write("DELETE", "/locks/{lock}")
async def delete_lock(call: Call) -> object:
    """Take a lock out of the account; `soft` leaves it to the caller alone."""
    lock = call.owned_lock()
    for credential in list(lock.hardware.credentials):
        lock.hardware.credentials.remove(credential.id)
    lock.pins.clear()
    if call.query.get("soft") == "1":
        others = lock.users.keys() - {call.user.id}
        for user_id in others:
            del lock.users[user_id], lock.roles[user_id]
        return SUCCESS
    del call.state.locks[lock.id]
    call.state.deleted_locks.append(lock.hardware.id)
    return SUCCESS


@routes.write("PUT", "/locks/adduser/{lock}/{user}/{type}")
async def add_user(call: Call) -> object:
    """Give somebody a lock, or invite who has no account yet."""
    lock = call.lock_as(Role.SUPERUSER, Role.MANAGER)
    role = _role(call)
    user = call.state.find_user(call.places["user"])
    if user is not None:
        call.state.give(lock, user, role)
    elif call.places["user"].startswith(("phone:", "email:")):
        lock.invitations[call.places["user"]] = role
    else:
        raise RefusalError(400, "Unknown user")
    return SUCCESS


@routes.write("PUT", "/locks/{lock}/{user}/{type}")
async def change_type(call: Call) -> object:
    """Let somebody be more or less at a lock, or who is invited."""
    lock = call.owned_lock()
    role, name = _role(call), call.places["user"]
    if name in lock.invitations:
        lock.invitations[name] = role
    elif name in lock.users:
        lock.roles[name] = role
    else:
        raise RefusalError(404, "User not found")
    return SUCCESS


def _role(call: Call) -> Role:
    """Return the role that the path names."""
    name = call.places["type"]
    if name not in set(Role):
        raise RefusalError(400, '"type" must be one of [user, manager, superuser]')
    return Role(name)
