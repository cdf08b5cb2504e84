"""Finding the locks that a call means.

Core's own way for entities skips unavailable ones without a word, so a code for a lock
that is offline just now would seem to be on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homeassistant.components.lock import DOMAIN as LOCK
from homeassistant.components.notify import DOMAIN as NOTIFY
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from ..const import DOMAIN, LOGGER
from ..helpers import lock_id_of
from ..linked import async_our_lock
from ..model.capabilities import Capability
from ..model.code_rules import CodeRules
from ..model.errors import Unsupported
from ..model.lock import Lock
from ..model.reason import Reason
from .errors import ActionError

if TYPE_CHECKING:
    from ..codes import CodeBook
    from ..runtime import AccountData, CloudLocksEntry

type EntityId = str

_GROUPED: Final = frozenset({"group", LOCK, NOTIFY})
"""The domains in which groups are made of what the actions work on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A lock that a call means. `lock` is the snapshot of the moment of the call."""

    entity_id: EntityId
    entry: CloudLocksEntry
    lock: Lock

    @property
    def account(self) -> AccountData:
        """The account that the lock belongs to, also when it was loaded anew.

        `ActionError` when it was unloaded since the call began.
        """
        if self.entry.state is not ConfigEntryState.LOADED:
            raise ActionError("account_not_loaded")
        return self.entry.runtime_data

    @property
    def codes(self) -> CodeBook:
        """The codes of the account."""
        return self.account.codes

    @property
    def rules(self) -> CodeRules:
        """What codes the lock takes. `Unsupported` where it takes none."""
        rules = self.lock.code_rules
        if rules is None or not self.lock.can(Capability.CODES):
            raise Unsupported("codes")
        return rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a call means, and which of it cannot be acted on."""

    doors: tuple[Door, ...]
    failures: dict[EntityId, HomeAssistantError]

    @property
    def single(self) -> bool:
        """Whether exactly one lock is meant."""
        return len(self.doors) + len(self.failures) == 1


def rules_of(doors: Iterable[Door]) -> tuple[CodeRules, ...]:
    """Return the rules of those doors that take codes."""
    return tuple(
        door.lock.code_rules
        for door in doors
        if door.lock.code_rules is not None and door.lock.can(Capability.CODES)
    )


@callback
def async_find(hass: HomeAssistant, call: ServiceCall) -> Target:
    """Return the locks that a call means, in any state, disabled ones when named.

    Entities of other kinds are passed over. `ActionError` when no lock is left.
    """
    doors: list[Door] = []
    failures: dict[EntityId, HomeAssistantError] = {}
    for entity_id in sorted(_lock_entities(hass, call)):
        try:
            doors.append(async_door(hass, entity_id))
        except ActionError as err:
            failures[entity_id] = err
    if not doors and not failures:
        raise ActionError("no_locks_in_target")
    return Target(doors=tuple(doors), failures=failures)


def _lock_entities(hass: HomeAssistant, call: ServiceCall) -> Iterator[EntityId]:
    """Yield locks of ours and, where somebody named them, locks of others."""
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        raise ActionError("target_all")
    selection = TargetSelection(call.data)
    selected = async_extract_referenced_entity_ids(hass, selection)
    selected.log_missing(set(), LOGGER)
    excluded = _excluded(hass, selection)
    named = expand_groups(hass, selected.referenced) - excluded
    registry = er.async_get(hass)
    hidden = _hidden(registry, selected.referenced_devices) - excluded
    meant = named | selected.indirectly_referenced | hidden
    locks = (it for it in meant if it.startswith(f"{LOCK}."))
    for entity_id in {async_our_lock(hass, it) for it in locks}:
        entry = registry.async_get(entity_id)
        if entity_id in named or (entry is not None and entry.platform == DOMAIN):
            yield entity_id


def _excluded(hass: HomeAssistant, selection: TargetSelection) -> set[EntityId]:
    """Return what a target leaves out; members of groups come after core left it out.

    Home Assistant 2026.10 has no `exclude` in targets.
    """
    exclude: TargetSelection | None = getattr(selection, "exclude", None)
    if exclude is None:
        return set()
    left_out = async_extract_referenced_entity_ids(hass, exclude)
    hidden = _hidden(er.async_get(hass), left_out.referenced_devices)
    return hidden | expand_groups(
        hass, left_out.referenced | left_out.indirectly_referenced
    )


def _hidden(registry: er.EntityRegistry, devices: Iterable[str]) -> set[EntityId]:
    """Return locks of ours that we hid ourselves, because a linked account shows them.

    Core passes over hidden entities of devices; only a person means it that way.
    """
    return {
        it.entity_id
        for device_id in devices
        for it in er.async_entries_for_device(registry, device_id)
        if it.platform == DOMAIN and it.hidden_by is er.RegistryEntryHider.INTEGRATION
    }


def expand_groups(hass: HomeAssistant, entity_ids: Iterable[EntityId]) -> set[EntityId]:
    """Return entity ids with the members of groups in the place of the groups.

    Core expands its old groups only, not the group helpers that people make today.
    Other entities that list some (scenes) are no groups.
    """
    found: set[EntityId] = set()
    groups: set[EntityId] = set()
    waiting = list(entity_ids)
    while waiting:
        entity_id = waiting.pop()
        if members := _members(hass, entity_id):
            if entity_id not in groups:
                groups.add(entity_id)
                waiting += members
        else:
            found.add(entity_id)
    return found


def _members(hass: HomeAssistant, entity_id: EntityId) -> tuple[EntityId, ...]:
    state = hass.states.get(entity_id)
    if state is None or state.domain not in _GROUPED:
        return ()
    members = state.attributes.get(ATTR_ENTITY_ID)
    return tuple(members) if isinstance(members, list | tuple) else ()


@callback
def async_door(hass: HomeAssistant, entity_id: EntityId) -> Door:
    """Return the lock of an entity. `ActionError` when nothing can be done there."""
    registered = er.async_get(hass).async_get(entity_id)
    if registered is None or registered.platform != DOMAIN:
        raise ActionError("lock_unknown", {"entity_id": entity_id})
    entry: CloudLocksEntry | None = hass.config_entries.async_get_entry(
        registered.config_entry_id or ""
    )
    if entry is None or entry.state is not ConfigEntryState.LOADED:
        raise ActionError("account_not_loaded")
    lock_id = lock_id_of(entry, registered.unique_id)
    if (lock := entry.runtime_data.locks.data.locks.get(lock_id)) is None:
        raise ActionError(Reason.NOT_FOUND)
    return Door(entity_id=entity_id, entry=entry, lock=lock)
