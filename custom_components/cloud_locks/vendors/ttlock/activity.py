"""The records of a lock, as the cloud keeps them: paging, order, masking.

The lock is not asked. It hands its records to the gateway when they are made, or else
to a phone that comes by.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from ...model.access_event import AccessEvent, Method
from ...model.errors import NotFound, ProtocolError
from ...model.secret import Secret
from .._record import Record
from .api import Api
from .caller import PAGE
from .facts import LockFacts
from .record_types import meaning_of
from .records import LockRecord, date_of, events_of, numbered

_MOST_PAGES: Final = 200
_SECOND: Final = timedelta(seconds=1)


async def read_activity(
    api: Api,
    facts: LockFacts,
    *,
    after: datetime | None,
    limit: int,
    hashed_names: bool,
) -> tuple[AccessEvent, ...]:
    """Return the newest events of a lock, oldest first; see `LockCloud.activity`."""
    records = await _newest(api, facts, after, limit)
    events = [
        event
        for record_id, record in numbered(records, facts.vendor_id)
        for event in events_of(record, record_id, facts.id, hashed_names=hashed_names)
        if after is None or event.occurred_at >= after
    ]
    return tuple(events[max(0, len(events) - limit) :])


async def _newest(
    api: Api, facts: LockFacts, after: datetime | None, limit: int
) -> list[LockRecord]:
    """Read pages, newest first, until there is enough or nothing more."""
    found: dict[object, LockRecord] = {}
    for page in range(1, _MOST_PAGES + 1):
        items = await api.locks.records(facts.vendor_id, page, after, None)
        fresh = dict(_readable(items))
        known = fresh.keys() <= found.keys()
        found |= fresh
        told = sum(meaning_of(it.type) is not None for it in found.values())
        if known or len(items) < PAGE or told > limit:
            break
    return list(found.values())


def _readable(items: Iterable[object]) -> Iterator[tuple[object, LockRecord]]:
    """Yield what can be read, by what it is known by; one odd entry hides no other."""
    for item in items:
        with suppress(ProtocolError):
            record = LockRecord.read(Record(item, "record"))
            yield record.order or (record.at, record.type, record.number), record


async def presented_number(api: Api, facts: LockFacts, event_id: str) -> Secret:
    """Return the number of the card that an event is about; `NotFound` without one.

    It is read anew: numbers of cards are not remembered.
    """
    at = date_of(event_id, facts.vendor_id)
    if at is None:
        raise NotFound("event")
    items = await api.locks.records(facts.vendor_id, 1, at - _SECOND, at + _SECOND)
    records = [record for _, record in _readable(items)]
    for record_id, record in numbered(records, facts.vendor_id):
        if record_id == event_id and _is_of_card(record) and record.number is not None:
            return record.number
    raise NotFound("card")


def _is_of_card(record: LockRecord) -> bool:
    meaning = meaning_of(record.type)
    return meaning is not None and meaning.method is Method.CARD
