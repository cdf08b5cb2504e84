"""People as this cloud knows them: accounts, and names that only have a PIN."""

from dataclasses import dataclass, field
from enum import StrEnum

from simulators.people import Person

from .identity import digits_of, uuid_of


class Role(StrEnum):
    """What somebody may do at a lock."""

    SUPERUSER = "superuser"
    MANAGER = "manager"
    USER = "user"


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """Somebody with an account; `person_id` is the id in the home."""

    id: str
    person_id: str
    first_name: str
    last_name: str
    identifiers: tuple[str, ...] = field(repr=False)

    @property
    def shape(self) -> dict[str, object]:
        """Return the user as lists of activities have it."""
        return {
            "UserID": self.id,
            "FirstName": self.first_name,
            "LastName": self.last_name,
        }


@dataclass(kw_only=True, slots=True)
class NamedUser:
    """Somebody without an account, made by whoever gave them a PIN or a token."""

    id: str
    owner_id: str
    first_name: str
    last_name: str | None = None
    partner_user_id: str | None = None


def user_of(person: Person) -> User:
    """Return the account of a person."""
    first, last = split_name(person.name)
    phone = f"+316{digits_of('phone', person.id, length=8)}"
    return User(
        id=uuid_of("user", person.id),
        person_id=person.id,
        first_name=first,
        last_name=last or "",
        identifiers=(f"phone:{phone}", f"email:{person.email}"),
    )


def split_name(name: str) -> tuple[str, str | None]:
    """Return the first name and, if there is more, the rest."""
    first, _, rest = name.partition(" ")
    return first, rest or None
