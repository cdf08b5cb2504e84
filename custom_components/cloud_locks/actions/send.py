"""The action `send_code`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.capabilities import Capability
from ..model.errors import Unsupported
from .answers import PARTLY_SENT, SENT, RecipientRow, SentRow
from .errors import ActionError
from .fields import CODE_ID, CODE_SCHEMA, NAME, check_choice, find_code
from .message import LANGUAGES, Contents, Wording
from .recipients import find_recipients, tell
from .rules import hours_of
from .runner import Outcomes, for_each, respond
from .targets import Door, EntityId, Target, async_find

DYNAMIC: Final = "dynamic"
RECIPIENT: Final = "recipient"
MESSAGE: Final = "message"
LANGUAGE: Final = "language"

SCHEMA: Final[VolDictType] = {
    **CODE_SCHEMA,
    probatio.Optional(DYNAMIC, default=False): cv.boolean,
    probatio.Required(RECIPIENT): cv.entity_ids,
    probatio.Optional(MESSAGE): cv.string,
    probatio.Optional(LANGUAGE): probatio.In(LANGUAGES),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A code that is ready to be sent."""

    door: str
    code_id: str | None
    contents: Contents


async def send_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Tell people the PIN of a code; it is in no event, log or answer."""
    data, target = call.data, async_find(hass, call)
    _check_choice(data, target)
    wording = Wording.read(
        data.get(MESSAGE),
        data.get(LANGUAGE),
        home=hass.config.language,
        dynamic=data[DYNAMIC],
    )
    recipients = find_recipients(hass, data[RECIPIENT])

    async def fetch(door: Door) -> Parcel:
        return await (_dynamic(door) if data[DYNAMIC] else _of_code(door, data))

    fetched = await for_each(hass, target.doors, fetch)
    parcels = {key: it for key, it in fetched.items() if isinstance(it, Parcel)}
    messages = await _messages(hass, wording, parcels)
    told = await tell(hass, recipients, messages) if messages else {}
    sent: Outcomes[SentRow] = {
        entity_id: _row(outcome, told) if isinstance(outcome, Parcel) else outcome
        for entity_id, outcome in fetched.items()
    }
    return await respond(hass, call, target, sent)


def _check_choice(data: Mapping[str, Any], target: Target) -> None:
    if not data[DYNAMIC]:
        check_choice(data, target)
    elif CODE_ID in data or NAME in data:
        raise ActionError("code_or_dynamic")


async def _of_code(door: Door, data: Mapping[str, Any]) -> Parcel:
    code = await find_code(door, data)
    if not door.rules.pins_readable:
        raise ActionError("pin_not_readable")
    full = await door.codes.in_full(door.lock.id, code)
    if full.pin is None:
        raise ActionError("pin_not_readable")
    hours = full.schedule or await hours_of(door, code)
    contents = Contents(
        pin=full.pin,
        name=code.name,
        start=hours.start if hours else None,
        end=hours.end if hours else None,
    )
    return Parcel(door=door.lock.name, code_id=code.id, contents=contents)


async def _dynamic(door: Door) -> Parcel:
    part = door.account.cloud.parts.dynamic_codes
    if part is None or not door.lock.can(Capability.DYNAMIC_CODES):
        raise Unsupported("dynamic codes")
    code = await part.current(door.lock.id)
    contents = Contents(pin=code.pin, name="", start=None, end=code.valid_until)
    return Parcel(door=door.lock.name, code_id=None, contents=contents)


async def _messages(
    hass: HomeAssistant, wording: Wording, parcels: Mapping[EntityId, Parcel]
) -> list[str]:
    """Word one message for all doors at which the same code works at the same time."""
    doors: dict[Contents, list[str]] = {}
    for parcel in parcels.values():
        doors.setdefault(parcel.contents, []).append(parcel.door)
    return [await wording.write(hass, it, names) for it, names in doors.items()]


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
