"""The subscription as things end, or are called otherwise, elsewhere."""

from asyncio import Event, Task
from contextlib import suppress

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.cloud_locks.model.credential import EnrollmentStep

from .acting import PIN, Row, act, act_at_front, only_code
from .codes import until
from .grants import House
from .people import ANNA, add_people
from .watching import Client, Message

BELLA = "person.bella"


async def begin_to_read(house: House) -> tuple[Event, Task[Row]]:
    """Let the front door read a finger that nobody shows it."""
    house.cloud.enrollment += [EnrollmentStep(done=1, total=3)]
    gate = house.cloud.hold("credentials.enroll")
    job = house.hass.async_create_task(
        act_at_front(
            house.hass, "enroll_credential", credential_type="fingerprint", name="Anna"
        )
    )
    await until(lambda: house.cloud.calls("credentials.enroll"))
    return gate, job


async def how_it_ended(client: Client, job: Task[Row]) -> list[str]:
    """Return the states that are told, and see that nothing of it is left."""
    with suppress(HomeAssistantError):
        await job
    told = [row["state"] for it in await client.soon() for row in it["enrollments"]]
    assert (await client.another().look())["enrollments"] == []
    return told


async def test_a_reading_that_somebody_stops(house: House, client: Client) -> None:
    """It is over for who looks, and who comes later hears nothing of it."""
    _, job = await begin_to_read(house)
    assert len((await client.look())["enrollments"]) == 1
    await act_at_front(house.hass, "cancel_enrollment", credential_type="fingerprint")
    assert await how_it_ended(client, job) == ["failed"]


async def test_a_reading_at_an_account_that_goes(house: House, client: Client) -> None:
    """It ends with the account, as nobody follows it any more."""
    _, job = await begin_to_read(house)
    assert len((await client.look())["enrollments"]) == 1
    await house.hass.config_entries.async_reload(house.entry.entry_id)
    assert await how_it_ended(client, job) == ["failed"]


def persons(messages: list[Message]) -> list[str | None]:
    """Return whose access is, and whose the codes of nobody's access are."""
    access = [row["person"] for it in messages for row in it["access"]]
    doors = (row for it in messages for row in it["doors"])
    return access + [code["person"] for row in doors for code in row["codes"] or ()]


@pytest.mark.parametrize("is_removed", [False, True])
async def test_a_person_that_is_called_otherwise(
    house: House, client: Client, is_removed: bool
) -> None:
    """Rows name persons by their entity, which may be another, or none any more."""
    await add_people(house.hass)
    await act_at_front(house.hass, "add_code", name="Key box", pin=PIN)
    code = only_code(house.cloud)
    await act_at_front(house.hass, "assign_credential", code_id=code.id, person=ANNA)
    await act(house.hass, "grant_access", name="Anna", person=ANNA)
    assert persons([await client.look()]) == [ANNA, ANNA]
    await client.soon()
    if is_removed:
        er.async_get(house.hass).async_remove(ANNA)
    else:
        er.async_get(house.hass).async_update_entity(ANNA, new_entity_id=BELLA)
    now = None if is_removed else BELLA
    assert persons(await client.soon()) == [now, now]
