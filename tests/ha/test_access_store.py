"""What is remembered of access: written before a cloud is called, and read for ever."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
import json
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.access.grant import (
    AccessCard,
    CardCopy,
    Copy,
    DoorId,
    Drift,
    Grant,
    GrantDoor,
    GrantStatus,
    Phase,
    StepKind,
    Trouble,
)
from custom_components.cloud_locks.access.rows import grant_from, grant_row
from custom_components.cloud_locks.access.store import FILE, AccessStore
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule, SchedulePhase
from custom_components.cloud_locks.model.secret import Secret

from .acting import FRIDAYS
from .codes import PIN, Storage, until
from .grants import House, make_grant
from .home import settle

CARD = "1723612378"
MOMENT = datetime(2026, 11, 21, 12, tzinfo=UTC)

FULL = Grant(
    id="g1",
    name="Anna",
    created=MOMENT,
    doors=(
        GrantDoor(
            at=DoorId("fake:1", "front"),
            schedule=FRIDAYS,
            copies=(
                Copy(
                    generation=3,
                    began=MOMENT,
                    written=Schedule.window(MOMENT, None, uses=1),
                    code_id="c1",
                    came=True,
                    paused=True,
                    unwanted=MOMENT,
                    asked=MOMENT,
                    tries=2,
                ),
            ),
            leaving=True,
            spent=True,
            restored=1,
            trouble=Trouble(
                step=StepKind.REMOVE,
                reason=Reason.LOCK_OFFLINE,
                tries=4,
                again=MOMENT,
            ),
            told="failed list_full",
        ),
    ),
    pin=Secret(PIN),
    generation=3,
    keeps=2,
    phase=Phase.PAUSED,
    person="id-anna",
    group="staff",
    notes="cleans",
    drift=Drift.RESTORE,
    allow_home_assistant=True,
    first_used=MOMENT,
    ended=MOMENT,
    told=GrantStatus.PAUSED,
)

VERSION_1: dict[str, Any] = {
    "id": "g1",
    "name": "Anna",
    "created": "2026-11-21T12:00:00+00:00",
    "doors": [
        {
            "account": "fake:1",
            "lock_id": "front",
            "schedule": {
                "start": None,
                "end": None,
                "days": ["fri"],
                "from_time": "09:00:00",
                "to_time": "12:00:00",
                "time_zone": "Europe/Amsterdam",
                "uses": None,
            },
            "copies": [
                {
                    "generation": 3,
                    "began": "2026-11-21T12:00:00+00:00",
                    "written": {
                        "start": "2026-11-21T12:00:00+00:00",
                        "end": None,
                        "days": [],
                        "from_time": None,
                        "to_time": None,
                        "time_zone": None,
                        "uses": 1,
                    },
                    "code_id": "c1",
                    "came": True,
                    "paused": True,
                    "unwanted": "2026-11-21T12:00:00+00:00",
                    "asked": "2026-11-21T12:00:00+00:00",
                    "tries": 2,
                }
            ],
            "leaving": True,
            "spent": True,
            "restored": 1,
            "trouble": {
                "step": "remove",
                "reason": "lock_offline",
                "tries": 4,
                "again": "2026-11-21T12:00:00+00:00",
            },
            "told": "failed list_full",
        }
    ],
    "pin": PIN,
    "generation": 3,
    "keeps": 2,
    "phase": "paused",
    "person": "id-anna",
    "group": "staff",
    "notes": "cleans",
    "drift": "restore",
    "allow_home_assistant": True,
    "first_used": "2026-11-21T12:00:00+00:00",
    "ended": "2026-11-21T12:00:00+00:00",
    "told": "paused",
}
"""A row of the first version; never to be changed, only read."""


def test_a_row_of_the_first_version_is_read() -> None:
    """Whatever version there is by now."""
    assert grant_from(VERSION_1) == FULL


def test_what_is_written_is_read_again() -> None:
    """All of it, also where nothing is known."""
    since_then: dict[str, Any] = {
        "draws": 0,
        "called": None,
        "message_sent": None,
        "cards": [],
    }
    (door,) = VERSION_1["doors"]
    since_then["doors"] = [door | {"cards": []}]
    assert grant_row(FULL) == VERSION_1 | since_then
    later = replace(FULL, draws=2, called="Ann", message_sent=MOMENT)
    assert grant_from(grant_row(later)) == later
    little = make_grant(created=MOMENT)
    assert grant_from(grant_row(little)) == little


def test_cards_are_read_again() -> None:
    """Those that were never sent, those in doubt, and those whose number is gone."""
    never, doubtful = (
        CardCopy(key=0),
        CardCopy(
            key=1,
            began=MOMENT,
            before=frozenset({"a", "b"}),
            written=FRIDAYS,
            card_id="7",
            unwanted=MOMENT,
            asked=MOMENT,
            tries=3,
            trouble=FULL.doors[0].trouble,
        ),
    )
    door = replace(FULL.doors[0], cards=(never, doubtful))
    cards = (AccessCard(key=0, number=Secret(CARD)), AccessCard(key=1, number=None))
    grant = replace(FULL, doors=(door,), cards=cards)
    assert grant_from(json.loads(json.dumps(grant_row(grant)))) == grant
    assert CARD not in repr(grant)


def test_hours_that_cannot_be_read_open_no_door() -> None:
    """A zone may be gone with an update of the system; rather none than all."""
    row = grant_row(FULL)
    row["doors"][0]["schedule"]["time_zone"] = "Europe/Nowhere"
    (door,) = grant_from(row).doors
    assert door.schedule.phase(MOMENT) is SchedulePhase.EXPIRED


def test_digits_show_nowhere_but_in_the_file() -> None:
    """Not where an access is written into a log."""
    assert PIN not in repr(FULL)


async def test_it_is_stored_before_the_cloud_is_called(
    hass: HomeAssistant, house: House, hass_storage: Storage
) -> None:
    """That somebody has access, and that a step begins."""
    gate = house.cloud.hold("codes.add")
    await house.keeper.put(grant := make_grant())
    assert hass_storage[FILE]["data"]["grants"][0]["name"] == "Anna"
    await until(lambda: house.cloud.calls("codes.add"))
    (door,) = hass_storage[FILE]["data"]["grants"][0]["doors"]
    assert [it["generation"] for it in door["copies"]] == [0]
    gate.set()
    await settle(hass)
    assert house.statuses(grant) == ["active"]


async def test_of_many_at_once_one_write_serves_all(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But each waits until its own is safe."""
    store, writes = AccessStore(hass), list[int]()

    async def save(data: dict[str, Any]) -> None:
        await asyncio.sleep(0)
        writes.append(len(data["grants"]))

    monkeypatch.setattr(store._store, "async_save", save)
    grants = [replace(FULL, id=str(number)) for number in range(50)]
    await asyncio.gather(*map(store.put_safely, grants))
    assert writes[-1] == 50
    assert len(writes) <= 2


async def test_removed_with_the_entry(
    hass: HomeAssistant, house: House, hass_storage: Storage
) -> None:
    """The codes stay on the locks, and that is said."""
    await house.give(make_grant())
    (entry,) = (
        it
        for it in hass.config_entries.async_entries("cloud_locks")
        if it.unique_id == "access"
    )
    await hass.config_entries.async_remove(entry.entry_id)
    assert FILE not in hass_storage
    assert house.on_lock() == ["Anna"]
    (told,) = hass.data["persistent_notification"].values()
    assert "Anna" in told["message"]


async def test_it_stays_with_the_last_account_while_somebody_has_access(
    hass: HomeAssistant, house: House
) -> None:
    """What is remembered would be lost with it."""
    await house.give(make_grant())
    await hass.config_entries.async_remove(house.entry.entry_id)
    left = hass.config_entries.async_entries("cloud_locks")
    assert [it.unique_id for it in left] == ["access"]
