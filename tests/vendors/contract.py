"""What a vendor's cloud is put through: the stage it acts on, and its harness.

Each vendor has a folder `tests/vendors/<vendor>/` whose `harness.py` exports `HARNESS`.
It is found, never listed (`harnesses.py`), and every `test_contract_*.py` runs for it.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from aiohttp import ClientSession

from custom_components.cloud_locks.model.access_code import CodeId
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.vendors import Connection, Vendor


class CannotHappenError(Exception):
    """This trouble does not exist at this cloud; the text says why."""


class Garbage(StrEnum):
    """Bodies that are no answer."""

    HALF = "half"
    HTML = "html"
    TEXT = "text"


class Outage(StrEnum):
    """Ways for a cloud to be down."""

    UNAVAILABLE = "503"
    DROP = "drop"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Props:
    """The two locks that a stage has, by the ids of the model.

    `main` is in reach, calibrated, locked, and can do all that the cloud can; `other`
    is in reach too. `newcomer` is the e-mail or phone of somebody who has the vendor's
    app and no access to `main`.
    """

    main: LockId
    other: LockId
    newcomer: str = "anna@example.com"


class Stage(ABC):
    """A cloud that is up, and everything that can be done to it from outside.

    What the cloud cannot suffer raises `CannotHappenError`.
    """

    vendor: Vendor
    props: Props

    async def ready(self, method: str) -> Props:
        """Do at the cloud what a write of the contract needs; returns its locks.

        Some writes only make sense at another lock than `main`, or when somebody has
        done something there before.
        """
        del method
        return self.props

    @abstractmethod
    def connection(self, session: ClientSession) -> Connection:
        """Return a connection with good credentials, on the clock of the stage."""

    @abstractmethod
    def wrong_credentials(self) -> Mapping[str, str]:
        """Return credentials that nobody has."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the time at the cloud."""

    @abstractmethod
    def advance(self, by: timedelta) -> None:
        """Let time pass, for the cloud and for its clients."""

    async def sleep(self, seconds: float) -> None:
        """Let a client wait without anybody waiting."""
        self.advance(timedelta(seconds=seconds))

    @property
    @abstractmethod
    def writes(self) -> int:
        """Return how many writes have arrived at the cloud."""

    @abstractmethod
    async def sign_out(self) -> None:
        """Revoke the credentials that clients use."""

    @abstractmethod
    async def forbid(self) -> Callable[[LockCloud], Awaitable[object]]:
        """Take a permission away; returns a call that needs it."""

    @abstractmethod
    async def outage(self, how: Outage) -> None:
        """Take the cloud down."""

    @abstractmethod
    async def recover(self) -> None:
        """End every trouble of the network."""

    @abstractmethod
    async def limit_rate(self, seconds: int) -> None:
        """Refuse every call and ask to come back in some seconds."""

    @abstractmethod
    async def garble(self, garbage: Garbage) -> None:
        """Answer every read with something else than the documentation knows."""

    @abstractmethod
    async def lose_answer(self, method: str, *, done: bool) -> None:
        """Let the next write vanish: its work done or not, its answer never sent.

        `method` is the method of the contract that is about to be called.
        """

    @abstractmethod
    async def hold(self) -> Callable[[], None]:
        """Let every call wait; returns what lets them go on."""

    @abstractmethod
    async def set_offline(self, lock_id: LockId) -> None:
        """Put a lock out of reach."""

    @abstractmethod
    async def jam(self, lock_id: LockId) -> None:
        """Let the next movement of a bolt fail."""

    @abstractmethod
    async def uncalibrate(self, lock_id: LockId) -> None:
        """Let a lock forget where its bolt ends."""

    @abstractmethod
    async def keep_busy(self, method: str, times: int) -> None:
        """Refuse the next calls of a method because something else is under way."""

    @abstractmethod
    async def add_code(self, lock_id: LockId, name: str, pin: str) -> CodeId:
        """Put a code on a lock in the vendor's app; returns its id."""

    @abstractmethod
    async def remove_code(self, lock_id: LockId, code_id: CodeId) -> None:
        """Take a code off a lock in the vendor's app."""

    @abstractmethod
    async def fill(self, lock_id: LockId) -> None:
        """Leave no room for a further code."""

    @abstractmethod
    async def type_pin(self, lock_id: LockId, pin: str) -> None:
        """Type a PIN at the keypad."""


class Harness(Protocol):
    """How the contract suite gets at one vendor."""

    @property
    def vendor(self) -> Vendor:
        """Return the descriptor under test."""
        ...

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """Start a cloud for one test."""
        ...
