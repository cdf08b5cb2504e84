"""Whose access it was that a door was opened with."""

from dataclasses import replace

from homeassistant.core import HomeAssistant, callback

from ..model.access_event import AccessEvent
from ..people.persons import async_person
from .entry import async_keeper
from .grant import DoorId


@callback
def async_explain(hass: HomeAssistant, account: str, event: AccessEvent) -> AccessEvent:
    """Return an event with the access whose code was used, its name and its person.

    `account` is the unique id of the entry of the lock's account.
    """
    keeper = async_keeper(hass)
    if keeper is None or event.code_id is None:
        return event
    grant = keeper.async_grant_of(DoorId(account, event.lock_id), event.code_id)
    if grant is None:
        return event
    person = None if grant.person is None else async_person(hass, grant.person)
    entity_id = event.person if person is None else person.entity_id
    return replace(event, who=grant.name, person=entity_id, grant_id=grant.id)
