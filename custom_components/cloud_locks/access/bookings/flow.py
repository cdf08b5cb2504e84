"""The form of a booking calendar: adding one, and changing it."""

from collections.abc import Mapping
import re
from typing import Any, Final

from homeassistant.config_entries import (
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.util import dt as dt_util

from ...actions.errors import ActionError
from ...actions.grant import door_id
from ...actions.rules import new_pin
from ...actions.targets import Door, async_door
from ...const import DOMAIN
from ...model.capabilities import Capability
from ...model.code_rules import PinChooser
from ...model.schedule import Schedule
from ..grant import DoorId
from ..holding import holding, rounded_for
from ..naming import async_lock_entity
from . import choosing
from .forms import DEFAULTS, TITLE, booking_schema

SUBENTRY: Final = "booking"

type Input = dict[str, Any] | None


class RefusedError(Exception):
    """What was filled in cannot be; `error` is the key of its sentence."""

    def __init__(self, field: str, error: str) -> None:
        """Say at which field the sentence is shown."""
        super().__init__(field, error)
        self.field, self.error = field, error


class BookingFlow(ConfigSubentryFlow):
    """Ask which calendar opens which doors, and how its events are read."""

    async def async_step_user(self, user_input: Input = None) -> SubentryFlowResult:
        """Add a calendar."""
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                title, data = self._checked(user_input)
            except RefusedError as err:
                errors = {err.field: err.error}
            else:
                return self.async_create_entry(title=title, data=data)
        return self.async_show_form(
            step_id="user",
            data_schema=booking_schema(DEFAULTS if user_input is None else user_input),
            errors=errors,
        )

    async def async_step_reconfigure(
        self, user_input: Input = None
    ) -> SubentryFlowResult:
        """Change how a calendar is read; what it gave follows at once."""
        entry, subentry = self._get_entry(), self._get_reconfigure_subentry()
        errors: dict[str, str] = {}
        if user_input is not None:
            try:
                title, data = self._checked(user_input, subentry)
            except RefusedError as err:
                errors = {err.field: err.error}
            else:
                return self.async_update_and_abort(
                    entry, subentry, title=title, data=data
                )
        shown = _shown(self.hass, subentry) if user_input is None else user_input
        return self.async_show_form(
            step_id="reconfigure", data_schema=booking_schema(shown), errors=errors
        )

    def _checked(
        self, typed: Mapping[str, Any], changed: ConfigSubentry | None = None
    ) -> tuple[str, dict[str, Any]]:
        """Return title and data of what was filled in; or raise RefusedError."""
        title = typed[TITLE].strip()
        if not title:
            raise RefusedError(TITLE, "name_blank")
        _check_calendar(self.hass, typed[choosing.CALENDAR])
        _check_patterns(typed.get(choosing.IGNORE, []))
        every = cv.time_period_dict(typed[choosing.REFRESH_EVERY])
        if every < choosing.LEAST_REFRESH:
            raise RefusedError(choosing.REFRESH_EVERY, "refresh_too_often")
        allow = typed[choosing.ALLOW_HOME_ASSISTANT]
        doors = _doors(self.hass, typed[choosing.DOORS], allow=allow)
        ids = tuple(map(door_id, doors))
        self._check_other_calendars(typed[choosing.CALENDAR], ids, changed)
        data = {key: it for key, it in typed.items() if key != TITLE}
        cleaner = data.pop(choosing.CLEANER, "").strip()
        return title, {
            **data,
            choosing.DOORS: choosing.door_rows(ids),
            choosing.IGNORE: typed.get(choosing.IGNORE, []),
            choosing.CHECK_BEFORE: typed.get(choosing.CHECK_BEFORE, []),
            **({choosing.CLEANER: cleaner} if cleaner else {}),
        }

    def _check_other_calendars(
        self, calendar: str, doors: tuple[DoorId, ...], changed: ConfigSubentry | None
    ) -> None:
        """Refuse what would give every guest two codes at one door."""
        for other in self._get_entry().subentries.values():
            if changed is not None and other.subentry_id == changed.subentry_id:
                continue
            rules = choosing.rules_of_subentry(other)
            if rules.calendar == calendar and set(rules.doors) & set(doors):
                raise RefusedError(choosing.CALENDAR, "calendar_in_use")


def _check_calendar(hass: HomeAssistant, calendar: str) -> None:
    registered = er.async_get(hass).async_get(calendar)
    if registered is not None and registered.platform == DOMAIN:
        # It shows the access that it would make, which would make more of it.
        raise RefusedError(choosing.CALENDAR, "calendar_own")
    if registered is None and hass.states.get(calendar) is None:
        raise RefusedError(choosing.CALENDAR, "calendar_unknown")


def _check_patterns(patterns: list[str]) -> None:
    for pattern in patterns:
        try:
            empty = re.search(pattern, "") is not None
        except re.error:
            raise RefusedError(choosing.IGNORE, "pattern_invalid") from None
        if empty:
            raise RefusedError(choosing.IGNORE, "pattern_ignores_all")


def _doors(hass: HomeAssistant, entities: list[str], *, allow: bool) -> list[Door]:
    """Return the locks of a form, all of which can be opened by guests' codes."""
    if not entities:
        raise RefusedError(choosing.DOORS, "no_doors")
    try:
        doors = [async_door(hass, it) for it in entities]
    except ActionError:
        raise RefusedError(choosing.DOORS, "lock_unknown") from None
    for door in doors:
        _check_door(door, allow=allow)
    try:
        new_pin(doors, avoid="")
    except ActionError:
        raise RefusedError(choosing.DOORS, "no_common_pin") from None
    return doors


def _check_door(door: Door, *, allow: bool) -> None:
    """Refuse a lock that no guest's code can be on, or not in its hours."""
    rules = door.lock.code_rules
    if rules is None or not door.lock.can(Capability.CODES):
        raise RefusedError(choosing.DOORS, "no_codes")
    if rules.pin_chooser is PinChooser.VENDOR:
        raise RefusedError(choosing.DOORS, "pin_chosen_by_vendor")
    now = dt_util.utcnow()
    stay = rounded_for(rules, Schedule.window(now, now + choosing.LEAST_REFRESH))
    if holding(rules, stay, now, allow=allow) is None:
        raise RefusedError(choosing.DOORS, "hours_not_kept")


def _shown(hass: HomeAssistant, subentry: ConfigSubentry) -> dict[str, Any]:
    """Return what stands in the form of a calendar: locks as they are called now."""
    rules = choosing.rules_of_subentry(subentry)
    doors = [async_lock_entity(hass, it) for it in rules.doors]
    return {
        **subentry.data,
        TITLE: subentry.title,
        choosing.DOORS: [it for it in doors if it is not None],
    }
