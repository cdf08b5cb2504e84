"""Access: who may come in, at which doors and when, and how far that is carried out.

Plain frozen data, made of the model and the standard library only. Nothing here knows
a cloud; what is asked of one is decided by `planner`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from ..model.access_code import CodeId
from ..model.attribution import PersonId
from ..model.lock import LockId
from ..model.reason import Reason
from ..model.schedule import Schedule
from ..model.secret import Secret

type GrantId = str
type CardKey = int
"""Tells the cards of an access apart; it is never shown."""
type Generation = int
"""Counts the PINs that an access has had; each lock holds one code of each at most."""


class Phase(StrEnum):
    """What a person wishes of an access."""

    GRANTED = "granted"
    PAUSED = "paused"
    REVOKED = "revoked"


class Drift(StrEnum):
    """What is done when a code was changed or removed in the vendor's app."""

    REPORT = "report"
    RESTORE = "restore"
    ACCEPT = "accept"


class Drifted(StrEnum):
    """How a code is different from what was written."""

    NOT = "not"
    HOURS = "hours"
    SWITCHED = "switched"
    GONE = "gone"
    RENAMED = "renamed"
    """It may be another code by now, so it is only ever reported."""


class DoorStatus(StrEnum):
    """Where an access stands at one lock."""

    PLANNED = "planned"
    """Nothing is on the lock yet, or not at present, and that is as it shall be."""
    SENDING = "sending"
    PENDING = "pending"
    """Sent; the lock has not confirmed it yet."""
    ACTIVE = "active"
    """On the lock as wished. Whether it opens at this moment is up to its hours."""
    REMOVING = "removing"
    REMOVED = "removed"
    FAILED = "failed"
    BLOCKED = "blocked"
    """Something else has to change first."""


class GrantStatus(StrEnum):
    """Where an access stands as a whole."""

    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    FAILED = "failed"
    ENDING = "ending"
    ENDED = "ended"


class StepKind(StrEnum):
    """What can be done at a lock; one at a time."""

    WRITE = "write"
    CHANGE = "change"
    SWITCH_ON = "switch_on"
    SWITCH_OFF = "switch_off"
    ADOPT = "adopt"
    REMOVE = "remove"
    LOOK_AT_CARDS = "look_at_cards"
    WRITE_CARD = "write_card"
    CHANGE_CARD = "change_card"
    REMOVE_CARD = "remove_card"


class GrantNews(StrEnum):
    """What is told of an access: the types of the event entity."""

    ACTIVE = "active"
    FAILED = "failed"
    PAUSED = "paused"
    FIRST_USE = "first_use"
    ENDED = "ended"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    CHECK_PASSED = "check_passed"
    CHECK_FAILED = "check_failed"
    NOT_REMOVED = "not_removed"


