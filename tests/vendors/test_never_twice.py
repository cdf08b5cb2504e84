"""A command reaches the cloud once, whatever becomes of its answer.

Each test sends one command to a proxy that reads it whole and then hangs up, or answers
with a status that leaves the outcome open. The client must say that it does not know.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace

from aiohttp import ClientError, ClientMiddlewareType, ClientSession, TCPConnector
import pytest

from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.credential import EnrollmentStep
from custom_components.cloud_locks.model.errors import OutcomeUnknown, VendorError
from custom_components.cloud_locks.vendors import MIDDLEWARES
from tests.fake_cloud import FakeBackend, FakeCloud

from .contract import Props
from .cutter import Arrival, Cutter
from .harnesses import HARNESSES
from .methods import READS, contract_methods, implements, write_methods
from .simulated import SimulatedStage
from .writes import WRITES, Prepare, Send


@dataclass(frozen=True, slots=True)
class Cut:
    """What becomes of a command: its connection, and the answer instead of the real."""

    name: str
    reused: bool
    status: int | None = None


CUTS = (
    Cut("dropped on a fresh connection", reused=False),
    Cut("dropped on a used connection", reused=True),
    *(
        Cut(f"status {status}", reused=True, status=status)
        for status in (408, 500, 502, 503, 504)
    ),
)

CASES = [
    pytest.param(method, prepare, id=f"{method} {way}".strip())
    for method, ways in WRITES.items()
    for way, prepare in ways.items()
]


def _commands() -> Iterator[object]:
    """Every write of every vendor with a simulator, as far as it has the part."""
    for key in sorted(HARNESSES.keys() - {"fake"}):
        parts = {part.value for part in HARNESSES[key].vendor.parts}
        for method, ways in WRITES.items():
            part, _, _ = method.rpartition(".")
            for way, prepare in ways.items() if part in {"", *parts} else ():
                yield pytest.param(key, method, prepare, id=f"{key} {method} {way}")


@dataclass(slots=True)
class Rig:
    """A client of one vendor whose every origin is behind a proxy."""

    cloud: LockCloud
    stage: SimulatedStage
    cutters: list[Cutter]

    def arm(self, cut: Cut) -> None:
        """Let no further command through."""
        for cutter in self.cutters:
            cutter.arm(cut.status)

    @property
    def arrivals(self) -> list[Arrival]:
        """Return the commands that came since."""
        return [arrival for cutter in self.cutters for arrival in cutter.arrivals]


@asynccontextmanager
async def _rigged(key: str, *, reused: bool) -> AsyncIterator[Rig]:
    """Start a vendor's cloud behind proxies."""
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(HARNESSES[key].stage())
        assert isinstance(stage, SimulatedStage)
        cutters = {
            origin: await stack.enter_async_context(
                Cutter.before(upstream, stage.is_command)
            )
            for origin, upstream in stage.simulation.origins.items()
        }
        session = ClientSession(
            middlewares=MIDDLEWARES,
            connector=TCPConnector(force_close=not reused),
        )
        await stack.enter_async_context(session)
        origins = {origin: cutter.origin for origin, cutter in cutters.items()}
        connection = replace(stage.connection(session), origins=origins)
        cloud = stage.vendor.connect(connection)
        await cloud.inventory()
        yield Rig(cloud, stage, list(cutters.values()))
        await cloud.close()


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
@pytest.mark.parametrize(("key", "method", "prepare"), _commands())
async def test_command_is_sent_once(
    socket_enabled: None, key: str, method: str, prepare: Prepare, cut: Cut
) -> None:
    """One request arrives, and its outcome is unknown."""
    async with _rigged(key, reused=cut.reused) as rig:
        if not implements(rig.cloud, method):
            pytest.skip("refused without asking the cloud")
        send = await prepare(rig.cloud, await rig.stage.ready(method))
        rig.arm(cut)
        with pytest.raises(OutcomeUnknown):
            await send()
        (arrival,) = rig.arrivals
        assert arrival.reused is cut.reused


@pytest.mark.parametrize("status", [200, 204, 307])
@pytest.mark.parametrize(("key", "method", "prepare"), _commands())
async def test_strange_answers_are_no_reason_to_send_again(
    socket_enabled: None, key: str, method: str, prepare: Prepare, status: int
) -> None:
    """An empty success, or a wish to go elsewhere, is taken or told, not retried."""
    async with _rigged(key, reused=True) as rig:
        if not implements(rig.cloud, method):
            pytest.skip("refused without asking the cloud")
        send = await prepare(rig.cloud, await rig.stage.ready(method))
        rig.arm(Cut("", reused=True, status=status))
        with suppress(VendorError):
            await send()
        assert len(rig.arrivals) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(("middlewares", "times"), [((), 2), (MIDDLEWARES, 1)])
async def test_aiohttp_alone_sends_twice(
    socket_enabled: None,
    method: str,
    middlewares: tuple[ClientMiddlewareType, ...],
    times: int,
) -> None:
    """The tests above have teeth: without our middleware a lock gets it twice."""
    async with (
        Cutter.before("http://127.0.0.1", lambda *_: True) as cutter,
        ClientSession(middlewares=middlewares) as session,
    ):
        cutter.arm(200)
        await session.get(cutter.origin)
        cutter.arm(None)
        with pytest.raises((ClientError, OutcomeUnknown)):
            await session.request(method, cutter.origin)
    assert [arrival.method for arrival in cutter.arrivals] == ["GET", *[method] * times]


def test_every_write_has_a_case() -> None:
    """A write method that is new to the contract is tested from its first day."""
    assert write_methods() == WRITES.keys()
    assert contract_methods() >= READS


@pytest.mark.parametrize(("method", "prepare"), CASES)
async def test_cases_call_their_method_once(method: str, prepare: Prepare) -> None:
    """Each case is what it says; the fake cloud has every part to show it."""
    backend = FakeBackend()
    backend.ask("front")
    cloud = FakeCloud(backend, backend.key)
    send = await prepare(cloud, Props(main="front", other="back"))
    before = backend.calls(method)
    backend.fail(method, OutcomeUnknown(), after_work=True)
    with pytest.raises(OutcomeUnknown):
        await _until_over(send)
    assert backend.calls(method) == before + 1


async def _until_over(send: Send) -> None:
    """Send, and hear an enrolment out, which says more than one thing."""
    if isinstance(await send(), EnrollmentStep):
        await send()
