"""Passcodes of a lock: listed, created with digits of one's own, changed, deleted.

Sources: Sifely Open API documentation, "Passcode list" and "Change passcode"; TTLock
open platform documentation, passcodes; that Sifely insists on `deleteType` and answers
null digits comes from a public client. The digits that a change wants are
`newKeyboardPwd`: another parameter is overlooked.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from simulators.ttlock.codes import Passcode
from simulators.ttlock.devices import TtlockLock
from simulators.ttlock.features import Feature
from simulators.ttlock.memory import Change
from simulators.ttlock.numbers import CodeType, Number, Status, Way
from simulators.ttlock.paging import page
from simulators.ttlock.passcoderules import (
    CUSTOM_TYPES,
    check_digits,
    check_free,
    check_moments,
    check_room,
    custom_dates,
    was_used,
)
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Json, Routes, Where
from simulators.ttlock.stamps import to_ms

routes = Routes()

_LARGEST, _LARGEST_AT_SIFELY = 200, 100
_ORDERS: Final = range(4)


@routes.read("GET", "lock/listKeyboardPwd")
async def list_passcodes(call: Call) -> Answer:
    """List the passcodes that the cloud knows, digits and all."""
    lock = call.managed()
    call.params.choice("orderBy", _ORDERS, 0)
    text = (call.params.text("searchStr") or "").lower()
    rows = [
        _shape(call, lock, passcode)
        for passcode in sorted(lock.passcodes.values(), key=lambda row: -row.id)
        if text in passcode.name.lower()
    ]
    largest = _LARGEST_AT_SIFELY if call.sifely else _LARGEST
    return page(call, rows, largest=largest)


@routes.read("GET", "keyboardPwd/get", Where.GUESS)
async def get_passcode(call: Call) -> Answer:
    """Return one passcode: a guess, since the page of this operation is not known."""
    lock = call.managed()
    return Answer(_shape(call, lock, _existing(call, lock)))


@routes.write("keyboardPwd/add")
async def create(call: Call) -> Answer:
    """Store a passcode in the lock, or only in the cloud when "a phone" did it."""
    lock = call.managed()
    way = call.way("addType")
    passcode = _read(call, lock)
    if way is Way.BLUETOOTH:
        lock.passcodes[passcode.id] = passcode
    elif way is Way.LATER:
        if not lock.wifi:
            raise RefusalError(Number.UNSUPPORTED)
        _send(call, lock, passcode)
    else:
        needed = Feature.MANAGE_PASSCODES
        async with call.state.radio.exchange(lock, call.state.now, needed):
            _send(call, lock, passcode)
    answer: Json = {"keyboardPwdId": passcode.id}
    return Answer(answer | {"keyboardPwd": None} if call.sifely else answer)


@routes.write("keyboardPwd/change")
async def change(call: Call) -> Answer:
    """Change what is sent of name, digits and dates."""
    lock = call.managed()
    passcode = _existing(call, lock)
    way = call.way("changeType")
    wanted = _changed(call, lock, passcode)
    if (wanted.digits, wanted.starts, wanted.ends) == (
        passcode.digits,
        passcode.starts,
        passcode.ends,
    ):
        _rename(lock, passcode, wanted.name)
        return Answer()
    if not passcode.custom and not was_used(lock, passcode):
        raise RefusalError(Number.PASSCODE_NEVER_USED)
    if way is Way.BLUETOOTH:
        _take_over(passcode, wanted)
        return Answer()
    needed = Feature.MANAGE_PASSCODES
    async with call.state.radio.exchange(lock, call.state.now, needed):

        def work() -> None:
            call.state.memory.replace(lock, wanted)
            _take_over(passcode, wanted)

        _write(call, lock, passcode, work, Status.CHANGING)
    return Answer()


@routes.write("keyboardPwd/delete")
async def delete(call: Call) -> Answer:
    """Delete a passcode from lock and cloud, or from the cloud alone."""
    lock = call.managed()
    way = call.way("deleteType", required=True)
    passcode = _existing(call, lock)
    if way is Way.BLUETOOTH:
        lock.forgotten.add(passcode.id)
        del lock.passcodes[passcode.id]
        return Answer()
    needed = Feature.MANAGE_PASSCODES
    async with call.state.radio.exchange(lock, call.state.now, needed):

        def work() -> None:
            call.state.memory.remove(lock, passcode)

        _write(call, lock, passcode, work, Status.DELETING)
    return Answer()


def _read(call: Call, lock: TtlockLock) -> Passcode:
    """Return the passcode that is asked for, before the lock is."""
    digits = call.params.need_text("keyboardPwd")
    kind = call.params.choice("keyboardPwdType", CUSTOM_TYPES, CodeType.PERIOD)
    check_digits(digits)
    starts, ends = custom_dates(call, kind)
    check_free(lock, digits)
    check_room(lock)
    return Passcode(
        id=next(call.state.credential_ids),
        name=call.params.text("keyboardPwdName") or "",
        digits=digits,
        kind=kind,
        starts=starts,
        ends=ends,
        created=call.state.now,
        sender=call.user,
    )


def _send(call: Call, lock: TtlockLock, passcode: Passcode) -> None:
    """List a new passcode, which is at the lock now or on its way there."""
    lock.passcodes[passcode.id] = passcode

    def work() -> None:
        call.state.memory.store(lock, passcode)

    try:
        _write(call, lock, passcode, work, Status.ADDING)
    except RefusalError:
        del lock.passcodes[passcode.id]
        raise


def _write(
    call: Call,
    lock: TtlockLock,
    passcode: Passcode,
    work: Callable[[], None],
    doing: Status,
) -> None:
    """Carry a change to the lock; the status of a failure follows that of the doing."""
    failed = Status(doing + 1)
    call.state.memory.write(
        lock, Change(passcode=passcode, work=work, doing=doing, failed=failed)
    )


def _changed(call: Call, lock: TtlockLock, passcode: Passcode) -> Passcode:
    """Return a passcode as it is to be."""
    params = call.params
    digits = params.text("newKeyboardPwd") or passcode.digits
    starts, ends = params.number("startDate"), params.number("endDate")
    if digits != passcode.digits:
        check_digits(digits)
        check_free(lock, digits, passcode.id)
    if (starts is None) is not (ends is None):
        raise RefusalError(Number.INVALID)
    wanted = replace(
        passcode, name=params.text("keyboardPwdName") or passcode.name, digits=digits
    )
    if starts is None or ends is None:
        return wanted
    check_moments(starts, ends)
    if ends and ends <= starts:
        raise RefusalError(Number.INVALID)
    kind = passcode.kind
    if kind in CUSTOM_TYPES:
        kind = CodeType.PERIOD if ends else CodeType.PERMANENT
    return replace(wanted, starts=starts, ends=ends, kind=kind)


def _take_over(passcode: Passcode, wanted: Passcode) -> None:
    """Let a passcode be as it was wanted."""
    passcode.name, passcode.digits = wanted.name, wanted.digits
    passcode.starts, passcode.ends = wanted.starts, wanted.ends
    passcode.kind = wanted.kind
    passcode.lock_digits = wanted.lock_digits


def _rename(lock: TtlockLock, passcode: Passcode, name: str) -> None:
    """Change a name, which is nothing that the lock has to hear of."""
    passcode.name = name
    memory = lock.hardware.credentials
    row = memory.get(passcode.id)
    if row is not None:
        memory.change(row.id, name, row.secret, row.schedule)


def _existing(call: Call, lock: TtlockLock) -> Passcode:
    """Return the passcode that is asked for."""
    passcode = lock.passcodes.get(call.params.need_number("keyboardPwdId"))
    if passcode is None:
        raise RefusalError(Number.NO_PASSCODE)
    return passcode


def _shape(call: Call, lock: TtlockLock, passcode: Passcode) -> Json:
    """Return one row of the list, with its 14 fields."""
    kind = passcode.kind
    shape: Json = {
        "keyboardPwdId": passcode.id,
        "lockId": lock.id,
        "keyboardPwd": passcode.digits,
        "keyboardPwdName": passcode.name,
        "nickName": passcode.name,
        "keyboardPwdType": str(kind) if call.switches.loose_types else int(kind),
        "keyboardPwdVersion": 4,
        "startDate": passcode.starts,
        "endDate": passcode.ends,
        "isCustom": int(passcode.custom),
        "senderUsername": passcode.sender.username,
        "receiverUsername": "",
        "status": int(_status(call, passcode)),
    }
    if passcode.status is not Status.ADDING:
        # It is missing for as long as a code is not synchronised.
        shape["sendDate"] = to_ms(passcode.created)
    return shape


def _status(call: Call, passcode: Passcode) -> int:
    """Return the status; only some pages know one for what has expired."""
    over = passcode.ends and passcode.ends <= to_ms(call.state.now)
    if over and passcode.kind == CodeType.PERIOD and passcode.status is Status.NORMAL:
        return call.switches.expired_status
    return passcode.status
