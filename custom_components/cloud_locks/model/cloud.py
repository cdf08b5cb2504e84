"""The contract of a lock cloud: a small core that every vendor has, and optional parts.

No behaviour is shared through it: paging, retrying and signing are functions that a
vendor's client calls.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from .access_event import AccessEvent
from .command import CommandResult, Operation
from .errors import Unsupported
from .lock import Gateway, Lock, LockId
from .parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose locks these are. `id` is stable and never an e-mail address.

    `credentials_end`: when what was signed in with stops working and cannot be
    prolonged by us. `subscription_ends`: when the vendor's plan does. None: not told.
    """

    id: str
    name: str
    credentials_end: datetime | None = None
    subscription_ends: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """A complete listing: what is missing here is gone from the account."""

    locks: Mapping[LockId, Lock]
    gateways: tuple[Gateway, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many calls an account has per period."""

    calls: int
    period: timedelta
    assumed: bool = False
    """The vendor publishes no figure; a person may know theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a cloud may be asked, and how often it makes sense.

    `states`, `inventory` and `activity` are the intervals at rest. `states_floor` is
    the shortest time between two state calls that the vendor allows. `settle` is when
    to look again after a command or a change (seconds): records lag behind events.
    """

    states: timedelta
    states_floor: timedelta
    inventory: timedelta
    activity: timedelta
    quota: Quota
    codes: timedelta = timedelta(minutes=30)
    """How often code lists are read at rest; at some clouds each wakes the lock."""
    settle: tuple[float, ...] = ()
    bulk_states: bool = True
    """One state call covers all locks; otherwise it costs one per lock."""
    burst: Quota | None = None
    """A second limit, over a shorter time than `quota`, where the cloud has one."""


class LockCloud(ABC):
    """One signed-in account of one vendor.

    All methods may raise the errors of `errors`; none retries a command on its own
    unless the answer proved that it was not dispatched.
    """

    pace: Pace
    parts: Parts

    @abstractmethod
    async def account(self) -> Account:
        """Return who is signed in. `AuthError` when nobody is."""

    @abstractmethod
    async def inventory(self) -> Inventory:
        """Return all gateways and locks with everything that listing them tells."""

    @abstractmethod
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        """Return `known` with what changes quickly read anew.

        A lock that the cloud does not answer for is left out; the others are not
        spoiled by it.
        """

    @abstractmethod
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        """Move the bolt and follow it to its end where the cloud tells one.

        After `deadline` nothing is sent any more that was not sent before: `LockBusy`
        (reason `too_late`). A door that opens later surprises everybody. Raises
        `OperationFailed` when the lock reports that it did not work, and
        `OutcomeUnknown` when the answer was lost.
        """

    async def answer_request(self, lock_id: LockId, *, accept: bool) -> CommandResult:
        """Let in, or turn away, the person who asked at the door to be let in.

        For locks with `Capability.REMOTE_REQUEST`; `LockOffline` with the reason
        `lock_asleep` when nobody is asking (any more).
        """
        raise Unsupported(f"answer_request({lock_id}, {accept})")

    async def rename(self, lock_id: LockId, name: str) -> None:
        """Give a lock another name in the vendor's app; `Lock.name` is it from now on.

        For locks with `Capability.RENAME`. The name is the cloud's alone, so it has it
        when this returns; whether that is so after `OutcomeUnknown`, a new listing
        tells.
        """
        raise Unsupported(f"rename({lock_id}, {len(name)} characters)")

    @abstractmethod
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        """Return at most `limit` newest events, oldest first.

        Only such that happened at `after` or later (the caller removes what it saw, by
        id: clouds cut times at the second).
        """

    async def close(self) -> None:  # noqa: B027 - most have nothing to let go of
        """Let go of what the client holds. The session belongs to the caller."""
