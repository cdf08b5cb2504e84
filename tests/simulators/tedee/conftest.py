"""Shortcuts for tests of the Tedee cloud."""

from typing import Protocol

import pytest

from simulators.tedee import TedeeControl


class Path(Protocol):
    """Makes the path of a lock's resource."""

    def __call__(self, lock: str, rest: str = "") -> str:
        """Return the path."""
        ...


@pytest.fixture
def path(tedee: TedeeControl) -> Path:
    """Return a function that makes paths of a lock's resources."""

    def make(lock: str, rest: str = "") -> str:
        return f"/my/lock/{number(tedee, lock)}{rest}"

    return make


def number(tedee: TedeeControl, lock: str) -> int:
    """Return the id of a lock."""
    locks = tedee.state()["locks"]
    assert isinstance(locks, dict)
    device_id = locks[lock]["id"]
    assert isinstance(device_id, int)
    return device_id
