"""Every contract test runs once for each vendor, on a cloud of its own."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.vendors import MIDDLEWARES

from .contract import CannotHappenError, Stage
from .harnesses import HARNESSES


@pytest.fixture(params=sorted(HARNESSES))
async def stage(
    request: pytest.FixtureRequest, socket_enabled: None
) -> AsyncIterator[Stage]:
    """Start one vendor's cloud."""
    async with HARNESSES[request.param].stage() as stage:
        yield stage


@pytest.fixture
async def session(socket_enabled: None) -> AsyncIterator[ClientSession]:
    """Return a session as the integration makes them."""
    async with ClientSession(middlewares=MIDDLEWARES) as session:
        yield session


@pytest.fixture
async def cloud(stage: Stage, session: ClientSession) -> AsyncIterator[LockCloud]:
    """Return a signed-in client that has listed the account's locks once."""
    cloud = stage.vendor.connect(stage.connection(session))
    await cloud.inventory()
    yield cloud
    await cloud.close()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Skip a test whose trouble the vendor's cloud does not have."""
    try:
        return (yield)
    except CannotHappenError as err:
        pytest.skip(str(err))
