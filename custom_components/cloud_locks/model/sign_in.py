"""How a person signs in to a brand, as data: forms are drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CredentialKey(StrEnum):
    """The closed vocabulary of sign-in fields; each has a translated label and help."""

    PERSONAL_KEY = "personal_key"
    CLIENT_ID = "client_id"
    CLIENT_SECRET = "client_secret"  # noqa: S105 - the name of a field
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - the name of a field
    REGION = "region"
    API = "api"
    API_KEY = "api_key"
    ACCESS_ID = "access_id"
    ACCESS_SECRET = "access_secret"  # noqa: S105 - the name of a field
    COUNTRY_CODE = "country_code"
    APP = "app"
    CORE_ENTRY = "core_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialField:
    """One field of a sign-in form."""

    key: CredentialKey
    secret: bool = False
    required: bool = True
    options: tuple[str, ...] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSignIn:
    """The person types what the cloud wants to know.

    `end_not_told`: what is typed stops working some day, and no API tells when; the
    person may note the day.
    """

    fields: tuple[CredentialField, ...]
    key: str = "form"
    end_not_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthSignIn:
    """The person types an application's credentials and then signs in on a web page.

    `fields` has `client_id` and `client_secret` at least.
    """

    fields: tuple[CredentialField, ...]
    authorize_url: str
    token_url: str
    key: str = "own_credentials"


_CORE_ENTRY = CredentialField(key=CredentialKey.CORE_ENTRY)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSignIn:
    """The person picks an account that another integration is signed in to."""

    domain: str
    key: str = "link"
    fields: tuple[CredentialField, ...] = (_CORE_ENTRY,)


type SignIn = FormSignIn | OAuthSignIn | LinkSignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """One white label of a vendor: what the app on the phone is called.

    `settings` is the vendor's own row (hosts, header names); nobody else reads it.
    More than one `sign_ins`: a menu, in this order. `docs_url`: where the brand has
    pages of its own about signing in; empty, the vendor's are meant.
    """

    key: str
    name: str
    sign_ins: tuple[SignIn, ...]
    docs_url: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    def sign_in_of(self, key: str) -> SignIn | None:
        """Return a way to sign in by its key, None when the brand has none such."""
        return next((it for it in self.sign_ins if it.key == key), None)
