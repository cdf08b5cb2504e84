"""Access: the one entry for the whole house, beside those of the accounts."""

from .duress import async_listen_for_duress, async_tell_of_duress
from .entry import (
    TITLE,
    UNIQUE_ID,
    async_account_removed,
    async_accounts,
    async_ensure,
    async_get,
    async_keeper,
    async_show_again,
    is_access,
    options,
)

__all__ = [
    "TITLE",
    "UNIQUE_ID",
    "async_account_removed",
    "async_accounts",
    "async_ensure",
    "async_get",
    "async_keeper",
    "async_listen_for_duress",
    "async_show_again",
    "async_tell_of_duress",
    "is_access",
    "options",
]
