"""An account at TTLock or Sifely as a lock cloud."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, override

from ...model.access_event import AccessEvent
from ...model.cloud import Account, Inventory, LockCloud
from ...model.command import CommandResult, Operation
from ...model.errors import NotPermitted
from ...model.lock import Lock, LockId
from ...model.parts import Parts
from .._connection import Connection
from .activity import read_activity
from .api import Api
from .brands import TTLOCK
from .caller import Caller
from .clouds import cloud_of
from .codes import TtlockCodes
from .credentials import TtlockCredentials
from .known import KnownLocks
from .naming import rename
from .offline import TtlockOfflineCodes
from .operate import Operator
from .pace import pace_of
from .passage import Passages, TtlockPassagePlans
from .people import TtlockPeople
from .settings import TtlockSettings
from .states import States
from .turns import Turns
from .webhook import TtlockWebhook


class TtlockCloud(LockCloud):
    """One account, whichever of the clouds it is at."""

    def __init__(self, connection: Connection) -> None:
        """Prepare to talk; nothing is sent."""
        cloud = cloud_of(connection)
        caller = Caller(cloud, connection)
        documented = connection.brand.key == TTLOCK.key
        self._name: Final = connection.brand.name
        self._hashed_names: Final = not documented
        self._caller = caller
        self._api = api = Api.of(caller)
        self._known = known = KnownLocks(api, connection)
        turns = Turns(connection)
        passages = Passages(api, turns)
        self._states = States(api, known, turns, connection.now)
        self._operator = Operator(api, known, turns)
        self.pace = pace_of(cloud.choice, caller.facts)
        self.parts = Parts(
            codes=TtlockCodes(api, known, turns, connection),
            offline_codes=TtlockOfflineCodes(api, known, connection),
            credentials=TtlockCredentials(api, known, turns, connection),
            people=TtlockPeople(api, known, cloud.username),
            settings=TtlockSettings(api, known, turns, passages),
            passage_plan=TtlockPassagePlans(known, passages),
            webhook=TtlockWebhook(known, connection, trusted=documented),
        )

    @override
    async def account(self) -> Account:
        # Nothing personal: it names a device that everybody in the house sees.
        account = Account(id=await self._caller.account_id(), name=self._name)
        self.pace = pace_of(self._caller.cloud.choice, self._caller.facts)
        return account

    @override
    async def inventory(self) -> Inventory:
        return await self._known.inventory()

    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        return await self._states.read(known)

    @override
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        return await self._operator.operate(lock_id, operation, deadline)

    @override
    async def rename(self, lock_id: LockId, name: str) -> None:
        await rename(self._api, self._known, lock_id, name)

    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        facts = await self._known.facts(lock_id)
        try:
            return await read_activity(
                self._api,
                facts,
                after=after,
                limit=limit,
                hashed_names=self._hashed_names,
            )
        except NotPermitted:
            if facts.told.manages:
                raise
            # A lent key opens a door and is not told who else does: nothing is amiss.
            return ()
