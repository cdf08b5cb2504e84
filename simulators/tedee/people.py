"""Users of the Tedee cloud, their personal access keys and their roles.

Sources: Tedee API documentation, "How to authenticate", endpoints/personalaccesskey
and endpoints/deviceaccess.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from simulators.people import Person
from simulators.schedule import ALWAYS, Schedule

from .numbers import AccessLevel


class Scope(StrEnum):
    """What a key may be allowed to do."""

    DEVICE_READ = "Device.Read"
    DEVICE_WRITE = "Device.ReadWrite"
    LOCK_OPERATE = "Lock.Operate"
    ACTIVITY_READ = "DeviceActivity.Read"
    SHARE_READ = "DeviceShare.Read"
    SHARE_WRITE = "DeviceShare.ReadWrite"
    ACCOUNT_READ = "Account.Read"
    ACCOUNT_WRITE = "Account.ReadWrite"
    ORGANIZATION_READ = "Organization.Read"
    ORGANIZATION_WRITE = "Organization.ReadWrite"
    LINK_READ = "AccessLink.Read"
    LINK_WRITE = "AccessLink.ReadWrite"
    BRIDGE_OPERATE = "Bridge.Operate"
    MOBILE_READ = "Mobile.Read"
    MOBILE_WRITE = "Mobile.ReadWrite"
    CERTIFICATE_OPERATE = "DeviceCertificate.Operate"


_INCLUDED_IN = {
    Scope.DEVICE_READ: Scope.DEVICE_WRITE,
    Scope.SHARE_READ: Scope.SHARE_WRITE,
    Scope.ACCOUNT_READ: Scope.ACCOUNT_WRITE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """Somebody with a Tedee account; `number` is the id in the activity log."""

    identity: str
    number: int
    person: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Several users of an organisation, who have accesses together."""

    id: str
    name: str


@dataclass(kw_only=True, slots=True)
class PersonalKey:
    """A personal access key; only whoever made it ever saw the whole of it."""

    id: str
    name: str
    prefix: str
    value: str = field(repr=False)
    scopes: set[Scope]
    valid_to: datetime
    user: User
    revoked: bool = False

    def allows(self, scope: Scope) -> bool:
        """Tell whether the key has the scope, or one that includes it."""
        return scope in self.scopes or _INCLUDED_IN.get(scope) in self.scopes


@dataclass(kw_only=True, slots=True)
class Access:
    """A role of a user or a group at a device; a group has no `email`.

    While `pending`, whoever was invited has no account yet.
    """

    id: str
    device_id: int
    level: AccessLevel
    principal_id: str
    principal_name: str
    email: str | None = None
    group: bool = False
    pending: bool = False
    remote_disabled: bool = False
    schedule: Schedule = ALWAYS


def identity(*parts: object) -> str:
    """Return a UUID that is the same in every run."""
    return str(uuid5(NAMESPACE_URL, "/".join(str(part) for part in parts)))


def new_group(name: str) -> Group:
    """Make a group."""
    return Group(id=identity("group", name), name=name)


def new_user(person: Person, number: int) -> User:
    """Give a person an account."""
    return User(identity=identity("user", person.id), number=number, person=person)


def new_key(
    user: User, name: str, scopes: set[Scope], valid_to: datetime, serial: int
) -> PersonalKey:
    """Make the key number `serial` of this cloud.

    Its shape is that of the documented sample: six characters, a dot and 43
    characters of base64.
    """
    digest = sha256(f"{user.identity}/{serial}".encode()).digest()
    prefix = digest.hex()[:6].upper()
    secret = b64encode(digest).decode().rstrip("=")
    return PersonalKey(
        id=identity("key", user.identity, serial),
        name=name,
        prefix=prefix,
        value=f"{prefix}.{secret}",
        scopes=scopes,
        valid_to=valid_to,
        user=user,
    )
