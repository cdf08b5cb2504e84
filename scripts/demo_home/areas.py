"""The rooms of the demo: where its doors are."""

from collections.abc import Sequence

from .api import Api
from .devices import Device

AREAS = {
    "House": ("Front door", "Side door", "Kitchen door", "Cellar", "Attic"),
    "Garden": ("Back door", "Terrace door", "Garden office", "Studio"),
    "Guest rooms": ("Street door", "Lobby", "Apartment"),
}


async def arrange(api: Api, found: Sequence[Device]) -> None:
    """Put the doors into areas."""
    for name, doors in AREAS.items():
        area = await api.command("config/area_registry/create", name=name)
        for door in found:
            if door.name in doors:
                await api.command(
                    "config/device_registry/update",
                    device_id=door.id,
                    area_id=area["area_id"],
                )
