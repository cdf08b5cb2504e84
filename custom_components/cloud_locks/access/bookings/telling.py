"""What an event tells of a guest: a name, a phone number, who it may be."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
import re
from typing import Final
from unicodedata import category, normalize

from ...model.code_rules import CodeRules
from ...model.masking import MASK, mask
from ...model.secret import Secret
from .booking import BookingEvent
from .rules import BookingRules, NameFrom

_GUEST: Final = re.compile(
    r"^\s*(?:guest|guest name|name|gast|name des gastes)\s*:\s*(\S.*?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LAST_FOUR: Final = re.compile(
    r"(?:last|letzte)\w*\s*(?:4|four|vier)\s*(?:digits|ziffern|stellen)"
    r"\W{0,5}(\d{4})(?!\d)",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?:(?:phone|mobile|telephone|tel|telefon|mobil|handy)[^\d+\n]{0,20}|(?=\+))"
    r"(\+?\d(?:[ ()/.-]{0,3}\d){6,14})(?!\d)",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PIN_LENGTHS: Final = range(4, 13)
_SECOND_PIN: Final = len(" 2")
_UNPRINTABLE: Final = {"Cc", "Cs", "Zl", "Zp"}


def phone_digits(event: BookingEvent) -> Secret | None:
    """Return the last four digits of the phone number in an event."""
    if found := _LAST_FOUR.search(event.text):
        return Secret(found[1])
    if found := _PHONE.search(event.text):
        return Secret(re.sub(r"\D", "", found[1])[-4:])
    return None


def guest_key(event: BookingEvent) -> str | None:
    """Return a mark by which a guest is known again; None when nothing is sure enough.

    A name alone is not: at some agencies every guest is called "Reserved". Four digits
    alone are not either, so the name goes with them.
    """
    if found := _MAIL.search(event.text):
        known = found[0].casefold()
    elif (phone := phone_digits(event)) is not None:
        known = f"{phone.reveal()} {event.summary.strip().casefold()}"
    else:
        return None
    return sha256(known.encode()).hexdigest()


def guest_name(event: BookingEvent, rules: BookingRules) -> str:
    """Return how the access of a guest is to be called, without long numbers."""
    day = event.start.date() if isinstance(event.start, datetime) else event.start
    dated = f"{rules.title} {day.isoformat()}"
    if rules.name_from is NameFrom.DATE:
        return dated
    line = _GUEST.search(event.description)
    told = event.summary
    if rules.name_from is NameFrom.GUEST_LINE and line:
        told = line[1]
    bare = mask(told, _PIN_LENGTHS).replace(MASK, " ")
    return " ".join(bare.split()) or dated


def names_for(
    name: str, endings: Iterable[str], rules: Iterable[CodeRules]
) -> Iterator[str]:
    """Yield names that every lock takes, the plainest first; some may be taken."""
    every = tuple(rules)
    yield _fitting(name, "", every)
    for ending in endings:
        yield _fitting(name, f" {ending}", every)


def endings_of(event: BookingEvent) -> Iterator[str]:
    """Yield what tells guests of one name apart: the day on which they arrive."""
    for letter in ("", *"bcdefghijk"):
        yield f"{event.start:%m-%d}{letter}"


def _fitting(name: str, ending: str, rules: tuple[CodeRules, ...]) -> str:
    """Return a name cut before its ending, with room for the name of a second PIN."""
    if any(it.name_ascii for it in rules):
        name, ending = _plain(name), _plain(ending)
    name = "".join(it for it in name if category(it) not in _UNPRINTABLE)
    limits = [it.name_max_bytes for it in rules if it.name_max_bytes is not None]
    if limits:
        room = max(0, min(limits) - _SECOND_PIN - len(ending.encode()))
        name = name.encode()[:room].decode(errors="ignore")
    return f"{name.strip()}{ending}"


def _plain(text: str) -> str:
    """Return a text without accents and without what has no Latin letter."""
    return normalize("NFKD", text).encode("ascii", "ignore").decode()
