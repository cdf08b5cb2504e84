"""Names of locks in the vendor's app (TTLock docs, rename a lock).

They are the cloud's alone: no gateway is needed, and no turn to be waited for.
"""

from dataclasses import replace

from ...model.capabilities import Capability
from ...model.errors import Unsupported
from ...model.lock import LockId
from .api import Api
from .envelope import NoSuchEndpoint
from .known import KnownLocks


async def rename(api: Api, known: KnownLocks, lock_id: LockId, name: str) -> None:
    """Give a lock another name; see `LockCloud.rename`."""
    facts = await known.facts(lock_id)
    if not facts.lock.can(Capability.RENAME):
        raise Unsupported("rename")
    try:
        await api.locks.rename(facts.vendor_id, name)
    except NoSuchEndpoint:
        # It is not offered any more.
        left = facts.lock.capabilities - {Capability.RENAME}
        known.put(replace(facts, lock=replace(facts.lock, capabilities=left)))
        raise
    known.was_renamed(lock_id, name)
