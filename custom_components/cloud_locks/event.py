"""Events of a lock: who came in, what is wrong, what became of its codes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, override

from homeassistant.components.event import (
    EventDeviceClass,
    EventEntity,
    EventEntityDescription,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .access import async_listen_for_duress, is_access
from .access.event import GRANTS, GrantsEvent
from .const import DOMAIN
from .devices import account_device
from .entity import LockBasedEntity
from .model.access_event import TYPES, AccessEvent, EventType, Stream
from .model.capabilities import Capability
from .model.ledger import Change
from .model.lock import Lock, LockId
from .names import async_shown_in_event
from .platform import async_add_for_locks

if TYPE_CHECKING:
    from .credentials import CredentialNews
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class LockEventDescription(EventEntityDescription):
    """An event entity for one stream of a lock's events."""

    stream: Stream
    has_fn: Callable[[Lock], bool] = lambda _: True


def _describe(
    stream: Stream,
    has_fn: Callable[[Lock], bool] = lambda _: True,
    *,
    device_class: EventDeviceClass | None = None,
) -> LockEventDescription:
    return LockEventDescription(
        key=stream,
        translation_key=stream,
        stream=stream,
        event_types=[kind.value for kind in TYPES[stream]],
        has_fn=has_fn,
        device_class=device_class,
    )


ACTIVITY = (
    _describe(Stream.ACCESS),
    _describe(Stream.ALARM),
    _describe(
        Stream.DOORBELL,
        lambda lock: lock.can(Capability.DOORBELL),
        device_class=EventDeviceClass.DOORBELL,
    ),
)
CODES = _describe(Stream.CODE, lambda lock: lock.can(Capability.CODES))
CREDENTIALS = _describe(
    Stream.CREDENTIAL, lambda lock: lock.can(Capability.CREDENTIALS)
)

DURESS = EventEntityDescription(
    key=Stream.DURESS,
    translation_key=Stream.DURESS,
    event_types=[kind.value for kind in TYPES[Stream.DURESS]],
    entity_registry_visible_default=False,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the event entities of each lock, or that of the house."""
    if is_access(entry):
        async_add_entities([GrantsEvent(entry, GRANTS), DuressEvent(entry)])
        return
    async_add_for_locks(entry, async_add_entities, ACTIVITY, ActivityEvent)
    async_add_for_locks(entry, async_add_entities, (CODES,), CodeEvent)
    async_add_for_locks(entry, async_add_entities, (CREDENTIALS,), CredentialEvent)


class LockEvent(LockBasedEntity, EventEntity):
    """An event entity stays available through outages.

    Coming back from `unavailable` would look like a new event to plain state triggers.
    """

    entity_description: LockEventDescription

    def __init__(
        self, entry: CloudLocksEntry, lock_id: LockId, description: LockEventDescription
    ) -> None:
        """Take the place of `description` at a lock."""
        super().__init__(entry, lock_id, description)

    @property
    @override
    def available(self) -> bool:
        return True

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Do nothing: only events change this entity."""

    @callback
    def _fire(self, kind: str, attributes: dict[str, Any]) -> None:
        shown = async_shown_in_event(self.hass, attributes)
        told = {key: it for key, it in shown.items() if it is not None}
        self._trigger_event(kind, told)
        self.async_write_ha_state()


class ActivityEvent(LockEvent):
    """What happened at the door."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.activity.async_listen(self.lock_id, self._happened)
        )

    @callback
    def _happened(self, event: AccessEvent) -> None:
        if event.stream is self.entity_description.stream:
            self._fire(
                event.type,
                _attributes(event, late=self.account.activity.is_late(event)),
            )


def _attributes(event: AccessEvent, *, late: bool) -> dict[str, Any]:
    return {
        "method": event.method.value,
        "who": event.who,
        "person": event.person,
        "grant_id": event.grant_id,
        "code_id": event.code_id,
        "credential_type": event.credential_type,
        "occurred_at": event.occurred_at.isoformat(),
        "late": late,
        "failed_attempts": event.failed_attempts,
        "unlatched": event.unlatched,
    }


class DuressEvent(EventEntity):
    """Somebody was forced to open: one for all doors, hidden.

    The ordinary event fires as well and says nothing of it, so that no tablet by a door
    gives away who called for help.
    """

    _attr_has_entity_name = True
    entity_description = DURESS

    def __init__(self, entry: CloudLocksEntry) -> None:
        """Take the place of Access."""
        self._attr_unique_id = f"{entry.unique_id}:{Stream.DURESS}"
        self._attr_device_info = account_device(entry)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(async_listen_for_duress(self.hass, self._happened))

    @callback
    def _happened(self, entry: CloudLocksEntry, event: AccessEvent) -> None:
        late = entry.runtime_data.activity.is_late(event)
        unique_id = f"{entry.unique_id}:{event.lock_id}:{Platform.LOCK}"
        lock = er.async_get(self.hass).async_get_entity_id(
            Platform.LOCK, DOMAIN, unique_id
        )
        told = {"lock": lock, **_attributes(event, late=late)}
        shown = async_shown_in_event(self.hass, told)
        self._trigger_event(
            EventType.DURESS, {key: it for key, it in shown.items() if it is not None}
        )
        self.async_write_ha_state()


class CodeEvent(LockEvent):
    """What became of a code."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.codes.async_listen(self.lock_id, self._changed)
        )

    @callback
    def _changed(self, change: Change) -> None:
        code = change.code
        self._fire(
            change.type,
            {
                "who": code.name,
                "person": self.account.links.async_person(self.lock_id, code),
                "code_id": code.id or None,
                "status": code.status.value,
                "reason": code.reason,
                "managed": code.managed,
                "occurred_at": dt_util.utcnow().isoformat(),
                "late": False,
            },
        )


class CredentialEvent(LockEvent):
    """What became of a card, finger or face."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.credentials.async_listen(self.lock_id, self._news)
        )

    @callback
    def _news(self, news: CredentialNews) -> None:
        if news.type is None:
            # A step of a reading; only how it ends is an event.
            return
        self._fire(
            news.type,
            {
                "who": news.name,
                "credential_type": news.kind.value,
                "credential_id": news.credential_id,
                "occurred_at": dt_util.utcnow().isoformat(),
                "late": False,
            },
        )
