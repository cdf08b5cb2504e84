"""Keeping digits out of texts that people and logs see.

Clouds put typed codes into records, and people name codes after their PIN.
"""

from collections.abc import Collection, Iterable
from itertools import accumulate
import re

from .secret import Secret

MASK = "••••"

_DIGITS = re.compile(r"\d+")
_GAP = r"[\W_]{0,3}"
"""What may stand between the digits of one code."""
_HIDDEN = rf"\d(?:{_GAP}\d)*"
"""What a mask may stand for."""
_GROUPS = re.compile(r"\d+(?:(?:[^\w:]|_){1,3}\d+)*")
"""Digits as people group long numbers. Around a colon they are a time of day."""


def mask(text: str, lengths: Collection[int], secrets: Iterable[Secret] = ()) -> str:
    """Return the text without the given secrets and without what may be a code.

    Digits may be a code when there are as many as codes of this lock have (`lengths`),
    in a row or in groups as people write them (`28 46 17`); a cloud puts codes there
    that we do not know. A given secret is found in groups as well.
    """
    for secret in secrets:
        if characters := secret.reveal():
            text = re.sub(_GAP.join(map(re.escape, characters)), MASK, text)
    return _GROUPS.sub(
        lambda found: MASK if _may_hold(found.group(), lengths) else found.group(), text
    )


def _may_hold(groups: str, lengths: Collection[int]) -> bool:
    """Return whether some neighbours among groups of digits make up a code.

    A text may be long, so no more of them are added up than a code can have.
    """
    longest = max(lengths, default=0)
    sizes = [len(run) for run in _DIGITS.findall(groups)]
    return any(
        total in lengths
        for first in range(len(sizes))
        for total in accumulate(sizes[first : first + longest])
    )


def tells(text: str, secret: Secret) -> bool:
    """Return whether a text holds a secret, if in groups."""
    return bool(secret.reveal()) and mask(text, (), (secret,)) != text


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same to a person, digits hidden or not.

    Case and blanks around do not count.
    """
    one, other = one.strip().casefold(), other.strip().casefold()
    return one == other or _shows(one, other) or _shows(other, one)


def hides(shown: str, full: str) -> bool:
    """Return whether a name may be shown so, and a name with other digits as well."""
    return MASK in shown and shown.strip().casefold() != full.strip().casefold()


def _shows(shown: str, full: str) -> bool:
    """Return whether a name may be shown so, with digits hidden."""
    if MASK not in shown:
        return False
    pattern = _HIDDEN.join(re.escape(part) for part in shown.split(MASK))
    return re.fullmatch(pattern, full, re.ASCII) is not None
