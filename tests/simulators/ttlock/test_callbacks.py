"""Callbacks: who is told what, in which shape, and when."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
import json
from typing import Any

from aiohttp import web
import pytest

from simulators import ControlError, Simulation
from simulators.operations import perform
from simulators.ttlock import TtlockControl, callbacks

from .wire import Door, Wire

PIN = "582913"


@dataclass
class Mailbox:
    """An address that keeps what it is sent."""

    url: str = ""
    status: int = 200
    posts: list[tuple[str, str]] = field(default_factory=list)
    """Content type and body."""
    told: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by the first post that says something."""
    forms: list[list[tuple[str, str]]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """Answer as a client has to."""
        self.posts.append((request.content_type, await request.text()))
        form = await request.post()
        self.forms.append([(name, str(value)) for name, value in form.items()])
        if form:
            self.told.set()
        return web.Response(text="success", status=self.status)

    def form(self) -> dict[str, str]:
        """Return the last form."""
        return dict(self.forms[-1])

    def records(self) -> list[dict[str, Any]]:
        """Return the records of the last form."""
        found = json.loads(self.form()["records"])
        assert isinstance(found, list)
        return found

    def body(self) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return the last JSON body."""
        return json.loads(self.posts[-1][1])


@pytest.fixture
async def mailbox(socket_enabled: None) -> AsyncIterator[Mailbox]:
    """Listen for callbacks."""
    box = Mailbox()
    app = web.Application()
    app.router.add_post("/hook", box.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    box.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield box
    await runner.cleanup()


@pytest.fixture(autouse=True)
def never_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send only what a test asks for."""
    monkeypatch.setattr(callbacks, "_LOOK_EVERY", 3600)


async def test_address_is_tried_first(
    mailbox: Mailbox, desk: TtlockControl, side: Door
) -> None:
    """The portal calls it, and keeps only what answers 200."""
    mailbox.status = 403
    assert await desk.callback(mailbox.url) == [403, "success"]
    await side.post("lock/unlock")
    assert await desk.deliver() == 0
    assert await desk.callback("http://127.0.0.1:1/nobody") == [0, ""]
    mailbox.status = 200
    assert await desk.callback(mailbox.url) == [200, "success"]
    assert len(mailbox.posts) == 2
    assert await desk.deliver() == 0
    assert len(mailbox.posts) == 2
    assert desk.state()["callbacks"] == [[403, "success"], [0, ""], [200, "success"]]


async def test_records(
    mailbox: Mailbox, desk: TtlockControl, side: Door, sim: Simulation
) -> None:
    """A form: lock, administrator, and the records as JSON text."""
    await desk.callback(mailbox.url)
    sim.control.type_pin("side_door", PIN)
    sim.control.turn_knob("side_door", "unlocked")
    assert await desk.deliver() == 1
    assert mailbox.posts[-1][0] == "application/x-www-form-urlencoded"
    form = mailbox.form()
    assert set(form) == {"notifyType", "lockId", "lockMac", "admin", "records"}
    assert (form["notifyType"], form["lockId"]) == ("1", str(side.id))
    assert form["admin"] == "anna.de.vries@example.com"
    wrong, turned = mailbox.records()
    assert set(wrong) == {
        *("lockId", "lockMac", "recordTypeFromLock", "recordType", "success"),
        *("username", "keyboardPwd", "electricQuantity", "lockDate", "serverDate"),
    }
    assert (wrong["recordType"], wrong["success"]) == (4, 0)
    assert wrong["keyboardPwd"] == PIN
    assert (turned["recordType"], turned["username"]) == (10, "")
    assert await desk.deliver() == 0


async def test_a_post_for_each_lock(
    mailbox: Mailbox, desk: TtlockControl, side: Door, sim: Simulation
) -> None:
    """Locks of people who let this client in, and of nobody else."""
    await desk.callback(mailbox.url)
    for name in ("side_door", "cellar", "attic", "summer_house"):
        sim.control.turn_knob(name, "unlocked")
    assert await desk.deliver() == 2
    state = desk._state
    els = state.user(sim.home.person("Els Bakker"))
    state.vault.new_key(els)
    sim.control.turn_knob("summer_house", "locked")
    assert await desk.deliver() == 1
    assert mailbox.form()["admin"] == "els.bakker@example.com"
    assert side.id


async def test_nobody_signed_in(
    mailbox: Mailbox, desk: TtlockControl, sim: Simulation
) -> None:
    """An administrator who never let a client in is not told about."""
    await desk.callback(mailbox.url)
    sim.control.turn_knob("side_door", "unlocked")
    assert await desk.deliver() == 0


async def test_repeated_records(
    mailbox: Mailbox, desk: TtlockControl, side: Door
) -> None:
    """The same field many times, each with one record."""
    await desk.callback(mailbox.url, "repeated")
    await side.post("lock/unlock")
    await side.post("lock/lock")
    await desk.deliver()
    texts = [value for name, value in mailbox.forms[-1] if name == "records"]
    kinds = [json.loads(text)[0]["recordType"] for text in texts]
    assert kinds == [12, 11]


@pytest.mark.parametrize("style", ["text", "list", "object"])
async def test_guesses_of_sifely(
    mailbox: Mailbox, desk: TtlockControl, sifely_side: Door, style: str
) -> None:
    """JSON with the records as text, as a list, or one alone."""
    await perform(desk, "callback", {"url": mailbox.url, "style": style})
    await sifely_side.post("lock/unlock")
    await sifely_side.post("lock/lock")
    assert await desk.deliver() == (2 if style == "object" else 1)
    assert mailbox.posts[-1][0] == "application/json"
    body = mailbox.body()
    if style == "object":
        assert body["recordType"] == 11
        return
    assert body["lockId"] == sifely_side.id
    rows = json.loads(body["records"]) if style == "text" else body["records"]
    assert [row["recordType"] for row in rows] == [12, 11]


async def test_gateways_are_told_late(
    mailbox: Mailbox, desk: TtlockControl, ttlock: Wire, sim: Simulation
) -> None:
    """Half an hour after it went away, at once when it is back."""
    await desk.callback(mailbox.url)
    sim.control.gateway_online("landing_gateway", online=False)
    sim.control.time(advance=1790)
    assert await desk.deliver() == 0
    sim.control.time(advance=10)
    assert await desk.deliver() == 1
    form = mailbox.form()
    assert (form["notifyType"], form["isOnline"]) == ("2", "0")
    assert form["gatewayName"] == "Landing gateway"
    assert await desk.deliver() == 0
    sim.control.gateway_online("landing_gateway", online=True)
    assert await desk.deliver() == 1
    assert mailbox.form()["isOnline"] == "1"
    sim.control.gateway_online("summer_gateway", online=False)
    sim.control.time(advance=1800)
    assert await desk.deliver() == 0
    assert ttlock.params


async def test_wifi_locks(
    mailbox: Mailbox, desk: TtlockControl, ttlock: Wire, sim: Simulation
) -> None:
    """They go after a quarter of an hour."""
    await desk.callback(mailbox.url)
    sim.control.lock_online("studio", online=False)
    sim.control.lock_online("cellar", online=False)
    sim.control.time(advance=899)
    assert await desk.deliver() == 0
    sim.control.time(advance=1)
    assert await desk.deliver() == 1
    form = mailbox.form()
    assert (form["notifyType"], form["lockAlias"]) == ("3", "Studio")
    assert ttlock.params


async def test_what_a_sleeping_lock_refused(
    mailbox: Mailbox, desk: TtlockControl, side: Door
) -> None:
    """It is told with the number of the passcode."""
    await desk.callback(mailbox.url)
    desk.power_saving("studio", on=True)
    studio = Door(side.wire, "studio")
    params = {"keyboardPwd": PIN, "keyboardPwdType": 2, "addType": 4}
    made = await studio.post("keyboardPwd/add", **params)
    desk.fail_deliveries("studio")
    desk.wake("studio")
    assert await desk.deliver() == 1
    form = mailbox.form()
    assert (form["notifyType"], form["objectType"], form["errcode"]) == ("4", "2", "1")
    assert form["objectId"] == str(made.body["keyboardPwdId"])


async def test_anything_can_be_sent(mailbox: Mailbox, desk: TtlockControl) -> None:
    """Unknown kinds of records and of posts, for clients that have to live with it."""
    with pytest.raises(ControlError):
        await perform(desk, "post", {"fields": {"notifyType": 7}})
    await desk.callback(mailbox.url)
    rows = [{"recordType": 777, "success": 0}, {"recordType": "x"}]
    await perform(desk, "post-records", {"lock": "side_door", "records": rows})
    assert mailbox.records() == rows
    answer = await perform(desk, "post", {"fields": {"notifyType": 7, "recordType": 2}})
    assert answer == [200, "success"]
    assert mailbox.form() == {"notifyType": "7", "recordType": "2"}
    await desk.callback(None)
    with pytest.raises(ControlError):
        await perform(desk, "post-records", {"lock": "side_door", "records": rows})


async def test_by_itself(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, socket_enabled: None
) -> None:
    """While the servers run nobody has to ask, also after a reset."""
    monkeypatch.setattr(callbacks, "_LOOK_EVERY", 0.02)
    async with Simulation.start("test", vendors=["ttlock"]) as sim:
        await sim.control.reset()
        desk = sim.vendor(TtlockControl)
        desk._state.vault.new_key(desk._state.account)
        await desk.callback(mailbox.url)
        sim.control.turn_knob("side_door", "unlocked")
        async with asyncio.timeout(5):
            await mailbox.told.wait()
    assert mailbox.records()[0]["recordType"] == 10
