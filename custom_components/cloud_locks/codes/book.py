"""Which codes are on which lock, as far as it is known, and what changes about them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from ..const import SAVE_READINGS_WITHIN
from ..listeners import subscribe
from ..model.access_code import (
    AccessCode,
    CodeDraft,
    CodeId,
    CodeKind,
    CodeStatus,
    CodeWrite,
)
from ..model.access_event import EventType
from ..model.areas import Area
from ..model.attribution import without_codes
from ..model.capabilities import Capability
from ..model.code_parts import OfflineCode
from ..model.code_rules import CodeRules
from ..model.command import Outcome
from ..model.errors import NotFound, RateLimited, RejectedError, Unsupported
from ..model.ledger import Change, Entry, Wish, merge, others_now
from ..model.lock import LockId
from ..model.masking import hides, same_name
from ..model.parts import Codes, Depth
from ..model.reason import Reason
from ..model.reconcile import Intent, as_written, open_by_mark
from .problems import CodeProblem, problems_of

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..queue import LaneQueue
    from ..store import AccountStore, LockMemory

type ChangeListener = Callable[[Change], None]


class Ambiguous(RejectedError):
    """A name stands for several codes; `ids` tells them apart."""

    default_reason = Reason.NAME_AMBIGUOUS

    def __init__(self, ids: tuple[CodeId, ...]) -> None:
        """Keep the ids to choose from."""
        super().__init__(f"{len(ids)} codes")
        self.ids = ids


class CodeBook:
    """Reads the codes of locks and remembers what a listing does not tell."""

    def __init__(
        self, coordinator: LocksCoordinator, queue: LaneQueue, store: AccountStore
    ) -> None:
        """Start from what the store remembers."""
        self._coordinator = coordinator
        self._queue = queue
        self._store = store
        self._listeners: dict[LockId, list[ChangeListener]] = {}
        self._updated: dict[LockId, list[CALLBACK_TYPE]] = {}
        self._read_at: dict[LockId, datetime] = {}

    def part(self, lock_id: LockId) -> Codes:
        """Return the cloud's part for codes. `Unsupported` where the lock has none."""
        lock = self._coordinator.lock(lock_id)
        part = self._coordinator.cloud.parts.codes
        if part is None or not lock.can(Capability.CODES):
            raise Unsupported("codes")
        return part

    def rules(self, lock_id: LockId) -> CodeRules:
        """Return what codes a lock takes. `Unsupported` where it takes none."""
        self.part(lock_id)
        if (rules := self._coordinator.lock(lock_id).code_rules) is None:
            raise Unsupported("rules")
        return rules

    def memory(self, lock_id: LockId) -> LockMemory:
        """Return what is remembered of a lock; `changed` must follow a change."""
        return self._store.of(lock_id)

    def read_at(self, lock_id: LockId) -> datetime | None:
        """Return when a lock's codes were last read, None before the first time."""
        return self._read_at.get(lock_id)

    def known(self, lock_id: LockId) -> tuple[AccessCode, ...]:
        """Return the codes as last known, without asking, writes under way included."""
        now, memory = dt_util.utcnow(), self.memory(lock_id)
        marks = open_by_mark(memory.intents.values())
        codes = [as_written(it.now(now), marks) for it in memory.ledger.values()]
        listed = {code.reference for code in codes} & marks.keys()
        under_way = [
            _of_intent(intent)
            for intent in memory.intents.values()
            # The code to be replaced is shown itself for as long as it is there.
            if intent.reference not in listed
            and (intent.replaces is None or not memory.holds(intent.replaces))
        ]
        return (*codes, *under_way)

    async def read(
        self, lock_id: LockId, *, depth: Depth = Depth.NAMES, fresh: bool = True
    ) -> tuple[AccessCode, ...]:
        """Read the codes from the lock, tell what changed and return them all.

        With `Depth.PINS` the answer holds the digits; they are kept nowhere.
        """
        part = self.part(lock_id)
        with self._coordinator.config_entry.runtime_data.refusals.watch(
            Area.CODES, lock_id
        ):
            listed = await self.send(
                lock_id, partial(part.list, lock_id, depth=depth, fresh=fresh)
            )
        self.take_over(lock_id, listed)
        pins = {code.id: code.pin for code in listed}
        return tuple(
            replace(code, pin=pins.get(code.id)) for code in self.known(lock_id)
        )

    async def in_full(self, lock_id: LockId, code: AccessCode) -> AccessCode:
        """Read one code with its digits, for comparing; they are kept nowhere."""
        part = self.part(lock_id)
        return await self.send(
            lock_id, partial(part.get, lock_id, code.id, depth=Depth.PINS)
        )

    async def send[T](self, lock_id: LockId, call: Callable[[], Awaitable[T]]) -> T:
        """Return what a call to the lock's codes returns, once it is its turn."""
        lane = self._coordinator.lock(lock_id).lanes.write
        try:
            return await self._queue.run(lane, call)
        except RateLimited as err:
            # Whoever looks after a write that was refused must not find out again.
            self._coordinator.scheduler.async_pause(err.retry_after)
            raise

    @callback
    def take_over(self, lock_id: LockId, listed: tuple[AccessCode, ...]) -> None:
        """Make a complete listing the truth about a lock."""
        memory, now = self.memory(lock_id), dt_util.utcnow()
        self._read_at[lock_id] = now
        before, first = memory.ledger, not memory.listed
        ledger, changes = merge(before, listed, now, first=first)
        memory.ledger, memory.listed = ledger, True
        news = self._not_being_written(memory, changes)
        self.changed(lock_id, *news, as_known=not (changes or first))
        # Not sooner: who hears of a removal may ask whose the code was.
        gone = others_now(before, ledger) - memory.being_replaced
        memory.links = without_codes(memory.links, gone)

    @staticmethod
    def _not_being_written(
        memory: LockMemory, changes: tuple[Change, ...]
    ) -> tuple[Change, ...]:
        """Leave out new codes that may be what we are just writing."""
        under_way = [it.name for it in memory.intents.values() if it.open]
        return tuple(
            change
            for change in changes
            if not any(same_name(change.code.name, name) for name in under_way)
        )

    async def find(
        self, lock_id: LockId, *, code_id: CodeId | None, name: str | None
    ) -> AccessCode:
        """Return the one code that an id or a name means, read from the lock.

        Raises `NotFound`, or `Ambiguous` when codes share the name. A code without an
        id is a write whose outcome is not known.
        """
        codes = await self.read(lock_id)
        if code_id is not None:
            found = [code for code in codes if code.id == code_id]
        else:
            named = [code for code in codes if same_name(code.name, name or "")]
            # A write whose outcome is open is meant only when nothing else is.
            found = [code for code in named if code.id] or named[:1]
        if not found:
            raise NotFound("code")
        unsure = name is not None and hides(found[0].name, name)
        if len(found) > 1 or unsure:
            # Behind hidden digits it may be another's; its id is for a person to say.
            raise Ambiguous(tuple(code.id for code in found))
        return found[0]

    @callback
    def changed(
        self, lock_id: LockId, *changes: Change, as_known: bool = False
    ) -> None:
        """Remember a lock's memory and tell listeners what happened to its codes.

        `as_known`: they were read and are as before.
        """
        if as_known:
            self._store.save_soon(SAVE_READINGS_WITHIN)
        else:
            self._store.save_soon()
        for change in changes:
            for listener in list(self._listeners.get(lock_id, ())):
                listener(change)
        self.refresh(lock_id)

    @callback
    def refresh(self, lock_id: LockId) -> None:
        """Show a lock's codes as they are by now: time alone changes statuses."""
        for update in list(self._updated.get(lock_id, ())):
            update()

    async def changed_and_safe(self, lock_id: LockId, *changes: Change) -> None:
        """Do as `changed`, and return only when it would survive a crash."""
        self.changed(lock_id, *changes)
        await self._store.save()

    @callback
    def put(self, lock_id: LockId, code: AccessCode, *, wish: Wish = Wish.KEEP) -> None:
        """Write a code into the ledger; its wish counts from now."""
        self.memory(lock_id).ledger[code.id] = Entry(
            code=replace(code, pin=None), since=dt_util.utcnow(), wish=wish
        )

    async def keep_computed(
        self, lock_id: LockId, computed: OfflineCode, name: str | None
    ) -> None:
        """Remember a code that the cloud computed for us, where its list will have it.

        Whether the lock knows it shows only when somebody types it.
        """
        if computed.id is None or not self._coordinator.lock(lock_id).can(
            Capability.CODES
        ):
            return
        code = AccessCode(
            id=computed.id,
            name=computed.name or name or "",
            kind=CodeKind.OFFLINE,
            schedule=computed.schedule,
            managed=True,
        )
        self.put(lock_id, code)
        await self.changed_and_safe(lock_id, written(EventType.ADDED, code))

    @callback
    def async_listen(self, lock_id: LockId, listener: ChangeListener) -> CALLBACK_TYPE:
        """Call `listener` for every change of a lock's codes; returns how to stop."""
        return subscribe(self._listeners, lock_id, listener)

    @callback
    def async_on_update(self, lock_id: LockId, update: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `update` whenever anything about a lock's codes is different."""
        return subscribe(self._updated, lock_id, update)

    def active(self, lock_id: LockId) -> int:
        """Return how many codes open the lock in this validity."""
        return sum(code.status is CodeStatus.ACTIVE for code in self.known(lock_id))

    def problems(self, lock_id: LockId) -> tuple[CodeProblem, ...]:
        """Return what is wrong with codes that were made here."""
        return problems_of(self.memory(lock_id), dt_util.utcnow())


def _of_intent(intent: Intent) -> AccessCode:
    """Show a write that is not settled as a code without an id."""
    open_status = CodeStatus.PENDING if intent.unsent else CodeStatus.UNKNOWN
    return AccessCode(
        id="",
        name=intent.name,
        schedule=intent.schedule,
        status=open_status if intent.open else CodeStatus.FAILED,
        reason=intent.reason,
        managed=intent.managed,
    )


def written(kind: EventType, code: AccessCode) -> Change:
    """Return the change that our own write made."""
    return Change(type=kind, code=replace(code, pin=None))


def added(draft: CodeDraft, write: CodeWrite) -> AccessCode:
    """Return a code as the answer to its writing tells it."""
    confirmed = write.outcome is Outcome.CONFIRMED
    return AccessCode(
        id=write.code_id or "",
        name=draft.name,
        schedule=draft.schedule,
        on_lock=confirmed,
        verified_at=dt_util.utcnow() if confirmed else None,
        managed=True,
        pin=write.pin,
    )
