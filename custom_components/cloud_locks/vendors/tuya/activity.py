"""What happened at a lock: openings and alarms, from the cloud's two logs."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from ...model.access_event import AccessEvent
from ...model.errors import NotFound, RejectedError, Unsupported
from .._connection import Connection
from .._record import Record
from .api import Api
from .api_doors import PAGE
from .code_reader import CodeReader
from .error_numbers import InvalidParameter
from .facts import LockFacts
from .known import KnownLocks
from .log_types import OF_PASSWORD, plain_code
from .logs import Entry, Names, event_of, numbered
from .points import ALARM, DOORBELL, HIJACK
from .twins import Twins
from .wire import number_of, readable

_MOST_PAGES: Final = 100
_AT_FIRST: Final = timedelta(days=7)
"""How far back the first look goes."""

_AHEAD: Final = timedelta(minutes=5)
"""By how much the clock of a lock may be fast."""

type Ask = Callable[[int, datetime, datetime], Awaitable[Record]]


class Activity:
    """Reads the logs of locks."""

    def __init__(
        self,
        api: Api,
        known: KnownLocks,
        reader: CodeReader,
        twins: Twins,
        connection: Connection,
    ) -> None:
        """Take what to ask by, what is known and told already, and the clock."""
        self._api = api
        self._known = known
        self._twins = twins
        self._now = connection.now
        self._reader = reader
        self._no_newer: set[str] = set()

    async def read(
        self, facts: LockFacts, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        """Return the newest events, oldest first; see `LockCloud.activity`."""
        since = after or self._now() - _AT_FIRST
        entries = await self._openings(facts, since, limit)
        entries += await self._alarms(facts, since, limit)
        names = await self._names(facts, entries)
        events = [
            event
            for event_id, entry in self._twins.recognised(
                facts.device_id, numbered(entries, facts.device_id)
            )
            if (event := event_of(entry, event_id, facts, names)) is not None
            and (after is None or event.occurred_at >= after)
        ]
        return tuple(events[max(0, len(events) - limit) :])

    async def _openings(
        self, facts: LockFacts, since: datetime, limit: int
    ) -> list[Entry]:
        doors = self._api.doors

        async def ask(page: int, start: datetime, end: datetime) -> Record:
            return await doors.openings(facts.device_id, page, start, end)

        async def ask_older(page: int, start: datetime, end: datetime) -> Record:
            return await doors.openings_v1(facts.device_id, page, start, end)

        return await self._read("logs", facts, (ask, ask_older), since, limit)

    async def _alarms(
        self, facts: LockFacts, since: datetime, limit: int
    ) -> list[Entry]:
        doors, codes = self._api.doors, (ALARM, HIJACK, DOORBELL)

        async def ask(page: int, start: datetime, end: datetime) -> Record:
            return await doors.alarms(facts.device_id, page, start, end, codes)

        async def ask_older(page: int, start: datetime, end: datetime) -> Record:
            return await doors.alarms_v1(facts.device_id, page, start, end, codes)

        return await self._read("records", facts, (ask, ask_older), since, limit)

    async def _read(
        self,
        name: str,
        facts: LockFacts,
        asks: tuple[Ask, Ask],
        since: datetime,
        limit: int,
    ) -> list[Entry]:
        """Read by the newer call, and by the older one where there is only that."""
        newer, older = asks
        mark = f"{facts.device_id} {name}"
        if mark not in self._no_newer:
            try:
                return await self._pages(newer, name, since, limit)
            except Unsupported, NotFound, InvalidParameter:
                entries = await self._pages(older, name, since, limit)
                self._no_newer.add(mark)
                return entries
        return await self._pages(older, name, since, limit)

    async def _pages(
        self, ask: Ask, name: str, since: datetime, limit: int
    ) -> list[Entry]:
        """Read pages, newest first, until there is enough or nothing more."""
        # The cloud cuts at the second; the caller wants what is on the edge as well.
        start, end = since - timedelta(seconds=1), self._now() + _AHEAD
        found: list[Entry] = []
        read = 0
        for page in range(1, _MOST_PAGES + 1):
            answer = await ask(page, start, end)
            records = answer.records(name)
            found += readable(records, Entry.read)
            read += len(records)
            short = len(records) < PAGE and read >= (number_of(answer, "total") or 0)
            if not records or short or len(found) > limit:
                break
        return found

    async def _names(self, facts: LockFacts, entries: Iterable[Entry]) -> Names:
        """Return whose passwords are; only asked when the log does not name one."""
        unnamed = any(
            plain_code(it.code) in OF_PASSWORD and not it.method_name for it in entries
        )
        if unnamed:
            with suppress(RejectedError):
                await self._reader.members(facts)
                await self._reader.items(facts)
        return self._known.names_of(facts.id)
