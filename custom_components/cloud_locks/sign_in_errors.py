"""What went wrong while somebody signed in, as the form says it."""

from collections.abc import Mapping
from dataclasses import dataclass
import traceback

from homeassistant.core import HomeAssistant

from .const import LOGGER
from .helpers import reason_sentence
from .model.errors import (
    AuthError,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    TransientError,
)

ERRORS: Mapping[type[Exception], str] = {
    AuthError: "invalid_auth",
    NotPermitted: "not_permitted",
    RateLimited: "rate_limited",
    # The rest of the transient ones; the first that fits wins.
    TransientError: "cannot_connect",
    ProtocolError: "cannot_connect",
    # Some clouds sign in with a request that is no read.
    OutcomeUnknown: "cannot_connect",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why signing in did not work: the form's error, and what is missing (a text)."""

    error: str
    missing: str = ""


async def async_refusal(hass: HomeAssistant, err: Exception) -> Refusal:
    """Return what a person is told of an error; one that nobody expected is logged."""
    error = next((it for kind, it in ERRORS.items() if isinstance(err, kind)), "")
    if isinstance(err, NotPermitted):
        return Refusal(error, await reason_sentence(hass, err.reason))
    if not error:
        # The text of an error that nobody expected may quote what was typed.
        where = "".join(traceback.format_tb(err.__traceback__))
        LOGGER.error("Signing in failed with %s at\n%s", type(err).__name__, where)
    return Refusal(error or "unknown")
