"""Many people at many locks of one account whose cloud answers only so often."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, override
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import DoorId, Grant, GrantDoor
from custom_components.cloud_locks.access.keeper import AccessKeeper
from custom_components.cloud_locks.model.cloud import Quota
from custom_components.cloud_locks.model.errors import RateLimited
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import RULES, FakeBackend, make_lock, register
from tests.fake_cloud.cloud import PACE
from tests.fake_cloud.faults import Script

from .figures import Effort, Figures
from .forward import FastForward, fast_forward
from .house import BenchError, home_assistant, loaded
from .setups import Stopwatch
from .subjects import Ours
from .watching import watched_files, watched_turns

_CALLS_PER_MINUTE: Final = 120
"""What the cloud allows and nobody was told."""

_QUOTA: Final = Quota(calls=100_000, period=timedelta(hours=1))
"""What its vendor says that it allows."""

_ANSWER_TAKES: Final = 1.0
"""Seconds, at the cloud and on the way to a lock."""

_HOUR: Final = 3600.0
_MS: Final = 1000.0
_PATIENCE: Final = 48 * _HOUR
_STEP: Final = 0.25
"""Seconds: no timer is later than that."""
_PIN_STEP: Final = 7_919_137


class LimitedScript(Script):
    """A cloud that takes some time, and refuses what comes too often."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        super().__init__()
        self.refused = 0
        self.over = False
        self._minute, self._count = 0, 0

    @override
    @asynccontextmanager
    async def call(self, method: str, lock_id: str | None) -> AsyncIterator[None]:
        if self.over:
            async with super().call(method, lock_id):
                yield
            return
        # The clock that moves in steps: while files are written no calls come free.
        now = dt_util.utcnow().timestamp()
        minute, gone = divmod(now, 60)
        if minute != self._minute:
            self._minute, self._count = int(minute), 0
        self._count += 1
        if self._count > _CALLS_PER_MINUTE:
            self.refused += 1
            raise RateLimited(retry_after=60 - gone)
        async with super().call(method, lock_id):
            await asyncio.sleep(_ANSWER_TAKES)
            yield

    @property
    def about_codes(self) -> int:
        """Return how many calls were about codes, refused ones aside."""
        return sum(it.method.startswith("codes.") for it in self.calls)


async def measure_access(people: int, effort: Effort) -> Figures:
    """Return how long it takes until everybody has a code at every lock.

    Hours are simulated; seconds and milliseconds are of the processor.
    """
    with pytest.MonkeyPatch.context() as monkey, TemporaryDirectory() as folder:
        backend = _backend(effort.doors)
        register(monkey, backend)
        async with home_assistant(Path(folder)) as hass:
            with fast_forward() as forward, _files_take_no_time(hass, forward):
                entry = await _sign_in(hass, backend, forward)
                return await _give_all(hass, entry, backend, forward, people)


def _backend(locks: int) -> FakeBackend:
    rules = replace(RULES, capacity=None)
    made = (make_lock(f"d{it}", f"Door {it}", code_rules=rules) for it in range(locks))
    backend = FakeBackend(made)
    backend.script = LimitedScript()
    backend.pace = replace(PACE, quota=_QUOTA, activity=timedelta(hours=1))
    return backend


@contextmanager
def _files_take_no_time(hass: HomeAssistant, forward: FastForward) -> Iterator[None]:
    """Let no time pass while something is written, however slow the disk is."""
    plain = hass.async_add_executor_job

    def counted(*args: Any) -> asyncio.Future[Any]:
        forward.requests += 1
        future = plain(*args)
        future.add_done_callback(done)
        return future

    def done(_: asyncio.Future[Any]) -> None:
        forward.requests -= 1

    with patch.object(hass, "async_add_executor_job", counted):
        yield


async def _sign_in(
    hass: HomeAssistant, backend: FakeBackend, forward: FastForward
) -> ConfigEntry:
    entry = Ours(backend).entry()
    setup = hass.async_create_task(hass.config_entries.async_add(entry))
    await forward.run(_HOUR, step=1, until=setup.done)
    await setup
    await forward.run(_HOUR, step=1, until=lambda: access.async_keeper(hass))
    # Every lock's codes are read once before anything is given.
    await forward.run(_HOUR, step=1)
    return loaded(entry)


async def _give_all(
    hass: HomeAssistant,
    entry: ConfigEntry,
    backend: FakeBackend,
    forward: FastForward,
    people: int,
) -> Figures:
    keeper, script = access.async_keeper(hass), backend.script
    if keeper is None or not isinstance(script, LimitedScript):
        raise BenchError("nobody keeps access, or nothing is limited")
    codes, watch = people * len(backend.locks), Stopwatch()
    before = script.about_codes
    with watched_turns() as turns, watched_files() as files, watch.lap():
        for number in range(people):
            await keeper.put(_grant(entry, backend, number))
        passed = await forward.run(
            _PATIENCE, step=_STEP, until=_complete(backend, codes)
        )
    if not _complete(backend, codes)():
        raise BenchError(f"{_written(backend)} codes of {codes} after two days")
    calls = script.about_codes - before
    script.over = True
    # What is still under way ends in peace.
    await forward.run(120, step=1)
    return {
        "hours": passed / _HOUR,
        "least_hours": calls / _CALLS_PER_MINUTE / 60,
        "calls_per_code": calls / codes,
        "refused": script.refused,
        "plan": _plan_time(keeper),
        "longest": turns.longest,
        "processor": watch.median / _MS,
        "files": files.megabytes,
    }


def _grant(entry: ConfigEntry, backend: FakeBackend, number: int) -> Grant:
    always = Schedule.always()
    doors = (DoorId(str(entry.unique_id), it) for it in backend.locks)
    return Grant(
        id=f"person {number}",
        name=f"Person {number}",
        created=dt_util.utcnow(),
        doors=tuple(GrantDoor(at=it, schedule=always) for it in doors),
        pin=Secret(str(20_000_003 + number * _PIN_STEP % 79_999_987)),
    )


def _written(backend: FakeBackend) -> int:
    return sum(len(it) for it in backend.codes.values())


def _complete(backend: FakeBackend, codes: int) -> Callable[[], bool]:
    return lambda: _written(backend) >= codes


def _plan_time(keeper: AccessKeeper) -> float:
    """Return the milliseconds that one access takes to plan, at all of its locks."""
    watch = Stopwatch()
    for grant_id in tuple(keeper.grants):
        with watch.lap():
            keeper.plan_of(grant_id)
    return watch.median
