"""Giving access with one sentence, and changing, pausing and ending it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from custom_components.cloud_locks.model.code_rules import PinChooser, ScheduleFeature
from custom_components.cloud_locks.model.errors import DuplicateCode
from custom_components.cloud_locks.model.lock import Reachability
from tests.fake_cloud import RULES

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, all_events, change_rules
from .grants import House
from .home import settle
from .people import ANNA, add_people

DAY = timedelta(days=1)


async def give(house: House, **data: Any) -> str:
    """Give Anna access at both doors and return its id."""
    rows = await act(house.hass, "grant_access", BOTH, **{"name": "Anna"} | data)
    return str(rows[FRONT]["grant_id"])


async def change(house: House, action: str, **data: Any) -> dict[str, Any]:
    """Change access and return the one row."""
    (row,) = (await act(house.hass, action, None, **data)).values()
    return row


async def refused(house: House, action: str, **data: Any) -> str:
    """Return the key of the mistake for which a call is refused."""
    locks = data.pop("locks", None)
    with pytest.raises(ServiceValidationError) as caught:
        await act(house.hass, action, locks, **data)
    return str(caught.value.translation_key)


async def test_one_pin_for_all_doors(house: House) -> None:
    """One that every lock takes; told only when asked for."""
    rows = await act(house.hass, "grant_access", BOTH, name="Anna", include_pins=True)
    assert [rows[it]["status"] for it in BOTH] == ["active", "active"]
    assert rows[FRONT]["pin"] == rows[BACK]["pin"]
    codes = [*house.cloud.codes["front"].values(), *house.cloud.codes["back"].values()]
    assert {it.pin.reveal() for it in codes if it.pin} == {rows[FRONT]["pin"]}
    again = await change(house, "get_grants")
    assert "pin" not in again
    shown = await change(house, "get_grants", name="anna", include_pins=True)
    assert shown["pin"] == rows[FRONT]["pin"]
    assert list(shown["locks"]) == [FRONT, BACK] or list(shown["locks"]) == [
        BACK,
        FRONT,
    ]


async def test_a_typed_pin_is_in_no_event(house: House) -> None:
    """Nor in a name, a note or a group."""
    events = all_events(house.hass)
    await give(house, pin=PIN, notes=f"PIN {PIN}", group=f"g {PIN}")
    assert PIN not in repr([it.data for it in events])
    (code,) = house.cloud.codes["front"].values()
    assert code.pin is not None
    assert code.pin.reveal() == PIN


async def test_who_it_is(house: House) -> None:
    """A person of this home, a group and notes."""
    await add_people(house.hass)
    await give(house, person=ANNA, group="staff", notes="cleans")
    row = await change(house, "get_grants", group="Staff")
    assert (row["person"], row["group"], row["notes"]) == (ANNA, "staff", "cleans")
    assert await refused(house, "get_grants", group="guests") == "grant_unknown"
    assert (
        await refused(house, "grant_access", locks=FRONT, name="B", person="person.no")
        == "person_unknown"
    )


async def test_only_checked_nothing_is_sent(house: House) -> None:
    """It tells what would be done, and what does not fit."""
    rules = replace(RULES, schedules=frozenset({ScheduleFeature.ALWAYS}))
    change_rules(house.cloud, house.entry, "back", rules)
    hours: dict[str, Any] = {"start_time": "09:00", "end_time": "12:00"}
    rows = await act(
        house.hass, "grant_access", BOTH, name="Anna", check_only=True, **hours
    )
    assert rows[FRONT]["status"] == "planned"
    assert rows[FRONT]["grant_id"] is None
    assert rows[BACK]["error"] == "schedule_unsupported"
    assert house.cloud.calls("codes.add") == 0
    assert dict(house.keeper.grants) == {}
    allowed = await act(
        house.hass,
        "grant_access",
        BACK,
        name="Anna",
        check_only=True,
        allow_home_assistant_schedule=True,
        **hours,
    )
    assert allowed[BACK]["enforced_by"] == "home_assistant"


async def test_what_does_not_fit_is_said_before_anything_is_sent(house: House) -> None:
    """At each lock for itself."""
    vendors = replace(RULES, pin_chooser=PinChooser.VENDOR)
    change_rules(house.cloud, house.entry, "back", vendors)
    rows = await act(house.hass, "grant_access", BOTH, name="Anna", pin=PIN)
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "pin_chosen_by_vendor"
    past = {"end_datetime": "2026-11-20 12:00"}
    assert (
        await refused(house, "grant_access", locks=FRONT, name="Bert", **past)
        == "schedule_past"
    )
    assert (
        await refused(house, "grant_access", locks=FRONT, name="Bert", pin="1")
        == "pin_length"
    )
    assert (
        await refused(house, "grant_access", locks=FRONT, name=f"B {PIN}", pin=PIN)
        == "name_invalid"
    )


async def test_two_people_never_share_a_pin_at_a_lock(house: House) -> None:
    """The lock could not tell them apart."""
    await give(house, pin=PIN)
    assert (
        await refused(house, "grant_access", locks=FRONT, name="Bert", pin=PIN)
        == "pin_in_use"
    )


class TestAgain:
    """Somebody of this name has access already."""

    async def test_is_a_mistake(self, house: House) -> None:
        """Unless one says what is meant."""
        await give(house)
        assert (
            await refused(house, "grant_access", locks=FRONT, name="ANNA")
            == "name_in_use"
        )
        assert (
            await refused(house, "grant_access", locks=FRONT, name="Anna 2")
            == "name_in_use"
        )

    async def test_kept(self, house: House) -> None:
        """Its PIN is not what was asked for."""
        grant_id = await give(house)
        rows = await act(
            house.hass,
            "grant_access",
            FRONT,
            name="Anna",
            if_exists="keep",
            include_pins=True,
        )
        assert rows[FRONT]["grant_id"] == grant_id
        assert "pin" not in rows[FRONT]

    async def test_replaced(self, house: House) -> None:
        """Doors that are not named any more are left."""
        grant_id = await give(house, pin=PIN)
        rows = await act(
            house.hass,
            "grant_access",
            FRONT,
            name="Anna",
            pin=OTHER_PIN,
            if_exists="replace",
        )
        assert rows[FRONT]["grant_id"] == grant_id
        await settle(house.hass)
        assert (house.on_lock("front"), house.on_lock("back")) == (["Anna 2"], [])

    async def test_replaced_it_keeps_its_pin(self, house: House) -> None:
        """Nobody asked for another one."""
        await give(house, pin=PIN)
        rows = await act(
            house.hass,
            "grant_access",
            BOTH,
            name="Anna",
            end_datetime="2026-12-01 12:00",
            if_exists="replace",
            include_pins=True,
        )
        assert rows[FRONT]["pin"] == PIN
        assert (house.on_lock("front"), house.cloud.calls("codes.add")) == (["Anna"], 2)

    async def test_two_calls_at_once(self, house: House) -> None:
        """One of them is too late."""
        answers = await asyncio.gather(give(house), give(house), return_exceptions=True)
        late = [it for it in answers if isinstance(it, ServiceValidationError)]
        assert [it.translation_key for it in late] == ["name_in_use"]
        assert (house.on_lock("front"), len(house.keeper.grants)) == (["Anna"], 1)

    async def test_one_pin_in_two_calls_at_once(self, house: House) -> None:
        """It lets in one of them: two could not be told apart at the door."""
        calls = (give(house, name=it, pin=PIN) for it in ("Anna", "Bert"))
        answers = await asyncio.gather(*calls, return_exceptions=True)
        late = [it for it in answers if isinstance(it, ServiceValidationError)]
        assert [it.translation_key for it in late] == ["pin_in_use"]
        assert len(house.keeper.grants) == 1


async def test_longer(house: House) -> None:
    """The end moves, at every door."""
    await give(house, end_datetime="2026-11-23 12:00")
    row = await change(house, "update_grant", name="Anna", extend_by={"days": 2})
    ends = {it["end_datetime"][:16] for it in row["locks"].values()}
    assert ends == {"2026-11-25T12:00"}
    (code,) = house.cloud.codes["back"].values()
    assert code.schedule is not None
    assert str(code.schedule.end)[:10] == "2026-11-25"
    assert (
        await refused(
            house,
            "update_grant",
            name="Anna",
            extend_by="01:00",
            end_datetime="2026-12-01 12:00",
        )
        == "extend_with_end"
    )
    assert await refused(house, "update_grant", name="Anna") == "nothing_to_change"


async def test_other_doors(house: House) -> None:
    """One goes, one comes, with the same PIN."""
    rows = await act(house.hass, "grant_access", FRONT, name="Anna", include_pins=True)
    row = await change(
        house, "update_grant", name="Anna", replace_lock={"old": FRONT, "new": BACK}
    )
    assert list(row["locks"]) == [BACK]
    assert (house.on_lock("front"), house.on_lock("back")) == ([], ["Anna"])
    (code,) = house.cloud.codes["back"].values()
    assert code.pin is not None
    assert code.pin.reveal() == rows[FRONT]["pin"]
    await change(house, "update_grant", name="Anna", add_locks=FRONT)
    await change(house, "update_grant", name="Anna", remove_locks=BACK)
    assert (house.on_lock("front"), house.on_lock("back")) == (["Anna"], [])


async def test_hours_that_a_lock_cannot_keep_change_nothing(house: House) -> None:
    """At none of the doors."""
    await give(house)
    rules = replace(RULES, schedules=frozenset({ScheduleFeature.ALWAYS}))
    change_rules(house.cloud, house.entry, "back", rules)
    assert (
        await refused(
            house, "update_grant", name="Anna", start_time="09:00", end_time="12:00"
        )
        == "schedule_unsupported"
    )
    assert house.cloud.calls("codes.update") == 0


async def test_who_keeps_the_hours_of_a_code(house: House) -> None:
    """Told with the codes of a lock too: it decides what happens in an outage."""
    rules = replace(RULES, schedules=frozenset({ScheduleFeature.ALWAYS}))
    change_rules(house.cloud, house.entry, "back", rules)
    house.cloud.add_code("back", "Bert", OTHER_PIN)
    await give(
        house,
        end_datetime="2026-12-01 12:00",
        allow_home_assistant_schedule=True,
    )
    rows = await act(house.hass, "get_codes", BOTH)
    found = {
        (door, code["name"]): code["enforced_by"]
        for door, row in rows.items()
        for code in row["codes"]
    }
    assert found == {
        (FRONT, "Anna"): "lock",
        (BACK, "Anna"): "home_assistant",
        (BACK, "Bert"): "lock",
    }


async def test_paused_and_resumed(house: House) -> None:
    """Everybody of a group at once."""
    await give(house, group="staff")
    await act(house.hass, "grant_access", FRONT, name="Bert", group="staff")
    rows = await act(house.hass, "pause_grant", None, group="staff")
    assert [it["status"] for it in rows.values()] == ["paused", "paused"]
    rows = await act(house.hass, "resume_grant", None, name=["Anna", "Bert"])
    assert [it["status"] for it in rows.values()] == ["active", "active"]


async def test_another_pin(house: House) -> None:
    """Told only when asked for; the old one is gone."""
    await give(house, pin=PIN)
    row = await change(house, "rotate_grant", name="Anna", include_pins=True)
    assert row["pin"] != PIN
    for lock_id in ("front", "back"):
        (code,) = house.cloud.codes[lock_id].values()
        assert code.pin is not None
        assert code.pin.reveal() == row["pin"]
    assert await refused(house, "rotate_grant", name="Anna", pin=row["pin"]) == (
        "pin_in_use"
    )


async def test_a_lost_phone(house: House) -> None:
    """The old PIN goes first, also while an earlier change is under way."""
    await give(house, pin=PIN)
    house.cloud.fail("codes.add", DuplicateCode(), lock_id="back")
    await change(house, "rotate_grant", name="Anna")
    assert house.on_lock("back") == ["Anna"]
    assert await refused(house, "rotate_grant", name="Anna") == "not_confirmed"
    await change(house, "rotate_grant", name="Anna", cut_at_once=True)
    await settle(house.hass)
    assert (house.on_lock("front"), house.on_lock("back")) == (["Anna"], ["Anna"])
    pins = [it.pin for it in house.cloud.codes["back"].values()]
    assert all(it is not None and it.reveal() != PIN for it in pins)


async def test_ended_and_given_again(house: House) -> None:
    """Same person, doors and PIN."""
    grant_id = await give(house, pin=PIN)
    row = await change(house, "revoke_grant", name="Anna")
    assert row["status"] == "ended"
    assert (house.on_lock("front"), house.on_lock("back")) == ([], [])
    assert await act(house.hass, "get_grants", None) == {}
    assert await refused(house, "pause_grant", grant_id=grant_id) == "grant_over"
    row = await change(house, "restore_grant", name="Anna", include_pins=True)
    assert (row["grant_id"], row["status"], row["pin"]) == (grant_id, "active", PIN)
    assert (house.on_lock("front"), house.on_lock("back")) == (["Anna"], ["Anna"])
    assert await refused(house, "restore_grant", grant_id=grant_id) == "grant_not_over"


async def test_everything_of_a_person(house: House) -> None:
    """Cards and app users that are linked with them; others' stay."""
    await add_people(house.hass)
    await give(house, person=ANNA)
    theirs = house.cloud.add_user("front", "Anna's phone")
    house.cloud.add_user("front", "Bert's phone")
    await act(house.hass, "assign_credential", FRONT, user_id=theirs.id, person=ANNA)
    row = await change(house, "revoke_grant", name="Anna", everything=True)
    assert row["not_removed"] == []
    assert [it.name for it in house.cloud.users["front"].values()] == ["Bert's phone"]


async def test_a_lock_that_is_away_is_told(house: House) -> None:
    """With what it waits for."""
    house.cloud.change("back", reachability=Reachability.OFFLINE)
    rows = await act(house.hass, "grant_access", BOTH, name="Anna")
    assert rows[FRONT]["status"] == "active"
    assert (rows[BACK]["status"], rows[BACK]["reason"]) == ("blocked", "lock_offline")
    assert rows[BACK]["retried"] is True
    assert "out of reach" in str(rows[BACK]["message"])


async def test_whose_access_must_be_said(house: House) -> None:
    """Once."""
    await give(house)
    assert await refused(house, "pause_grant") == "grant_choice"
    assert (
        await refused(house, "pause_grant", name="Anna", group="staff")
        == "grant_choice"
    )


async def test_without_access_loaded(hass: HomeAssistant, house: House) -> None:
    """The entry may be disabled."""
    (entry,) = (
        it
        for it in hass.config_entries.async_entries("cloud_locks")
        if it.unique_id == "access"
    )
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "get_grants", None)
    assert caught.value.translation_key == "access_not_loaded"
