"""What went wrong while somebody signed in, as the form says it."""

from collections.abc import Mapping
from dataclasses import dataclass
import traceback

from homeassistant.core import HomeAssistant

from .attempt import Attempt
from .const import LOGGER
from .helpers import reason_sentence, text
from .model.errors import (
    AuthError,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    TransientError,
)
from .model.reason import Reason
from .model.sign_in import CredentialKey

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


async def async_refusal(
    hass: HomeAssistant, err: Exception, attempt: Attempt
) -> Refusal:
    """Return what a person is told of an error; one that nobody expected is logged."""
    error = next((it for kind, it in ERRORS.items() if isinstance(err, kind)), "")
    if isinstance(err, NotPermitted):
        if err.reason is Reason.WRONG_REGION and (regions := _other_regions(attempt)):
            return Refusal(error, await _try(hass, regions))
        return Refusal(error, await reason_sentence(hass, err.reason))
    if not error:
        # The text of an error that nobody expected may quote what was typed.
        where = "".join(traceback.format_tb(err.__traceback__))
        LOGGER.error("Signing in failed with %s at\n%s", type(err).__name__, where)
    return Refusal(error or "unknown")


def _other_regions(attempt: Attempt) -> list[str]:
    """Return the regions that were not chosen; none where nobody is asked for one."""
    chosen = attempt.credentials.get(CredentialKey.REGION)
    return [
        option
        for field in attempt.sign_in.fields
        if field.key is CredentialKey.REGION
        for option in field.options
        if option != chosen
    ]


async def _try(hass: HomeAssistant, regions: list[str]) -> str:
    """Say which regions are left to be tried, by the names that the form has."""
    names = [
        await text(hass, "selector", f"{CredentialKey.REGION}.options.{it}", {})
        for it in regions
    ]
    return await text(hass, "common", "try_regions", {"regions": ", ".join(names)})
