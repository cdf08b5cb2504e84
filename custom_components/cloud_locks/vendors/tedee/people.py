"""People on Tedee locks: owner, administrators, guests, groups, open invitations.

The cloud keeps accesses itself; no bridge is needed for them. A user's id is that of
the access, which dies with it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, override

from ...model.command import Outcome
from ...model.errors import (
    NotFound,
    NotPermitted,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.lock import LockId
from ...model.parts import People
from ...model.people import Role, User, UserChange, UserDraft
from ...model.reason import Reason
from ...model.schedule import Schedule
from .access_api import AccessApi
from .access_wire import AccessItem, Rights
from .enums import Access
from .facts import LockFacts
from .hours_wire import WireHours
from .known import KnownLocks
from .rules import SCHEDULES
from .schedule_wire import hours_of, schedule_of

_ROLES: Final[Mapping[Access, Role]] = {
    Access.GUEST: Role.GUEST,
    Access.ADMIN: Role.ADMIN,
    Access.OWNER: Role.OWNER,
}
_LEVELS: Final = {
    role: level for level, role in _ROLES.items() if role is not Role.OWNER
}
"""What somebody may be made; a lock is handed over in the app only."""


class TedeePeople(People):
    """Who has access to a lock in the Tedee app."""

    roles = frozenset(_LEVELS)
    schedules = SCHEDULES
    needs_account = True
    can_rename = False

    def __init__(
        self, api: AccessApi, known: KnownLocks, now: Callable[[], datetime]
    ) -> None:
        """Take what to send by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = now

    @override
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        facts = await self._known.facts(lock_id)
        items = await self._api.accesses(facts)
        return tuple(self._user(facts, item) for item in items)

    @override
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        facts = await self._known.facts(lock_id)
        if draft.account is None:
            raise RejectedError("no e-mail", reason=Reason.ACCOUNT_REQUIRED)
        rights = Rights(
            level=_level(draft.role),
            remote_disabled=not draft.remote,
            hours=self._hours(draft.schedule) or WireHours(),
        )
        created = await self._api.create(facts, rights.body_for(draft.account))
        added = User(
            id=created.id,
            name=created.name or "",
            account=draft.account,
            role=draft.role,
            remote=draft.remote,
            schedule=draft.schedule or Schedule.always(),
            pending=created.principal is None,
        )
        return await self._as_listed(lock_id, added)

    async def _as_listed(self, lock_id: LockId, added: User) -> User:
        """Return somebody as the list has them, who is added whatever it tells."""
        try:
            users = await self.list(lock_id)
        except VendorError:
            return added
        return next((user for user in users if user.id == added.id), added)

    @override
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if change.name is not None:
            raise Unsupported("name", reason=Reason.USER_NAME_FIXED)
        hours = self._hours(change.schedule)
        if (item := await self._find(facts, user_id)) is None:
            raise NotFound("access")
        rights = _amended(item, change, hours)
        await self._api.replace(facts, user_id, rights.body())
        return Outcome.CONFIRMED

    @override
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        facts = await self._known.facts(lock_id)
        if await self._find(facts, user_id) is None:
            return Outcome.CONFIRMED
        try:
            await self._api.delete(facts, user_id)
        except NotFound:
            # It may also be the lock that is not found, and then they have access.
            if await self._find(facts, user_id) is not None:
                raise
        return Outcome.CONFIRMED

    async def _find(self, facts: LockFacts, user_id: str) -> AccessItem | None:
        """Return an access as it is now. Not the owner's: that is theirs for good."""
        items = await self._api.accesses(facts)
        item = next((item for item in items if item.id == user_id), None)
        if item is not None and item.level is Access.OWNER:
            raise NotPermitted("owner", reason=Reason.OWNER_PROTECTED)
        return item

    def _hours(self, schedule: Schedule | None) -> WireHours | None:
        return None if schedule is None else hours_of(schedule, self._now())

    def _user(self, facts: LockFacts, item: AccessItem) -> User:
        remote = item.remote_disabled
        return User(
            id=item.id,
            name=item.name or "",
            account=item.email,
            role=_ROLES.get(item.level),
            remote=None if remote is None else not remote,
            schedule=schedule_of(item.hours, facts.lock.time_zone, self._now()),
            pending=item.pending,
        )


def _level(role: Role) -> Access:
    """Return what the wire calls a role. Raises for what nobody is made here."""
    if role is Role.OWNER:
        raise NotPermitted("owner", reason=Reason.OWNER_PROTECTED)
    if role not in _LEVELS:
        raise Unsupported(role, reason=Reason.ROLE_UNSUPPORTED)
    return _LEVELS[role]


def _amended(item: AccessItem, change: UserChange, hours: WireHours | None) -> Rights:
    """Return the rights of an access with a change.

    Refused when what is to be kept is not readable: it would be lost.
    """
    level = item.level if change.role is None else _level(change.role)
    remote_disabled = (
        item.remote_disabled if change.remote is None else not change.remote
    )
    hours = hours or item.hours
    if level is Access.NONE or remote_disabled is None or hours is None:
        raise RejectedError("not readable", reason=Reason.ANSWER_NOT_UNDERSTOOD)
    return Rights(level=level, remote_disabled=remote_disabled, hours=hours)
