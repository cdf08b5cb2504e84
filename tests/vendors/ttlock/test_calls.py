"""How calls go out: signed, each parameter in its place, page by page."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.access_code import CodeDraft
from custom_components.cloud_locks.model.errors import (
    LockBusy,
    ProtocolError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.settings import SettingKey
from custom_components.cloud_locks.vendors.ttlock.throttle import Throttle
from custom_components.cloud_locks.vendors.ttlock.turns import Turns
from tests.vendors.raw_server import Reply

from .payloads import AT, LOCK, detail, lock, page
from .script import ACCESS, CLIENT_ID, DETAIL, KEYS, LOCKS, Script, codes_of, said

ADD = "/v3/keyboardPwd/add"
DRAFT = CodeDraft(name="Guest", schedule=Schedule.always(), pin=Secret("284617"))


async def test_ttlock_signs_with_parameters(script: Script) -> None:
    """In the address of a GET, in the form of a POST, with the time."""
    await script.connect().inventory()
    signed = {"clientId": CLIENT_ID, "accessToken": ACCESS, "date": str(AT)}
    for path, more in (
        (LOCKS, {"pageNo": "1", "pageSize": "100"}),
        (DETAIL, {"lockId": "532323"}),
    ):
        assert script.params(path) == {**signed, **more}
    (listing,) = [it for it in script.server.asked if it.url.path == LOCKS]
    assert listing.url.query_string == ""
    assert listing.headers["content-type"] == "application/x-www-form-urlencoded"


async def test_sifely_takes_parameters_in_the_address(script: Script) -> None:
    """Of a POST as well, as its documentation has it."""
    await script.sifely().inventory()
    (listing,) = [it for it in script.server.asked if it.url.path == LOCKS]
    assert dict(listing.url.query) == {"pageNo": "1", "pageSize": "100"}
    assert listing.body == b""


async def test_digits_stay_out_of_the_address(script: Script) -> None:
    """Servers on the way write addresses down."""
    cloud, _ = await script.connected(script.sifely())
    script.on("POST", ADD, said({"keyboardPwdId": 12}))
    await codes_of(cloud).add(LOCK, DRAFT)
    (asked,) = script.server.asked
    assert "284617" not in str(asked.url)
    assert asked.body == b"keyboardPwd=284617"
    assert asked.url.query["keyboardPwdName"] == "Guest"


async def test_a_cloud_that_looks_in_the_address_only(script: Script) -> None:
    """It says so before it does anything, and from then on it is known."""
    cloud, _ = await script.connected(script.sifely())
    missing = {"msg": "Required request parameter 'keyboardPwd' is not present"}
    script.on("POST", ADD, said(missing, 500), said({"keyboardPwdId": 12}))
    await codes_of(cloud).add(LOCK, DRAFT)
    await codes_of(cloud).add(LOCK, DRAFT)
    first, second, third = script.server.asked
    assert first.body
    assert not second.body
    assert not third.body
    assert third.url.query["keyboardPwd"] == "284617"


async def test_a_cloud_that_finds_it_nowhere(script: Script) -> None:
    """There is no third place."""
    cloud, _ = await script.connected()
    missing = {"msg": "Required request parameter 'keyboardPwd' is not present"}
    script.on("POST", ADD, said(missing, 500))
    with pytest.raises(VendorError):
        await codes_of(cloud).add(LOCK, DRAFT)
    assert len(script.writes) == 1


@pytest.mark.parametrize(
    "pages",
    [
        # Totals that change, and pages that contradict them (recorded).
        [page(*range(100), total=113, pages=4), page(*range(100, 113), total=80)],
        [page(*range(100), total=100)],
        [page(*range(100), total=100), page(total=100)],
        # The same page again and again.
        [page(*range(100), total=500)],
        # A short page that is not the last.
        [page(*range(50), total=80), page(*range(50, 80), total=80)],
        [page(*range(3), total=...), page()],
        [page(*range(3), total="3")],
    ],
)
async def test_pages(script: Script, pages: list[dict[str, object]]) -> None:
    """All there is, each once, whatever the totals say."""
    numbers: set[int] = set()
    replies = []
    for one in pages:
        items = one["list"]
        assert isinstance(items, list)
        numbers.update(items)
        locks = [lock(lockId=it + 1, lockMac=f"AA{it:04}") for it in items]
        replies.append(said({**one, "list": locks}))
    script.on("POST", LOCKS, *replies)
    script.on("POST", KEYS, said(page()))
    inventory = await script.connect().inventory()
    assert {it.vendor_id for it in inventory.locks.values()} == {
        str(number + 1) for number in numbers
    }


@pytest.mark.parametrize("body", [{}, {"list": None}, {"list": {}}, {"list": [5]}])
async def test_half_a_listing_is_none(script: Script, body: object) -> None:
    """Taken for one, locks would seem to be gone."""
    script.on("POST", LOCKS, said(body))
    with pytest.raises(ProtocolError):
        await script.connect().inventory()


@pytest.mark.parametrize(
    "refusal",
    [
        said(b"", 405),
        said({"code": 500, "msg": "Request method 'GET' not supported"}),
    ],
)
async def test_details_by_the_other_method(script: Script, refusal: Reply) -> None:
    """Which one Sifely's newer servers take is not agreed upon; it is tried once."""
    script.on("GET", DETAIL, refusal)
    script.on("POST", DETAIL, said(detail()))
    cloud, found = await script.connected(script.sifely())
    assert found.model == "SN9206_PV53"
    await cloud.inventory()
    assert f"GET {DETAIL}" not in script.asked


