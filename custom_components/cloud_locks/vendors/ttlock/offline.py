"""Codes that the cloud computes and the lock accepts without being told.

The cloud makes an entry for each, so it has an id, is listed, and can be taken off a
lock that has a gateway (TTLock docs, passcode/get).
"""

from typing import override

from ...model.code_parts import ClearScope, OfflineCode, OfflineCodes
from ...model.errors import OutcomeUnknown, Unsupported
from ...model.lock import LockId
from ...model.schedule import Schedule
from ...model.secret import Secret
from .._connection import Connection
from .api import Api
from .code_times import computed
from .code_wire import ERASER
from .known import KnownLocks


class TtlockOfflineCodes(OfflineCodes):
    """Computed codes of all types."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to ask by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = connection.now

    @override
    async def generate(
        self, lock_id: LockId, schedule: Schedule, name: str | None
    ) -> OfflineCode:
        facts = await self._known.facts(lock_id)
        wanted = computed(schedule, self._now(), facts.zone)
        alias = None if name is None else name.strip()
        code_id, pin = await self._api.codes.random(
            facts.vendor_id, wanted.kind, alias, wanted.start, wanted.end
        )
        return OfflineCode(
            id=code_id,
            name=alias,
            pin=_told(pin),
            schedule=wanted.schedule,
            use_before=wanted.use_before,
            revocable=facts.told.in_reach,
        )

    @override
    async def generate_clear(
        self, lock_id: LockId, scope: ClearScope, code_id: str | None
    ) -> Secret:
        """Compute a code that erases all others: these locks have no other kind."""
        if scope is not ClearScope.ALL or code_id is not None:
            raise Unsupported("erases all")
        facts = await self._known.facts(lock_id)
        _, pin = await self._api.codes.random(
            facts.vendor_id, ERASER, None, self._now(), None
        )
        return _told(pin)


def _told(pin: Secret | None) -> Secret:
    """Return digits. Without them the code may exist nevertheless."""
    if pin is None:
        raise OutcomeUnknown("no digits")
    return pin
