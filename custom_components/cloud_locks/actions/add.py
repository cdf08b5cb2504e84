"""The action `add_code`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..codes import CodeWriter, IfExists
from ..model.access_code import AccessCode, CodeChange, CodeDraft
from ..model.code_rules import PinChooser
from ..model.schedule import Schedule
from ..model.secret import Secret
from . import schedule_fields
from .answers import WrittenRow, written_row
from .fields import INCLUDE_PINS, NAME, WAIT, WRITE_SCHEMA
from .fresh_pin import is_in_use, with_fresh_pin
from .hours import read_hours
from .rules import check
from .runner import Outcomes, for_each, respond
from .secrets import PIN, typed_pin
from .targets import Door, EntityId, async_find, rules_of

IF_EXISTS: Final = "if_exists"

SCHEMA: Final[VolDictType] = {
    probatio.Required(NAME): cv.string,
    probatio.Optional(PIN): object,
    probatio.Optional(IF_EXISTS, default=IfExists.ERROR): probatio.Coerce(IfExists),
    probatio.Optional(INCLUDE_PINS, default=False): cv.boolean,
    **schedule_fields.SCHEMA,
    **WRITE_SCHEMA,
}


async def add_code(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Put one code on all locks; the same PIN everywhere."""
    data, target = call.data, async_find(hass, call)
    hours = await read_hours(hass, data, target.doors)
    name: str = data[NAME].strip()
    chosen = typed_pin(data.get(PIN), rules_of(target.doors))
    places = {
        door.entity_id: _Place(hass, door, data, name, hours.of(door), chosen)
        for door in target.doors
    }
    outcomes: Outcomes[WrittenRow] = {}

    async def attempt(pin: Secret | None) -> Outcomes[WrittenRow]:
        doors = [it for it in target.doors if places[it.entity_id].wants(outcomes)]
        outcomes.update(await for_each(hass, doors, partial(_write, places, pin)))
        return outcomes

    if chosen is not None:
        await attempt(chosen)
    else:
        await with_fresh_pin(target.doors, attempt, avoid=name)
    return await respond(hass, call, target, outcomes)


async def _write(
    places: Mapping[EntityId, _Place], pin: Secret | None, door: Door
) -> WrittenRow:
    return await places[door.entity_id].write(pin)


@dataclass(slots=True)
class _Place:
    """One lock of a call, and what the call has put on it so far."""

    hass: HomeAssistant
    door: Door
    data: Mapping[str, Any]
    name: str
    schedule: Schedule
    chosen: Secret | None
    code: AccessCode | None = None
    kept: bool = False
    """Whether a code of this name was there and stays, with a PIN of its own."""

    def wants(self, outcomes: Outcomes[WrittenRow]) -> bool:
        """Return whether an attempt with another PIN concerns this lock."""
        if (outcome := outcomes.get(self.door.entity_id)) is None:
            return True
        written = self.code is not None and not (self.kept or self._by_vendor)
        return written or is_in_use(outcome)

    @property
    def _by_vendor(self) -> bool:
        return self.chosen is None and self.door.rules.pin_chooser is PinChooser.VENDOR

    async def write(self, pin: Secret | None) -> WrittenRow:
        """Add the code; the one that this call has added gets another PIN."""
        draft = CodeDraft(
            name=self.name,
            schedule=self.schedule,
            pin=None if self._by_vendor else pin,
        )
        check(self.door.rules, pin=draft.pin, name=self.name, schedule=self.schedule)
        if self.code is None:
            self.code = await self._add(draft)
        else:
            change = CodeChange(pin=draft.pin)
            self.code = await self._writer.update(
                self.door.lock.id, self.code, change, wait=self.data[WAIT]
            )
        asked = self.data[INCLUDE_PINS] and not self.kept
        shown = (self.code.pin or draft.pin) if asked else None
        return await written_row(self.hass, self.code, shown)

    async def _add(self, draft: CodeDraft) -> AccessCode:
        lock_id, if_exists = self.door.lock.id, self.data[IF_EXISTS]
        there: tuple[AccessCode, ...] = ()
        if if_exists is IfExists.KEEP:
            there = await self.door.codes.read(lock_id)
        code = await self._writer.add(
            lock_id, draft, if_exists=if_exists, wait=self.data[WAIT]
        )
        self.kept = bool(code.id) and any(code.id == it.id for it in there)
        return code

    @property
    def _writer(self) -> CodeWriter:
        return self.door.account.code_writer
