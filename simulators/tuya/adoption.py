"""What the app changed in a lock's memory, as the cloud comes to know it.

A PIN with an end is a temporary password there, any other a method of a member.
"""

from typing import TYPE_CHECKING, Final

from simulators.credentials import Credential, CredentialKind
from simulators.schedule import ALWAYS

from .devices import TuyaLock
from .members import Member, OpMode
from .numbers import Delivery, Phase, UserType
from .passwords import TempPassword, block_of
from .stamps import to_s

if TYPE_CHECKING:
    from .state import TuyaState

FOREVER: Final = 4102444800
"""The end of 2099, where the app lets a password go on."""
_CODES: Final = {
    CredentialKind.PIN: "unlock_password",
    CredentialKind.FINGERPRINT: "unlock_fingerprint",
    CredentialKind.CARD: "unlock_card",
}


def adopt(state: TuyaState, lock: TuyaLock) -> None:
    """Let the cloud's list follow what is in the lock."""
    rows = {row.id: row for row in lock.hardware.credentials if not row.computed}
    passwords = {
        row.slot: row
        for row in lock.passwords.values()
        if row.slot is not None and not row.deleted
    }
    for slot, credential in rows.items():
        if slot in lock.opmodes:
            lock.opmodes[slot].name = credential.name
        elif slot in passwords:
            passwords[slot].name = credential.name
        else:
            _take(state, lock, credential)
    for slot in lock.opmodes.keys() - rows.keys():
        del lock.opmodes[slot]
    for gone in passwords.keys() - rows.keys():
        state.memory.gone(lock, passwords[gone])


def owner_of(lock: TuyaLock) -> Member:
    """Return the owner of the home."""
    rows = lock.members.values()
    return next(row for row in rows if row.type == UserType.OWNER)


def _take(state: TuyaState, lock: TuyaLock, credential: Credential) -> None:
    """List a credential that the app made."""
    if credential.schedule != ALWAYS and credential.kind is CredentialKind.PIN:
        _take_password(state, lock, credential)
        return
    member = lock.members.get(credential.person_id or "") or owner_of(lock)
    lock.opmodes[credential.id] = OpMode(
        id=next(state.method_ids),
        code=_CODES[credential.kind],
        slot=credential.id,
        name=credential.name,
        user_id=member.id,
    )


def _take_password(state: TuyaState, lock: TuyaLock, credential: Credential) -> None:
    """List a temporary password that the app made."""
    schedule = credential.schedule
    number = next(state.password_ids)
    lock.passwords[number] = TempPassword(
        id=number,
        name=credential.name,
        digits=credential.secret,
        starts=to_s(schedule.starts or credential.created),
        ends=to_s(schedule.ends) if schedule.ends else FOREVER,
        zone=schedule.zone if schedule.days is not None else "",
        block=block_of(schedule),
        once=credential.uses_left is not None,
        phase=Phase.NORMAL,
        delivery=Delivery.SUCCESS,
        slot=credential.id,
        created=credential.created,
    )
