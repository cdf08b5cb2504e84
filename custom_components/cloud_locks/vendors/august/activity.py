"""The log of a house as events: who opened which door.

One call tells of all locks of a house, so what was just read serves them all. How pages
follow each other is not documented: who wants more asks for a bigger one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ...model.access_event import AccessEvent, EventType, Method
from ...model.credential import CredentialType
from ...model.errors import NotPermitted, ProtocolError, RejectedError
from ...model.masking import mask
from .activity_types import BARE, FLAGS, MEANINGS, Meaning
from .activity_wire import Entry, entries_of
from .api import Api
from .facts import LockFacts
from .rules import PIN_LENGTHS

SIZES: Final = (15, 50, 200, 1000, 2500)
"""Entries to ask for. The biggest was asked for by clients; one had to be content with
15 at times, so a smaller page is better than none."""

_USUAL: Final = 50

_CREDENTIALS: Final = {
    Method.FINGERPRINT: CredentialType.FINGERPRINT,
    Method.CARD: CredentialType.RFID_CODE,
}

_FRESH: Final = timedelta(seconds=2)
"""So long a page serves the other locks of its house too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """The newest entries of a house. `whole`: there are no older ones."""

    read_at: datetime
    size: int
    entries: list[Entry]
    whole: bool

    def suffices(self, lock_id: str, after: datetime | None, limit: int) -> bool:
        """Return whether nothing is missing that was asked for."""
        if self.whole or sum(it.device_id == lock_id for it in self.entries) >= limit:
            return True
        return after is not None and any(it.at < after for it in self.entries)


class Activity:
    """Reads the logs of houses."""

    def __init__(self, api: Api, now: Callable[[], datetime]) -> None:
        """Take what to ask by, and the clock."""
        self._api = api
        self._now = now
        self._pages: dict[str, _Page] = {}
        self._most = SIZES[-1]

    async def read(
        self, facts: LockFacts, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        """Return the newest events of a lock; see `LockCloud.activity`."""
        if (house_id := facts.house_id) is None:
            return ()
        entries = {
            entry.id: entry
            for entry in await self._entries(house_id, facts.id, after, limit)
            if entry.device_id == facts.id and (after is None or entry.at >= after)
        }
        # The newest stands first, also of those that happened in one millisecond.
        oldest_first = list(reversed(entries.values()))
        ordered = sorted(oldest_first, key=lambda entry: entry.at)
        events = [it for entry in ordered if (it := event_of(entry, facts))]
        return tuple(events[max(0, len(events) - limit) :])

    async def _entries(
        self, house_id: str, lock_id: str, after: datetime | None, limit: int
    ) -> list[Entry]:
        """Return entries of a house, from bigger and bigger pages until they do."""
        page = self._pages.get(house_id)
        if page is not None and self._now() - page.read_at > _FRESH:
            page = None
        least = min(limit, _USUAL)
        while page is None or not page.suffices(lock_id, after, limit):
            sizes = [
                size
                for size in SIZES
                if size <= self._most
                and (size > page.size if page else size >= min(least, self._most))
            ]
            if not sizes:
                break
            page = await self._page(house_id, sizes[0]) or page
        return [] if page is None else page.entries

    async def _page(self, house_id: str, size: int) -> _Page | None:
        """Read a page; None, and smaller ones from now on, when it is refused."""
        try:
            entries, told = entries_of(await self._api.activities(house_id, size))
        except NotPermitted:
            raise
        except ProtocolError, RejectedError:
            smaller = [it for it in SIZES if it < size]
            if not smaller:
                raise
            self._most = smaller[-1]
            return None
        page = _Page(read_at=self._now(), size=size, entries=entries, whole=told < size)
        self._pages[house_id] = page
        return page


def event_of(entry: Entry, facts: LockFacts) -> AccessEvent | None:
    """Return an entry as an event, None for housekeeping."""
    meaning = MEANINGS.get(entry.action)
    if meaning is None:
        return None
    method = _method(entry, meaning)
    code_id, code_name = facts.owners.get(entry.user_id or "", (None, None))
    by_code = method is Method.CODE
    named = None if entry.user_name is None else mask(entry.user_name, PIN_LENGTHS)
    return AccessEvent(
        id=entry.id,
        lock_id=facts.id,
        stream=meaning.stream,
        type=meaning.type,
        occurred_at=entry.at,
        method=method,
        who=named or (code_name if by_code else None),
        actor_id=entry.user_id,
        code_id=code_id if by_code else None,
        code_name=code_name if by_code else None,
        credential_type=_CREDENTIALS.get(method),
        unlatched=meaning.unlatched and meaning.type is EventType.UNLOCKED,
        vendor_type=entry.action,
    )


def _method(entry: Entry, meaning: Meaning) -> Method:
    """Return by what it was done; in the older shape a flag beside it tells."""
    if entry.action in BARE and entry.flag is not None:
        return FLAGS[entry.flag]
    return meaning.method
