"""Keys of the app: who else may open a lock (TTLock docs, ekey).

Deleting the key of a lock's top administrator deletes the lock, so a key is deleted
only if the cloud lists it as somebody else's.
"""

from functools import partial
from typing import override

from ...model.code_rules import ScheduleFeature
from ...model.command import Outcome
from ...model.errors import (
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    RejectedError,
    VendorError,
)
from ...model.lock import LockId
from ...model.masking import mask
from ...model.parts import People
from ...model.people import Role, User, UserChange, UserDraft, same_account
from ...model.reason import Reason
from ...model.schedule import Schedule
from ...model.secret import Secret
from .api import Api
from .facts import LockFacts
from .key_wire import PersonKey
from .known import KnownLocks
from .rules import DIGITS_TO_MASK
from .schedules import dates_of, schedule_of_key
from .steps import Step, one_by_one
from .wire import KeyItem, KeyStatus, UserType


class TtlockPeople(People):
    """Keys of other people; the id of a person is that of their key."""

    roles = frozenset({Role.ADMIN, Role.GUEST})
    schedules = frozenset({ScheduleFeature.ALWAYS, ScheduleFeature.WINDOW})
    needs_account = True
    can_rename = True

    def __init__(self, api: Api, known: KnownLocks, username: Secret) -> None:
        """Take what to send by, what is known, and whose account it is."""
        self._api = api
        self._known = known
        self._username = username

    @override
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        facts = await self._known.facts(lock_id)
        return tuple(_user(key) for key in await self._keys(facts))

    async def _keys(self, facts: LockFacts) -> tuple[PersonKey, ...]:
        keys = await self._api.keys.of_lock(facts.vendor_id)
        return tuple(key for key in keys if not key.is_gone)

    @override
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        facts = await self._known.facts(lock_id)
        if draft.account is None:
            raise RejectedError("no account", reason=Reason.ACCOUNT_REQUIRED)
        if draft.role not in self.roles:
            raise RejectedError("role", reason=Reason.ROLE_UNSUPPORTED)
        start, end = dates_of(draft.schedule or Schedule.always())
        for key in await self._keys(facts):
            # The cloud would replace the key that they have.
            if same_account(_account(key), draft.account):
                raise RejectedError("has a key", reason=Reason.USER_EXISTS)
        key_id = await self._api.keys.send(
            facts.vendor_id,
            username=draft.account,
            name=draft.name.strip(),
            start=start,
            end=end,
            remote=draft.remote,
            authorized=draft.role is Role.ADMIN,
        )
        if key_id is None:
            key_id = await self._find(facts, draft.account)
        return User(
            id=key_id,
            name=mask(draft.name.strip(), DIGITS_TO_MASK),
            account=draft.account,
            role=draft.role,
            remote=draft.remote,
            schedule=draft.schedule or Schedule.always(),
            enabled=True,
        )

    async def _find(self, facts: LockFacts, account: Secret) -> str:
        """Return the id of a key that was sent and whose id was not told."""
        try:
            keys = await self._keys(facts)
        except VendorError as err:
            raise OutcomeUnknown(f"sent, then {type(err).__name__}") from None
        for key in keys:
            if same_account(_account(key), account):
                return key.key_id
        raise OutcomeUnknown("sent, not listed")

    @override
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        key = await self._found(facts, user_id)
        if change.role is not None and change.role not in self.roles:
            raise RejectedError("role", reason=Reason.ROLE_UNSUPPORTED)
        dates = None if change.schedule is None else dates_of(change.schedule)
        name = None if change.name is None else change.name.strip()
        keys, steps = self._api.keys, list[Step]()
        if name is not None or change.remote is not None:
            step = partial(keys.update, key.key_id, name=name, remote=change.remote)
            steps.append(step)
        if dates is not None:
            steps.append(partial(keys.change_period, key.key_id, *dates))
        if change.role is not None:
            admin = change.role is Role.ADMIN
            steps.append(partial(keys.authorize, facts.vendor_id, key.key_id, on=admin))
        if change.enabled is not None:
            steps.append(partial(keys.freeze, key.key_id, on=not change.enabled))
        await one_by_one(*steps)
        return Outcome.CONFIRMED

    @override
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        facts = await self._known.facts(lock_id)
        try:
            key = await self._found(facts, user_id)
        except NotFound:
            await self._check_not_own(user_id)
            return Outcome.CONFIRMED
        await self._check_not_the_owners(facts, key)
        await self._api.keys.delete(key.key_id)
        return Outcome.CONFIRMED

    async def _found(self, facts: LockFacts, user_id: str) -> PersonKey:
        for key in await self._keys(facts):
            if key.key_id == user_id:
                return key
        raise NotFound("key")

    async def _check_not_own(self, user_id: str) -> None:
        """Say why an own key, which is not listed with those of others, stays."""
        if any(key.key_id == user_id for _, key in await self._own()):
            raise NotPermitted("own key", reason=Reason.OWNER_PROTECTED)

    async def _check_not_the_owners(self, facts: LockFacts, key: PersonKey) -> None:
        """Refuse a key that may be the top administrator's: the lock would be gone."""
        own = [it for lock, it in await self._own() if lock == facts.vendor_id]
        common = {UserType.COMMON, None}
        # Where keys go without their kind, something else must tell whose it is.
        nobodys = key.username is None and all(it.key_id is None for it in own)
        if (
            key.user_type not in common
            or (key.user_type is None and nobodys)
            or any(it.key_id == key.key_id for it in own)
            or same_account(_account(key), self._username)
        ):
            raise NotPermitted("administrator's key", reason=Reason.OWNER_PROTECTED)

    async def _own(self) -> tuple[tuple[str, KeyItem], ...]:
        """Return the account's own keys, with the locks that they are for."""
        return tuple(
            (record.identifier("lockId"), KeyItem.read(record))
            for record in await self._api.keys.own()
        )


def _account(key: PersonKey) -> Secret | None:
    return None if key.username is None else Secret(key.username)


def _user(key: PersonKey) -> User:
    return User(
        id=key.key_id,
        name=key.name,
        account=_account(key),
        role=Role.ADMIN if key.authorized else Role.GUEST,
        remote=key.remote,
        schedule=schedule_of_key(key),
        pending=key.status == KeyStatus.PENDING,
        enabled=key.status != KeyStatus.FROZEN,
    )
