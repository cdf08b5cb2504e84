"""People as the vendor's app knows them: owners, guests, members, eKeys."""

from dataclasses import dataclass
from enum import StrEnum

from .schedule import Schedule


class Role(StrEnum):
    """What a person may do in the vendor's app."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    GUEST = "guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One person on one lock. `account`: the e-mail or phone of their app, if told."""

    id: str
    name: str
    account: str | None = None
    role: Role | None = None
    remote: bool | None = None
    schedule: Schedule | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDraft:
    """A person to be added to a lock. `account`: the e-mail or phone of their app."""

    name: str
    account: str | None
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
