"""Accesses on the wire, in both directions (Tedee API docs, device access)."""

from dataclasses import dataclass
from typing import Final, Self, TypedDict

from ...model.errors import ProtocolError
from ...model.secret import Secret
from .._record import Record
from .enums import Access, Principal
from .hours_wire import HoursBody, WireHours

_SIGN_OF_ADDRESS: Final = "@"


class RightsBody(TypedDict):
    """What an access allows, beside its hours."""

    accessLevel: int
    remoteAccessDisabled: bool


class PrincipalBody(TypedDict):
    """To whom it is given. A user is named by an e-mail address and nothing else."""

    principalType: int
    userEmail: str


class AccessBody(RightsBody, HoursBody):
    """The body of PUT. What it leaves out is cleared, so it has all fields."""


class NewAccessBody(AccessBody, PrincipalBody):
    """The body of POST."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What an access allows."""

    level: Access
    remote_disabled: bool
    hours: WireHours

    def body(self) -> AccessBody:
        """Return them for the wire."""
        return AccessBody(
            accessLevel=self.level,
            remoteAccessDisabled=self.remote_disabled,
            **self.hours.body(),
        )

    def body_for(self, email: Secret) -> NewAccessBody:
        """Return them for the wire, for somebody who has no access yet."""
        return NewAccessBody(
            principalType=Principal.USER, userEmail=email.reveal(), **self.body()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessItem:
    """One access as the list shows it: of a user, or of a group of them."""

    id: str
    name: str | None
    """None also for an address: whom the cloud knows by nothing else has no name."""
    email: Secret | None
    pending: bool
    level: Access
    remote_disabled: bool | None
    hours: WireHours | None
    """None: there are hours, and they make no sense to us."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object."""
        try:
            hours = WireHours.read(record)
        except ProtocolError:
            hours = None
        return cls(
            id=record.identifier("id"),
            name=_name(record.maybe_text("principalName")),
            email=_secret(record.maybe_text("userEmail")),
            pending=record.flag("isPending") is True,
            level=Access.of(record.maybe_integer("accessLevel")),
            remote_disabled=record.flag("remoteAccessDisabled"),
            hours=hours,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCreated:
    """The answer to POST, which has no envelope."""

    id: str
    name: str | None
    principal: str | None
    """The user's id; without one nobody has an account of that address yet."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without an id nothing is known to be created."""
        return cls(
            id=record.identifier("id"),
            name=_name(record.maybe_text("displayName")),
            principal=record.maybe_identifier("principalId"),
        )


def _name(text: str | None) -> str | None:
    return None if text is None or _SIGN_OF_ADDRESS in text else text


def _secret(text: str | None) -> Secret | None:
    return None if text is None else Secret(text)
