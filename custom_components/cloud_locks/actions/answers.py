"""What the actions answer: one row per lock, of plain JSON values."""

from datetime import time
from typing import Final, NotRequired, TypedDict

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..model.access_code import AccessCode
from ..model.code_rules import Json
from ..model.credential import Credential
from ..model.schedule import Day, Schedule
from ..model.secret import Secret
from .errors import sentence
from .time_fields import shown_in

REMOVED: Final = "removed"
"""In the place of a status, for a code that was deleted and is proven gone."""

FORGOTTEN: Final = "forgotten"
"""In the place of a status: no longer listed, and perhaps still on the lock."""

ENROLLING: Final = "enrolling"
STOPPED: Final = "stopped"

SENT: Final = "sent"
FAILED: Final = "failed"
PARTLY_SENT: Final = "partly_sent"


class WrittenRow(TypedDict):
    """A code after a write. `code_id` is null while its outcome is not known."""

    code_id: str | None
    status: str
    on_lock: bool | None
    enforced_by: str
    reason: NotRequired[str]
    message: NotRequired[str]
    pin: NotRequired[str]


class ScheduleRow(TypedDict):
    """When something works, named as the fields of the actions.

    Date-times are by the home's clock. `schedule` is the shape; null when the cloud
    does not tell.
    """

    schedule: str | None
    start_datetime: str | None
    end_datetime: str | None
    days: list[str]
    start_time: str | None
    end_time: str | None
    time_zone: str | None
    one_time: bool


class CodeRow(ScheduleRow):
    """A code on a lock."""

    code_id: str | None
    name: str
    kind: str
    status: str
    on_lock: bool | None
    verified_at: str | None
    reason: str | None
    managed: bool
    enforced_by: str
    person: str | None
    pin: NotRequired[str]


class CodesRow(TypedDict):
    """All codes of a lock."""

    codes: list[CodeRow]


class CapabilitiesRow(TypedDict):
    """What a lock can do; `…_rules` null where it takes no codes, or no people."""

    code_rules: dict[str, Json] | None
    parts: list[str]
    operations: list[str]
    can_rename: bool
    user_rules: dict[str, Json] | None
    limits: dict[str, Json]


class ClearedRow(TypedDict):
    """Names of codes: gone, on their way out, left alone, still there."""

    removed: list[str]
    removing: list[str]
    kept: list[str]
    failed: list[str]
    error: NotRequired[str]
    message: NotRequired[str]


class OfflineCodeRow(TypedDict):
    """A computed code; it dies unless it is used once before `use_before`."""

    code_id: str | None
    use_before: str | None
    uses: int | None
    revocable: bool
    pin: NotRequired[str]


class ClearCodeRow(TypedDict):
    """A code that erases offline codes when it is typed."""

    scope: str
    pin: NotRequired[str]


class DynamicCodeRow(TypedDict):
    """The code of these minutes."""

    valid_until: str | None
    pin: NotRequired[str]


class PassageRow(TypedDict):
    """The hours in which a lock stays unlocked by itself."""

    status: str
    enabled: bool
    days: list[str]
    start_time: str | None
    end_time: str | None


class CredentialRow(ScheduleRow):
    """A card, fingerprint or face; the number of a card is never told."""

    credential_id: str
    credential_type: str
    name: str
    user_id: str | None
    duress: bool | None
    on_lock: bool | None


class CredentialWrittenRow(CredentialRow):
    """A credential after a write."""

    status: str


class CredentialsRow(TypedDict):
    """All credentials of a lock."""

    credentials: list[CredentialRow]


class EnrollingRow(TypedDict):
    """Whether a lock is reading a credential."""

    status: str


class RecipientRow(TypedDict):
    """Whether a message went out."""

    status: str
    error: NotRequired[str]
    message: NotRequired[str]


class SentRow(TypedDict):
    """Who was told the PIN of a code; `code_id` null for a dynamic one."""

    code_id: str | None
    status: str
    recipients: dict[str, RecipientRow]


async def written_row(
    hass: HomeAssistant, code: AccessCode, pin: Secret | None = None
) -> WrittenRow:
    """Return a code after a write, with its PIN if that was asked for."""
    row = WrittenRow(
        code_id=code.id or None,
        status=code.status.value,
        on_lock=code.on_lock,
        enforced_by=code.enforced_by.value,
    )
    if code.reason is not None:
        row["reason"] = code.reason.value
        row["message"] = await sentence(hass, code.reason)
    if pin is not None:
        row["pin"] = pin.reveal()
    return row


def code_row(code: AccessCode, person: str | None) -> CodeRow:
    """Return a code as a row, with whose it is and its PIN if that was read."""
    row = CodeRow(
        code_id=code.id or None,
        name=code.name,
        kind=code.kind.value,
        status=code.status.value,
        on_lock=code.on_lock,
        verified_at=shown_in(code.verified_at, dt_util.get_default_time_zone()),
        reason=code.reason and code.reason.value,
        managed=code.managed,
        enforced_by=code.enforced_by.value,
        person=person,
        **schedule_row(code.schedule),  # type: ignore[typeddict-item]  # has no `pin`
    )
    if code.pin is not None:
        row["pin"] = code.pin.reveal()
    return row


def credential_row(credential: Credential) -> CredentialRow:
    """Return a credential as a row."""
    return CredentialRow(
        credential_id=credential.id,
        credential_type=credential.type.value,
        name=credential.name,
        user_id=credential.user_id,
        duress=credential.duress,
        on_lock=credential.on_lock,
        **schedule_row(credential.schedule),
    )


def schedule_row(schedule: Schedule | None) -> ScheduleRow:
    """Return when something works as a row; None: the cloud does not tell."""
    home = dt_util.get_default_time_zone()
    hours = schedule or Schedule.always()
    return ScheduleRow(
        schedule=None if schedule is None else hours.kind.value,
        start_datetime=shown_in(hours.start, home),
        end_datetime=shown_in(hours.end, home),
        days=[day.value for day in Day if day in hours.days],
        start_time=clock_time(hours.from_time),
        end_time=clock_time(hours.to_time),
        time_zone=hours.time_zone,
        one_time=hours.uses == 1,
    )


def clock_time(at: time | None) -> str | None:
    """Return a time of day as a text."""
    return None if at is None else at.isoformat()
