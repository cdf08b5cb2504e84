"""What the documentation leaves open, or what differs from lock to lock.

Each default is the likeliest answer by what Tuya documents or others have measured.
"""

from dataclasses import dataclass, fields
from typing import Literal, get_type_hints

from simulators.operations import ControlError, fits


@dataclass(kw_only=True)
class AccountSwitches:
    """Signing in."""

    token_seconds: int = 7200
    """How long an access token lives."""
    allowed_skew: float = 300.0
    """How many seconds `t` may differ from the cloud's clock; not documented."""
    new_token_ends_old: bool = False
    """Whether a second sign-in of the project ends the first token."""
    wrong_region: Literal["1106", "2406", "1114", "no devices"] = "1106"
    """How a data centre answers that the project is not enabled for."""
    login_lifetime_key: Literal["expire_time", "expire"] = "expire_time"
    """What the sign-in of a custom project calls its lifetime."""
    monthly_calls: int | None = None
    """How many calls a month the plan pays for; then 28841004."""


@dataclass(kw_only=True)
class PasswordSwitches:
    """Tickets and temporary passwords."""

    ticket_seconds: int = 300
    """How long a ticket lives: the page says five minutes."""
    ticket_again: bool = False
    """Whether an unused ticket is handed out again, with the rest of its time."""
    delivery_seconds: float = 0.0
    """How long a change is on its way to a lock that is awake."""
    gives_up_after: float = 25.0
    """When a gateway that is away counts as failed; the polling time of the page."""
    full_number: int = 1109
    """How an eleventh valid password is refused; not documented."""
    read_back: Literal["sent", "reversed"] = "sent"
    """How a schedule is read back: as sent, or in HHMM with the bits reversed."""
    keypad_phases: bool = True
    """Whether the keypad shows the undocumented phases 12 and 17 or 19."""
    keypad_deleted_phase: Literal[17, 19] = 17
    """What a deleted record of the keypad shows."""
    twins_vanish: bool = True
    """Whether two waiting codes of equal name and window vanish at the keypad."""
    upper_case_spoils: bool = True
    """Whether the keypad stores other digits for an encrypted PIN in upper case."""
    past_start_refused: bool = False
    """Whether a password must not begin in the past."""
    short_windows_refused: bool = False
    """Whether less than a day is refused unless for one use, as one project saw."""
    ascii_names: bool = False
    """Whether a name outside ASCII is refused with 1109, as one project saw."""
    plain_zones_refused: bool = False
    """Whether UTC and offsets are refused as `time_zone`, as one project saw."""
    enforces_schedules: Literal["zigbee", "all"] = "zigbee"
    """Which locks keep to `schedule_list`; the documents name Zigbee locks alone."""
    frozen_keeps_slot: bool = True
    """Whether a frozen password counts among the ten."""


@dataclass(kw_only=True)
class OpeningSwitches:
    """Opening doors."""

    unlocks_as_list: bool = True
    """Whether `remote-unlocks` is a list, as clients see it, or one object."""
    off_answer: Literal["1106", "false"] = "1106"
    """What is answered while remote unlocking is switched off."""
    asleep_answer: Literal["2001", "false"] = "2001"
    """What is answered while a sleeping lock has not been rung at."""
    unsupported_way: int = 1109
    """How a lock refuses a way of opening that it does not have."""
    no_lock_command: int = 2008
    """How `open: false` is refused by a lock that relocks by itself."""
    relock_seconds: float = 5.0
    """When a lock without a motor of its own locks again."""


@dataclass(kw_only=True)
class RecordSwitches:
    """Logs, states and pushed messages."""

    record_lag: float = 0.0
    """How many seconds after an act its record is in the logs."""
    temporary_value: Literal["password_id", "slot"] = "password_id"
    """What `unlock_temporary` is in the logs; the page says the password's id."""
    pulse_back: bool = False
    """Whether an unlock code goes back to 0 at once."""
    edge_alarms: bool = False
    """Whether an alarm that equals the last one is not reported again."""
    push_family: Literal["legacy", "iot_core", "both"] = "legacy"
    """Which messages of the same fact are sent."""
    push_cipher: Literal["gcm", "ecb"] = "gcm"
    """How messages are encrypted; formerly ECB."""
    push_marks_cipher: bool = True
    """Whether a message says in `em` how it is encrypted."""
    second_consumer: Literal["waits", "409"] = "waits"
    """What becomes of a second consumer of the one subscription."""
    status_as_list: bool = False
    """Whether `status` of a log is a list, as a type column says."""
    shadow_seconds: bool = False
    """Whether times of shadow properties are in seconds."""
    unknown_result: Literal["object", "list", "null", "true"] = "object"
    """What routes answer whose result is not documented."""
    media_guess: bool = False
    """Whether `latest/media/url` carries a picture: key names are a mere guess."""
    wrapped_schedule: Literal["wrapped", "flat", "both"] = "both"
    """Which body the schedule of a user takes."""
    enrolment_touches: int = 3
    """How often a finger is lifted until it is known."""


@dataclass(kw_only=True)
class Switches(AccountSwitches, PasswordSwitches, OpeningSwitches, RecordSwitches):
    """All switches of one simulated Tuya cloud."""

    def set(self, values: dict[str, object]) -> None:
        """Set switches by name; ControlError for a wrong name or type."""
        hints = get_type_hints(type(self))
        known = {field.name for field in fields(self)}
        for name, value in values.items():
            if name not in known or not fits(value, hints[name]):
                msg = f"no switch {name!r} that can be {value!r}"
                raise ControlError(msg)
        for name, value in values.items():
            setattr(self, name, value)
