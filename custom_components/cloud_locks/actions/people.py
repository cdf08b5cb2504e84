"""The actions for people in the vendor's app: owners, guests, members, eKeys."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.command import Outcome
from ..model.errors import NotFound
from ..model.masking import same_name
from ..model.people import Role, User, UserChange, UserDraft
from ..model.reason import Reason
from . import schedule_fields
from .answers import REMOVED
from .errors import ActionError
from .fields import NAME, NEW_NAME, USER_ID, check_of_one_lock
from .hours import read_hours
from .runner import for_each, respond
from .secrets import ACCOUNT, typed_account
from .targets import Door, Target, async_find
from .user_rows import UsersRow, UserWrittenRow, user_row, user_written_row

ROLE: Final = "role"
REMOTE: Final = "remote"
ENABLED: Final = "enabled"

_CHOICE: Final[VolDictType] = {
    probatio.Optional(USER_ID): cv.string,
    probatio.Optional(NAME): cv.string,
}

ADD_SCHEMA: Final[VolDictType] = {
    probatio.Required(NAME): cv.string,
    probatio.Optional(ACCOUNT): object,
    probatio.Optional(ROLE, default=Role.GUEST): probatio.Coerce(Role),
    probatio.Optional(REMOTE, default=True): cv.boolean,
    **schedule_fields.SCHEMA,
}
UPDATE_SCHEMA: Final[VolDictType] = {
    **_CHOICE,
    probatio.Optional(NEW_NAME): cv.string,
    probatio.Optional(ROLE): probatio.Coerce(Role),
    probatio.Optional(REMOTE): cv.boolean,
    probatio.Optional(ENABLED): cv.boolean,
    **schedule_fields.SCHEMA,
}
DELETE_SCHEMA: Final[VolDictType] = _CHOICE


async def get_users(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Read who has access to each lock through the vendor's app."""
    target = async_find(hass, call)

    async def read(door: Door) -> UsersRow:
        users = await door.account.people.list(door.lock.id)
        links = door.account.links
        return UsersRow(
            users=[user_row(it, links.async_person(door.lock.id, it)) for it in users]
        )

    return await respond(hass, call, target, await for_each(hass, target.doors, read))


async def add_user(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Give a person access to each lock; where they are new to it, an invitation."""
    data, target = call.data, async_find(hass, call)
    account = typed_account(data.get(ACCOUNT))
    hours, name = await read_hours(hass, data, target.doors), data[NAME].strip()

    async def add(door: Door) -> UserWrittenRow:
        draft = UserDraft(
            name=name,
            account=account,
            role=data[ROLE],
            remote=data[REMOTE],
            schedule=hours.of(door) if hours.given else None,
        )
        added = await door.account.people.add(door.lock.id, draft)
        return user_written_row(added, "pending" if added.pending else "active")

    return await respond(hass, call, target, await for_each(hass, target.doors, add))


async def update_user(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Change what a person may do; what is not given stays."""
    data, target = call.data, _chosen(hass, call)
    hours = await read_hours(hass, data, target.doors)
    name: str | None = data[NEW_NAME].strip() if NEW_NAME in data else None
    if not hours.given and not {NEW_NAME, ROLE, REMOTE, ENABLED} & data.keys():
        raise ActionError("nothing_to_change")

    async def update(door: Door) -> UserWrittenRow:
        people = door.account.people
        user = find_user(await people.list(door.lock.id), data)
        change = UserChange(
            name=name,
            role=data.get(ROLE),
            remote=data.get(REMOTE),
            enabled=data.get(ENABLED),
            schedule=hours.of(door, user.schedule) if hours.given else None,
        )
        wished, outcome = await people.update(door.lock.id, user, change)
        done = outcome is Outcome.CONFIRMED
        return user_written_row(wished, "active" if done else "pending")

    return await respond(hass, call, target, await for_each(hass, target.doors, update))


async def delete_user(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take a person's access away."""
    data, target = call.data, _chosen(hass, call)

    async def delete(door: Door) -> UserWrittenRow:
        people = door.account.people
        user = find_user(await people.list(door.lock.id), data)
        outcome = await people.delete(door.lock.id, user)
        done = outcome is Outcome.CONFIRMED
        return user_written_row(user, REMOVED if done else "removing")

    return await respond(hass, call, target, await for_each(hass, target.doors, delete))


def _chosen(hass: HomeAssistant, call: ServiceCall) -> Target:
    target = async_find(hass, call)
    if (USER_ID in call.data) is (NAME in call.data):
        raise ActionError("user_id_or_name")
    check_of_one_lock(call.data, target, USER_ID)
    return target


def find_user(
    users: Iterable[User], data: Mapping[str, Any], *, name_field: str = NAME
) -> User:
    """Return the user that a call means by id or by name.

    Raises `NotFound`, and `ActionError` (`name_ambiguous`) when several share the name.
    """
    wanted = data.get(USER_ID)
    found = [
        user
        for user in users
        if (user.id == wanted if wanted else same_name(user.name, data[name_field]))
    ]
    if not found:
        raise NotFound("user")
    if len(found) > 1:
        ids = [user.id for user in found]
        raise ActionError(
            "user_ambiguous_ids",
            {"ids": ", ".join(ids)},
            error=Reason.NAME_AMBIGUOUS,
            details={"user_ids": ids},
        )
    return found[0]