async def test_details_by_no_method(script: Script) -> None:
    """Then there are none."""
    for method in ("GET", "POST"):
        script.on(method, DETAIL, said(b"", 405))
    _, found = await script.connected(script.sifely())
    assert found.model is None


async def test_reading_waits_for_the_minute_to_go_by(script: Script) -> None:
    """Sifely refuses more than 30 calls in a minute."""
    throttle = Throttle(3, now=lambda: script.now, sleep=script._sleep)
    for _ in range(3):
        await throttle.pass_one(waits=True)
        script.now += timedelta(seconds=10)
    await throttle.pass_one(waits=True)
    assert script.waits == [30]
    await throttle.pass_one(waits=True)
    assert script.waits == [30, 10]


async def test_what_a_command_led_to_is_read_at_once(script: Script) -> None:
    """The command does not wait, nor do a few readings after it."""
    throttle = Throttle(3, now=lambda: script.now, sleep=script._sleep)
    for _ in range(3):
        await throttle.pass_one(waits=True)
    await throttle.pass_one(waits=False)
    for _ in range(2):
        script.now += timedelta(seconds=1)
        await throttle.pass_one(waits=True)
    assert script.waits == []
    await throttle.pass_one(waits=True)
    assert script.waits == [58]


async def test_many_readings_wait_at_once(script: Script) -> None:
    """No more of them pass together than there is room for."""
    passed: list[float] = []
    begin = script.now

    async def sleep(seconds: float) -> None:
        until = script.now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        script.now = max(script.now, until)

    throttle = Throttle(2, now=lambda: script.now, sleep=sleep)

    async def read() -> None:
        await throttle.pass_one(waits=True)
        passed.append((script.now - begin).total_seconds())

    await asyncio.gather(*(read() for _ in range(7)))
    assert all(
        sum(second - 60 < it <= second for it in passed) <= 2 for second in passed
    )


async def test_a_gateway_in_use_is_waited_for(script: Script) -> None:
    """Until the deadline, and then nothing is sent."""
    turns = Turns(script.connection())
    sent = []

    async def send() -> None:
        sent.append(script.now)

    async with turns.of("gateway"):
        await turns.through("another", send)
        with pytest.raises(LockBusy) as caught:
            await turns.through(
                "gateway", send, deadline=script.now + timedelta(seconds=0.05)
            )
    assert caught.value.reason is Reason.TOO_LATE
    assert len(sent) == 1
    await turns.through("gateway", send, deadline=script.now)
    assert len(sent) == 2


async def test_endpoints_that_a_cloud_does_not_have(script: Script) -> None:
    """They are tried once, and not offered any more."""
    cloud, found = await script.connected(script.sifely())
    api = cloud._api
    script.on("POST", "/v3/lock/rename", said(b"", 404))
    with pytest.raises(Unsupported):
        await api.locks.rename(found.vendor_id, "Front")
    script.on("POST", "/v3/lock/freeze", said(b"", 405))
    with pytest.raises(Unsupported):
        await api.locks.freeze(found.vendor_id, on=True)
    assert SettingKey.FROZEN in [setting.key for setting in found.settings]
    (again,) = (await cloud.inventory()).locks.values()
    assert SettingKey.FROZEN not in [setting.key for setting in again.settings]
