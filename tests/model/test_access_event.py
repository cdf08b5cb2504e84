"""Event types and methods are closed lists that automations depend on."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from custom_components.cloud_locks.model.access_event import (
    TYPES,
    AccessEvent,
    EventType,
    Method,
    Stream,
)

_TYPES = {
    "access": "unlocked unlatched locked denied lock_failed unlock_failed door_opened "
    "door_closed door_left_open open_requested unknown",
    "alarm": "forced tamper jammed lockout key_left_in bolt_blocked overheat "
    "power_lost unknown",
    "doorbell": "ring",
    "code": "added active changed removed expired failed changed_elsewhere "
    "removed_elsewhere",
    "credential": "added changed removed enrolled enrollment_failed",
    "duress": "duress",
}
_METHODS = (
    "code one_time_code dynamic_code offline_code fingerprint card face palm key "
    "remote app home_assistant auto manual inside button homekit matter link unknown"
)


def test_types_of_each_stream() -> None:
    """They are what the documentation promises, in its order."""
    assert {stream.value: " ".join(kinds) for stream, kinds in TYPES.items()} == _TYPES


def test_methods() -> None:
    """They are what the documentation promises, in its order."""
    assert " ".join(Method) == _METHODS


def test_every_type_belongs_somewhere() -> None:
    """A type of no stream could never fire."""
    assert {kind for kinds in TYPES.values() for kind in kinds} == set(EventType)
    assert TYPES.keys() == set(Stream)


def _event(stream: Stream, type_: EventType) -> AccessEvent:
    return AccessEvent(
        id="1",
        lock_id="front",
        stream=stream,
        type=type_,
        occurred_at=datetime(2026, 11, 21, tzinfo=UTC),
    )


@pytest.mark.parametrize("stream", Stream)
def test_event_of_its_stream(stream: Stream) -> None:
    """A stream takes its own types and no others."""
    for type_ in EventType:
        if type_ in TYPES[stream]:
            assert _event(stream, type_).type is type_
        else:
            with pytest.raises(ValueError, match=f"not a type of {stream}"):
                _event(stream, type_)


def test_event_says_nothing_that_it_does_not_know() -> None:
    """What a cloud leaves out is none or unknown, never a guess."""
    event = _event(Stream.ACCESS, EventType.UNLOCKED)
    told = {"id", "lock_id", "stream", "type", "occurred_at"}
    rest = {
        field.name: getattr(event, field.name)
        for field in fields(event)
        if field.name not in told
    }
    assert {value for value in rest.values() if value} == {Method.UNKNOWN}
