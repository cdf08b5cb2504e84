"""Codes on locks: temporary passwords (Tuya docs, smart lock).

They are made in the cloud, and the lock gets them when it is in reach; so each is
`accepted` until the list says that the lock has it. Digits are encrypted for each
attempt anew, and never given back: to change hours or a name they are wanted again.
"""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any, override

from ...model.access_code import (
    AccessCode,
    CodeChange,
    CodeDraft,
    CodeId,
    CodeStatus,
    CodeWrite,
)
from ...model.command import Outcome
from ...model.errors import (
    CapacityFull,
    DuplicateCode,
    InvalidCode,
    LockOffline,
    NotFound,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.lock import LockId, Reachability
from ...model.masking import same_name
from ...model.parts import Codes, Depth
from ...model.reason import Reason
from ...model.schedule import Schedule
from ...model.secret import Secret
from .._connection import Connection
from .api import Api
from .code_reader import CodeReader
from .code_wire import CodeItem
from .error_numbers import InvalidParameter, WrongLength
from .facts import Kind, LockFacts
from .known import KnownLocks
from .member_codes import MemberCodes, check_name, is_member
from .rules import CAPACITY, OTHER_LENGTHS
from .schedule_wire import begun_soon, written


class TuyaCodes(Codes):
    """Temporary passwords as the cloud lists them."""

    def __init__(
        self,
        api: Api,
        known: KnownLocks,
        reader: CodeReader,
        connection: Connection,
    ) -> None:
        """Take what to send by, what is known, who reads codes, and the clock."""
        self._api = api
        self._known = known
        self._reader = reader
        self._members = MemberCodes(api, reader)
        self._now = connection.now

    @override
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        facts = await self._known.facts(lock_id)
        now, members = self._now(), await self._reader.members(facts)
        items = await self._reader.items(facts)
        return (
            *self._reader.codes(facts, items),
            *(member.code(now) for member in members),
        )

    @override
    async def get(
        self, lock_id: LockId, code_id: CodeId, *, depth: Depth
    ) -> AccessCode:
        facts = await self._known.facts(lock_id)
        if is_member(code_id):
            return (await self._members.get(facts, code_id)).code(self._now())
        (code,) = self._reader.codes(facts, [await self._reader.item(facts, code_id)])
        return code

    @override
    async def add(self, lock_id: LockId, draft: CodeDraft) -> CodeWrite:
        facts = await self._known.facts(lock_id)
        name, pin = draft.name.strip(), draft.pin
        if pin is None:
            raise InvalidCode("no digits", reason=Reason.PIN_REQUIRED)
        fields = written(draft.schedule, self._now())
        facts = await self._in_reach(facts)
        items = await self._reader.items(facts)
        self._check_room(facts, items, name)

        async def send(body: dict[str, Any]) -> str | None:
            return await self._api.passwords.add(facts.device_id, body, pin)

        code_id = await self._written(facts, {"name": name, **fields}, pin, send)
        return await self._verified(facts, code_id, draft.schedule)

    async def _in_reach(self, facts: LockFacts) -> LockFacts:
        """Return a lock that gets what is written now or when it wakes.

        To one that is away the cloud would take the code, and tell later that it
        failed; so its presence is read first.
        """
        if facts.sleeps:
            return facts
        facts = await self._known.looked_up(facts)
        if facts.lock.reachability is Reachability.OFFLINE:
            raise LockOffline("offline")
        return facts

    def _check_room(
        self, facts: LockFacts, items: Iterable[CodeItem], name: str
    ) -> None:
        """Refuse what the lock has no room for, and what may cancel another out."""
        codes = self._reader.codes(facts, items)
        # Those that are still to be deleted count too (Tuya docs, Wi-Fi locks).
        if sum(code.status.live for code in codes) >= CAPACITY:
            raise CapacityFull("10 are valid")
        live = [it for it in items if it.status is not CodeStatus.FAILED]
        if any(same_name(item.name, name) for item in live):
            raise DuplicateCode("name", reason=Reason.NAME_IN_USE)

    async def _written[T](
        self,
        facts: LockFacts,
        fields: dict[str, Any],
        pin: Secret,
        send: Callable[[dict[str, Any]], Awaitable[T]],
    ) -> T:
        """Write; a start that is past may be refused, and is then moved.

        1109 proves that nothing was stored, so it is sent once more, with a ticket of
        its own. A length that is refused tells which one this lock takes.
        """
        try:
            return await send(fields)
        except WrongLength:
            self._learn_length(facts, pin)
            raise
        except InvalidParameter:
            moved = begun_soon(fields, self._now())
            if moved is None:
                raise _not_taken() from None
        try:
            return await send(moved)
        except InvalidParameter:
            raise _not_taken() from None

    def _learn_length(self, facts: LockFacts, pin: Secret) -> None:
        """Remember the other length when a lock refused the one it should take."""
        size = len(pin.reveal())
        rules = facts.lock.code_rules
        if rules is not None and rules.lengths == {size} and size in OTHER_LENGTHS:
            self._known.learn_length(facts, OTHER_LENGTHS[size])

    async def _verified(
        self, facts: LockFacts, code_id: CodeId | None, wanted: Schedule
    ) -> CodeWrite:
        """Read back what was written; a code of which nobody tells is only accepted."""
        accepted = CodeWrite(outcome=Outcome.ACCEPTED, code_id=code_id)
        try:
            item = None if code_id is None else await self._reader.item(facts, code_id)
        except VendorError:
            return accepted
        if item is None:
            return accepted
        self._reader.compare_notation(facts, item, wanted)
        if item.status is CodeStatus.FAILED:
            raise _refused(item)
        if item.on_lock:
            return CodeWrite(outcome=Outcome.CONFIRMED, code_id=code_id)
        return accepted

    @override
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        facts = await self._known.facts(lock_id)
        if is_member(code_id):
            return await self._members.update(facts, code_id, change, expect_name)
        item = await self._reader.item(facts, code_id)
        check_name(item.name, expect_name)
        pin = change.pin
        if pin is None:
            raise InvalidCode("all is sent anew", reason=Reason.PIN_REQUIRED)
        schedule = change.schedule or self._reader.schedule(facts, item)
        if schedule is None:
            raise InvalidCode("hours unknown", reason=Reason.SCHEDULE_INVALID)
        name = item.name if change.name is None else change.name.strip()
        fields = {"name": name, **written(schedule, self._now())}
        facts = await self._in_reach(facts)

        async def send(body: dict[str, Any]) -> None:
            await self._api.passwords.change(facts.device_id, code_id, body, pin)

        await self._written(facts, fields, pin, send)
        return await self._verified(facts, code_id, schedule)

    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if is_member(code_id):
            return await self._members.delete(facts, code_id, expect_name)
        item = await self._there(facts, code_id, expect_name)
        if item is None:
            return Outcome.CONFIRMED
        facts = await self._in_reach(facts)
        by_gateway = True if facts.kind is Kind.BLUETOOTH else None
        await self._api.passwords.delete(
            facts.device_id, code_id, through_gateway=by_gateway
        )
        self._reader.forget(facts, code_id)
        with suppress(VendorError):
            if await self._there(facts, code_id, None) is None:
                return Outcome.CONFIRMED
        return Outcome.ACCEPTED

    @override
    async def forget(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> None:
        """Take a code of a Bluetooth lock off the list; others have no such call."""
        facts = await self._known.facts(lock_id)
        if facts.kind is not Kind.BLUETOOTH:
            raise Unsupported("the cloud tells the lock")
        if await self._there(facts, code_id, expect_name) is not None:
            await self._api.passwords.delete(
                facts.device_id, code_id, through_gateway=False
            )

    async def _there(
        self, facts: LockFacts, code_id: CodeId, expect_name: str | None
    ) -> CodeItem | None:
        try:
            item = await self._reader.item(facts, code_id)
        except NotFound:
            return None
        check_name(item.name, expect_name)
        return item

    @override
    async def set_enabled(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if facts.kind is not Kind.ZIGBEE:
            raise Unsupported("only Zigbee locks freeze passwords")
        item = await self._reader.item(facts, code.id)
        check_name(item.name, code.name)
        frozen = item.status is CodeStatus.DISABLED
        if frozen is not enabled:
            return Outcome.CONFIRMED
        facts = await self._in_reach(facts)
        passwords = self._api.passwords
        send = passwords.unfreeze if enabled else passwords.freeze
        await send(facts.device_id, code.id)
        with suppress(VendorError):
            item = await self._reader.item(facts, code.id)
            if (item.status is CodeStatus.DISABLED) is not enabled:
                return Outcome.CONFIRMED
        return Outcome.ACCEPTED


def _not_taken() -> InvalidCode:
    """Return what 1109 means here: digits, name or hours, and nobody says which."""
    return InvalidCode("number 1109", reason=Reason.REJECTED)


def _refused(item: CodeItem) -> RejectedError:
    """Return why a lock did not take a code."""
    match item.reason:
        case Reason.PIN_IN_USE:
            return DuplicateCode("delivery")
        case Reason.LIST_FULL:
            return CapacityFull("delivery")
        case reason:
            return RejectedError("delivery", reason=reason)
