"""What of people's names may stand in states, events, repairs and so in the database.

Whoever may log in reads states and repairs; what the actions answer is for those who
may manage codes, and tells names in full.
"""

from collections.abc import Mapping
from enum import StrEnum
import re
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback

from . import access
from .const import CONF_RECORD_NAMES
from .model.masking import MASK

_WORD: Final = re.compile(r"[^\W\d_]\w*")
"""Begins with a letter, of any alphabet."""


class RecordNames(StrEnum):
    """The choices of the option `record_names`."""

    FULL = "full"
    INITIALS = "initials"
    NONE = "none"


@callback
def async_record_names(hass: HomeAssistant) -> RecordNames:
    """Return what was chosen; names in full before anything was."""
    return RecordNames(access.options(hass).get(CONF_RECORD_NAMES, RecordNames.FULL))


@callback
def async_shown(hass: HomeAssistant, name: str | None) -> str | None:
    """Return what of a name may be shown; None when nothing may."""
    if name is None:
        return None
    choice = async_record_names(hass)
    if choice is RecordNames.INITIALS:
        return initials(name)
    return name if choice is RecordNames.FULL else None


@callback
def async_label(hass: HomeAssistant, name: str) -> str:
    """Return the same where something has to stand: a sign for a hidden name."""
    return async_shown(hass, name) or MASK


@callback
def async_shown_in_event(
    hass: HomeAssistant, attributes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what an event may say: who it was, and the entity of a person.

    The id of a person's entity is made of the name, so it is told with full names only.
    """
    shown = dict(attributes)
    if "who" in shown:
        shown["who"] = async_shown(hass, shown["who"])
    if async_record_names(hass) is not RecordNames.FULL:
        shown.pop("person", None)
    return shown


def initials(name: str) -> str:
    """Return the first letters of a name's words, `R. C.` for `Rosa, cleaning`."""
    letters = [word[0].upper() for word in _WORD.findall(name)]
    return " ".join(f"{letter}." for letter in letters) or MASK
