"""A client that others wrote for Sifely's older hosts, against the simulated one."""

from importlib import import_module
from importlib.util import find_spec
import os
from typing import Any

import aiohttp
import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl

from .wire import DAY, lock_id, ms

if find_spec("pysifely") is None and not os.environ.get("CI"):
    pytest.skip("the library is not installed", allow_module_level=True)

type Client = Any
"""The library comes without types."""

pysifely: Client = import_module("pysifely")

HOST = "https://dev-alexa.sifely.com"


@pytest.fixture
async def client(sim: Simulation, session: aiohttp.ClientSession) -> Client:
    """Return the library's client, signed in with its own client id."""
    account = sim.account("sifely")
    kind = pysifely.SifelyApiClient
    tokens = await kind.login(
        sim.origins[HOST],
        account["username"],
        kind.md5_password(account["password"]),
        "home_assistant",
        session,
    )
    return kind(
        sim.origins[HOST],
        tokens["access_token"],
        session,
        refresh_token=tokens["refresh_token"],
    )


def test_default_host_is_simulated(sim: Simulation) -> None:
    """Whoever uses the library as it is meets a fake."""
    assert HOST == pysifely.DEFAULT_BASE_URL
    assert HOST in sim.origins


async def test_wrong_password(
    sim: Simulation, session: aiohttp.ClientSession, desk: TtlockControl
) -> None:
    """It understands two of the three shapes as what they are."""
    kind = pysifely.SifelyApiClient
    username = sim.account("sifely")["username"]
    for shape, error in (
        ("401", pysifely.SifelyAuthError),
        ("errcode", pysifely.SifelyAuthError),
        ("code", pysifely.SifelyApiError),
    ):
        desk.switch(login_refusal=shape)
        with pytest.raises(error):
            await kind.login(
                sim.origins[HOST],
                username,
                kind.md5_password("wrong"),
                "home_assistant",
                session,
            )


async def test_locks(client: Client, sim: Simulation) -> None:
    """The list, the details, the state, and both commands."""
    locks = await client.get_locks()
    assert [row["lockAlias"] for row in locks][:2] == ["Side door", "Cellar"]
    number = lock_id(sim, "side_door")
    assert (await client.get_lock_detail(number))["lockId"] == number
    assert await client.unlock(number)
    assert await client.get_lock_state(number) == pysifely.LOCK_STATE_UNLOCKED
    assert await client.lock(number)
    assert await client.get_lock_state(number) == pysifely.LOCK_STATE_LOCKED


async def test_refusal(client: Client, sim: Simulation, desk: TtlockControl) -> None:
    """Numbers arrive where it looks for them."""
    desk.switch(errors="errcode")
    with pytest.raises(pysifely.SifelyApiError, match="-2012"):
        await client.lock(lock_id(sim, "attic"))


async def test_passcodes(client: Client, sim: Simulation) -> None:
    """Added, listed, typed, deleted."""
    number = lock_id(sim, "side_door")
    now = ms(sim.home.clock.now())
    made = await client.add_passcode(
        number,
        "582913",
        "Cleaner",
        now,
        now + DAY,
        pysifely.PASSCODE_TYPE_TIMED,
    )
    (row,) = await client.list_passcodes(number)
    assert row["keyboardPwdId"] == made["keyboardPwdId"]
    assert sim.control.type_pin("side_door", "582913") == "accepted"
    assert await client.delete_passcode(number, made["keyboardPwdId"])
    assert await client.list_passcodes(number) == []


async def test_refresh(client: Client, desk: TtlockControl) -> None:
    """A dead token is refreshed on the way, once."""
    before = client.access_token
    desk.expire_tokens()
    assert len(await client.get_locks()) == 5
    assert client.access_token != before
    desk.revoke_tokens()
    with pytest.raises(pysifely.SifelyAuthError):
        await client.get_locks()
