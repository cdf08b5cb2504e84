"""What the documentation of TTLock and Sifely leaves open, as switches.

Each default is what the available evidence makes most likely; a client has to live
with every other value too.
"""

from dataclasses import dataclass, fields
from typing import Literal, get_type_hints

from simulators.operations import ControlError, fits


@dataclass(kw_only=True)
class EnvelopeSwitches:
    """How Sifely's hosts wrap what they say; TTLock's envelope is documented."""

    login_wrapped: bool = True
    """Whether a login stands in `code` and `data`; production was seen without."""
    wrapped_paths: str = ""
    """Pattern of the paths whose good answers stand in `code` and `data` too."""
    write_success: Literal["errcode", "code", "empty"] = "errcode"
    """What a command that only succeeds is answered; `empty`: no body at all."""
    errors: Literal["code", "errcode", "wrapped"] = "code"
    """Where TTLock's number stands; `wrapped`: inside the data of a `code` 200."""
    message_key: Literal["message", "msg", "errmsg"] = "message"
    code_as_text: bool = False
    method_refusal: Literal["405", "code"] = "405"
    """How a wrong method is refused; `code`: with 200, in the body."""
    login_refusal: Literal["code", "errcode", "401"] = "code"
    """How a wrong password is refused."""
    expired_answer: Literal["401", "text", "code"] = "401"
    """What a dead bearer token is answered; `text`, `code`: with HTTP 200."""
    limit_headers: Literal["none", "retry-after", "x-ratelimit"] = "retry-after"
    """What 429 says about the limit."""
    unsubscribed_number: int | None = 50504
    """The `code` beside 402, null for 402 itself."""
    detail_method: Literal["GET", "POST"] = "GET"
    """How the details of a lock are asked for at the API-key host."""


@dataclass(kw_only=True)
class AccountSwitches:
    """Tokens, plans and quotas."""

    token_seconds: int = 7200
    """How long a bearer token of Sifely lives."""
    expires_in_text: bool = False
    refresh_returns_token: bool = True
    """Whether a refresh brings a new refresh token."""
    refresh_once: bool = True
    """Whether a refresh token that brought a new one is dead."""
    minute_limit: int | None = None
    """Calls per minute at Sifely; public clients know of 30."""
    quota: bool = True
    """Whether calls of a month and devices of a plan are counted at all."""
    not_admin: Literal[20002, -2018] = 20002
    """What is told to somebody who does not manage the lock."""


@dataclass(kw_only=True)
class RadioSwitches:
    """Gateways and what lies behind them."""

    gateway_seconds: float = 0.0
    """How long a message to a lock takes, in real seconds."""
    busy_seconds: float = 0.0
    """How long a gateway is busy after a message, by the clock of the home."""
    offline_lag: float = 0.0
    """How long the cloud believes that a gateway without power is online."""
    silent_lock: Literal["504", "-2012", "-3002", "1"] = "504"
    """What a message to a lock that was heard lately and is gone now comes to."""
    jam_answer: Literal["failed", "ok"] = "failed"
    """Whether a bolt that got stuck is an error 1 or a success."""
    settling_seconds: float = 0.0
    """How long after a command Sifely answers 400 to who asks for the open state."""
    gateways_listed: bool = True
    """Whether Sifely tells which gateways hear a lock; some found that it may not."""
    delivery_seconds: float = 0.0
    """How long a credential is on its way after the cloud has said yes."""
    record_lag: float = 0.0
    """How many seconds after an act its record is in the cloud."""


@dataclass(kw_only=True)
class ListSwitches:
    """What lists look like and which operations there are."""

    key_id_in_list: bool = False
    """Whether Sifely's list of eKeys has `keyId`, which its page does not show."""
    gateway_in_ekeys: bool = False
    """Whether lists of eKeys have `hasGateway`, as a public client believes."""
    short_state: bool = False
    """Whether the open state is `state` alone, as on Sifely's page."""
    ekey_answer: Literal["keyId", "success"] = "keyId"
    """What Sifely answers to an eKey that was sent."""
    pages_past_total: bool = False
    """Page 1 tells a larger total than the pages after it, as was recorded."""
    loose_types: bool = False
    """Numbers of passcode types as text, as in a sample."""
    group_name_key: Literal["name", "groupName"] = "name"
    sifely_extras: Literal["none", "starred", "all"] = "starred"
    """Which operations beside its documentation Sifely has; starred: settings."""
    get_passcode: bool = False
    """Whether `GET keyboardPwd/get` reads one stored code by id: a mere guess."""
    expired_status: Literal[1, 2] = 2
    """The status of an expired passcode; current TTLock pages do not list 2."""
    erased_stay_listed: bool = True
    """Whether the cloud still lists what was erased at the keypad."""
    past_start_refused: bool = False
    """Whether a passcode must not begin in the past; some gateways refuse it."""
    name_suffix: bool = True
    """Whether Sifely's records append a hash to the names of app users."""
    old_records: bool = False
    """Records as of 2020: no `recordId`, no digits."""
    unknown_card: Literal[7, 51, 91] = 7
    """The record type of a card that does not open."""
    lockout_after: int = 5
    """Wrong codes in a row until the lock records that it is locked."""
    ekey_pending: bool = False
    """Whether an eKey that was sent waits for its receiver."""


@dataclass(kw_only=True)
class Switches(EnvelopeSwitches, AccountSwitches, RadioSwitches, ListSwitches):
    """All switches of one simulated TTLock cloud."""

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
