"""Passcodes that the cloud computes and the lock recognises: no gateway is asked.

Source: TTLock open platform documentation, "Get a random passcode"; Sifely calls it
"Random a passcode with offline".
"""

from simulators.ttlock.codes import Passcode
from simulators.ttlock.numbers import Number
from simulators.ttlock.passcoderules import (
    ALL_TYPES,
    check_computable,
    computed_dates,
    computed_digits,
)
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Routes

routes = Routes()


@routes.write("keyboardPwd/get")
async def generate(call: Call) -> Answer:
    """Compute a passcode of one of the fourteen types."""
    lock = call.managed()
    kind = call.params.need_number("keyboardPwdType")
    if kind not in ALL_TYPES:
        raise RefusalError(Number.INVALID)
    starts, ends = computed_dates(call, lock, kind)
    check_computable(lock, kind)
    number = next(call.state.credential_ids)
    passcode = Passcode(
        id=number,
        name=call.params.text("keyboardPwdName") or "",
        digits=computed_digits(lock, number),
        kind=kind,
        starts=starts,
        ends=ends,
        created=call.state.now,
        sender=call.user,
        custom=False,
    )
    lock.passcodes[passcode.id] = passcode
    call.state.memory.store(lock, passcode)
    return Answer({"keyboardPwd": passcode.digits, "keyboardPwdId": passcode.id})
