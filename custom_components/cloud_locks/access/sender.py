"""Carrying out one step at a lock, by means of those who write its codes."""

from typing import Final

from homeassistant.core import HomeAssistant

from ..codes import CodeWriter
from ..model.access_code import AccessCode, CodeChange, CodeDraft
from ..model.errors import CloudUnreachable, InvalidCode, NotFound
from ..model.lock import LockId
from ..model.reason import Reason
from ..model.secret import Secret
from .card_sender import async_send_card
from .carrying import Sent
from .grant import DoorId, Grant, StepKind
from .plans import AnyStep, CardStep, Step
from .sight import async_account_of

_PATIENCE: Final = 3600.0
"""Seconds. Nobody waits here; what takes longer is found by looking."""


async def async_send(
    hass: HomeAssistant, grant: Grant, at: DoorId, step: AnyStep
) -> Sent:
    """Do a step; returns the code as it is known then, or a card that was written.

    Errors of `model.errors`.
    """
    if (account := async_account_of(hass, at)) is None:
        raise CloudUnreachable("account")
    if isinstance(step, CardStep):
        return await async_send_card(account.credentials, grant, at.lock_id, step)
    writer = account.code_writer
    pin = grant.pin if step.generation == grant.generation else None
    if step.kind is StepKind.WRITE:
        return await _write(writer, at.lock_id, step, pin)
    if step.code is None:
        raise NotFound("code")
    match step.kind:
        case StepKind.CHANGE:
            return await _change(writer, at.lock_id, step, step.code, pin)
        case StepKind.ADOPT:
            return await writer.adopt(at.lock_id, step.code)
        case StepKind.REMOVE:
            return await writer.delete(at.lock_id, step.code, wait=_PATIENCE)
    return await writer.set_enabled(
        at.lock_id,
        step.code,
        enabled=step.kind is StepKind.SWITCH_ON,
        wait=_PATIENCE,
    )


async def _write(
    writer: CodeWriter, lock_id: LockId, step: Step, pin: Secret | None
) -> AccessCode:
    if pin is None or step.schedule is None:
        raise InvalidCode("no digits", reason=Reason.PIN_REQUIRED)
    draft = CodeDraft(name=step.name, schedule=step.schedule, pin=pin)
    return await writer.add(lock_id, draft, wait=_PATIENCE)


async def _change(
    writer: CodeWriter,
    lock_id: LockId,
    step: Step,
    code: AccessCode,
    pin: Secret | None,
) -> AccessCode:
    change = CodeChange(schedule=step.schedule)
    try:
        return await writer.update(lock_id, code, change, wait=_PATIENCE)
    except InvalidCode as err:
        if err.reason is not Reason.PIN_REQUIRED or pin is None:
            raise
    # Some clouds want the digits again to change the hours; nothing was sent yet.
    change = CodeChange(schedule=step.schedule, pin=pin)
    return await writer.update(lock_id, code, change, wait=_PATIENCE)
