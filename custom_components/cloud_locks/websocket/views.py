"""What the panel is told: plain JSON values, the same names as in TypeScript.

`frontend/src/data/types.ts` holds the other side; a test compares the two. Moments are
ISO texts with an offset. A door is named by `door_id`, account and lock, which stays
the same when its entity is renamed or gone. No row holds a PIN but `PinView`, which
holds one.
"""

from typing import Literal, NotRequired, TypedDict

from ..actions.answers import CodeRow, CredentialRow, ScheduleRow
from ..actions.event_rows import EventRow
from ..actions.user_rows import UserRow
from ..model.code_rules import Json


class ProblemView(TypedDict):
    """Something that a person has to see to, with the sentence that says what to do.

    `code_id` and `name`: which code it is about; null where it is the lock itself.
    """

    reason: str
    message: str
    since: str | None
    code_id: str | None
    name: str | None


class EventView(EventRow):
    """Something that happened at a door. `picture`: the address of a photo of it."""

    door_id: str
    picture: str | None


class DoorView(TypedDict):
    """A lock and its door, as last known.

    `entity_id` null: its lock entity is gone. `account_id` is that of the config entry.
    `available`: whether a command would be tried now. `confirm_code`: whether unlocking
    asks for one. `asking_until`: so long somebody at the door waits for an answer.
    `code_rules`: as `get_capabilities` tells them, null where it takes no codes.
    `enrolls`: what it can read at the door, `adds`: what can be typed in; credential
    types. `codes`: those of nobody's access, as last read; null before
    that, and while *Access* is not loaded.
    """

    door_id: str
    entity_id: str | None
    device_id: str | None
    name: str
    area: str | None
    brand: str
    account_id: str
    bolt: str
    bolt_reported: bool
    door: str | None
    battery: int | None
    battery_low: bool
    keypad_battery: int | None
    keypad_battery_low: bool
    charging: bool | None
    reachability: str
    available: bool
    last_contact: str | None
    gateway: str | None
    gateway_online: bool | None
    operations: list[str]
    confirm_code: bool
    asking_until: str | None
    code_rules: dict[str, Json] | None
    offline_codes: bool
    dynamic_codes: bool
    enrolls: list[str]
    adds: list[str]
    last_access: EventView | None
    problems: list[ProblemView]
    codes: list[CodeRow] | None


class AccessCardView(TypedDict):
    """Where a card of an access stands at a door; its number is never told."""

    status: str
    credential_id: str | None
    retried: bool
    reason: str | None
    message: str | None


class AccessDoorView(ScheduleRow):
    """Where somebody's access stands at a door, and its hours there.

    `message`: the sentence of `reason`, which says what to do. `drift`: how it was
    changed in the vendor's app, `not` where it was not. `leaving`: no door of theirs
    any more, there until nothing is left on the lock.
    """

    door_id: str
    entity_id: str | None
    name: str
    status: str
    code_id: str | None
    enforced_by: str
    retried: bool
    reason: str | None
    message: str | None
    drift: str
    leaving: bool
    cards: list[AccessCardView]


class AccessView(TypedDict):
    """Somebody's access.

    `paused`: that is wished, also while some locks do not follow yet. `has_pin`:
    whether its PIN is kept and can be shown. `booking`: the title of the calendar that
    gave it. `message_sent`: when its PIN was last sent to somebody.
    """

    grant_id: str
    name: str
    status: str
    paused: bool
    person: str | None
    group: str | None
    notes: str | None
    drift: str
    created: str | None
    first_used: str | None
    ended: str | None
    has_pin: bool
    allow_home_assistant_schedule: bool
    booking: str | None
    message_sent: str | None
    doors: list[AccessDoorView]


class AccountView(TypedDict):
    """An account, and how it is kept up to date.

    `state`: `connected`, `unreachable`, `signed_out`, `starting`, `not_loaded`.
    `news`: `push` or `callback` while the cloud tells by itself, `waiting` where it
    could and does not, `polling` where it cannot. `budget_used`: percent of the
    tightest quota. `overdue`: how many codes are not as somebody wished.
    """

    account_id: str
    title: str
    brand: str
    brand_name: str
    state: str
    news: str
    budget_used: int | None
    subscription_ends: str | None
    key_ends: str | None
    locks: int
    overdue: int
    reason: str | None
    message: str | None


class IssueView(TypedDict):
    """A repair of ours that waits for a person."""

    issue_id: str
    severity: str
    title: str
    description: str
    fixable: bool


class EnrollmentView(TypedDict):
    """How far a lock has come with reading a finger, face or card.

    `state`: `reading`, `enrolled`, `failed`. `step` of `steps`, where the cloud counts.
    """

    door_id: str
    credential_type: str
    name: str
    state: str
    step: int | None
    steps: int | None
    credential_id: str | None


class ChangeView(TypedDict):
    """Who changed which access; `user` null: Home Assistant itself."""

    at: str
    change: str
    grant_id: str
    name: str
    user: str | None


class UpdateView(TypedDict):
    """A message of the subscription.

    The first one is `complete` and holds everything; the others what is different.
    `accounts` and `issues` are whole lists, null while they are as before. `events` and
    `changes`, newest last, come as they happen. `contacts`: doors that were heard of
    again and are as before, with their `last_contact`; once a minute at most.
    """

    complete: bool
    doors: list[DoorView]
    removed_doors: list[str]
    access: list[AccessView]
    removed_access: list[str]
    accounts: list[AccountView] | None
    issues: list[IssueView] | None
    events: list[EventView]
    changes: list[ChangeView]
    enrollments: list[EnrollmentView]
    contacts: NotRequired[dict[str, str]]


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
