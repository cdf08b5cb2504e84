"""Plans of Sifely, quotas, and calls per minute."""

from datetime import timedelta

import pytest

from simulators import Simulation
from simulators.ttlock import TtlockControl

from .wire import Wire


async def test_no_subscription(sifely: Wire, bearer: Wire, desk: TtlockControl) -> None:
    """402 with the number of the plan or without; older hosts know no plans."""
    desk.plan(subscribed=False)
    reply = await sifely.post("lock/list")
    assert (reply.status, reply.body["code"]) == (402, 50504)
    desk.switch(unsubscribed_number=None, limit_headers="x-ratelimit")
    reply = await sifely.post("lock/list")
    assert (reply.status, reply.body["code"]) == (402, 402)
    assert reply.headers["X-RateLimit-Remaining"] == "0"
    assert (await bearer.post("lock/list")).status == 200
    desk.plan("starter")
    assert (await sifely.post("lock/list")).status == 200


async def test_too_many_devices(
    sifely: Wire, sim: Simulation, desk: TtlockControl
) -> None:
    """Five locks of one's own are free; those of others do not count."""
    assert desk.state()["plan"] == "DEVELOPER"
    desk.role("summer_house", "admin")
    reply = await sifely.post("lock/list")
    assert (reply.status, reply.body["code"]) == (402, 50504)
    desk.plan("STARTER")
    assert (await sifely.post("lock/list")).status == 200
    await sim.control.reset("large:60")
    assert sim.vendor(TtlockControl).state()["plan"] == "PRO"


@pytest.mark.parametrize(("plan", "status"), [("DEVELOPER", 429), ("STARTER", 200)])
async def test_quota(
    sifely: Wire, sim: Simulation, desk: TtlockControl, plan: str, status: int
) -> None:
    """Whoever pays goes on, and pays; the next month begins at nothing."""
    desk.plan(plan)
    desk.calls(500_000)
    assert (await sifely.post("lock/list")).status == status
    sim.home.clock.advance(timedelta(days=31))
    assert (await sifely.post("lock/list")).status == 200
    assert desk.state()["calls_this_month"] == 1


async def test_quota_ends_with_the_last_call(sifely: Wire, desk: TtlockControl) -> None:
    """Ten thousand are free, not one more."""
    desk.calls(9_999)
    assert (await sifely.post("lock/list")).status == 200
    assert (await sifely.post("lock/list")).status == 429
    desk.switch(quota=False)
    assert (await sifely.post("lock/list")).status == 200


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        ("none", set()),
        ("retry-after", {"Retry-After"}),
        ("x-ratelimit", {"X-RateLimit-Limit", "X-RateLimit-Remaining"}),
    ],
)
async def test_calls_per_minute(
    sifely: Wire, sim: Simulation, desk: TtlockControl, headers: str, names: set[str]
) -> None:
    """With or without a word about when to come back."""
    desk.switch(minute_limit=3, limit_headers=headers)
    for _ in range(3):
        assert (await sifely.post("lock/list")).status == 200
    reply = await sifely.post("lock/list")
    assert reply.status == 429
    known = {"Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining"}
    assert known & set(reply.headers) == names
    if "Retry-After" in names:
        assert 0 < int(reply.headers["Retry-After"]) <= 60
    sim.home.clock.advance(timedelta(minutes=1))
    assert (await sifely.post("lock/list")).status == 200


async def test_calls_per_minute_elsewhere(
    bearer: Wire, ttlock: Wire, desk: TtlockControl
) -> None:
    """Sifely's older host counts too; of TTLock nothing is known."""
    desk.switch(minute_limit=1)
    assert (await bearer.post("lock/list")).status == 200
    assert (await bearer.post("lock/list")).status == 429
    assert (await ttlock.post("lock/list")).status == 200
    assert (await ttlock.post("lock/list")).status == 200


async def test_header_of_the_portal(sifely: Wire, desk: TtlockControl) -> None:
    """Whoever pretends to be Sifely's own portal is seen."""
    await sifely.post("lock/list")
    assert desk.state()["portal_calls"] == 0
    sifely.headers["X-App-Name"] = "subscriptions_portal"
    await sifely.post("lock/list")
    assert desk.state()["portal_calls"] == 1
