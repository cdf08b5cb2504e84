"""A lock and its door as a client is told of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.util import dt as dt_util

from .. import access
from ..access.explaining import async_without_access
from ..access.grant import DoorId
from ..access.naming import async_lock_entity
from ..actions.answers import CodeRow, code_row
from ..actions.time_fields import shown_in
from ..const import CONF_BRAND, CONF_CONFIRM_CODES
from ..devices import lock_identifier
from ..model.areas import Area
from ..model.capabilities import Capability
from ..model.command import operations_of
from ..model.credential import CredentialType
from ..model.errors import Unsupported
from ..model.lock import Battery, BoltState, Gateway, Lock, Reachability
from .events import async_event_view
from .place import door_id_of
from .views import DoorView, EventView, ProblemView
from .words import async_sentence

if TYPE_CHECKING:
    from ..runtime import AccountData, CloudLocksEntry


class _Listed(TypedDict):
    """What Home Assistant's own registries know of a lock."""

    door_id: str
    entity_id: str | None
    device_id: str | None
    name: str
    area: str | None


class _State(TypedDict):
    """What moves."""

    bolt: str
    bolt_reported: bool
    door: str | None
    reachability: str
    available: bool
    last_contact: str | None
    gateway: str | None
    gateway_online: bool | None
    asking_until: str | None


class _Power(TypedDict):
    battery: int | None
    battery_low: bool
    keypad_battery: int | None
    keypad_battery_low: bool
    charging: bool | None


class _Abilities(TypedDict):
    """What can be asked of it."""

    operations: list[str]
    offline_codes: bool
    dynamic_codes: bool
    enrolls: list[str]
    adds: list[str]


@callback
def async_door_view(
    hass: HomeAssistant, entry: CloudLocksEntry, lock: Lock
) -> DoorView:
    """Return a lock of a loaded account as a row; nobody is asked."""
    account = entry.runtime_data
    at = DoorId(str(entry.unique_id), lock.id)
    rules = lock.code_rules if lock.can(Capability.CODES) else None
    return DoorView(
        **_listed(hass, entry, at, lock.name),
        brand=lock.brand,
        account_id=entry.entry_id,
        **_state(account, lock),
        **_power(lock),
        **_abilities(account, lock),
        confirm_code=lock.id in entry.options.get(CONF_CONFIRM_CODES, {}),
        code_rules=None if rules is None else rules.describe(),
        last_access=_last_access(hass, account, at),
        problems=[*_problems(hass, account, lock)],
        codes=None if rules is None else _codes(hass, account, at),
    )


@callback
def async_away_view(
    hass: HomeAssistant, entry: CloudLocksEntry, at: DoorId
) -> DoorView:
    """Return a lock whose account is not loaded, so that little is known of it."""
    return DoorView(
        **_listed(hass, entry, at, at.lock_id),
        brand=entry.data[CONF_BRAND],
        account_id=entry.entry_id,
        bolt=BoltState.UNKNOWN.value,
        bolt_reported=True,
        door=None,
        battery=None,
        battery_low=False,
        keypad_battery=None,
        keypad_battery_low=False,
        charging=None,
        reachability=Reachability.UNKNOWN.value,
        available=False,
        last_contact=None,
        gateway=None,
        gateway_online=None,
        operations=[],
        confirm_code=False,
        asking_until=None,
        code_rules=None,
        offline_codes=False,
        dynamic_codes=False,
        enrolls=[],
        adds=[],
        last_access=None,
        problems=[],
        codes=None,
    )


def _listed(
    hass: HomeAssistant, entry: CloudLocksEntry, at: DoorId, fallback: str
) -> _Listed:
    entity_id = async_lock_entity(hass, at)
    entity = None if entity_id is None else er.async_get(hass).async_get(entity_id)
    device = dr.async_get(hass).async_get_device_by_identifier(
        lock_identifier(entry, at.lock_id), entry.entry_id
    )
    name = None if device is None else device.name_by_user or device.name
    if entity is not None:
        name = er.async_get_full_entity_name(hass, entity) or name
    return _Listed(
        door_id=door_id_of(at),
        entity_id=entity_id,
        device_id=None if device is None else device.id,
        name=name or fallback,
        area=_area(hass, device),
    )


