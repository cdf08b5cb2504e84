"""Shared by the tests of the August client."""

from collections.abc import AsyncIterator

import pytest

from .script import Script


@pytest.fixture
async def script(socket_enabled: None) -> AsyncIterator[Script]:
    """Return a cloud with one lock that says what the test wants."""
    async with Script.running() as script:
        yield script
