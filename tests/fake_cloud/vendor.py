"""The fake cloud as a vendor, and how it comes among the others."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from custom_components.cloud_locks import vendors
from custom_components.cloud_locks.model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    FormSignIn,
    LinkSignIn,
    OAuthSignIn,
    SignIn,
)
from custom_components.cloud_locks.vendors import Connection, Vendor

from .backend import FakeBackend
from .cloud import FakeCloud
from .ways import LinkedCloud, TokenCloud

FAKE_BRAND = Brand(
    key="fake",
    name="Fake",
    sign_ins=(
        FormSignIn(
            fields=(CredentialField(key=CredentialKey.PERSONAL_KEY, secret=True),),
            end_not_told=True,
        ),
    ),
)

FAKE_PAGE = OAuthSignIn(
    fields=(
        CredentialField(key=CredentialKey.CLIENT_ID),
        CredentialField(key=CredentialKey.CLIENT_SECRET, secret=True),
        CredentialField(key=CredentialKey.API_KEY, secret=True),
    ),
    authorize_url="https://page.example/authorize",
    token_url="https://page.example/token",
)
"""A web page that grants the key of the backend as a token."""

FAKE_LINK = LinkSignIn(domain="elsewhere")
"""An account of another integration, whose token is the key of the backend."""


def make_vendor(backend: FakeBackend) -> Vendor:
    """Return a vendor whose clients are signed in to a backend."""

    def connect(connection: Connection) -> FakeCloud:
        backend.pin_lengths = connection.pin_lengths
        if connection.linked is not None:
            return LinkedCloud(backend, connection, connection.linked)
        way = connection.brand.sign_in_of(connection.sign_in)
        if isinstance(way, OAuthSignIn):
            return TokenCloud(backend, connection)
        key = next(iter(connection.credentials.values()), "")
        return FakeCloud(backend, key, connection.record)

    return Vendor(
        key="fake",
        name="Fake",
        brands=(FAKE_BRAND,),
        parts=backend.parts,
        connect=connect,
        docs_url="https://example.com/fake",
    )


FAKE_VENDOR = make_vendor(FakeBackend())
"""The descriptor over a backend of its own."""


def register(
    monkeypatch: pytest.MonkeyPatch,
    backend: FakeBackend | None = None,
    *,
    brand: str = FAKE_BRAND.key,
    sign_ins: Iterable[SignIn] = (),
) -> FakeBackend:
    """Put the fake among the vendors for one test and return its backend.

    `sign_ins`: in the place of its form.

    With the key of a real brand it takes that brand's place and keeps its form, for
    which texts exist; the first field of the form is the key to sign in with.
    """
    backend = backend or FakeBackend()
    _, row = vendors.BRANDS.get(brand, (None, replace(FAKE_BRAND, key=brand)))
    row = replace(row, sign_ins=tuple(sign_ins) or row.sign_ins)
    vendor = replace(make_vendor(backend), brands=(row,))
    monkeypatch.setitem(vendors.VENDORS, vendor.key, vendor)
    monkeypatch.setitem(vendors.BRANDS, brand, (vendor, row))
    return backend