@dataclass(frozen=True, slots=True, order=True)
class DoorId:
    """A lock of an account, also while that account is away or removed.

    `account` is the unique id of its entry, which is the same when it is added again.
    """

    account: str
    lock_id: LockId


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The code of one generation on one lock, as far as it was carried out.

    `began`: when its writing was stored, before anything was sent. `written`: the hours
    that it was last given. `came`: the lock was seen to have it, so that its absence
    means that somebody took it off. `unwanted`: since when it should be gone; `asked`:
    when its removal was sent last, `tries` how often.
    """

    generation: Generation
    began: datetime
    written: Schedule
    code_id: CodeId | None = None
    came: bool = False
    paused: bool = False
    unwanted: datetime | None = None
    asked: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a step did not work, how often so far, and when it is tried again.

    `again` None: not before somebody or something changes what stands in the way.
    """

    step: StepKind
    reason: Reason
    tries: int
    again: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCard:
    """A card that comes with an access. `number` None: it was not kept."""

    key: CardKey
    number: Secret | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCopy:
    """A card on one lock, as far as it was carried out.

    `began`: when its writing was stored; None: it is not on the lock. `before`: what
    was there then, until its id is known. `written`: the hours that it was last given;
    None: nobody knows. `asked`: when its change or removal was sent last, `tries` how
    often. `unwanted` is as in `Copy`; `trouble` is its own.
    """

    key: CardKey
    began: datetime | None = None
    before: frozenset[str] = frozenset()
    written: Schedule | None = None
    card_id: str | None = None
    unwanted: datetime | None = None
    asked: datetime | None = None
    tries: int = 0
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDoor:
    """One lock of an access.

    `leaving`: it is no longer part of it, and what is left there has to go. `spent`: a
    code that works once is gone, so it was used. `restored`: how often a code was put
    back that somebody had taken off. `told`: what was last told of this lock.
    """

    at: DoorId
    schedule: Schedule
    copies: tuple[Copy, ...] = ()
    cards: tuple[CardCopy, ...] = ()
    leaving: bool = False
    spent: bool = False
    restored: int = 0
    trouble: Trouble | None = None
    told: str | None = None

    def copy_of(self, generation: Generation) -> Copy | None:
        """Return what is recorded of a generation."""
        found = (it for it in self.copies if it.generation == generation)
        return next(found, None)

    def with_copy(self, copy: Copy) -> Self:
        """Return the door with a copy instead of the one of its generation."""
        others = self.without(copy.generation).copies
        return replace(self, copies=(*others, copy))

    def without(self, generation: Generation) -> Self:
        """Return the door without the copy of a generation."""
        left = tuple(it for it in self.copies if it.generation != generation)
        return replace(self, copies=left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One access. `pin` None: it was not kept, so nothing new can be written.

    `draws`: how many PINs were drawn for it before one that nobody was told yet; 0:
    somebody chose the present one, or may know it. `called`: how its codes are called,
    where that is not `name`: a person was renamed since. `message_sent`: when the PIN
    was last sent to somebody.

    `keeps`: the generation before the present one, which goes on working until the
    present one does everywhere within reach; None when it is not to be kept.
    """

    id: GrantId
    name: str
    created: datetime
    doors: tuple[GrantDoor, ...]
    pin: Secret | None
    generation: Generation = 0
    keeps: Generation | None = None
    phase: Phase = Phase.GRANTED
    person: PersonId | None = None
    group: str | None = None
    notes: str | None = None
    drift: Drift = Drift.REPORT
    allow_home_assistant: bool = False
    first_used: datetime | None = None
    ended: datetime | None = None
    told: GrantStatus | None = None
    draws: int = 0
    called: str | None = None
    message_sent: datetime | None = None
    cards: tuple[AccessCard, ...] = ()

    def door(self, at: DoorId) -> GrantDoor | None:
        """Return what is recorded of a lock."""
        return next((it for it in self.doors if it.at == at), None)

    def with_door(self, door: GrantDoor) -> Self:
        """Return the access with a door in the place of the one at the same lock."""
        doors = tuple(door if it.at == door.at else it for it in self.doors)
        return replace(self, doors=doors)

    def code_name(self, generation: Generation | None = None) -> str:
        """Return how the code of a generation is called on a lock.

        While a new PIN takes over from an old one both are there, and names of codes
        are unique on a lock.
        """
        number = self.generation if generation is None else generation
        called = self.called or self.name
        return f"{called} 2" if number % 2 else called

    def card_name(self, key: CardKey) -> str:
        """Return how a card is called on a lock: the first one as the access."""
        called = self.called or self.name
        return f"{called} {key + 1}" if key else called

    @property
    def code_names(self) -> tuple[str, str]:
        """Return all names that its codes may ever have."""
        return self.code_name(0), self.code_name(1)

    def renamed(self, name: str) -> Self:
        """Return the access of another name; its codes keep the one they were given.

        Changing that is a write at each lock that can fail, and at some clouds means
        deleting the code.
        """
        called = self.called or self.name
        return replace(self, name=name, called=None if called == name else called)
