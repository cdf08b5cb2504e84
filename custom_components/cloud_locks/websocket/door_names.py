"""Finding doors by what people write for them."""

from collections.abc import Iterator

from homeassistant.core import HomeAssistant, callback

from ..access.grant import DoorId
from ..access.naming import async_lock_entity
from ..access.sight import async_ready
from ..actions.errors import ActionError
from .place import door_id_of


class DoorNames:
    """All doors, by entity, by door id, and by name where that is one's alone."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Take down how they are called now."""
        self._of: dict[str, set[DoorId]] = {}
        self._entities: dict[DoorId, str] = {}
        self._names: dict[DoorId, str] = {}
        for account, entry in async_ready(hass).items():
            for lock in entry.runtime_data.locks.data.locks.values():
                at = DoorId(account, lock.id)
                self._names[at] = lock.name
                for name in (door_id_of(at), lock.name, *self._shown(hass, at)):
                    self._of.setdefault(name.casefold(), set()).add(at)

    @callback
    def _shown(self, hass: HomeAssistant, at: DoorId) -> Iterator[str]:
        if (entity_id := async_lock_entity(hass, at)) is None:
            return
        self._entities[at] = entity_id
        yield entity_id
        if (state := hass.states.get(entity_id)) is not None:
            yield state.name

    def find(self, text: str) -> DoorId:
        """Return the door that a text means. `ActionError` for none or several."""
        found = self._of.get(text.casefold(), set())
        if len(found) > 1:
            raise ActionError("import_door_ambiguous", {"door": text})
        for at in found:
            if at in self._entities:
                return at
        raise ActionError("import_door_unknown", {"door": text})

    def name(self, at: DoorId) -> str:
        """Return how a door that was found is called."""
        return self._names[at]

    def entity(self, at: DoorId) -> str:
        """Return the entity of a door that was found."""
        return self._entities[at]
