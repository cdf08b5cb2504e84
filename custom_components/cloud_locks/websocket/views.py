"""What the panel is told: plain JSON values, the same names as in TypeScript.

`frontend/src/data/types.ts` holds the other side; a test compares the two. What single
commands answer stands in `answers`.

Moments are ISO texts with an offset. A door is named by `door_id`, account and lock,
which stays the same when its entity is renamed or gone. No row holds a PIN but
`PinView`, which holds one.
"""

from typing import NotRequired, TypedDict

from ..actions.answers import CodeRow, ScheduleRow
from ..actions.event_rows import EventRow
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
