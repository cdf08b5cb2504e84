"""The words in which a PIN is sent to a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..helpers import text
from ..model.secret import Secret
from .errors import ActionError

_PIN: Final = "pin"
PLACEHOLDERS: Final = (_PIN, "name", "doors", "start", "end")
_OF_DYNAMIC: Final = (_PIN, "doors", "start", "end")
"""A dynamic code has no name."""

_DATE_TIME: Final = {"en": "%d %B %Y, %H:%M", "de": "%d.%m.%Y, %H:%M"}
LANGUAGES: Final = tuple(_DATE_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a message may tell; codes of several doors with the same are one message."""

    pin: Secret
    name: str
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Wording:
    """How messages of a call are worded: the caller's template, else ours."""

    template: str | None
    language: str

    @classmethod
    def read(
        cls, template: str | None, language: str | None, *, home: str, dynamic: bool
    ) -> Wording:
        """Refuse a template with placeholders that nothing would fill.

        `home` is the language of Home Assistant, used when the caller names none.
        """
        if template is not None:
            _check(template, _OF_DYNAMIC if dynamic else PLACEHOLDERS)
        wanted = language or home.partition("-")[0]
        return cls(template, wanted if wanted in LANGUAGES else LANGUAGES[0])

    async def write(
        self, hass: HomeAssistant, contents: Contents, doors: Collection[str]
    ) -> str:
        """Return the message. It holds the digits: only for the recipient."""
        values = {
            _PIN: contents.pin.reveal(),
            "name": contents.name,
            "doors": ", ".join(doors),
            "start": await self._moment(hass, contents.start, "code_from_now"),
            "end": await self._moment(hass, contents.end, "code_until_recalled"),
        }
        if self.template is not None:
            return self.template.format(**values)
        limited = contents.start is not None or contents.end is not None
        key = "code_message_window" if limited else "code_message"
        return await text(hass, "common", key, values, language=self.language)

    async def _moment(
        self, hass: HomeAssistant, moment: datetime | None, unlimited: str
    ) -> str:
        if moment is None:
            return await text(hass, "common", unlimited, {}, language=self.language)
        local = moment.astimezone(dt_util.get_default_time_zone())
        return local.strftime(_DATE_TIME[self.language])


def _check(template: str, known: Collection[str]) -> None:
    """Take bare names only: `{pin.x}` and `{pin!r}` look into objects."""
    try:
        fields = [
            (name, spec, conversion)
            for _, name, spec, conversion in Formatter().parse(template)
            if name is not None
        ]
    except ValueError:
        raise ActionError("placeholder_braces") from None
    for name, spec, conversion in fields:
        if name not in known or spec or conversion:
            raise ActionError(
                "placeholder_unknown",
                {"placeholder": name, "known": ", ".join(known)},
            )
