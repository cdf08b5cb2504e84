"""Giving access to everybody on a list, or only saying what would become of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, Final, cast

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..access.grant import DoorId
from ..actions.errors import ERROR, MESSAGE, ActionError, failure_row
from ..actions.fields import WAIT
from ..actions.grant import CHECK_ONLY
from ..actions.grant_choice import GRANT_ID
from ..const import DOMAIN
from ..model.code_rules import Violation
from ..model.reason import Reason
from .answers import ImportRowView, ImportView
from .command import Answer, Request
from .door_names import DoorNames
from .table import DOORS, NAME, PIN, Line, read_table
from .wishes import wished

CSV: Final = "csv"
DRY_RUN: Final = "dry_run"

FIELDS: Final[VolDictType] = {
    probatio.Required(CSV): object,
    probatio.Required(DRY_RUN): cv.boolean,
}

_AT_ONCE: Final = 20
"""So many are given together: one write of the file serves all of them."""

_OK, _ADDED, _FAILED = "ok", "added", "failed"


@dataclass(slots=True)
class Entry:
    """A line, and what has become of it so far. `doors`: as written until found."""

    line: Line
    doors: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    status: str = _OK
    reason: str | None = None
    message: str | None = None
    grant_id: str | None = None

    @property
    def name(self) -> str:
        """Return whose line it is."""
        return self.line.cells.get(NAME, "")

    def view(self) -> ImportRowView:
        """Return the line as a client is told of it, its PIN left out."""
        return ImportRowView(
            line=self.line.number,
            name=self.name,
            doors=self.doors,
            status=self.status,
            reason=self.reason,
            message=self.message,
            grant_id=self.grant_id,
        )


async def import_people(hass: HomeAssistant, request: Request) -> Answer:
    """Give access to everybody on a list, line by line; a mistake stops no other line.

    Each line is given at all of its doors, or at none.
    """
    lines = read_table(request.fields[CSV])
    importer = Importer(hass, request.context)
    entries = [await importer.look(line) for line in lines]
    if not request.fields[DRY_RUN]:
        fine = (it for it in entries if it.status == _OK)
        for some in batched(fine, _AT_ONCE, strict=False):
            await asyncio.gather(*map(importer.give, some))
    return ImportView(rows=[it.view() for it in entries])


class Importer:
    """Does by the action what each line of a list wishes."""

    def __init__(self, hass: HomeAssistant, context: Context) -> None:
        """Act for the user of a context."""
        self._hass, self._context = hass, context
        self._names = DoorNames(hass)
        self._taken: set[str] = set()
        self._pins: dict[tuple[DoorId, str], int] = {}

    async def look(self, line: Line) -> Entry:
        """Return what would become of a line; nothing is given."""
        entry = Entry(line=line, doors=_texts(line.cells.get(DOORS, "")))
        try:
            doors = self._read(entry)
            self._check_once(entry, doors)
            await self._act(entry, {CHECK_ONLY: True})
        except HomeAssistantError as err:
            await self._fail(entry, err)
        else:
            if entry.status == _OK:
                self._take(entry, doors)
        return entry

    async def give(self, entry: Entry) -> None:
        """Give what a line wishes."""
        try:
            rows = await self._act(entry, {WAIT: 0})
        except HomeAssistantError as err:
            await self._fail(entry, err)
            return
        entry.status = _ADDED
        given = (row[GRANT_ID] for row in rows.values() if GRANT_ID in row)
        entry.grant_id = next(given, None)

    def _read(self, entry: Entry) -> list[DoorId]:
        """Read a line. `ActionError` says what is wrong with it."""
        if not entry.line.fits:
            raise ActionError("import_cells")
        if not entry.name:
            raise ActionError(Violation.NAME_BLANK)
        if not entry.doors:
            raise ActionError("import_no_doors")
        doors = [self._names.find(it) for it in entry.doors]
        entry.doors = [self._names.name(at) for at in doors]
        entities = [self._names.entity(at) for at in doors]
        entry.data = {
            ATTR_ENTITY_ID: entities,
            NAME: entry.name,
            **wished(entry.line.cells),
        }
        return doors

    def _check_once(self, entry: Entry, doors: Sequence[DoorId]) -> None:
        """Refuse what an earlier line has already: a name, or a PIN at a lock."""
        if _names(entry) & self._taken:
            raise ActionError(Reason.NAME_IN_USE)
        for key in _pins(entry, doors):
            if (line := self._pins.get(key)) is not None:
                raise ActionError(
                    "import_pin_twice", {"line": str(line)}, error=Reason.PIN_IN_USE
                )

    def _take(self, entry: Entry, doors: Sequence[DoorId]) -> None:
        self._taken |= _names(entry)
        self._pins |= dict.fromkeys(_pins(entry, doors), entry.line.number)

    async def _act(
        self, entry: Entry, how: Mapping[str, object]
    ) -> Mapping[str, Mapping[str, str]]:
        """Call the action, and note what a lock has against it."""
        answer = await self._hass.services.async_call(
            DOMAIN,
            "grant_access",
            {**entry.data, **how},
            blocking=True,
            context=self._context,
            return_response=True,
        )
        rows = cast("Mapping[str, Mapping[str, str]]", answer)
        for entity_id, row in rows.items():
            if ERROR in row:
                entry.status, entry.reason = _FAILED, row[ERROR]
                entry.message = f"{self._name(entity_id)}: {row[MESSAGE]}"
        return rows

    def _name(self, entity_id: str) -> str:
        state = self._hass.states.get(entity_id)
        return entity_id if state is None else state.name

    async def _fail(self, entry: Entry, err: HomeAssistantError) -> None:
        row = await failure_row(self._hass, err)
        entry.status = _FAILED
        entry.reason, entry.message = str(row[ERROR]), str(row[MESSAGE])


def _texts(cell: str) -> list[str]:
    """Return the doors of a line as they are written."""
    return [text for it in cell.split(";") if (text := it.strip())]


def _names(entry: Entry) -> set[str]:
    """Return the names that the codes of an access may have."""
    name = entry.name.casefold()
    return {name, f"{name} 2"}


def _pins(entry: Entry, doors: Sequence[DoorId]) -> list[tuple[DoorId, str]]:
    pin = entry.line.cells.get(PIN)
    return [] if pin is None else [(at, pin) for at in doors]
