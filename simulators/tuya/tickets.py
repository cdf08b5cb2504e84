"""Tickets: a key for one encrypted password, or the right to one command.

Source: Tuya developer documentation, "Get a temporary key for password encryption": a
short id, 64 hexadecimal digits, the seconds that are left. Each works once.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """A ticket that was not used yet."""

    id: str
    key: str = field(repr=False)
    """The plain key, 16 characters."""
    ends: datetime
