"""What an account does at its locks, in parts that a cloud allows one by one."""

from enum import StrEnum


class Area(StrEnum):
    """Something that clouds give a right for, or want a subscription for."""

    ACCOUNT = "account"
    """Everything: reading the account as a whole."""
    ACTIVITY = "activity"
    """Reading who came in."""
    CODES = "codes"
    """Reading which codes are on a lock."""
    COMMANDS = "commands"
    """Locking, unlocking and pulling the latch."""
    NEWS = "news"
    """Hearing by itself what happens."""
