"""Whose act an event tells of: the code that it names, and the person behind it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .access_code import AccessCode, CodeId
from .access_event import AccessEvent
from .credential import Credential, CredentialType
from .masking import mask, same_name
from .people import User

type PersonId = str
"""What tells a person of this home from all others, also after a change of names."""

OF_CODE: Final = "code"
OF_USER: Final = "user"


def with_code(
    event: AccessEvent, codes: Iterable[AccessCode], lengths: Collection[int]
) -> AccessEvent:
    """Return the event with the code that it means, if there is exactly one.

    Names in events are masked (a name may hold digits that look like a code), so they
    are compared masked; of several that then look alike, the one is meant whose hours
    it was. The name of a code that was made here is shown in full: it was checked not
    to hold its PIN.
    """
    if event.code_id is not None:
        return _with_full_name(event, codes)
    if event.code_name is None:
        return event
    named = [code for code in codes if mask(code.name, lengths) == event.code_name]
    if len(named) > 1:
        named = [code for code in named if _had_its_hours(code, event)]
    if len(named) != 1:
        return event
    (code,) = named
    who = code.name if code.managed else event.who
    return replace(event, code_id=code.id or None, who=who)


def _with_full_name(event: AccessEvent, codes: Iterable[AccessCode]) -> AccessEvent:
    """Return an event that tells its code by id with the code's name in full."""
    for code in codes:
        if code.id == event.code_id and code.managed and event.who is not None:
            known = same_name(code.name, event.who)
            return replace(event, who=code.name) if known else event
    return event


def _had_its_hours(code: AccessCode, event: AccessEvent) -> bool:
    # Hours that nobody has read may be any.
    return code.schedule is None or code.schedule.is_active(event.occurred_at)


@dataclass(frozen=True, slots=True)
class LinkKey:
    """What belongs to a person: a code, a vendor user, or a credential of a kind.

    Ids are those of one lock; two kinds may use the same ones.
    """

    kind: str
    """`OF_CODE`, `OF_USER` or a `CredentialType`."""
    id: str

    @classmethod
    def of(cls, thing: AccessCode | Credential | User) -> LinkKey:
        """Return the key of a code, credential or user."""
        match thing:
            case AccessCode():
                return cls(OF_CODE, thing.id)
            case Credential():
                return cls(thing.type, thing.id)
            case User():
                return cls(OF_USER, thing.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whose something is.

    `name`: how events name a vendor user whom they do not tell by id; None when that
    name is another's too.
    """

    person: PersonId
    name: str | None = None


type Links = Mapping[LinkKey, Link]


def linked_person(
    event: AccessEvent, links: Links, codes: Mapping[CodeId, AccessCode]
) -> PersonId | None:
    """Return who is linked with what an event was done by, None when nobody is."""
    found = (links[key].person for key in _keys(event, codes) if key in links)
    return next(found, None) or _named(event, links)


def _keys(event: AccessEvent, codes: Mapping[CodeId, AccessCode]) -> Iterator[LinkKey]:
    if event.code_id is not None:
        yield LinkKey(OF_CODE, event.code_id)
        code = codes.get(event.code_id)
        if code is not None and code.user_id is not None:
            yield LinkKey(OF_USER, code.user_id)
    if event.credential_id is not None and event.credential_type is not None:
        yield LinkKey(event.credential_type, event.credential_id)
    if event.actor_id is not None:
        yield LinkKey(OF_USER, event.actor_id)


def _named(event: AccessEvent, links: Links) -> PersonId | None:
    """Return the person of the vendor user whose name an event tells.

    A code may bear the name of a user and is not theirs for that. Nor is a name with
    hidden digits compared: it may be another's.
    """
    if event.who is None or event.code_id is not None or event.code_name is not None:
        return None
    found = {
        link.person
        for link in links.values()
        if link.name is not None and _plain(link.name) == _plain(event.who)
    }
    return found.pop() if len(found) == 1 else None


def _plain(name: str) -> str:
    return name.strip().casefold()


def without_codes(links: Links, gone: Collection[CodeId]) -> dict[LinkKey, Link]:
    """Return the links that are left when codes are no more."""
    return {
        key: link
        for key, link in links.items()
        if key.kind != OF_CODE or key.id not in gone
    }


def handed_on(links: Links, old: CodeId, new: CodeId) -> dict[LinkKey, Link]:
    """Return links after one code took the place of another."""
    return {
        LinkKey(OF_CODE, new) if key == LinkKey(OF_CODE, old) else key: link
        for key, link in links.items()
    }


def with_users(links: Links, users: Collection[User]) -> dict[LinkKey, Link]:
    """Return links after all users of a lock were read: some are gone or renamed."""
    known = {LinkKey.of(user): user for user in users}
    return {
        key: replace(link, name=unique_name(known[key], users))
        if key.kind == OF_USER
        else link
        for key, link in links.items()
        if key.kind != OF_USER or key in known
    }


def unique_name(user: User, users: Iterable[User]) -> str | None:
    """Return the name of a user if no other one has it."""
    same = [it for it in users if same_name(it.name, user.name)]
    return user.name if user.name and len(same) <= 1 else None


def with_credentials(
    links: Links, credentials: Iterable[Credential]
) -> dict[LinkKey, Link]:
    """Return links after all credentials of a lock were read: some are gone."""
    there = {LinkKey.of(credential) for credential in credentials}
    return {
        key: link
        for key, link in links.items()
        if key.kind not in set(CredentialType) or key in there
    }
