"""Three accounts at three fake clouds in one Home Assistant, and access over all."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, override

from homeassistant import loader
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.helpers import frame
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
    mock_storage,
)

from custom_components import cloud_locks
from custom_components.cloud_locks import access
from custom_components.cloud_locks.access import house
from custom_components.cloud_locks.access.grant import DoorId
from custom_components.cloud_locks.access.keeper import AccessKeeper
from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    DOMAIN,
)
from custom_components.cloud_locks.model.access_code import AccessCode, CodeId
from custom_components.cloud_locks.model.capabilities import Part
from custom_components.cloud_locks.model.cloud import Pace, Quota
from custom_components.cloud_locks.model.code_rules import (
    ChangeStyle,
    CodeRules,
    ScheduleFeature,
)
from custom_components.cloud_locks.model.errors import CloudUnreachable, LockOffline
from custom_components.cloud_locks.model.lock import LockId, Reachability
from tests.fake_cloud import RULES, FakeBackend, make_lock, register

from .house import Kind, Topic, Trouble
from .site import Listener, heard
from .troubled import TroubledScript

ROOMY: Final = replace(RULES, capacity=9)
PLAIN: Final = replace(
    ROOMY, schedules=frozenset({ScheduleFeature.ALWAYS}), can_disable=False
)
"""A lock whose codes are there always or not at all."""
TIGHT: Final = replace(RULES, capacity=3, change=ChangeStyle.REPLACE)
"""Room for little, and no code is changed in its place."""

_CLOUDS: Final[dict[str, dict[LockId, CodeRules]]] = {
    "fake": {"front": ROOMY, "back": ROOMY},
    "plain": {"cellar": PLAIN},
    "tight": {"office": TIGHT},
}
FRONT, BACK, CELLAR, OFFICE = DOORS = tuple(
    DoorId(f"{brand}:1", lock_id)
    for brand, locks in _CLOUDS.items()
    for lock_id in locks
)
_ACCOUNTS: Final = {it.account for it in DOORS}

REST: Final = timedelta(hours=2)
"""After that every list of codes was read, whatever happened."""

_PACE: Final = Pace(
    states=timedelta(minutes=10),
    states_floor=timedelta(seconds=20),
    inventory=timedelta(hours=1),
    activity=timedelta(hours=1),
    quota=Quota(calls=700, period=timedelta(hours=1)),
    settle=(1, 2),
)
"""Hours of life are lived in little time: nobody turns a bolt here."""

_GIVES_UP: Final = 5.0
"""Seconds after which a call to a dead lock fails."""


class StreetScript(TroubledScript):
    """Troubles of one cloud; some of its locks may be dead, or nobody there."""

    def __init__(self, on_call: Callable[[], None]) -> None:
        """Start with everything in reach."""
        super().__init__(on_call)
        self.dead: set[LockId] = set()
        self.cut = False
        self.tried: Counter[LockId | None] = Counter()
        """Writes of codes, those that were refused too."""
        self.never_added: set[LockId] = set()
        """Where a code was lost on its way, and nobody knows."""

    @override
    @asynccontextmanager
    async def call(self, method: str, lock_id: LockId | None) -> AsyncIterator[None]:
        self._check_line()
        self.tried[lock_id] += method.startswith("codes.") and method not in _READS
        if lock_id in self.dead:
            await asyncio.sleep(_GIVES_UP)
            raise LockOffline
        adds, arrived = method == "codes.add", False
        try:
            async with super().call(method, lock_id):
                self._check_line()
                arrived = True
                yield
        finally:
            if adds and not arrived and lock_id is not None and not self.cut:
                self.never_added.add(lock_id)

    def _check_line(self) -> None:
        if self.cut:
            raise CloudUnreachable


_READS: Final = frozenset({"codes.list", "codes.get"})


class Street:
    """One Home Assistant over three clouds with four doors."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Put the clouds among the vendors; nothing runs yet."""
        # Entities have chaos of their own.
        patch.setattr(cloud_locks, "PLATFORMS", ())
        patch.setattr(house, "ACCESS_PLATFORMS", ())
        self.on_call: Callable[[], None] = lambda: None
        self.clouds = {
            brand: self._cloud(patch, brand, locks) for brand, locks in _CLOUDS.items()
        }
        self.running = False
        self._heard = Listener()
        self._broken: list[str] = []
        self._stack = AsyncExitStack()

    def _cloud(
        self, patch: pytest.MonkeyPatch, brand: str, locks: dict[LockId, CodeRules]
    ) -> FakeBackend:
        made = (make_lock(it, it, code_rules=rules) for it, rules in locks.items())
        backend = FakeBackend(made, parts=frozenset({Part.CODES}))
        backend.script = StreetScript(self._called)
        backend.account_id = "1"
        backend.takes_doubles = True
        backend.pace = _PACE
        return register(patch, backend, brand=brand)

    def _called(self) -> None:
        self.on_call()

    async def open(self) -> None:
        """Start Home Assistant and load the accounts."""
        self._storage = self._stack.enter_context(mock_storage())
        self._stack.enter_context(heard(self._heard))
        self.hass = await self._stack.enter_async_context(async_test_home_assistant())
        asyncio.get_running_loop().set_exception_handler(self._note_broken)
        frame.async_setup(self.hass)
        self.hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
        assert await async_setup_component(self.hass, DOMAIN, {})
        for brand in self.clouds:
            self._sign_in(brand)
        await self.start()

    def _sign_in(self, brand: str) -> ConfigEntry[Any]:
        """Add an account; it is not loaded yet."""
        data = {
            CONF_BRAND: brand,
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: {"personal_key": self.clouds[brand].key},
        }
        entry = MockConfigEntry(domain=DOMAIN, unique_id=f"{brand}:1", data=data)
        entry.add_to_hass(self.hass)
        return entry

    async def close(self) -> None:
        """Stop everything."""
        await self.stop()
        await self.hass.async_stop(force=True)
        await self._stack.aclose()

    @property
    def entries(self) -> list[ConfigEntry[Any]]:
        """Return the entries of the accounts and of Access."""
        return self.hass.config_entries.async_entries(DOMAIN)

    @property
    def keeper(self) -> AccessKeeper:
        """Return who keeps all access; another one after each start."""
        keeper = access.async_keeper(self.hass)
        assert keeper is not None
        return keeper

    async def start(self, *, backwards: bool = False) -> None:
        """Load everything at once, in one order or the other."""
        self.running = True
        every = self.entries[::-1] if backwards else self.entries
        setup = self.hass.config_entries.async_setup
        await asyncio.gather(*(setup(it.entry_id) for it in every))
        await self.hass.async_block_till_done()

    async def stop(self) -> None:
        """Unload everything in good order."""
        self.running = False
        for entry in self.entries:
            await self.hass.config_entries.async_unload(entry.entry_id)

    async def crash(self) -> None:
        """End at once: nothing is sent any more, and files stay as they are now."""
        files = deepcopy({key: it for key, it in self._storage.items() if _ours(key)})
        for script in self.scripts:
            script.cut = True
        await self.stop()
        for key in [it for it in self._storage if _ours(it)]:
            del self._storage[key]
        self._storage.update(files)
        for script in self.scripts:
            script.cut = False

    async def sign_in_again(self) -> None:
        """Load an account anew where it waits for somebody to sign in, or to retry."""
        flows = self.hass.config_entries.flow
        waiting = flows.async_progress_by_handler(DOMAIN)
        for flow in waiting:
            flows.async_abort(flow["flow_id"])
        asking = {flow["context"].get("entry_id") for flow in waiting}
        for entry in self.entries:
            if entry.entry_id in asking or entry.state is not ConfigEntryState.LOADED:
                await self.hass.config_entries.async_unload(entry.entry_id)
                await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done()

    async def remove(self, account: str) -> None:
        """Remove an account with all that was remembered of it; one stays."""
        every = [it for it in self.entries if it.unique_id in _ACCOUNTS]
        if len(every) > 1:
            for entry in every:
                if entry.unique_id == account:
                    await self.hass.config_entries.async_remove(entry.entry_id)

    @property
    def removed(self) -> set[str]:
        """Return the accounts that are not there at present."""
        return _ACCOUNTS - {str(it.unique_id) for it in self.entries}

    async def add_again(self) -> None:
        """Sign in again where an account was removed."""
        for account in self.removed:
            entry = self._sign_in(account.removesuffix(":1"))
            await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done()

    @property
    def scripts(self) -> Iterator[StreetScript]:
        """Yield what happens to the calls of each cloud."""
        for cloud in self.clouds.values():
            assert isinstance(cloud.script, StreetScript)
            yield cloud.script

    def cloud(self, at: DoorId) -> FakeBackend:
        """Return the cloud of a door."""
        return self.clouds[at.account.removesuffix(":1")]

    def script(self, at: DoorId) -> StreetScript:
        """Return what happens to the calls of a door's cloud."""
        script = self.cloud(at).script
        assert isinstance(script, StreetScript)
        return script

    def held(self, at: DoorId) -> dict[CodeId, AccessCode]:
        """Return what really is on a lock."""
        return self.cloud(at).codes[at.lock_id]

    def rules(self, at: DoorId) -> CodeRules:
        """Return which codes a lock takes."""
        rules = self.cloud(at).locks[at.lock_id].code_rules
        assert rules is not None
        return rules

    def trouble(self, at: DoorId, topic: Topic, kind: Kind, times: int) -> None:
        """Let the next calls about something at a door's cloud go wrong."""
        self.script(at).troubles.append(Trouble(topic, kind, times))

    def reach(self, at: DoorId, *, away: bool) -> None:
        """Lose a lock, or find it again."""
        shown = Reachability.OFFLINE if away else Reachability.ONLINE
        self.cloud(at).change(at.lock_id, reachability=shown)

    def doze(self, at: DoorId) -> None:
        """Let a lock take what is sent to it only when it wakes."""
        self.cloud(at).queued.add(at.lock_id)

    def dozes(self, at: DoorId) -> bool:
        """Return whether a lock takes nothing at present."""
        return at.lock_id in self.cloud(at).queued

    def wake(self, at: DoorId) -> None:
        """Let a lock take what waits for it."""
        self.cloud(at).queued.discard(at.lock_id)
        self.cloud(at).deliver(at.lock_id)

    def heal(self) -> None:
        """Let everything work again."""
        for script in self.scripts:
            script.troubles.clear()
            script.dead.clear()
        for at in DOORS:
            self.reach(at, away=False)
            self.wake(at)

    def faults(self) -> list[str]:
        """Return what broke: unhandled exceptions, in the log or in the loop."""
        return [*self._broken, *self._heard.faults]

    def lines(self) -> str:
        """Return everything that was logged."""
        return "\n".join(self._heard.lines)

    def _note_broken(self, _: object, context: dict[str, Any]) -> None:
        self._broken.append(repr(context))


def _ours(key: str) -> bool:
    return key.startswith(DOMAIN)
