"""Tokens of an account: kept in a file of their own, because some work only once.

Signing in puts the first ones into the entry. From then on the file holds the newest,
until somebody signs in again. The entry itself is written seconds after a change, and a
crash in between would lose a refresh token that the cloud has already used up.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from .const import CONF_TOKENS, DOMAIN

_VERSION: Final = 1
_SIGNED_IN: Final = "signed_in"
_VALUES: Final = "values"


class SignInTokens:
    """Holds the tokens of a sign-in for which there is no entry yet."""

    def __init__(self, first: Mapping[str, str] | None = None) -> None:
        """Start with the `first` ones, where a web page has given some."""
        self._values = dict(first or {})

    def load(self) -> Mapping[str, str]:
        """Return what was saved last, empty at first."""
        return dict(self._values)

    async def save(self, tokens: Mapping[str, str]) -> None:
        """Keep tokens for `entry_data`."""
        self._values = dict(tokens)

    @property
    def entry_data(self) -> dict[str, Any]:
        """What the new entry keeps; empty where the cloud gave no tokens.

        Each sign-in has a mark, so that the file of an earlier one is told from it.
        """
        if not self._values:
            return {}
        return {CONF_TOKENS: {_SIGNED_IN: uuid4().hex, _VALUES: dict(self._values)}}


class AccountTokens:
    """The tokens of an entry; its own file (mode 600, not encrypted)."""

    def __init__(
        self, hass: HomeAssistant, entry_id: str, data: Mapping[str, Any]
    ) -> None:
        """Start with what signing in put into the entry (`data`)."""
        self._store: Store[dict[str, Any]] = Store(
            hass,
            _VERSION,
            f"{DOMAIN}.{entry_id}.tokens",
            private=True,
            atomic_writes=True,
        )
        first: Mapping[str, Any] = data.get(CONF_TOKENS, {})
        self._signed_in: str | None = first.get(_SIGNED_IN)
        self._values: Mapping[str, str] = first.get(_VALUES, {})

    async def read(self) -> None:
        """Read the file. What belongs to an earlier sign-in counts no more."""
        kept = await self._store.async_load()
        if kept is not None and kept[_SIGNED_IN] == self._signed_in:
            self._values = kept[_VALUES]

    def load(self) -> Mapping[str, str]:
        """Return the newest tokens, empty where there never were any."""
        return dict(self._values)

    async def save(self, tokens: Mapping[str, str]) -> None:
        """Write tokens; returns when they would survive a crash."""
        self._values = dict(tokens)
        await self._store.async_save(
            {_SIGNED_IN: self._signed_in, _VALUES: dict(tokens)}
        )

    async def remove(self) -> None:
        """Forget everything, file included."""
        await self._store.async_remove()
