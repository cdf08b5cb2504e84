"""Reading the passwords of a lock: its list, what it leaves out, and its notation."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from ...model.access_code import AccessCode, CodeId, CodeStatus
from ...model.errors import NotFound, RejectedError
from ...model.lock import LockId
from ...model.schedule import Day, Schedule
from .._connection import Connection
from .._record import Record
from .api import Api
from .code_wire import CodeItem
from .facts import Kind, LockFacts
from .known import KnownLocks
from .logs import Names
from .methods import PASSWORD, MethodReader, codes_of
from .user_wire import MemberCode
from .wire import number_in, readable

_HOUR: Final = timedelta(hours=1)


class CodeReader:
    """What the cloud tells of the passwords of locks."""

    def __init__(
        self,
        api: Api,
        known: KnownLocks,
        methods: MethodReader,
        connection: Connection,
    ) -> None:
        """Take what to ask by, what is known, who reads methods, and the clock."""
        self._api = api
        self._known = known
        self._methods = methods
        self._now = connection.now
        self._members: dict[LockId, tuple[datetime, tuple[MemberCode, ...]]] = {}
        self._failed: dict[LockId, dict[CodeId, CodeItem]] = {}

    async def items(self, facts: LockFacts) -> tuple[CodeItem, ...]:
        """Return the passwords of a lock without those that were deleted."""
        zigbee = facts.kind is Kind.ZIGBEE
        records = await self._api.passwords.everything(facts.device_id)
        found = {
            item.id: item
            for item in readable(records, lambda it: CodeItem.read(it, zigbee=zigbee))
        }
        if facts.kind is Kind.KEEP_ALIVE:
            for item in await self._stand_by(facts):
                found.setdefault(item.id, item)
        items = tuple(item for item in found.values() if item.status is not None)
        await self._known.learn_zones(item.zone for item in items)
        self._learn_notation(facts, items)
        _, members = self._members.get(facts.id, (None, ()))
        self._known.learn_names(facts.id, _names(items, members))
        return items

    async def members(
        self, facts: LockFacts, *, fresh: bool = False
    ) -> tuple[MemberCode, ...]:
        """Return the passwords of people, which have no end.

        They cost a call for each person, and seldom change: read once an hour.
        """
        read_at, members = self._members.get(facts.id, (None, ()))
        if not fresh and read_at is not None and self._now() - read_at < _HOUR:
            return members
        if PASSWORD not in codes_of(facts):
            return ()
        with suppress(RejectedError):
            members = await self._methods.passwords(facts)
        self._members[facts.id] = self._now(), members
        return members

    async def _stand_by(self, facts: LockFacts) -> Iterable[CodeItem]:
        """Return what only the list for keep-alive locks tells, where there is one.

        It tells a failure a single time (Tuya docs), so failures are remembered.
        """
        records: list[Record] = []
        with suppress(RejectedError):
            async for page in self._api.passwords.stand_by(facts.device_id, valid=True):
                records += page
        found = {it.id: it for it in readable(records, CodeItem.of_stand_by)}
        failed = self._failed.setdefault(facts.id, {})
        failed |= {it.id: it for it in found.values() if it.status is CodeStatus.FAILED}
        return {**failed, **found}.values()

    def forget(self, facts: LockFacts, code_id: CodeId) -> None:
        """Show a failed password no more: it was deleted."""
        self._failed.get(facts.id, {}).pop(code_id, None)

    def _learn_notation(self, facts: LockFacts, items: Iterable[CodeItem]) -> None:
        """Remember in which notation a lock gives hours back, once one tells."""
        for item in items:
            for block in item.blocks:
                if block is not None and block.is_reversed is not None:
                    self._known.reversed_weeks[facts.id] = block.is_reversed

    def codes(self, facts: LockFacts, items: Iterable[CodeItem]) -> list[AccessCode]:
        """Return passwords in words of the model."""
        now = self._now()
        return [
            item.code(self.schedule(facts, item), now, asleep=facts.sleeps)
            for item in items
        ]

    def schedule(self, facts: LockFacts, item: CodeItem) -> Schedule | None:
        """Return when a password opens, in the notation of its lock."""
        backwards = self._known.reversed_weeks.get(facts.id, False)
        return item.schedule(facts.zone, backwards=backwards)

    async def item(self, facts: LockFacts, code_id: CodeId) -> CodeItem:
        """Return one password. `NotFound` when it is not listed.

        There is a call for one, which goes on answering for deleted ones.
        """
        for item in await self.items(facts):
            if item.id == code_id:
                return item
        raise NotFound("code")

    def compare_notation(
        self, facts: LockFacts, item: CodeItem, wanted: Schedule
    ) -> None:
        """Learn from hours that we know in which notation they come back."""
        fits = [
            backwards
            for backwards in (False, True)
            if (read := item.schedule(facts.zone, backwards=backwards)) is not None
            and item.blocks
            and (read.days, read.from_time)
            == (wanted.days or frozenset(Day), wanted.from_time)
        ]
        if len(fits) == 1:
            self._known.reversed_weeks[facts.id] = fits[0]


def _names(items: Iterable[CodeItem], members: Iterable[MemberCode]) -> Names:
    """Return passwords by what a lock may call them: their number or their slot."""
    return Names(
        ids={
            number: (item.id, item.shown_name)
            for item in items
            if (number := number_in(item.id)) is not None
        },
        slots={
            item.slot: (item.id, item.shown_name)
            for item in items
            if item.slot is not None
        },
        members={it.slot: (it.id, it.name) for it in members},
    )
