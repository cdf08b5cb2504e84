"""A simulation: one home, the clouds over it, and a server for each of them."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Self

from aiohttp import web

from .control import Control
from .control_routes import control_app
from .faults import Faults
from .home import Home
from .lively import Lively
from .registry import VendorCloud, VendorSimulator, discover
from .requestlog import RequestLog
from .scene import Scene, parse_scene
from .server import LOOPBACK, LoopbackServer

_LOOPBACK_SCHEMES = {"https": "http", "wss": "ws"}


class Simulation:
    """Fake clouds over a fictitious home, on loopback ports only."""

    def __init__(
        self,
        scene: str = "demo",
        *,
        port_base: int | None = None,
        vendors: Iterable[str] | None = None,
    ) -> None:
        """Prepare a scene for all vendors, or for those named.

        `port_base` is the port of the control origin; the vendors' origins follow it.
        Without it every origin takes a free port.

        Raises:
            UnknownSceneError: there is no such scene.
            KeyError: there is no such vendor.
        """
        found = discover()
        chosen = sorted(found) if vendors is None else list(vendors)
        self.vendors: dict[str, VendorSimulator] = {key: found[key] for key in chosen}
        self.requests = RequestLog()
        self.faults = Faults()
        self.control = Control(self)
        self._lively: Lively | None = None
        self._furnish(parse_scene(scene))
        self._prepare_servers(port_base)

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        scene: str = "demo",
        *,
        port_base: int | None = None,
        vendors: Iterable[str] | None = None,
    ) -> AsyncIterator[Self]:
        """Run a simulation for the time of a `with` block."""
        simulation = cls(scene, port_base=port_base, vendors=vendors)
        try:
            await simulation.open()
            yield simulation
        finally:
            await simulation.close()

    async def open(self) -> None:
        """Start all servers."""
        for server in self._all_servers():
            await server.start()

    async def close(self) -> None:
        """Stop people and servers."""
        await self.stop_lively()
        for server in self._all_servers():
            await server.stop()

    async def reset(self, scene: str | None = None) -> None:
        """Begin again: a new home, no faults, an empty log, the same addresses."""
        parsed = parse_scene(scene) if scene else self._scene
        was_lively = self._lively is not None
        await self.stop_lively()
        self.requests.clear()
        self.faults.clear()
        self._furnish(parsed)
        for server in self._servers.values():
            await server.stop()
            await server.start()
        if was_lively:
            self.start_lively()

    @property
    def home(self) -> Home:
        """Return the home; another one after each reset."""
        return self._home

    @property
    def origins(self) -> dict[str, str]:
        """Return the loopback origin of each real origin."""
        return {
            origin: _loopback(origin, server.port)
            for (_, origin), server in self._servers.items()
        }

    @property
    def control_url(self) -> str:
        """Return the base of the control routes."""
        return f"http://{LOOPBACK}:{self._control_server.port}/_sim"

    def cloud(self, key: str) -> VendorCloud:
        """Return one vendor's cloud; another one after each reset."""
        return self._clouds[key]

    def vendor[T](self, kind: type[T]) -> T:
        """Return the control desk of the given class, `TedeeControl` for instance."""
        desks = [cloud.control for cloud in self._clouds.values()]
        return next(desk for desk in desks if isinstance(desk, kind))

    @property
    def accounts(self) -> dict[str, dict[str, str]]:
        """Return what a person types into the sign-in form of each brand."""
        clouds = self._clouds.values()
        return {
            brand: form for cloud in clouds for brand, form in cloud.accounts().items()
        }

    def account(self, brand: str) -> dict[str, str]:
        """Return what a person types into the sign-in form of a brand."""
        return self.accounts[brand]

    async def listen(self, key: str, *, on: bool) -> None:
        """Let the servers of one vendor accept connections, or refuse them."""
        for (vendor, _), server in self._servers.items():
            if vendor == key:
                await (server.start() if on else server.stop())

    def start_lively(self, lively: Lively | None = None) -> None:
        """Let people come and go by themselves until `stop_lively`."""
        if self._lively is None:
            self._lively = lively or Lively(self.home)
            self._lively.start()

    async def stop_lively(self) -> None:
        """Send everybody home."""
        if self._lively is not None:
            lively, self._lively = self._lively, None
            await lively.stop()

    def _furnish(self, scene: Scene) -> None:
        """Build the home of a scene and every vendor's cloud over it."""
        self._scene = scene
        self._home = scene.new_home()
        self._clouds = {
            key: vendor.furnish(self._home, scene)
            for key, vendor in self.vendors.items()
        }

    def _prepare_servers(self, port_base: int | None) -> None:
        """Plan one server for the control desk and one for each origin."""
        ports = iter(range(port_base, port_base + 100)) if port_base else None

        def port() -> int:
            return next(ports) if ports else 0

        self._control_server = LoopbackServer(lambda: control_app(self), port())
        self._servers = {
            (key, origin): LoopbackServer(self._app_maker(key, origin), port())
            for key, vendor in self.vendors.items()
            for origin in vendor.origins
        }

    def _app_maker(self, key: str, origin: str) -> Callable[[], web.Application]:
        """Return what makes the application of one origin at each start."""

        def make() -> web.Application:
            cloud, vendor = self._clouds[key], self.vendors[key]
            app = cloud.app(origin)
            app.middlewares.insert(0, self.faults.middleware(key, cloud))
            recorder = self.requests.recorder(key, vendor.secrets)
            app.middlewares.insert(0, recorder)
            return app

        return make

    def _all_servers(self) -> list[LoopbackServer]:
        """List the servers, the control desk first."""
        return [self._control_server, *self._servers.values()]


def _loopback(origin: str, port: int) -> str:
    """Return the loopback origin with the unencrypted scheme of `origin`."""
    scheme = _LOOPBACK_SCHEMES[origin.partition("://")[0]]
    return f"{scheme}://{LOOPBACK}:{port}"
