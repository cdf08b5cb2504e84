"""The forms of the options."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from homeassistant.const import PERCENTAGE
from homeassistant.helpers.selector import (
    BooleanSelector,
    DateSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

from .const import (
    CONF_BUDGET,
    CONF_CALLS,
    CONF_KEEP_PINS,
    CONF_KEY_ENDS,
    CONF_MANAGERS,
    CONF_RECORD_NAMES,
    DEFAULT_BUDGET,
)
from .forms import text_selector
from .names import RecordNames

LOCK_ID: Final = "lock"
CONFIRM_CODE: Final = "confirm_code"
CONFIRM_CODE_AGAIN: Final = "confirm_code_again"
PIN_LENGTH: Final = "pin_length"
PIN_LENGTH_BY_ITSELF: Final = "by_itself"

_BUDGET: Final = NumberSelectorConfig(
    min=20, max=100, unit_of_measurement=PERCENTAGE, mode=NumberSelectorMode.SLIDER
)

_CALLS: Final = NumberSelectorConfig(
    min=1000, max=100_000_000, step=1, mode=NumberSelectorMode.BOX
)


def access_schema(
    users: Mapping[str, str], shown: Mapping[str, Any]
) -> probatio.Schema:
    """Return the form for the whole house; `users` are names by the id of a user."""
    # Who was chosen once and is an administrator by now would not fit the list.
    chosen = [user for user in shown.get(CONF_MANAGERS, ()) if user in users]
    managers = probatio.Optional(CONF_MANAGERS, description=_suggested(chosen))
    names = probatio.Required(
        CONF_RECORD_NAMES, default=shown.get(CONF_RECORD_NAMES, RecordNames.FULL.value)
    )
    return probatio.Schema(
        {
            managers: SelectSelector(
                SelectSelectorConfig(
                    options=_by_name(users),
                    multiple=True,
                    mode=SelectSelectorMode.DROPDOWN,
                )
            ),
            names: SelectSelector(
                SelectSelectorConfig(
                    options=[it.value for it in RecordNames],
                    mode=SelectSelectorMode.LIST,
                    translation_key="record_names",
                )
            ),
            probatio.Required(
                CONF_KEEP_PINS, default=shown.get(CONF_KEEP_PINS, True)
            ): BooleanSelector(),
        }
    )


def account_schema(
    shown: Mapping[str, Any], *, with_end: bool, calls: int | None = None
) -> probatio.Schema:
    """Return the form of an account.

    `with_end`: ask also when its key ends. `calls`: what is assumed of its quota; ask
    for the true number.
    """
    budget = probatio.Required(
        CONF_BUDGET, default=shown.get(CONF_BUDGET, DEFAULT_BUDGET)
    )
    fields: dict[probatio.Marker, Any] = {budget: NumberSelector(_BUDGET)}
    if calls is not None:
        key = probatio.Required(CONF_CALLS, default=shown.get(CONF_CALLS, calls))
        fields[key] = NumberSelector(_CALLS)
    if with_end:
        ends = _suggested(shown.get(CONF_KEY_ENDS))
        fields[probatio.Optional(CONF_KEY_ENDS, description=ends)] = DateSelector()
    return probatio.Schema(fields)


def pin_length_schema(
    locks: Mapping[str, str], lengths: Iterable[int]
) -> probatio.Schema:
    """Return the choice of a lock and of its number of digits, or of none."""
    choices = [PIN_LENGTH_BY_ITSELF, *(str(it) for it in sorted(lengths))]
    length = SelectSelector(
        SelectSelectorConfig(
            options=choices,
            mode=SelectSelectorMode.LIST,
            translation_key=PIN_LENGTH,
        )
    )
    return lock_schema(locks).extend({probatio.Required(PIN_LENGTH): length})


def lock_schema(locks: Mapping[str, str]) -> probatio.Schema:
    """Return the choice of a lock; `locks` are names by the id of a lock."""
    selector = SelectSelector(
        SelectSelectorConfig(options=_by_name(locks), mode=SelectSelectorMode.LIST)
    )
    return probatio.Schema({probatio.Required(LOCK_ID): selector})


def confirm_code_schema() -> probatio.Schema:
    """Return the form for a confirmation code; both fields may stay empty."""
    return probatio.Schema(
        {
            # An error about a secret field must not show what is in it.
            probatio.Optional(probatio.Secret(field)): text_selector(secret=True)
            for field in (CONFIRM_CODE, CONFIRM_CODE_AGAIN)
        }
    )


def _suggested(value: object) -> dict[str, object]:
    return {"suggested_value": value}


def _by_name(names: Mapping[str, str]) -> list[SelectOptionDict]:
    return [
        SelectOptionDict(value=key, label=names[key])
        for key in sorted(names, key=lambda key: names[key].casefold())
    ]
