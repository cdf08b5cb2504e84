"""Linked people: who stands in events, sensors and the lock, and for how long."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks.model.access_code import AccessCode, CodeChange
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.attribution import LinkKey
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.people import PersonLinks
from tests.fake_cloud import FakeBackend

from .acting import FRONT, all_events
from .codes import HOUR, MINUTE, Codes
from .home import pass_time, record_events, settle, state
from .people import ANNA, add_people, remembered

pytestmark = pytest.mark.usefixtures("clock", "at_once")


@pytest.fixture
async def bert(hass: HomeAssistant, codes: Codes) -> AccessCode:
    """Return a code called Bert, of the vendor's app, that is linked with Anna."""
    await add_people(hass)
    code = codes.cloud.add_code("front", "Bert", "284617")
    await codes.book.read("front")
    await links(codes).link("front", LinkKey.of(code), remembered(hass, ANNA))
    codes.told()
    return code


def links(codes: Codes) -> PersonLinks:
    """Return the links of the account; other ones after each reload."""
    found: PersonLinks = codes.entry.runtime_data.links
    return found


async def come_in(codes: Codes, pin: str = "284617") -> dict[str, Any]:
    """Type a PIN at the front door; returns what the event says."""
    fired = record_events(codes.hass, "access")
    codes.clock.tick(timedelta(seconds=1))
    codes.cloud.type_pin("front", pin)
    await codes.live(2 * MINUTE)
    (event,) = fired
    return event


def who(event: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return whom an event names, and the person."""
    return event.get("who"), event.get("person")


async def test_linked_code(hass: HomeAssistant, codes: Codes, bert: AccessCode) -> None:
    """The person stands in event, sensor, lock and record."""
    event = await come_in(codes)
    assert who(event) == ("Anna", ANNA)
    assert event["code_id"] == bert.id
    assert state(hass, "sensor", "last_access_by").state == "Anna"
    assert state(hass, "lock", "lock").attributes["changed_by"] == "Anna"
    rows: dict[str, Any] = await hass.services.async_call(  # type: ignore[assignment]
        "cloud_locks",
        "get_activity",
        {"entity_id": FRONT},
        blocking=True,
        return_response=True,
    )
    assert who(rows[FRONT]["events"][-1]) == ("Anna", ANNA)


async def test_what_becomes_of_the_code_names_the_person(
    codes: Codes, bert: AccessCode
) -> None:
    """Also that it is gone."""
    codes.cloud.remove_code("front", bert.id)
    await codes.book.read("front")
    assert [(it["who"], it["person"]) for it in codes.events] == [("Bert", ANNA)]


async def test_link_survives_a_restart(codes: Codes, bert: AccessCode) -> None:
    """It is in the account's file before the action answers."""
    assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
    await settle(codes.hass)
    assert who(await come_in(codes)) == ("Anna", ANNA)


async def test_person_with_another_entity_id(
    hass: HomeAssistant, codes: Codes, bert: AccessCode
) -> None:
    """It is the same person."""
    er.async_get(hass).async_update_entity(ANNA, new_entity_id="person.anna_s")
    await hass.async_block_till_done()
    assert who(await come_in(codes)) == ("Anna", "person.anna_s")


async def test_person_who_was_removed(
    hass: HomeAssistant, codes: Codes, bert: AccessCode
) -> None:
    """The code's own name is left."""
    er.async_get(hass).async_remove(ANNA)
    await hass.async_block_till_done()
    assert who(await come_in(codes)) == ("Bert", None)


async def test_link_that_is_taken_back(codes: Codes, bert: AccessCode) -> None:
    """Nobody in particular; taking back what is not there is no error."""
    for _ in range(2):
        await links(codes).unlink("front", LinkKey.of(bert))
    assert who(await come_in(codes)) == ("Bert", None)


async def test_link_dies_with_its_code(codes: Codes, bert: AccessCode) -> None:
    """A cloud may give the id to the code of another later."""
    codes.cloud.remove_code("front", bert.id)
    await codes.book.read("front")
    codes.cloud.add_code("front", "Carl", "284617", id=bert.id)
    await codes.book.read("front")
    assert who(await come_in(codes)) == ("Carl", None)


async def test_id_that_became_anothers_at_once(codes: Codes, bert: AccessCode) -> None:
    """Nobody saw the old code leave."""
    codes.cloud.edit_code("front", bert.id, name="Carl")
    await codes.book.read("front")
    assert who(await come_in(codes)) == ("Carl", None)


async def test_link_survives_our_own_change(codes: Codes, bert: AccessCode) -> None:
    """A new name, and hours whose outcome was in doubt for a while."""
    renamed = await codes.writer.update("front", bert, CodeChange(name="Carl"))
    later = Schedule.window(codes.cloud.now() - HOUR, codes.cloud.now() + 5 * HOUR)
    await codes.writer.update("front", renamed, CodeChange(schedule=later))
    assert who(await come_in(codes)) == ("Anna", ANNA)


async def test_vendor_user(hass: HomeAssistant, codes: Codes) -> None:
    """Known by id where the record tells it, else by name."""
    await add_people(hass)
    user = codes.cloud.add_user("front", "Mrs Anna")
    people = codes.entry.runtime_data.people
    await links(codes).link(
        "front", LinkKey.of(user), remembered(hass, ANNA), name=user.name
    )
    fired = record_events(hass, "access")
    records: list[dict[str, Any]] = [{"who": "Mrs Anna"}, {"actor_id": user.id}]
    for done_by in records:
        codes.clock.tick(timedelta(seconds=1))
        codes.cloud.emit("front", EventType.UNLOCKED, method=Method.APP, **done_by)
    await codes.live(2 * MINUTE)
    assert [who(it) for it in fired] == [("Anna", ANNA), ("Anna", ANNA)]
    del codes.cloud.users["front"][user.id]
    await people.list("front")
    codes.cloud.emit("front", EventType.UNLOCKED, method=Method.APP, who="Mrs Anna")
    await codes.live(2 * MINUTE)
    assert who(fired[-1]) == ("Mrs Anna", None)


async def test_user_who_asked_home_assistant(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    hass_admin_user: MockUser,
) -> None:
    """The person is told as well, whoever the vendor takes it for."""
    hass_admin_user.name = "Anna's tablet"
    await add_people(hass, anna_is=hass_admin_user.id)
    owner = fake_cloud.add_user("front", fake_cloud.account_name)
    await account.runtime_data.links.link(
        "front", LinkKey.of(owner), remembered(hass, "person.bert"), name=owner.name
    )
    await settle(hass)
    fired = record_events(hass, "access")
    await hass.services.async_call(
        "lock",
        "unlock",
        {"entity_id": FRONT},
        blocking=True,
        context=Context(user_id=hass_admin_user.id),
    )
    await pass_time(hass, clock, 1)
    assert [who(it) for it in fired] == [("Anna's tablet", ANNA)]
    fired.clear()
    await hass.services.async_call("lock", "lock", {"entity_id": FRONT}, blocking=True)
    await pass_time(hass, clock, 1)
    assert [who(it) for it in fired] == [(None, None)], "nobody in particular"


async def test_links_are_in_no_event(
    hass: HomeAssistant, codes: Codes, bert: AccessCode
) -> None:
    """What a person is remembered by stays in the file."""
    events = all_events(hass)
    await come_in(codes)
    assert events
    assert not [it for it in events if "id-anna" in str(it.data.get("new_state"))]
