"""Who changed which access: what counts as a change, and the newest ones of the house.

Only what somebody wished is one; what becomes of it at the locks is told elsewhere.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from .grant import Grant, GrantId, Phase

type UserName = str

_MOST: Final = 500
"""So many changes are kept, the newest ones."""

_REMEMBERED: Final = timedelta(days=400)
"""And as long as access that is over."""


class ChangeKind(StrEnum):
    """What somebody changed about an access."""

    GRANTED = "granted"
    CHANGED = "changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    ROTATED = "rotated"
    REVOKED = "revoked"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `name`: of the access at that time; `user` None: by no person."""

    at: datetime
    kind: ChangeKind
    grant_id: GrantId
    name: str
    user: UserName | None = None


type ChangeListener = Callable[[Change], None]


class ChangeLog:
    """The newest changes, oldest first."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        """Start with what is remembered."""
        self._changes = deque(changes, _MOST)
        self._listeners: list[ChangeListener] = []

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return what is kept, oldest first."""
        return tuple(self._changes)

    def listen(self, listener: ChangeListener) -> Callable[[], None]:
        """Call `listener` with every change from now on; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def note(
        self, before: Grant | None, after: Grant, by: UserName | None, now: datetime
    ) -> None:
        """Take down what somebody wishes otherwise, if it is anything."""
        if (kind := kind_of(before, after)) is None:
            return
        change = Change(at=now, kind=kind, grant_id=after.id, name=after.name, user=by)
        self._changes.append(change)
        for listener in tuple(self._listeners):
            listener(change)


def kind_of(before: Grant | None, after: Grant) -> ChangeKind | None:
    """Return how an access is wished otherwise than before; None: it is not."""
    if before is None:
        return ChangeKind.GRANTED
    if before.phase is not after.phase:
        return _of_phase(before.phase, after.phase)
    if _wish(before) != _wish(after):
        return ChangeKind.CHANGED
    if before.generation != after.generation:
        return ChangeKind.ROTATED
    is_back = before.ended is not None and after.ended is None
    return ChangeKind.RESTORED if is_back else None


def _of_phase(before: Phase, after: Phase) -> ChangeKind:
    if after is not Phase.GRANTED:
        return ChangeKind.PAUSED if after is Phase.PAUSED else ChangeKind.REVOKED
    return ChangeKind.RESUMED if before is Phase.PAUSED else ChangeKind.RESTORED


def _wish(grant: Grant) -> tuple[object, ...]:
    """Return what somebody can wish of an access, besides its PIN and its end."""
    doors = frozenset((it.at, it.schedule) for it in grant.doors if not it.leaving)
    return (
        grant.name,
        grant.person,
        grant.group,
        grant.notes,
        grant.drift,
        grant.allow_home_assistant,
        frozenset(it.key for it in grant.cards),
        doors,
    )


def change_row(change: Change) -> dict[str, Any]:
    """Return a change as plain JSON values."""
    return {
        "at": change.at.isoformat(),
        "change": change.kind,
        "grant_id": change.grant_id,
        "name": change.name,
        "user": change.user,
    }


def log_from(rows: Iterable[Mapping[str, Any]], now: datetime) -> ChangeLog:
    """Return the log as it was written down, without what is too old."""
    changes = map(_change_from, rows)
    return ChangeLog(it for it in changes if now - it.at < _REMEMBERED)


def _change_from(row: Mapping[str, Any]) -> Change:
    return Change(
        at=datetime.fromisoformat(row["at"]),
        kind=ChangeKind(row["change"]),
        grant_id=row["grant_id"],
        name=row["name"],
        user=row["user"],
    )
