"""A home with people in it."""

import asyncio

from simulators import Simulation
from simulators.doorlog import Act, Method
from simulators.lively import Lively

EPISODES = 60


async def play(simulation: Simulation, seed: int) -> list[tuple[str, Act, Method]]:
    """Play some episodes at once and return what the log says."""
    lively = Lively(simulation.home, seed=seed, gap=(0, 0), step=0)
    before = len(list(simulation.home.log))
    for _ in range(EPISODES):
        await lively.episode()
        simulation.control.time(advance=40)
    entries = list(simulation.home.log)[before:]
    return [(entry.lock_id, entry.act, entry.cause.method) for entry in entries]


async def test_all_kinds_of_things_happen() -> None:
    """PINs, fingers, apps, mistakes, doors and hands."""
    days = [await play(Simulation("demo"), seed=seed) for seed in range(5)]
    seen = [it for day in days for it in day]
    methods = {method for _, _, method in seen}
    assert {Method.PIN, Method.FINGERPRINT, Method.APP, Method.MANUAL} <= methods
    assert {Act.WRONG_CODE, Act.DOOR_OPENED, Act.DOOR_CLOSED, Act.LOCKED} <= {
        act for _, act, _ in seen
    }


async def test_the_seed_decides() -> None:
    """The same seed plays the same, another one does not."""
    first = await play(Simulation("demo"), seed=3)
    assert first == await play(Simulation("demo"), seed=3)
    assert first != await play(Simulation("demo"), seed=4)


async def test_an_empty_home_stays_quiet() -> None:
    """Where there is no door, nobody comes."""
    assert await play(Simulation("empty"), seed=1) == []


async def test_runs_by_itself_until_stopped() -> None:
    """The background task plays, and stops when told."""
    simulation = Simulation("test")
    lively = Lively(simulation.home, gap=(0, 0), step=0)
    lively.start()
    async with asyncio.timeout(5):
        while not list(simulation.home.log):  # noqa: ASYNC110 - nobody announces it
            await asyncio.sleep(0)
    await lively.stop()
    await lively.stop()
    count = len(list(simulation.home.log))
    await asyncio.sleep(0.01)
    assert len(list(simulation.home.log)) == count
