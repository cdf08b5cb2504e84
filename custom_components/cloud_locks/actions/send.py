"""The action `send_code`."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from .. import access
from ..access.grant import Grant
from .answers import PARTLY_SENT, SENT, RecipientRow, SentRow
from .errors import ActionError
from .fields import CODE_ID, CODE_SCHEMA, NAME, check_choice
from .grant_choice import GRANT_ID, chosen, keeper_of
from .message import LANGUAGES, Contents, Wording
from .parcels import Parcel, of_code, of_grant, of_these_minutes
from .recipients import find_recipients, tell
from .runner import Outcomes, Work, for_each, respond
from .targets import Door, EntityId, Target, async_find

DYNAMIC: Final = "dynamic"
RECIPIENT: Final = "recipient"
MESSAGE: Final = "message"
LANGUAGE: Final = "language"

SCHEMA: Final[VolDictType] = {
    **CODE_SCHEMA,
    probatio.Optional(GRANT_ID): cv.string,
    probatio.Optional(DYNAMIC, default=False): cv.boolean,
    probatio.Required(RECIPIENT): cv.entity_ids,
    probatio.Optional(MESSAGE): cv.string,
    probatio.Optional(LANGUAGE): probatio.In(LANGUAGES),
}


async def send_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Tell people the PIN of a code; it is in no event, log or answer."""
    data = call.data
    target, fetch = _sought(hass, call)
    grant = keeper_of(hass).grants[data[GRANT_ID]] if GRANT_ID in data else None
    wording = Wording.read(
        data.get(MESSAGE),
        data.get(LANGUAGE),
        home=hass.config.language,
        dynamic=data[DYNAMIC],
    )
    recipients = find_recipients(hass, data[RECIPIENT])
    fetched = await for_each(hass, target.doors, fetch)
    parcels = {key: it for key, it in fetched.items() if isinstance(it, Parcel)}
    messages = _messages(wording, parcels)
    told = await tell(hass, recipients, messages) if messages else {}
    if grant is not None and any(it["status"] == SENT for it in told.values()):
        await _note_sent(hass, grant)
    sent: Outcomes[SentRow] = {
        entity_id: _row(outcome, told) if isinstance(outcome, Parcel) else outcome
        for entity_id, outcome in fetched.items()
    }
    return await respond(hass, call, target, sent)


def _sought(hass: HomeAssistant, call: ServiceCall) -> tuple[Target, Work[Parcel]]:
    """Return the locks that a call means, and how to come by the PIN at each."""
    data = call.data
    if GRANT_ID in data:
        return _sought_of_grant(hass, call)
    target = async_find(hass, call)
    _check_choice(data, target)

    async def fetch(door: Door) -> Parcel:
        return await (of_these_minutes(door) if data[DYNAMIC] else of_code(door, data))

    return target, fetch


def _sought_of_grant(
    hass: HomeAssistant, call: ServiceCall
) -> tuple[Target, Work[Parcel]]:
    data, keeper = call.data, keeper_of(hass)
    if data[DYNAMIC] or CODE_ID in data or NAME in data:
        raise ActionError("grant_or_code")
    (grant,) = chosen(keeper, {GRANT_ID: [data[GRANT_ID]]})
    aimed = any(field in data for field in cv.ENTITY_SERVICE_FIELDS)
    only = async_find(hass, call) if aimed else None
    found = of_grant(hass, keeper, grant, only)

    async def fetch(door: Door) -> Parcel:
        # Somebody may know it from now on.
        await keeper.store.told_pin(grant.id)
        return await found.of(door)

    return found.target, fetch


async def _note_sent(hass: HomeAssistant, grant: Grant) -> None:
    """Take down that somebody was told the PIN that an access had."""
    keeper = access.async_keeper(hass)
    if keeper is not None and grant.id in keeper.grants:
        await keeper.store.sent(grant.id, grant.generation)
        keeper.async_plan(grant.id)


def _check_choice(data: Mapping[str, Any], target: Target) -> None:
    if not data[DYNAMIC]:
        check_choice(data, target)
    elif CODE_ID in data or NAME in data:
        raise ActionError("code_or_dynamic")


def _messages(wording: Wording, parcels: Mapping[EntityId, Parcel]) -> list[str]:
    """Word one message for all doors at which the same code works at the same time."""
    doors: dict[Contents, list[str]] = {}
    for parcel in parcels.values():
        doors.setdefault(parcel.contents, []).append(parcel.door)
    return [wording.write(it, names) for it, names in doors.items()]


def _row(
    parcel: Parcel, told: Mapping[EntityId, RecipientRow]
) -> SentRow | ActionError:
    """Return what became of a code; nobody told is a failure of the whole lock."""
    recipients = dict(told)
    sent = [row for row in recipients.values() if row["status"] == SENT]
    if not sent:
        return ActionError(
            "nobody_told",
            {"recipients": ", ".join(recipients)},
            details={"code_id": parcel.code_id, "recipients": recipients},
        )
    status = SENT if len(sent) == len(recipients) else PARTLY_SENT
    return SentRow(code_id=parcel.code_id, status=status, recipients=recipients)
