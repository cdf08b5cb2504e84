"""The optional parts of the cloud contract. A vendor implements those its cloud has.

Every method may raise the errors of `errors`. A write raises `OutcomeUnknown` when its
answer was lost and is then never sent again; the caller reads back. Reads of one lock
raise `LockOffline` when only that lock is out of reach.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time

from .access_code import AccessCode
from .capabilities import Part
from .code_parts import (
    ClearScope,
    Codes,
    Depth,
    DynamicCode,
    DynamicCodes,
    OfflineCode,
    OfflineCodes,
)
from .code_rules import ScheduleFeature
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
from .people import Role, User, UserChange, UserDraft
from .schedule import Day
from .settings import SettingKey, SettingValue
from .updates import Update

__all__ = [
    "ClearScope",
    "Codes",
    "Credentials",
    "Depth",
    "DynamicCode",
    "DynamicCodes",
    "Link",
    "Media",
    "OfflineCode",
    "OfflineCodes",
    "Parts",
    "PassagePlan",
    "PassagePlans",
    "People",
    "Picture",
    "Push",
    "Settings",
    "Webhook",
]


class Credentials(ABC):
    """Cards, fingerprints, faces and remotes."""

    types: Mapping[LockId, frozenset[CredentialType]]
    """What each lock takes."""

    by_data: frozenset[CredentialType] = frozenset()
    """What is stored from data that is already there: `add` is answered for these."""

    by_reading: frozenset[CredentialType] = frozenset()
    """What a lock can read at the door, if it takes it: `enroll` is answered."""

    @abstractmethod
    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        """Return all credentials of a lock."""

    @abstractmethod
    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        """Take a credential off the lock."""

    async def add(self, lock_id: LockId, draft: CredentialDraft) -> Credential:
        """Store a credential from its data (a card's number)."""
        raise Unsupported(f"add({draft.type})")

    async def presented(self, lock_id: LockId, event_id: str) -> CredentialDraft:
        """Return what somebody held to the lock in an event, unnamed.

        An unknown card can be given to a person this way without showing its number.
        `NotFound` when the record is gone or tells no number.
        """
        raise Unsupported(f"presented({event_id})")

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

    roles: frozenset[Role]
    """What somebody may be made; the owner is never among them."""

    schedules: frozenset[ScheduleFeature] = frozenset({ScheduleFeature.ALWAYS})
    """The hours that access can be limited to."""

    needs_account: bool = True
    """Whether a person is found by the e-mail or phone of their app."""

    can_rename: bool = False
    """Whether names are given by who adds somebody, not by the person's own app."""

    @abstractmethod
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        """Return everybody who has access to a lock through the vendor's app."""

    @abstractmethod
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        """Give a person access.

        `RejectedError` (reason `user_exists`) when they have it already.
        """

    @abstractmethod
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        """Change a person's access; what `change` leaves out is read first and kept."""

    @abstractmethod
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        """Take a person's access away. Who has none any more counts as confirmed."""

    async def assign(
        self, lock_id: LockId, user_id: str, thing: Credential | AccessCode
    ) -> Outcome:
        """Say in the vendor's app whose a credential or code is."""
        raise Unsupported(f"assign({user_id})")


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

        The first one is `Hint()`, as soon as the connection stands. The caller
        reconnects with back-off and re-reads afterwards: a lost connection
        costs delay, never truth.
        """


class Webhook(ABC):
    """Callbacks that the cloud sends to us."""

    @abstractmethod
    def parse(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """Return what a callback says; one bad record never drops the others.

        `ProtocolError` when the body as a whole is nothing that the cloud sends.
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
