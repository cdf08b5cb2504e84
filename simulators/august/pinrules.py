"""Reading PIN commands strictly, as the validator in front of the cloud does.

Sources: partner user guides, "PIN management" (August: `augustUserID`, Yale: `userID`,
or `partnerUserID`); what live services refused of public clients: an empty `lastName`,
a command without a user.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .accesstimes import read_access
from .devices import AugustLock
from .pins import Access
from .platforms import Platform
from .refusals import RefusalError
from .switches import Switches

_ACTIONS: Final = ("load", "delete", "update", "disable", "enable")
_TYPES: Final = ("always", "recurring", "temporary")
_TEXTS: Final = (
    *("action", "pin", "accessType", "accessTimes", "accessRecurrence"),
    *("firstName", "lastName", "partnerUserID"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command that passed validation; one of both user ids is there."""

    action: str
    pin: str = field(repr=False)
    access: Access | None
    first_name: str | None
    last_name: str | None
    user_id: str | None
    partner_user_id: str | None


def read_commands(
    body: Mapping[str, object], lock: AugustLock, platform: Platform, switches: Switches
) -> list[Command]:
    """Return the commands of a body; refused as a whole when one is wrong."""
    reader = _Reader(lock, platform, switches)
    unknown = sorted(body.keys() - {"commands", "webhook"})
    if unknown:
        raise reader.refusal(f'"{unknown[0]}" is not allowed')
    webhook = body.get("webhook")
    if webhook is not None and not str(webhook).startswith("https://"):
        raise reader.refusal('"webhook" must be a valid uri')
    rows = body.get("commands")
    if not isinstance(rows, list) or not rows:
        raise reader.refusal('"commands" must contain at least 1 items')
    return [reader.read(row) for row in rows]


class _Reader:
    """Reads the commands for one lock."""

    def __init__(
        self, lock: AugustLock, platform: Platform, switches: Switches
    ) -> None:
        """Read as one of the two companies does."""
        self._lock, self._platform, self._switches = lock, platform, switches

    def read(self, row: object) -> Command:
        """Return one command."""
        texts = self._texts(row)
        action = self._choice(texts, "action", _ACTIONS)
        self._check_pin(texts.get("pin"))
        self._check_names(texts, action)
        user_id, partner = self._user(texts)
        return Command(
            action=action,
            pin=texts["pin"],
            access=self._access(texts, action),
            first_name=texts.get("firstName"),
            last_name=texts.get("lastName"),
            user_id=user_id,
            partner_user_id=partner,
        )

    def refusal(self, message: str) -> RefusalError:
        """Return how the validator refuses."""
        return RefusalError(self._switches.invalid_status, message)

    def _texts(self, row: object) -> dict[str, str]:
        """Return the texts of a command after a look at names and types."""
        if not isinstance(row, dict):
            raise self.refusal('"commands" does not match any of the allowed types')
        allowed = {*_TEXTS, self._platform.user_field, "retry"}
        for name, value in row.items():
            if name not in allowed:
                raise self.refusal(f'"{name}" is not allowed')
            kind = bool if name == "retry" else str
            if not isinstance(value, kind):
                word = "boolean" if name == "retry" else "string"
                raise self.refusal(f'"{name}" must be a {word}')
            if value == "":
                raise self.refusal(f'"{name}" is not allowed to be empty')
        return {name: value for name, value in row.items() if name != "retry"}

    def _choice(
        self, texts: Mapping[str, str], name: str, allowed: tuple[str, ...]
    ) -> str:
        """Return one of some texts."""
        if name not in texts:
            raise self.refusal(f'"{name}" is required')
        if texts[name] not in allowed:
            raise self.refusal(f'"{name}" must be one of [{", ".join(allowed)}]')
        return texts[name]

    def _check_pin(self, pin: str | None) -> None:
        """Refuse a PIN that no keypad takes."""
        if pin is None:
            raise self.refusal('"pin" is required')
        shortest, longest = self._lock.kind.pin_lengths
        if not (pin.isascii() and pin.isdecimal()):
            raise self.refusal('"pin" must only contain digits')
        if not shortest <= len(pin) <= longest:
            raise self.refusal('"pin" has an invalid length')

    def _check_names(self, texts: Mapping[str, str], action: str) -> None:
        """Refuse a new PIN without a name."""
        names = ["firstName"] + ["lastName"] * self._switches.needs_last_name
        for name in names if action == "load" else []:
            if name not in texts:
                raise self.refusal(f'"{name}" is required')

    def _user(self, texts: Mapping[str, str]) -> tuple[str | None, str | None]:
        """Return whose PIN it is: a user's id or the caller's own name for one."""
        known = self._platform.user_field
        user_id, partner = texts.get(known), texts.get("partnerUserID")
        names = f"[{known}, partnerUserID]"
        if user_id is None and partner is None:
            raise self.refusal(f'"value" must contain at least one of {names}')
        if user_id is not None and partner is not None:
            raise self.refusal(
                f'"value" contains a conflict between exclusive peers {names}'
            )
        return user_id, partner

    def _access(self, texts: Mapping[str, str], action: str) -> Access | None:
        """Return when the PIN opens; only a new or a changed one has to say so."""
        extra = ("oneTime",) * self._switches.one_time
        kind = self._choice(texts, "accessType", _TYPES + extra)
        if kind != "always" and not self._lock.kind.schedules:
            raise self.refusal('"accessType" must be one of [always]')
        times, recurrence = texts.get("accessTimes"), texts.get("accessRecurrence")
        silent = times is None and recurrence is None
        if action not in {"load", "update"} and silent:
            return None
        try:
            return read_access(kind, times, recurrence, self._lock.hardware.zone)
        except ValueError as err:
            raise self.refusal(str(err)) from err
