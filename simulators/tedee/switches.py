"""What the documentation of Tedee leaves open, as switches.

Each default is what the available evidence makes most likely; a client has to live
with every other value too.
"""

from dataclasses import dataclass, fields
from typing import Literal, get_type_hints

from simulators.operations import ControlError, fits


@dataclass(kw_only=True, slots=True)
class Switches:
    """All switches of one simulated Tedee cloud."""

    error_key: Literal["errorMessages", "ErrorMessages"] = "errorMessages"
    """Name of the list of messages; `ErrorMessages` has been seen by clients."""
    error_body: Literal["json", "empty", "half", "html", "text"] = "json"
    """What errors carry."""
    body_on_204: bool = False
    """The documentation prints bodies where HTTP forbids them."""
    body_on_304: bool = False

    fraction_digits: int | None = None
    """Digits behind the second (0 to 7) of all times; null: as usual per field."""
    utc_suffix: bool | None = None
    """Whether all times end in Z; null: as usual per field."""

    unknown_device_status: int = 404
    """Status for a device that does not exist or that the user may not see."""
    offline_status: int = 400
    """Status of an operation that cannot reach the lock."""
    wrong_state_status: int | None = None
    """Status of an operation the bolt cannot do now; null: 202 and no movement."""
    cloud_method: Literal["app", "bridge", "link"] = "app"
    """As what kind of operation the log shows those of the cloud API."""

    pin_seconds: float = 0.0
    """How long a round trip to the lock takes, in real seconds."""
    pin_busy: int = 0
    """How many of the next PIN requests are answered 409."""
    pins_full_status: int = 412
    """412 since May 2026, 422 before."""
    unique_aliases: bool = False
    alias_bytes: int | None = None
    """How long an alias may be; the lock's log has room for 32 bytes."""
    schedule_zone: Literal["utc", "lock"] = "utc"
    """Where the lock reads daily hours and weekdays."""
    pin_minutes: bool = False
    """Whether the lock cuts schedule times to whole minutes."""

    activity_lag: float = 0.0
    """How many seconds after an act its entry is in the cloud."""
    user_key: Literal["username", "userName"] = "username"
    """`username` as in samples, or `userName` as in the field table."""
    alias_key: Literal["username", "pinAlias"] | None = "username"
    """Which key carries the alias of a PIN; null: none."""
    pin_user_id: bool = True
    """Whether entries without an author carry `userId: null` at all."""

    hourly_limit: int = 700
    lock_list_limit: int = 10
    """Requests to GET /my/lock within ten minutes."""
    sync_seconds: float = 20.0
    sync_enforced: bool = False
    """Whether a sync that comes sooner is refused, or only noted."""
    settings_lag: float = 0.0
    """How many seconds a device takes to apply new settings."""
    access_error_status: int = 400
    """Status of a refused invitation."""
    access_error_code: int | None = None
    """Refuse every invitation with this code; of the documented 1000 to 1010 only
    1001, 1003 and 1008 are explained."""
    pending_principal: bool = True
    """Whether somebody without an account has a principal's id and name."""
    user_emails: bool = True
    """Whether the list tells the addresses of people with an account."""

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
