"""A Tedee account as a lock cloud."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, override

from ...model.access_event import AccessEvent
from ...model.cloud import Account, Inventory, LockCloud, Pace, Quota
from ...model.command import CommandResult, Operation
from ...model.lock import Lock, LockId
from ...model.parts import Parts
from .._connection import Connection
from .access_api import AccessApi
from .accounts import account_of
from .activity import read_activity
from .api import TedeeApi
from .auth import PersonalKey
from .calls import Calls
from .codes import TedeeCodes
from .known import SYNC_FLOOR, KnownLocks
from .naming import rename
from .operate import Operator
from .people import TedeePeople
from .settings import TedeeSettings

PACE: Final = Pace(
    states=timedelta(seconds=30),
    states_floor=SYNC_FLOOR,
    inventory=timedelta(hours=1),
    activity=timedelta(seconds=60),
    # Each reading goes on to the lock and costs its battery.
    codes=timedelta(minutes=30),
    # All keys and apps of the user together (Tedee API docs, rate limiting).
    quota=Quota(calls=700, period=timedelta(hours=1)),
    # The lock hands its log to the bridge about every 5 s (Tedee BLE docs).
    settle=(1.0, 2.0, 4.0, 8.0),
)


class TedeeCloud(LockCloud):
    """One personal access key's view of Tedee."""

    pace = PACE

    def __init__(self, connection: Connection) -> None:
        """Prepare to talk; nothing is sent."""
        calls = Calls(
            transport=connection.transport,
            key=PersonalKey.of(connection.credentials),
            now=connection.now,
        )
        self._api = TedeeApi(calls)
        self._known = KnownLocks(self._api, connection)
        self._operator = Operator(self._api, self._known, connection)
        self.parts = Parts(
            codes=TedeeCodes(self._api, self._known, connection),
            people=TedeePeople(AccessApi(calls), self._known, connection.now),
            settings=TedeeSettings(self._api, self._known),
        )

    @override
    async def account(self) -> Account:
        return account_of(await self._known.details())

    @override
    async def inventory(self) -> Inventory:
        return await self._known.inventory()

    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        return await self._known.states(known.keys())

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
        return await read_activity(self._api, facts, after=after, limit=limit)
