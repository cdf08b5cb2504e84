"""The fake cloud's side of the wire: its account, its faults, who listens."""

from asyncio import Event, Queue
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Literal

from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.cloud import Pace
from custom_components.cloud_locks.model.credential import (
    CredentialDraft,
    EnrollmentStep,
)
from custom_components.cloud_locks.model.errors import AuthError, VendorError
from custom_components.cloud_locks.model.lock import Lock, LockId
from custom_components.cloud_locks.model.updates import Update

from .faults import Fault, Script
from .world import World

ALL_PARTS = frozenset(Part)


class FakeBackend(World):
    """One account at the fake cloud.

    Any number of clients (`FakeCloud`) may be signed in to it, so a reloaded entry
    finds the same world.
    """

    def __init__(
        self,
        locks: Iterable[Lock] | None = None,
        *,
        parts: frozenset[Part] = ALL_PARTS,
        key: str = "good-key",
    ) -> None:
        """Start an account that `key` signs in to."""
        super().__init__(locks, parts)
        self.key = key
        self.account_id = "fake-account"
        self.account_name = "Fake account"
        self.credentials_end: datetime | None = None
        self.subscription_ends: datetime | None = None
        self.pace: Pace | None = None
        self.script = Script()
        self.enrollment: list[EnrollmentStep] = []
        self.pin_lengths: Mapping[LockId, int] = {}
        self.presented: dict[str, CredentialDraft] = {}
        self.shared_locks: frozenset[LockId] = frozenset()
        self.listeners: list[Queue[Update | VendorError]] = []

    def call(
        self, method: str, lock_id: LockId | None = None
    ) -> AbstractAsyncContextManager[None]:
        """Return the frame in which a client's call does its work."""
        return self.script.call(method, lock_id)

    def fail(
        self,
        method: str,
        error: VendorError,
        *,
        times: int | Literal["always"] = 1,
        after_work: bool = False,
        lock_id: LockId | None = None,
    ) -> None:
        """Let the next calls of a method raise; `after_work`: only the answer is lost.

        `method` is `account`, `inventory`, `states`, `operate`, `activity` or a part's
        (`codes.add`).
        """
        self.script.add(
            Fault(
                method=method,
                error=error,
                times=None if times == "always" else times,
                after_work=after_work,
                lock_id=lock_id,
            )
        )

    def hold(self, method: str, *, lock_id: LockId | None = None) -> Event:
        """Let the next call of a method wait until the returned event is set."""
        gate = Event()
        self.script.add(Fault(method=method, gate=gate, lock_id=lock_id))
        return gate

    def sign_out(self) -> None:
        """Revoke the key: every later call of any client is refused."""
        self.script.locked_out = AuthError("the key was revoked")

    def heal(self) -> None:
        """Take back every fault that has not happened yet, and a revoked key."""
        self.script.clear()

    def calls(self, method: str) -> int:
        """Return how often a method was called, for example `codes.add`."""
        return self.script.count(method)

    def push(self, update: Update | VendorError) -> None:
        """Tell every listener; an error ends their subscription."""
        for queue in tuple(self.listeners):
            queue.put_nowait(update)
