"""The order in which a lock is told things."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.cloud_locks.const import URGENT_WITHIN
from custom_components.cloud_locks.model.errors import LockBusy
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.queue import LaneQueue, Progress

from .home import turn


class Diary:
    """A queue, and what came through it, in order."""

    def __init__(self) -> None:
        """Start with an empty queue."""
        self.queue = LaneQueue()
        self.entries: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}

    def ask(
        self, name: str, *, urgent: bool = False, lane: str = "lane"
    ) -> asyncio.Task[str]:
        """Put a call into the queue that ends when it is let go."""
        gate = self.gates[name] = asyncio.Event()

        async def call() -> str:
            self.entries.append(name)
            await gate.wait()
            return name

        return asyncio.create_task(self.queue.run(lane, call, urgent=urgent))

    async def finish(self, *names: str) -> None:
        """Let calls end, one after the other."""
        for name in names:
            self.gates[name].set()
            await turn()


@pytest.fixture
def diary() -> Diary:
    """Return an empty one."""
    return Diary()


async def test_one_at_a_time_in_order(diary: Diary) -> None:
    """Who came first goes first; answers reach those who asked."""
    tasks = [diary.ask(it) for it in "abc"]
    await turn()
    assert diary.entries == ["a"]
    await diary.finish("a")
    assert diary.entries == ["a", "b"]
    await diary.finish("b", "c")
    assert [await it for it in tasks] == ["a", "b", "c"]


async def test_urgent_overtakes_what_has_not_begun(diary: Diary) -> None:
    """Not what is under way, and no other that is urgent."""
    tasks = [diary.ask(it) for it in "ab"]
    tasks += [diary.ask(it, urgent=True) for it in "xy"]
    await turn()
    await diary.finish("a", "x", "y", "b")
    assert diary.entries == ["a", "x", "y", "b"]
    await asyncio.gather(*tasks)


async def test_lanes_do_not_meet(diary: Diary) -> None:
    """What hangs at one door holds up no other."""
    hanging = diary.ask("a")
    other = diary.ask("b", lane="other")
    await turn()
    assert diary.entries == ["a", "b"]
    await diary.finish("a", "b")
    await asyncio.gather(hanging, other)


async def test_failure_passes_the_turn_on(diary: Diary) -> None:
    """An error belongs to who asked; the next one goes on."""

    async def fail() -> None:
        await asyncio.sleep(0)
        raise LockBusy

    failing = asyncio.create_task(diary.queue.run("lane", fail))
    waiting = diary.ask("b")
    await turn()
    with pytest.raises(LockBusy):
        await failing
    await diary.finish("b")
    assert await waiting == "b"


async def test_cancelled_while_waiting_or_running(diary: Diary) -> None:
    """Whoever gives up frees the place; nothing of theirs is sent any more."""
    tasks = {it: diary.ask(it) for it in "abc"}
    await turn()
    tasks["b"].cancel()
    tasks["a"].cancel()
    await turn()
    assert diary.entries == ["a", "c"]
    await diary.finish("c")
    again = diary.ask("d")
    await turn()
    assert diary.entries == ["a", "c", "d"]
    await diary.finish("d")
    assert await again == "d"


async def test_turn_that_comes_as_the_wait_ends(
    diary: Diary, freezer: FrozenDateTimeFactory
) -> None:
    """It is passed on, or the lane would stand still forever."""
    running, patient = diary.ask("a"), diary.ask("b")
    urgent = diary.ask("x", urgent=True)
    await turn()
    diary.gates["a"].set()
    freezer.tick(URGENT_WITHIN + 1)
    await turn()
    assert diary.entries == ["a", "b"]
    with pytest.raises(LockBusy):
        await urgent
    await diary.finish("b")
    assert [await running, await patient] == ["a", "b"]


async def test_urgent_is_dropped_in_time(
    diary: Diary, freezer: FrozenDateTimeFactory
) -> None:
    """Fifteen seconds after it was asked for, and nothing was sent."""
    running = diary.ask("a")
    patient = diary.ask("b")
    urgent = diary.ask("x", urgent=True)
    await turn()
    freezer.tick(URGENT_WITHIN - 1)
    await turn()
    assert not urgent.done()
    freezer.tick(2)
    await turn()
    with pytest.raises(LockBusy) as caught:
        await urgent
    assert caught.value.reason is Reason.TOO_LATE
    await diary.finish("a", "b")
    assert diary.entries == ["a", "b"]
    assert [await running, await patient] == ["a", "b"]


async def test_urgent_that_began_is_not_dropped(
    diary: Diary, freezer: FrozenDateTimeFactory
) -> None:
    """How long the lock takes is another matter."""
    urgent = diary.ask("x", urgent=True)
    await turn()
    freezer.tick(URGENT_WITHIN * 4)
    await turn()
    assert not urgent.done()
    await diary.finish("x")
    assert await urgent == "x"


async def test_progress(diary: Diary) -> None:
    """How far a lane has come since it was last at rest; who gave up does not count."""
    told: list[Progress] = []
    stop = diary.queue.async_listen(lambda it: told.append(diary.queue.progress(it)))
    for name in ("one", "two", "three"):
        diary.ask(name)
    waiting = diary.ask("four")
    await turn()
    assert diary.queue.progress("lane") == Progress(done=0, total=4, waiting=3)
    waiting.cancel()
    await turn()
    await diary.finish("one")
    assert diary.queue.progress("lane") == Progress(done=1, total=3, waiting=1)
    await diary.finish("two", "three")
    assert diary.queue.progress("lane") == Progress()
    assert told[-1] == Progress()
    assert diary.queue.progress("another") == Progress()
    before = len(told)
    stop()
    diary.ask("five")
    await diary.finish("five")
    assert len(told) == before
