"""Codes in the cloud contract: written to the lock, computed, derived from the time."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from .access_code import AccessCode, CodeChange, CodeDraft, CodeId, CodeWrite
from .command import Outcome
from .errors import Unsupported
from .lock import LockId
from .schedule import Schedule
from .secret import Secret


class Depth(IntEnum):
    """How much of each code a listing contains; deeper may cost a call per code."""

    NAMES = 0
    SCHEDULES = 1
    PINS = 2


class Codes(ABC):
    """Codes that are written to the lock."""

    @abstractmethod
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        """Return all codes of a lock, made here or elsewhere.

        `fresh` forbids every cache on the way: after an uncertain write and when a
        person asks. Deeper than the cloud tells, fields stay None.
        """

    @abstractmethod
    async def get(
        self, lock_id: LockId, code_id: CodeId, *, depth: Depth
    ) -> AccessCode:
        """Return one code. `NotFound` when it is gone."""

    @abstractmethod
    async def add(self, lock_id: LockId, draft: CodeDraft) -> CodeWrite:
        """Write a code that passed the lock's rules."""

    @abstractmethod
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        """Change a code; what `change` leaves out is read first and kept.

        `expect_name`: see `delete`.
        """

    @abstractmethod
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        """Take a code off the lock. One that is already gone counts as confirmed.

        `expect_name` is the name that the caller knows the code by. A cloud that may
        give an id to another code later compares it before it writes, and raises
        `NotFound` (reason `changed_elsewhere`) when the id has another name by now.
        """

    async def forget(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> None:
        """Take a code off the cloud's list alone, where the lock is out of reach.

        The lock is not told, so **its digits go on opening the door** until somebody
        takes them off at the lock. Never a substitute for `delete`: a person has to
        ask for it. `expect_name`: see `delete`.
        """
        raise Unsupported(f"forget({code_id})")

    async def set_enabled(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> Outcome:
        """Pause or resume a code where `CodeRules.can_disable` says so.

        `NotFound` (reason `changed_elsewhere`) when it has another name by now.
        """
        raise Unsupported(f"set_enabled({enabled})")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineCode:
    """A computed code. `use_before`: it dies unless used by then at least once."""

    id: str | None
    name: str | None
    pin: Secret
    schedule: Schedule
    use_before: datetime | None = None
    revocable: bool = False


class ClearScope(IntEnum):
    """What a clearing code erases when it is typed at the lock."""

    ONE = 1
    ALL = 2


class OfflineCodes(ABC):
    """Codes that the cloud computes and the lock accepts without being told."""

    @abstractmethod
    async def generate(
        self, lock_id: LockId, schedule: Schedule, name: str | None
    ) -> OfflineCode:
        """Compute a code."""

    async def generate_clear(
        self, lock_id: LockId, scope: ClearScope, code_id: str | None
    ) -> Secret:
        """Compute a code that erases offline codes when typed at the lock."""
        raise Unsupported(f"generate_clear({scope.name})")


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicCode:
    """A code for the next minutes."""

    pin: Secret
    valid_until: datetime


class DynamicCodes(ABC):
    """Codes that are derived from the time and need no connection to the lock."""

    @abstractmethod
    async def current(self, lock_id: LockId) -> DynamicCode:
        """Return the code that works now."""
