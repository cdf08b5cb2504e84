"""Cards, fingerprints and faces: each write once, then looked for on the lock."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..commands import async_see_through
from ..const import DOMAIN, LOGGER, SETTLE_DELAYS
from ..listeners import subscribe
from ..model.access_event import EventType
from ..model.capabilities import Capability
from ..model.command import Outcome
from ..model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
    EnrollmentStep,
)
from ..model.errors import (
    OutcomeUnknown,
    ProtocolError,
    Unsupported,
    VendorError,
)
from ..model.lock import LockId
from ..model.masking import mask
from ..model.parts import Credentials
from .doubts import Doubts, arrival, check_apart
from .shelf import Shelf

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..people import PersonLinks
    from ..queue import LaneQueue
    from ..runtime import CloudLocksEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialNews:
    """Something that happened to a credential; `step` while one is being read."""

    type: EventType | None
    kind: CredentialType
    name: str
    credential_id: str | None = None
    step: EnrollmentStep | None = None


type NewsListener = Callable[[CredentialNews], None]

_UNCERTAIN: Final = (OutcomeUnknown, ProtocolError)

_NUMBER_LENGTHS: Final = frozenset(range(6, 33))
"""As many digits may be the number of a card, which everybody would see in an event."""


class CredentialDesk:
    """Reads and changes the credentials of an account's locks.

    The lock's list is the truth; kept are doubts, and on the `shelf` what the list was
    when last seen. All methods raise the errors of `model.errors`; `OutcomeUnknown`
    only when looking at the list did not tell either.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        queue: LaneQueue,
        links: PersonLinks,
    ) -> None:
        """Start with nothing under way."""
        self._hass = hass
        self._links = links
        self._entry = entry
        self._coordinator = coordinator
        self._queue = queue
        self._listeners: dict[LockId, list[NewsListener]] = {}
        self._turns: dict[LockId, asyncio.Lock] = {}
        self._doubts = Doubts()
        self.shelf = Shelf()

    def part(self, lock_id: LockId) -> Credentials:
        """Return the cloud's part. `Unsupported` where the lock takes none."""
        lock = self._coordinator.lock(lock_id)
        part = self._coordinator.cloud.parts.credentials
        if part is None or not lock.can(Capability.CREDENTIALS):
            raise Unsupported("credentials")
        return part

    def types(self, lock_id: LockId) -> frozenset[CredentialType]:
        """Return what a lock takes, none where it takes nothing."""
        try:
            return self.part(lock_id).types.get(lock_id, frozenset())
        except Unsupported:
            return frozenset()

    @callback
    def async_listen(self, lock_id: LockId, listener: NewsListener) -> CALLBACK_TYPE:
        """Call `listener` for all news of a lock's credentials; returns how to stop."""
        return subscribe(self._listeners, lock_id, listener)

    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        """Read all credentials of a lock."""
        asked_at = dt_util.utcnow()
        found = await self.send(lock_id, partial(self.part(lock_id).list, lock_id))
        self.shelf.take(lock_id, asked_at, found)
        self._links.async_credentials_read(lock_id, found)
        return found

    async def presented(self, lock_id: LockId, event_id: str) -> CredentialDraft:
        """Return what somebody held to the lock in an event."""
        part = self.part(lock_id)
        return await self.send(lock_id, partial(part.presented, lock_id, event_id))

    async def add(
        self, lock_id: LockId, draft: CredentialDraft, *, apart: bool = False
    ) -> Credential:
        """Store a credential once and return it as the list has it.

        `apart`: not beside another of its name (`TransientError`, name in use).
        """
        self.check_type(lock_id, draft.type)
        return await self._see_through(lock_id, self._add(lock_id, draft, apart=apart))

    async def _add(
        self, lock_id: LockId, draft: CredentialDraft, *, apart: bool
    ) -> Credential:
        # One after another: the second of two equal wishes knows how the first ended.
        async with self._turns.setdefault(lock_id, asyncio.Lock()):
            listed = await self.list(lock_id)
            added = self._doubts.settle(lock_id, draft, listed)
            if added is None:
                if apart:
                    check_apart(draft, listed)
                added = await self._send_new(lock_id, draft, listed)
        # People name a card after its number.
        added = replace(added, name=mask(added.name, (), (draft.data,)))
        self._tell(lock_id, EventType.ADDED, added)
        return added

    async def _send_new(
        self, lock_id: LockId, draft: CredentialDraft, listed: Iterable[Credential]
    ) -> Credential:
        """Store a credential once; after a lost answer look whether it arrived."""
        before = frozenset(it.id for it in listed)
        try:
            return await self.send(
                lock_id, partial(self.part(lock_id).add, lock_id, draft)
            )
        except _UNCERTAIN:
            # From before looking: whoever stops this leaves the doubt behind.
            self._doubts.begin(lock_id, draft, before)
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            found = arrival(draft, before, await self._glance(lock_id))
            if found is not None:
                self._doubts.end(lock_id, draft)
                return found
        raise OutcomeUnknown(draft.type)

    async def update(
        self, lock_id: LockId, credential: Credential, change: CredentialChange
    ) -> tuple[Credential, Outcome]:
        """Change a credential once; returns it as wished, and how certain that is."""
        call = partial(self.part(lock_id).update, lock_id, credential, change)
        wished = _with_change(credential, change)
        return wished, await self._see_through(
            lock_id, self._update(lock_id, wished, call)
        )

    async def _update(
        self,
        lock_id: LockId,
        wished: Credential,
        call: Callable[[], Coroutine[Any, Any, Outcome]],
    ) -> Outcome:
        try:
            outcome = await self.send(lock_id, call)
        except _UNCERTAIN:
            await self._expect(lock_id, partial(_is_as, wished))
            outcome = Outcome.CONFIRMED
        self._tell(lock_id, EventType.CHANGED, wished)
        return outcome

    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        """Take a credential off once and look whether it is gone."""
        return await self._see_through(lock_id, self._delete(lock_id, credential))

    async def _delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        call = partial(self.part(lock_id).delete, lock_id, credential)
        try:
            outcome = await self.send(lock_id, call)
        except _UNCERTAIN:
            await self._expect(lock_id, partial(_is_without, credential))
            outcome = Outcome.CONFIRMED
        if outcome is Outcome.CONFIRMED:
            self._tell(lock_id, EventType.REMOVED, credential)
        return outcome

    def takes_data(self, lock_id: LockId, kind: CredentialType) -> bool:
        """Return whether a lock stores a kind from its data (a card's number)."""
        try:
            return kind in self.types(lock_id) & self.part(lock_id).by_data
        except Unsupported:
            return False

    def check_type(self, lock_id: LockId, kind: CredentialType) -> None:
        """Refuse a kind of credential that a lock does not take."""
        if kind not in self.part(lock_id).types.get(lock_id, ()):
            raise Unsupported(kind)

    async def send[T](
        self, lock_id: LockId, call: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """Return what a call returns, once it is its turn at the lock."""
        return await self._queue.run(self._coordinator.lock(lock_id).lanes.write, call)

    async def _see_through[T](self, lock_id: LockId, job: Coroutine[Any, Any, T]) -> T:
        """Return what a job returns; it goes on when the caller is cancelled."""
        task = self._entry.async_create_background_task(
            self._hass, job, f"{DOMAIN} credential on {lock_id}"
        )
        return await async_see_through(task)

    async def _glance(self, lock_id: LockId) -> tuple[Credential, ...]:
        """Read the list; nothing when it cannot be read just now."""
        try:
            return await self.list(lock_id)
        except VendorError as err:
            LOGGER.debug("Credentials of %s could not be read: %s", lock_id, err)
            return ()

    async def _expect(
        self, lock_id: LockId, holds: Callable[[tuple[Credential, ...]], bool]
    ) -> None:
        """Look until something is as wished. `OutcomeUnknown` when it does not show."""
        for delay in SETTLE_DELAYS:
            await asyncio.sleep(delay)
            try:
                if holds(await self.list(lock_id)):
                    return
            except VendorError as err:
                LOGGER.debug("Credentials of %s could not be read: %s", lock_id, err)
        raise OutcomeUnknown

    @callback
    def _tell(self, lock_id: LockId, kind: EventType, credential: Credential) -> None:
        self.shelf.note(lock_id, kind, credential)
        self.give(
            lock_id,
            CredentialNews(
                type=kind,
                kind=credential.type,
                name=mask(credential.name, _NUMBER_LENGTHS),
                credential_id=credential.id,
            ),
        )

    @callback
    def give(self, lock_id: LockId, news: CredentialNews) -> None:
        """Pass news on to all who listen."""
        for listener in list(self._listeners.get(lock_id, ())):
            listener(news)


def _with_change(credential: Credential, change: CredentialChange) -> Credential:
    return replace(
        credential,
        name=change.name or credential.name,
        schedule=change.schedule or credential.schedule,
        duress=credential.duress if change.duress is None else change.duress,
        user_id=change.user_id or credential.user_id,
    )


def _is_as(wished: Credential, listed: tuple[Credential, ...]) -> bool:
    return any(
        it.id == wished.id
        and it.name == wished.name
        and it.duress == wished.duress
        and it.user_id == wished.user_id
        and it.schedule == wished.schedule
        for it in listed
    )


def _is_without(gone: Credential, listed: tuple[Credential, ...]) -> bool:
    return all((it.id, it.type) != (gone.id, gone.type) for it in listed)
