"""Tokens: renewed by one at a time, kept before they are used, never lost."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    VerificationRequired,
)
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors._tokens import TokenKeeper, Tokens

START = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Cloud:
    """Gives out numbered tokens, one at a time, and notes who asked for them."""

    def __init__(self, kept: Mapping[str, str] | None = None) -> None:
        """Start with what is kept."""
        self.kept = dict(kept or {})
        self.now = START
        self.asked: list[Tokens | None] = []
        self.error: Exception | None = None
        self.lives: timedelta | None = HOUR
        self.open = asyncio.Event()
        self.open.set()

    def load(self) -> Mapping[str, str]:
        """Return what was kept."""
        return self.kept

    async def save(self, tokens: Mapping[str, str]) -> None:
        """Keep tokens, after a while."""
        await asyncio.sleep(0)
        self.kept = dict(tokens)

    async def renew(self, old: Tokens | None) -> Tokens:
        """Sign in."""
        self.asked.append(old)
        await self.open.wait()
        if self.error:
            raise self.error
        number = len(self.asked)
        return Tokens(
            access=Secret(f"access-{number}"),
            refresh=Secret(f"refresh-{number}"),
            ends=None if self.lives is None else self.now + self.lives,
            facts={"account": "42"},
        )

    def keeper(self) -> TokenKeeper:
        """Return a keeper on this cloud's clock."""
        return TokenKeeper(self, self.renew, now=lambda: self.now)


async def test_the_first_call_signs_in_and_keeps() -> None:
    """What was given survives a restart, with what came with it."""
    cloud = Cloud()
    keeper = cloud.keeper()
    tokens = await keeper.current()
    assert cloud.asked == [None]
    assert await keeper.current() is tokens
    again = cloud.keeper()
    assert again.facts == {"account": "42"}
    assert await again.current() == tokens
    assert len(cloud.asked) == 1


async def test_tokens_are_kept_before_anybody_uses_them() -> None:
    """A crash right after the first use must not sign the account out."""
    cloud = Cloud()
    tokens = await cloud.keeper().current()
    assert Tokens.of_store(cloud.kept) == tokens


@pytest.mark.parametrize(
    "tokens",
    [
        Tokens(access=Secret("a")),
        Tokens(access=Secret("a"), refresh=Secret("r"), ends=START),
        Tokens(access=Secret("a"), facts={"plan": "free", "access_token": "x"}),
    ],
)
def test_there_and_back(tokens: Tokens) -> None:
    """The store gives back what it got; nothing shows a secret."""
    assert Tokens.of_store(tokens.to_store()) == tokens
    assert "'a'" not in repr(tokens)


@pytest.mark.parametrize("ends", ["", "yesterday", "2026-11-21T12:00:00"])
def test_a_store_that_somebody_touched(ends: str) -> None:
    """An end that makes no sense is none, and one without a zone is in UTC."""
    tokens = Tokens.of_store({"access_token": "a", "ends": ends})
    assert tokens is not None
    assert tokens.ends in {None, START}
    assert Tokens.of_store({"refresh_token": "r"}) is None


async def test_they_are_renewed_before_their_end() -> None:
    """With the old ones, which hold the refresh token."""
    cloud = Cloud()
    keeper = cloud.keeper()
    first = await keeper.current()
    cloud.now += HOUR - timedelta(minutes=4)
    second = await keeper.current()
    assert second.access != first.access
    assert cloud.asked == [None, first]


async def test_a_cloud_that_is_down_just_before_their_end() -> None:
    """They hold for some minutes yet, and then they do not."""
    cloud = Cloud()
    keeper = cloud.keeper()
    first = await keeper.current()
    cloud.error = CloudUnreachable()
    cloud.now += HOUR - timedelta(minutes=4)
    assert await keeper.current() is first
    cloud.now += timedelta(minutes=4)
    with pytest.raises(CloudUnreachable):
        await keeper.current()
    cloud.error = None
    assert (await keeper.current()).access != first.access


async def test_tokens_without_an_end() -> None:
    """They hold until they are refused."""
    cloud = Cloud()
    cloud.lives = None
    keeper = cloud.keeper()
    first = await keeper.current()
    cloud.now += timedelta(days=9_000)
    assert await keeper.current() is first
    assert await keeper.instead_of(first) is not first


async def test_many_refusals_renew_once() -> None:
    """Who comes at the same time or later gets what the first one got."""
    cloud = Cloud()
    keeper = cloud.keeper()
    refused = await keeper.current()
    others = await asyncio.gather(*(keeper.instead_of(refused) for _ in range(5)))
    assert len(set(map(id, others))) == 1
    assert await keeper.instead_of(refused) is others[0]
    assert len(cloud.asked) == 2


async def test_who_stops_waiting_stops_nobody_else() -> None:
    """A renewal that was begun ends, and what it gave is kept."""
    cloud = Cloud()
    cloud.open.clear()
    keeper = cloud.keeper()
    calls = [asyncio.create_task(keeper.current()) for _ in range(2)]
    await asyncio.sleep(0)
    calls[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await calls[0]
    cloud.open.set()
    assert (await calls[1]).access == Secret("access-1")
    assert len(cloud.asked) == 1


async def test_a_renewal_that_nobody_waits_for() -> None:
    """It goes on by itself; its failure is told to the next who asks."""
    cloud = Cloud()
    cloud.open.clear()
    cloud.error = CloudUnreachable()
    keeper = cloud.keeper()
    call = asyncio.create_task(keeper.current())
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    cloud.open.set()
    await asyncio.sleep(0.01)
    with pytest.raises(CloudUnreachable):
        await keeper.current()


@pytest.mark.parametrize("error", [AuthError("10007"), VerificationRequired("code")])
async def test_wrong_credentials_are_not_tried_again(error: AuthError) -> None:
    """A cloud may lock an account that knocks with a wrong password."""
    cloud = Cloud()
    cloud.error = error
    keeper = cloud.keeper()
    for _ in range(3):
        with pytest.raises(type(error)) as caught:
            await keeper.current()
        assert caught.value.detail == error.detail
    assert len(cloud.asked) == 1


async def test_what_passes_is_tried_again() -> None:
    """A cloud that was down is no refusal."""
    cloud = Cloud()
    cloud.error = CloudUnreachable()
    keeper = cloud.keeper()
    with pytest.raises(CloudUnreachable):
        await keeper.current()
    cloud.error = None
    assert (await keeper.current()).access == Secret("access-2")
