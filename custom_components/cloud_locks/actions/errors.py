"""What goes wrong with a call: a key for automations, a sentence for people."""

from collections.abc import Mapping
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from ..codes.book import Ambiguous
from ..const import DOMAIN
from ..helpers import command_error, text
from ..model.errors import VendorError

ERROR: Final = "error"
MESSAGE: Final = "message"


class ActionError(ServiceValidationError):
    """Something that the caller can put right.

    `key` selects the sentence. `error` is what automations read, the same unless the
    sentence says more than its kind. `details` are further keys of a lock's answer.
    """

    def __init__(
        self,
        key: str,
        placeholders: Mapping[str, str] | None = None,
        *,
        error: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Keep what the answer and the sentence need."""
        super().__init__(
            translation_domain=DOMAIN,
            translation_key=key,
            translation_placeholders=dict(placeholders or {}),
        )
        self.error = error or key
        self.details = details or {}


def error_of(err: VendorError) -> HomeAssistantError:
    """Return what a person is told about an error of a cloud."""
    if isinstance(err, Ambiguous):
        return ActionError(
            "name_ambiguous_ids",
            {"ids": ", ".join(err.ids)},
            error=err.reason,
            details={"code_ids": list(err.ids)},
        )
    return command_error(err)


async def failure_row(
    hass: HomeAssistant, err: HomeAssistantError
) -> dict[str, object]:
    """Return the answer of a lock at which an action failed."""
    key = str(err.translation_key)
    row: dict[str, object] = {
        ERROR: key,
        MESSAGE: await sentence(hass, key, err.translation_placeholders),
    }
    if isinstance(err, ActionError):
        row |= {ERROR: err.error, **err.details}
    return row


async def sentence(
    hass: HomeAssistant, key: str, placeholders: Mapping[str, str] | None = None
) -> str:
    """Return the sentence of an error in the language of this Home Assistant."""
    return await text(hass, "exceptions", f"{key}.message", placeholders or {})
