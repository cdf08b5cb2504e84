"""Credentials of which nobody knows whether the lock took them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from homeassistant.util import dt as dt_util

from ..const import CODE_OVERDUE_AFTER
from ..model.credential import Credential, CredentialDraft, CredentialType
from ..model.errors import RejectedError, TransientError
from ..model.lock import LockId
from ..model.masking import same_name
from ..model.reason import Reason
from ..model.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """A credential that was sent once, what was on the lock before, and since when."""

    draft: CredentialDraft
    before: frozenset[str]
    since: datetime


class Doubts:
    """Remembers, for as long as it may still arrive, what must not be sent again."""

    def __init__(self) -> None:
        """Start with none."""
        self._open: dict[tuple[LockId, CredentialType, Secret], _Doubt] = {}

    def begin(
        self, lock_id: LockId, draft: CredentialDraft, before: frozenset[str]
    ) -> None:
        """Remember a credential whose answer was lost and that was not found."""
        doubt = _Doubt(draft=draft, before=before, since=dt_util.utcnow())
        self._open[lock_id, draft.type, draft.data] = doubt

    def end(self, lock_id: LockId, draft: CredentialDraft) -> None:
        """Forget a doubt: it was found."""
        self._open.pop((lock_id, draft.type, draft.data), None)

    def settle(
        self, lock_id: LockId, draft: CredentialDraft, listed: Iterable[Credential]
    ) -> Credential | None:
        """Return what came of an earlier wish for the same, None if there was none.

        `RejectedError` (outcome unknown) while it may still arrive.
        """
        key = (lock_id, draft.type, draft.data)
        if (doubt := self._open.get(key)) is None:
            return None
        arrived = arrival(doubt.draft, doubt.before, listed)
        if arrived is None and dt_util.utcnow() - doubt.since < CODE_OVERDUE_AFTER:
            raise RejectedError("sent before", reason=Reason.OUTCOME_UNKNOWN)
        del self._open[key]
        return arrived


def arrival(
    draft: CredentialDraft, before: frozenset[str], listed: Iterable[Credential]
) -> Credential | None:
    """Return the one that may have been added since `before`; of two, neither."""
    found = [it for it in _namesakes(draft, listed) if it.id not in before]
    return found[0] if len(found) == 1 else None


def check_apart(draft: CredentialDraft, listed: Iterable[Credential]) -> None:
    """Refuse one beside another of its name, which may have another one later.

    Were its answer lost, the other could be taken for it.
    """
    if any(_namesakes(draft, listed)):
        raise TransientError("name", reason=Reason.NAME_IN_USE)


def _namesakes(
    draft: CredentialDraft, listed: Iterable[Credential]
) -> Iterator[Credential]:
    return (
        it for it in listed if it.type is draft.type and same_name(it.name, draft.name)
    )
