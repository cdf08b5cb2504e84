"""What the client writes is what a keypad obeys: both were made from the documentation.

Zones without summer time, because the hours on a lock are those of UTC.
"""

from datetime import UTC, datetime, time, timedelta
import random

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.access_code import CodeDraft
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.lock import LockId
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors import MIDDLEWARES
from custom_components.cloud_locks.vendors.tedee.cloud import TedeeCloud

from .harness import HARNESS, TedeeStage

PIN = "246813"
ZONES = ("UTC", "Asia/Tokyo", "America/Phoenix", "Asia/Kolkata", "Pacific/Kiritimati")
MINUTE = timedelta(minutes=1)
SATURDAY = datetime(2027, 2, 27, 11, 30, tzinfo=UTC)


def some_schedule(chance: random.Random) -> Schedule:
    """Return weekly hours, also overnight ones and whole days."""
    days = chance.sample(list(Day), chance.randint(0, 6))
    if days and chance.random() < 0.3:
        return Schedule.weekly(days, None, None, chance.choice(ZONES))
    start, end = (time(chance.randrange(24), chance.randrange(60)) for _ in range(2))
    return Schedule.weekly(days, start, end, chance.choice(ZONES))


async def opens(stage: TedeeStage, cloud: TedeeCloud, lock_id: LockId) -> bool:
    """Type the PIN; return whether somebody could come in."""
    now = stage.now()
    await stage.type_pin(lock_id, PIN)
    stage.advance(MINUTE / 2)
    events = await cloud.activity(lock_id, after=now - MINUTE / 2, limit=5)
    opened = any(event.type is EventType.UNLOCKED for event in events)
    if opened:
        await cloud.operate(lock_id, Operation.LOCK)
    return opened


@pytest.mark.parametrize("seed", range(20))
async def test_a_code_opens_in_its_hours(socket_enabled: None, seed: int) -> None:
    """And at no other time, on any of the next days."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    schedule = some_schedule(chance)
    async with (
        HARNESS.stage() as stage,
        ClientSession(middlewares=MIDDLEWARES) as session,
    ):
        stage.simulation.home.clock.move_to(SATURDAY)
        cloud = TedeeCloud(stage.connection(session))
        codes, lock_id = cloud.parts.codes, stage.props.main
        assert codes is not None
        await codes.add(
            lock_id, CodeDraft(name="Guest", schedule=schedule, pin=Secret(PIN))
        )
        for _ in range(8):
            stage.advance(timedelta(minutes=chance.randrange(1, 24 * 60)))
            now = stage.now()
            # The last minute of a whole day is the lock's.
            if schedule.is_active(now) is schedule.is_active(now + MINUTE):
                assert await opens(stage, cloud, lock_id) is schedule.is_active(now)
