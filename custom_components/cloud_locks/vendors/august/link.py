"""Riding on the account that Home Assistant's own integration is signed in to."""

from typing import override

from ...model.lock import LockId
from ...model.parts import Link
from .._connection import LinkedAccount


class AugustLink(Link):
    """The linked account, if there is one. Ids of locks are those of the wire."""

    def __init__(self, linked: LinkedAccount | None) -> None:
        """Take the account."""
        self._linked = linked

    @property
    @override
    def shared_locks(self) -> frozenset[LockId]:
        return frozenset() if self._linked is None else self._linked.lock_ids
