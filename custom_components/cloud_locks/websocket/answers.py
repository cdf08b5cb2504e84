"""What single commands answer: plain JSON values, the other half of `views`."""

from typing import Literal, TypedDict

from ..actions.answers import CredentialRow
from ..actions.user_rows import UserRow
from .views import ChangeView, EventView


class ActivityView(TypedDict):
    """What happened lately, newest first, as far as it was read anyway."""

    events: list[EventView]
    changes: list[ChangeView]


class SpanView(TypedDict):
    """A stretch in which somebody can come in; an open end is cut off at the week's."""

    grant_id: str
    door_ids: list[str]
    start: str
    end: str


class TimelineView(TypedDict):
    """Who can enter when; `always`: whose access has no hours, at one door at least."""

    spans: list[SpanView]
    always: list[str]


class ArrivalView(TypedDict):
    """Somebody whose hours begin today or tomorrow. `came_in`: first use since then."""

    grant_id: str
    day: Literal["today", "tomorrow"]
    start: str
    end: str | None
    door_ids: list[str]
    came_in: str | None


class ArrivalsView(TypedDict):
    """Today's and tomorrow's arrivals, in order."""

    arrivals: list[ArrivalView]


class PinView(TypedDict):
    """One PIN."""

    pin: str


class PinProblemView(TypedDict):
    """Why a lock does not take a PIN; `door_id` null where it concerns all."""

    door_id: str | None
    reason: str
    message: str


class PinCheckView(TypedDict):
    """Whether every lock takes a PIN."""

    problems: list[PinProblemView]


class KeysView(TypedDict):
    """Cards, fingerprints and faces of a lock, and the people of its vendor's app.

    `persons`: entities, by `<credential_type>:<credential_id>` and `user:<user_id>`.
    """

    credentials: list[CredentialRow]
    users: list[UserRow]
    persons: dict[str, str]


class ImportRowView(TypedDict):
    """A line of an imported list, its doors by name. `status`: `ok`, `added`, `failed`.

    With `added` a `reason` is that of a door which has refused it after all.
    """

    line: int
    name: str
    doors: list[str]
    status: str
    reason: str | None
    message: str | None
    grant_id: str | None


class ImportView(TypedDict):
    """What becomes, or would become, of an imported list."""

    rows: list[ImportRowView]
