"""Writing codes at the fake account's doors, below the actions."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.codes import CodeBook, CodeWriter
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import AccessCode, CodeDraft
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend

from .home import live_through, record_events

PIN = "284617"
OTHER_PIN = "739105"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

type Storage = dict[str, Any]


def draft(
    name: str = "Anna", pin: str = PIN, schedule: Schedule | None = None
) -> CodeDraft:
    """Return a wish for a code."""
    return CodeDraft(name=name, pin=Secret(pin), schedule=schedule or Schedule.always())


async def until(condition: Callable[[], object]) -> None:
    """Let things go on until something is so, which it is soon."""
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0)
    pytest.fail("it never was so")


@dataclass
class Codes:
    """The codes of an account, as tests handle them."""

    hass: HomeAssistant
    entry: MockConfigEntry
    cloud: FakeBackend
    clock: FrozenDateTimeFactory
    events: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down what is told about the front door's codes from now on."""
        self.events = record_events(self.hass, "code")

    @property
    def book(self) -> CodeBook:
        """Return what is known; another one after each reload."""
        book: CodeBook = self.entry.runtime_data.codes
        return book

    @property
    def writer(self) -> CodeWriter:
        """Return who writes; another one after each reload."""
        writer: CodeWriter = self.entry.runtime_data.code_writer
        return writer

    async def without_waiting(self, job: Coroutine[Any, Any, AccessCode]) -> AccessCode:
        """Return what a job that waits for nothing answers; the clock has to move."""
        task = asyncio.create_task(job)
        for _ in range(5):
            await asyncio.sleep(0)
        self.clock.tick(timedelta(seconds=0.01))
        return await task

    def known(self, name: str = "Anna") -> AccessCode:
        """Return the one code of a name as it is known."""
        (code,) = (it for it in self.book.known("front") if it.name == name)
        return code

    def names(self) -> list[str]:
        """Return the names of all codes that are known."""
        return [it.name for it in self.book.known("front")]

    def told(self) -> list[str]:
        """Return the types of the events so far, and forget them."""
        told = [it["event_type"] for it in self.events]
        self.events.clear()
        return told

    def on_lock(self, lock_id: str = "front") -> list[str]:
        """Return the names of what really is on a lock."""
        return [it.name for it in self.cloud.codes[lock_id].values()]

    def problems(self) -> list[tuple[str, str]]:
        """Return names and reasons of what is not as wished."""
        return [(it.name, it.reason.value) for it in self.book.problems("front")]

    def stored(self, storage: Storage) -> dict[str, Any]:
        """Return what the file holds about the front door at this moment."""
        file = storage[f"{DOMAIN}.{self.entry.entry_id}"]
        row: dict[str, Any] = file["data"]["locks"]["front"]
        return row

    def held(self, code: AccessCode) -> AccessCode:
        """Return what the front door really holds under the id of a code."""
        return self.cloud.codes["front"][code.id]

    def reads(self, lock_id: str = "front") -> int:
        """Return how often the codes of a lock were read."""
        return sum(
            it.method in {"codes.list", "codes.get"} and it.lock_id == lock_id
            for it in self.cloud.script.calls
        )

    async def live(
        self, span: timedelta, step: timedelta = timedelta(seconds=30)
    ) -> None:
        """Let time pass."""
        await live_through(self.hass, self.clock, span, step=step)


def issues(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return what repair issues say."""
    found = ir.async_get(hass).issues.values()
    return [dict(it.translation_placeholders or {}) for it in found if it.active]
