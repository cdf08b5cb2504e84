"""The credentials of each lock as they were last told, so that not all have to ask."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ..model.access_event import EventType
from ..model.attribution import LinkKey
from ..model.credential import Credential, CredentialList
from ..model.lock import LockId


class Shelf:
    """What each lock had when it was last asked, and what was changed here since."""

    def __init__(self) -> None:
        """Start with nothing known."""
        self._lists: dict[LockId, CredentialList] = {}

    def of(self, lock_id: LockId) -> CredentialList | None:
        """Return what a lock had; None when it was not asked since the start."""
        return self._lists.get(lock_id)

    def take(self, lock_id: LockId, at: datetime, found: Iterable[Credential]) -> None:
        """Keep a listing that was asked for at a moment."""
        self._lists[lock_id] = CredentialList(at=at, credentials=tuple(found))

    def note(self, lock_id: LockId, kind: EventType, credential: Credential) -> None:
        """Keep what happened to one of them; nothing where none were listed yet."""
        if (known := self.of(lock_id)) is None:
            return
        key = LinkKey.of(credential)
        left = tuple(it for it in known.credentials if LinkKey.of(it) != key)
        if kind is not EventType.REMOVED:
            left = (*left, credential)
        self._lists[lock_id] = replace(known, credentials=left)
