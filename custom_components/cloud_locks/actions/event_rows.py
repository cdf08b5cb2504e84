"""What the actions answer about events: one row for each."""

from typing import TypedDict

from homeassistant.util import dt as dt_util

from ..model.access_event import AccessEvent


class EventRow(TypedDict):
    """Something that happened at a lock."""

    event_id: str
    stream: str
    type: str
    method: str
    who: str | None
    person: str | None
    grant_id: str | None
    code_id: str | None
    credential_type: str | None
    occurred_at: str
    failed_attempts: int | None
    unlatched: bool


class ActivityRow(TypedDict):
    """What happened at a lock, oldest first."""

    events: list[EventRow]


def event_row(event: AccessEvent) -> EventRow:
    """Return an event as a row."""
    return EventRow(
        event_id=event.id,
        stream=event.stream.value,
        type=event.type.value,
        method=event.method.value,
        who=event.who,
        person=event.person,
        grant_id=event.grant_id,
        code_id=event.code_id,
        credential_type=event.credential_type,
        occurred_at=event.occurred_at.astimezone(
            dt_util.get_default_time_zone()
        ).isoformat(),
        failed_attempts=event.failed_attempts,
        unlatched=event.unlatched,
    )
