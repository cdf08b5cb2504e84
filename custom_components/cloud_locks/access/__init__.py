"""Access: the one entry for the whole house, beside those of the accounts."""

from .duress import async_listen_for_duress, async_tell_of_duress
from .entry import (
    TITLE,
    UNIQUE_ID,
    async_account_removed,
    async_ensure,
    async_get,
    async_set_up,
    is_access,
    options,
)

__all__ = [
    "TITLE",
    "UNIQUE_ID",
    "async_account_removed",
    "async_ensure",
    "async_get",
    "async_listen_for_duress",
    "async_set_up",
    "async_tell_of_duress",
    "is_access",
    "options",
]
