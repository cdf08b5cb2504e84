"""The two integrations that are measured side by side over the same locks."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloud_locks.const import (
    CONF_BRAND,
    CONF_CREDENTIALS,
    CONF_SIGN_IN,
    DOMAIN,
)
from custom_components.cloud_locks.model.lock import BoltState, Lock
from tests.fake_cloud import FakeBackend, make_lock, register

from .bare import BARE, BareCoordinator, register_bare
from .house import make_entry

_CODES: Final = ("284617", "739105", "516284", "908236", "471952")
"""On each lock; as many as a household has."""

_TURNED: Final = {
    BoltState.LOCKED: BoltState.UNLOCKED,
    BoltState.UNLOCKED: BoltState.LOCKED,
}


def make_backend(locks: int) -> FakeBackend:
    """Return a cloud with so many locks and codes on each of them."""
    backend = FakeBackend(
        make_lock(f"door_{number}", f"Door {number}") for number in range(locks)
    )
    for lock_id in backend.locks:
        for number, pin in enumerate(_CODES):
            backend.add_code(lock_id, f"Person {number}", pin)
    return backend


def turn(backend: FakeBackend, lock_id: str) -> Lock:
    """Turn a bolt by hand and return the lock as its cloud shows it then."""
    return backend.change(lock_id, bolt=_TURNED[backend.locks[lock_id].bolt])


class Subject(ABC):
    """An integration over a fake cloud."""

    def __init__(self, backend: FakeBackend) -> None:
        """Show the locks of a backend."""
        self.backend = backend

    @abstractmethod
    def entry(self) -> ConfigEntry:
        """Return a new entry of an account."""

    def stored_entry(self, hass: HomeAssistant) -> ConfigEntry:
        """Return the entry that a Home Assistant found in its store."""
        wanted = self.entry()
        entries = hass.config_entries.async_entries(wanted.domain)
        return next(it for it in entries if it.unique_id == wanted.unique_id)

    @abstractmethod
    def install(self, hass: HomeAssistant) -> None:
        """Make the integration known to a Home Assistant."""

    @abstractmethod
    async def remember(self, entry: ConfigEntry) -> None:
        """Let the account learn what its stores hold after some days."""

    @abstractmethod
    async def refresh(self, entry: ConfigEntry) -> None:
        """Poll all locks now."""

    @abstractmethod
    def tell(self, entry: ConfigEntry, lock: Lock) -> None:
        """Take over a lock that was pushed or has answered a command."""


class Ours(Subject):
    """Cloud Locks."""

    @override
    def entry(self) -> ConfigEntry:
        data: dict[str, Any] = {
            CONF_BRAND: "fake",
            CONF_SIGN_IN: "form",
            CONF_CREDENTIALS: {"personal_key": self.backend.key},
        }
        return make_entry(DOMAIN, f"fake:{self.backend.account_id}", data)

    @override
    def install(self, hass: HomeAssistant) -> None:
        pass

    @override
    async def remember(self, entry: ConfigEntry) -> None:
        for lock_id in self.backend.locks:
            await entry.runtime_data.codes.read(lock_id)

    @override
    async def refresh(self, entry: ConfigEntry) -> None:
        await entry.runtime_data.locks.async_refresh()

    @override
    def tell(self, entry: ConfigEntry, lock: Lock) -> None:
        entry.runtime_data.locks.async_put(lock)


class Bare(Subject):
    """One coordinator and one entity for each lock."""

    @override
    def entry(self) -> ConfigEntry:
        return make_entry(BARE, BARE, {})

    @override
    def install(self, hass: HomeAssistant) -> None:
        register_bare(hass, self.backend)

    @override
    async def remember(self, entry: ConfigEntry) -> None:
        pass

    @override
    async def refresh(self, entry: ConfigEntry) -> None:
        coordinator: BareCoordinator = entry.runtime_data
        await coordinator.async_refresh()

    @override
    def tell(self, entry: ConfigEntry, lock: Lock) -> None:
        coordinator: BareCoordinator = entry.runtime_data
        coordinator.async_set_updated_data({**coordinator.data, lock.id: lock})


@contextmanager
def make_subject(name: str, locks: int) -> Iterator[Subject]:
    """Return `ours` or `bare` over so many locks; the fake is a vendor meanwhile."""
    backend = make_backend(locks)
    with pytest.MonkeyPatch.context() as patch:
        register(patch, backend)
        yield Ours(backend) if name == "ours" else Bare(backend)
