"""People and their methods, as listings tell them (Tuya docs; what clients met)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from ...model.access_code import (
    AccessCode,
    CodeKind,
    CodeStatus,
    status_by_schedule,
)
from ...model.credential import Credential
from ...model.errors import ProtocolError
from ...model.masking import mask
from ...model.people import Role, User
from ...model.schedule import Schedule, ScheduleError
from .._record import Record
from .log_types import CREDENTIALS, plain_code
from .rules import DIGITS_TO_MASK
from .wire import flag_of, moment_of, number_of

_OF_HOME: Final = 40
"""From here on it is an account of the app, and not a user of the lock."""

_ROLES: Final[Mapping[int, Role]] = {
    10: Role.ADMIN,
    20: Role.GUEST,
    40: Role.GUEST,
    50: Role.OWNER,
}

_HOME, _OTHER = 1, 2

_DURESS: Final = 1


def shown(name: str | None) -> str:
    """Return a name without what may be a code, a phone, or the rest of an e-mail."""
    return mask((name or "").partition("@")[0].strip(), DIGITS_TO_MASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodItem:
    """What opens a lock for somebody: a finger, a card, a password in a slot."""

    code: str
    slot: int
    name: str
    user_id: str | None
    user_type: int
    """1: a member of the home; 2: a user of the lock."""
    duress: bool | None
    on_lock: bool | None

    @classmethod
    def read(
        cls, record: Record, *, code: str | None, user_id: str | None, user_type: int
    ) -> Self:
        """Read the object; `code`, `user_id`: what the list around it says."""
        told = record.maybe_text("dp_code") or code
        slot = number_of(record, "unlock_sn")
        if slot is None:
            slot = number_of(record, "unlock_no")
        if told is None or slot is None:
            raise ProtocolError("method has no usable code or slot")
        delivered = (record.maybe_text("delivery_status") or "").upper()
        return cls(
            code=plain_code(told),
            slot=slot,
            name=record.maybe_text("unlock_name") or "",
            user_id=user_id,
            user_type=user_type,
            duress=_duress(record),
            on_lock={"SUCCESS": True, "ONGOING": False, "FAILED": False}.get(delivered),
        )

    @property
    def id(self) -> str:
        """What the model calls it: its kind and its slot."""
        return f"{self.code}-{self.slot}"

    def credential(self) -> Credential | None:
        """Return it in words of the model, None for a password."""
        kind = CREDENTIALS.get(self.code)
        if kind is None:
            return None
        return Credential(
            id=self.id,
            type=kind,
            name=shown(self.name),
            user_id=self.user_id,
            duress=self.duress,
            on_lock=self.on_lock,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCode:
    """A password that belongs to a person and has no end of its own."""

    item: MethodItem
    schedule: Schedule | None

    @property
    def id(self) -> str:
        """What the model calls it: its kind and its slot."""
        return self.item.id

    @property
    def slot(self) -> int:
        """Its number in the lock."""
        return self.item.slot

    @property
    def name(self) -> str:
        """Its name without what may be its digits."""
        return shown(self.item.name)

    def code(self, now: datetime) -> AccessCode:
        """Return it in words of the model. It opens in the hours of its person."""
        waits = self.item.on_lock is False
        status = CodeStatus.PENDING if waits else CodeStatus.ACTIVE
        if self.schedule is not None and not waits:
            status = status_by_schedule(self.schedule, now)
        return AccessCode(
            id=self.id,
            name=self.name,
            kind=CodeKind.MEMBER,
            schedule=self.schedule,
            status=status,
            on_lock=self.item.on_lock,
            verified_at=now,
            slot=self.slot,
            user_id=self.item.user_id,
        )


def _duress(record: Record) -> bool | None:
    attribute = number_of(record, "unlock_attr")
    if attribute is not None:
        return attribute == _DURESS
    return flag_of(record, "hijack")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserItem:
    """One person at a lock."""

    id: str
    name: str
    user_type: int | None
    enabled: bool | None
    schedule: Schedule | None
    methods: tuple[MethodItem, ...] | None
    """None: this listing does not tell."""

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read the object; somebody without an id is nobody."""
        user_id = record.identifier("user_id")
        user_type = number_of(record, "user_type")
        told = isinstance(record.get("unlock_detail"), list)
        of_home = _is_of_home(user_type)
        methods = tuple(_methods(record, user_id, _HOME if of_home else _OTHER))
        return cls(
            id=user_id,
            name=shown(record.maybe_text("nick_name")),
            user_type=user_type,
            enabled=flag_of(record, "effective_flag"),
            schedule=_schedule(record.maybe_record("time_schedule_info")),
            methods=methods if told else None,
        )

    @property
    def of_home(self) -> bool:
        """Whether this is an account of the app."""
        return _is_of_home(self.user_type)

    @property
    def kind(self) -> int:
        """What paths call the kind of user."""
        return _HOME if self.of_home else _OTHER

    @property
    def role(self) -> Role | None:
        """What the person may do, None when it is not told."""
        return None if self.user_type is None else _ROLES.get(self.user_type)

    def user(self) -> User:
        """Return the person in words of the model."""
        return User(
            id=self.id,
            name=self.name,
            role=self.role,
            schedule=self.schedule,
            enabled=self.enabled,
        )


def _is_of_home(user_type: int | None) -> bool:
    return user_type is not None and user_type >= _OF_HOME


def _methods(record: Record, user_id: str, user_type: int) -> Iterator[MethodItem]:
    for detail in record.records("unlock_detail"):
        code = detail.maybe_text("dp_code")
        for item in detail.records("unlock_list"):
            try:
                yield MethodItem.read(
                    item, code=code, user_id=user_id, user_type=user_type
                )
            except ProtocolError:
                continue  # One odd entry hides no other.


def _schedule(info: Record | None) -> Schedule | None:
    """Return when somebody's methods open; hours of a week are not read."""
    if info is None:
        return None
    if flag_of(info, "permanent"):
        return Schedule.always()
    start, end = (moment_of(info, it) for it in ("effective_time", "expired_time"))
    if start is None or end is None or info.records("schedule_details"):
        return None
    try:
        return Schedule.window(start, end)
    except ScheduleError:
        return None
