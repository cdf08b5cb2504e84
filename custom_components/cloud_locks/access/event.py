"""What became of anybody's access: one event entity for the house."""

from typing import Any, override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..names import async_shown_in_event
from ..people.persons import async_person
from .entity import AccessEntity
from .grant import Grant, GrantNews
from .naming import async_lock_entity
from .news import News

GRANTS = EventEntityDescription(
    key="grants",
    translation_key="grants",
    event_types=[kind.value for kind in GrantNews],
)


class GrantsEvent(AccessEntity, EventEntity):
    """Who got access, who lost it, and what went wrong about it."""

    entity_id = "event.access_grants"

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.keeper.async_listen(self._told))

    @callback
    def _told(self, grant: Grant, news: News) -> None:
        person = None if grant.person is None else async_person(self.hass, grant.person)
        lock = None if news.at is None else async_lock_entity(self.hass, news.at)
        told: dict[str, Any] = {
            "who": grant.name,
            "person": None if person is None else person.entity_id,
            "grant_id": grant.id,
            "lock": lock,
            "reason": news.reason,
            "occurred_at": dt_util.utcnow().isoformat(),
        }
        shown = async_shown_in_event(self.hass, told)
        given = {key: it for key, it in shown.items() if it is not None}
        self._trigger_event(news.kind, given)
        self.async_write_ha_state()
