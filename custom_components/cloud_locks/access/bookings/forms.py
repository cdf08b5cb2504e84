"""The form of a booking calendar."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.calendar.const import DOMAIN as CALENDARS
from homeassistant.components.lock import DOMAIN as LOCKS
from homeassistant.helpers.selector import (
    BooleanSelector,
    DurationSelector,
    DurationSelectorConfig,
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TimeSelector,
)
import probatio

from ...const import DOMAIN
from . import choosing
from .rules import NameFrom, PinFrom

TITLE: Final = "name"

_NO_TIME: Final = {"hours": 0, "minutes": 0, "seconds": 0}
_CHECKS: Final = ("72", "24", "6", "1")

DEFAULTS: Final[Mapping[str, Any]] = {
    choosing.CHECK_IN_TIME: "15:00:00",
    choosing.CHECK_OUT_TIME: "11:00:00",
    choosing.EARLY: _NO_TIME,
    choosing.LATE: _NO_TIME,
    choosing.IGNORE: ["not available", "nicht verfügbar", r"^closed\b", r"^blocked\b"],
    choosing.NAME_FROM: NameFrom.SUMMARY.value,
    choosing.PIN_FROM: PinFrom.RANDOM.value,
    choosing.REFRESH_EVERY: {"hours": 0, "minutes": 15, "seconds": 0},
    choosing.CHECK_BEFORE: ["24", "1"],
    choosing.ALLOW_HOME_ASSISTANT: False,
}

_SELECTORS: Final[Mapping[str, Any]] = {
    TITLE: TextSelector(),
    choosing.CALENDAR: EntitySelector(
        EntitySelectorConfig(
            filter=EntityWithDeviceFilterSelectorConfig(domain=CALENDARS)
        )
    ),
    choosing.DOORS: EntitySelector(
        EntitySelectorConfig(
            filter=EntityWithDeviceFilterSelectorConfig(
                domain=LOCKS, integration=DOMAIN
            ),
            multiple=True,
        )
    ),
    choosing.CHECK_IN_TIME: TimeSelector(),
    choosing.CHECK_OUT_TIME: TimeSelector(),
    choosing.EARLY: DurationSelector(DurationSelectorConfig(enable_day=False)),
    choosing.LATE: DurationSelector(DurationSelectorConfig(enable_day=False)),
    choosing.IGNORE: TextSelector(TextSelectorConfig(multiple=True)),
    choosing.NAME_FROM: SelectSelector(
        SelectSelectorConfig(
            options=[it.value for it in NameFrom],
            mode=SelectSelectorMode.LIST,
            translation_key="name_from",
        )
    ),
    choosing.PIN_FROM: SelectSelector(
        SelectSelectorConfig(
            options=[it.value for it in PinFrom],
            mode=SelectSelectorMode.LIST,
            translation_key="pin_from",
        )
    ),
    choosing.REFRESH_EVERY: DurationSelector(DurationSelectorConfig(enable_day=False)),
    choosing.CHECK_BEFORE: SelectSelector(
        SelectSelectorConfig(
            options=list(_CHECKS),
            multiple=True,
            mode=SelectSelectorMode.LIST,
            translation_key="check_before",
        )
    ),
    choosing.CLEANER: TextSelector(),
    choosing.ALLOW_HOME_ASSISTANT: BooleanSelector(),
}

_MAY_BE_EMPTY: Final = {choosing.IGNORE, choosing.CHECK_BEFORE, choosing.CLEANER}


def booking_schema(shown: Mapping[str, Any]) -> probatio.Schema:
    """Return the form, filled in with what is `shown`.

    What may be left empty is only suggested, as a default would come back.
    """
    fields: dict[probatio.Marker, Any] = {}
    for key, selector in _SELECTORS.items():
        described = {"suggested_value": shown.get(key)}
        kind = probatio.Optional if key in _MAY_BE_EMPTY else probatio.Required
        fields[kind(key, description=described)] = selector
    return probatio.Schema(fields)
