"""Fingers, cards and faces (Tuya docs, opmodes): listed, read at the lock, deleted.

While a lock waits for one, it takes no other change (2328). Which slot it gave to a new
one is nowhere told: it is found by comparing what there was with what there is.
"""

from collections.abc import AsyncIterator
from typing import Final, override

from ...model.command import Outcome
from ...model.credential import (
    Credential,
    CredentialChange,
    CredentialType,
    EnrollmentStep,
)
from ...model.errors import NotFound, Unsupported
from ...model.lock import LockId
from ...model.parts import Credentials
from ...model.people import Role
from .._connection import Connection
from .api import Api
from .facts import LockFacts
from .known import KnownLocks
from .methods import SHORT, MethodReader, parts_of
from .user_wire import MethodItem, UserItem

_WAITS: Final = 60
"""Seconds that a lock waits for a finger or a card."""

_LOOKS: Final = (5, 5, 10, 10, 15, 20)
"""Seconds before each look at whether there is a new one."""

_KINDS: Final = {
    CredentialType.FINGERPRINT: "unlock_fingerprint",
    CredentialType.RFID_CODE: "unlock_card",
    CredentialType.FACE: "unlock_face",
    CredentialType.PALM: "unlock_hand",
    CredentialType.FINGER_VEIN: "unlock_finger_vein",
}

_READ_AT_THE_DOOR: Final = frozenset(
    kind for kind, code in _KINDS.items() if code in SHORT
)
"""The call that makes a lock read something knows the older names only."""


class TuyaCredentials(Credentials):
    """What opens locks beside digits. An id is the kind and the slot in the lock."""

    def __init__(
        self,
        api: Api,
        known: KnownLocks,
        methods: MethodReader,
        connection: Connection,
    ) -> None:
        """Take what to send by, what is known, who reads methods, and the clock."""
        self._api = api
        self._known = known
        self._methods = methods
        self._sleep = connection.sleep
        self.types = known.credential_types
        self.by_reading = _READ_AT_THE_DOOR

    @override
    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        facts = await self._known.facts(lock_id)
        found = [it.credential() for it in await self._methods.all(facts)]
        return tuple(it for it in found if it is not None)

    async def _found(self, facts: LockFacts, credential_id: str) -> MethodItem | None:
        items = await self._methods.all(facts)
        return next((it for it in items if it.id == credential_id), None)

    @override
    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        facts = await self._known.facts(lock_id)
        code, slot = parts_of(credential.id)
        item = await self._found(facts, credential.id)
        if item is None:
            return Outcome.CONFIRMED
        if item.user_id is None or code not in SHORT:
            raise Unsupported("nobody's, or of a kind without a call")
        await self._api.methods.delete(
            facts.device_id, item.user_type, item.user_id, SHORT[code], slot
        )
        return Outcome.ACCEPTED

    @override
    async def update(
        self, lock_id: LockId, credential: Credential, change: CredentialChange
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        code, slot = parts_of(credential.id)
        if change.schedule is not None:
            raise Unsupported("hours are those of the person")
        if change.duress is not None and code not in SHORT:
            raise Unsupported("no duress for this kind")
        if await self._found(facts, credential.id) is None:
            raise NotFound("credential")
        methods, device_id = self._api.methods, facts.device_id
        if change.name is not None:
            await methods.rename(device_id, code, slot, change.name.strip())
        if change.duress is True:
            await methods.mark_duress(device_id, SHORT[code], slot)
        if change.duress is False:
            await methods.unmark_duress(device_id, code, slot)
        if change.user_id is not None:
            await methods.allocate(device_id, change.user_id, code, slot)
        return Outcome.CONFIRMED

    @override
    async def enroll(
        self, lock_id: LockId, kind: CredentialType, name: str, user_id: str | None
    ) -> AsyncIterator[EnrollmentStep]:
        facts = await self._known.facts(lock_id)
        code = _KINDS.get(kind, "")
        if kind not in self.types.get(lock_id, ()) or code not in SHORT:
            raise Unsupported(kind)
        user = await self._owner_of(facts, user_id)
        before = {it.id for it in await self._methods.of_user(facts, user)}
        await self._api.methods.enroll(facts.device_id, SHORT[code], user.kind, user.id)
        left = _WAITS
        yield EnrollmentStep(seconds_left=left)
        for delay in _LOOKS:
            await self._sleep(delay)
            left = max(0, left - delay)
            if (new := await self._new(facts, user, code, before)) is not None:
                await self._api.methods.rename(
                    facts.device_id, code, new.slot, name.strip()
                )
                yield EnrollmentStep(done=1, total=1, credential_id=new.id)
                return
            yield EnrollmentStep(seconds_left=left, failed=left == 0)

    async def _owner_of(self, facts: LockFacts, user_id: str | None) -> UserItem:
        """Return who shall have a new finger or card: the owner, if nobody is named."""
        for user in await self._methods.users(facts):
            if user.id == user_id or (user_id is None and user.role is Role.OWNER):
                return user
        raise NotFound("user")

    async def _new(
        self, facts: LockFacts, user: UserItem, code: str, before: set[str]
    ) -> MethodItem | None:
        """Return the method that was not there before, None while there is none."""
        fresh = next(
            (it for it in await self._methods.users(facts) if it.id == user.id), user
        )
        items = await self._methods.of_user(facts, fresh)
        found = [it for it in items if it.code == code and it.id not in before]
        return found[0] if len(found) == 1 else None

    @override
    async def cancel_enrollment(self, lock_id: LockId, kind: CredentialType) -> None:
        facts = await self._known.facts(lock_id)
        code = _KINDS.get(kind, "")
        if code not in SHORT:
            raise Unsupported(kind)
        await self._api.methods.cancel(facts.device_id, SHORT[code])
