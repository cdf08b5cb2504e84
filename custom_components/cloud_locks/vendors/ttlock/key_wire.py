"""Keys of the app on the wire: one entry of `lock/listKey` (TTLock docs, ekey)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from ...model.masking import mask
from .._record import Record
from .rules import DIGITS_TO_MASK
from .wire import KeyStatus, flag_of, moment_of, number_of, switch_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKey:
    """The key that somebody else has to a lock."""

    key_id: str
    alias: str
    username: str | None
    uid: str | None
    user_type: int | None
    """Not told where only common keys are listed."""
    status: int | None
    authorized: bool
    remote: bool | None
    start: datetime | None
    end: datetime | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without an id it is no key."""
        return cls(
            key_id=record.identifier("keyId"),
            alias=(record.maybe_text("keyName") or "").strip(),
            username=record.maybe_text("username"),
            uid=record.maybe_identifier("uid"),
            user_type=number_of(record, "userType"),
            status=number_of(record, "keyStatus"),
            authorized=flag_of(record, "keyRight") is True,
            remote=switch_of(record, "remoteEnable"),
            start=moment_of(record, "startDate"),
            end=moment_of(record, "endDate"),
        )

    @property
    def name(self) -> str:
        """The alias for people; some name a key after a phone number."""
        return mask(self.alias, DIGITS_TO_MASK)

    @property
    def is_gone(self) -> bool:
        """Whether only the entry of the key is left."""
        return self.status in {KeyStatus.DELETED, KeyStatus.RESET}
