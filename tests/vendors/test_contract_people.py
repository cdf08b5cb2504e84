"""People in the vendor's app: given access, read back, changed, sent away."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.code_rules import features_of
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    NotFound,
    OutcomeUnknown,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.parts import People
from custom_components.cloud_locks.model.people import (
    Role,
    User,
    UserChange,
    UserDraft,
    newcomers,
    same_account,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret

from .contract import Stage

ZONE = "Europe/Amsterdam"
SOON = datetime(2040, 1, 1, tzinfo=UTC)
FRIDAYS = Schedule.weekly([Day.FRI], time(9), time(12), ZONE)


@pytest.fixture
def people(cloud: LockCloud) -> People:
    """Return the part, skip the test where a cloud has none."""
    if cloud.parts.people is None:
        pytest.skip("this cloud manages no people")
    return cloud.parts.people


@pytest.fixture
def lock(stage: Stage) -> str:
    """Return the lock whose people are managed."""
    return stage.props.main


@pytest.fixture
def draft(stage: Stage, people: People) -> UserDraft:
    """Return a wish for somebody who has no access yet."""
    role = Role.GUEST if Role.GUEST in people.roles else min(people.roles)
    account = Secret(stage.props.newcomer) if people.needs_account else None
    return UserDraft(name="Anna", account=account, role=role)


async def _listed(people: People, lock: str, user_id: str) -> User:
    return next(user for user in await people.list(lock) if user.id == user_id)


def test_nobody_is_made_an_owner(people: People) -> None:
    """A lock is handed over in the vendor's app, and there must be other roles."""
    assert people.roles
    assert Role.OWNER not in people.roles


async def test_added_person_is_listed(
    people: People, lock: str, draft: UserDraft
) -> None:
    """By the id that the answer told, and once."""
    before = await people.list(lock)
    added = await people.add(lock, draft)
    after = await people.list(lock)
    assert [user.id for user in newcomers(draft, before, after)] == [added.id]
    found = await _listed(people, lock, added.id)
    assert found.role is draft.role
    assert found.account is None or same_account(found.account, draft.account)


async def test_accounts_do_not_show_themselves(
    people: People, lock: str, draft: UserDraft
) -> None:
    """They are e-mails and phones: neither names nor texts for a log."""
    await people.add(lock, draft)
    for user in await people.list(lock):
        assert user.account is None or user.account.reveal() not in repr(user)
        assert "@" not in user.name


async def test_every_role_can_be_given(
    people: People, lock: str, draft: UserDraft
) -> None:
    """Those that the part names."""
    for role in sorted(people.roles):
        added = await people.add(lock, replace(draft, role=role))
        assert (await _listed(people, lock, added.id)).role is role
        await people.delete(lock, added.id)


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.always(),
        Schedule.window(SOON, SOON + timedelta(days=2)),
        FRIDAYS,
        Schedule.weekly([Day.SAT], time(22), time(6), ZONE),
    ],
    ids=["always", "window", "weekly", "overnight"],
)
async def test_hours_are_kept(
    people: People, lock: str, draft: UserDraft, stage: Stage, schedule: Schedule
) -> None:
    """As far as the part says that access can be limited to them."""
    if not features_of(schedule) <= people.schedules:
        pytest.skip("not limited by such hours")
    added = await people.add(lock, replace(draft, schedule=schedule))
    kept = (await _listed(people, lock, added.id)).schedule
    if kept is None:
        pytest.skip("hours of people are not told")
    assert kept.same_as(schedule, at=stage.now())


async def test_update_keeps_every_other_field(
    people: People, lock: str, draft: UserDraft, stage: Stage
) -> None:
    """A change of one thing is a change of one thing."""
    hours = FRIDAYS if features_of(FRIDAYS) <= people.schedules else Schedule.always()
    added = await people.add(lock, replace(draft, remote=False, schedule=hours))
    before = await _listed(people, lock, added.id)
    for role in sorted(people.roles):
        outcome = await people.update(lock, added.id, UserChange(role=role))
        assert outcome in {Outcome.CONFIRMED, Outcome.ACCEPTED}
        after = await _listed(people, lock, added.id)
        assert replace(after, role=before.role) == before
        assert after.role is role


async def test_deleted_person_is_gone(
    people: People, lock: str, draft: UserDraft
) -> None:
    """And only that one."""
    before = await people.list(lock)
    added = await people.add(lock, draft)
    await people.delete(lock, added.id)
    assert await people.list(lock) == before


async def test_nobody_is_added_twice(
    people: People, lock: str, draft: UserDraft
) -> None:
    """The cloud, or the client, says so."""
    await people.add(lock, draft)
    before = await people.list(lock)
    with pytest.raises(RejectedError) as caught:
        await people.add(lock, draft)
    assert caught.value.reason is Reason.USER_EXISTS
    assert await people.list(lock) == before


async def test_who_is_not_there(people: People, lock: str) -> None:
    """Cannot be changed, need not be deleted, and nothing else is."""
    before = await people.list(lock)
    with pytest.raises(NotFound):
        await people.update(lock, "nobody", UserChange(role=min(people.roles)))
    assert await people.delete(lock, "nobody") is Outcome.CONFIRMED
    assert await people.list(lock) == before


async def test_owner_stays(people: People, lock: str) -> None:
    """Where the list shows one."""
    owners = [user for user in await people.list(lock) if user.role is Role.OWNER]
    for owner in owners:
        with pytest.raises(VendorError) as caught:
            await people.delete(lock, owner.id)
        assert caught.value.reason is Reason.OWNER_PROTECTED
        with pytest.raises(VendorError) as caught:
            await people.update(lock, owner.id, UserChange(role=min(people.roles)))
        assert caught.value.reason is Reason.OWNER_PROTECTED


@pytest.mark.parametrize("done", [True, False])
async def test_lost_answer_of_an_add(
    people: People, lock: str, draft: UserDraft, stage: Stage, *, done: bool
) -> None:
    """Sent once; the list tells what became of it."""
    before = await people.list(lock)
    await stage.lose_answer("people.add", done=done)
    with pytest.raises(OutcomeUnknown):
        await people.add(lock, draft)
    await stage.recover()
    assert len(newcomers(draft, before, await people.list(lock))) == int(done)
