"""PINs as the cloud lists them, in groups, and as commands write them.

Each record holds the digits in clear text and the key of whose application it was made
by: the key is not read, the digits become a `Secret` at once.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from ...model.access_code import AccessCode, CodeStatus, status_by_schedule
from ...model.errors import ProtocolError, RejectedError
from ...model.masking import mask
from ...model.reason import Reason
from ...model.schedule import Schedule
from ...model.secret import Secret
from .._record import Record
from .rules import PIN_LENGTHS
from .schedule_wire import schedule_of
from .wire import full_name

_REPEATED: Final = ("accessType", "accessTimes", "accessRecurrence")
"""What commands say of hours as well."""

_HOURS: Final = (*_REPEATED, "accessStartTime", "accessEndTime")

_LOADED: Final = "loaded"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a group means. `also` None: on the lock, and the hours decide."""

    also: CodeStatus | None
    on_lock: bool | None


_STANDINGS: Final[Mapping[str, Standing]] = {
    # What is under way is told before what was: a record may be in two groups.
    "deleting": Standing(CodeStatus.REMOVING, None),
    "disabling": Standing(CodeStatus.PENDING, None),
    "enabling": Standing(CodeStatus.PENDING, None),
    "updating": Standing(CodeStatus.PENDING, None),
    "created": Standing(CodeStatus.PENDING, on_lock=False),
    "disabled": Standing(CodeStatus.DISABLED, on_lock=True),
    _LOADED: Standing(None, on_lock=True),
}

_NOT_KNOWN: Final = Standing(CodeStatus.UNKNOWN, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinItem:
    """One PIN. `group`: how far it is on its way to the lock, or off it."""

    id: str
    group: str
    pin: Secret | None
    name: str | None
    user_id: str | None
    reference: str | None
    slot: int | None
    hours: Mapping[str, str]
    """The fields about hours, as the list has them."""

    @classmethod
    def read(cls, record: Record, group: str) -> Self:
        """Read the object. Names may be missing, and digits are text."""
        user_id = record.maybe_identifier("userID")
        pin = record.maybe_text("pin")
        hours = {
            name: value
            for name in _HOURS
            if (value := record.maybe_text(name)) is not None
        }
        return cls(
            id=record.maybe_identifier("_id") or f"user-{_required(record, user_id)}",
            group=group,
            pin=None if pin is None else Secret(pin),
            name=full_name(record),
            user_id=user_id,
            reference=record.maybe_text("partnerUserID"),
            slot=record.maybe_integer("slot"),
            hours=hours,
        )

    @property
    def standing(self) -> Standing:
        """What its group means."""
        return _STANDINGS.get(self.group, _NOT_KNOWN)

    def schedule(self, zone: str | None) -> Schedule | None:
        """Return when it opens, by the clock of its lock."""
        return schedule_of(Record(self.hours, "hours"), zone)

    def full_name(self, names: Mapping[str, str]) -> str:
        """Return its name, else that of its user, else a number of its own."""
        return (
            self.name
            or names.get(self.user_id or "")
            or f"PIN {self.id if self.slot is None else self.slot}"
        )

    def shown_name(self, names: Mapping[str, str]) -> str:
        """Return its name without digits that may be a PIN."""
        secrets = () if self.pin is None else (self.pin,)
        return mask(self.full_name(names), PIN_LENGTHS, secrets)

    def code(
        self,
        names: Mapping[str, str],
        zone: str | None,
        now: datetime,
        *,
        with_pin: bool,
    ) -> AccessCode:
        """Return it in words of the model."""
        schedule, standing = self.schedule(zone), self.standing
        also = () if standing.also is None else (standing.also,)
        return AccessCode(
            id=self.id,
            name=self.shown_name(names),
            schedule=schedule,
            status=standing.also
            if standing.also is CodeStatus.UNKNOWN
            else status_by_schedule(schedule, now, also=also),
            on_lock=standing.on_lock,
            verified_at=now if standing.on_lock else None,
            pin=self.pin if with_pin else None,
            slot=self.slot,
            user_id=self.user_id,
            reference=self.reference,
        )


def _required(record: Record, user_id: str | None) -> str:
    if user_id is None:
        raise ProtocolError(f"{record.what} has no id")
    return user_id


def pins_of(answer: object) -> tuple[PinItem, ...]:
    """Return the PINs of all groups; groups that are empty may be missing.

    `ProtocolError` when there is no group at all and yet something else: taken for an
    empty list it would look as if all PINs were gone.
    """
    if not isinstance(answer, dict):
        raise ProtocolError("pins is not an object")
    pins, found = Record(answer, "pins"), dict[str, PinItem]()
    groups = [name for name in _STANDINGS if isinstance(pins.get(name), list)]
    if answer and not groups:
        raise ProtocolError("no group of PINs")
    # A PIN of which nobody knows how far it is, is not one that is gone.
    others = sorted({str(name).casefold() for name in answer} - _STANDINGS.keys())
    for group in (*groups, *others):
        for item in _readable(pins.records(group), group):
            found.setdefault(item.id, item)
    return tuple(found.values())


def _readable(records: list[Record], group: str) -> Iterator[PinItem]:
    for record in records:
        with suppress(ProtocolError):
            yield PinItem.read(record, group)


def load_command(
    name: str, pin: Secret, hours: Mapping[str, str], reference: str
) -> dict[str, Any]:
    """Return the command that writes a PIN. An empty last name would be refused."""
    first, _, last = " ".join(name.split()).rpartition(" ")
    names = {"firstName": first, "lastName": last} if first else {"firstName": last}
    return {
        "action": "load",
        "partnerUserID": reference,
        "pin": pin.reveal(),
        **names,
        **hours,
        "retry": False,
    }


def command_about(item: PinItem, action: str, user_field: str) -> dict[str, Any]:
    """Return a command about a PIN that is there: `delete`, `disable`, `enable`.

    The digits belong to it, although it is named by its owner.
    """
    field, owner = "partnerUserID", item.reference
    if owner is None:
        field, owner = user_field, item.user_id
    if item.pin is None or owner is None:
        raise RejectedError("no digits", reason=Reason.ANSWER_NOT_UNDERSTOOD)
    names = _REPEATED[:1] if action == "delete" else _REPEATED
    hours = {name: item.hours[name] for name in names if name in item.hours}
    return {
        "action": action,
        field: owner,
        "pin": item.pin.reveal(),
        **({"accessType": "always"} | hours),
        "retry": False,
    }
