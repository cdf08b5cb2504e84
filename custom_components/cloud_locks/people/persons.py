"""The people of this home, as Home Assistant knows them."""

from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..model.attribution import PersonId

_PERSON: Final = "person"
_USER_ID: Final = "user_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as shown today; entity and name may be changed at any time."""

    entity_id: str
    name: str


@callback
def async_person_id(hass: HomeAssistant, entity_id: str) -> PersonId | None:
    """Return what a person is remembered by, None when the entity is nobody.

    Not the entity id: that may be given to somebody else later.
    """
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None or (entry.domain, entry.platform) != (_PERSON, _PERSON):
        return None
    return entry.unique_id


@callback
def async_person(hass: HomeAssistant, person_id: PersonId) -> Person | None:
    """Return a person, None when they were removed from Home Assistant."""
    registry = er.async_get(hass)
    entity_id = registry.async_get_entity_id(_PERSON, _PERSON, person_id)
    if entity_id is None or (entry := registry.async_get(entity_id)) is None:
        return None
    # While Home Assistant starts there may be no state yet.
    state = hass.states.get(entity_id)
    name = state.name if state else entry.name or entry.original_name or entity_id
    return Person(entity_id=entity_id, name=name)


@callback
def async_person_of_user(hass: HomeAssistant, user_id: str) -> str | None:
    """Return the entity of the person who signs in as a user, None without one."""
    return next(
        (
            state.entity_id
            for state in hass.states.async_all(_PERSON)
            if state.attributes.get(_USER_ID) == user_id
        ),
        None,
    )
