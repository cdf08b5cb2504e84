"""Shared by all tests.

A test that asks for `hass` gets our integration enabled; all others stay without Home
Assistant. Sockets are blocked by the Home Assistant test plugin: a test that talks to a
simulator asks for `socket_enabled`.
"""

from hypothesis import settings
import pytest

# Whoever imports it first decides where it is; Home Assistant would look for it in the
# test's own configuration folder.
import custom_components  # noqa: F401

settings.register_profile("deep", print_blob=True)


@pytest.fixture(autouse=True)
def _our_integration(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant load custom integrations in the tests that use it."""
    if "recorder_mock" in request.fixturenames:
        # The recorder wants to be there before Home Assistant is.
        request.getfixturevalue("recorder_mock")
    if "hass" in request.fixturenames:
        request.getfixturevalue("enable_custom_integrations")


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Leave asyncio's debug mode off, which makes everything three times slower.

    Home Assistant's test plugin switches it on; so does `scripts/test --asyncio-debug`.
    """
