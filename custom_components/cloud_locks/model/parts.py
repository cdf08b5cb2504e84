"""The optional parts of the cloud contract. A vendor implements those its cloud has.

Every method may raise the errors of `errors`. A write raises `OutcomeUnknown` when its
answer was lost and is then never sent again; the caller reads back. Reads of one lock
raise `LockOffline` when only that lock is out of reach.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time
from enum import IntEnum

from .access_code import AccessCode, CodeChange, CodeDraft, CodeId, CodeWrite
from .capabilities import Part
from .command import Outcome
from .credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
    EnrollmentStep,
)
from .errors import Unsupported
from .lock import LockId
from .people import User, UserChange, UserDraft
from .schedule import Day, Schedule
from .secret import Secret
from .settings import SettingKey, SettingValue
from .updates import Update


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

    async def set_enabled(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> Outcome:
        """Pause or resume a code where `CodeRules.can_disable` says so."""
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


class Credentials(ABC):
    """Cards, fingerprints, faces and remotes."""

    types: Mapping[LockId, frozenset[CredentialType]]
    """What each lock takes."""

    @abstractmethod
    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        """Return all credentials of a lock."""

    @abstractmethod
    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        """Take a credential off the lock."""

    async def add(self, lock_id: LockId, draft: CredentialDraft) -> Credential:
        """Store a credential from its data (a card's number)."""
        raise Unsupported(f"add({draft.type})")

    async def update(
        self, lock_id: LockId, credential: Credential, change: CredentialChange
    ) -> Outcome:
        """Rename a credential, change its hours or its duress mark."""
        raise Unsupported(f"update({credential.type})")

    def enroll(
        self, lock_id: LockId, kind: CredentialType, name: str, user_id: str | None
    ) -> AsyncIterator[EnrollmentStep]:
        """Let the lock read a finger, face or card; steps until done or failed."""
        raise Unsupported(f"enroll({kind})")

    async def cancel_enrollment(self, lock_id: LockId, kind: CredentialType) -> None:
        """Stop an enrolment."""
        raise Unsupported(f"cancel_enrollment({kind})")


class People(ABC):
    """People in the vendor's app."""

    @abstractmethod
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        """Return everybody who has access to a lock through the vendor's app."""

    @abstractmethod
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        """Give a person access."""

    @abstractmethod
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        """Change a person's access; what `change` leaves out is kept."""

    @abstractmethod
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        """Take a person's access away."""

    async def assign(
        self, lock_id: LockId, user_id: str, credential: Credential
    ) -> Outcome:
        """Say whose a credential is."""
        raise Unsupported(f"assign({credential.type})")


class Settings(ABC):
    """Settings of locks; their values are on `Lock.settings`."""

    @abstractmethod
    async def set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> Outcome:
        """Change one setting; `accepted` until the lock has taken it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePlan:
    """The lock's own weekly hours of staying unlocked (wall clock of the lock)."""

    enabled: bool
    days: frozenset[Day] = frozenset()
    start_time: time | None = None
    end_time: time | None = None


class PassagePlans(ABC):
    """Hours in which a lock stays unlocked by itself."""

    @abstractmethod
    async def get(self, lock_id: LockId) -> PassagePlan:
        """Return the plan on the lock."""

    @abstractmethod
    async def set(self, lock_id: LockId, plan: PassagePlan) -> Outcome:
        """Write the plan to the lock."""


class Push(ABC):
    """A subscription that the client keeps open."""

    @abstractmethod
    def listen(self) -> AsyncIterator[Update]:
        """Connect and yield updates until the connection is lost (then raise).

        The caller reconnects with back-off and re-reads afterwards: a lost connection
        costs delay, never truth.
        """


class Webhook(ABC):
    """Callbacks that the cloud sends to us."""

    @abstractmethod
    def parse(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """Return what a callback says; one bad record never drops the others.

        Names of `headers` are in lower case. Records of locks that are not in this
        account are left out: several accounts may share one address.
        """

    @property
    @abstractmethod
    def reply(self) -> str:
        """Return the body that the cloud wants as an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a lock took."""

    data: bytes
    content_type: str
    taken_at: datetime


class Media(ABC):
    """Pictures that a lock took."""

    @abstractmethod
    async def last_capture(self, lock_id: LockId) -> Picture | None:
        """Return the newest picture, None when there is none."""


class Link(ABC):
    """Riding on an account that another integration is signed in to."""

    @property
    @abstractmethod
    def shared_locks(self) -> frozenset[LockId]:
        """Return the locks that the other integration shows as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The optional parts of one cloud; None for those that it does not have."""

    codes: Codes | None = None
    offline_codes: OfflineCodes | None = None
    dynamic_codes: DynamicCodes | None = None
    credentials: Credentials | None = None
    people: People | None = None
    settings: Settings | None = None
    passage_plan: PassagePlans | None = None
    push: Push | None = None
    webhook: Webhook | None = None
    media: Media | None = None
    link: Link | None = None

    @property
    def present(self) -> frozenset[Part]:
        """Return which parts there are."""
        return frozenset(
            Part(field.name)
            for field in fields(self)
            if getattr(self, field.name) is not None
        )
