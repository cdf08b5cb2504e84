"""Taking away all that a person has at locks: cards, fingers, users of the app."""

import asyncio
from collections.abc import AsyncIterator, Iterator

from homeassistant.core import HomeAssistant

from ..access.grant import DoorId, Grant
from ..access.sight import async_account_of, async_entry_of, async_look
from ..const import LOGGER
from ..model.attribution import OF_CODE, OF_USER, LinkKey
from ..model.command import Outcome
from ..model.errors import AuthError, NotFound, VendorError
from ..model.reason import Reason
from ..runtime import AccountData
from .errors import sentence
from .grant_doors import shown_door
from .grant_rows import LeftRow


async def async_take_everything(hass: HomeAssistant, grant: Grant) -> list[LeftRow]:
    """Take away what is linked with the person of an access at its locks.

    All locks at the same time. Returns what could not be proven to be gone. What nobody
    said is theirs is left alone.
    """
    if grant.person is None:
        return []
    places = [it.at for it in grant.doors]
    found = await asyncio.gather(*(_left_at(hass, it, grant) for it in places))
    return [row for rows in found for row in rows]


async def _left_at(hass: HomeAssistant, at: DoorId, grant: Grant) -> list[LeftRow]:
    return [
        LeftRow(
            lock=shown_door(hass, at),
            kind=None if key is None else str(key.kind),
            reason=reason.value,
            message=await sentence(hass, reason),
        )
        async for key, reason in _left(hass, at, grant)
    ]


async def _left(
    hass: HomeAssistant, at: DoorId, grant: Grant
) -> AsyncIterator[tuple[LinkKey | None, Reason]]:
    """Take away what there is, and yield what stays and why."""
    account, blocked = async_account_of(hass, at), async_look(hass, at).blocked
    keys = [] if account is None else list(_linked(account, at, grant))
    if account is None:
        # What is theirs there stands with the account.
        yield None, blocked or Reason.CLOUD_UNREACHABLE
    elif blocked is not None:
        # Nothing is found at a lock that is not listed, which is no proof.
        for key in keys:
            yield key, blocked
    else:
        for key in keys:
            if (reason := await _taken(hass, account, at, key)) is not None:
                yield key, reason


def _linked(account: AccountData, at: DoorId, grant: Grant) -> Iterator[LinkKey]:
    """Yield what is known to be the person's; codes end with the access itself."""
    for key, link in account.store.of(at.lock_id).links.items():
        if link.person == grant.person and key.kind != OF_CODE:
            yield key


async def _taken(
    hass: HomeAssistant, account: AccountData, at: DoorId, key: LinkKey
) -> Reason | None:
    """Take one thing away; returns why that is not certain, None when it is gone."""
    try:
        outcome = await _delete(account, at, key)
    except NotFound:
        return None
    except VendorError as err:
        LOGGER.debug("Something of a person could not be removed: %s", err)
        entry = async_entry_of(hass, at)
        if isinstance(err, AuthError) and entry is not None:
            entry.async_start_reauth(hass)
        return err.reason
    return None if outcome is Outcome.CONFIRMED else Reason.NOT_CONFIRMED


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
