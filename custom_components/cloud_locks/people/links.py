"""Which codes, credentials and vendor users belong to which people of this home."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from homeassistant.core import HomeAssistant, callback

from ..model.access_code import AccessCode
from ..model.access_event import AccessEvent
from ..model.attribution import (
    Link,
    LinkKey,
    Links,
    PersonId,
    linked_person,
    with_credentials,
    with_users,
)
from ..model.credential import Credential
from ..model.lock import LockId
from ..model.people import User
from ..store import AccountStore
from .persons import async_person


class PersonLinks:
    """Keeps the links of an account's locks, and tells whose act an event was.

    A link dies with what it is about. One to a person who was removed stays without
    effect, and is lost when somebody links anew.
    """

    def __init__(self, hass: HomeAssistant, store: AccountStore) -> None:
        """Start with what the store remembers."""
        self._hass = hass
        self._store = store

    async def link(
        self, lock_id: LockId, key: LinkKey, person: PersonId, name: str | None = None
    ) -> None:
        """Say whose something is; returns when it would survive a crash."""
        self._store.of(lock_id).links[key] = Link(person=person, name=name)
        await self._store.save()

    async def unlink(self, lock_id: LockId, key: LinkKey) -> None:
        """Say that something is nobody's in particular."""
        if self._store.of(lock_id).links.pop(key, None) is not None:
            await self._store.save()

    @callback
    def async_person(
        self, lock_id: LockId, thing: AccessCode | Credential | User
    ) -> str | None:
        """Return the entity of the person whose something is, if anybody said so."""
        link = self._store.of(lock_id).links.get(LinkKey.of(thing))
        person = None if link is None else async_person(self._hass, link.person)
        return None if person is None else person.entity_id

    @callback
    def async_explain(self, event: AccessEvent) -> AccessEvent:
        """Return an event with the person who is linked with what it was done by."""
        memory = self._store.of(event.lock_id)
        if not memory.links:
            return event
        codes = {code_id: entry.code for code_id, entry in memory.ledger.items()}
        person_id = linked_person(event, memory.links, codes)
        person = None if person_id is None else async_person(self._hass, person_id)
        if person is None:
            return event
        return replace(event, who=person.name, person=person.entity_id)

    @callback
    def async_users_read(self, lock_id: LockId, users: Collection[User]) -> None:
        """Take note of all users that a lock has now."""
        self._keep(lock_id, lambda links: with_users(links, users))

    @callback
    def async_credentials_read(
        self, lock_id: LockId, credentials: Iterable[Credential]
    ) -> None:
        """Take note of all credentials that a lock has now."""
        self._keep(lock_id, lambda links: with_credentials(links, credentials))

    def _keep(
        self, lock_id: LockId, left: Callable[[Links], dict[LinkKey, Link]]
    ) -> None:
        memory = self._store.of(lock_id)
        if (links := left(memory.links)) != memory.links:
            memory.links = links
            self._store.save_soon()
