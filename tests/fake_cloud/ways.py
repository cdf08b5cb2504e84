"""Clients that are signed in by a token, as the key of a backend."""

from collections.abc import Mapping
from dataclasses import replace
from typing import override

from custom_components.cloud_locks.model.cloud import Account, Inventory
from custom_components.cloud_locks.model.lock import Lock, LockId
from custom_components.cloud_locks.model.parts import Link
from custom_components.cloud_locks.vendors import Connection, LinkedAccount
from custom_components.cloud_locks.vendors._oauth import renewing
from custom_components.cloud_locks.vendors._tokens import TokenKeeper

from .backend import FakeBackend
from .cloud import FakeCloud


class TokenCloud(FakeCloud):
    """Signed in on a web page; renews its tokens by itself."""

    def __init__(self, backend: FakeBackend, connection: Connection) -> None:
        """Start with the tokens that are kept."""
        super().__init__(backend, "", connection.record)
        self._keeper = TokenKeeper(
            connection.tokens, renewing(connection), now=connection.now
        )

    async def token(self) -> str:
        """Return the token of the moment."""
        return (await self._keeper.current()).access.reveal()

    @override
    async def account(self) -> Account:
        self._key = await self.token()
        return await super().account()

    @override
    async def inventory(self) -> Inventory:
        self._key = await self.token()
        return await super().inventory()

    @override
    async def states(self, known: Mapping[LockId, Lock]) -> Mapping[LockId, Lock]:
        self._key = await self.token()
        return await super().states(known)


class LinkedCloud(TokenCloud):
    """Rides on an account of another integration."""

    def __init__(
        self, backend: FakeBackend, connection: Connection, linked: LinkedAccount
    ) -> None:
        """Take the other account."""
        FakeCloud.__init__(self, backend, "", connection.record)
        self.linked = linked
        if self.parts.link is not None:
            self.parts = replace(self.parts, link=_SharedWith(linked))

    @override
    async def token(self) -> str:
        return await self.linked.token()


class _SharedWith(Link):
    def __init__(self, linked: LinkedAccount) -> None:
        self._linked = linked

    @property
    @override
    def shared_locks(self) -> frozenset[LockId]:
        return self._linked.lock_ids
