"""Gateways: who hears whom, how loud, and for how long."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl

from .wire import Door, Wire, code


@pytest.fixture
def number(desk: TtlockControl) -> int:
    """Return the number of the account's gateway."""
    return gateway_id(desk, "landing_gateway")


def gateway_id(desk: TtlockControl, name: str) -> int:
    """Return the number of a gateway."""
    gateways = desk.state()["gateways"]
    assert isinstance(gateways, dict)
    found = gateways[name]
    assert isinstance(found, int)
    return found


async def test_details(anyone: Wire, number: int, sim: Simulation) -> None:
    """Name, network, whether it is online, and how many locks it hears."""
    body = (await anyone.get("gateway/detail", gatewayId=number)).body
    assert (body["gatewayName"], body["gatewayVersion"]) == ("Landing gateway", 2)
    assert (body["lockNum"], body["isOnline"]) == (3, 1)
    assert {"gatewayMac", "networkName", "networkMac"} <= set(body)
    sim.control.gateway_online("landing_gateway", online=False)
    body = (await anyone.get("gateway/detail", gatewayId=number)).body
    assert body["isOnline"] == 0


async def test_online_is_late(
    ttlock: Wire, number: int, sim: Simulation, desk: TtlockControl
) -> None:
    """The cloud takes its time to see that the power is gone."""
    desk.switch(offline_lag=180)
    sim.control.gateway_online("landing_gateway", online=False)
    body = (await ttlock.get("gateway/detail", gatewayId=number)).body
    assert body["isOnline"] == 1
    sim.control.time(advance=181)
    body = (await ttlock.get("gateway/detail", gatewayId=number)).body
    assert body["isOnline"] == 0


async def test_both_directions(side: Door, number: int) -> None:
    """A lock's gateways and a gateway's locks tell the same."""
    body = (await side.get("gateway/listByLock")).body
    (row,) = body["list"]
    assert (row["gatewayId"], row["rssi"]) == (number, -65)
    assert "rssiUpdateDate" in row
    body = (await side.wire.get("gateway/listLock", gatewayId=number)).body
    names = [row["lockAlias"] for row in body["list"]]
    assert names == ["Side door", "Cellar", "Workshop"]
    assert {"lockId", "lockName", "lockMac", "rssi", "updateDate"} == set(
        body["list"][0]
    ) - {"lockAlias"}
    body = (await Door(side.wire, "attic").get("gateway/listByLock")).body
    assert body == {"list": []}


async def test_nothing_listed_at_sifely(
    sifely_side: Door, side: Door, desk: TtlockControl
) -> None:
    """A gateway that is there and is not told."""
    desk.switch(gateways_listed=False)
    assert (await sifely_side.get("gateway/listByLock")).body == {"list": []}
    assert (await sifely_side.get("lock/detail")).body["hasGateway"] == 1
    assert code(await sifely_side.post("lock/unlock")) == 0
    assert len((await side.get("gateway/listByLock")).body["list"]) == 1


async def test_half_an_hour(side: Door, number: int, sim: Simulation) -> None:
    """What a gateway heard last counts so long; the date tells when that was."""
    gone = side.wire.now
    sim.control.lock_online("side_door", online=False)
    sim.home.clock.advance(timedelta(minutes=29))
    (row,) = (await side.get("gateway/listByLock")).body["list"]
    assert abs(row["rssiUpdateDate"] - gone) < 5000
    sim.home.clock.advance(timedelta(minutes=2))
    assert (await side.get("gateway/listByLock")).body["list"] == []
    detail = (await side.get("lock/detail")).body
    assert detail["hasGateway"] == 0
    body = (await side.wire.get("gateway/detail", gatewayId=number)).body
    assert body["lockNum"] == 2


async def test_a_gateway_without_power_forgets_nothing(
    side: Door, sim: Simulation
) -> None:
    """It hears nothing new, so what it heard last stays."""
    sim.control.gateway_online("landing_gateway", online=False)
    sim.home.clock.advance(timedelta(days=1))
    assert len((await side.get("gateway/listByLock")).body["list"]) == 1
    assert (await side.get("lock/detail")).body["hasGateway"] == 1


async def test_the_best_of_several(
    side: Door, sim: Simulation, desk: TtlockControl
) -> None:
    """The loudest that is online carries a message."""
    desk.hear("side_door", "summer_gateway", -40)
    desk.hear("side_door", "summer_gateway", -50)
    rows = (await side.get("gateway/listByLock")).body["list"]
    assert [row["rssi"] for row in rows] == [-50, -65]
    desk.busy("summer_gateway")
    assert code(await side.post("lock/unlock")) == -3003
    sim.control.gateway_online("summer_gateway", online=False)
    assert code(await side.post("lock/unlock")) == 0
    sim.control.gateway_online("summer_gateway", online=True)
    sim.control.gateway_online("landing_gateway", online=False)
    assert code(await side.post("lock/lock")) == 0
    assert len(await side.rows("lockRecord/list")) == 2


async def test_foreign_gateways(ttlock: Wire, desk: TtlockControl, number: int) -> None:
    """That of a lock that one may use, another's, and none at all."""
    theirs = gateway_id(desk, "summer_gateway")
    assert code(await ttlock.get("gateway/detail", gatewayId=theirs)) == 0
    desk.role("summer_house", "nobody")
    assert code(await ttlock.get("gateway/detail", gatewayId=theirs)) == -2018
    assert code(await ttlock.get("gateway/listLock", gatewayId=1)) == -4037
    rows = (await ttlock.get("gateway/list", pageNo=1, pageSize=20)).body["list"]
    assert [row["gatewayId"] for row in rows] == [number]


async def test_online_at_sifely(sifely: Wire, sim: Simulation) -> None:
    """The list of locks tells whether the cloud can reach them."""
    sim.control.gateway_online("landing_gateway", online=False)
    sim.control.lock_online("studio", online=False)
    rows = (await sifely.post("lock/list")).body["list"]
    assert {row["isOnline"] for row in rows} == {0}
    sim.control.lock_online("studio", online=True)
    sim.control.gateway_online("landing_gateway", online=True)
    rows = (await sifely.post("lock/list")).body["list"]
    online = {row["lockAlias"]: row["isOnline"] for row in rows}
    assert online == {
        "Side door": 1,
        "Cellar": 1,
        "Attic": 0,
        "Workshop": 1,
        "Studio": 1,
    }
