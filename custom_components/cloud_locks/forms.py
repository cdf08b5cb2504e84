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

from .const import CONF_BRAND, CONF_SIGN_IN
from .model.sign_in import Brand, CredentialField, CredentialKey, FormSignIn
from .vendors import BRANDS


def forms_of(brand: Brand) -> dict[str, FormSignIn]:
    """Return the ways to sign in to a brand that are a form, by their key."""
    return {it.key: it for it in brand.sign_ins if isinstance(it, FormSignIn)}


def kept_form(data: Mapping[str, Any]) -> tuple[Brand, FormSignIn] | None:
    """Return the brand and the form that an entry (`data`) was made with.

    None when they are gone, and for what is no account.
    """
    _, brand = BRANDS.get(data.get(CONF_BRAND, ""), (None, None))
    if brand is None:
        return None
    form = forms_of(brand).get(data[CONF_SIGN_IN])
    return None if form is None else (brand, form)


def brand_schema() -> probatio.Schema:
    """Return the question which app opens the lock today."""
    names = {key: brand.name for key, (_, brand) in BRANDS.items() if forms_of(brand)}
    options = [
        SelectOptionDict(value=key, label=names[key])
        for key in sorted(names, key=lambda key: names[key].casefold())
    ]
    selector = SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.LIST)
    )
    return probatio.Schema({probatio.Required(CONF_BRAND): selector})


def credentials_schema(form: FormSignIn, shown: Mapping[str, str]) -> probatio.Schema:
    """Return the fields of a sign-in, with `shown` in them, secrets left empty."""
    return probatio.Schema(
        {
            _marker(field, shown.get(field.key)): _selector(field)
            for field in form.fields
        }
    )


def _marker(field: CredentialField, shown: str | None) -> probatio.Marker:
    kind = probatio.Required if field.required else probatio.Optional
    suggested = None if field.secret else shown
    key = field.key.value
    return kind(
        # An error about a secret field must not show what is in it.
        probatio.Secret(key) if field.secret else key,
        default=probatio.UNDEFINED if field.default is None else field.default,
        description=None if suggested is None else {"suggested_value": suggested},
    )


def _selector(field: CredentialField) -> SelectSelector | TextSelector:
    if field.options:
        return SelectSelector(
            SelectSelectorConfig(
                options=list(field.options),
                mode=SelectSelectorMode.DROPDOWN,
                translation_key=field.key.value,
            )
        )
    return text_selector(secret=field.secret)


def text_selector(*, secret: bool) -> TextSelector:
    """Return a field for a text, hidden while it is typed if it is a secret."""
    # A browser would offer to fill in the password of Home Assistant itself.
    return TextSelector(
        TextSelectorConfig(
            type=TextSelectorType.PASSWORD if secret else TextSelectorType.TEXT,
            autocomplete="off",
        )
    )


def read_credentials(form: FormSignIn, typed: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed, as the cloud expects it; fields left empty are left out.

    Keys and names are often copied with blanks or a line break, which never belong to
    them. A password stays as it was typed.
    """
    values = {
        field.key: _without_blanks(field, typed.get(field.key, ""))
        for field in form.fields
    }
    return {key.value: value for key, value in values.items() if value}


def _without_blanks(field: CredentialField, text: str) -> str:
    if field.key is CredentialKey.PASSWORD:
        return text
    return "".join(text.split()) if field.secret else text.strip()
