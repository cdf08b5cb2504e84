"""Errors of lock clouds, in Home Assistant's terms and the person's language."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .model.errors import AuthError, RejectedError, VendorError
from .model.lock import LockId
from .model.reason import Reason


def command_error(
    err: VendorError, placeholders: Mapping[str, str] | None = None
) -> HomeAssistantError:
    """Return what a person who asked for something is told.

    What they can put right is a `ServiceValidationError`, which is not logged as a
    fault of ours.
    """
    kind = (
        ServiceValidationError if isinstance(err, RejectedError) else HomeAssistantError
    )
    return reason_error(err.reason, placeholders, kind=kind)


def reason_error(
    reason: Reason,
    placeholders: Mapping[str, str] | None = None,
    *,
    kind: type[HomeAssistantError] = HomeAssistantError,
) -> HomeAssistantError:
    """Return an error whose text is the translated sentence of a reason."""
    return kind(
        translation_domain=DOMAIN,
        translation_key=reason.value,
        translation_placeholders=dict(placeholders or {}),
    )


@asynccontextmanager
async def command_errors(
    hass: HomeAssistant, entry: ConfigEntry
) -> AsyncIterator[None]:
    """Turn what a cloud raises on a command into what a person is told."""
    try:
        yield
    except VendorError as err:
        if isinstance(err, AuthError):
            entry.async_start_reauth(hass)
        raise command_error(err) from err


def lock_id_of(entry: ConfigEntry, unique_id: str) -> LockId:
    """Return the lock of a lock entity (`unique_id`) of an account."""
    return unique_id.removeprefix(f"{entry.unique_id}:").removesuffix(":lock")


def lock_unique_id(entry: ConfigEntry, lock_id: LockId) -> str:
    """Return the unique id of a lock entity, from which `lock_id_of` tells the lock."""
    return f"{entry.unique_id}:{lock_id}:lock"


async def reason_sentence(
    hass: HomeAssistant, reason: Reason, placeholders: Mapping[str, str] | None = None
) -> str:
    """Return the sentence of a reason in the language of this Home Assistant."""
    return await text(hass, "exceptions", f"{reason}.message", placeholders or {})


async def text(
    hass: HomeAssistant,
    section: str,
    key: str,
    placeholders: Mapping[str, str],
    *,
    language: str | None = None,
) -> str:
    """Return a translated text with its placeholders filled; the key if there is none.

    A language that we do not have falls back to English.
    """
    texts = await async_get_translations(
        hass, language or hass.config.language, section, [DOMAIN]
    )
    found = texts.get(f"component.{DOMAIN}.{section}.{key}", key)
    return found.format(**placeholders)
