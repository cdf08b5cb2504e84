"""People as the vendor's app knows them: owners, guests, members, eKeys."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from .masking import same_name
from .schedule import Schedule
from .secret import Secret


class Role(StrEnum):
    """What a person may do in the vendor's app."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    GUEST = "guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One person on one lock.

    `account`: the e-mail or phone of their app, if told; `name` never holds it.
    `pending`: invited, and not accepted yet. `enabled` False: access is paused. None:
    not told.
    """

    id: str
    name: str
    account: Secret | None = None
    role: Role | None = None
    remote: bool | None = None
    schedule: Schedule | None = None
    pending: bool = False
    enabled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDraft:
    """A person to be added to a lock. `account`: the e-mail or phone of their app."""

    name: str
    account: Secret | None
    role: Role
    remote: bool = True
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChange:
    """What shall be different about a person; None leaves a field as it is."""

    name: str | None = None
    role: Role | None = None
    remote: bool | None = None
    schedule: Schedule | None = None
    enabled: bool | None = None


def same_account(one: Secret | None, other: Secret | None) -> bool:
    """Return whether two e-mails or phones are the same; case does not matter."""
    if one is None or other is None:
        return False
    return _plain(one) == _plain(other)


def _plain(account: Secret) -> str:
    return account.reveal().strip().casefold()


def wish_for(draft: UserDraft) -> Secret | str:
    """Return what tells who is meant, the same however an address is written."""
    if draft.account is not None:
        return Secret(_plain(draft.account))
    return draft.name.strip().casefold()


def newcomers(
    draft: UserDraft, before: Iterable[User], after: Iterable[User]
) -> tuple[User, ...]:
    """Return who may be the person that was added between two listings.

    What a listing does not tell speaks neither for nor against somebody.
    """
    known = {user.id for user in before}
    return tuple(
        user for user in after if user.id not in known and _may_be(draft, user)
    )


def _may_be(draft: UserDraft, user: User) -> bool:
    if draft.account is not None and user.account is not None:
        return same_account(draft.account, user.account)
    role = user.role in {None, draft.role}
    return role and (draft.account is not None or same_name(user.name, draft.name))


def with_change(user: User, change: UserChange) -> User:
    """Return a person as they are once a change has arrived."""
    return replace(user, **_given(change))


def change_arrived(user: User, change: UserChange, now: datetime) -> bool:
    """Return whether a person, as read back, is as a change wanted."""
    hours = change.schedule is None or (
        user.schedule is not None and change.schedule.same_as(user.schedule, at=now)
    )
    given = _given(change)
    given.pop("schedule", None)
    return hours and all(getattr(user, name) == it for name, it in given.items())


def _given(change: UserChange) -> dict[str, Any]:
    values = {field.name: getattr(change, field.name) for field in fields(change)}
    return {name: value for name, value in values.items() if value is not None}
