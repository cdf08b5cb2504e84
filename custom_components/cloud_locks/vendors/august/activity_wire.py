"""Entries of a house's log, in their present and their older shape."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from ...model.errors import ProtocolError
from .._record import Record
from .activity_types import FLAGS
from .wire import full_name, moment_of

_NOBODY: Final = frozenset({"deleted", "unknown user"})
_AUTO: Final = "automaticrelock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `flag`: in the older shape, what tells the method."""

    id: str
    at: datetime
    action: str
    device_id: str
    user_id: str | None = None
    user_name: str | None = None
    flag: str | None = None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read an entry of the present shape. `user` is missing where nobody is."""
        user = record.maybe_record("user") or Record({}, "user")
        return cls(
            id=record.identifier("id"),
            at=_at(record, "timestamp"),
            action=record.text("action").lower(),
            device_id=record.identifier("deviceID"),
            user_id=user.maybe_identifier("UserID"),
            user_name=full_name(user),
        )

    @classmethod
    def read_older(cls, record: Record) -> Self:
        """Read an entry of the older shape, which has no id of its own at times."""
        at, action = _at(record, "dateTime"), record.text("action").lower()
        device_id = record.identifier("deviceID")
        info = record.maybe_record("info") or Record({}, "info")
        user = record.maybe_record("callingUser") or Record({}, "user")
        user_id = user.maybe_identifier("UserID")
        if user_id == _AUTO:
            user, user_id, action = Record({}, "user"), None, f"auto_{action}"
        if (user_id or "").lower() in _NOBODY:
            user, user_id = Record({}, "user"), None
        made = f"{device_id}-{action}-{at.timestamp()}"
        return cls(
            id=info.maybe_identifier("DateLogActionID") or made,
            at=at,
            action=action,
            device_id=device_id,
            user_id=user_id,
            user_name=full_name(user),
            flag=next((name for name in FLAGS if info.get(name)), None),
        )


def _at(record: Record, name: str) -> datetime:
    if (at := moment_of(record, name)) is None:
        raise ProtocolError(f"{record.what} has no usable {name}")
    return at


def entries_of(answer: object) -> tuple[list[Entry], int]:
    """Return what can be read of a page, and how many entries it had.

    A bare list has entries of the older shape.
    """
    if isinstance(answer, list):
        return list(_readable(answer, older=True)), len(answer)
    items = Record(answer, "activities").items("events")
    return list(_readable(items, older=False)), len(items)


def _readable(items: list[object], *, older: bool) -> Iterator[Entry]:
    """Yield what can be read: one odd entry does not hide the others."""
    read = Entry.read_older if older else Entry.read
    for item in items:
        with suppress(ProtocolError):
            yield read(Record(item, "activity"))
