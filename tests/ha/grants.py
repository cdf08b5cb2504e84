"""Access at the fake account's doors, as tests handle it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import access
from custom_components.cloud_locks.access.grant import (
    DoorId,
    Drift,
    Grant,
    GrantDoor,
    Phase,
)
from custom_components.cloud_locks.access.keeper import AccessKeeper
from custom_components.cloud_locks.access.news import News
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend

from .codes import PIN
from .home import ACCOUNT, live_through, settle

FRONT_DOOR, BACK_DOOR = DoorId(ACCOUNT, "front"), DoorId(ACCOUNT, "back")


def make_grant(
    *at: DoorId,
    name: str = "Anna",
    schedule: Schedule | None = None,
    pin: str = PIN,
    drift: Drift = Drift.REPORT,
    created: datetime | None = None,
) -> Grant:
    """Return an access that nothing was done for yet."""
    hours = schedule or Schedule.always()
    doors = tuple(GrantDoor(at=it, schedule=hours) for it in at or (FRONT_DOOR,))
    return Grant(
        id=f"id of {name}",
        name=name,
        created=created or dt_util.utcnow(),
        doors=doors,
        pin=Secret(pin),
        drift=drift,
    )


@dataclass
class House:
    """Everybody's access."""

    hass: HomeAssistant
    entry: MockConfigEntry
    cloud: FakeBackend
    clock: FrozenDateTimeFactory

    @property
    def keeper(self) -> AccessKeeper:
        """Return who keeps it; another one after each reload."""
        keeper = access.async_keeper(self.hass)
        assert keeper is not None
        return keeper

    async def give(self, grant: Grant) -> Grant:
        """Give access and let everything be done that can be done now."""
        await self.keeper.put(grant)
        await settle(self.hass)
        return self.keeper.grants[grant.id]

    async def change(self, grant: Grant, **fields: Any) -> None:
        """Wish something else of an access."""
        await self.keeper.change(grant.id, lambda it: replace(it, **fields))
        await settle(self.hass)

    async def revoke(self, grant: Grant) -> None:
        """End an access."""
        await self.change(grant, phase=Phase.REVOKED)

    def statuses(self, grant: Grant) -> list[str]:
        """Return where an access stands at each lock."""
        plan = self.keeper.plan_of(grant.id)
        return [it.status.value for it in plan.doors.values()]

    def reasons(self, grant: Grant) -> list[str | None]:
        """Return why, at each lock."""
        plan = self.keeper.plan_of(grant.id)
        return [it.reason and it.reason.value for it in plan.doors.values()]

    def on_lock(self, lock_id: str = "front") -> list[str]:
        """Return the names of what really is on a lock."""
        return [it.name for it in self.cloud.codes[lock_id].values()]

    def record(self) -> list[tuple[str, str | None]]:
        """Return a list that fills with what is told: the kind, and of which lock."""
        told: list[tuple[str, str | None]] = []

        def note(_: Grant, news: News) -> None:
            lock_id = None if news.at is None else news.at.lock_id
            told.append((news.kind.value, lock_id))

        self.keeper.async_listen(note)
        return told

    async def live(
        self, span: timedelta, step: timedelta = timedelta(minutes=1)
    ) -> None:
        """Let time pass."""
        await live_through(self.hass, self.clock, span, step=step)

    async def start_again(self) -> None:
        """Load everything anew, as after a restart."""
        entries = self.hass.config_entries
        for entry in entries.async_entries("cloud_locks"):
            await entries.async_unload(entry.entry_id)
        for entry in entries.async_entries("cloud_locks"):
            await entries.async_setup(entry.entry_id)
        await settle(self.hass)
