"""Looking into the calendars of bookings, and giving the access that follows."""

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import DOMAIN
from ...model.schedule import ScheduleError
from ...model.wall_clock import Interval, zone_of
from ..grant import DoorId, GrantId
from ..keeper import AccessKeeper
from ..sight import async_lock_of
from .booking import BookingState, Cleaning
from .choosing import rules_of_subentry
from .giving import end_access
from .issues import BookingIssues, async_forget_issues
from .reading import async_read
from .round import Round
from .rules import BookingRules
from .seeing import KEPT, Reading, recognise
from .store import BookingStore, CalendarId

_READ_AHEAD: Final = timedelta(days=120)
_SOON_AGAIN: Final = 300.0
"""Seconds until a calendar that could not be read is tried again, at most."""

_DESK: HassKey[BookingDesk] = HassKey(f"{DOMAIN}.bookings")


@callback
def async_desk(hass: HomeAssistant) -> BookingDesk | None:
    """Return who keeps the bookings; None while Access is not loaded."""
    return hass.data.get(_DESK)


async def async_forget_bookings(hass: HomeAssistant) -> None:
    """Forget all bookings, with the entry that they belonged to."""
    await BookingStore(hass).remove()
    async_forget_issues(hass)


class BookingDesk:
    """The booking calendars of the house, each one a subentry of Access."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], keeper: AccessKeeper
    ) -> None:
        """Know whose access to keep; nothing is read yet."""
        self._hass, self._entry, self._keeper = hass, entry, keeper
        self._store = BookingStore(hass)
        self._issues = BookingIssues(hass)
        self._rules: dict[CalendarId, BookingRules] = {}
        self._timers: dict[CalendarId, CALLBACK_TYPE] = {}
        self._turn = asyncio.Lock()
        self._begun = self._ended = False

    async def async_start(self) -> None:
        """Follow all calendars, from when everything else is loaded."""
        await self._store.load()
        self._hass.data[_DESK] = self
        on_unload = self._entry.async_on_unload
        on_unload(self._end)
        on_unload(
            async_dispatcher_connect(
                self._hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed
            )
        )
        on_unload(async_at_started(self._hass, self._begin))

    @callback
    def _end(self) -> None:
        self._ended = True
        self._hass.data.pop(_DESK, None)
        for cancel in self._timers.values():
            cancel()

    @callback
    def async_check_before(self, grant_id: GrantId) -> tuple[timedelta, ...] | None:
        """Return how long before they arrive a guest's access is to be checked.

        None: it is no guest's.
        """
        for key, rules in self._rules.items():
            state = self._store.states.get(key, BookingState())
            if any(it.id == grant_id for it in state.bookings):
                return rules.check_before
        return None

    @callback
    def async_titles(self) -> dict[GrantId, str]:
        """Return the titles of the calendars by the access that they gave."""
        return {
            grant_id: rules.title
            for key, rules in self._rules.items()
            for grant_id in self._given(key)
        }

    def _given(self, key: CalendarId) -> tuple[GrantId, ...]:
        """Return the access that a calendar gave: its guests', and who cleans."""
        state = self._store.states.get(key, BookingState())
        cleaning = () if state.cleaning is None else (state.cleaning.id,)
        return (*(it.id for it in state.bookings), *cleaning)

    @callback
    def _begin(self, _: HomeAssistant) -> None:
        self._begun = True
        self._sync()

    @callback
    def _entry_changed(self, _: ConfigEntryChange, entry: ConfigEntry[Any]) -> None:
        if self._begun and entry.entry_id == self._entry.entry_id:
            self._sync()

    @callback
    def _sync(self) -> None:
        """Look into calendars that are new or changed; end what was removed."""
        there = {
            key: rules_of_subentry(it) for key, it in self._entry.subentries.items()
        }
        before, self._rules = self._rules, there
        for key in {*before, *self._store.states} - there.keys():
            self._do(key, self._remove(key))
        for key, rules in there.items():
            if rules != before.get(key):
                self._do(key, self.async_look(key))

    def _do(self, key: CalendarId, work: Coroutine[Any, Any, None]) -> None:
        if (cancel := self._timers.pop(key, None)) is not None:
            cancel()
        if self._ended:
            work.close()
            return
        self._entry.async_create_background_task(self._hass, work, f"{DOMAIN} bookings")

    @callback
    def async_problem(self, key: CalendarId) -> str | None:
        """Return the key of what is wrong with a calendar; None when nothing is."""
        return self._issues.problems.get(key)

    async def _remove(self, key: CalendarId) -> None:
        """End all access that a calendar gave: nobody would change it any more."""
        async with self._turn:
            self._issues.async_forget(key)
            if key not in self._store.states:
                return
            for grant_id in self._given(key):
                await end_access(self._keeper, grant_id)
            await self._store.forget(key)

    async def async_look(self, key: CalendarId) -> None:
        """Look into a calendar, do what follows, and look again in time."""
        async with self._turn:
            if self._ended or (rules := self._rules.get(key)) is None:
                return
            wait = _SOON_AGAIN
            try:
                if await self._look(key, rules):
                    wait = rules.refresh_every.total_seconds()
            finally:
                # Whatever went wrong this time: the next look comes.
                self._wait(key, wait)

    def _wait(self, key: CalendarId, seconds: float) -> None:
        @callback
        def again(_: datetime) -> None:
            self._timers.pop(key, None)
            self._do(key, self.async_look(key))

        if not self._ended and key in self._rules:
            if (cancel := self._timers.pop(key, None)) is not None:
                cancel()
            self._timers[key] = async_call_later(self._hass, seconds, again)

    async def _look(self, key: CalendarId, rules: BookingRules) -> bool:
        """Do what a calendar says now; return whether that is all for the moment."""
        now = dt_util.utcnow()
        reach = Interval(now - KEPT, now + _READ_AHEAD)
        events = await async_read(self._hass, rules.calendar, reach)
        if events is not None:
            events = [it for it in events if not rules.ignores(it.summary)]
        state = self._store.states.get(key, BookingState())
        home = await self._hass.async_add_executor_job(
            zone_of, self._hass.config.time_zone
        )
        reading = Reading(events=events, reach=reach, home=home)
        sighting = recognise(state.bookings, reading, now, new_id=lambda: uuid4().hex)
        state = replace(
            state, bookings=sighting.bookings, zones=await self._zones(rules, state)
        )
        state = await self._with_cleaning(state, rules)
        # What is about to be given has its id written down first, so that after a
        # crash it is found again and not given twice.
        await self._store.put(key, state)
        work = Round(self._hass, self._keeper, rules, state, now)
        state = await work.carry_out(sighting)
        await self._store.put(key, state)
        await self._issues.note(key, rules.title, work.problem, read=events is not None)
        return events is not None and not work.is_waiting

    async def _zones(
        self, rules: BookingRules, state: BookingState
    ) -> Mapping[DoorId, str]:
        """Return the zones of doors as they are told, or were told last."""
        zones = {at: it for at, it in state.zones.items() if at in rules.doors}
        for at in rules.doors:
            lock = async_lock_of(self._hass, at)
            if lock is not None and lock.time_zone is not None:
                zones[at] = lock.time_zone
        # Read from files, so not in the event loop when they are needed.
        return await self._hass.async_add_executor_job(_known, zones)

    async def _with_cleaning(
        self, state: BookingState, rules: BookingRules
    ) -> BookingState:
        """Return a state with who cleans now; who does no more is out."""
        before = state.cleaning
        if before is not None and before.name != rules.cleaner:
            await end_access(self._keeper, before.id)
            before = None
        if before is None and rules.cleaner is not None:
            before = Cleaning(id=uuid4().hex, name=rules.cleaner)
        return replace(state, cleaning=before)


def _known(zones: Mapping[DoorId, str]) -> dict[DoorId, str]:
    """Return the zones that this machine knows. Blocks: they are read from files."""
    found: dict[DoorId, str] = {}
    for at, zone in zones.items():
        with suppress(ScheduleError):
            zone_of(zone)
            found[at] = zone
    return found
