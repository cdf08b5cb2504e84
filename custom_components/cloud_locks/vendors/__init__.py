"""The vendors: each folder here that exports a `VENDOR` is one. Found, never listed."""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from ._connection import Connection, LinkedAccount, TokenStore, Vendor
from ._http import MIDDLEWARES, RequestRecord
from ._oauth import granted_tokens

if TYPE_CHECKING:
    from ..model.sign_in import Brand

__all__ = [
    "BRANDS",
    "MIDDLEWARES",
    "VENDORS",
    "Connection",
    "LinkedAccount",
    "RequestRecord",
    "TokenStore",
    "Vendor",
    "granted_tokens",
]

VENDORS: dict[str, Vendor] = {
    name: import_module(f".{name}", __name__).VENDOR
    for _, name, is_package in iter_modules(__path__)
    if is_package and not name.startswith("_")
}
"""Vendor key → descriptor."""

BRANDS: dict[str, tuple[Vendor, Brand]] = {
    brand.key: (vendor, brand) for vendor in VENDORS.values() for brand in vendor.brands
}
"""Brand key → its vendor and its row."""
