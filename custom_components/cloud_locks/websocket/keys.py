"""Cards, fingerprints and faces of a lock, and the people of its vendor's app."""

from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..actions.answers import credential_row
from ..actions.user_rows import user_row
from ..helpers import command_errors
from ..model.attribution import LinkKey
from ..model.capabilities import Capability
from ..model.credential import Credential
from ..model.people import User
from .answers import KeysView
from .command import Answer, Request
from .place import async_door_of

DOOR_ID: Final = "door_id"

FIELDS: Final[VolDictType] = {probatio.Required(DOOR_ID): cv.string}


async def read_keys(hass: HomeAssistant, request: Request) -> Answer:
    """Read what opens a lock besides codes, as far as the lock has such parts."""
    door = async_door_of(hass, request.fields[DOOR_ID])
    parts = door.account.cloud.parts
    credentials: tuple[Credential, ...] = ()
    users: tuple[User, ...] = ()
    async with command_errors(hass, door.entry):
        if parts.credentials and door.lock.can(Capability.CREDENTIALS):
            credentials = await door.account.credentials.list(door.lock.id)
        if parts.people and door.lock.can(Capability.PEOPLE):
            users = await door.account.people.list(door.lock.id)
    links, lock_id = door.account.links, door.lock.id
    persons = {it.id: links.async_person(lock_id, it) for it in users}
    whose = {_key(it): persons[it.id] for it in users}
    for it in credentials:
        # Where nobody said whose it is, it is that of its user in the vendor's app.
        own = links.async_person(lock_id, it)
        whose[_key(it)] = own or persons.get(it.user_id or "")
    return KeysView(
        credentials=[credential_row(it) for it in credentials],
        users=[user_row(it, persons[it.id]) for it in users],
        persons={key: person for key, person in whose.items() if person is not None},
    )


def _key(thing: Credential | User) -> str:
    """Return what tells a thing from all others of its lock: kind and id."""
    key = LinkKey.of(thing)
    return f"{key.kind}:{key.id}"
