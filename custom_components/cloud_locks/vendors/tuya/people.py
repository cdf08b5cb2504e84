"""People at a lock: users of the lock itself, and members of the home (Tuya docs).

Only users of the lock are made and deleted here; members of the home belong to the app.
Nobody needs an account to be a user of a lock.
"""

from datetime import datetime
from typing import Any, Final, override

from ...model.access_code import AccessCode, CodeKind
from ...model.code_rules import ScheduleFeature
from ...model.command import Outcome
from ...model.credential import Credential
from ...model.errors import NotFound, OutcomeUnknown, RejectedError, Unsupported
from ...model.lock import LockId
from ...model.masking import same_name
from ...model.parts import People
from ...model.people import Role, User, UserChange, UserDraft
from ...model.reason import Reason
from ...model.schedule import Schedule, ScheduleKind
from .api import Api
from .error_numbers import InvalidParameter
from .facts import LockFacts
from .known import KnownLocks
from .methods import MethodReader, parts_of
from .user_wire import UserItem
from .wire import seconds

_ROLES: Final = {Role.ADMIN: "admin", Role.GUEST: "normal"}

_KEPT: Final = ("sex", "contact", "birthday", "height", "weight")
"""What a renaming would clear, if it was not sent along."""


class TuyaPeople(People):
    """Users of locks."""

    roles = frozenset(_ROLES)
    schedules = frozenset({ScheduleFeature.ALWAYS, ScheduleFeature.WINDOW})
    needs_account = False
    can_rename = True

    def __init__(self, api: Api, known: KnownLocks, methods: MethodReader) -> None:
        """Take what to send by, what is known, and who reads people."""
        self._api = api
        self._known = known
        self._methods = methods

    @override
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        facts = await self._known.facts(lock_id)
        return tuple(item.user() for item in await self._methods.users(facts))

    @override
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        facts = await self._known.facts(lock_id)
        name = draft.name.strip()
        hours = _hours(draft.schedule)
        role = _role(draft.role)
        users = await self._methods.users(facts)
        if any(same_name(item.name, name) for item in users):
            raise RejectedError("name", reason=Reason.USER_EXISTS)
        user_id = await self._api.people.add(facts.device_id, name)
        if user_id is None:
            raise OutcomeUnknown("made without an id")
        if draft.role is not Role.GUEST:
            await self._api.people.set_role(facts.device_id, user_id, role)
        if hours is not None and not hours["permanent"]:
            await self._set_hours(facts, user_id, hours)
        return User(id=user_id, name=name, role=draft.role, schedule=draft.schedule)

    @override
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if change.remote is not None or change.enabled is not None:
            raise Unsupported("neither remote nor enabled")
        hours = _hours(change.schedule)
        role = None if change.role is None else _role(change.role)
        item = await self._changeable(facts, user_id)
        if change.name is not None:
            await self._rename(facts, item, change.name.strip())
        if role is not None:
            await self._api.people.set_role(facts.device_id, user_id, role)
        if hours is not None:
            await self._set_hours(facts, user_id, hours)
        return Outcome.CONFIRMED

    async def _changeable(self, facts: LockFacts, user_id: str) -> UserItem:
        for item in await self._methods.users(facts):
            if item.id == user_id:
                if item.role is Role.OWNER:
                    raise RejectedError("owner", reason=Reason.OWNER_PROTECTED)
                return item
        raise NotFound("user")

    async def _rename(self, facts: LockFacts, item: UserItem, name: str) -> None:
        if item.of_home:
            raise Unsupported("members of the home name themselves")
        told = await self._api.people.get_v1(facts.device_id, item.id)
        kept = {it: told.get(it) for it in _KEPT if told.get(it) is not None}
        await self._api.people.rename(facts.device_id, item.id, name, kept)

    async def _set_hours(
        self, facts: LockFacts, user_id: str, hours: dict[str, Any]
    ) -> None:
        """Limit hours: in an object of their own, or flat as the page has them."""
        send = self._api.people.set_hours
        try:
            await send(facts.device_id, user_id, {"schedule": hours})
        except InvalidParameter:
            await send(facts.device_id, user_id, hours)

    @override
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        facts = await self._known.facts(lock_id)
        try:
            item = await self._changeable(facts, user_id)
        except NotFound:
            return Outcome.CONFIRMED
        if item.of_home:
            raise Unsupported("members of the home leave it in the app")
        await self._api.people.delete(facts.device_id, user_id)
        return Outcome.CONFIRMED

    @override
    async def assign(
        self, lock_id: LockId, user_id: str, thing: Credential | AccessCode
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if isinstance(thing, AccessCode) and thing.kind is not CodeKind.MEMBER:
            raise Unsupported("temporary passwords are nobody's")
        code, slot = parts_of(thing.id)
        await self._api.methods.allocate(facts.device_id, user_id, code, slot)
        return Outcome.CONFIRMED


def _role(role: Role) -> str:
    try:
        return _ROLES[role]
    except KeyError:
        raise RejectedError(role, reason=Reason.ROLE_UNSUPPORTED) from None


def _hours(schedule: Schedule | None) -> dict[str, Any] | None:
    """Return hours for the wire, None when nothing is said about them."""
    if schedule is None:
        return None
    if schedule.kind is ScheduleKind.ALWAYS and schedule.uses is None:
        return {"permanent": True}
    start, end = schedule.start, schedule.end
    window = schedule.kind is ScheduleKind.WINDOW and schedule.uses is None
    if not window or start is None or end is None:
        raise RejectedError("hours", reason=Reason.SCHEDULE_UNSUPPORTED)
    return _window(start, end)


def _window(start: datetime, end: datetime) -> dict[str, Any]:
    return {
        "permanent": False,
        "effective_time": seconds(start),
        "expired_time": seconds(end),
        "schedule_details": [],
    }
