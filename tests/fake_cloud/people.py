"""Credentials and people over a `FakeBackend`."""

from collections.abc import AsyncIterator
from dataclasses import fields, replace
from typing import Any, override

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.code_rules import ScheduleFeature
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
    EnrollmentStep,
)
from custom_components.cloud_locks.model.errors import (
    DuplicateCode,
    NotFound,
    RejectedError,
)
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.model.parts import (
    Credentials,
    People,
)
from custom_components.cloud_locks.model.people import (
    Role,
    User,
    UserChange,
    UserDraft,
    same_account,
)
from custom_components.cloud_locks.model.reason import Reason

from .backend import FakeBackend


class FakeCredentials(Credentials):
    """Cards, fingerprints and the rest; `backend.enrollment` scripts an enrolment."""

    def __init__(self, backend: FakeBackend) -> None:
        """Keep them in a backend."""
        self._backend = backend
        self.types = {lock_id: frozenset(CredentialType) for lock_id in backend.locks}
        self.by_data = frozenset({CredentialType.RFID_CODE})
        self.by_reading = frozenset(CredentialType) - {CredentialType.REMOTE}

    @override
    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        async with self._backend.call("credentials.list", lock_id):
            return tuple(self._backend.credentials[lock_id].values())

    @override
    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        async with self._backend.call("credentials.delete", lock_id):
            self._backend.credentials[lock_id].pop(credential.id, None)
            self._backend.card_numbers.pop((lock_id, credential.id), None)
            return Outcome.CONFIRMED

    @override
    async def add(self, lock_id: LockId, draft: CredentialDraft) -> Credential:
        async with self._backend.call("credentials.add", lock_id):
            return self._store(lock_id, draft)

    def _store(self, lock_id: LockId, draft: CredentialDraft) -> Credential:
        """Keep a card; the lock holds each number once."""
        numbers = self._backend.card_numbers
        if any(at == lock_id and it == draft.data for (at, _), it in numbers.items()):
            raise DuplicateCode("card", reason=Reason.CARD_IN_USE)
        kept = self._keep(lock_id, draft.type, draft.name, draft.user_id)
        kept = replace(kept, schedule=draft.schedule)
        self._backend.credentials[lock_id][kept.id] = kept
        numbers[lock_id, kept.id] = draft.data
        return kept

    @override
    async def presented(self, lock_id: LockId, event_id: str) -> CredentialDraft:
        async with self._backend.call("credentials.presented", lock_id):
            try:
                return self._backend.presented[event_id]
            except KeyError as err:
                raise NotFound(event_id) from err

    @override
    async def update(
        self, lock_id: LockId, credential: Credential, change: CredentialChange
    ) -> Outcome:
        async with self._backend.call("credentials.update", lock_id):
            shelf = self._backend.credentials[lock_id]
            old = _found(shelf, credential.id)
            shelf[credential.id] = replace(old, **_given(change))
            return Outcome.CONFIRMED

    @override
    async def enroll(
        self, lock_id: LockId, kind: CredentialType, name: str, user_id: str | None
    ) -> AsyncIterator[EnrollmentStep]:
        async with self._backend.call("credentials.enroll", lock_id):
            for step in self._backend.enrollment:
                yield step
            done = self._keep(lock_id, kind, name, user_id)
            yield EnrollmentStep(credential_id=done.id)

    @override
    async def cancel_enrollment(self, lock_id: LockId, kind: CredentialType) -> None:
        async with self._backend.call("credentials.cancel_enrollment", lock_id):
            self._backend.enrollment.clear()

    def _keep(
        self, lock_id: LockId, kind: CredentialType, name: str, user_id: str | None
    ) -> Credential:
        new = Credential(
            id=self._backend.new_id(kind),
            type=kind,
            name=name,
            user_id=user_id,
            on_lock=True,
        )
        self._backend.credentials[lock_id][new.id] = new
        return new


class FakePeople(People):
    """People in the fake vendor's app."""

    def __init__(self, backend: FakeBackend) -> None:
        """Keep them in a backend."""
        self._backend = backend
        self.roles = frozenset(Role) - {Role.OWNER}
        self.schedules = frozenset(ScheduleFeature) - {ScheduleFeature.ONCE}
        self.needs_account = backend.people_need_account
        self.can_rename = not backend.people_need_account

    @override
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        async with self._backend.call("people.list", lock_id):
            return tuple(self._backend.users[lock_id].values())

    @override
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        async with self._backend.call("people.add", lock_id):
            users = self._backend.users[lock_id].values()
            if any(same_account(user.account, draft.account) for user in users):
                raise RejectedError(lock_id, reason=Reason.USER_EXISTS)
            new = User(
                id=self._backend.new_id("user"),
                name=draft.name,
                account=draft.account,
                role=draft.role,
                remote=draft.remote,
                schedule=draft.schedule,
                pending=self._backend.invites,
            )
            self._backend.users[lock_id][new.id] = new
            return new

    @override
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        async with self._backend.call("people.update", lock_id):
            shelf = self._backend.users[lock_id]
            if lock_id in self._backend.queued:
                return Outcome.ACCEPTED
            shelf[user_id] = replace(_found(shelf, user_id), **_given(change))
            return Outcome.CONFIRMED

    @override
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        async with self._backend.call("people.delete", lock_id):
            if lock_id in self._backend.queued:
                return Outcome.ACCEPTED
            self._backend.users[lock_id].pop(user_id, None)
            return Outcome.CONFIRMED

    @override
    async def assign(
        self, lock_id: LockId, user_id: str, thing: Credential | AccessCode
    ) -> Outcome:
        async with self._backend.call("people.assign", lock_id):
            _found(self._backend.users[lock_id], user_id)
            if isinstance(thing, AccessCode):
                self._backend.edit_code(lock_id, thing.id, user_id=user_id)
            else:
                shelf = self._backend.credentials[lock_id]
                old = _found(shelf, thing.id)
                shelf[thing.id] = replace(old, user_id=user_id)
            return Outcome.CONFIRMED


def _found[T](shelf: dict[str, T], key: str) -> T:
    try:
        return shelf[key]
    except KeyError as err:
        raise NotFound(key) from err


def _given(change: CredentialChange | UserChange) -> dict[str, Any]:
    values = {field.name: getattr(change, field.name) for field in fields(change)}
    return {name: value for name, value in values.items() if value is not None}
