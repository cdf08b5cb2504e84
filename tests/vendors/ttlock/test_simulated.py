"""A day with the simulated cloud, whatever its documentation leaves open.

Each switch of the simulator is a way in which the real cloud may be; the client has to
get through the day with every one of them.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.access_code import CodeChange, CodeDraft
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.credential import (
    CredentialDraft,
    CredentialType,
)
from custom_components.cloud_locks.model.errors import (
    AuthError,
    InvalidCode,
    LockOffline,
    NotPermitted,
    OutcomeUnknown,
    RateLimited,
    Unsupported,
)
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.people import Role, UserDraft
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.updates import EventUpdate, Hint
from custom_components.cloud_locks.vendors import MIDDLEWARES
from custom_components.cloud_locks.vendors.ttlock.cloud import TtlockCloud
from simulators import Simulation
from tests.vendors.raw_server import RawServer, answer

from .harness import MAIN, REGISTERED, TtlockStage
from .script import codes_of, credentials_of, offline_of, people_of, webhook_of

PIN, CARD = "284617", "1723612378"

type Switches = dict[str, Any]
type Style = Literal["form", "repeated", "text", "list", "object"]

OF_SIFELY: tuple[Switches, ...] = (
    {"login_wrapped": False},
    {"wrapped_paths": ".*"},
    {"write_success": "code"},
    {"write_success": "empty"},
    {"errors": "errcode"},
    {"errors": "wrapped"},
    {"message_key": "msg", "code_as_text": True},
    {"message_key": "errmsg"},
    {"method_refusal": "code", "detail_method": "POST"},
    {"detail_method": "POST"},
    {"token_seconds": 60, "expires_in_text": True},
    {"token_seconds": 60, "refresh_returns_token": False},
    {"sifely_extras": "none"},
    {"gateways_listed": False},
    {"name_suffix": False},
)
"""What TTLock documents and Sifely does not."""

OF_BOTH: tuple[Switches, ...] = (
    {},
    {"key_id_in_list": True, "gateway_in_ekeys": True},
    {"short_state": True},
    {"ekey_answer": "success"},
    {"pages_past_total": True, "loose_types": True},
    {"group_name_key": "groupName"},
    {"old_records": True},
    {"unknown_card": 51},
    {"settling_seconds": 2.0, "busy_seconds": 1.0},
    {"delivery_seconds": 5.0},
    {"record_lag": 3.0},
    {"not_admin": -2018},
)

WAYS = ("ttlock", "sifely", "bearer")

DAYS = [
    *(pytest.param("bearer", it, id=f"bearer {it}") for it in ({}, *OF_SIFELY)),
    *(pytest.param("sifely", it, id=f"sifely {it}") for it in OF_BOTH + OF_SIFELY),
    *(pytest.param("ttlock", it, id=f"ttlock {it}") for it in OF_BOTH),
]


@dataclass
class Day:
    """A signed-in client and the cloud that it is at."""

    stage: TtlockStage
    cloud: TtlockCloud

    @property
    def lock(self) -> str:
        """The lock that can do everything."""
        return self.stage.props.main

    def pass_by(self, **time: float) -> None:
        """Let time go by."""
        self.stage.advance(timedelta(**time))

    async def bolt(self) -> BoltState:
        """Return where the bolt is, after it has settled."""
        self.pass_by(seconds=30)
        known = (await self.cloud.inventory()).locks
        return (await self.cloud.states({self.lock: known[self.lock]}))[self.lock].bolt


@asynccontextmanager
async def a_day(way: str, **switches: Any) -> AsyncIterator[Day]:
    """Sign in to the simulated cloud in one of the three ways."""
    brand = "ttlock" if way == "ttlock" else "sifely"
    async with (
        Simulation.start("test", vendors=["ttlock"]) as simulation,
        ClientSession(middlewares=MIDDLEWARES) as session,
    ):
        stage = TtlockStage(simulation, brand)
        stage.control.switch(sifely_extras="starred")
        stage.control.switch(**switches)
        connection = stage.connection(session)
        if way == "bearer":
            credentials = {**connection.credentials, "api": "bearer"}
            connection = replace(connection, credentials=credentials)
        yield Day(stage, TtlockCloud(connection))


@pytest.mark.parametrize(("way", "switches"), DAYS)
async def test_a_day(socket_enabled: None, way: str, switches: Switches) -> None:
    """People come and go, codes are made and deleted."""
    async with a_day(way, **switches) as day:
        await doors(day)
        await codes(day)
        await cards(day)
        await people(day)


async def doors(day: Day) -> None:
    """Lock and unlock, and hear of it."""
    account, again = await day.cloud.account(), await day.cloud.account()
    assert account == again
    assert day.lock in (await day.cloud.inventory()).locks
    await day.cloud.operate(day.lock, Operation.UNLOCK)
    assert await day.bolt() is BoltState.UNLOCKED
    await day.cloud.operate(day.lock, Operation.LOCK)
    assert await day.bolt() is BoltState.LOCKED
    day.pass_by(minutes=1)
    await day.stage.type_pin(day.lock, PIN)
    day.pass_by(seconds=10)
    events = await day.cloud.activity(day.lock, after=None, limit=20)
    assert events[-1].type is EventType.DENIED
    assert PIN not in repr(events)
    assert {EventType.UNLOCKED} <= {event.type for event in events}


async def codes(day: Day) -> None:
    """Write a code, use it, change it, take it off."""
    part = codes_of(day.cloud)
    now = day.stage.now()
    window = Schedule.window(now - timedelta(minutes=5), now + timedelta(days=1))
    written = await part.add(
        day.lock, CodeDraft(name="Anna", schedule=window, pin=Secret(PIN))
    )
    day.pass_by(seconds=60)
    (code,) = await part.list(day.lock, fresh=True)
    assert code.id == written.code_id
    assert code.on_lock is True
    assert day.stage.simulation.control.type_pin(MAIN, PIN) == "accepted"
    day.pass_by(minutes=1)
    await part.update(day.lock, code.id, CodeChange(name="Bert"), expect_name="Anna")
    day.pass_by(minutes=1)
    await part.delete(day.lock, code.id, expect_name="Bert")
    day.pass_by(minutes=1)
    assert await part.list(day.lock, fresh=True) == ()
    day.pass_by(minutes=1)
    offline = await offline_of(day.cloud).generate(day.lock, Schedule.always(), "Guest")
    pin = offline.pin.reveal()
    assert day.stage.simulation.control.type_pin(MAIN, pin) == "accepted"
    day.pass_by(minutes=1)


async def test_a_gateway_that_takes_no_past_start(socket_enabled: None) -> None:
    """Refused once, with what to do; the same wish works the second time."""
    async with a_day("ttlock", past_start_refused=True) as day:
        part = codes_of(day.cloud)
        now = day.stage.now()
        window = Schedule.window(now - timedelta(seconds=1), now + timedelta(days=1))
        draft = CodeDraft(name="Anna", schedule=window, pin=Secret(PIN))
        with pytest.raises(InvalidCode) as caught:
            await part.add(day.lock, draft)
        assert caught.value.reason is Reason.START_PAST
        assert await part.list(day.lock, fresh=True) == ()
        await part.add(day.lock, draft)
        day.pass_by(seconds=60)
        assert day.stage.simulation.control.type_pin(MAIN, PIN) == "accepted"


async def cards(day: Day) -> None:
    """Somebody holds an unknown card to the lock, and is given access by it."""
    part = credentials_of(day.cloud)
    day.stage.simulation.control.hold_card(MAIN, CARD)
    day.pass_by(seconds=10)
    event = (await day.cloud.activity(day.lock, after=None, limit=20))[-1]
    assert event.type is EventType.DENIED
    if not day.stage.control.state()["switches"]["old_records"]:  # type: ignore[index]
        held = await part.presented(day.lock, event.id)
        assert held.data == Secret(CARD)
    draft = CredentialDraft(
        type=CredentialType.RFID_CODE, name="Card", data=Secret(CARD)
    )
    day.pass_by(minutes=1)
    added = await part.add(day.lock, draft)
    day.pass_by(minutes=1)
    assert added.id in {it.id for it in await part.list(day.lock)}
    assert day.stage.simulation.control.hold_card(MAIN, CARD) == "accepted"
    day.pass_by(minutes=1)
    await part.delete(day.lock, added)


async def people(day: Day) -> None:
    """Send a key, and take it back."""
    part = people_of(day.cloud)
    draft = UserDraft(name="Els", account=Secret(REGISTERED), role=Role.GUEST)
    added = await part.add(day.lock, draft)
    assert [user.id for user in await part.list(day.lock)] == [added.id]
    await part.delete(day.lock, added.id)
    assert await part.list(day.lock) == ()


@pytest.mark.parametrize("way", WAYS)
async def test_the_owners_key_survives(socket_enabled: None, way: str) -> None:
    """Whoever asks for it: the lock would be gone with it."""
    async with a_day(way, key_id_in_list=True) as day:
        await day.cloud.inventory()
        report = day.stage.control.state()["locks"]
        assert isinstance(report, dict)
        (own,) = report[MAIN]["ekeys"].values()
        with pytest.raises(NotPermitted) as caught:
            await people_of(day.cloud).delete(day.lock, str(own))
        assert caught.value.reason is Reason.OWNER_PROTECTED
        assert day.stage.control.state()["deleted_locks"] == []


@pytest.mark.parametrize("way", WAYS)
async def test_tokens_that_end(socket_enabled: None, way: str) -> None:
    """Once they are expired, once they are revoked; the password goes on."""
    async with a_day(way) as day:
        await day.cloud.inventory()
        day.stage.control.expire_tokens()
        await day.cloud.inventory()
        day.stage.control.revoke_tokens()
        await day.cloud.inventory()
        day.stage.control.sign_out()
        with pytest.raises(AuthError):
            await day.cloud.inventory()


async def test_a_wrong_region(socket_enabled: None) -> None:
    """Is told as such, and not as a wrong password."""
    async with a_day("ttlock") as day:
        day.stage.control.region("cn")
        with pytest.raises(NotPermitted) as caught:
            await day.cloud.account()
        assert caught.value.reason is Reason.WRONG_REGION


@pytest.mark.parametrize("number", [50504, None])
async def test_no_plan(socket_enabled: None, number: int | None) -> None:
    """Every call is refused, and nobody is asked to sign in again."""
    async with a_day("sifely", unsubscribed_number=number) as day:
        day.stage.control.plan(subscribed=False)
        with pytest.raises(NotPermitted) as caught:
            await day.cloud.inventory()
        assert caught.value.reason is Reason.SUBSCRIPTION_MISSING


async def test_a_plan_that_is_used_up(socket_enabled: None) -> None:
    """The account has to wait."""
    async with a_day("sifely") as day:
        day.stage.control.plan("DEVELOPER")
        await day.cloud.account()
        assert day.cloud.pace.quota.calls == 10_000
        day.stage.control.calls(10_000)
        with pytest.raises(RateLimited):
            await day.cloud.inventory()


async def test_a_minute_that_is_full(socket_enabled: None) -> None:
    """Readings wait by themselves, so that it never is."""
    async with a_day("sifely", minute_limit=30) as day:
        before = day.stage.now()
        for _ in range(10):
            await day.cloud.inventory()
        assert day.stage.now() - before > timedelta(minutes=1)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("silent", ["504", "-2012", "-3002", "1"])
async def test_a_lock_that_has_just_gone(
    socket_enabled: None, way: str, silent: str
) -> None:
    """The gateway heard it a minute ago, and nobody knows what to say."""
    async with a_day(way, silent_lock=silent) as day:
        known = (await day.cloud.inventory()).locks
        day.stage.simulation.control.lock_online(MAIN, online=False)
        with pytest.raises((OutcomeUnknown, LockOffline)):
            await day.cloud.operate(day.lock, Operation.UNLOCK)
        states = await day.cloud.states(known)
        assert day.stage.props.other in states


async def test_unlocking_that_the_app_has_switched_off(socket_enabled: None) -> None:
    """Says where to switch it on."""
    async with a_day("ttlock") as day:
        day.stage.control.remote_unlock(MAIN, on=False)
        with pytest.raises(Unsupported) as caught:
            await day.cloud.operate(day.lock, Operation.UNLOCK)
        assert caught.value.reason is Reason.REMOTE_DISABLED


async def test_a_lent_lock(socket_enabled: None) -> None:
    """Is there, and manages nothing."""
    async with a_day("ttlock") as day:
        locks = (await day.cloud.inventory()).locks.values()
        (lent,) = [it for it in locks if it.name == "Summer house"]
        assert not lent.can(Capability.CODES)
        await day.cloud.operate(lent.id, Operation.UNLOCK)


@pytest.mark.parametrize(
    ("way", "style"),
    [
        ("ttlock", "form"),
        ("ttlock", "repeated"),
        ("sifely", "text"),
        ("sifely", "list"),
        ("sifely", "object"),
    ],
)
async def test_callbacks(socket_enabled: None, way: str, style: Style) -> None:
    """They tell what polling tells, or at least that there is something to read."""
    async with (
        a_day(way) as day,
        RawServer.running(lambda _: answer(200, b"success")) as address,
    ):
        await day.cloud.inventory()
        assert await day.stage.control.callback(address.origin, style)
        await day.stage.type_pin(day.lock, PIN)
        await day.cloud.operate(day.lock, Operation.UNLOCK)
        day.pass_by(seconds=10)
        await day.stage.control.deliver()
        polled = await day.cloud.activity(day.lock, after=None, limit=20)
        part = webhook_of(day.cloud)
        updates = [
            update for it in address.asked for update in part.parse(it.body, it.headers)
        ]
        told = [it.event for it in updates if isinstance(it, EventUpdate)]
        if way == "ttlock":
            assert [it.id for it in told] == [it.id for it in polled]
        else:
            assert Hint(lock_id=day.lock) in updates
        assert PIN not in repr(updates)
