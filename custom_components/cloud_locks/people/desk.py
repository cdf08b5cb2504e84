"""People in the vendor's app: each write once, then looked for in the list."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..codes.rules import reason_of
from ..commands import async_see_through
from ..const import CODE_OVERDUE_AFTER, DOMAIN, LOGGER, SETTLE_DELAYS
from ..model.access_code import AccessCode
from ..model.attribution import LinkKey
from ..model.capabilities import Capability
from ..model.code_rules import schedule_violations
from ..model.command import Outcome
from ..model.credential import Credential
from ..model.errors import (
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    Unsupported,
    VendorError,
)
from ..model.lock import LockId
from ..model.masking import same_name
from ..model.parts import People
from ..model.people import (
    Role,
    User,
    UserChange,
    UserDraft,
    change_arrived,
    newcomers,
    same_account,
    wish_for,
    with_change,
)
from ..model.reason import Reason
from ..model.secret import Secret

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..queue import LaneQueue
    from ..runtime import CloudLocksEntry
    from .links import PersonLinks

_UNCERTAIN: Final = (OutcomeUnknown, ProtocolError)


class PeopleDesk:
    """Reads and changes who has access to an account's locks.

    Nothing is kept: the cloud's list is the truth. All methods raise the errors of
    `model.errors`; `OutcomeUnknown` only when looking at the list did not tell either.
    The owner of a lock is never added, changed or deleted (`owner_protected`).
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
        self._entry = entry
        self._coordinator = coordinator
        self._queue = queue
        self._links = links
        self._turns: dict[LockId, asyncio.Lock] = {}
        self._doubts: dict[tuple[LockId, Secret | str], datetime] = {}

    def part(self, lock_id: LockId) -> People:
        """Return the cloud's part. `Unsupported` where the account manages nobody."""
        lock = self._coordinator.lock(lock_id)
        part = self._coordinator.cloud.parts.people
        if part is None or not lock.can(Capability.PEOPLE):
            raise Unsupported("people")
        return part

    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        """Read everybody who has access to a lock."""
        users = await self._send(lock_id, partial(self.part(lock_id).list, lock_id))
        self._links.async_users_read(lock_id, users)
        return users

    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        """Give a person access, once, and return them as the cloud has them."""
        part = self.part(lock_id)
        _check(part, draft)
        if part.needs_account and draft.account is None:
            raise RejectedError(reason=Reason.ACCOUNT_REQUIRED)
        return await self._see_through(lock_id, self._add(part, lock_id, draft))

    async def _add(self, part: People, lock_id: LockId, draft: UserDraft) -> User:
        # One after another: the second of two equal wishes finds the first one's work.
        async with self._turns.setdefault(lock_id, asyncio.Lock()):
            before = await self.list(lock_id)
            if any(_is(user, draft) for user in before):
                raise RejectedError(reason=Reason.USER_EXISTS)
            self._check_doubt(lock_id, draft)
            try:
                return await self._send(lock_id, partial(part.add, lock_id, draft))
            except _UNCERTAIN:
                return await self._sought(lock_id, draft, before)

    def _check_doubt(self, lock_id: LockId, draft: UserDraft) -> None:
        """Refuse to add somebody again while an earlier wish may still come true."""
        since = self._doubts.get((lock_id, wish_for(draft)))
        if since is not None and dt_util.utcnow() - since < CODE_OVERDUE_AFTER:
            raise RejectedError(reason=Reason.OUTCOME_UNKNOWN)

    async def _sought(
        self, lock_id: LockId, draft: UserDraft, before: tuple[User, ...]
    ) -> User:
        """Look whether a person arrived though the answer was lost."""

        def arrived(users: tuple[User, ...]) -> User | None:
            found = newcomers(draft, before, users)
            return found[0] if len(found) == 1 else None

        user = await _look_for(partial(self.list, lock_id), arrived)
        if user is None:
            self._doubts[lock_id, wish_for(draft)] = dt_util.utcnow()
            raise OutcomeUnknown("user")
        return user

    async def update(
        self, lock_id: LockId, user: User, change: UserChange
    ) -> tuple[User, Outcome]:
        """Change a person's access; returns them as wished, and how certain it is."""
        part = self.part(lock_id)
        _check_not_owner(user)
        _check(part, change)
        if change.name is not None and not part.can_rename:
            raise Unsupported("name", reason=Reason.USER_NAME_FIXED)
        call = partial(part.update, lock_id, user.id, change)

        def arrived(users: tuple[User, ...]) -> bool:
            now = dt_util.utcnow()
            return any(
                it.id == user.id and change_arrived(it, change, now) for it in users
            )

        outcome = await self._write(lock_id, call, arrived)
        return with_change(user, change), outcome

    async def delete(self, lock_id: LockId, user: User) -> Outcome:
        """Take a person's access away and look whether it is gone."""
        _check_not_owner(user)
        call = partial(self.part(lock_id).delete, lock_id, user.id)

        def gone(users: tuple[User, ...]) -> bool:
            return all(it.id != user.id for it in users)

        outcome = await self._write(lock_id, call, gone)
        if outcome is Outcome.CONFIRMED:
            await self._links.unlink(lock_id, LinkKey.of(user))
        return outcome

    async def assign(
        self,
        lock_id: LockId,
        user_id: str,
        thing: Credential | AccessCode,
        holder: Callable[[], Awaitable[str | None]],
    ) -> Outcome:
        """Say in the vendor's app whose a credential or code is.

        `holder` reads whose it is there, for when the answer is lost.
        """
        call = partial(self.part(lock_id).assign, lock_id, user_id, thing)

        async def assign() -> Outcome:
            try:
                return await self._send(lock_id, call)
            except _UNCERTAIN:
                if await _look_for(holder, lambda held_by: held_by == user_id):
                    return Outcome.CONFIRMED
                raise OutcomeUnknown("assign") from None

        return await self._see_through(lock_id, assign())

    async def _write(
        self,
        lock_id: LockId,
        call: Callable[[], Coroutine[Any, Any, Outcome]],
        done: Callable[[tuple[User, ...]], bool],
    ) -> Outcome:
        """Send a write once; after a lost answer look whether it was done."""

        async def write() -> Outcome:
            try:
                return await self._send(lock_id, call)
            except _UNCERTAIN:
                if await _look_for(partial(self.list, lock_id), done):
                    return Outcome.CONFIRMED
                raise OutcomeUnknown("people") from None

        return await self._see_through(lock_id, write())

    async def _send[T](
        self, lock_id: LockId, call: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """Return what a call returns, once it is its turn at the lock."""
        return await self._queue.run(self._coordinator.lock(lock_id).lanes.write, call)

    async def _see_through[T](self, lock_id: LockId, job: Coroutine[Any, Any, T]) -> T:
        """Return what a job returns; it goes on when the caller is cancelled."""
        task = self._entry.async_create_background_task(
            self._hass, job, f"{DOMAIN} people of {lock_id}"
        )
        return await async_see_through(task)


async def _look_for[T, U](
    read: Callable[[], Awaitable[T]], find: Callable[[T], U | None]
) -> U | None:
    """Read until something is found in what is read, several times at most."""
    for delay in SETTLE_DELAYS:
        await asyncio.sleep(delay)
        try:
            if found := find(await read()):
                return found
        except VendorError as err:
            LOGGER.debug("A lost answer could not be looked into: %s", err)
    return None


def _check(part: People, wish: UserDraft | UserChange) -> None:
    """Refuse what nobody can be given, before anything is sent."""
    if wish.role is Role.OWNER:
        raise NotPermitted("owner", reason=Reason.OWNER_PROTECTED)
    if wish.role is not None and wish.role not in part.roles:
        raise Unsupported(wish.role, reason=Reason.ROLE_UNSUPPORTED)
    if wish.schedule is not None:
        found = schedule_violations(wish.schedule, part.schedules, dt_util.utcnow())
        if found:
            raise RejectedError(", ".join(found), reason=reason_of(found[0]))


def _check_not_owner(user: User) -> None:
    if user.role is Role.OWNER:
        raise NotPermitted("owner", reason=Reason.OWNER_PROTECTED)


def _is(user: User, draft: UserDraft) -> bool:
    """Return whether somebody is the person that is to be added."""
    if draft.account is not None:
        return same_account(user.account, draft.account)
    return same_name(user.name, draft.name)
