"""The blueprints, read, imported and run by Home Assistant's own code."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
import shutil
from typing import Any
from urllib.parse import quote

from homeassistant.components.blueprint.importer import (
    fetch_blueprint_from_github_url,
)
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from custom_components.cloud_locks.access.grant import Grant, Phase
from custom_components.cloud_locks.model.access_event import EventType, Stream
from custom_components.cloud_locks.model.errors import DuplicateCode
from custom_components.cloud_locks.model.lock import Battery
from custom_components.cloud_locks.model.schedule import Schedule

from .codes import PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import pass_time, settle
from .mailbox import Mailbox, mailbox

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "blueprints" / "automation" / "cloud_locks"
NAMES = sorted(it.stem for it in FOLDER.glob("*.yaml"))
ADDRESS = "https://github.com/cloud-locks/cloud_locks/blob/main/blueprints/automation"
RAW = "https://raw.githubusercontent.com/cloud-locks/cloud_locks/main/blueprints"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def family(hass: HomeAssistant) -> Mailbox:
    """Return the mailbox of the family."""
    return await mailbox(hass, "Family")


async def use(hass: HomeAssistant, folder: Path, name: str, **inputs: object) -> None:
    """Set an automation up that was made of a blueprint."""
    hass.config.config_dir = str(folder)
    there = folder / "blueprints" / "automation" / "cloud_locks"
    there.mkdir(parents=True)
    shutil.copy(FOLDER / f"{name}.yaml", there)
    made: Mapping[str, Any] = {
        "id": name,
        "alias": name,
        "use_blueprint": {"path": f"cloud_locks/{name}.yaml", "input": inputs},
    }
    assert await async_setup_component(hass, "automation", {"automation": [made]})
    await hass.async_block_till_done()
    state = hass.states.get(f"automation.{name}")
    assert state is not None
    assert state.state == "on", "it is not valid"


async def grouped(house: House, grant: Grant, group: str) -> Grant:
    """Put somebody whose access there is into a group."""
    await house.change(grant, group=group)
    return house.keeper.grants[grant.id]


@pytest.mark.parametrize("name", NAMES)
async def test_imported_by_its_link(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker, name: str
) -> None:
    """The link in the documentation leads to the file, which can be imported."""
    address = f"{ADDRESS}/cloud_locks/{name}.yaml"
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    raw = f"{RAW}/automation/cloud_locks/{name}.yaml"
    aioclient_mock.get(raw, text=text)  # type: ignore[no-untyped-call]  # theirs
    imported = await fetch_blueprint_from_github_url(hass, address)
    assert imported.blueprint.metadata["source_url"] == address
    assert imported.blueprint.validate() is None
    assert imported.suggested_filename == f"cloud-locks/{name}"
    page = (ROOT / "docs" / "automations.md").read_text("utf-8")
    assert f"/blueprint_import/?blueprint_url={quote(address, safe='')}" in page


async def test_somebody_came_in(
    hass: HomeAssistant, house: House, family: Mailbox, tmp_path: Path
) -> None:
    """Once, and only of the groups that were chosen."""
    inputs = {"recipients": ["notify.family"], "groups": ["guests"]}
    await use(hass, tmp_path, "guest_came_in", **inputs)
    anna = make_grant()
    bert = make_grant(name="Bert", pin="739105")
    for grant, group in ((anna, "guests"), (bert, "staff")):
        await grouped(house, await house.give(grant), group)
    for pin in (PIN, "739105", PIN):
        house.cloud.type_pin("front", pin)
        await house.live(2 * MINUTE)
    assert family.messages == ["Anna came in for the first time (Front door)."]


async def test_a_code_failed(
    hass: HomeAssistant, house: House, family: Mailbox, tmp_path: Path
) -> None:
    """Of somebody's access, with the lock and the reason."""
    codes = ["event.front_door_codes"]
    inputs = {"recipients": ["notify.family"], "codes": codes}
    await use(hass, tmp_path, "code_failed", **inputs)
    house.cloud.fail("codes.add", DuplicateCode())
    await house.give(make_grant())
    (told,) = family.messages
    said = "Front door: the code of Anna did not get onto the lock (pin_in_use)."
    assert told == said


