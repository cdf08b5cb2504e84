"""Messages of the queue as updates (Tuya docs, message queue).

Two families tell the same facts, and a project may get both: what was told is not told
again. What nobody knows is left alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ...model.access_event import AccessEvent
from ...model.credential import EnrollmentStep
from ...model.updates import (
    EnrollmentUpdate,
    EventUpdate,
    GatewayUpdate,
    Hint,
    LockUpdate,
    Update,
)
from .._record import Record
from .facts import LockFacts
from .known import KnownLocks
from .log_types import METHODS, TEMPORARY, plain_code
from .logs import Entry, event_of
from .mapping import with_points, with_presence
from .points import DOORBELL, REQUEST
from .requests import request_ends
from .twins import Twins
from .wire import flag_of, moment_of, number_in, number_of, objects

_PRESENCE: Final = {
    "online": True,
    "offline": False,
    "deviceOnline": True,
    "deviceOffline": False,
}

_LISTING: Final = frozenset(
    {
        "bindUser",
        "delete",
        "deviceBindSpace",
        "deviceNameUpdate",
        "deviceTransfer",
        "deviceUnbindSpace",
        "nameUpdate",
        "share",
    }
)
"""After these the list of devices is another one."""

_METHOD_STATUS: Final = "doorUnlockMethodStatus"
_CANCELLED: Final = 2

_QUIET: Final = frozenset({0, None, "", "0", "false"})
"""Values that a data point goes back to by itself: nothing happened then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One data point as a message reports it."""

    code: str
    value: object
    at: datetime


class Messages:
    """Reads messages; remembers what it has told."""

    def __init__(
        self, known: KnownLocks, twins: Twins, now: Callable[[], datetime]
    ) -> None:
        """Take what is known, what was told, and the clock."""
        self._known = known
        self._twins = twins
        self._now = now

    def read(self, message: Record) -> Iterator[Update]:
        """Yield what a decrypted message says. `ProtocolError` when it is none."""
        data = message.get("data")
        record = data if isinstance(data, Record) else Record(data, "message")
        inner = record.maybe_record("bizData") or Record({}, "bizData")
        device_id = _device_of(record, inner)
        if device_id is None:
            return
        facts = self._known.by_device(device_id)
        code = record.maybe_text("bizCode")
        if code in _LISTING:
            yield Hint()
        if facts is None:
            yield from self._gateway_present(device_id, code)
            return
        if code in _PRESENCE:
            yield from self._present(facts, online=_PRESENCE[code or ""])
        elif code == _METHOD_STATUS:
            yield from _enrolled(facts, inner)
        else:
            yield from self._reported(facts, list(self._points(record, inner)))

    def _points(self, record: Record, inner: Record) -> Iterator[Point]:
        items = record.get("status") or inner.get("properties") or []
        for item in objects(items):
            at = moment_of(item, "t") or moment_of(item, "time") or self._now()
            if (code := item.maybe_text("code")) is not None:
                yield Point(code=code, value=item.get("value"), at=at)

    def _present(self, facts: LockFacts, *, online: bool) -> Iterator[Update]:
        """Yield a lock that came or went; one that sleeps has only woken up."""
        if facts.sleeps:
            yield Hint(lock_id=facts.id, codes=True)
            return
        facts = with_presence(facts, online=online, now=self._now())
        yield LockUpdate(lock=self._known.put(facts).lock)

    def _gateway_present(self, device_id: str, code: str | None) -> Iterator[Update]:
        gateway_id = self._known.gateways.by_device(device_id)
        if gateway_id is not None and (online := _PRESENCE.get(code or "")) is not None:
            yield GatewayUpdate(gateway_id=gateway_id, online=online)

    def _reported(self, facts: LockFacts, points: list[Point]) -> Iterator[Update]:
        """Yield the lock as its report leaves it, and then what happened."""
        if not points:
            return
        before = facts.lock
        facts = self._known.put(self._after(facts, points))
        if facts.lock != before:
            yield LockUpdate(lock=facts.lock)
        yield from self._events(facts, points)
        if facts.sleeps:
            # It is awake, so it has taken the passwords that waited for it.
            yield Hint(lock_id=facts.id, codes=True)

    def _after(self, facts: LockFacts, points: Iterable[Point]) -> LockFacts:
        for point in points:
            if point.code == REQUEST:
                until = request_ends(number_in(point.value), point.at)
                facts = facts.asked(until)
        heard = max(point.at for point in points)
        lock = replace(facts.lock, last_contact=min(heard, self._now()))
        told = {point.code: point.value for point in points}
        return with_points(replace(facts, lock=lock), told, self._now())

    def _events(self, facts: LockFacts, points: Iterable[Point]) -> Iterator[Update]:
        for point in points:
            if _is_quiet(point):
                continue
            entry = Entry(code=point.code, value=point.value, at=point.at)
            event_id = f"{facts.device_id}-{entry.key}"
            event = event_of(entry, event_id, facts, self._known.names_of(facts.id))
            if event is not None and _has_unknown_password(entry, event):
                # A lock tells the slot of a password before we know what is in there;
                # the log has its number.
                yield Hint(lock_id=facts.id, codes=True)
            elif event is not None and self._twins.told(
                facts.device_id, entry, event_id
            ):
                yield EventUpdate(event=event)


def _has_unknown_password(entry: Entry, event: AccessEvent) -> bool:
    return plain_code(entry.code) == TEMPORARY and event.code_id is None


def _is_quiet(point: Point) -> bool:
    """Return whether a data point only went back to where it rests."""
    plain = plain_code(point.code)
    pulses = plain in METHODS or plain in {DOORBELL, REQUEST}
    value = point.value
    return pulses and (isinstance(value, list | dict) or value in _QUIET)


def _device_of(record: Record, inner: Record) -> str | None:
    for place in (record, inner, record.maybe_record("data")):
        if place is not None and (found := place.maybe_identifier("devId")):
            return found
    return None


def _enrolled(facts: LockFacts, inner: Record) -> Iterator[Update]:
    """Yield how far a lock has come with a finger or card.

    How many touches it takes is not told: what `totalPeriod` counts stands nowhere, and
    beside `period`, which is what remains, it may as well be the time.
    """
    if inner.maybe_text("event") == "unlockMethodDelete":
        yield Hint(lock_id=facts.id)
        return
    finished = flag_of(inner, "finish") is True
    step = EnrollmentStep(
        done=number_of(inner, "raised") or 0,
        seconds_left=None if finished else number_of(inner, "period"),
        failed=number_of(inner, "operate") == _CANCELLED,
    )
    yield EnrollmentUpdate(lock_id=facts.id, step=step)
