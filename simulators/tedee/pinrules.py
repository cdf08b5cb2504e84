"""What a PIN and its alias may be.

Source: Tedee API documentation, "Create PIN" and "Update PIN". Limits of the alias are
not documented: they are switches.
"""

from itertools import pairwise
from typing import Final

from simulators.credentials import CredentialKind, Credentials

from .routing import RefusalError
from .switches import Switches

_LENGTHS: Final = range(5, 9)
_LEAST_DIFFERENT: Final = 3
_DIGITS: Final = frozenset("0123456789")


def check_digits(pin: str) -> None:
    """Refuse digits that break one of the five rules."""
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    broken = (
        not set(pin) <= _DIGITS
        or len(pin) not in _LENGTHS
        or len(set(pin)) < _LEAST_DIFFERENT
        or steps in ({1}, {-1})
    )
    if broken:
        raise RefusalError(400, "The PIN does not satisfy the rules")


def check_alias(
    alias: str, memory: Credentials, pin_id: int | None, switches: Switches
) -> None:
    """Refuse a blank alias, and long or repeated ones where that is switched on."""
    limit = switches.alias_bytes
    if not alias.strip() or (limit is not None and len(alias.encode()) > limit):
        raise RefusalError(400, "The alias is empty or too long")
    others = [
        pin.name for pin in memory.of_kind(CredentialKind.PIN) if pin.id != pin_id
    ]
    if switches.unique_aliases and alias in others:
        raise RefusalError(406, "This alias already exists")