def _area(hass: HomeAssistant, device: dr.DeviceEntry | None) -> str | None:
    """Return the area that a lock is in: its device's, a lock entity has none."""
    area_id = None if device is None else device.area_id
    area = None if area_id is None else ar.async_get(hass).async_get_area(area_id)
    return None if area is None else area.name


def _state(account: AccountData, lock: Lock) -> _State:
    answers = account.locks.last_update_success
    gateway = _gateway(account, lock)
    return _State(
        bolt=lock.bolt.value,
        bolt_reported=lock.bolt_reported,
        door=lock.door.value if lock.can(Capability.DOOR_SENSOR) else None,
        reachability=lock.reachability.value,
        available=answers and lock.reachability is not Reachability.OFFLINE,
        last_contact=shown(lock.last_contact),
        gateway=None if gateway is None else gateway.name,
        gateway_online=None if gateway is None else gateway.online,
        asking_until=shown(account.answers.asked_until(lock)),
    )


def _gateway(account: AccountData, lock: Lock) -> Gateway | None:
    if lock.gateway_id is None:
        return None
    every = account.locks.data.gateways
    return next((it for it in every if it.id == lock.gateway_id), None)


def _power(lock: Lock) -> _Power:
    keypad = lock.keypad_battery or Battery()
    return _Power(
        battery=lock.battery.percent,
        battery_low=bool(lock.battery.low),
        keypad_battery=keypad.percent,
        keypad_battery_low=bool(keypad.low),
        charging=lock.battery.charging,
    )


def _abilities(account: AccountData, lock: Lock) -> _Abilities:
    takes = account.credentials.types(lock.id)
    try:
        part = account.credentials.part(lock.id)
        read, typed = part.by_reading & takes, part.by_data & takes
    except Unsupported:
        read = typed = frozenset()
    return _Abilities(
        operations=[it.value for it in operations_of(lock)],
        offline_codes=lock.can(Capability.OFFLINE_CODES),
        dynamic_codes=lock.can(Capability.DYNAMIC_CODES),
        enrolls=[it.value for it in CredentialType if it in read],
        adds=[it.value for it in CredentialType if it in typed],
    )


def _last_access(
    hass: HomeAssistant, account: AccountData, at: DoorId
) -> EventView | None:
    event = account.activity.last_access(at.lock_id)
    return None if event is None else async_event_view(hass, at, event)


def _problems(
    hass: HomeAssistant, account: AccountData, lock: Lock
) -> Iterator[ProblemView]:
    """Yield what the cloud refuses at this lock, then what is wrong with codes."""
    refused = (account.refusals.of(area).get(lock.id) for area in Area)
    for reason in dict.fromkeys(it for it in refused if it is not None):
        sentence = async_sentence(hass, reason)
        yield ProblemView(
            reason=reason.value, message=sentence, since=None, code_id=None, name=None
        )
    for problem in account.codes.problems(lock.id):
        yield ProblemView(
            reason=problem.reason.value,
            message=async_sentence(hass, problem.reason),
            since=shown(problem.since),
            code_id=problem.code_id,
            name=problem.name,
        )


def _codes(
    hass: HomeAssistant, account: AccountData, at: DoorId
) -> list[CodeRow] | None:
    """Return the codes of nobody's access; None while nobody can tell which are."""
    known = account.codes.memory(at.lock_id).listed
    if not known or access.async_keeper(hass) is None:
        return None
    codes = async_without_access(hass, at, account.codes.known(at.lock_id))
    whose = account.links.async_person
    return [code_row(it, whose(at.lock_id, it)) for it in codes]


def shown(moment: datetime | None) -> str | None:
    """Return a moment as it stands in rows."""
    return shown_in(moment, dt_util.get_default_time_zone())
