"""The last picture that a lock took, fetched when somebody looks at it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .entity import LockBasedEntity
from .helpers import command_errors
from .model.access_event import AccessEvent, Stream
from .model.capabilities import Capability
from .model.lock import Lock, LockId
from .model.parts import Picture
from .platform import async_add_for_locks

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

PARALLEL_UPDATES = 0

_KEPT: Final = timedelta(minutes=15)
"""So long a picture is shown without asking, unless something happens at the door."""

_AGAIN: Final = timedelta(seconds=30)
"""Nobody who looks makes us ask more often: a picture arrives some time after its
event, and calls are counted."""

_MAY_SHOW: Final = frozenset({Stream.ACCESS, Stream.ALARM, Stream.DOORBELL})
"""What a lock may take a picture of."""


@dataclass(frozen=True, kw_only=True)
class LockImageDescription(ImageEntityDescription):
    """The one row of this platform: locks with a camera have it."""

    has_fn: Callable[[Lock], bool] = lambda lock: lock.can(Capability.MEDIA)


LAST_CAPTURE = LockImageDescription(key="last_capture", translation_key="last_capture")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CloudLocksEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the last picture of each lock that takes some."""
    async_add_for_locks(entry, async_add_entities, (LAST_CAPTURE,), LastCapture)


class LastCapture(LockBasedEntity, ImageEntity):
    """The newest picture; its state is when something happened that it may show.

    It goes through Home Assistant: the address in the vendor's cloud, which is open to
    whoever has it, stands nowhere.
    """

    entity_description: LockImageDescription

    def __init__(
        self, entry: CloudLocksEntry, lock_id: LockId, description: LockImageDescription
    ) -> None:
        """Take the place of `description` at a lock; nothing is asked yet."""
        super().__init__(entry, lock_id, description)
        ImageEntity.__init__(self, self.coordinator.hass)
        self._picture: Picture | None = None
        self._asked_at: datetime | None = None
        self._is_old = False
        self._asking = asyncio.Lock()

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.account.activity.async_listen(self.lock_id, self._happened)
        )

    @callback
    def _happened(self, event: AccessEvent) -> None:
        """Let whoever shows the picture come for a new one."""
        if event.stream in _MAY_SHOW:
            self._is_old = True
            self._show_as_of(event.occurred_at)

    @callback
    def _show_as_of(self, moment: datetime) -> None:
        known = self._attr_image_last_updated
        if known is None or moment > known:
            self._attr_image_last_updated = moment
            self.async_write_ha_state()

    @callback
    def async_is_of(self, event: AccessEvent) -> bool:
        """Return whether who looks now sees what happened then, for all that is known.

        Before anybody has looked it is believed of the newest event alone.
        """
        if event.stream not in _MAY_SHOW:
            return False
        if self._asked_at is None or event.occurred_at > self._asked_at:
            return event.occurred_at == self._attr_image_last_updated
        picture = self._picture
        if picture is None or self._is_old:
            return False
        return abs(picture.taken_at - event.occurred_at) <= _AGAIN

    @override
    async def async_image(self) -> bytes | None:
        """Return the picture; many who look at once ask the cloud once."""
        async with self._asking:
            if self._is_due():
                await self._fetch()
        return None if self._picture is None else self._picture.data

    def _is_due(self) -> bool:
        if self._asked_at is None:
            return True
        age = dt_util.utcnow() - self._asked_at
        return age >= (_AGAIN if self._is_old else _KEPT)

    async def _fetch(self) -> None:
        """Ask for the newest picture; one that is there outlives a failure."""
        media = self.coordinator.cloud.parts.media
        if media is None:
            return
        self._asked_at = dt_util.utcnow()
        try:
            async with command_errors(self.hass, self.coordinator.config_entry):
                picture = await media.last_capture(self.lock_id)
        except HomeAssistantError:
            if self._picture is None:
                raise
            return
        self._picture = picture
        if picture is not None:
            self._take_over(picture)

    def _take_over(self, picture: Picture) -> None:
        known = self._attr_image_last_updated
        self._is_old = known is not None and picture.taken_at < known - _AGAIN
        self._attr_content_type = picture.content_type
        self._show_as_of(picture.taken_at)
