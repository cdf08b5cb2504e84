"""Hearing of everything at the locks of one account that a client may be shown."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from ..access.grant import DoorId
from ..credentials import CredentialNews
from ..model.access_event import AccessEvent, EventType, Stream
from ..model.areas import Area
from ..model.lock import Gateway, LockId
from ..snapshots import ANSWERS
from .events import async_event_view
from .pending import Pending
from .place import door_id_of
from .rows import READING
from .views import EnrollmentView

if TYPE_CHECKING:
    from ..runtime import CloudLocksEntry

_STATES: Final = {
    None: READING,
    EventType.ENROLLED: "enrolled",
    EventType.ENROLLMENT_FAILED: "failed",
}
"""Other news of a credential are no part of reading one."""


class AccountFollower:
    """Notes what moves at an account that is loaded."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        pending: Pending,
        soon: CALLBACK_TYPE,
    ) -> None:
        """Hear nothing yet."""
        self._hass, self._pending, self._soon = hass, pending, soon
        self._account_id = str(entry.unique_id)
        self._account = entry.runtime_data
        self._gateways = self._account.locks.data.gateways
        self._count = len(self._account.locks.data.locks)
        self._refused: set[LockId] = set()
        self._stops: list[CALLBACK_TYPE] = []
        self._of_locks: dict[LockId, tuple[CALLBACK_TYPE, ...]] = {}

    def is_of(self, entry: ConfigEntry) -> bool:
        """Return whether the account is the one that is loaded now."""
        return entry.runtime_data is self._account

    @callback
    def async_start(self) -> None:
        """Listen to the account and each of its locks."""
        account, moved = self._account, self._account_moved
        self._stops = [
            account.locks.async_add_listener(self._locks_moved),
            account.locks.async_add_listener(moved, ANSWERS),
            account.inbox.async_listen(moved),
            account.meter.async_listen(moved),
            account.issues.async_on_read(moved),
            account.refusals.listen(self._refusals_moved),
        ]
        self._refused = self._refused_now()
        for lock_id in account.locks.data.locks:
            self._hear(lock_id)
        for lock_id, news in account.enrollments.under_way.items():
            self._credential_news(lock_id, news)

    @callback
    def async_end(self) -> None:
        """Hear nothing any more; what is being read is given up with the account."""
        for stop in (*self._stops, *chain(*self._of_locks.values())):
            stop()
        for lock_id, news in self._account.enrollments.under_way.items():
            ended = replace(news, type=EventType.ENROLLMENT_FAILED)
            self._credential_news(lock_id, ended)

    def _hear(self, lock_id: LockId) -> None:
        if lock_id in self._of_locks:
            return
        account, moved = self._account, partial(self._moved, lock_id)
        self._of_locks[lock_id] = (
            account.codes.async_on_update(lock_id, moved),
            account.answers.async_listen(lock_id, moved),
            account.activity.async_on_access(lock_id, moved),
            account.activity.async_listen(lock_id, self._happened),
            account.credentials.async_listen(
                lock_id, partial(self._credential_news, lock_id)
            ),
        )

    @callback
    def _moved(self, *lock_ids: LockId) -> None:
        self._pending.doors.update(map(self._at, lock_ids))
        self._soon()

    @callback
    def _account_moved(self) -> None:
        self._pending.accounts = True
        self._soon()

    def _at(self, lock_id: LockId) -> DoorId:
        return DoorId(self._account_id, lock_id)

    @callback
    def _locks_moved(self) -> None:
        locks = self._account.locks
        for lock_id in locks.changed:
            if lock_id in locks.data.locks:
                self._hear(lock_id)
            else:
                for stop in self._of_locks.pop(lock_id, ()):
                    stop()
        if len(locks.data.locks) != self._count:
            self._count = len(locks.data.locks)
            self._account_moved()
        self._moved(*locks.changed, *self._behind_changed_gateways())

    def _behind_changed_gateways(self) -> list[LockId]:
        """Return the locks whose gateway is another than at the last look."""
        before, after = self._gateways, self._account.locks.data.gateways
        if before is after:
            return []
        self._gateways = after
        old, new = _by_id(before), _by_id(after)
        changed = {it for it in old.keys() | new.keys() if old.get(it) != new.get(it)}
        locks = self._account.locks.data.locks.values()
        return [it.id for it in locks if it.gateway_id in changed]

    @callback
    def _refusals_moved(self) -> None:
        before, self._refused = self._refused, self._refused_now()
        self._account_moved()
        self._moved(*before, *self._refused)

    def _refused_now(self) -> set[LockId]:
        """Return the locks at which anything is refused."""
        refusals = self._account.refusals
        return {lock_id for area in Area for lock_id in refusals.of(area)}

    @callback
    def _happened(self, event: AccessEvent) -> None:
        """Tell what happened; of duress only the ordinary event, as everybody."""
        if event.stream is not Stream.DURESS:
            at = self._at(event.lock_id)
            self._pending.events.append(async_event_view(self._hass, at, event))
            self._soon()

    @callback
    def _credential_news(self, lock_id: LockId, news: CredentialNews) -> None:
        if news.type in _STATES:
            at = self._at(lock_id)
            self._pending.enrollments[at] = _enrollment_view(at, news)
            self._soon()


def _by_id(gateways: tuple[Gateway, ...]) -> Mapping[str, Gateway]:
    return {it.id: it for it in gateways}


def _enrollment_view(at: DoorId, news: CredentialNews) -> EnrollmentView:
    step = news.step
    return EnrollmentView(
        door_id=door_id_of(at),
        credential_type=news.kind.value,
        name=news.name,
        state=_STATES[news.type],
        step=None if step is None else step.done,
        steps=None if step is None else step.total,
        credential_id=news.credential_id,
    )
