"""Enrolling: somebody stands at the lock and shows a finger, a card or a face.

Source: Tuya developer documentation, entry of unlock methods and the message
`doorUnlockMethodStatus`; how long it stays open was measured.
"""

from datetime import timedelta
from typing import Final

from simulators.credentials import Credential, CredentialKind

from .devices import TuyaLock
from .members import METHODS, Enrolment, OpMode
from .memory import free_slot
from .state import TuyaState

OPEN_FOR: Final = timedelta(seconds=60)
START, CANCEL = 1, 2
_KINDS: Final = {
    "fingerprint": CredentialKind.FINGERPRINT,
    "card": CredentialKind.CARD,
    "password": CredentialKind.PIN,
}


def begin(state: TuyaState, lock: TuyaLock, kind: str, user_id: str) -> None:
    """Let the lock wait for somebody to show something."""
    ends = state.now + OPEN_FOR
    lock.enrolment = Enrolment(kind=kind, user_id=user_id, ends=ends)
    _tell(state, lock, START, finish=False, first=True)


def touch(state: TuyaState, lock: TuyaLock, secret: str) -> OpMode | None:
    """Show it once more; answers the method when the lock knows enough."""
    enrolment = lock.enrolment
    if enrolment is None:
        msg = "nobody is enrolling"
        raise ValueError(msg)
    enrolment.touches += 1
    needed = state.switches.enrolment_touches if enrolment.kind == "fingerprint" else 1
    if enrolment.touches < needed:
        _tell(state, lock, START, finish=False)
        return None
    mode = add_method(state, lock, enrolment.kind, enrolment.user_id, secret)
    _tell(state, lock, START, finish=True)
    lock.enrolment = None
    return mode


def cancel(state: TuyaState, lock: TuyaLock) -> None:
    """Give it up."""
    _tell(state, lock, CANCEL, finish=False)
    lock.enrolment = None


def add_method(
    state: TuyaState,
    lock: TuyaLock,
    kind: str,
    user_id: str | None,
    secret: str,
    name: str | None = None,
) -> OpMode:
    """Store a way of opening in the lock; raises as `Credentials.add` does.

    The lock makes a name up of the member's number and its slot.
    """
    slot = free_slot(lock)
    member = lock.members.get(user_id or "")
    mode = OpMode(
        id=next(state.method_ids),
        code=METHODS[kind],
        slot=slot,
        name=name or f"{member.number if member else 0}-{slot}",
        user_id=user_id,
    )
    lock.hardware.credentials.put(
        Credential(
            id=slot,
            kind=_KINDS.get(kind, CredentialKind.FINGERPRINT),
            name=mode.name,
            secret=secret,
            created=state.now,
            person_id=user_id if user_id in state.home.people else None,
        )
    )
    lock.opmodes[slot] = mode
    return mode


def _tell(
    state: TuyaState, lock: TuyaLock, operate: int, *, finish: bool, first: bool = False
) -> None:
    """Push how far it is; the whole time is told once."""
    enrolment = lock.enrolment
    if enrolment is None:
        return
    body: dict[str, object] = {
        "finish": finish,
        "operate": operate,
        "raised": enrolment.touches,
        "period": max(0, int((enrolment.ends - state.now).total_seconds())),
        "event": "unlockMethodEntry",
    }
    if first:
        body["totalPeriod"] = int(OPEN_FOR.total_seconds())
    state.queue.event(lock.device, "doorUnlockMethodStatus", body)
