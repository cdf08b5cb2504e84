"""What all rules need: a house, a Home Assistant over it, somebody who watches."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.exceptions import HomeAssistantError, ServiceNotSupported
from hypothesis.stateful import RuleBasedStateMachine

from custom_components.cloud_locks.const import DOMAIN

from .answers import DOUBT, check_answer, reason_of
from .house import CodeId, Door, House, Kind, Topic, Trouble
from .oracle import Aim, Known, Oracle, Violation, Wish
from .site import Site
from .time_machine import TimeMachine

_ON_ITS_WAY = frozenset({"pending", "removing"})


def _pins(digits: int) -> Iterator[str]:
    """Return PINs of a length, each of them once."""
    first = 2 * 10 ** (digits - 1) + 3
    return (str(first + n * 7_919_137 % (4 * first - 13)) for n in count(1))


class Base(RuleBasedStateMachine):
    """A house and a Home Assistant of its own for each run."""

    frozen: FrozenDateTimeFactory
    make_house: Callable[[], House]

    def __init__(self) -> None:
        """Open the house and let Home Assistant run for a few seconds."""
        super().__init__()
        self.loop = TimeMachine(self.frozen)
        self.house = type(self).make_house()
        self.site = Site(self.house)
        self.oracle = Oracle(self.house, lambda: self.loop.now)
        self.house.on_call = self._observe
        self.commands: set[asyncio.Task[None]] = set()
        self.violations: list[Violation] = []
        self.used_pins: list[str] = []
        self.missed: list[tuple[Door, CodeId, str, datetime]] = []
        """Codes of ours that somebody took away: who, and since when."""
        self._pins = _pins(self.house.pin_digits)
        self.running = True
        self.awake_since = self.loop.now
        self.loop.run(self.house.open())
        self.loop.run(self.site.open())
        self.loop.live(timedelta(seconds=5))

    def close(self) -> None:
        """Stop everything."""
        for command in self.commands:
            command.cancel()
        with suppress(asyncio.CancelledError):
            self.loop.run(asyncio.sleep(1))
        self.loop.run(self.site.close())
        self.loop.run(self.house.close())
        self.loop.close()

    @property
    def codes(self) -> list[tuple[Door, Known]]:
        """Return what is on all locks."""
        return [
            (door, code)
            for door, codes in self.oracle.locks.items()
            for code in codes.values()
        ]

    @property
    def lost(self) -> list[Wish]:
        """Return the additions of which nobody knows, and which did not happen."""
        return [
            wish
            for wish in self.oracle.wishes
            if wish.aim is Aim.ADD and wish.in_doubt and not wish.effects
        ]

    def nth(self, place: int) -> tuple[Door, Known]:
        """Return one of the codes on all locks."""
        self.oracle.observe()
        return self.codes[place % len(self.codes)]

    def pin(self) -> str:
        """Return digits that occur nowhere else."""
        self.used_pins.append(next(self._pins))
        return self.used_pins[-1]

    def end(self, lasts: timedelta | None) -> datetime | None:
        """Return when something that begins now is over."""
        return None if lasts is None else self.loop.now.replace(microsecond=0) + lasts

    def befalls(self, topic: Topic, mishap: Kind | None) -> None:
        """Let something go wrong with the next call about a topic."""
        if mishap is not None:
            self.loop.run(self.house.trouble(Trouble(topic, mishap)))

    def will_be_missed(self, door: Door, code: Known) -> None:
        """Note that people must be told when a code of ours is no longer there."""
        if not self.running or not self.site.is_loaded:
            return
        if self.oracle.is_being_replaced(door, code.held):
            return
        for it in self.site.known(door):
            if it.managed and it.id == code.held.id:
                self.missed.append((door, it.id, it.name, self.loop.now))

    def ask(self, wish: Wish, action: str, patience: timedelta, **data: Any) -> None:
        """Call an action for a wish, and wait a while for its answer."""
        self.oracle.observe()
        entity_id = self.site.entity(wish.door, "lock")
        self.oracle.wish(wish)
        call = self.site.act(DOMAIN, action, entity_id=entity_id, **data)
        self._start(self._end_of(wish, entity_id, call), patience)

    def command(
        self, patience: timedelta, domain: str, action: str, entity_id: str
    ) -> None:
        """Call an action of core at an entity, and wait a while for its end."""
        self._start(self._command(domain, action, entity_id), patience)

    def _start(self, command: Coroutine[Any, Any, None], patience: timedelta) -> None:
        task = self.loop.create_task(self._noting_violations(command))
        self.commands.add(task)
        task.add_done_callback(self.commands.discard)
        self.loop.run(asyncio.sleep(0))
        if not task.done() and patience:
            self.loop.run(_wait(task, patience))

    def _observe(self) -> None:
        """Look at the locks just when something was done to them."""
        try:
            self.oracle.observe()
        except Violation as violation:
            self.violations.append(violation)

    async def _noting_violations(self, command: Coroutine[Any, Any, None]) -> None:
        try:
            await command
        except Violation as violation:
            self.violations.append(violation)

    async def _command(self, domain: str, action: str, entity_id: str) -> None:
        try:
            await self.site.act(domain, action, entity_id=entity_id)
        except ServiceNotSupported:
            return
        except HomeAssistantError as err:
            reason_of(err)

    async def _end_of(
        self, wish: Wish, entity_id: str, call: Coroutine[Any, Any, dict[str, Any]]
    ) -> None:
        """See how a wish ends, and hold the answer against the truth."""
        row, reason = {}, ""
        try:
            row = (await call)[entity_id]
        except HomeAssistantError as err:
            reason = reason_of(err)
        finally:
            wish.asking = False
        reason = reason or row.get("error", "")
        status = str(row.get("status"))
        self.oracle.observe()
        if wish.aim is Aim.ADOPT:
            self.oracle.adopted(wish, certain=not reason and not wish.disturbed)
        wish.promised = status in _ON_ITS_WAY or status == "unknown"
        if status in _ON_ITS_WAY or row.get("removing"):
            # It goes on when nobody waits for it any more.
            return
        wish.open = False
        wish.in_doubt = reason in DOUBT or status == "unknown"
        if not wish.in_doubt:
            check_answer(self.house, wish, row, reason)


async def _wait(task: asyncio.Task[None], patience: timedelta) -> None:
    await asyncio.wait({task}, timeout=patience.total_seconds())
