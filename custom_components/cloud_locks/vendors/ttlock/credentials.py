"""Cards and fingerprints (TTLock docs, card and fingerprint).

Numbers of cards are sent and never read back. A finger has to be read at the lock, by
the app; here it is shown, renamed, given other hours and deleted.
"""

from functools import partial
from typing import Final, override

from ...model.command import Outcome
from ...model.credential import (
    Credential,
    CredentialChange,
    CredentialDraft,
    CredentialType,
)
from ...model.errors import (
    DuplicateCode,
    InvalidCode,
    NotFound,
    OutcomeUnknown,
    Unsupported,
)
from ...model.lock import LockId
from ...model.parts import Credentials
from ...model.reason import Reason
from ...model.schedule import Schedule
from ...model.secret import Secret
from .._connection import Connection
from .activity import presented_number
from .api import Api
from .api_cards import Validity
from .card_numbers import number_of_card, reversed_number
from .card_wire import CredentialItem
from .envelope import NoSuchEndpoint, NothingThere
from .facts import LockFacts
from .known import KnownLocks
from .schedules import schedule_of_card, validity_of
from .steps import Step, one_by_one
from .turns import Turns

_NOT_ON_LOCK: Final = frozenset({3, 4, 5})
"""`status`: waiting, adding, adding failed."""


class TtlockCredentials(Credentials):
    """Cards and fingerprints of locks that take them.

    An id is the kind and the cloud's number, since each kind has numbers of its own.
    """

    def __init__(
        self, api: Api, known: KnownLocks, turns: Turns, connection: Connection
    ) -> None:
        """Take what to send by, what is known, who is whose turn, and the clock."""
        self._api = api
        self._known = known
        self._turns = turns
        self._now = connection.now
        self.types = known.credential_types
        self.by_data = frozenset({CredentialType.RFID_CODE})

    @override
    async def list(self, lock_id: LockId) -> tuple[Credential, ...]:
        facts = await self._known.facts(lock_id)
        items = await self._items(facts)
        return tuple(_credential(item, facts.zone) for item in items)

    async def _items(self, facts: LockFacts) -> tuple[CredentialItem, ...]:
        """Return cards, then fingerprints, of a lock that takes them."""
        types = self.types.get(facts.id, frozenset())
        found: tuple[CredentialItem, ...] = ()
        if CredentialType.RFID_CODE in types:
            found += await self._api.cards.cards(facts.vendor_id)
        if CredentialType.FINGERPRINT in types:
            found += await self._api.cards.fingerprints(facts.vendor_id)
        return found

    @override
    async def delete(self, lock_id: LockId, credential: Credential) -> Outcome:
        facts = await self._known.facts(lock_id)
        item_id = _item_id(credential)
        facts.check_in_reach()

        async def once() -> None:
            await self._turns.space_deletions(facts.lane)
            await self._api.cards.delete(facts.vendor_id, credential.type, item_id)

        try:
            await self._turns.through(facts.lane, once)
        except NotFound:
            # It may also be the lock that is not found, and then it is on it.
            if await self._is_there(facts, credential):
                raise
        return Outcome.CONFIRMED

    async def _is_there(self, facts: LockFacts, credential: Credential) -> bool:
        items = await self._items(facts)
        return any(_id_of(item) == credential.id for item in items)

    @override
    async def add(self, lock_id: LockId, draft: CredentialDraft) -> Credential:
        facts = await self._known.facts(lock_id)
        if draft.type is not CredentialType.RFID_CODE:
            raise Unsupported("only the app reads a finger")
        if draft.type not in self.types.get(lock_id, frozenset()):
            raise Unsupported("takes no cards")
        facts.check_in_reach()
        number = number_of_card(draft.data)
        if draft.reversed_bytes:
            number = reversed_number(number)
        validity = validity_of(draft.schedule, facts.zone, self._now())
        if await self._api.cards.has(facts.vendor_id, number):
            # What the lock makes of that is nowhere told; it may be somebody else's.
            raise DuplicateCode("card", reason=Reason.CARD_IN_USE)
        name = draft.name.strip()
        card_id = await self._turns.through(
            facts.lane, lambda: self._store(facts, name, number, validity)
        )
        if card_id is None:
            raise OutcomeUnknown("stored without an id")
        return Credential(
            id=f"{CredentialType.RFID_CODE}-{card_id}",
            type=draft.type,
            name=name,
            schedule=draft.schedule or Schedule.always(),
            on_lock=True,
        )

    async def _store(
        self, facts: LockFacts, name: str, number: Secret, validity: Validity
    ) -> str | None:
        """Store a card; where there is only the call for turned bytes, turn them."""
        try:
            return await self._api.cards.add(facts.vendor_id, name, number, validity)
        except NoSuchEndpoint, NothingThere:
            return await self._api.cards.add_reversed(
                facts.vendor_id, name, reversed_number(number), validity
            )

    @override
    async def presented(self, lock_id: LockId, event_id: str) -> CredentialDraft:
        facts = await self._known.facts(lock_id)
        number = await presented_number(self._api, facts, event_id)
        return CredentialDraft(type=CredentialType.RFID_CODE, name="", data=number)

    @override
    async def update(
        self, lock_id: LockId, credential: Credential, change: CredentialChange
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if change.duress is not None or change.user_id is not None:
            raise Unsupported("neither duress nor owner")
        item = await self._found(facts, credential)
        cards, steps = self._api.cards, list[Step]()
        if change.name is not None:
            name = change.name.strip()
            steps.append(partial(cards.rename, facts.vendor_id, item, name))
        if change.schedule is not None:
            validity = self._new_hours(facts, change.schedule)
            period = partial(cards.change_period, facts.vendor_id, item, validity)
            steps.append(partial(self._turns.through, facts.lane, period))
        await one_by_one(*steps)
        return Outcome.CONFIRMED

    async def _found(self, facts: LockFacts, credential: Credential) -> CredentialItem:
        for item in await self._items(facts):
            if _id_of(item) == credential.id:
                return item
        raise NotFound("credential")

    def _new_hours(self, facts: LockFacts, schedule: Schedule) -> Validity:
        """Return hours for a change, which cannot say for ever: only adding can."""
        validity = validity_of(schedule, facts.zone, self._now())
        if validity.start is None:
            raise InvalidCode("for ever", reason=Reason.SCHEDULE_UNSUPPORTED)
        facts.check_in_reach()
        return validity


def _credential(item: CredentialItem, zone: str) -> Credential:
    return Credential(
        id=_id_of(item),
        type=item.type,
        name=item.name,
        schedule=schedule_of_card(item, zone),
        on_lock=item.status not in _NOT_ON_LOCK,
    )


def _id_of(item: CredentialItem) -> str:
    return f"{item.type}-{item.id}"


def _item_id(credential: Credential) -> str:
    """Return the cloud's number. `NotFound` for an id that is none of these."""
    prefix = f"{credential.type}-"
    if not credential.id.startswith(prefix):
        raise NotFound("credential")
    return credential.id.removeprefix(prefix)
