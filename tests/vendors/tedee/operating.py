"""Carrying out an operation in a cloud that answers as a test wants."""

from collections.abc import Sequence

from custom_components.cloud_locks.model.command import CommandResult, Operation
from tests.vendors.raw_server import Reply

from .payloads import CHANGED_AT, OPERATION_ID, operation, started, sync_item
from .script import OPERATION, SYNC, Script, said

STATUS = f"/my/device/operation/{OPERATION_ID}"
DONE = said(operation())
PENDING = said(operation(status="PENDING", result=None))
FAILED = said(operation(result=1))
ACCEPTED = said(started(), 202)
LATER = "2026-11-21T12:00:02"

GONE = said(sync_item(isConnected=False, deviceState=None))

LOCKED, UNLOCKED, SEMI_LOCKED, PULLED = 6, 2, 3, 7


def state(number: int, *, new: bool = True, **changes: object) -> bytes:
    """Return a lock's state, entered after the command or before it."""
    moment = LATER if new else CHANGED_AT
    return said(sync_item(state=number, lastStateChangedDate=moment, **changes))


async def operate(
    script: Script,
    what: Operation,
    *,
    sync: Sequence[Reply],
    status: Sequence[Reply] = (DONE,),
    sent: Reply = ACCEPTED,
) -> CommandResult:
    """Carry out an operation in a cloud that answers as given."""
    cloud, found = await script.connected()
    for name in ("lock", "unlock", "pull"):
        script.on("POST", f"{OPERATION}/{name}", sent)
    script.on("GET", STATUS, *status)
    script.on("GET", SYNC, *sync)
    return await cloud.operate(found.id, what)


def commands(script: Script) -> list[str]:
    """Return what the lock was told."""
    prefix = f"POST {OPERATION}/"
    return [
        asked.removeprefix(prefix) for asked in script.asked if asked.startswith(prefix)
    ]
