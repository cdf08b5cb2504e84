"""The actions for cards, fingerprints and faces."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..credentials import CredentialDesk
from ..model.command import Outcome
from ..model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
)
from ..model.errors import NotFound
from ..model.masking import same_name
from ..model.schedule import Schedule
from . import schedule_fields
from .answers import (
    ENROLLING,
    REMOVED,
    STOPPED,
    CredentialsRow,
    CredentialWrittenRow,
    EnrollingRow,
    credential_row,
)
from .errors import ActionError
from .fields import (
    CREDENTIAL_ID,
    CREDENTIAL_TYPE,
    NAME,
    NEW_NAME,
    USER_ID,
    check_of_one_lock,
)
from .hours import Hours, read_hours
from .runner import for_each, respond
from .secrets import CREDENTIAL_DATA, typed_text
from .targets import Door, Target, async_find

DURESS: Final = "duress"
EVENT_ID: Final = "event_id"
REVERSED: Final = "reversed_bytes"

_TYPE: Final[VolDictType] = {
    probatio.Required(CREDENTIAL_TYPE): probatio.Coerce(CredentialType)
}
_CHOICE: Final[VolDictType] = {
    probatio.Optional(CREDENTIAL_TYPE): probatio.Coerce(CredentialType),
    probatio.Optional(CREDENTIAL_ID): cv.string,
    probatio.Optional(NAME): cv.string,
}

LIST_SCHEMA: Final[VolDictType] = {
    probatio.Optional(CREDENTIAL_TYPE): probatio.Coerce(CredentialType)
}
ADD_SCHEMA: Final[VolDictType] = {
    **_TYPE,
    probatio.Required(NAME): cv.string,
    probatio.Optional(CREDENTIAL_DATA): object,
    probatio.Optional(EVENT_ID): cv.string,
    probatio.Optional(REVERSED, default=False): cv.boolean,
    probatio.Optional(USER_ID): cv.string,
    **schedule_fields.SCHEMA,
}
ENROLL_SCHEMA: Final[VolDictType] = {
    **_TYPE,
    probatio.Required(NAME): cv.string,
    probatio.Optional(USER_ID): cv.string,
}
CANCEL_SCHEMA: Final[VolDictType] = _TYPE
UPDATE_SCHEMA: Final[VolDictType] = {
    **_CHOICE,
    probatio.Optional(NEW_NAME): cv.string,
    probatio.Optional(DURESS): cv.boolean,
    **schedule_fields.SCHEMA,
}
DELETE_SCHEMA: Final[VolDictType] = _CHOICE


async def get_credentials(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Read the credentials of each lock; a card's number is never part of them."""
    target, kind = async_find(hass, call), call.data.get(CREDENTIAL_TYPE)

    async def read(door: Door) -> CredentialsRow:
        found = await _desk(door).list(door.lock.id)
        return CredentialsRow(
            credentials=[credential_row(it) for it in found if kind in {None, it.type}]
        )

    return await respond(hass, call, target, await for_each(hass, target.doors, read))


