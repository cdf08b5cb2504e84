"""Letting a lock read a finger, a face or a card, step by step."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN, LOGGER
from ..model.access_event import EventType
from ..model.credential import CredentialType, EnrollmentStep
from ..model.errors import LockBusy, OutcomeUnknown, VendorError
from ..model.lock import LockId
from .desk import CredentialNews

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry
    from .desk import CredentialDesk


class Enrollments:
    """At most one reading per lock; the desk's listeners hear how it goes."""

    def __init__(
        self, hass: HomeAssistant, entry: CloudLocksEntry, desk: CredentialDesk
    ) -> None:
        """Start with nothing being read."""
        self._hass = hass
        self._entry = entry
        self._desk = desk
        self._reading: dict[LockId, asyncio.Task[None]] = {}
        self._news: dict[LockId, CredentialNews] = {}

    @property
    def under_way(self) -> Mapping[LockId, CredentialNews]:
        """Return what is being read at which lock."""
        return self._news

    async def begin(
        self, lock_id: LockId, kind: CredentialType, name: str, user_id: str | None
    ) -> None:
        """Let the lock begin to read a finger, face or card; news tell how it goes.

        `LockBusy` while another one is being read there.
        """
        self._desk.check_type(lock_id, kind)
        earlier = self._reading.get(lock_id)
        if earlier is not None and not earlier.done():
            raise LockBusy("enrolling")
        begun: asyncio.Future[None] = self._hass.loop.create_future()
        self._reading[lock_id] = self._entry.async_create_background_task(
            self._hass,
            self._read(lock_id, kind, name, user_id, begun),
            f"{DOMAIN} enroll {lock_id}",
        )
        # The first step tells that the lock is waiting, or why it does not.
        await asyncio.shield(begun)

    async def _read(
        self,
        lock_id: LockId,
        kind: CredentialType,
        name: str,
        user_id: str | None,
        begun: asyncio.Future[None],
    ) -> None:
        news = CredentialNews(type=None, kind=kind, name=name)
        self._news[lock_id] = news
        try:
            await self._follow(lock_id, news, user_id, begun)
        except asyncio.CancelledError:
            self._desk.give(lock_id, replace(news, type=EventType.ENROLLMENT_FAILED))
            raise
        except VendorError as err:
            self._desk.give(lock_id, replace(news, type=EventType.ENROLLMENT_FAILED))
            if begun.done():
                LOGGER.warning("Reading a %s at %s failed: %s", kind, lock_id, err)
            else:
                begun.set_exception(err)
        finally:
            del self._news[lock_id]
            if not begun.done():
                # Stopped or silent: who waits was not cancelled, and wants an answer.
                begun.set_exception(OutcomeUnknown("enrolling"))

    async def _follow(
        self,
        lock_id: LockId,
        news: CredentialNews,
        user_id: str | None,
        begun: asyncio.Future[None],
    ) -> None:
        """Pass the steps on until the last; a cloud that falls silent has failed."""
        steps = self._desk.part(lock_id).enroll(lock_id, news.kind, news.name, user_id)
        last = EnrollmentStep(failed=True)
        async with aclosing(steps):  # type: ignore[type-var]  # all are generators
            async for step in steps:
                last = step
                if not begun.done():
                    begun.set_result(None)
                self._desk.give(lock_id, replace(news, step=step))
        done = not last.failed and last.credential_id is not None
        kind = EventType.ENROLLED if done else EventType.ENROLLMENT_FAILED
        self._desk.give(
            lock_id, replace(news, type=kind, credential_id=last.credential_id)
        )

    @callback
    def async_step(self, lock_id: LockId, step: EnrollmentStep) -> None:
        """Pass on how far a reading has come, as the cloud told it unasked."""
        if news := self._news.get(lock_id):
            self._desk.give(lock_id, replace(news, step=step))

    async def cancel(self, lock_id: LockId, kind: CredentialType) -> None:
        """Stop reading at a lock; nothing happens where nothing is being read."""
        part = self._desk.part(lock_id)
        await self._desk.send(lock_id, partial(part.cancel_enrollment, lock_id, kind))
        if task := self._reading.get(lock_id):
            task.cancel()
