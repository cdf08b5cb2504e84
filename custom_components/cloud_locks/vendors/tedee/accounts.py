"""Whose account a key belongs to, told by what it may do."""

from typing import Final

from ...model.cloud import Account
from .enums import Access
from .wire import Details, LockItem

_NAME: Final = "Tedee"
"""Nothing personal: it names a device that everybody in the house sees."""

_NO_LOCKS: Final = "no_locks"


def account_of(details: Details) -> Account:
    """Return the account: the owner of an owned lock is whose key it is.

    Who owns none is known by the lowest serial number shared with them; who has no
    locks at all gets an id that must not be kept.
    """
    owners = sorted(_owner(item) for item in details.locks if _owner(item))
    if owners:
        return Account(id=owners[0], name=_NAME)
    serials = sorted(item.serial for item in details.locks)
    return Account(id=f"shared:{serials[0]}" if serials else _NO_LOCKS, name=_NAME)


def _owner(item: LockItem) -> str:
    return (item.owner or "").lower() if item.access is Access.OWNER else ""
