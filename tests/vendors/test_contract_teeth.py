"""The contract suite bites: each wrong client fails the test that is about its fault.

The wrong clients are the fake cloud with one method done badly, in ways in which
clients of lock clouds really have been wrong.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import override

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeChange,
    CodeId,
    CodeWrite,
)
from custom_components.cloud_locks.model.access_event import AccessEvent
from custom_components.cloud_locks.model.cloud import Account, LockCloud
from custom_components.cloud_locks.model.command import (
    CommandResult,
    Operation,
    Outcome,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    VendorError,
)
from custom_components.cloud_locks.model.lock import Lock, LockId, Reachability
from custom_components.cloud_locks.model.parts import Codes, Depth
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import FakeBackend, FakeCloud
from tests.fake_cloud.codes import FakeCodes
from tests.fake_cloud.harness import FakeStage

from . import (
    test_contract_account as account,
    test_contract_activity as activity,
    test_contract_codes as codes,
    test_contract_locks as locks,
    test_contract_operate as operate,
)

type Case = Callable[[FakeStage, LockCloud, Codes, ClientSession], Awaitable[None]]


class _MailAddress(FakeCloud):
    @override
    async def account(self) -> Account:
        return Account(id="anna@example.com", name="Anna")


class _SignedOutByAnything(FakeCloud):
    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        try:
            return await super().activity(lock_id, after=after, limit=limit)
        except NotPermitted as err:
            raise AuthError from err


class _Backwards(FakeCloud):
    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        return (await super().activity(lock_id, after=after, limit=limit))[::-1]


class _StrictlyAfter(FakeCloud):
    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        events = await super().activity(lock_id, after=after, limit=limit)
        return tuple(event for event in events if event.occurred_at != after)


class _OldestKept(FakeCloud):
    @override
    async def activity(
        self, lock_id: LockId, *, after: datetime | None, limit: int
    ) -> tuple[AccessEvent, ...]:
        return (await super().activity(lock_id, after=after, limit=1000))[:limit]


class _Unmasked(FakeCloud):
    @override
    def _masked(self, event: AccessEvent) -> AccessEvent:
        return event


class _Forgetful(FakeCloud):
    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        found = await super().states(known)
        return {it.id: replace(it, capabilities=frozenset()) for it in found.values()}


class _AllOrNothing(FakeCloud):
    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        found = await super().states(known)
        if any(it.reachability is Reachability.OFFLINE for it in found.values()):
            raise LockOffline
        return found


class _Optimist(FakeCloud):
    @override
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        return CommandResult(outcome=Outcome.CONFIRMED)


class _NeverInDoubt(FakeCloud):
    @override
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        try:
            return await super().operate(lock_id, operation, deadline=deadline)
        except OutcomeUnknown:
            return CommandResult(outcome=Outcome.CONFIRMED)


class _TriesAgain(FakeCloud):
    @override
    async def operate(
        self,
        lock_id: LockId,
        operation: Operation,
        *,
        deadline: datetime | None = None,
    ) -> CommandResult:
        try:
            return await super().operate(lock_id, operation, deadline=deadline)
        except OutcomeUnknown:
            await super().operate(lock_id, operation, deadline=deadline)
            raise


class _Talkative(FakeCodes):
    @override
    async def list(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = False
    ) -> tuple[AccessCode, ...]:
        return await super().list(lock_id, depth=Depth.PINS)


class _ClearsHours(FakeCodes):
    @override
    async def update(
        self,
        lock_id: LockId,
        code_id: CodeId,
        change: CodeChange,
        *,
        expect_name: str | None = None,
    ) -> CodeWrite:
        change = replace(change, schedule=change.schedule or Schedule.always())
        return await super().update(lock_id, code_id, change, expect_name=expect_name)


class _ByIdAlone(FakeCodes):
    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        return await super().delete(lock_id, code_id)


class _GoneIsAnError(FakeCodes):
    @override
    async def delete(
        self, lock_id: LockId, code_id: CodeId, *, expect_name: str | None = None
    ) -> Outcome:
        if code_id not in self._backend.codes[lock_id]:
            raise NotFound
        return await super().delete(lock_id, code_id, expect_name=expect_name)


_CLIENTS: list[tuple[type[FakeCloud], Case]] = [
    (
        _MailAddress,
        lambda s, _c, _p, http: account.test_account_is_stable_and_no_address(s, http),
    ),
    (
        _SignedOutByAnything,
        lambda s, c, _p, _h: account.test_missing_permission_is_no_sign_out(s, c),
    ),
    (_Backwards, lambda s, c, _p, _h: activity.test_oldest_first_with_stable_ids(s, c)),
    (
        _StrictlyAfter,
        lambda s, c, _p, _h: activity.test_after_includes_its_own_moment(s, c),
    ),
    (_OldestKept, lambda s, c, _p, _h: activity.test_limit_keeps_the_newest(s, c)),
    (_Unmasked, lambda s, c, _p, _h: activity.test_code_named_after_its_digits(s, c)),
    (
        _Forgetful,
        lambda s, c, _p, _h: locks.test_states_keep_what_they_do_not_read(s, c),
    ),
    (_AllOrNothing, lambda s, c, _p, _h: locks.test_offline_lock_spoils_no_other(s, c)),
    (
        _Optimist,
        lambda s, c, _p, _h: operate.test_operation_moves_the_bolt(
            s, c, Operation.UNLOCK
        ),
    ),
    (_NeverInDoubt, lambda s, c, _p, _h: operate.test_lost_answer(s, c, done=True)),
    (_TriesAgain, lambda s, c, _p, _h: operate.test_lost_answer(s, c, done=True)),
]

_PARTS: list[tuple[type[FakeCodes], Case]] = [
    (
        _Talkative,
        lambda _s, c, p, _h: codes.test_digits_come_only_when_asked_for(
            c, p, "front", Depth.NAMES
        ),
    ),
    (
        _ClearsHours,
        lambda s, c, p, _h: codes.test_update_keeps_every_other_field(s, c, p, "front"),
    ),
    (
        _ByIdAlone,
        lambda s, _c, p, _h: codes.test_update_of_another_code(p, s, "front"),
    ),
    (_GoneIsAnError, lambda _s, _c, p, _h: codes.test_deleted_code_is_gone(p, "front")),
]

_FAILS = (AssertionError, pytest.fail.Exception, VendorError)


async def _try(
    client: type[FakeCloud], part: type[FakeCodes], case: Case, session: ClientSession
) -> None:
    backend = FakeBackend()
    stage = FakeStage(backend)

    def connect(_: object) -> FakeCloud:
        cloud = client(backend, backend.key)
        cloud.parts = replace(cloud.parts, codes=part(backend))
        return cloud

    stage.vendor = replace(stage.vendor, connect=connect)
    await case(stage, connect(None), part(backend), session)


@pytest.mark.parametrize(("client", "case"), _CLIENTS)
async def test_wrong_client(
    client: type[FakeCloud], case: Case, session: ClientSession
) -> None:
    """It fails where a right one passes."""
    await _try(FakeCloud, FakeCodes, case, session)
    with pytest.raises(_FAILS):
        await _try(client, FakeCodes, case, session)


@pytest.mark.parametrize(("part", "case"), _PARTS)
async def test_wrong_part(
    part: type[FakeCodes], case: Case, session: ClientSession
) -> None:
    """It fails where a right one passes."""
    await _try(FakeCloud, FakeCodes, case, session)
    with pytest.raises(_FAILS):
        await _try(FakeCloud, part, case, session)
