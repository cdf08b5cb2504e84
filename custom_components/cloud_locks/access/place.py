"""A lock of an access at the moment of planning: what is to be there, and what is."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ..model.access_code import AccessCode, CodeStatus
from ..model.reason import Reason
from ..model.schedule import Schedule, SchedulePhase
from .grant import Generation, Grant, GrantDoor, Phase
from .holding import Holding, holding
from .matching import Found, Seen, find
from .trouble import is_out_of_reach


@dataclass(frozen=True)
class Place:
    """A lock of an access at the moment of planning."""

    grant: Grant
    door: GrantDoor
    seen: Seen
    now: datetime

    @cached_property
    def holding(self) -> Holding | None:
        """What of its hours is to be on the lock now; None: nobody can keep them."""
        if self.seen.rules is None:
            return None
        return holding(
            self.seen.rules,
            self.door.schedule,
            self.now,
            allow=self.grant.allow_home_assistant,
        )

    @cached_property
    def closed(self) -> bool:
        """Whether the access is over at this lock, or not part of it any more."""
        if self.door.leaving or self.door.spent or self.grant.phase is Phase.REVOKED:
            return True
        return self.door.schedule.phase(self.now) is SchedulePhase.EXPIRED

    @property
    def asleep(self) -> bool:
        """Whether the access is paused and this lock can pause its code."""
        rules = self.seen.rules
        paused = self.grant.phase is Phase.PAUSED
        return paused and rules is not None and rules.can_disable

    @cached_property
    def hours(self) -> Schedule | None:
        """The hours of the code that is to be there now; None: none is to be there."""
        if self.closed or (self.grant.phase is Phase.PAUSED and not self.asleep):
            return None
        held = self.holding
        return None if held is None else held.schedule

    def found(self, generation: Generation) -> Found | None:
        """Return the copy of a generation and what is there of it."""
        copy = self.door.copy_of(generation)
        return None if copy is None else find(self.grant, copy, self.seen.codes)

    @property
    def is_away(self) -> bool:
        """Return whether nothing can be brought to a lock at present."""
        trouble = self.door.trouble
        if self.seen.blocked is not None or (trouble and is_out_of_reach(trouble)):
            return True
        code = self.present
        return code is not None and code.reason is Reason.LOCK_ASLEEP

    @cached_property
    def is_ready(self) -> bool:
        """Whether the code of the present PIN is on the lock."""
        found = self.found(self.grant.generation)
        return (
            found is not None
            and found.code is not None
            and found.code.status in {CodeStatus.ACTIVE, CodeStatus.SCHEDULED}
        )

    @property
    def lacks_room(self) -> bool:
        """Whether the lock has no room for another code."""
        trouble = self.door.trouble
        return trouble is not None and trouble.reason is Reason.LIST_FULL

    @property
    def makes_room(self) -> bool:
        """Whether the code before has to go first, for want of room."""
        keeps = self.grant.keeps
        before = None if keeps is None else self.door.copy_of(keeps)
        return self.lacks_room and before is not None

    @cached_property
    def present(self) -> AccessCode | None:
        """The code of the present PIN, as it is known."""
        found = self.found(self.grant.generation)
        return None if found is None else found.code
