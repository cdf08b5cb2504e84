"""Sentences without waiting: rows are made where something has just changed."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import (
    async_get_cached_translations,
    async_get_translations,
)

from ..access.naming import key_of, key_of_card
from ..const import DOMAIN
from ..model.reason import Reason

_EXCEPTIONS, _ISSUES = "exceptions", "issues"


async def async_read_words(hass: HomeAssistant) -> None:
    """Have the sentences of this Home Assistant's language at hand from now on."""
    for section in (_EXCEPTIONS, _ISSUES):
        await async_get_translations(hass, hass.config.language, section, [DOMAIN])


@callback
def async_sentence(hass: HomeAssistant, key: str) -> str:
    """Return the sentence of an error; its key when there is none."""
    return _text(hass, _EXCEPTIONS, f"{key}.message", {}) or key


@callback
def async_sentence_of_access(hass: HomeAssistant, reason: Reason) -> str:
    """Return the sentence of a reason, as it is to be said of an access."""
    return async_sentence(hass, key_of(reason))


@callback
def async_sentence_of_card(hass: HomeAssistant, reason: Reason) -> str:
    """Return the sentence of a reason, as it is to be said of a card."""
    return async_sentence(hass, key_of_card(reason))


@callback
def async_issue_text(
    hass: HomeAssistant, key: str, placeholders: Mapping[str, str]
) -> str:
    """Return a text of a repair; empty when there is none of that key."""
    return _text(hass, _ISSUES, key, placeholders)


def _text(
    hass: HomeAssistant, section: str, key: str, placeholders: Mapping[str, str]
) -> str:
    texts = async_get_cached_translations(hass, hass.config.language, section, DOMAIN)
    found = texts.get(f"component.{DOMAIN}.{section}.{key}", "")
    return found.format(**placeholders) if placeholders else found
