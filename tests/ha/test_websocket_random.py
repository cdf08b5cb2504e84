"""Whatever happens while somebody looks: they see what whoever comes then is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
import json
from random import Random
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.helpers.json import json_bytes
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import Phase
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.lock import Battery, BoltState, Reachability
from custom_components.cloud_locks.websocket.pending import Pending
from custom_components.cloud_locks.websocket.rows import HouseRows
from tests.fake_cloud import make_lock

from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .watching import Client, Message

_STEPS = 25


@dataclass
class Screen:
    """What a client makes of the messages, as the panel does."""

    rows: dict[str, dict[str, Message]] = field(
        default_factory=lambda: {"doors": {}, "access": {}}
    )
    lists: dict[str, list[Message]] = field(default_factory=dict)

    def take(self, update: Message) -> None:
        """Take a message."""
        for kind, key in (("doors", "door_id"), ("access", "grant_id")):
            if update["complete"]:
                self.rows[kind].clear()
            self.rows[kind] |= {row[key]: row for row in update[kind]}
            for row_id in update[f"removed_{kind}"]:
                del self.rows[kind][row_id]
        for kind in ("accounts", "issues"):
            if update[kind] is not None:
                # Every poll spends some of it, the last one a moment ago.
                self.lists[kind] = [it | {"budget_used": 0} for it in update[kind]]
        for door_id, heard in update.get("contacts", {}).items():
            self.rows["doors"][door_id]["last_contact"] = heard


class Life:
    """Things that happen in a house, one after another, by chance."""

    def __init__(self, house: House, random: Random) -> None:
        """Begin with what there is."""
        self._house, self._random, self._count = house, random, 0
        self._deeds: list[Callable[[], Awaitable[None]]] = [
            self._move,
            self._move,
            self._wear,
            self._let_in,
            self._let_in,
            self._change,
            self._come_in,
            self._build,
            self._tear_down,
            self._rename,
            self._put_elsewhere,
            self._load_anew,
            self._load_access_anew,
            self._lose_the_cloud,
        ]

    async def go_on(self) -> None:
        """Let one thing happen."""
        await self._random.choice(self._deeds)()

    def _put(self, **fields: Any) -> None:
        lock_id = self._random.choice([*self._house.cloud.locks])
        lock = self._house.cloud.change(lock_id, **fields)
        self._house.entry.runtime_data.locks.async_put(lock)

    async def _move(self) -> None:
        self._put(bolt=self._random.choice([BoltState.LOCKED, BoltState.UNLOCKED]))

    async def _wear(self) -> None:
        reachability = self._random.choice([*Reachability])
        battery = Battery(percent=self._random.randrange(100))
        self._put(battery=battery, reachability=reachability)

    async def _let_in(self) -> None:
        self._count += 1
        doors = self._random.sample(
            [FRONT_DOOR, BACK_DOOR], self._random.choice([1, 2])
        )
        name, pin = f"Guest {self._count}", f"{2_846_170 + 7_919 * self._count}"
        await self._house.keeper.put(make_grant(*doors, name=name, pin=pin[-6:]))

    async def _change(self) -> None:
        if grants := [*self._house.keeper.grants.values()]:
            grant = self._random.choice(grants)
            phase = self._random.choice([*Phase])
            await self._house.change(grant, notes=f"{self._count}", phase=phase)

    async def _come_in(self) -> None:
        lock_id = self._random.choice([*self._house.cloud.locks])
        self._house.cloud.emit(lock_id, EventType.UNLOCKED, who="Anna")

    async def _build(self) -> None:
        self._count += 1
        lock = make_lock(f"new {self._count}", name=f"Shed {self._count}")
        self._house.cloud.add_lock(lock)
        await self._house.entry.runtime_data.locks.async_list_again()

    async def _tear_down(self) -> None:
        if new := [it for it in self._house.cloud.locks if it.startswith("new")]:
            self._house.cloud.remove_lock(self._random.choice(new))
            await self._house.entry.runtime_data.locks.async_list_again()

    async def _rename(self) -> None:
        registry = er.async_get(self._house.hass)
        ours = [it for it in registry.entities.values() if it.domain == "lock"]
        entity_id = self._random.choice(ours).entity_id
        registry.async_update_entity(entity_id, name=f"Door {self._count}")

    async def _put_elsewhere(self) -> None:
        self._count += 1
        ar.async_get(self._house.hass).async_create(f"Room {self._count}")

    async def _load_anew(self) -> None:
        entries = self._house.hass.config_entries
        await entries.async_reload(self._house.entry.entry_id)

    async def _load_access_anew(self) -> None:
        entry = access.async_get(self._house.hass)
        assert entry is not None
        await self._house.hass.config_entries.async_reload(entry.entry_id)

    async def _lose_the_cloud(self) -> None:
        self._house.entry.runtime_data.locks.async_set_update_error(TimeoutError())


def as_of_now(hass: HomeAssistant) -> Screen:
    """Return what whoever came now would be told."""
    rows, pending, screen = HouseRows(hass), Pending(), Screen()
    rows.async_note_all(pending)
    while pending.rows:
        rows.async_look(pending, accounts=True)
    screen.take(json.loads(json_bytes(rows.async_complete())))
    return screen


def differences(seen: Screen, there: Screen) -> list[tuple[Any, ...]]:
    """Return what is shown otherwise than it is, but when a lock was last heard of."""
    return [
        (row_id, field, row.get(field), seen.rows[kind].get(row_id, {}).get(field))
        for kind, rows in there.rows.items()
        for row_id, row in rows.items()
        for field in row.keys() - {"last_contact"}
        if row[field] != seen.rows[kind].get(row_id, {}).get(field)
    ] + [
        (kind, *seen.rows[kind].keys() - rows.keys())
        for kind, rows in there.rows.items()
        if seen.rows[kind].keys() - rows.keys()
    ]


@pytest.mark.parametrize("seed", range(10))
async def test_random_days(house: House, client: Client, seed: int) -> None:
    """All messages together are what is there; nothing is missed, nothing is left."""
    life, screen = Life(house, Random(seed)), Screen()  # noqa: S311 - no secret
    screen.take(await client.look())
    for _ in range(_STEPS):
        await life.go_on()
        # What is under way ends first, then what that brought is told.
        for update in (*await client.soon(), *await client.soon()):
            screen.take(update)
        assert differences(screen, as_of_now(house.hass)) == []
    # Until the next poll, and then until accounts are told again.
    for update in (*await client.soon(70), *await client.soon(12)):
        screen.take(update)
    assert screen == as_of_now(house.hass)
