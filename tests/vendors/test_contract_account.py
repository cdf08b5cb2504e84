"""Signing in, being signed out, and what a network can do to reads."""

import asyncio
from dataclasses import replace

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotPermitted,
    ProtocolError,
    RateLimited,
)

from .contract import Garbage, Outage, Stage


async def test_account_is_stable_and_no_address(
    stage: Stage, session: ClientSession
) -> None:
    """The id survives signing in again and is never an e-mail address."""
    clients = [stage.vendor.connect(stage.connection(session)) for _ in range(2)]
    first, second = [await client.account() for client in clients]
    assert first.id == second.id != ""
    assert "@" not in first.id


async def test_wrong_credentials(stage: Stage, session: ClientSession) -> None:
    """Credentials that nobody has are told from all other troubles."""
    connection = replace(
        stage.connection(session), credentials=stage.wrong_credentials()
    )
    with pytest.raises(AuthError):
        await stage.vendor.connect(connection).account()


async def test_missing_permission_is_no_sign_out(
    stage: Stage, cloud: LockCloud
) -> None:
    """Signing in again would not help, so nobody is asked to."""
    call = await stage.forbid()
    with pytest.raises(NotPermitted):
        await call(cloud)


async def test_signed_out_between_calls(stage: Stage, cloud: LockCloud) -> None:
    """Every call says so once the credentials are revoked, commands too."""
    await stage.sign_out()
    with pytest.raises(AuthError):
        await cloud.inventory()
    with pytest.raises(AuthError):
        await cloud.operate(stage.props.main, Operation.UNLOCK)


@pytest.mark.parametrize("how", Outage)
async def test_outage_and_recovery(stage: Stage, cloud: LockCloud, how: Outage) -> None:
    """A cloud that is down is no sign-out, and nothing of it stays."""
    await stage.outage(how)
    with pytest.raises(CloudUnreachable):
        await cloud.inventory()
    await stage.recover()
    assert stage.props.main in (await cloud.inventory()).locks


async def test_rate_limit_says_when(stage: Stage, cloud: LockCloud) -> None:
    """The wish to be left alone comes through with its seconds."""
    await stage.limit_rate(30)
    with pytest.raises(RateLimited) as caught:
        await cloud.inventory()
    assert caught.value.retry_after == 30


@pytest.mark.parametrize("garbage", Garbage)
async def test_bodies_that_make_no_sense(
    stage: Stage, cloud: LockCloud, garbage: Garbage
) -> None:
    """Half an answer is never taken for a small one, and breaks nothing."""
    await stage.garble(garbage)
    with pytest.raises((ProtocolError, CloudUnreachable)) as caught:
        await cloud.inventory()
    assert "<html" not in str(caught.value)
    await stage.recover()
    assert stage.props.main in (await cloud.inventory()).locks


async def test_cancelled_read_leaves_nothing(stage: Stage, cloud: LockCloud) -> None:
    """Who stops waiting does not stop others."""
    known = (await cloud.inventory()).locks
    stage.advance(cloud.pace.states_floor)
    release = await stage.hold()
    call = asyncio.create_task(cloud.states(known))
    await asyncio.sleep(0.05)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    release()
    stage.advance(cloud.pace.states_floor)
    assert stage.props.main in await cloud.states(known)


async def test_cancelled_command_leaves_nothing(stage: Stage, cloud: LockCloud) -> None:
    """A command that nobody waits for any more does not hold up the next one."""
    release = await stage.hold()
    call = asyncio.create_task(cloud.operate(stage.props.main, Operation.UNLOCK))
    await asyncio.sleep(0.05)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    release()
    await cloud.operate(stage.props.main, Operation.LOCK)


async def test_closing_twice(cloud: LockCloud) -> None:
    """Letting go of what is let go is nothing special."""
    await cloud.close()
    await cloud.close()
