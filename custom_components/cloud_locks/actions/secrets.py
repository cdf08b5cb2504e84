"""Keeping what a person types into a secret field out of events, traces and logs.

Home Assistant validates the caller's data, then fires `call_service` with that very
dictionary, then runs the handler with the validated copy. So the schema is the place to
take secrets out. The order is not documented: a test proves it for each version.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final, final, override

from ..model.code_rules import CodeRules
from ..model.masking import mask
from ..model.pin import PinNotText, read_pin
from ..model.reason import Reason
from ..model.secret import Secret
from .errors import ActionError

PIN: Final = "pin"
CARDS: Final = "cards"
CREDENTIAL_DATA: Final = "credential_data"
ACCOUNT: Final = "account"

BLANKED: Final = "**REDACTED**"
"""What stands in the caller's data instead; core uses the same word."""

SECRET_FIELDS: Final = frozenset({PIN, CARDS, CREDENTIAL_DATA, ACCOUNT})

_NAME_FIELDS: Final = frozenset({"group", "name", "new_group", "new_name", "notes"})
"""People name codes after their PIN. That is refused later, after the event."""

_SHORTEST_PIN: Final = 4


@final
class Typed:
    """Something that a person typed, of any type, which no log may show.

    Core writes the data of a call into its log when a handler breaks.
    """

    __slots__ = ("__value",)

    def __init__(self, value: object) -> None:
        """Hide a value."""
        self.__value = value

    def reveal(self) -> object:
        """Return the hidden value."""
        return self.__value

    @override
    def __repr__(self) -> str:
        return BLANKED


def take_secrets_out[T](raw: T) -> T | dict[str, Any]:
    """Return a copy of a call's data that hides its secrets; blank them in `raw`.

    Anything else than a dictionary is left for the schema to refuse.
    """
    if not isinstance(raw, dict):
        return raw
    data = dict(raw)
    for field in SECRET_FIELDS & raw.keys():
        data[field] = Typed(raw[field])
        _blank(raw, field, BLANKED)
        _blank_in_names(raw, data[field])
    return data


def _blank_in_names(raw: dict[str, Any], typed: Typed) -> None:
    digits = (str(it).strip() for it in _each(typed.reveal()))
    secrets = [Secret(it) for it in digits if len(it) >= _SHORTEST_PIN]
    for field in _NAME_FIELDS & raw.keys() if secrets else ():
        _blank(raw, field, mask(str(raw[field]), (), secrets))


def _each(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else [value]


def _blank(raw: dict[str, Any], field: str, shown: str) -> None:
    # Data that is handed on from another call is read-only, and must not leak either.
    dict.__setitem__(raw, field, shown)


def typed_pin(typed: Typed | None, rules: Collection[CodeRules]) -> Secret | None:
    """Return the PIN that a caller chose, None when they left it out.

    Whether it fits is for `rules` of each lock to say, later; here they only decide
    whether a number can be meant.
    """
    if (value := _value(typed)) is None:
        return None
    try:
        return read_pin(value, tuple(rules))
    except PinNotText:
        raise ActionError(Reason.PIN_NOT_TEXT) from None


def typed_text(typed: Typed | None) -> Secret | None:
    """Return a secret that is no PIN, such as a card's number; None when left out.

    YAML turns a number without quotes into another one when it begins with a zero.
    """
    return None if (value := _value(typed)) is None else _text(value)


def _text(value: object) -> Secret:
    if not isinstance(value, str) or not value.strip():
        raise ActionError("credential_data_not_text")
    return Secret(value.strip())


def typed_cards(typed: Typed | None) -> tuple[Secret, ...] | None:
    """Return the numbers of cards, none left out twice; None when nothing was typed."""
    if (value := _value(typed)) is None:
        return None
    return tuple(dict.fromkeys(_text(it) for it in _each(value)))


def typed_account(typed: Typed | None) -> Secret | None:
    """Return the e-mail or phone number of a person's app, None when left out."""
    if (value := _value(typed)) is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise ActionError("account_not_text")
    return Secret(value.strip())


def _value(typed: Typed | None) -> object:
    """Return what was typed, None when nothing was."""
    value = None if typed is None else typed.reveal()
    if value == BLANKED:
        # The caller's own dictionary, used for a second call.
        raise ActionError("pin_blanked")
    return value
