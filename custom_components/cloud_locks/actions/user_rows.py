"""What the actions for people answer."""

from typing import TypedDict

from ..model.code_rules import Json, ScheduleFeature
from ..model.parts import People
from ..model.people import Role, User
from .answers import ScheduleRow, schedule_row


class UserWrittenRow(ScheduleRow):
    """A person of the vendor's app after a write; their account is not repeated."""

    user_id: str
    name: str
    role: str | None
    remote: bool | None
    enabled: bool | None
    status: str


class UserRow(ScheduleRow):
    """A person of the vendor's app, and who of this home it is.

    `account` is the e-mail or phone of their app, null where the cloud does not tell.
    """

    user_id: str
    name: str
    account: str | None
    role: str | None
    remote: bool | None
    enabled: bool | None
    pending: bool
    person: str | None


class UsersRow(TypedDict):
    """Everybody who has access to a lock through the vendor's app."""

    users: list[UserRow]


class AssignedRow(TypedDict):
    """Whose something is now: of a person of this home, of a vendor user."""

    status: str
    person: str | None
    user_id: str | None
    code_id: str | None
    credential_type: str | None
    credential_id: str | None


def user_row(user: User, person: str | None) -> UserRow:
    """Return a person of the vendor's app as a row."""
    return UserRow(
        user_id=user.id,
        name=user.name,
        account=user.account and user.account.reveal(),
        role=user.role and user.role.value,
        remote=user.remote,
        enabled=user.enabled,
        pending=user.pending,
        person=person,
        **schedule_row(user.schedule),
    )


def user_written_row(user: User, status: str) -> UserWrittenRow:
    """Return a person after a write as a row."""
    return UserWrittenRow(
        user_id=user.id,
        name=user.name,
        role=user.role and user.role.value,
        remote=user.remote,
        enabled=user.enabled,
        status=status,
        **schedule_row(user.schedule),
    )


def user_rules(part: People) -> dict[str, Json]:
    """Return what can be asked for about people, for who writes automations."""
    return {
        "roles": [role.value for role in Role if role in part.roles],
        "schedules": [it.value for it in ScheduleFeature if it in part.schedules],
        "needs_account": part.needs_account,
        "can_rename": part.can_rename,
    }
