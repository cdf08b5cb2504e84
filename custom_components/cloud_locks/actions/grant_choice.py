"""Finding the access that a call means: by id, name or group, one or many."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from .. import access
from ..access.grant import Grant, GrantId
from ..access.keeper import AccessKeeper
from ..model.errors import VendorError
from ..model.masking import same_name
from ..model.reason import Reason
from ..model.secret import Secret
from .errors import ActionError, error_of
from .fields import INCLUDE_PINS, NAME, WRITE_SCHEMA
from .grant_rows import GrantRow, LeftRow, grant_row
from .runner import respond
from .targets import Target

GRANT_ID: Final = "grant_id"
GROUP: Final = "group"

_TEXTS: Final = probatio.All(cv.ensure_list, [cv.string])

CHOICE: Final[VolDictType] = {
    probatio.Optional(GRANT_ID): _TEXTS,
    probatio.Optional(NAME): _TEXTS,
    probatio.Optional(GROUP): _TEXTS,
}
"""Whose access is meant: exactly one of them."""

CHANGE: Final[VolDictType] = {**CHOICE, **WRITE_SCHEMA}


def keeper_of(hass: HomeAssistant) -> AccessKeeper:
    """Return who keeps all access. `ActionError` while that is not loaded."""
    if (keeper := access.async_keeper(hass)) is None:
        raise ActionError("access_not_loaded")
    return keeper


def chosen(
    keeper: AccessKeeper, data: Mapping[str, Any], *, ended: bool | None = False
) -> list[Grant]:
    """Return the access that a call means.

    By name and group only what is over (`ended`) or not; None: both, also several of a
    name. `ActionError` when there is none, or a name stands for several.
    """
    given = [field for field in (GRANT_ID, NAME, GROUP) if data.get(field)]
    if len(given) != 1:
        raise ActionError("grant_choice")
    found: dict[GrantId, Grant] = {}
    for word in data[given[0]]:
        for grant in _meant(keeper, given[0], word, ended=ended):
            found[grant.id] = grant
    return list(found.values())


def _meant(
    keeper: AccessKeeper, field: str, word: str, *, ended: bool | None
) -> list[Grant]:
    every = keeper.grants.values()
    if field == GRANT_ID:
        found = [it for it in every if it.id == word]
    else:
        among = [it for it in every if ended in {None, it.ended is not None}]
        found = [it for it in among if same_name(_text(it, field), word)]
    if not found:
        raise ActionError("grant_unknown", {"access": word})
    if field == NAME and len(found) > 1 and ended is not None:
        ids = [it.id for it in found]
        raise ActionError(
            "name_ambiguous_ids",
            {"ids": ", ".join(ids)},
            error=Reason.NAME_AMBIGUOUS,
            details={"grant_ids": ids},
        )
    return found


def _text(grant: Grant, field: str) -> str:
    return grant.name if field == NAME else grant.group or ""


def check_name_is_free(
    keeper: AccessKeeper, name: str, *, but: GrantId | None = None
) -> None:
    """Refuse a name whose codes would be called as those of another access."""
    if (other := of_name(keeper, name, but=but)) is not None:
        raise ActionError(
            Reason.NAME_IN_USE, details={GRANT_ID: other.id}, error=Reason.NAME_IN_USE
        )


def of_name(
    keeper: AccessKeeper, name: str, *, but: GrantId | None = None
) -> Grant | None:
    """Return an access that is not over and uses a name, its own or its codes'."""
    names = (name, f"{name} 2")
    for grant in keeper.grants.values():
        if grant.ended is not None or grant.id == but:
            continue
        theirs = (grant.name, *grant.code_names)
        if any(same_name(one, other) for one in names for other in theirs):
            return grant
    return None


type Work = Callable[[Grant], Awaitable[None]]


async def do_and_answer(
    hass: HomeAssistant,
    call: ServiceCall,
    grants: Iterable[Grant],
    work: Work,
    extra: Mapping[GrantId, list[LeftRow]] | None = None,
) -> ServiceResponse:
    """Do the work for each access, wait as long as asked, and answer for each.

    A mistake about one never discards another's. `extra`: what could not be removed.
    """
    keeper, done = keeper_of(hass), dict[str, object]()
    for grant in grants:
        try:
            await work(grant)
        except VendorError as err:
            done[grant.id] = error_of(err)
        except HomeAssistantError as err:
            done[grant.id] = err
        else:
            done[grant.id] = None
    fine = [key for key, it in done.items() if it is None]
    await keeper.rest(fine, call.data["wait"])
    for key in fine:
        row = await _row(hass, keeper, key, call)
        if extra is not None and key in extra:
            row["not_removed"] = extra[key]
        done[key] = row
    return await respond(hass, call, Target(doors=(), failures={}), done)


async def _row(
    hass: HomeAssistant, keeper: AccessKeeper, grant_id: GrantId, call: ServiceCall
) -> GrantRow:
    if shown := call.data.get(INCLUDE_PINS, False):
        await told_pin(keeper, keeper.grants[grant_id])
    return await grant_row(hass, keeper.plan_of(grant_id), with_pin=shown)


async def told_pin(keeper: AccessKeeper, grant: Grant) -> Secret | None:
    """Return the PIN of an access for somebody to know; from now on it stays."""
    await keeper.store.told_pin(grant.id)
    return keeper.grants[grant.id].pin
