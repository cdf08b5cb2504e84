"""What a plan says of each lock of an access."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..model.access_code import AccessCode, EnforcedBy
from ..model.credential import Credential
from ..model.reason import Reason
from ..model.schedule import Schedule
from .grant import (
    CardKey,
    DoorId,
    DoorStatus,
    Drifted,
    Generation,
    Grant,
    StepKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do at a lock.

    `code`: which one it is about; None where one is to be written. `schedule`: the
    hours that it shall have.
    """

    kind: StepKind
    generation: Generation
    name: str
    code: AccessCode | None = None
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStep:
    """One thing to do about a card at a lock.

    `credential`: which one it is; None where one is to be written or looked for.
    `before`: what was on the lock when it was planned.
    """

    kind: StepKind
    card: CardKey
    name: str
    credential: Credential | None = None
    schedule: Schedule | None = None
    before: frozenset[str] = frozenset()


type AnyStep = Step | CardStep


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    """Where a card stands at a lock, and what is next; as in `DoorPlan`.

    `settled`: it is as wished, or stays as it is until somebody wishes otherwise.
    """

    key: CardKey
    status: DoorStatus
    reason: Reason | None = None
    card_id: str | None = None
    step: CardStep | None = None
    settled: bool = False
    retried: bool = False
    until: datetime | None = None

    @property
    def has_failed(self) -> bool:
        """Whether a person has to see to it."""
        return self.status is DoorStatus.FAILED and not self.retried


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPlan:
    """Where an access stands at a lock, and what is next.

    `settled`: it is as wished and nothing is awaited. `retried`: a failure is tried
    again by itself. `until`: when this may be different by time alone. `drift`: it was
    changed or taken off in the vendor's app, and that is left alone.
    """

    status: DoorStatus
    reason: Reason | None = None
    step: Step | None = None
    settled: bool = False
    retried: bool = False
    until: datetime | None = None
    code: AccessCode | None = None
    enforced_by: EnforcedBy = EnforcedBy.LOCK
    drift: Drifted = Drifted.NOT
    cards: tuple[CardPlan, ...] = ()

    @property
    def next(self) -> AnyStep | None:
        """Return what is to be done: first what concerns the code."""
        steps = (it.step for it in self.cards if it.step is not None)
        return self.step or next(steps, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An access with what was noticed about it, and the plan of each of its locks."""

    grant: Grant
    doors: Mapping[DoorId, DoorPlan]

    @property
    def until(self) -> datetime | None:
        """Return when to plan again if nothing else happens before."""
        moments = (it.until for it in self.doors.values())
        return min((it for it in moments if it is not None), default=None)
