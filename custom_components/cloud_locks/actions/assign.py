"""The action `assign_credential`: whose a code, a card or a vendor user is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.access_code import AccessCode
from ..model.attribution import LinkKey, PersonId, unique_name
from ..model.command import Outcome
from ..model.credential import Credential, CredentialType
from ..model.errors import NotFound
from ..model.people import User
from .errors import ActionError
from .fields import (
    CODE_ID,
    CODE_SCHEMA,
    CREDENTIAL_ID,
    CREDENTIAL_TYPE,
    NAME,
    USER_ID,
    check_choice,
    check_of_one_lock,
    find_code,
)
from .people import find_user
from .person_field import PERSON, read_person
from .runner import for_each, respond
from .targets import Door, Target, async_find
from .user_rows import AssignedRow

USER_NAME: Final = "user_name"

SCHEMA: Final[VolDictType] = {
    probatio.Optional(PERSON): probatio.Any(None, cv.entity_id),
    probatio.Optional(USER_ID): cv.string,
    probatio.Optional(USER_NAME): cv.string,
    **CODE_SCHEMA,
    probatio.Optional(CREDENTIAL_TYPE): probatio.Coerce(CredentialType),
    probatio.Optional(CREDENTIAL_ID): cv.string,
}

_CODE: Final = frozenset({CODE_ID, NAME})
_CREDENTIAL: Final = frozenset({CREDENTIAL_TYPE, CREDENTIAL_ID})
_USER: Final = frozenset({USER_ID, USER_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a call says: a thing, whose it is in the vendor's app, and in this home."""

    data: Mapping[str, Any]
    person: PersonId | None

    @property
    def links(self) -> bool:
        """Whether a person of this home is to be linked, or nobody any more."""
        return PERSON in self.data

    def names(self, fields: frozenset[str]) -> bool:
        """Return whether any of the fields is given."""
        return bool(fields & self.data.keys())


async def assign_credential(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Say whose something is; `person: null` says that it is nobody's any more."""
    target = async_find(hass, call)
    wish = _Wish(data=call.data, person=read_person(hass, call.data))
    _check(wish, target)

    async def assign(door: Door) -> AssignedRow:
        user, users = await _user(door, wish)
        thing = await _thing(door, wish, user)
        outcome = Outcome.CONFIRMED
        if user is not None and not isinstance(thing, User):
            outcome = await _hand_over(door, user, thing)
        if wish.links:
            await _link(door, thing, wish.person, users)
        return _row(door, thing, user, outcome)

    return await respond(hass, call, target, await for_each(hass, target.doors, assign))


def _check(wish: _Wish, target: Target) -> None:
    """Refuse a call that does not say what is whose."""
    code, credential = wish.names(_CODE), wish.names(_CREDENTIAL)
    whole = not credential or wish.data.keys() >= _CREDENTIAL
    if (code and credential) or not whole or wish.data.keys() >= _USER:
        raise ActionError("assign_one_thing")
    if not (wish.links or (wish.names(_USER) and (code or credential))):
        raise ActionError("assign_to_whom")
    if not (code or credential or wish.names(_USER)):
        raise ActionError("assign_one_thing")
    if code:
        check_choice(wish.data, target)
    check_of_one_lock(wish.data, target, USER_ID, CREDENTIAL_ID)


async def _user(door: Door, wish: _Wish) -> tuple[User | None, tuple[User, ...]]:
    """Return the vendor user that a call means, if any, and all whom a lock has."""
    if not wish.names(_USER):
        return None, ()
    users = await door.account.people.list(door.lock.id)
    return find_user(users, wish.data, name_field=USER_NAME), users


async def _thing(
    door: Door, wish: _Wish, user: User | None
) -> AccessCode | Credential | User:
    """Return what a call assigns, read from the lock."""
    if wish.names(_CODE):
        return await find_code(door, wish.data)
    if user is None or wish.names(_CREDENTIAL):
        key = LinkKey(wish.data[CREDENTIAL_TYPE], wish.data[CREDENTIAL_ID])
        return await _credential(door, key)
    return user


async def _credential(door: Door, key: LinkKey) -> Credential:
    for credential in await door.account.credentials.list(door.lock.id):
        if LinkKey.of(credential) == key:
            return credential
    raise NotFound("credential")


async def _hand_over(door: Door, user: User, thing: AccessCode | Credential) -> Outcome:
    """Say in the vendor's app whose a thing is."""

    async def holder() -> str | None:
        if isinstance(thing, AccessCode):
            found = await door.codes.find(door.lock.id, code_id=thing.id, name=None)
            return found.user_id
        return (await _credential(door, LinkKey.of(thing))).user_id

    return await door.account.people.assign(door.lock.id, user.id, thing, holder)


async def _link(
    door: Door,
    thing: AccessCode | Credential | User,
    person: PersonId | None,
    users: tuple[User, ...],
) -> None:
    links, lock_id = door.account.links, door.lock.id
    if person is None:
        await links.unlink(lock_id, LinkKey.of(thing))
    else:
        name = unique_name(thing, users) if isinstance(thing, User) else None
        await links.link(lock_id, LinkKey.of(thing), person, name)


def _row(
    door: Door,
    thing: AccessCode | Credential | User,
    user: User | None,
    outcome: Outcome,
) -> AssignedRow:
    row = AssignedRow(
        status="active" if outcome is Outcome.CONFIRMED else "pending",
        person=door.account.links.async_person(door.lock.id, thing),
        user_id=None if user is None else user.id,
        code_id=thing.id if isinstance(thing, AccessCode) else None,
        credential_type=None,
        credential_id=None,
    )
    if isinstance(thing, Credential):
        row |= {"credential_type": thing.type.value, "credential_id": thing.id}
    return row
