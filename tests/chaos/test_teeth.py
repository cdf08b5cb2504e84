"""An integration that is broken on purpose does not get through such a day."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.cloud_locks.codes.book import CodeBook
from custom_components.cloud_locks.codes.jobs import CodeJobs, IfExists
from custom_components.cloud_locks.codes.watch import CodeWatch
from custom_components.cloud_locks.const import LOGGER
from custom_components.cloud_locks.coordinator import LocksCoordinator
from custom_components.cloud_locks.model.access_code import (
    AccessCode,
    CodeDraft,
    CodeStatus,
)
from custom_components.cloud_locks.model.errors import OutcomeUnknown
from custom_components.cloud_locks.model.lock import LockId

from .fake_house import FakeHouse
from .house import Kind
from .machine import Chaos
from .oracle import Violation

PATIENCE = timedelta(seconds=60)

type Call = Callable[[], Awaitable[object]]


class Day(Chaos):
    """One day at the fake cloud, lived step by step."""


@pytest.fixture
def day(
    frozen: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Day]:
    """Begin a day."""
    Day.frozen = frozen
    Day.make_house = staticmethod(lambda: FakeHouse(monkeypatch))
    day = Day()
    yield day
    day.close()


def give(
    day: Day, *, lasts: timedelta | None = None, mishap: Kind | None = None
) -> None:
    """Give Anna a code at the front door."""
    day.add(
        door=0,
        name="Anna",
        lasts=lasts,
        if_exists="error",
        wait=30,
        patience=PATIENCE,
        mishap=mishap,
    )


def delete(day: Day) -> None:
    """Take Anna's code away."""
    day.delete(door=0, name="Anna", wait=30, patience=PATIENCE, mishap=None)


def test_a_good_day(day: Day) -> None:
    """What works is not complained about."""
    give(day, lasts=timedelta(minutes=5), mishap=Kind.LOST_AFTER)
    day.check()
    day.settle()
    give(day)
    day.remove(nth=0)
    day.settle()


def test_sent_twice(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write goes out again after its answer was lost."""
    send = CodeBook.send

    async def send_again(book: CodeBook, lock: LockId, call: Call) -> object:
        try:
            return await send(book, lock, call)
        except OutcomeUnknown:
            return await send(book, lock, call)

    monkeypatch.setattr(CodeBook, "send", send_again)
    give(day, mishap=Kind.LOST_BEFORE)
    with pytest.raises(Violation, match="2 additions were sent to front for 1"):
        day.check()


def test_opened_twice(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command goes out for every look at the bolt."""
    operate = LocksCoordinator.async_operate

    async def operate_again(self: LocksCoordinator, *args: Any) -> object:
        await operate(self, *args)
        return await operate(self, *args)

    monkeypatch.setattr(LocksCoordinator, "async_operate", operate_again)
    day.operate(door=0, command="unlock", patience=PATIENCE, mishap=None)
    with pytest.raises(Violation, match="2 commands were sent to front for 1"):
        day.check()


def test_outliving(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody clears away what is over, and nobody says so."""
    monkeypatch.setattr(CodeWatch, "_outstayed", lambda *_: [])
    monkeypatch.setattr(CodeBook, "problems", lambda *_: ())
    give(day, lasts=timedelta(minutes=5))
    with pytest.raises(AssertionError, match="outlives its hours"):
        day.settle()


def test_a_stranger_s_code(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody clears away what was never ours."""
    monkeypatch.setattr(
        CodeWatch, "_outstayed", lambda self, lock_id: self._book.known(lock_id)
    )
    day.put(door=0, name="Bert", lasts=None)
    with pytest.raises(Violation, match="1 deletions were sent to front for 0"):
        day.settle()


def test_forgetting(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody remembers what was made here."""
    put = CodeBook.put

    def forget(book: CodeBook, lock: LockId, code: AccessCode, **how: Any) -> None:
        put(book, lock, replace(code, managed=False), **how)

    monkeypatch.setattr(CodeBook, "put", forget)
    give(day)
    with pytest.raises(AssertionError, match="was forgotten"):
        day.settle()


def test_losing(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that a code was taken away."""
    give(day)
    monkeypatch.setattr(CodeBook, "changed", lambda *_, **__: None)
    day.remove(nth=0)
    with pytest.raises(AssertionError, match="nobody was told"):
        day.settle()


def test_telling_tales(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer says that a code is on the lock, which it is not."""

    async def pretend(
        _: CodeJobs, __: LockId, draft: CodeDraft, ___: object
    ) -> AccessCode:
        active = CodeStatus.ACTIVE
        return AccessCode(id="code-1", name=draft.name, on_lock=True, status=active)

    monkeypatch.setattr(CodeJobs, "add", pretend)
    give(day)
    with pytest.raises(Violation, match="which is not true"):
        day.check()


def test_showing_digits(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody logs what is typed."""
    add = CodeJobs.add

    async def chatter(
        jobs: CodeJobs, lock: LockId, draft: CodeDraft, how: IfExists
    ) -> AccessCode:
        assert draft.pin is not None
        LOGGER.debug("Adding %s", draft.pin.reveal())
        return await add(jobs, lock, draft, how)

    monkeypatch.setattr(CodeJobs, "add", chatter)
    give(day)
    assert day.pins_shown()


def test_breaking(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception gets away."""

    def stumble(*_: Any) -> None:
        raise KeyError

    monkeypatch.setattr(CodeWatch, "_depth", stumble)
    with pytest.raises(AssertionError, match="KeyError"):
        day.settle()


def test_without_a_sentence(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is refused without being told why."""
    give(day)

    async def refuse(*_: Any) -> None:
        raise HomeAssistantError("no")

    monkeypatch.setattr(CodeJobs, "delete", refuse)
    delete(day)
    with pytest.raises(Violation, match="without a sentence"):
        day.check()
