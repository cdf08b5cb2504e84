"""A house with locks: what the integration talks to, and what is really so."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Any

type Door = str
type CodeId = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A code as a lock holds it.

    `leaving`: it goes when the lock wakes. `coming`: it is queued, and not there yet.
    """

    id: CodeId
    name: str
    pin: str
    ends: datetime | None
    leaving: bool = False
    coming: bool = False


class Topic(StrEnum):
    """What a call to a cloud is about."""

    READ = auto()
    ADD = auto()
    CHANGE = auto()
    DELETE = auto()
    OPERATE = auto()
    STATES = auto()
    ACTIVITY = auto()
    SETTING = auto()

    @property
    def writes(self) -> bool:
        """Whether such a call changes something."""
        return self not in {Topic.READ, Topic.STATES, Topic.ACTIVITY}


class Kind(StrEnum):
    """What goes wrong with a call."""

    BUSY = auto()
    OFFLINE = auto()
    LIMITED = auto()
    UNREACHABLE = auto()
    SIGNED_OUT = auto()
    LOST_BEFORE = auto()
    LOST_AFTER = auto()
    GARBLED_BEFORE = auto()
    GARBLED_AFTER = auto()
    SLOW_BEFORE = auto()
    SLOW_AFTER = auto()

    @property
    def done(self) -> bool:
        """Whether the work is done all the same."""
        return self.value.endswith("after")

    @property
    def slow(self) -> bool:
        """Whether nothing goes wrong but that it takes long."""
        return self in {Kind.SLOW_BEFORE, Kind.SLOW_AFTER}


@dataclass(slots=True)
class Trouble:
    """What the next calls about something meet."""

    topic: Topic
    kind: Kind
    times: int = 1
    seconds: float = 20.0


class House(ABC):
    """Some locks of one account."""

    doors: tuple[Door, ...]
    """Ids of the locks, as the integration has them."""
    prefix: str
    """What unique ids of entities begin with."""
    entry_data: Mapping[str, Any]
    config: Mapping[str, Any]
    """The YAML of the integration."""
    rest: timedelta
    """How rarely codes are read when nothing is going on."""
    tidy: bool
    """Whether locks remove codes by themselves when those are over."""
    wants_starts: bool = False
    """Whether codes that end must begin as well."""
    pin_digits: int = 8
    """How many digits its locks take."""
    setting: str | None = "auto_lock"
    """The switch of the first door that people use, None where there is none."""
    replaces: bool = False
    """Whether a code is changed by taking it off and writing another one."""
    live_at_most: timedelta
    """Longer spans are jumped over, for the time that they would really take."""

    def __init__(self) -> None:
        """Tell nobody yet."""
        self.on_call: Callable[[], None] = lambda: None
        """Called when a call from outside has done its work, or has not."""

    @abstractmethod
    async def open(self) -> None:
        """Start the cloud."""

    @abstractmethod
    async def close(self) -> None:
        """Stop the cloud."""

    @abstractmethod
    def held(self, door: Door) -> dict[CodeId, Held]:
        """Return what is on a lock."""

    @abstractmethod
    def put(
        self,
        door: Door,
        name: str,
        pin: str,
        ends: datetime | None,
        *,
        instead_of: CodeId | None = None,
    ) -> bool:
        """Add a code in the app, under an id of before; whether the lock took it."""

    @abstractmethod
    def edit(
        self,
        door: Door,
        code_id: CodeId,
        *,
        name: str | None = None,
        pin: str | None = None,
        ends: datetime | None = None,
    ) -> None:
        """Change a code in the app, in what is given."""

    @abstractmethod
    def remove(self, door: Door, code_id: CodeId) -> None:
        """Remove a code in the app."""

    @abstractmethod
    def doze(self, door: Door) -> None:
        """Let a lock take what is sent to it only later, if it is of that kind."""

    @abstractmethod
    def wake(self, door: Door) -> None:
        """Let a lock take what waits for it."""

    @abstractmethod
    async def trouble(self, trouble: Trouble) -> None:
        """Let something go wrong."""

    @abstractmethod
    async def heal(self) -> None:
        """Let nothing go wrong any more."""

    @abstractmethod
    def sent(self, topic: Topic, door: Door) -> int:
        """Return how many calls came in that were not provably refused."""

    @abstractmethod
    def is_busy(self, door: Door) -> bool:
        """Return whether a call about the codes of a lock is under way."""

    @abstractmethod
    def bolt(self, door: Door) -> str:
        """Return how the bolt stands: `locked`, `unlocked` or `open`, for example."""
