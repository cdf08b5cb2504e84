"""The field `person`: whose something is."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..model.attribution import PersonId
from ..people.persons import async_person_id
from .errors import ActionError

PERSON: Final = "person"


def read_person(hass: HomeAssistant, data: Mapping[str, Any]) -> PersonId | None:
    """Return what the person of a call is remembered by; None for nobody.

    `ActionError` when the entity is nobody of this home.
    """
    if (entity_id := data.get(PERSON)) is None:
        return None
    if (person_id := async_person_id(hass, entity_id)) is None:
        raise ActionError("person_unknown", {"entity_id": entity_id})
    return person_id
