"""Sign-in forms, drawn from what a brand says it needs."""

from collections.abc import Mapping
from typing import Any

from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

# Not under its old name, voluptuous: that has no `Secret`, and for type checkers the
# classes of both are strangers.
import probatio

from .attempt import Attempt
from .const import CONF_BRAND
from .model.sign_in import CredentialField, CredentialKey, OAuthSignIn, SignIn
from .vendors import BRANDS


def brand_schema() -> probatio.Schema:
    """Return the question which app opens the lock today."""
    names = {key: brand.name for key, (_, brand) in BRANDS.items()}
    options = [
        SelectOptionDict(value=key, label=names[key])
        for key in sorted(names, key=lambda key: names[key].casefold())
    ]
    selector = SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
    )
    return probatio.Schema({probatio.Required(CONF_BRAND): selector})


def credentials_schema(
    attempt: Attempt, accounts: Mapping[str, str]
) -> probatio.Schema:
    """Return the fields of a sign-in as they are filled in, secrets left empty.

    `accounts`: of another integration, the name of each by its entry's id.
    """
    sign_in, shown = attempt.sign_in, attempt.credentials
    markers = [
        _marker(
            field,
            shown.get(field.key),
            stays=_stays(sign_in, field) and field.key in shown,
        )
        for field in sign_in.fields
    ]
    selectors = [_selector(field, accounts) for field in sign_in.fields]
    return probatio.Schema(dict(zip(markers, selectors, strict=True)))


def _stays(sign_in: SignIn, field: CredentialField) -> bool:
    """Return whether a secret that is left empty stays what it was.

    An application's credentials hold for years; it is the person who signs in anew, on
    the web page.
    """
    return field.secret and isinstance(sign_in, OAuthSignIn)


def _marker(
    field: CredentialField, shown: str | None, *, stays: bool
) -> probatio.Marker:
    required = field.required and not stays
    kind = probatio.Required if required else probatio.Optional
    suggested = None if field.secret else shown
    key = field.key.value
    return kind(
        # An error about a secret field must not show what is in it.
        probatio.Secret(key) if field.secret else key,
        default=probatio.UNDEFINED if field.default is None else field.default,
        description=None if suggested is None else {"suggested_value": suggested},
    )


def _selector(
    field: CredentialField, accounts: Mapping[str, str]
) -> SelectSelector | TextSelector:
    if field.key is CredentialKey.CORE_ENTRY:
        return _account_selector(accounts)
    if field.options:
        return SelectSelector(
            SelectSelectorConfig(
                options=list(field.options),
                mode=SelectSelectorMode.DROPDOWN,
                translation_key=field.key.value,
            )
        )
    return text_selector(secret=field.secret)


def _account_selector(accounts: Mapping[str, str]) -> SelectSelector:
    options = [SelectOptionDict(value=key, label=it) for key, it in accounts.items()]
    return SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
    )


def text_selector(*, secret: bool) -> TextSelector:
    """Return a field for a text, hidden while it is typed if it is a secret."""
    # A browser would offer to fill in the password of Home Assistant itself.
    return TextSelector(
        TextSelectorConfig(
            type=TextSelectorType.PASSWORD if secret else TextSelectorType.TEXT,
            autocomplete="off",
        )
    )


def read_credentials(
    sign_in: SignIn, typed: Mapping[str, Any], kept: Mapping[str, str]
) -> dict[str, str]:
    """Return what was typed, as the cloud expects it; fields left empty are left out.

    Keys and names are often copied with blanks or a line break, which never belong to
    them. A password stays as it was typed. `kept`: what was known before.
    """
    values = {
        field.key: _without_blanks(field, typed.get(field.key, ""))
        or (kept.get(field.key) if _stays(sign_in, field) else None)
        for field in sign_in.fields
    }
    return {key.value: value for key, value in values.items() if value}


def _without_blanks(field: CredentialField, text: str) -> str:
    if field.key is CredentialKey.PASSWORD:
        return text
    return "".join(text.split()) if field.secret else text.strip()
