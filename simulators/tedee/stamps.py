"""Times as Tedee writes them: ISO 8601 in UTC, in more than one dialect.

Sources: samples of the Tedee API documentation and one public recording; fractions of
none to seven digits and both `Z` and no suffix occur.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from .switches import Switches


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How many digits follow the second, and whether a Z ends the time."""

    digits: int
    zulu: bool


RECORDED = Dialect(digits=7, zulu=False)
"""As in the recording of a lock."""
LOGGED = Dialect(digits=3, zulu=False)
"""As in samples of the activity log."""
SAMPLED = Dialect(digits=3, zulu=True)
"""As in samples of PINs and accesses."""


def stamp(moment: datetime, dialect: Dialect, switches: Switches) -> str:
    """Write a time, in the dialect unless a switch says otherwise."""
    digits, zulu = switches.fraction_digits, switches.utc_suffix
    digits = dialect.digits if digits is None else digits
    zulu = dialect.zulu if zulu is None else zulu
    moment = moment.astimezone(UTC)
    text = moment.strftime("%Y-%m-%dT%H:%M:%S")
    if digits:
        text += "." + f"{moment.microsecond:06d}0"[:digits]
    return text + ("Z" if zulu else "")


def stamp_or_none(
    moment: datetime | None, dialect: Dialect, switches: Switches
) -> str | None:
    """Write a time, or null."""
    return None if moment is None else stamp(moment, dialect, switches)


def parse_stamp(text: str) -> datetime:
    """Read a time; one without suffix is UTC. ValueError when it is none."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
