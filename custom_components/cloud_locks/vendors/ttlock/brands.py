"""The brands, as data: what their forms ask for and where their clouds are.

A row's `settings` give the origin by what the form's choice is called: a region of
TTLock, or which of Sifely's two interfaces an account belongs to.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ...model.sign_in import Brand, CredentialField, CredentialKey, FormSignIn


class Choice(StrEnum):
    """The clouds that one may choose from."""

    EU = "eu"
    CN = "cn"
    API_KEY = "api_key"
    BEARER = "bearer"


TTLOCK: Final = Brand(
    key="ttlock",
    name="TTLock",
    sign_ins=(
        FormSignIn(
            fields=(
                CredentialField(key=CredentialKey.CLIENT_ID),
                CredentialField(key=CredentialKey.CLIENT_SECRET, secret=True),
                CredentialField(key=CredentialKey.USERNAME),
                CredentialField(key=CredentialKey.PASSWORD, secret=True),
                CredentialField(
                    key=CredentialKey.REGION,
                    options=(Choice.EU, Choice.CN),
                    default=Choice.EU,
                ),
            )
        ),
    ),
    settings={
        Choice.EU: "https://euapi.ttlock.com",
        Choice.CN: "https://cnapi.ttlock.com",
    },
)

SIFELY: Final = Brand(
    key="sifely",
    name="Sifely",
    docs_url="https://apidocs.sifely.com",
    sign_ins=(
        FormSignIn(
            fields=(
                CredentialField(key=CredentialKey.USERNAME),
                CredentialField(key=CredentialKey.PASSWORD, secret=True),
                CredentialField(
                    key=CredentialKey.API,
                    options=(Choice.API_KEY, Choice.BEARER),
                    default=Choice.API_KEY,
                ),
                CredentialField(key=CredentialKey.CLIENT_ID, required=False),
            )
        ),
    ),
    settings={
        Choice.API_KEY: "https://cus-openapi.sifely.com",
        Choice.BEARER: "https://app-smart-server.sifely.com",
    },
)


def choice_of(brand: Brand, credentials: Mapping[str, str]) -> Choice:
    """Return which of a brand's clouds is meant; its first one when none is named."""
    named = credentials.get(
        CredentialKey.REGION, credentials.get(CredentialKey.API, "")
    )
    return Choice(named if named in brand.settings else next(iter(brand.settings)))
