"""Looking for what an account left behind."""

import asyncio
from dataclasses import dataclass
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.const import DOMAIN


@dataclass(frozen=True)
class Traces:
    """What there is of an account at a moment, in a form that can be compared.

    `entities` and `devices` are unique ids; `listeners` are numbers by event.
    """

    entities: frozenset[str]
    devices: frozenset[str]
    issues: frozenset[str]
    timers: tuple[str, ...]
    tasks: tuple[str, ...]
    listeners: dict[str, int]

    @classmethod
    def of(cls, hass: HomeAssistant, entry: MockConfigEntry) -> Self:
        """Look now."""
        entities, devices = er.async_get(hass), dr.async_get(hass)
        found = er.async_entries_for_config_entry(entities, entry.entry_id)
        return cls(
            entities=frozenset(f"{it.entity_id} {it.unique_id}" for it in found),
            devices=frozenset(
                it.id
                for it in dr.async_entries_for_config_entry(devices, entry.entry_id)
            ),
            issues=frozenset(
                key for domain, key in ir.async_get(hass).issues if domain == DOMAIN
            ),
            timers=_timers(hass),
            tasks=tuple(
                name for it in asyncio.all_tasks() if DOMAIN in (name := it.get_name())
            ),
            listeners={
                str(event): number
                for event, number in hass.bus.async_listeners().items()
                # Removed once and for all when Home Assistant stops.
                if event not in {"homeassistant_close", "homeassistant_final_write"}
            },
        )


def _timers(hass: HomeAssistant) -> tuple[str, ...]:
    """Return what of ours the loop would call later."""
    waiting = hass.loop._scheduled  # type: ignore[attr-defined]  # of asyncio's own loop
    return tuple(
        what
        for it in waiting
        if not it.cancelled() and DOMAIN in (what := repr(it._args))
    )
