"""Carrying out one step about a card at a lock, by means of those who write cards."""

from typing import TYPE_CHECKING

from ..model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
)
from ..model.errors import InvalidCode, NotFound
from ..model.lock import LockId
from ..model.reason import Reason
from .cards import number_of
from .grant import Grant, StepKind
from .plans import CardStep

if TYPE_CHECKING:
    from ..credentials import CredentialDesk


async def async_send_card(
    desk: CredentialDesk, grant: Grant, lock_id: LockId, step: CardStep
) -> Credential | None:
    """Do a step; returns the card that was written. Errors of `model.errors`."""
    if step.kind is StepKind.LOOK_AT_CARDS:
        await desk.list(lock_id)
        return None
    if step.kind is StepKind.WRITE_CARD:
        return await _write(desk, grant, lock_id, step)
    if step.credential is None:
        raise NotFound("card")
    if step.kind is StepKind.REMOVE_CARD:
        await desk.delete(lock_id, step.credential)
    else:
        change = CredentialChange(schedule=step.schedule)
        await desk.update(lock_id, step.credential, change)
    return None


async def _write(
    desk: CredentialDesk, grant: Grant, lock_id: LockId, step: CardStep
) -> Credential:
    if (number := number_of(grant, step.card)) is None:
        raise InvalidCode("no number", reason=Reason.CARD_NOT_KEPT)
    draft = CredentialDraft(
        type=CredentialType.RFID_CODE,
        name=step.name,
        data=number,
        schedule=step.schedule,
    )
    # What was read when it was planned may be old by now.
    return await desk.add(lock_id, draft, apart=True)
