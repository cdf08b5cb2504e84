"""What opens a lock without an app: PINs, fingerprints and cards, kept in the lock."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .clock import Clock
from .schedule import ALWAYS, Schedule

DEFAULT_CAPACITY: Final = 100


class CredentialKind(StrEnum):
    """How a credential is shown to the lock."""

    PIN = "pin"
    FINGERPRINT = "fingerprint"
    CARD = "card"


@dataclass(frozen=True, kw_only=True, slots=True)
class Credential:
    """One PIN, fingerprint or card; `secret` is what the reader compares.

    `use_by` ends it unless it was used before. A `computed` one is recognised by
    calculation and takes no room. One that `erases` wipes all other PINs of the lock
    instead of opening it.
    """

    id: int
    kind: CredentialKind
    name: str
    secret: str = field(repr=False)
    created: datetime
    schedule: Schedule = ALWAYS
    person_id: str | None = None
    enabled: bool = True
    uses_left: int | None = None
    use_by: datetime | None = None
    used_at: datetime | None = None
    computed: bool = False
    erases: bool = False

    def dead(self, now: datetime) -> bool:
        """Tell whether it will never open again, whatever its schedule says."""
        deadline = self.use_by if self.used_at is None else None
        late = deadline is not None and now >= deadline
        return not self.enabled or self.uses_left == 0 or late


class CapacityError(Exception):
    """The lock holds as many credentials of a kind as it can."""


class DuplicateError(Exception):
    """Another credential of the lock already has the same secret."""


class Credentials:
    """The memory of one lock; `version` counts every change of its PINs."""

    def __init__(self, clock: Clock) -> None:
        """Start empty, with version 1."""
        self.version = 1
        self.capacity = DEFAULT_CAPACITY
        self.reuse_ids = False
        self.ids: Iterator[int] | None = None
        """Where new ids come from, None for a count of the lock's own."""
        self.wiped: set[int] = set()
        """Ids of what an erasing PIN took away at the door."""
        self.removes_expired = True
        self.removal_delay = timedelta()
        self.removal_bumps_version = True
        self._clock = clock
        self._rows: dict[int, Credential] = {}
        self._last_id = 0

    def __iter__(self) -> Iterator[Credential]:
        """Go through all credentials by id, after the expired ones are gone."""
        self._remove_due()
        return iter([self._rows[key] for key in sorted(self._rows)])

    def of_kind(self, kind: CredentialKind) -> list[Credential]:
        """List the credentials of one kind by id."""
        return [row for row in self if row.kind is kind]

    def get(self, credential_id: int) -> Credential | None:
        """Return one credential, None when the lock does not have it."""
        return next((row for row in self if row.id == credential_id), None)

    def find(self, kind: CredentialKind, secret: str) -> Credential | None:
        """Return the credential that the reader recognises."""
        found = (row for row in self.of_kind(kind) if row.secret == secret)
        return next(found, None)

    def add(
        self,
        name: str,
        secret: str,
        schedule: Schedule = ALWAYS,
        *,
        kind: CredentialKind = CredentialKind.PIN,
        person_id: str | None = None,
        uses_left: int | None = None,
    ) -> Credential:
        """Store a new credential.

        Raises:
            DuplicateError: the secret is taken.
            CapacityError: the lock is full.
        """
        self._check_room(kind, secret)
        credential = Credential(
            id=self._new_id(),
            kind=kind,
            name=name,
            secret=secret,
            created=self._clock.now(),
            schedule=schedule,
            person_id=person_id,
            uses_left=uses_left,
        )
        self._store(credential)
        return credential

    def put(self, credential: Credential) -> None:
        """Store a credential whose id was given elsewhere; raises as `add` does."""
        computed = credential.computed
        self._check_room(credential.kind, credential.secret, computed=computed)
        self._store(credential)

    def change(
        self, credential_id: int, name: str, secret: str, schedule: Schedule
    ) -> Credential:
        """Replace name, secret and schedule of a credential.

        Raises:
            KeyError: there is no such credential.
            DuplicateError: another one has that secret.
        """
        self._remove_due()
        old = self._rows[credential_id]
        self._check_free(old.kind, secret, other_than=credential_id)
        new = replace(old, name=name, secret=secret, schedule=schedule)
        self._store(new)
        return new

    def remove(self, credential_id: int) -> None:
        """Forget a credential; KeyError when there is none."""
        self._remove_due()
        del self._rows[credential_id]
        self.version += 1

    def remove_expired(self) -> list[str]:
        """Forget what has expired, at once; returns the names."""
        now = self._clock.now()
        expired = [row for row in self._rows.values() if row.schedule.expired(now)]
        for row in expired:
            del self._rows[row.id]
        if expired and self.removal_bumps_version:
            self.version += 1
        return [row.name for row in expired]

    def spend(self, credential: Credential) -> None:
        """Count one use; an erasing PIN does its work."""
        left = credential.uses_left
        self._rows[credential.id] = replace(
            credential,
            uses_left=None if left is None else left - 1,
            used_at=credential.used_at or self._clock.now(),
        )
        if credential.erases:
            self._wipe(other_than=credential.id)

    def _wipe(self, *, other_than: int) -> None:
        """Forget every PIN but one."""
        pins = {row.id for row in self.of_kind(CredentialKind.PIN)} - {other_than}
        for credential_id in pins:
            del self._rows[credential_id]
        self.wiped |= pins
        self.version += 1

    def _remove_due(self) -> None:
        """Remove expired ones whose time of grace is over."""
        if not self.removes_expired:
            return
        limit = self._clock.now() - self.removal_delay
        if any(row.schedule.expired(limit) for row in self._rows.values()):
            self.remove_expired()

    def _check_room(
        self, kind: CredentialKind, secret: str, *, computed: bool = False
    ) -> None:
        """Raise DuplicateError or CapacityError unless another one fits in."""
        self._check_free(kind, secret, other_than=None)
        stored = [row for row in self.of_kind(kind) if not row.computed]
        if not computed and len(stored) >= self.capacity:
            raise CapacityError

    def _check_free(
        self, kind: CredentialKind, secret: str, *, other_than: int | None
    ) -> None:
        """Raise DuplicateError when another credential has the secret."""
        found = self.find(kind, secret)
        if found is not None and found.id != other_than:
            raise DuplicateError

    def _new_id(self) -> int:
        """Return the next id, or the smallest free one when ids are reused."""
        if self.ids is not None:
            return next(self.ids)
        if self.reuse_ids:
            return next(i for i in range(1, len(self._rows) + 2) if i not in self._rows)
        self._last_id += 1
        return self._last_id

    def _store(self, credential: Credential) -> None:
        """Write one row and count the change."""
        self._rows[credential.id] = credential
        self._last_id = max(self._last_id, credential.id)
        self.version += 1
