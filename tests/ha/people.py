"""People of this home, and vendor users at the fake account's doors."""

from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.cloud_locks.model.people import User
from custom_components.cloud_locks.people.persons import async_person_id
from tests.fake_cloud import FakeBackend

ANNA: Final = "person.anna"
BERT: Final = "person.bert"

MAIL: Final = "anna@example.com"
"""The account of Anna's app."""


async def add_people(hass: HomeAssistant, *, anna_is: str | None = None) -> None:
    """Let Anna and Bert live here; Anna may sign in as a user."""
    anna = {"id": "id-anna", "name": "Anna"}
    if anna_is is not None:
        anna["user_id"] = anna_is
    people = [anna, {"id": "id-bert", "name": "Bert"}]
    assert await async_setup_component(hass, "person", {"person": people})
    await hass.async_block_till_done()


def users_of(fake_cloud: FakeBackend, lock_id: str = "front") -> list[str]:
    """Return who has access in the vendor's app, by name."""
    return [it.name for it in fake_cloud.users[lock_id].values()]


def only_user(fake_cloud: FakeBackend) -> User:
    """Return the one user of the front door, as the cloud has it."""
    (user,) = fake_cloud.users["front"].values()
    return user


def remembered(hass: HomeAssistant, entity_id: str) -> str:
    """Return what a person is remembered by."""
    person_id = async_person_id(hass, entity_id)
    assert person_id is not None
    return person_id
