"""A Home Assistant with one account, that can be stopped, broken and started again."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
import logging
from typing import Any, Final, override

from homeassistant import loader
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_STATE_CHANGED, MATCH_ALL
from homeassistant.core import Event, callback
from homeassistant.helpers import entity_registry as er, frame
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
    mock_storage,
)

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.runtime import AccountData

from .answers import DOUBT
from .house import Door, House

_OURS: Final = logging.getLogger("custom_components")


@dataclass(frozen=True, slots=True)
class Told:
    """What an event entity told about a code."""

    door: Door
    type: str
    code_id: str | None
    name: str | None
    occurred_at: str


class Listener(logging.Handler):
    """Hears everything that is logged."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.faults: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        line = logging.Formatter().format(record)
        self.lines.append(line)
        # The servers of simulators stumble when somebody has hung up on them.
        elsewhere = record.name.startswith("aiohttp")
        if record.exc_info and record.levelno >= logging.WARNING and not elsewhere:
            self.faults.append(line)


class Site:
    """One Home Assistant over a house."""

    def __init__(self, house: House) -> None:
        """Prepare; nothing runs yet."""
        self.house = house
        self.told: set[Told] = set()
        self.events: list[Event[Any]] = []
        self.broken: list[str] = []
        self._heard = Listener()
        self._stack = AsyncExitStack()
        self._kept: dict[str, Any] | None = None

    async def open(self) -> None:
        """Start Home Assistant and load the account."""
        self._storage = self._stack.enter_context(mock_storage())
        self._stack.enter_context(heard(self._heard))
        self.hass = await self._stack.enter_async_context(async_test_home_assistant())
        asyncio.get_running_loop().set_exception_handler(self._note_broken)
        frame.async_setup(self.hass)
        self.hass.data.pop(loader.DATA_CUSTOM_COMPONENTS)
        self.hass.bus.async_listen(MATCH_ALL, self._note)
        assert await async_setup_component(
            self.hass, DOMAIN, {DOMAIN: dict(self.house.config)}
        )
        self.entry = MockConfigEntry(
            domain=DOMAIN,
            title="House",
            unique_id=self.house.prefix,
            data=dict(self.house.entry_data),
        )
        self.entry.add_to_hass(self.hass)
        await self.start()
        self._entities = {
            it.unique_id: it.entity_id
            for it in er.async_get(self.hass).entities.values()
        }

    async def close(self) -> None:
        """Stop everything."""
        if self.is_loaded:
            await self.stop()
        await self.hass.async_stop(force=True)
        await self._stack.aclose()

    @property
    def is_loaded(self) -> bool:
        """Whether the account is loaded."""
        return self.entry.state is ConfigEntryState.LOADED

    @property
    def account(self) -> AccountData:
        """Return the parts of the account."""
        data: AccountData = self.entry.runtime_data
        return data

    async def start(self) -> None:
        """Load the account."""
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def stop(self) -> None:
        """Unload the account as Home Assistant does."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)

    async def crash(self) -> None:
        """End the account without its last word: the file stays as it was."""
        key = f"{DOMAIN}.{self.entry.entry_id}"
        kept = deepcopy(self._storage.get(key))
        await self.stop()
        if kept is None:
            self._storage.pop(key, None)
        else:
            self._storage[key] = kept

    async def sign_in_again(self) -> None:
        """Load the account anew where it waits for somebody to sign in, or to retry."""
        flows = self.hass.config_entries.flow
        waiting = flows.async_progress_by_handler(DOMAIN)
        for flow in waiting:
            flows.async_abort(flow["flow_id"])
        if waiting or not self.is_loaded:
            await self.hass.config_entries.async_unload(self.entry.entry_id)
            await self.start()

    def entity(self, door: Door, key: str) -> str:
        """Return the id of an entity of a lock."""
        return self._entities[f"{self.house.prefix}:{door}:{key}"]

    async def act(self, domain: str, action: str, **data: Any) -> dict[str, Any]:
        """Call an action and return its answer, empty where it has none."""
        answer = await self.hass.services.async_call(
            domain, action, data, blocking=True, return_response=domain == DOMAIN
        )
        return dict(answer or {})

    def known(self, door: Door) -> tuple[AccessCode, ...]:
        """Return the codes of a lock as the integration knows them."""
        return self.account.codes.known(door)

    def problems(self, door: Door) -> list[str]:
        """Return the names of codes that are said to be a problem."""
        state = self.hass.states.get(self.entity(door, "code_problem"))
        return list(state.attributes.get("which", ())) if state else []

    def doubts(self, door: Door) -> list[str]:
        """Return the names of codes of which nobody knows what became of them."""
        problems = self.account.codes.problems(door)
        return [it.name for it in problems if it.reason.value in DOUBT]

    def faults(self) -> list[str]:
        """Return what broke: unhandled exceptions, in the log or in the loop."""
        return [*self.broken, *self._heard.faults]

    def written(self) -> Iterator[str]:
        """Yield everything that Home Assistant has shown, logged or stored."""
        yield from self._heard.lines
        yield from (repr(event.as_dict()) for event in self.events)
        yield repr([it.as_dict() for it in self.hass.states.async_all()])
        yield repr(self._storage)

    @callback
    def _note(self, event: Event[Any]) -> None:
        self.events.append(event)
        new = event.data.get("new_state")
        if event.event_type != EVENT_STATE_CHANGED or new is None:
            return
        if new.domain == "event" and "event_type" in new.attributes:
            registered = er.async_get(self.hass).async_get(new.entity_id)
            *_, door, key = registered.unique_id.split(":") if registered else ("", "")
            if key == "code":
                self.told.add(_told(door, new.attributes))

    def _note_broken(self, _: object, context: dict[str, Any]) -> None:
        self.broken.append(repr(context))


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Let a listener hear the log, ours in full."""
    root, level = logging.getLogger(), _OURS.level
    root.addHandler(listener)
    _OURS.addHandler(listener)
    _OURS.setLevel(logging.DEBUG)
    # Hours of it would otherwise pile up in pytest's own record.
    _OURS.propagate = False
    try:
        yield
    finally:
        root.removeHandler(listener)
        _OURS.removeHandler(listener)
        _OURS.setLevel(level)
        _OURS.propagate = True


def _told(door: Door, attributes: Mapping[str, Any]) -> Told:
    return Told(
        door=door,
        type=str(attributes["event_type"]),
        code_id=attributes.get("code_id"),
        name=attributes.get("who"),
        occurred_at=str(attributes.get("occurred_at")),
    )