async def add_credential(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Store a card by its number, or the one that was held to the lock in an event."""
    data, target = call.data, async_find(hass, call)
    number = typed_text(data.get(CREDENTIAL_DATA))
    if (number is None) is (EVENT_ID not in data):
        raise ActionError("credential_data_or_event")
    check_of_one_lock(data, target, EVENT_ID, USER_ID)
    hours, name = await read_hours(hass, data, target.doors), data[NAME].strip()

    async def add(door: Door) -> CredentialWrittenRow:
        desk = _desk(door)
        if number is None:
            held = (await desk.presented(door.lock.id, data[EVENT_ID])).data
        else:
            held = number
        draft = CredentialDraft(
            type=data[CREDENTIAL_TYPE],
            name=name,
            data=held,
            user_id=data.get(USER_ID),
            schedule=_schedule(door, hours),
            # What the lock itself read is in its own order.
            reversed_bytes=data[REVERSED] and number is not None,
        )
        added = await desk.add(door.lock.id, draft)
        status = "pending" if added.on_lock is False else "active"
        return CredentialWrittenRow(status=status, **credential_row(added))

    return await respond(hass, call, target, await for_each(hass, target.doors, add))


async def enroll_credential(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Let a lock begin to read a finger, face or card; events tell how it ends."""
    data, target = call.data, async_find(hass, call)
    if not target.single:
        # Nobody stands at two doors at once.
        raise ActionError("enrollment_of_one_lock")

    async def enroll(door: Door) -> EnrollingRow:
        await door.account.enrollments.begin(
            door.lock.id, data[CREDENTIAL_TYPE], data[NAME].strip(), data.get(USER_ID)
        )
        return EnrollingRow(status=ENROLLING)

    return await respond(hass, call, target, await for_each(hass, target.doors, enroll))


async def cancel_enrollment(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Stop reading at a lock."""
    data, target = call.data, async_find(hass, call)

    async def cancel(door: Door) -> EnrollingRow:
        await door.account.enrollments.cancel(door.lock.id, data[CREDENTIAL_TYPE])
        return EnrollingRow(status=STOPPED)

    return await respond(hass, call, target, await for_each(hass, target.doors, cancel))


async def update_credential(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Rename a credential, change its hours or whether it calls for help."""
    data, target = call.data, _chosen(hass, call)
    hours = await read_hours(hass, data, target.doors)
    name: str | None = data[NEW_NAME].strip() if NEW_NAME in data else None
    if name is None and DURESS not in data and not hours.given:
        raise ActionError("nothing_to_change")

    async def update(door: Door) -> CredentialWrittenRow:
        desk = _desk(door)
        found = await find_credential(desk, door, data)
        change = CredentialChange(
            name=name,
            duress=data.get(DURESS),
            schedule=hours.of(door, found.schedule) if hours.given else None,
        )
        wished, outcome = await desk.update(door.lock.id, found, change)
        status = "active" if outcome is Outcome.CONFIRMED else "pending"
        return CredentialWrittenRow(status=status, **credential_row(wished))

    return await respond(hass, call, target, await for_each(hass, target.doors, update))


async def delete_credential(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take a credential off the lock."""
    data, target = call.data, _chosen(hass, call)

    async def delete(door: Door) -> CredentialWrittenRow:
        desk = _desk(door)
        found = await find_credential(desk, door, data)
        outcome = await desk.delete(door.lock.id, found)
        status = REMOVED if outcome is Outcome.CONFIRMED else "removing"
        return CredentialWrittenRow(status=status, **credential_row(found))

    return await respond(hass, call, target, await for_each(hass, target.doors, delete))


def _desk(door: Door) -> CredentialDesk:
    return door.account.credentials


def _schedule(door: Door, hours: Hours) -> Schedule | None:
    return hours.of(door) if hours.given else None


def _chosen(hass: HomeAssistant, call: ServiceCall) -> Target:
    target = async_find(hass, call)
    if (CREDENTIAL_ID in call.data) is (NAME in call.data):
        raise ActionError("credential_id_or_name")
    check_of_one_lock(call.data, target, CREDENTIAL_ID)
    return target


async def find_credential(
    desk: CredentialDesk, door: Door, data: Mapping[str, Any]
) -> Credential:
    """Return the credential that a call means, read from the lock.

    Raises `NotFound`, and `ActionError` (`name_ambiguous`) when several share the name.
    """
    kind, wanted = data.get(CREDENTIAL_TYPE), data.get(CREDENTIAL_ID)
    found = [
        it
        for it in await desk.list(door.lock.id)
        if kind in {None, it.type}
        and (it.id == wanted if wanted else same_name(it.name, data[NAME]))
    ]
    if not found:
        raise NotFound("credential")
    if len(found) > 1:
        ids = [it.id for it in found]
        raise ActionError(
            "name_ambiguous_ids",
            {"ids": ", ".join(ids)},
            error="name_ambiguous",
            details={"credential_ids": ids},
        )
    return found[0]
