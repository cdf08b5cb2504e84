"""What the cloud calls back about (TTLock docs, lockRecord/notify).

TTLock sends a form; one of its fields is a list of records as text, and it may come
more than once. How Sifely's callbacks look is not known, so anything of theirs that
names a lock is a reason to look at that lock, and no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
import json
import logging
from typing import Final, override
from urllib.parse import parse_qs

from ...model.errors import ProtocolError
from ...model.lock import Lock, Reachability
from ...model.parts import Webhook
from ...model.updates import EventUpdate, GatewayUpdate, Hint, LockUpdate, Update
from .._connection import Connection
from .._record import Record
from .facts import LockFacts
from .known import KnownLocks
from .mapping import with_record
from .records import LockRecord, events_of, numbered
from .wire import flag_of, number_of

_LOGGER = logging.getLogger(__name__)

_RECORDS, _GATEWAY, _WIFI_LOCK, _REQUEST_FAILED, _DOOR_SENSOR = 1, 2, 3, 4, 7
"""`notifyType`."""

_CODE: Final = 2
"""`objectType` of a code."""

_RECENT: Final = timedelta(minutes=5)
"""An older record says nothing about where the bolt is now."""

_MOST_FIELDS: Final = 100


class TtlockWebhook(Webhook):
    """Reads callbacks for the locks of one account."""

    def __init__(
        self, known: KnownLocks, connection: Connection, *, trusted: bool
    ) -> None:
        """`trusted`: what callbacks say is documented and may be taken as said."""
        self._known = known
        self._now = connection.now
        self._trusted = trusted

    @property
    @override
    def reply(self) -> str:
        return "success"

    @override
    def parse(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        updates: list[Update] = []
        for message in _messages(body, headers.get("content-type", "")):
            with suppress(ProtocolError):
                updates += self._read(Record(message, "callback"))
        if not updates:
            _LOGGER.debug("A callback of %d bytes concerns no lock here", len(body))
        return updates

    def _read(self, message: Record) -> Iterator[Update]:
        kind = number_of(message, "notifyType")
        facts = self._lock(message)
        if not self._trusted:
            if facts is not None:
                yield Hint(lock_id=facts.id)
        elif kind == _GATEWAY:
            yield from self._gateway(message)
        elif facts is None:
            return
        elif kind == _WIFI_LOCK:
            yield from self._wifi_lock(message, facts)
        elif kind == _REQUEST_FAILED:
            codes = number_of(message, "objectType") == _CODE
            yield Hint(lock_id=facts.id, codes=codes)
        elif kind == _DOOR_SENSOR:
            yield Hint(lock_id=facts.id)
        else:
            yield from self._records(message, facts)

    def _lock(self, message: Record) -> LockFacts | None:
        """Return the lock that a callback is about, None when it is not ours."""
        if (vendor_id := message.maybe_identifier("lockId")) is not None:
            return self._known.by_vendor_id(vendor_id)
        if (sensor := message.maybe_identifier("doorSensorId")) is not None:
            return self._known.by_sensor(sensor)
        if (mac := message.maybe_text("lockMac")) is not None:
            return self._known.by_mac(mac)
        return None

    def _gateway(self, message: Record) -> Iterator[Update]:
        gateway_id = self._known.gateway_id(message.identifier("gatewayId"))
        online = flag_of(message, "isOnline")
        if gateway_id is not None and online is not None:
            yield GatewayUpdate(gateway_id=gateway_id, online=online)

    def _wifi_lock(self, message: Record, facts: LockFacts) -> Iterator[Update]:
        online = flag_of(message, "isOnline")
        if online is not None:
            reach = Reachability.ONLINE if online else Reachability.OFFLINE
            lock = replace(facts.lock, reachability=reach)
            yield LockUpdate(lock=self._known.put(replace(facts, lock=lock)))

    def _records(self, message: Record, facts: LockFacts) -> Iterator[Update]:
        """Yield the lock as its records leave it, and then what happened."""
        records = list(_readable(_listed(message)))
        lock = self._moved(facts, records)
        if lock != facts.lock:
            yield LockUpdate(lock=lock)
        for record_id, record in numbered(records, facts.vendor_id):
            for event in events_of(record, record_id, facts.id, hashed_names=False):
                yield EventUpdate(event=event)
        if not records:
            yield Hint(lock_id=facts.id)

    def _moved(self, facts: LockFacts, records: Iterable[LockRecord]) -> Lock:
        """Return a lock after what was recorded since it was last heard of."""
        now = self._now()
        since = max(facts.lock.last_contact or now - _RECENT, now - _RECENT)
        for record in sorted(records, key=lambda it: it.at):
            facts = with_record(facts, record, recent=record.at >= since, now=now)
        return self._known.put(facts)


def _messages(body: bytes, content_type: str) -> list[dict[str, object]]:
    """Return the objects in a body: of a form, of JSON, or of a list in JSON."""
    text = body.decode("utf-8", "replace").strip()
    if "json" in content_type.lower() or text[:1] in {"{", "["}:
        value = _json(text)
        items = value if isinstance(value, list) else [value]
        return [item for item in items if isinstance(item, dict)]
    try:
        fields = parse_qs(text, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return []
    return [
        {
            name: values if name == "records" else values[-1]
            for name, values in fields.items()
        }
    ]


def _listed(message: Record) -> Iterator[object]:
    """Yield records: a list, a list as text, several of these, or the object itself."""
    value = message.get("records")
    if value is None and message.get("recordType") is not None:
        yield message
        return
    for item in value if isinstance(value, list) else [value]:
        inner = _json(item) if isinstance(item, str) else item
        yield from inner if isinstance(inner, list) else [inner]


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError, RecursionError:
        return None


def _readable(items: Iterable[object]) -> Iterator[LockRecord]:
    """Yield what can be read: one bad record never drops the others."""
    for item in items:
        with suppress(ProtocolError):
            record = item if isinstance(item, Record) else Record(item, "record")
            yield LockRecord.read(record)
