"""The remaining parts of a fake cloud, and all of them together."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
import json
from typing import override

from custom_components.cloud_locks.model.access_event import (
    AccessEvent,
    EventType,
    Stream,
)
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import ProtocolError, VendorError
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.model.parts import (
    Link,
    Media,
    Parts,
    PassagePlan,
    PassagePlans,
    Picture,
    Push,
    Settings,
    Webhook,
)
from custom_components.cloud_locks.model.settings import SettingKey, SettingValue
from custom_components.cloud_locks.model.updates import (
    EventUpdate,
    Hint,
    Update,
)

from .backend import FakeBackend
from .codes import FakeCodes, FakeDynamicCodes, FakeOfflineCodes
from .people import FakeCredentials, FakePeople


class FakeSettings(Settings):
    """Settings that take effect at once, or when a lock in `queued` is delivered to."""

    def __init__(self, backend: FakeBackend) -> None:
        """Change the locks of a backend."""
        self._backend = backend

    @override
    async def set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> Outcome:
        async with self._backend.call("settings.set", lock_id):
            later = lock_id in self._backend.queued
            settings = tuple(
                replace(setting, value=value, pending=later)
                if setting.key is key
                else setting
                for setting in self._backend.locks[lock_id].settings
            )
            self._backend.change(lock_id, settings=settings)
            return Outcome.ACCEPTED if later else Outcome.CONFIRMED


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
                yield Hint()
                while not isinstance(update := await queue.get(), VendorError):
                    yield update
            finally:
                self._backend.listeners.remove(queue)
            raise update


class FakeWebhook(Webhook):
    """Reads a JSON list of `{id, lock_id, type, occurred_at}` of access events."""

    @override
    def parse(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        try:
            records = json.loads(body)
        except ValueError as err:
            raise ProtocolError("not JSON") from err
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
