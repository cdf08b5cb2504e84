"""Who may come in at the demo's doors, as its owner would have set it up."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .api import Api
from .devices import Device

_INDOORS = ("Front door", "Side door", "Terrace door", "Kitchen door")
_GARDEN = ("Back door", "Garden office")
_MARCH = 3
_SATURDAYS = {"days": ["sat"], "start_time": "08:00", "end_time": "13:00"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """One person's access, by the fields of `grant_access`."""

    name: str
    doors: tuple[str, ...]
    hours: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)
    paused: bool = False


_FAMILY = (
    Access(
        name="Anna",
        doors=(*_INDOORS, "Back door", "Studio"),
        others={"person": "person.anna_de_vries", "group": "Family"},
    ),
    Access(
        name="Bram",
        doors=(*_INDOORS, *_GARDEN, "Cellar", "Studio"),
        others={"person": "person.bram_de_vries", "group": "Family"},
    ),
    Access(
        name="Sofie de Vries",
        doors=("Front door", "Back door", "Side door"),
        others={"person": "person.sofie_de_vries", "group": "Family"},
    ),
)
_SOMETIMES = (
    Access(
        name="Rosa, cleaning",
        doors=("Front door", "Kitchen door"),
        hours={"days": ["fri"], "start_time": "09:00", "end_time": "12:00"},
        others={"group": "Staff", "notes": "Has treats for the dog."},
    ),
    Access(
        name="Piet, the plumber",
        doors=("Apartment",),
        hours={"duration": {"hours": 6}, "one_time": True},
        others={"notes": "The tap in the bathroom."},
    ),
    Access(name="Els next door", doors=("Front door", "Lobby"), paused=True),
)


def household(today: date) -> Sequence[Access]:
    """Return who has access, with ends that lie ahead of `today`."""
    year = today.year + (today.month >= _MARCH)
    until_march = {"end_datetime": f"{year}-03-31 18:00"}
    return (
        *_FAMILY,
        *_SOMETIMES,
        Access(
            name="Tom, the garden",
            doors=("Back door", "Cellar"),
            hours={**_SATURDAYS, **until_march},
            others={"group": "Staff", "allow_home_assistant_schedule": True},
        ),
        Access(
            # Somebody has these digits in the vendor's app already.
            name="Parcels",
            doors=("Front door", "Kitchen door"),
            hours=until_march,
            others={"pin": "906142"},
        ),
    )


async def give_access(api: Api, found: Sequence[Device], today: date) -> None:
    """Give everybody theirs, as far as the doors of it are there."""
    locks = {it.name: it.entity("lock", "lock") for it in found if it.is_lock}
    await asyncio.gather(*(_give(api, locks, access) for access in household(today)))


async def _give(api: Api, locks: Mapping[str, str], access: Access) -> None:
    doors = [locks[door] for door in access.doors if door in locks]
    if not doors:
        return
    asked = {"name": access.name, **access.hours, **access.others}
    await api.ask("cloud_locks.grant_access", doors, **asked)
    if access.paused:
        await api.ask("cloud_locks.pause_grant", name=access.name)
