"""A setting that the cloud has, and the lock not yet."""

from datetime import timedelta

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.command import Outcome
from tests.vendors.raw_server import Reply

from .harness import HARNESS
from .payloads import Json, sync_item
from .script import LOCK, SYNC, Script, refused, said
from .settings_home import (
    PATCH,
    REREAD,
    SETTINGS,
    K,
    a_lock,
    change,
    home,
    part_of,
    settings_of,
)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (a_lock(5, 5), Outcome.CONFIRMED),
        (a_lock(5, 6), Outcome.CONFIRMED),
        (a_lock(5, 4), Outcome.ACCEPTED),
        (a_lock(5, deviceRevision=...), Outcome.ACCEPTED),
        (a_lock(5, targetDeviceRevision=None), Outcome.ACCEPTED),
        (a_lock(5, serialNumber="10530206-000099"), Outcome.ACCEPTED),
    ],
)
async def test_the_lock_has_it_or_not_yet(
    script: Script, after: Json, outcome: Outcome
) -> None:
    """Told by two revisions, if they are told."""
    assert await change(script, after=after) is outcome


@pytest.mark.parametrize("reply", [refused(503), refused(401), refused(404), None])
async def test_a_change_is_made_whatever_becomes_of_the_look(
    script: Script, reply: Reply
) -> None:
    """The cloud has said yes."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH, said({}))
    script.on("GET", LOCK, reply)
    outcome = await part_of(cloud).set(found.id, K.AUTO_LOCK, value=False)
    assert outcome is Outcome.ACCEPTED


async def test_pending_until_the_lock_has_taken_it(script: Script) -> None:
    """No revision announces that, so a look at the lock reads its details as well."""
    waiting = {**SETTINGS, "autoLockEnabled": False}
    await change(script, after=a_lock(5, 4, deviceSettings=waiting))
    cloud, found = await home(script, a_lock(5, 4, deviceSettings=waiting))
    assert settings_of(found)[K.AUTO_LOCK].pending is True
    assert settings_of(found)[K.KEYPAD_LIGHT].pending is False
    script.on("GET", SYNC, said(sync_item(revision=5)))
    script.on("GET", LOCK, said(a_lock(5, 4)), said(a_lock(5, 5)))
    for pending in (True, False, False):
        found = (await cloud.states({found.id: found}))[found.id]
        assert settings_of(found)[K.AUTO_LOCK].pending is pending
    assert script.asked.count(REREAD) == 2


async def test_a_lock_out_of_reach_takes_nothing(script: Script) -> None:
    """Reading its details at every look would tell the same each time."""
    cloud, found = await home(script, a_lock(5, 4))
    gone = sync_item(revision=5, isConnected=False, deviceState=None)
    script.on("GET", SYNC, said(gone))
    found = (await cloud.states({found.id: found}))[found.id]
    assert settings_of(found)[K.AUTO_LOCK].pending is True
    assert script.asked == [f"GET {SYNC}"]


async def test_details_that_cannot_be_read_hide_no_state(script: Script) -> None:
    """The bolt has moved, that is news by itself."""
    cloud, found = await home(script, a_lock(5, 4))
    script.on("GET", SYNC, said(sync_item(revision=5, state=2)))
    script.on("GET", LOCK, refused(503))
    seen = (await cloud.states({found.id: found}))[found.id]
    assert seen.bolt != found.bolt


async def test_at_the_simulator(session: ClientSession) -> None:
    """The whole way, with a lock that takes its time."""
    async with HARNESS.stage() as stage:
        stage.control.switch(settings_lag=60)
        cloud, main = stage.vendor.connect(stage.connection(session)), stage.props.main
        await cloud.inventory()
        outcome = await part_of(cloud).set(main, K.AUTO_LOCK_DELAY, 45)
        assert outcome is Outcome.ACCEPTED
        for minutes, pending in ((0, True), (2, False)):
            stage.advance(timedelta(minutes=minutes))
            known = (await cloud.inventory()).locks
            found = (await cloud.states({main: known[main]}))[main]
            delay = settings_of(found)[K.AUTO_LOCK_DELAY]
            assert (delay.value, delay.pending) == (45, pending)
        outcome = await part_of(cloud).set(main, K.KEYPAD_VOLUME, "high")
        assert outcome is Outcome.ACCEPTED
        known = (await cloud.inventory()).locks
        assert settings_of(known[main])[K.KEYPAD_VOLUME].value == "high"
