"""Sending and deleting eKeys.

Sources: Sifely Open API documentation, "Send ekey"; TTLock open platform documentation,
"Send ekey" and "Delete ekey": an administrator who deletes the eKey of an administrator
deletes the lock.
"""

from simulators.people import Person
from simulators.ttlock.accounts import User
from simulators.ttlock.devices import Ekey, TtlockLock
from simulators.ttlock.numbers import EKEY_NORMAL, EKEY_PENDING, NO, YES, Number
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Routes

routes = Routes()


@routes.write("key/send")
async def send(call: Call) -> Answer:
    """Send an eKey; the receiver has one of each lock at most."""
    lock = call.managed()
    name = call.params.need_text("keyName")
    starts = call.params.need_number("startDate")
    ends = call.params.need_number("endDate")
    if starts < 0 or ends < 0 or (ends and ends <= starts):
        raise RefusalError(Number.INVALID)
    remote = call.params.choice("remoteEnable", range(YES, NO + 1), YES)
    right = call.params.choice("keyRight", range(2), 0)
    receiver = _receiver(call, lock, name)
    ekey = call.state.add_ekey(lock, receiver, call.user, name)
    ekey.starts, ekey.ends = starts, ends
    ekey.remote, ekey.right = remote, right
    ekey.remarks = call.params.text("remarks") or ""
    ekey.status = EKEY_PENDING if call.switches.ekey_pending else EKEY_NORMAL
    tells = not call.sifely or call.switches.ekey_answer == "keyId"
    return Answer({"keyId": ekey.id} if tells else None)


@routes.write("key/delete")
async def delete(call: Call) -> Answer:
    """Delete an eKey, and with the administrator's own one the lock."""
    lock, ekey = _existing(call, call.params.need_number("keyId"))
    mine = lock.ekey_of(call.user)
    if ekey.user is not call.user and (mine is None or not mine.manages):
        raise RefusalError(call.switches.not_admin)
    if ekey.admin:
        _delete_lock(call, lock)
    else:
        del lock.ekeys[ekey.id]
    return Answer()


def _receiver(call: Call, lock: TtlockLock, name: str) -> User:
    """Return who is to have an eKey; an account may be made on the way."""
    username = call.params.need_text("receiverUsername")
    create = call.params.choice("createUser", range(YES, NO + 1), NO) == YES
    user = call.state.find_user(username)
    if user is None and not create:
        raise RefusalError(Number.NOT_REGISTERED)
    if user is None:
        someone = Person(id=username, name=username, email=username, resident=False)
        # The password of such an account is the end of the eKey's name.
        user = call.state.register(someone, username.lower(), name[-6:])
    if user is call.user:
        raise RefusalError(Number.EKEY_TO_SELF)
    if user is lock.owner:
        raise RefusalError(Number.EKEY_TO_ADMIN)
    return user


def _existing(call: Call, key_id: int) -> tuple[TtlockLock, Ekey]:
    """Return the eKey of an id with its lock."""
    for lock in call.state.locks.values():
        if key_id in lock.ekeys:
            return lock, lock.ekeys[key_id]
    raise RefusalError(Number.NO_EKEY)


def _delete_lock(call: Call, lock: TtlockLock) -> None:
    """Let the lock vanish from every account; somebody has to reset it by hand."""
    if lock.owner is not call.user:
        raise RefusalError(call.switches.not_admin)
    call.state.deleted_locks.append(lock.hardware.id)
    del call.state.locks[lock.id]
