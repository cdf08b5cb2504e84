"""Codes on the wire (TTLock docs, passcode): one entry of `lock/listKeyboardPwd`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from ...model.masking import mask
from ...model.secret import Secret
from .._record import Record
from .rules import PIN_LENGTHS
from .wire import flag_of, moment_of, number_of

ERASER: Final = 4
"""`keyboardPwdType` of a code that erases all others."""

PERMANENT: Final = 2
PERIOD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeItem:
    """One code as the cloud lists it."""

    id: str
    alias: str
    pin: Secret | None
    type: int | None
    custom: bool
    """Its digits were chosen, and so written to the lock."""
    start: datetime | None
    end: datetime | None
    status: int | None

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; without an id it is no code.

        Where it does not say that its digits were chosen, its type has to do.
        """
        kind, custom = number_of(record, "keyboardPwdType"), flag_of(record, "isCustom")
        digits = record.maybe_identifier("keyboardPwd")
        alias = record.maybe_text("keyboardPwdName") or record.maybe_text("nickName")
        return cls(
            id=record.identifier("keyboardPwdId"),
            alias=(alias or "").strip(),
            pin=None if digits is None else Secret(digits),
            type=kind,
            custom=kind in {PERMANENT, PERIOD} if custom is None else custom,
            start=moment_of(record, "startDate"),
            end=moment_of(record, "endDate"),
            status=number_of(record, "status"),
        )

    @property
    def name(self) -> str:
        """The alias for people; some name a code after its digits."""
        return mask(self.alias, PIN_LENGTHS, () if self.pin is None else (self.pin,))
