"""The words in which a PIN is sent to a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Final

from homeassistant.util import dt as dt_util

from ..model.secret import Secret
from .errors import ActionError
from .message_words import WORDS, Words

_PIN: Final = "pin"
PLACEHOLDERS: Final = (_PIN, "name", "doors", "start", "end")
_OF_DYNAMIC: Final = (_PIN, "doors", "start", "end")
"""A dynamic code has no name."""

LANGUAGES: Final = tuple(WORDS)


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

    def write(self, contents: Contents, doors: Collection[str]) -> str:
        """Return the message. It holds the digits: only for the recipient."""
        words = WORDS[self.language]
        values = {
            _PIN: contents.pin.reveal(),
            "name": contents.name,
            "doors": ", ".join(doors),
            "start": _moment(contents.start, words) or words.now,
            "end": _moment(contents.end, words) or words.open,
        }
        return (self.template or _sentences(contents, words)).format(**values)


def _sentences(contents: Contents, words: Words) -> str:
    """Return our own template, as far as the code has a beginning and an end."""
    if contents.start is None and contents.end is None:
        return words.code
    if contents.start is None:
        return f"{words.code} {words.until}"
    hours = words.since if contents.end is None else words.between
    return f"{words.code} {hours}"


def _moment(moment: datetime | None, words: Words) -> str | None:
    """Return a moment by the clock of the home; None when there is none."""
    if moment is None:
        return None
    return moment.astimezone(dt_util.get_default_time_zone()).strftime(words.clock)


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
