"""What the documentation of August and Yale leaves open, as switches.

Each default is what the available evidence makes most likely; a client has to live
with every other value too.
"""

from dataclasses import dataclass, fields
from typing import Literal, get_type_hints

from simulators.operations import ControlError, fits


@dataclass(kw_only=True)
class AccountSwitches:
    """Keys, tokens and headers."""

    checks_branding: bool = True
    """Whether a missing or foreign branding header is refused like a wrong key."""
    bodyless_writes: bool = True
    """Whether Yale takes a PUT whose content type is JSON and whose body is empty."""
    refresh_refusal: Literal[400, 401] = 400
    """How a refresh token that was used before is refused."""
    renews_in_header: bool = False
    """Whether each answer brings a new token in the token's header."""


@dataclass(kw_only=True)
class PinSwitches:
    """PINs and how they travel to the lock."""

    delivery_seconds: float = 5.0
    """How long a PIN command is under way, by the clock of the home."""
    offline_pins: Literal["pending", "422"] = "pending"
    """What becomes of a PIN command while the bridge is offline."""
    can_disable: bool = True
    """Whether `disable` and `enable` are taken; they are not documented."""
    one_time: bool = False
    """Whether the access type `oneTime` is taken; it is not documented."""
    update_refused: bool = False
    """Whether `update` is refused; what it does exactly is not documented."""
    needs_last_name: bool = False
    """Whether `lastName` is required, as the guide has it."""
    conflict_message: str = "PIN or user already in use"
    race_status: Literal[400, 409, 500] = 409
    """How a command for a PIN that is under way is refused."""
    unknown_pin_status: Literal[400, 404, 409] = 404
    """How a command for a PIN that is not there is refused."""
    invalid_status: Literal[400, 409] = 400
    """How a command that does not pass validation is refused."""
    empty_groups: bool = True
    """Whether groups without a PIN are listed at all."""
    sparse_names: bool = False
    """Whether names and `unverified` are missing from the records."""


@dataclass(kw_only=True)
class OperateSwitches:
    """Moving bolts."""

    operate_seconds: float = 0.0
    """How long a command takes beside the motor, in real seconds."""
    jam_status: Literal[530, 531] = 531
    """How a bolt that got stuck is answered."""
    unsupported_status: Literal[400, 501] = 501
    """How a lock refuses `unlatch` or `secure` that it does not have."""
    no_bridge_status: Literal[409, 412, 422] = 412
    """How a command for a lock without bridge is refused."""
    answers_status: bool = True
    """Whether the answer to a command tells the state, as recordings do."""
    silent_lock: Literal[408, 560, 500] = 408
    """What a command for a lock that its bridge does not hear comes to."""
    versioned_async: bool = True
    """Whether version 2.0.0 of a command is always asynchronous."""
    silent_status: Literal["last", "not-advertising"] = "last"
    """What the status of a lock is that its bridge does not hear."""
    offline_status: Literal["last", "unknown"] = "last"
    """What the status of a lock is while its bridge is offline."""


@dataclass(kw_only=True)
class ListSwitches:
    """What lists and records look like."""

    houses: Literal["array", "wrapped", "object"] = "array"
    """The shape of the list of houses; all three are documented."""
    house_users: Literal["map", "list"] = "map"
    """The shape of a house's users."""
    channel_key: Literal["pubsubChannel", "pubsubCHannel"] = "pubsubChannel"
    """How the channel of a lock is spelt; the documentation has the other one."""
    pins_in_lock: bool = True
    """Whether the answer about a lock has all its PINs in it."""
    feed_lag: float = 3.0
    """How many seconds after an act it is in the feed."""
    most_activities: int | None = None
    """The greatest `limit` of the feed, null for any; a client once found one."""
    bridge_status: bool = True
    """Whether a bridge has `status`, or `operative` alone."""
    keypad_battery: Literal["raw", "level", "none"] = "raw"
    """How a keypad tells its battery: in numbers too, in a word alone, not at all."""
    capability_gap: Literal["none", "404", "409"] = "none"
    """How capabilities are answered for every lock, for instance if it is older."""
    keypad_told_twice: bool = False
    """Whether what a PIN did is told again with its user, as one recording has it."""
    ping_seconds: float = 25.0
    """How often the server of a new connection asks whether anybody is there."""
    push_duplicates: bool = False
    """Whether every message comes twice."""


@dataclass(kw_only=True)
class Switches(AccountSwitches, PinSwitches, OperateSwitches, ListSwitches):
    """All switches of one simulated cloud."""

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
