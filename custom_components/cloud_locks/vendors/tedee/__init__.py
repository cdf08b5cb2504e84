"""Tedee: locks with a bridge, by the Tedee cloud API and a personal access key."""

from typing import Final

from ...model.areas import Area
from ...model.capabilities import Part
from ...model.sign_in import Brand, CredentialField, CredentialKey, FormSignIn
from .._connection import Vendor
from .cloud import TedeeCloud

_BRAND: Final = Brand(
    key="tedee",
    name="Tedee",
    sign_ins=(
        FormSignIn(
            fields=(CredentialField(key=CredentialKey.PERSONAL_KEY, secret=True),),
            end_not_told=True,
        ),
    ),
)

VENDOR: Final = Vendor(
    key="tedee",
    name="Tedee",
    brands=(_BRAND,),
    parts=frozenset({Part.CODES, Part.PEOPLE, Part.SETTINGS}),
    connect=TedeeCloud,
    docs_url="https://tedee.com/knowledge-base/pak/",
    # Tedee API docs, personal access keys: scopes.
    rights={
        Area.ACTIVITY: "DeviceActivity.Read",
        Area.CODES: "Device.ReadWrite",
        Area.COMMANDS: "Lock.Operate",
    },
)
