"""Vendors: what each folder beside this file must export, and finding them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from aiohttp import web

from .home import Home
from .requestlog import Secrets
from .scene import Scene


class VendorCloud(Protocol):
    """One vendor's cloud over one home."""

    @property
    def control(self) -> object:
        """Return the object whose public methods are the vendor's own switches."""
        ...

    def app(self, origin: str) -> web.Application:
        """Return a new web application that answers for one real origin."""
        ...

    def accounts(self) -> dict[str, dict[str, str]]:
        """Return what a person types into the sign-in form of each brand."""
        ...

    def refusal(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> web.StreamResponse:
        """Return an error in the shape in which this vendor sends errors."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class VendorSimulator:
    """What a vendor's folder exports as SIMULATOR.

    `furnish` mounts the vendor's locks of a scene in the home and returns the cloud
    that knows them. Query parameters named in `secret_parameters` are never recorded,
    nor what the pattern `secret_path` finds as its group in a path.
    """

    key: str
    origins: tuple[str, ...]
    furnish: Callable[[Home, Scene], VendorCloud]
    secret_parameters: frozenset[str] = frozenset()
    secret_path: str | None = None

    @property
    def secrets(self) -> Secrets:
        """Return what of a request is not to be recorded."""
        return Secrets(parameters=self.secret_parameters, path=self.secret_path)


def discover() -> dict[str, VendorSimulator]:
    """Return the simulators of all vendor folders, by key."""
    package = import_module(__package__ or "simulators")
    found: dict[str, VendorSimulator] = {}
    for module in iter_modules(package.__path__):
        if module.ispkg and not module.name.startswith("_"):
            exported = import_module(f".{module.name}", __package__).SIMULATOR
            found[exported.key] = exported
    return found