async def test_a_check_has_failed(
    hass: HomeAssistant, house: House, family: Mailbox, tmp_path: Path
) -> None:
    """While there is still time to do something."""
    await use(hass, tmp_path, "code_failed", recipients=["notify.family"])
    hours = Schedule.window(dt_util.utcnow() + 2 * HOUR, None)
    await house.give(make_grant(schedule=hours))
    house.cloud.change("front", battery=Battery(low=True))
    await house.live(65 * MINUTE, step=MINUTE)
    (told,) = family.messages
    assert told.startswith("Front door: the code of Anna may not work: ")
    assert told.endswith(" (battery_low).")


async def test_duress_is_told_to_those_chosen(
    hass: HomeAssistant, house: House, family: Mailbox, tmp_path: Path
) -> None:
    """And then what else was chosen is done."""
    office = await mailbox(hass, "Office")
    further = {
        "action": "notify.send_message",
        "target": {"entity_id": "notify.office"},
        "data": {"message": "Come"},
    }
    inputs = {"recipients": ["notify.family"], "further": [further]}
    await use(hass, tmp_path, "duress", **inputs)
    house.cloud.emit("front", EventType.DURESS, stream=Stream.DURESS, who="Anna")
    await house.live(2 * MINUTE)
    (told,) = family.messages
    assert told.startswith("Duress at Front door: Anna (")
    assert office.messages == ["Come"]


async def test_arrivals_of_today(
    hass: HomeAssistant, house: House, family: Mailbox, tmp_path: Path
) -> None:
    """Who begins today, when and where, and what is not ready; nobody else."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    await use(hass, tmp_path, "arrivals_today", recipients=["notify.family"])
    await pass_time(hass, house.clock, 1)
    assert family.messages == []
    tomorrow = dt_util.now().replace(hour=15, minute=0) + timedelta(days=1)
    stay = Schedule.window(tomorrow, tomorrow + timedelta(days=2))
    house.cloud.fail("codes.add", DuplicateCode(), lock_id="back")
    await house.give(make_grant(FRONT_DOOR, BACK_DOOR, schedule=stay))
    later = Schedule.window(tomorrow + timedelta(days=1), None)
    await house.give(make_grant(name="Bert", pin="739105", schedule=later))
    await house.give(make_grant(name="Carl", pin="528617"))
    house.clock.move_to(tomorrow.replace(hour=8))
    async_fire_time_changed(hass)
    await settle(hass)
    assert family.messages == [
        "15:00 Anna (Front door, Back door), not ready: Back door: pin_in_use"
    ]
    off = {"entity_id": "automation.arrivals_today"}
    await hass.services.async_call("automation", "turn_off", off, blocking=True)


async def test_guests_are_out_while_armed(
    hass: HomeAssistant, house: House, tmp_path: Path
) -> None:
    """Paused when armed, let in again when disarmed; others are left alone."""
    alarm = "alarm_control_panel.home"
    hass.states.async_set(alarm, "disarmed")
    await use(hass, tmp_path, "guests_out_when_armed_away", alarm=alarm)
    guest = await grouped(house, await house.give(make_grant()), "guests")
    other = await house.give(make_grant(name="Bert", pin="739105"))

    def phases() -> list[Phase]:
        return [house.keeper.grants[it.id].phase for it in (guest, other)]

    hass.states.async_set(alarm, "armed_away")
    await settle(hass)
    assert phases() == [Phase.PAUSED, Phase.GRANTED]
    hass.states.async_set(alarm, "disarmed")
    await settle(hass)
    assert phases() == [Phase.GRANTED, Phase.GRANTED]
