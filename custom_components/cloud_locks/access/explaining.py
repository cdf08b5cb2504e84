"""Whose access a code is: who came in with it, and who keeps its hours."""

from collections.abc import Iterable
from dataclasses import replace

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode, CodeId, EnforcedBy
from ..model.access_event import AccessEvent
from ..model.lock import Lock
from ..model.masking import same_name
from ..people.persons import async_person
from .entry import async_keeper
from .grant import DoorId
from .holding import holding
from .whose import async_grant_of_event


@callback
def async_explain(
    hass: HomeAssistant, account: str, event: AccessEvent, linked: AccessEvent
) -> AccessEvent:
    """Return an event with the access that was used, its name and its person.

    `account` is the unique id of the entry of the lock's account; `linked` the event
    with whom somebody said it was, which is less than an access.
    """
    if (keeper := async_keeper(hass)) is None:
        return linked
    at = DoorId(account, event.lock_id)
    if (grant := async_grant_of_event(hass, keeper, at, event)) is None:
        return linked
    person = None if grant.person is None else async_person(hass, grant.person)
    entity_id = linked.person if person is None else person.entity_id
    return replace(linked, who=grant.name, person=entity_id, grant_id=grant.id)


@callback
def async_explain_code(
    hass: HomeAssistant, account: str, lock: Lock, code: AccessCode
) -> AccessCode:
    """Return a code that says who keeps its hours: of an access it may be this home."""
    at, keeper = DoorId(account, lock.id), async_keeper(hass)
    grant = None if keeper is None else keeper.async_grant_of(at, code.id or None)
    door = None if grant is None else grant.door(at)
    if grant is None or door is None or lock.code_rules is None:
        return code
    allow = grant.allow_home_assistant
    held = holding(lock.code_rules, door.schedule, dt_util.utcnow(), allow=allow)
    by = EnforcedBy.LOCK if held is None else held.enforced_by
    return replace(code, enforced_by=by)


@callback
def async_without_access(
    hass: HomeAssistant, at: DoorId, codes: Iterable[AccessCode]
) -> list[AccessCode]:
    """Return those codes of a lock that are of nobody's access.

    One that is just being written has no id yet and is known by its name; a code of
    that name that was made elsewhere stays.
    """
    ids: set[CodeId | None] = set()
    names: list[str] = []
    keeper = async_keeper(hass)
    for grant in () if keeper is None else keeper.async_at(at):
        door = grant.door(at)
        for copy in () if door is None else door.copies:
            ids.add(copy.code_id)
            if copy.code_id is None:
                names.append(grant.code_name(copy.generation))
    return [
        code
        for code in codes
        if code.id not in ids
        and not (code.managed and any(same_name(code.name, it) for it in names))
    ]
