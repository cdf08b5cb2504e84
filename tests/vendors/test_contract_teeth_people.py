"""The contract suite bites clients that are careless with people."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import override

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import RejectedError, VendorError
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.model.people import Role, User, UserChange, UserDraft
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend
from tests.fake_cloud.harness import FakeStage
from tests.fake_cloud.people import FakePeople

from . import test_contract_people as people

DRAFT = UserDraft(name="Anna", account=Secret("anna@example.com"), role=Role.GUEST)


class _ClearsHours(FakePeople):
    @override
    async def update(
        self, lock_id: LockId, user_id: str, change: UserChange
    ) -> Outcome:
        change = replace(change, schedule=change.schedule or Schedule.always())
        return await super().update(lock_id, user_id, change)


class _AddsTwice(FakePeople):
    @override
    async def add(self, lock_id: LockId, draft: UserDraft) -> User:
        try:
            return await super().add(lock_id, draft)
        except RejectedError:
            return self._backend.add_user(lock_id, draft.name)


class _NamesByAddress(FakePeople):
    @override
    async def list(self, lock_id: LockId) -> tuple[User, ...]:
        users = await super().list(lock_id)
        return tuple(
            user if user.account is None else replace(user, name=user.account.reveal())
            for user in users
        )


class _MakesOwners(FakePeople):
    def __init__(self, backend: FakeBackend) -> None:
        super().__init__(backend)
        self.roles = frozenset(Role)


class _DeletesNobody(FakePeople):
    @override
    async def delete(self, lock_id: LockId, user_id: str) -> Outcome:
        return Outcome.CONFIRMED


type Case = Callable[[FakeStage, FakePeople], Awaitable[None]]


async def _owners_are_made(_: FakeStage, part: FakePeople) -> None:
    people.test_nobody_is_made_an_owner(part)


@pytest.mark.parametrize(
    ("wrong", "case"),
    [
        (
            _ClearsHours,
            lambda s, p: people.test_update_keeps_every_other_field(
                p, "front", DRAFT, s
            ),
        ),
        (
            _AddsTwice,
            lambda _, p: people.test_nobody_is_added_twice(p, "front", DRAFT),
        ),
        (
            _NamesByAddress,
            lambda _, p: people.test_accounts_do_not_show_themselves(p, "front", DRAFT),
        ),
        (_MakesOwners, _owners_are_made),
        (
            _DeletesNobody,
            lambda _, p: people.test_deleted_person_is_gone(p, "front", DRAFT),
        ),
    ],
)
async def test_wrong_people(wrong: type[FakePeople], case: Case) -> None:
    """It fails where a right one passes."""
    stage = FakeStage(FakeBackend())
    await case(stage, FakePeople(stage.backend))
    stage = FakeStage(FakeBackend())
    with pytest.raises((AssertionError, pytest.fail.Exception, VendorError)):
        await case(stage, wrong(stage.backend))
