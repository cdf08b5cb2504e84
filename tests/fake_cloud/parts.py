"""All optional parts of a fake cloud but codes."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
import json
from typing import Any, override

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
    EnrollmentStep,
)
from custom_components.cloud_locks.model.errors import NotFound, VendorError
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.model.parts import (
    Credentials,
    Link,
    Media,
    Parts,
    PassagePlan,
    PassagePlans,
    People,
    Picture,
    Push,
    Settings,
    Webhook,
)
from custom_components.cloud_locks.model.people import User, UserChange, UserDraft
from custom_components.cloud_locks.model.settings import SettingKey, SettingValue
from custom_components.cloud_locks.model.updates import EventUpdate, Update

from .backend import FakeBackend
from .codes import FakeCodes, FakeDynamicCodes, FakeOfflineCodes


class FakeCredentials(Credentials):
    """Cards, fingerprints and the rest; `backend.enrollment` scripts an enrolment."""

    def __init__(self, backend: FakeBackend) -> None:
        """Keep them in a backend."""
        self._backend = backend
        self.types = {lock_id: frozenset(CredentialType) for lock_id in backend.locks}

    @override
    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        async with self._backend.call("credentials.list", lock_id):
            return tuple(self._backend.credentials[lock_id].values())

    @override
    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        async with self._backend.call("credentials.delete", lock_id):
            self._backend.credentials[lock_id].pop(credential.id, None)
            return Outcome.CONFIRMED

    @override
    async def add(self, lock_id: LockId, draft: CredentialDraft) -> Credential:
        async with self._backend.call("credentials.add", lock_id):
            return self._keep(lock_id, draft.type, draft.name, draft.user_id)

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

    @override
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        async with self._backend.call("people.list", lock_id):
            return tuple(self._backend.users[lock_id].values())

    @override
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        async with self._backend.call("people.add", lock_id):
            new = User(
                id=self._backend.new_id("user"),
                name=draft.name,
                account=draft.account,
                role=draft.role,
                remote=draft.remote,
                schedule=draft.schedule,
            )
            self._backend.users[lock_id][new.id] = new
            return new

    @override
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        async with self._backend.call("people.update", lock_id):
            shelf = self._backend.users[lock_id]
            shelf[user_id] = replace(_found(shelf, user_id), **_given(change))
            return Outcome.CONFIRMED

    @override
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        async with self._backend.call("people.delete", lock_id):
            self._backend.users[lock_id].pop(user_id, None)
            return Outcome.CONFIRMED

    @override
    async def assign(
        self, lock_id: LockId, user_id: str, credential: Credential
    ) -> Outcome:
        async with self._backend.call("people.assign", lock_id):
            shelf = self._backend.credentials[lock_id]
            old = _found(shelf, credential.id)
            shelf[credential.id] = replace(old, user_id=user_id)
            return Outcome.CONFIRMED


class FakeSettings(Settings):
    """Settings that take effect at once."""

    def __init__(self, backend: FakeBackend) -> None:
        """Change the locks of a backend."""
        self._backend = backend

    @override
    async def set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> Outcome:
        async with self._backend.call("settings.set", lock_id):
            settings = tuple(
                replace(setting, value=value) if setting.key is key else setting
                for setting in self._backend.locks[lock_id].settings
            )
            self._backend.change(lock_id, settings=settings)
            return Outcome.CONFIRMED


class FakePassagePlans(PassagePlans):
    """One plan per lock, off at first."""

    def __init__(self, backend: FakeBackend) -> None:
        """Keep the plans in a backend."""
        self._backend = backend

    @override
    async def get(self, lock_id: LockId) -> PassagePlan:
        async with self._backend.call("passage_plan.get", lock_id):
            return self._backend.plans.get(lock_id, PassagePlan(enabled=False))

    @override
    async def set(self, lock_id: LockId, plan: PassagePlan) -> Outcome:
        async with self._backend.call("passage_plan.set", lock_id):
            self._backend.plans[lock_id] = plan
            return Outcome.CONFIRMED


class FakePush(Push):
    """Says what `backend.push` is given."""

    def __init__(self, backend: FakeBackend) -> None:
        """Listen to a backend."""
        self._backend = backend

    @override
    async def listen(self) -> AsyncIterator[Update]:
        queue: asyncio.Queue[Update | VendorError] = asyncio.Queue()
        async with self._backend.call("push.listen"):
            self._backend.listeners.append(queue)
            try:
                while not isinstance(update := await queue.get(), VendorError):
                    yield update
            finally:
                self._backend.listeners.remove(queue)
            raise update


class FakeWebhook(Webhook):
    """Reads a JSON list of `{id, lock_id, type, occurred_at}` of access events."""

    @override
    def parse(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        records = json.loads(body)
        return [update for record in records for update in _read(record)]

    @property
    @override
    def reply(self) -> str:
        return "success"


def _read(record: dict[str, str]) -> Sequence[Update]:
    try:
        event = AccessEvent(
            id=record["id"],
            lock_id=record["lock_id"],
            stream=Stream.ACCESS,
            type=EventType(record["type"]),
            occurred_at=datetime.fromisoformat(record["occurred_at"]),
        )
    except KeyError, TypeError, ValueError:
        return ()
    return (EventUpdate(event=event),)


class FakeMedia(Media):
    """The pictures of `backend.pictures`."""

    def __init__(self, backend: FakeBackend) -> None:
        """Show the pictures of a backend."""
        self._backend = backend

    @override
    async def last_capture(self, lock_id: LockId) -> Picture | None:
        async with self._backend.call("media.last_capture", lock_id):
            return self._backend.pictures.get(lock_id)


class FakeLink(Link):
    """Shares `backend.shared_locks`."""

    def __init__(self, backend: FakeBackend) -> None:
        """Ask a backend."""
        self._backend = backend

    @property
    @override
    def shared_locks(self) -> frozenset[LockId]:
        return self._backend.shared_locks


def parts_of(backend: FakeBackend) -> Parts:
    """Return those parts that the backend is said to have."""
    every = Parts(
        codes=FakeCodes(backend),
        offline_codes=FakeOfflineCodes(backend),
        dynamic_codes=FakeDynamicCodes(backend),
        credentials=FakeCredentials(backend),
        people=FakePeople(backend),
        settings=FakeSettings(backend),
        passage_plan=FakePassagePlans(backend),
        push=FakePush(backend),
        webhook=FakeWebhook(),
        media=FakeMedia(backend),
        link=FakeLink(backend),
    )
    absent = {
        part.name: None for part in fields(every) if part.name not in backend.parts
    }
    return replace(every, **absent)


def _found[T](shelf: dict[str, T], key: str) -> T:
    try:
        return shelf[key]
    except KeyError as err:
        raise NotFound(key) from err


def _given(change: CredentialChange | UserChange) -> dict[str, Any]:
    values = {field.name: getattr(change, field.name) for field in fields(change)}
    return {name: value for name, value in values.items() if value is not None}
