"""An account at Tuya as a lock cloud."""

from collections.abc import Mapping
from datetime import datetime
from typing import override

from ...model.access_event import AccessEvent
from ...model.cloud import Account, Inventory, LockCloud
from ...model.command import CommandResult, Operation
from ...model.lock import Lock, LockId
from ...model.parts import Parts
from .._connection import Connection
from .activity import Activity
from .api import Api
from .caller import Caller
from .code_reader import CodeReader
from .codes import TuyaCodes
from .credentials import TuyaCredentials
from .known import KnownLocks
from .messages import Messages
from .methods import MethodReader
from .offline import TuyaDynamicCodes, TuyaOfflineCodes
from .operate import Operator
from .pace import PACE
from .people import TuyaPeople
from .push import TuyaPush
from .settings import TuyaSettings
from .twins import Twins


class TuyaCloud(LockCloud):
    """A cloud project, or the account of an app that is linked to it."""

    pace = PACE

    def __init__(self, connection: Connection) -> None:
        """Prepare to talk; nothing is sent."""
        self._caller = caller = Caller(connection)
        self._name = connection.brand.name
        api = Api.of(caller)
        self._known = known = KnownLocks(api, connection)
        twins, methods = Twins(), MethodReader(api)
        self._operator = Operator(api, known, connection)
        reader = CodeReader(api, known, methods, connection)
        self._activity = Activity(api, known, reader, twins, connection)
        messages = Messages(known, twins, connection.now)
        self.parts = Parts(
            codes=TuyaCodes(api, known, reader, connection),
            offline_codes=TuyaOfflineCodes(api, known, connection),
            dynamic_codes=TuyaDynamicCodes(api, known, connection),
            credentials=TuyaCredentials(api, known, methods, connection),
            people=TuyaPeople(api, known, methods),
            settings=TuyaSettings(api, known, connection),
            push=TuyaPush(caller.sign_in, messages, connection),
        )

    @override
    async def account(self) -> Account:
        # Nothing personal: it names a device that everybody in the house sees.
        return Account(id=await self._caller.account_id(), name=self._name)

    @override
    async def inventory(self) -> Inventory:
        return await self._known.inventory()

    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        return await self._known.states(known)

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
    async def answer_request(self, lock_id: LockId, *, accept: bool) -> CommandResult:
        return await self._operator.answer(lock_id, accept=accept)

    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        facts = await self._known.facts(lock_id)
        return await self._activity.read(facts, after=after, limit=limit)
