"""Codes: PINs that the cloud queues and its bridge writes to the lock.

A success means queued. What became of it stands in the list alone, so no outcome is
more than `accepted`. Of ours, `partnerUserID` is the mark that comes back.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final, override
from uuid import uuid4

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
    LockBusy,
    NotFound,
    NotPermitted,
    RejectedError,
    Unsupported,
    VendorError,
)
from ...model.lock import LockId, Reachability
from ...model.masking import same_name
from ...model.parts import Codes, Depth
from ...model.reason import Reason
from ...model.secret import Secret
from .._connection import Connection
from .._retry import when_free
from .api import Api
from .brands import Row
from .facts import LockFacts
from .known import KnownLocks
from .pin_wire import PinItem, command_about, load_command, pins_of
from .rules import CAPACITY
from .schedule_wire import hours_of
from .statuses import Conflict

BUSY_DELAYS: Final = (2.0, 4.0, 8.0)
"""Seconds until what a bridge refused because of other work is sent again."""

_REFUSED: Final = "HTTP 400"


class AugustCodes(Codes):
    """PINs of locks."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to send by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = connection.now
        self._sleep = connection.sleep
        self._user_field = connection.brand.settings[Row.USER_FIELD]

    @override
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        del fresh  # Nothing is kept on the way.
        facts = await self._known.facts(lock_id)
        items = await self._items(facts)
        return tuple(self._code(facts, item, depth) for item in items)

    @override
    async def get(
        self, lock_id: LockId, code_id: CodeId, *, depth: Depth
    ) -> AccessCode:
        facts = await self._known.facts(lock_id)
        return self._code(facts, await self._item(facts, code_id), depth)

    @override
    async def add(self, lock_id: LockId, draft: CodeDraft) -> CodeWrite:
        facts = await self._known.facts(lock_id)
        facts.check_in_reach()
        pin = _checked(facts, draft)
        reference = draft.reference or f"cl-{uuid4().hex}"
        hours = hours_of(draft.schedule, facts.lock.time_zone, self._now())
        command = load_command(draft.name, pin, hours, reference)
        try:
            await self._send(facts, command)
        except Conflict as err:
            raise await self._conflict(facts, pin, err) from None
        return CodeWrite(outcome=Outcome.ACCEPTED)

    @override
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        """Refuse: the rules say `replace`, which is deleting and adding."""
        facts = await self._known.facts(lock_id)
        _check_name(facts, await self._item(facts, code_id), expect_name)
        raise Unsupported("a PIN is replaced, not changed")

    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        facts.check_in_reach()
        try:
            item = await self._item(facts, code_id)
        except NotFound:
            return Outcome.CONFIRMED
        _check_name(facts, item, expect_name)
        if item.standing.also is not CodeStatus.REMOVING:
            await self._tell(facts, item, "delete")
        return Outcome.ACCEPTED

    @override
    async def set_enabled(
        self, lock_id: LockId, code: AccessCode, *, enabled: bool
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        facts.check_in_reach()
        item = await self._item(facts, code.id)
        _check_name(facts, item, code.name)
        await self._tell(facts, item, "enable" if enabled else "disable")
        return Outcome.ACCEPTED

    async def _items(self, facts: LockFacts) -> tuple[PinItem, ...]:
        """Read the PINs of a lock, and remember whose they are."""
        items = pins_of(await self._api.pins(facts.id))
        names = _names_of(facts)
        owners = {
            item.user_id: (item.id, item.shown_name(names))
            for item in items
            if item.user_id is not None
        }
        self._known.learn_owners(facts.id, owners)
        return items

    async def _item(self, facts: LockFacts, code_id: CodeId) -> PinItem:
        for item in await self._items(facts):
            if item.id == code_id:
                return item
        raise NotFound("pin")

    def _code(self, facts: LockFacts, item: PinItem, depth: Depth) -> AccessCode:
        code = item.code(
            _names_of(facts),
            facts.lock.time_zone,
            self._now(),
            with_pin=depth >= Depth.PINS,
        )
        waits = code.status in {CodeStatus.PENDING, CodeStatus.REMOVING}
        if waits and facts.lock.reachability is Reachability.OFFLINE:
            return replace(code, reason=Reason.GATEWAY_OFFLINE)
        return code

    async def _tell(self, facts: LockFacts, item: PinItem, action: str) -> None:
        """Queue a command about a PIN that is there.

        `LockBusy` while another one about it is under way: the two would collide.
        """
        try:
            await self._send(facts, command_about(item, action, self._user_field))
        except Conflict as err:
            raise LockBusy(err.detail) from None

    async def _send(self, facts: LockFacts, command: Mapping[str, Any]) -> None:
        """Queue one command; again only where a bridge was in use."""
        call = partial(self._api.write_pins, facts.id, [command])
        try:
            await when_free(call, delays=BUSY_DELAYS, sleep=self._sleep)
        except RejectedError as err:
            raise _refusal(err) from None

    async def _conflict(
        self, facts: LockFacts, pin: Secret, err: Conflict
    ) -> VendorError:
        """Return what a 409 means: digits that are taken, or no room."""
        rules = facts.lock.code_rules
        room = CAPACITY if rules is None or rules.capacity is None else rules.capacity
        items: tuple[PinItem, ...] = ()
        with suppress(VendorError):
            items = await self._items(facts)
        taken = any(item.pin == pin for item in items)
        if not taken and (err.no_room or len(items) >= room):
            return CapacityFull(err.detail)
        return DuplicateCode(err.detail)


def _refusal(err: RejectedError) -> RejectedError:
    """Return what a refusal of a command means: 400 is about what is in it."""
    return InvalidCode(err.detail) if err.detail == _REFUSED else err


def _checked(facts: LockFacts, draft: CodeDraft) -> Secret:
    """Return digits that fit the lock, as far as its rules are known."""
    if draft.pin is None:
        raise InvalidCode("no digits", reason=Reason.PIN_REQUIRED)
    rules = facts.lock.code_rules
    if rules is None:
        raise NotPermitted("no codes at this lock")
    if rules.check_pin(draft.pin.reveal()):
        raise InvalidCode("against the rules")
    if not draft.name.strip():
        raise InvalidCode("no name", reason=Reason.NAME_INVALID)
    return draft.pin


def _names_of(facts: LockFacts) -> Mapping[str, str]:
    return {} if facts.item is None else facts.item.users


def _check_name(facts: LockFacts, item: PinItem, expected: str | None) -> None:
    """Refuse a code that is called otherwise by now."""
    if expected is None:
        return
    if not same_name(item.full_name(_names_of(facts)), expected):
        raise NotFound("name", reason=Reason.CHANGED_ELSEWHERE)
