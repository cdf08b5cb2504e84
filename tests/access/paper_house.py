"""A house on paper: locks that hold codes, answers that get lost, and other people."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from custom_components.cloud_locks.access.carrying import begun, done, failed
from custom_components.cloud_locks.access.drift import answered
from custom_components.cloud_locks.access.grant import (
    DoorId,
    Grant,
    GrantDoor,
    StepKind,
)
from custom_components.cloud_locks.access.matching import Seen
from custom_components.cloud_locks.access.planner import plan
from custom_components.cloud_locks.access.plans import Plan, Step
from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeStatus,
    status_by_schedule,
)
from custom_components.cloud_locks.model.code_rules import CodeRules, ScheduleFeature
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    LockOffline,
    NotPermitted,
    VendorError,
)
from custom_components.cloud_locks.model.masking import same_name
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
PIN, OTHER_PIN = Secret("284617"), Secret("739105")
FRONT, BACK, CELLAR = (DoorId("fake:1", it) for it in ("front", "back", "cellar"))

EVERYTHING = CodeRules(
    lengths=frozenset({6}), schedules=frozenset(ScheduleFeature), can_disable=True
)
PLAIN = CodeRules(lengths=frozenset({6}))
"""A lock that keeps no hours and pauses nothing."""


def make_grant(
    *at: DoorId, schedule: Schedule | None = None, name: str = "Anna"
) -> Grant:
    """Return an access that nothing was done for yet."""
    hours = schedule or Schedule.always()
    doors = tuple(GrantDoor(at=it, schedule=hours) for it in at or (FRONT,))
    return Grant(id="g1", name=name, created=START, doors=doors, pin=PIN)


@dataclass
class PaperLock:
    """A lock: what is on it, and what is known of it by whoever writes codes."""

    rules: CodeRules | None = EVERYTHING
    codes: dict[str, AccessCode] = field(default_factory=dict)
    lost: list[AccessCode] = field(default_factory=list)
    """Codes whose writing had no answer and that have not arrived."""
    offline: bool = False
    removed: bool = False
    """Its account is."""
    refuses: bool = False
    room: int = 9
    calls: int = 0

    def seen(self, now: datetime) -> Seen:
        """Return what is known of it."""
        if self.removed:
            return Seen(blocked=Reason.ACCOUNT_REMOVED)
        here = (replace(it, status=_status(it, now)) for it in self.codes.values())
        return Seen(codes=(*here, *self.lost), listed=True, rules=self.rules)

    def check(self, step: Step) -> None:
        """Refuse what cannot be done now."""
        if self.offline:
            raise LockOffline
        if self.refuses:
            raise NotPermitted
        if step.kind is StepKind.WRITE and len(self.codes) >= self.room:
            raise CapacityFull


def _status(code: AccessCode, now: datetime) -> CodeStatus:
    also = () if code.status is CodeStatus.UNKNOWN else (code.status,)
    return status_by_schedule(code.schedule, now, also=also)


@dataclass
class PaperHouse:
    """The locks, one access, and the time."""

    grant: Grant
    locks: dict[DoorId, PaperLock]
    now: datetime = START
    ids: int = 0

    @classmethod
    def of(cls, grant: Grant, **locks: PaperLock) -> PaperHouse:
        """Return a house with a lock for each door, those named being as given."""
        places = {it: PaperLock() for it in (FRONT, BACK, CELLAR)}
        places |= {DoorId("fake:1", name): lock for name, lock in locks.items()}
        return cls(grant, places)

    def plan(self) -> Plan:
        """Plan, and keep what was noticed."""
        seen = {at: lock.seen(self.now) for at, lock in self.locks.items()}
        made = plan(self.grant, seen, self.now)
        self.grant = answered(made.grant, made.doors)
        return plan(self.grant, seen, self.now)

    def steps(self) -> list[tuple[DoorId, Step]]:
        """Return what is to be done now."""
        made = self.plan()
        self.grant = made.grant
        return [(at, it.step) for at, it in made.doors.items() if it.step]

    def kinds(self) -> list[str]:
        """Return the kinds of what is to be done now."""
        return [step.kind.value for _, step in self.steps()]

    def begin(self, at: DoorId, step: Step) -> GrantDoor:
        """Store a step; return the door as it was before."""
        before = self.door(at)
        self.grant = self.grant.with_door(begun(before, step, self.now))
        return before

    def carry_out(self, at: DoorId, step: Step, *, lose: bool = False) -> None:
        """Do a step, unless the lock refuses it; `lose` the answer to it."""
        before, lock = self.begin(at, step), self.locks[at]
        lock.calls += 1
        try:
            lock.check(step)
        except VendorError as err:
            door = failed(self.door(at), before, step, err, self.now)
            self.grant = self.grant.with_door(door)
            return
        code = self.do(lock, step, lose=lose)
        door = done(self.door(at), step, code, self.now)
        self.grant = self.grant.with_door(door)

    def do(self, lock: PaperLock, step: Step, *, lose: bool = False) -> AccessCode:
        """Change what is on a lock; a lost write arrives later or never."""
        if step.kind is StepKind.WRITE:
            return self._write(lock, step, lose=lose)
        code = step.code
        assert code is not None
        if not code.id:
            lock.lost = [it for it in lock.lost if it.name != code.name]
        elif step.kind is StepKind.REMOVE and not lose:
            lock.codes.pop(code.id, None)
        elif code.id in lock.codes and step.kind is StepKind.CHANGE and lose:
            code = replace(lock.codes[code.id], reason=Reason.OUTCOME_UNKNOWN)
            lock.codes[code.id] = code
        elif code.id in lock.codes and not lose:
            lock.codes[code.id] = self._changed(lock.codes[code.id], step)
        return code

    def _write(self, lock: PaperLock, step: Step, *, lose: bool) -> AccessCode:
        assert not any(
            same_name(it.name, step.name) and it.status.live
            for it in (*lock.codes.values(), *lock.lost)
        ), "a second code of one name"
        self.ids += 1
        code = AccessCode(
            id=f"c{self.ids}",
            name=step.name,
            schedule=step.schedule,
            managed=True,
            on_lock=True,
        )
        if lose:
            open_ = replace(code, id="", reason=Reason.OUTCOME_UNKNOWN, on_lock=None)
            lock.lost.append(open_)
            return open_
        lock.codes[code.id] = code
        return code

    @staticmethod
    def _changed(code: AccessCode, step: Step) -> AccessCode:
        match step.kind:
            case StepKind.CHANGE:
                return replace(code, schedule=step.schedule, reason=None)
            case StepKind.ADOPT:
                return replace(code, managed=True)
            case StepKind.SWITCH_OFF:
                return replace(code, status=CodeStatus.DISABLED)
            case _:
                return replace(code, status=CodeStatus.UNKNOWN)

    def door(self, at: DoorId) -> GrantDoor:
        """Return what is recorded of a door."""
        found = self.grant.door(at)
        assert found is not None
        return found

    def run(self, rounds: int = 40) -> None:
        """Carry out all that is to be done now."""
        for _ in range(rounds):
            if not (steps := self.steps()):
                return
            for at, step in steps:
                self.carry_out(at, step)
        raise AssertionError("it never comes to rest")

    def arrive(self, lock: PaperLock) -> None:
        """Let what was lost turn out to be on the lock."""
        for code in lock.lost:
            self.ids += 1
            there = replace(code, id=f"c{self.ids}", reason=None, on_lock=True)
            lock.codes[there.id] = replace(there, status=CodeStatus.UNKNOWN)
        lock.lost = []

    def live(self, span: timedelta, step: timedelta = timedelta(minutes=5)) -> None:
        """Let time pass; what is due is done."""
        end = self.now + span
        while self.now < end:
            self.now = min(end, self.now + step)
            self.run()

    def names(self, at: DoorId = FRONT) -> list[str]:
        """Return the names of what is on a lock."""
        return [it.name for it in self.locks[at].codes.values()]

    def statuses(self) -> list[str]:
        """Return where the access stands at each of its locks."""
        return [it.status.value for it in self.plan().doors.values()]

    def reasons(self) -> list[Reason | None]:
        """Return why, at each of its locks."""
        return [it.reason for it in self.plan().doors.values()]

    def change(self, **fields: object) -> None:
        """Let a person wish something else."""
        self.grant = replace(self.grant, **fields)  # type: ignore[arg-type]  # as given

    def put(self, at: DoorId, codes: Iterable[AccessCode]) -> None:
        """Put codes of others on a lock."""
        self.locks[at].codes |= {it.id: it for it in codes}
