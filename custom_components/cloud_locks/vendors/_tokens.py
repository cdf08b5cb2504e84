"""Tokens of an account: got once, renewed by one at a time, kept before they are used.

A refresh token often works a single time. Two calls that renew at once, or a crash
between renewing and keeping, would end in a signed-out account.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from ..model.errors import AuthError, TransientError
from ..model.secret import Secret
from ._connection import TokenStore

_ACCESS: Final = "access_token"
_REFRESH: Final = "refresh_token"
_ENDS: Final = "ends"
_FACT: Final = "fact:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a cloud gave for signing in.

    `ends` None: they hold until they are refused. `facts`: what else came with them
    and is worth keeping, nothing secret (the account's id, its plan).
    """

    access: Secret
    refresh: Secret | None = None
    ends: datetime | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_store(cls, kept: Mapping[str, str]) -> Self | None:
        """Return kept tokens, None when there are none."""
        if not (access := kept.get(_ACCESS)):
            return None
        refresh = kept.get(_REFRESH)
        facts = {
            name.removeprefix(_FACT): value
            for name, value in kept.items()
            if name.startswith(_FACT)
        }
        return cls(
            access=Secret(access),
            refresh=Secret(refresh) if refresh else None,
            ends=_moment(kept.get(_ENDS)),
            facts=facts,
        )

    def to_store(self) -> dict[str, str]:
        """Return what is to be kept."""
        kept = {_ACCESS: self.access.reveal()}
        if self.refresh is not None:
            kept[_REFRESH] = self.refresh.reveal()
        if self.ends is not None:
            kept[_ENDS] = self.ends.isoformat()
        return kept | {f"{_FACT}{name}": value for name, value in self.facts.items()}


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


type Renew = Callable[[Tokens | None], Awaitable[Tokens]]
"""Signs in anew, by old tokens where there are some and they are good for it."""


class TokenKeeper:
    """The tokens of one account.

    Credentials that were refused once are not tried again: a cloud may lock an account
    that knocks with a wrong password.
    """

    def __init__(
        self,
        store: TokenStore,
        renew: Renew,
        *,
        now: Callable[[], datetime],
        early: timedelta = timedelta(minutes=5),
    ) -> None:
        """Start with what the store has. `early`: so long before the end they go."""
        self._store = store
        self._renew = renew
        self._now = now
        self._early = early
        self._tokens = Tokens.of_store(store.load())
        self._renewing: asyncio.Task[Tokens] | None = None
        self._refused: AuthError | None = None

    @property
    def facts(self) -> Mapping[str, str]:
        """What came with the newest tokens; empty before there are any."""
        return {} if self._tokens is None else self._tokens.facts

    async def current(self) -> Tokens:
        """Return tokens that hold for a while. `AuthError` when nobody is signed in."""
        tokens = self._tokens
        if tokens is None:
            return await self._renewed(None)
        if tokens.ends is None or self._now() < tokens.ends - self._early:
            return tokens
        try:
            return await self._renewed(tokens)
        except TransientError:
            if self._now() >= tokens.ends:
                raise
            return tokens  # They hold for some minutes yet.

    async def instead_of(self, refused: Tokens) -> Tokens:
        """Return others than those that the cloud just refused.

        Whoever comes later than another gets what the other one got.
        """
        if self._tokens is not None and self._tokens != refused:
            return self._tokens
        return await self._renewed(refused)

    async def _renewed(self, old: Tokens | None) -> Tokens:
        """Renew, or wait for who does already; it goes on when nobody waits."""
        if (last := self._refused) is not None:
            raise type(last)(last.detail, reason=last.reason)
        if self._renewing is None:
            self._renewing = asyncio.create_task(self._renew_and_keep(old))
            self._renewing.add_done_callback(self._end)
        return await asyncio.shield(self._renewing)

    async def _renew_and_keep(self, old: Tokens | None) -> Tokens:
        try:
            tokens = await self._renew(old)
        except AuthError as err:
            self._refused = err
            raise
        # Before they are safe: the old ones may be used up, whatever saving does.
        self._tokens = tokens
        await self._store.save(tokens.to_store())
        return tokens

    def _end(self, task: asyncio.Task[Tokens]) -> None:
        """Make room for the next; an error that nobody waits for is told by none."""
        self._renewing = None
        if not task.cancelled():
            task.exception()
