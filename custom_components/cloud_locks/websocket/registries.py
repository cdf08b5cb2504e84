"""Names, areas, repairs and the language: what Home Assistant itself knows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE, Platform
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.helpers.event import async_track_time_interval

from ..access.sight import async_lock_of
from ..const import DOMAIN
from .doors import shown
from .pending import Pending
from .rows import HouseRows
from .views import DoorView
from .words import async_read_words

_CONTACTS_EVERY: Final = timedelta(minutes=1)
"""A poll hears of all locks; telling that each time would cost more than all else."""

_SIGNED_OUT: Final = f"config_entry_reauth_{DOMAIN}_"
"""Home Assistant's own repair of an account of ours begins so."""


class RegistryFollower:
    """Notes which rows are called otherwise, or say something in another language."""

    def __init__(
        self,
        hass: HomeAssistant,
        pending: Pending,
        rows: HouseRows,
        soon: CALLBACK_TYPE,
    ) -> None:
        """Hear nothing yet."""
        self._hass, self._pending, self._rows, self._soon = hass, pending, rows, soon

    @callback
    def async_start(self) -> list[CALLBACK_TYPE]:
        """Listen; returns how to stop."""
        listen = self._hass.bus.async_listen
        return [
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._entity, _is_of_lock),
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._everything, _is_of_person),
            listen(dr.EVENT_DEVICE_REGISTRY_UPDATED, self._device),
            listen(ar.EVENT_AREA_REGISTRY_UPDATED, self._everything),
            listen(ir.EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED, self._issue),
            listen(EVENT_CORE_CONFIG_UPDATE, self._language),
            async_track_time_interval(
                self._hass, self._contacts, _CONTACTS_EVERY, cancel_on_shutdown=True
            ),
        ]

    @callback
    def _entity(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        names: set[str | None] = {event.data["entity_id"]}
        if event.data["action"] == "create":
            # It may be of a lock that had none.
            names.add(None)
        elif event.data["action"] == "update":
            names.add(event.data.get("old_entity_id", event.data["entity_id"]))
        self._note(lambda row: row["entity_id"] in names)

    @callback
    def _device(self, event: Event[dr.EventDeviceRegistryUpdatedData]) -> None:
        names: set[str | None] = {event.data["device_id"]}
        if event.data["action"] == "create":
            names.add(None)
        self._note(lambda row: row["device_id"] in names)

    def _note(self, concerns: Callable[[DoorView], bool]) -> None:
        """Have the doors looked at whose rows it concerns."""
        found = [at for at, row in self._rows.doors.items() if concerns(row)]
        if found:
            self._pending.doors.update(found)
            self._soon()

    @callback
    def _issue(self, event: Event[ir.EventIssueRegistryUpdatedData]) -> None:
        is_ours = event.data["domain"] == DOMAIN
        if is_ours or event.data["issue_id"].startswith(_SIGNED_OUT):
            self._pending.issues = self._pending.accounts = True
            self._soon()

    @callback
    def _everything(self, _: Event[Any]) -> None:
        self._rows.async_note_all(self._pending)
        self._soon()

    async def _language(self, event: Event[Any]) -> None:
        await async_read_words(self._hass)
        self._everything(event)

    @callback
    def _contacts(self, _: datetime) -> None:
        """Tell when locks were heard of, where nothing else is new."""
        for at, row in self._rows.doors.items():
            lock = async_lock_of(self._hass, at)
            heard = None if lock is None else shown(lock.last_contact)
            if heard is not None and heard != row["last_contact"]:
                row["last_contact"] = self._pending.contacts[row["door_id"]] = heard
        if self._pending.contacts:
            self._soon()


@callback
def _is_of_lock(data: er.EventEntityRegistryUpdatedData) -> bool:
    return data["entity_id"].startswith(f"{Platform.LOCK}.")


@callback
def _is_of_person(data: er.EventEntityRegistryUpdatedData) -> bool:
    """Return whether somebody is called otherwise, or no person any more."""
    return data["entity_id"].startswith("person.")
