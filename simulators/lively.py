"""People who come and go by themselves, so that a demo has something to show."""

import asyncio
from contextlib import suppress
from random import Random
from typing import Final

from .bolt import Bolt
from .credentials import Credential, CredentialKind
from .doorlog import BY_HAND, Cause, Method
from .home import Home
from .keypad import present
from .lock import Lock

_BUTTON: Final = Cause(method=Method.BUTTON)
_WRONG_PIN: Final = "00000"
_BY_APP: Final = 0.25
"""How often a resident takes the app although there is a keypad."""
_MISTYPED: Final = 0.1
"""How often somebody mistypes a PIN first."""


class Lively:
    """Episodes at the doors of a home, the same ones for the same seed."""

    def __init__(
        self,
        home: Home,
        *,
        seed: int = 1,
        gap: tuple[float, float] = (20.0, 60.0),
        step: float = 3.0,
    ) -> None:
        """Plan episodes `gap` seconds apart, whose steps take `step` seconds each."""
        self._home = home
        self._random = Random(seed)  # noqa: S311 - a play, not a secret
        self._gap = gap
        self._step = step
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, until `stop`."""
        self._task = asyncio.create_task(self._live(), name="lively home")

    async def stop(self) -> None:
        """End the play, in the middle of an episode if need be."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def episode(self) -> None:
        """Play one scene at one door: somebody comes, leaves, or locks up."""
        doors = [lock for lock in self._home.locks.values() if lock.reachable]
        if not doors:
            return
        lock = self._random.choice(doors)
        if lock.bolt is not Bolt.LOCKED:
            lock.lock(_BUTTON)
            return
        if self._random.random() < 0.5:
            await self._come(lock)
        else:
            lock.turn_knob(Bolt.UNLOCKED)
        await self._walk_through(lock)

    async def _live(self) -> None:
        """Play for ever."""
        while True:
            await asyncio.sleep(self._random.uniform(*self._gap))
            await self.episode()

    async def _come(self, lock: Lock) -> None:
        """Let somebody in by whatever they have."""
        keys = _usable(self._home, lock)
        residents = sorted(
            person.id for person in self._home.people.values() if person.resident
        )
        if residents and (not keys or self._random.random() < _BY_APP):
            visitor = self._random.choice(residents)
            lock.unlock(Cause(method=Method.APP, person_id=visitor))
        elif keys:
            await self._use_keypad(lock, keys)

    async def _use_keypad(self, lock: Lock, keys: list[Credential]) -> None:
        """Type a PIN or lay a finger, with a mistake now and then."""
        key = self._random.choice(keys)
        mistyped = self._random.random() < _MISTYPED
        if key.kind is CredentialKind.PIN and mistyped:
            present(self._home, lock, key.kind, _WRONG_PIN)
            await asyncio.sleep(self._step)
        present(self._home, lock, key.kind, key.secret)

    async def _walk_through(self, lock: Lock) -> None:
        """Open the door, close it, and lock behind."""
        await asyncio.sleep(self._step)
        if lock.bolt is Bolt.LOCKED:
            return
        lock.door.open()
        await asyncio.sleep(self._step)
        lock.door.close()
        await asyncio.sleep(self._step)
        lock.lock(BY_HAND if self._random.random() < 0.5 else _BUTTON)


def _usable(home: Home, lock: Lock) -> list[Credential]:
    """List the credentials that open the door right now."""
    if lock.keypad is None or not lock.keypad.paired:
        return []
    now = home.clock.now()
    return [
        row
        for row in lock.credentials
        if not (row.dead(now) or row.erases)
        and row.schedule.allows(now)
        and (lock.keypad.fingerprints or row.kind is not CredentialKind.FINGERPRINT)
    ]
