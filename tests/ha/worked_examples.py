"""The worked examples of the documentation, and a house that has what they name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
import json
from pathlib import Path
import re
from typing import Any, override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.light import ColorMode, LightEntity
from homeassistant.components.light.const import DATA_COMPONENT as LIGHTS
from homeassistant.components.siren import SirenEntity, SirenEntityFeature
from homeassistant.components.siren.const import DATA_COMPONENT as SIRENS
from homeassistant.components.trace.const import DATA_TRACE
from homeassistant.core import Context, Event, HomeAssistant
from homeassistant.helpers.json import ExtendedJSONEncoder
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util, slugify
from homeassistant.util.yaml import parse_yaml
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.schedule import Day, Schedule
from tests.fake_cloud import FakeBackend

from .acting import PIN, all_events
from .codes import until
from .home import settle, turn
from .mailbox import Mailbox, mailbox
from .people import ANNA, add_people

_ROOT = Path(__file__).parents[2]
_PAGE, _README = _ROOT / "docs" / "automations.md", _ROOT / "README.md"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

type Config = dict[str, Any]


def examples() -> dict[str, list[Config]]:
    """Return what stands under each heading of the page that has YAML under it."""
    _, *parts = _HEADING.split(_PAGE.read_text())
    found = dict(zip(parts[::2], parts[1::2], strict=True))
    blocks = {title: _BLOCK.findall(text) for title, text in found.items()}
    return {
        title: [_load(it) for it in texts] for title, texts in blocks.items() if texts
    }


def examples_of_readme() -> list[Config]:
    """Return the automations that the front page shows."""
    configs = [_load(it) for it in _BLOCK.findall(_README.read_text())]
    return [it for it in configs if "triggers" in it]


def _load(text: str) -> Config:
    """Read a block as Home Assistant reads the file of an automation."""
    config = parse_yaml(text)
    assert isinstance(config, dict)
    return dict(config)


class Lamp(LightEntity):
    """A light that can be on."""

    _attr_name = "Hall"
    _attr_unique_id = "lamp"
    _attr_is_on = False
    _attr_color_mode = ColorMode.ONOFF

    def __init__(self) -> None:
        """Start dark."""
        self._attr_supported_color_modes = {ColorMode.ONOFF}

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._attr_is_on = True


class Siren(SirenEntity):
    """A siren that can be heard for some seconds."""

    _attr_name = "Hall"
    _attr_unique_id = "siren"
    _attr_is_on = False
    _attr_supported_features = SirenEntityFeature.TURN_ON | SirenEntityFeature.DURATION

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._attr_is_on = True


@dataclass(kw_only=True)
class House:
    """A house with locks, people who can be told something, a lamp and a siren."""

    hass: HomeAssistant
    account: MockConfigEntry
    cloud: FakeBackend
    clock: FrozenDateTimeFactory
    family: Mailbox
    rosa: Mailbox
    gardener: Mailbox
    events: list[Event[Any]]

    async def load(self, title: str) -> None:
        """Set up the automations and scripts of an example; each has to be valid."""
        await self.set_up(examples()[title])

    async def set_up(self, configs: list[Config]) -> None:
        """Set up automations and scripts as their editors have them."""
        scripts = {slugify(it["alias"]): it for it in configs if "sequence" in it}
        # Only those with an id leave traces; the editor gives one to each.
        automations = [
            {"id": slugify(it["alias"])} | it for it in configs if "triggers" in it
        ]
        assert len(scripts) + len(automations) == len(configs)
        await self._set_up("script", scripts)
        await self._set_up("automation", automations)
        for entity_id in (
            *(f"script.{it}" for it in scripts),
            *(f"automation.{it['id']}" for it in automations),
        ):
            state = self.hass.states.get(entity_id)
            assert state is not None
            assert state.state in {"on", "off"}, f"{entity_id} is not valid"

    async def _set_up(self, domain: str, config: object) -> None:
        assert await async_setup_component(self.hass, domain, {domain: config})
        await self.hass.async_block_till_done()

    def home_time(self, time: str) -> datetime:
        """Return a time of today by the clock of the home."""
        now = dt_util.now()
        return datetime.fromisoformat(f"{now.date()} {time}").replace(tzinfo=now.tzinfo)

    def till(self, time: str, *, days: int = 0) -> timedelta:
        """Return how long it is to a time of today, or of a later day."""
        return self.home_time(time) + timedelta(days=days) - dt_util.now()

    async def later(self, span: timedelta) -> None:
        """Let time pass at once, and what is due then happen."""
        self.clock.tick(span)
        await settle(self.hass)

    async def later_while_waiting(
        self, span: timedelta, reached: Callable[[], object]
    ) -> None:
        """Let time pass for an automation that goes on waiting after something."""
        self.clock.tick(span)
        async_fire_time_changed(self.hass)
        await until(reached)
        await turn()

    async def noticed(self) -> None:
        """Let the account be looked at until what happened at the doors is known."""
        for _ in range(3):
            await self.later(timedelta(seconds=30))

    async def read_codes(self, lock_id: str) -> None:
        """Look at the codes of a lock, as happens by itself now and then."""
        await self.account.runtime_data.codes.read(lock_id)
        await self.hass.async_block_till_done()

    async def call(self, action: str, **data: Any) -> None:
        """Call an action as somebody does in the frontend."""
        domain, name = action.split(".")
        await self.hass.services.async_call(
            domain, name, data, blocking=True, context=Context()
        )
        await self.hass.async_block_till_done(wait_background_tasks=True)

    def shows(self, entity_id: str) -> str:
        """Return the state of an entity."""
        state = self.hass.states.get(entity_id)
        assert state is not None, entity_id
        return state.state

    def attribute(self, entity_id: str, name: str) -> object:
        """Return an attribute of an entity."""
        state = self.hass.states.get(entity_id)
        assert state is not None, entity_id
        return state.attributes[name]

    def pins(self) -> set[str]:
        """Return the digits of every code that is on a lock now."""
        codes = [it for shelf in self.cloud.codes.values() for it in shelf.values()]
        return {it.pin.reveal() for it in codes if it.pin is not None}

    def traces(self) -> list[dict[str, Any]]:
        """Return all that is kept of what automations and scripts did."""
        buckets = self.hass.data[DATA_TRACE].values()
        kept = [trace for bucket in buckets for trace in bucket.all_traces()]
        return [trace.as_extended_dict() for trace in kept]

    def waits_at(self, step: str) -> bool:
        """Return whether the newest run of an automation has come to a step."""
        traces = self.traces()
        return bool(traces) and traces[-1]["last_step"] == step

    def public(self) -> str:
        """Return everything that others may read: traces, states, the whole bus."""
        told = (
            self.traces(),
            self.hass.states.async_all(),
            [event.as_dict() for event in self.events],
        )
        return json.dumps(told, cls=ExtendedJSONEncoder)


async def furnish(
    hass: HomeAssistant,
    account: MockConfigEntry,
    cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> House:
    """Return a house with all that the examples name, in Amsterdam."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    for domain in ("light", "siren"):
        assert await async_setup_component(hass, domain, {})
    await hass.data[LIGHTS].async_add_entities([Lamp()])
    await hass.data[SIRENS].async_add_entities([Siren()])
    button = {"input_button": {"parcel": None}}
    assert await async_setup_component(hass, "input_button", button)
    return House(
        hass=hass,
        account=account,
        cloud=cloud,
        clock=clock,
        family=await mailbox(hass, "Family"),
        rosa=await mailbox(hass, "Rosa"),
        gardener=await mailbox(hass, "Gardener"),
        events=all_events(hass),
    )


def guest_until(house: House, time: str) -> AccessCode:
    """Return the code of a guest from yesterday until a time of today."""
    start, end = house.home_time(time) - timedelta(days=1), house.home_time(time)
    return house.cloud.add_code("front", "Guest", PIN, Schedule.window(start, end))


def gardeners_codes(house: House) -> Schedule:
    """Put the gardener's code on both doors and return its hours."""
    hours = Schedule.weekly([Day.WED], time(9), time(12), "Europe/Amsterdam")
    for lock_id in ("front", "back"):
        house.cloud.add_code(lock_id, "Gardener", PIN, hours)
    return hours


async def annas_code(house: House) -> None:
    """Put a code on the front door and say that it is Anna's."""
    await add_people(house.hass)
    house.cloud.add_code("front", "School bag", PIN)
    await house.call(
        "cloud_locks.assign_credential",
        entity_id="lock.front_door",
        name="School bag",
        person=ANNA,
    )
