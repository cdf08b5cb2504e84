"""A lock on paper that takes cards: what is on it, on its way, and known."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from custom_components.cloud_locks.access.cards import with_numbers
from custom_components.cloud_locks.access.carrying import (
    Sent,
    begun,
    done,
    encouraged,
    failed,
    lost,
)
from custom_components.cloud_locks.access.grant import Grant, GrantDoor, StepKind
from custom_components.cloud_locks.access.matching import Seen
from custom_components.cloud_locks.access.planner import plan
from custom_components.cloud_locks.access.plans import CardPlan, CardStep
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialList,
    CredentialType,
)
from custom_components.cloud_locks.model.errors import (
    DuplicateCode,
    LockOffline,
    OutcomeUnknown,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.secret import Secret

from .paper_house import EVERYTHING, FRONT, START, make_grant

RFID = CredentialType.RFID_CODE
LATE = timedelta(minutes=10)
"""So long after it was sent a card may still arrive."""


class Answer(Enum):
    """What comes of something that is sent."""

    DONE = auto()
    REFUSED = auto()
    LOST_DONE = auto()
    LOST_LATE = auto()
    LOST_NEVER = auto()


@dataclass
class PaperCards:
    """One door, one access with cards, and the time.

    `ours`: ids of cards that were ever put on the lock for the access.
    """

    grant: Grant = field(default_factory=make_grant)
    now: datetime = START
    on_lock: dict[str, tuple[Credential, Secret]] = field(default_factory=dict)
    on_its_way: list[tuple[datetime, Credential, Secret]] = field(default_factory=list)
    known: CredentialList | None = None
    ours: set[str] = field(default_factory=set)
    writes: int = 0
    ids: int = 0

    def give(self, *numbers: str) -> None:
        """Wish these cards, and no others."""
        self.grant = with_numbers(self.grant, map(Secret, numbers))
        self.encourage()

    def encourage(self) -> None:
        """Let a person wish anything: what had failed is tried again."""
        self.grant = encouraged(self.grant, {FRONT: self.seen()})

    def change(self, **fields: object) -> None:
        """Wish something else."""
        self.grant = replace(self.grant, **fields)  # type: ignore[arg-type]  # as given
        self.encourage()

    def seen(self) -> Seen:
        """Return what is known of the lock."""
        return Seen(listed=True, rules=EVERYTHING, cards=self.known, takes_cards=True)

    def plans(self) -> tuple[CardPlan, ...]:
        """Return what is planned now, and keep what was noticed."""
        made = plan(self.grant, {FRONT: self.seen()}, self.now)
        self.grant = made.grant
        found = made.doors.get(FRONT)
        return () if found is None else found.cards

    def states(self) -> list[str]:
        """Return where each card stands, with the reason."""
        return [" ".join(filter(None, (it.status, it.reason))) for it in self.plans()]

    def due(self) -> list[CardStep]:
        """Return what is to be done now."""
        return [it.step for it in self.plans() if it.step is not None]

    @property
    def door(self) -> GrantDoor:
        """Return what is recorded of the door."""
        found = self.grant.door(FRONT)
        assert found is not None
        return found

    def carry_out(self, step: CardStep, answer: Answer = Answer.DONE) -> None:
        """Do a step; its answer may be lost, and what it wrote may come late."""
        before = self.door
        self.grant = self.grant.with_door(begun(before, step, self.now))
        try:
            sent = self.send(step, answer)
        except OutcomeUnknown:
            door = lost(self.door, step, self.now)
        except VendorError as err:
            door = failed(self.door, before, step, err, self.now)
        else:
            door = done(self.door, step, sent, self.now)
        self.grant = self.grant.with_door(door)

    def crash(self, step: CardStep, answer: Answer | None) -> None:
        """Stop in the middle of a step, before it was sent (None) or after."""
        self.grant = self.grant.with_door(begun(self.door, step, self.now))
        if answer is not None:
            with suppress(VendorError):
                self.send(step, answer)
        self.known = None

    def send(self, step: CardStep, answer: Answer) -> Sent:
        """Change what is on the lock, and return what the desk would."""
        if answer is Answer.REFUSED:
            raise LockOffline
        if step.kind is StepKind.LOOK_AT_CARDS:
            if answer is not Answer.DONE:
                raise OutcomeUnknown
            self.look()
            return None
        if step.kind is StepKind.WRITE_CARD:
            return self._write(step, answer)
        assert step.credential is not None
        assert step.credential.id in self.ours, "a card of somebody else"
        if answer in {Answer.DONE, Answer.LOST_DONE}:
            self._change(step, step.credential)
        if answer is not Answer.DONE:
            raise OutcomeUnknown
        self._note()
        return None

    def look(self) -> None:
        """Read what is on the lock."""
        self.known = CredentialList(at=self.now, credentials=self._listed())

    def _note(self) -> None:
        """Keep what was changed here; when the list was read stays the same."""
        if self.known is not None:
            self.known = replace(self.known, credentials=self._listed())

    def _listed(self) -> tuple[Credential, ...]:
        return tuple(card for card, _ in self.on_lock.values())

    def _write(self, step: CardStep, answer: Answer) -> Credential:
        (number,) = (it.number for it in self.grant.cards if it.key == step.card)
        assert number is not None
        assert not any(it == number for *_, it in self.on_its_way), "sent twice"
        if any(it == number for _, it in self.on_lock.values()):
            raise DuplicateCode(reason=Reason.CARD_IN_USE)
        self.writes += 1
        card = self._new(step.name)
        card = replace(card, schedule=step.schedule)
        if answer is Answer.LOST_LATE:
            self.on_its_way.append((self.now + LATE, card, number))
        elif answer is not Answer.LOST_NEVER:
            self.on_lock[card.id] = card, number
        self.ours.add(card.id)
        if answer is not Answer.DONE:
            raise OutcomeUnknown
        self._note()
        return card

    def _change(self, step: CardStep, target: Credential) -> None:
        if step.kind is StepKind.REMOVE_CARD:
            self.on_lock.pop(target.id, None)
        elif target.id in self.on_lock:
            card, number = self.on_lock[target.id]
            self.on_lock[target.id] = replace(card, schedule=step.schedule), number

    def _new(self, name: str) -> Credential:
        self.ids += 1
        return Credential(id=f"k{self.ids}", type=RFID, name=name, on_lock=True)

    def put(self, name: str, number: str) -> str:
        """Put a card of somebody else on the lock."""
        card = self._new(name)
        self.on_lock[card.id] = card, Secret(number)
        return card.id

    def rename(self, card_id: str, name: str) -> None:
        """Call a card otherwise in the vendor's app."""
        card, number = self.on_lock[card_id]
        self.on_lock[card_id] = replace(card, name=name), number

    def wait(self, span: timedelta) -> None:
        """Let time pass; what is on its way arrives."""
        self.now += span
        due = [it for it in self.on_its_way if it[0] <= self.now]
        for entry in due:
            self.on_its_way.remove(entry)
            _, card, number = entry
            self.on_lock[card.id] = card, number

    def live(self, span: timedelta, step: timedelta = timedelta(minutes=4)) -> None:
        """Let time pass; what is due is done."""
        end = self.now + span
        while self.now < end:
            self.run()
            self.wait(step)
        self.run()

    def run(self, rounds: int = 30) -> None:
        """Carry out all that is to be done now."""
        for _ in range(rounds):
            if not (steps := self.due()):
                return
            self.carry_out(steps[0])
        raise AssertionError("it never comes to rest")

    def there(self) -> list[tuple[str, str]]:
        """Return names and numbers of what is on the lock."""
        return sorted(
            (it.name, number.reveal()) for it, number in self.on_lock.values()
        )

    def mine(self) -> Iterable[str]:
        """Return the ids of what is on the lock for the access."""
        return (key for key in self.on_lock if key in self.ours)
