"""Names of locks in the Tedee app (Tedee API docs, update lock settings).

They are the cloud's alone: the lock need not be in reach.
"""

from ...model.capabilities import Capability
from ...model.errors import LockBusy, Unsupported
from ...model.lock import LockId
from .api import TedeeApi
from .facts import LockFacts
from .known import KnownLocks


async def rename(api: TedeeApi, known: KnownLocks, lock_id: LockId, name: str) -> None:
    """Give a lock another name; see `LockCloud.rename`.

    Sent again only if the revision that it named is not current. That answer proves
    that nothing was written.
    """
    facts = await known.facts(lock_id)
    if not facts.lock.can(Capability.RENAME):
        raise Unsupported("rename")
    try:
        await _send(api, facts, name)
    except LockBusy:
        await _send(api, await known.reread(facts), name)
    known.was_renamed(lock_id, name)


async def _send(api: TedeeApi, facts: LockFacts, name: str) -> None:
    if (revision := facts.settings.revision) is None:
        raise Unsupported("no revision")
    await api.rename_lock(facts, revision, name)
