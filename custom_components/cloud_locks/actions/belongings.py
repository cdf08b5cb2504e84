"""Taking away all that a person has at locks: cards, fingers, users of the app."""

from collections.abc import Awaitable, Iterator

from homeassistant.core import HomeAssistant

from ..access.grant import DoorId, Grant
from ..access.naming import async_lock_entity
from ..access.sight import async_account_of
from ..const import LOGGER
from ..model.attribution import OF_CODE, OF_USER, LinkKey
from ..model.command import Outcome
from ..model.errors import NotFound, VendorError
from ..runtime import AccountData


async def async_take_everything(hass: HomeAssistant, grant: Grant) -> list[str]:
    """Take away what is linked with the person of an access at its locks.

    Returns what could not be proven to be gone, as `lock: kind`. What nobody said is
    theirs is left alone.
    """
    left: list[str] = []
    for door in grant.doors:
        account = async_account_of(hass, door.at)
        name = async_lock_entity(hass, door.at) or door.at.lock_id
        if account is None:
            left.append(f"{name}: account")
            continue
        kept = [
            key.kind
            for key in _linked(account, door.at, grant)
            if not await _is_gone(_delete(account, door.at, key))
        ]
        left += [f"{name}: {kind}" for kind in kept]
    return left


def _linked(account: AccountData, at: DoorId, grant: Grant) -> Iterator[LinkKey]:
    """Yield what is known to be the person's; codes end with the access itself."""
    links = dict(account.store.of(at.lock_id).links)
    theirs = grant.person is not None
    for key, link in links.items():
        if theirs and link.person == grant.person and key.kind != OF_CODE:
            yield key


async def _is_gone(deletion: Awaitable[Outcome]) -> bool:
    try:
        return await deletion is Outcome.CONFIRMED
    except NotFound:
        return True
    except VendorError as err:
        LOGGER.debug("Something of a person could not be removed: %s", err)
        return False


async def _delete(account: AccountData, at: DoorId, key: LinkKey) -> Outcome:
    """Take one thing away. `NotFound` when it is gone already."""
    if key.kind == OF_USER:
        users = await account.people.list(at.lock_id)
        user = next((it for it in users if it.id == key.id), None)
        if user is None:
            raise NotFound("user")
        return await account.people.delete(at.lock_id, user)
    credentials = await account.credentials.list(at.lock_id)
    found = next((it for it in credentials if LinkKey.of(it) == key), None)
    if found is None:
        raise NotFound("credential")
    return await account.credentials.delete(at.lock_id, found)
