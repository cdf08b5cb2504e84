"""PINs that a stranger at the keypad would try: a matter of habit, not of any lock."""

from itertools import pairwise
import re

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"

_BLOCK_TWICE = re.compile(r"(..+)\1")
_TWO_DOUBLES = re.compile(r"(.)\1(.)\2")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(rf"(?:{_DAY}{_MONTH}|{_MONTH}{_DAY})(?:\d\d)?|\d\d{_MONTH}{_DAY}")


def is_guessable(pin: str) -> bool:
    """Return whether a PIN holds one of the patterns that people choose and try.

    Anywhere in it: three characters in equal steps, also across 9 and 0 (345, 864, 111,
    890); a block twice in a row (1212, 123123); two doubles in a row (1122); a year of
    the last or this century. As a whole: a palindrome, or day, month and year.
    """
    return (
        _has_run(pin)
        or pin == pin[::-1]
        or any(pattern.search(pin) for pattern in (_BLOCK_TWICE, _TWO_DOUBLES, _YEAR))
        or _DATE.fullmatch(pin) is not None
    )


def _has_run(pin: str) -> bool:
    """Return whether three characters in a row go up or down by equal steps."""
    steps = [(ord(after) - ord(before)) % 10 for before, after in pairwise(pin)]
    return any(one == next_one for one, next_one in pairwise(steps))
