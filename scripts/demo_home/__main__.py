"""Start the demo, or check it: `scripts/demo` is the way in."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import shutil
import signal
import sys

from simulators import Simulation

from .account import sign_in
from .api import Api, DemoError
from .check import check_main_job
from .dashboard import make_dashboard
from .devices import devices
from .home import Home, make_home
from .process import free_port, running

_ROOT = Path(__file__).parents[2]
_MAIN_HA = "2026.10.4"
_SCENE = "demo"
_CHECK_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything that runs while the demo does."""

    simulation: Simulation
    home: Home
    api: Api


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--port", type=int, help="of Home Assistant; 8123 if free")
    parser.add_argument("--still", action="store_true", help="nobody comes or goes")
    parser.add_argument("--check", action="store_true", help="walk the main job, end")
    parser.add_argument("--ha", default=_MAIN_HA, help="version of Home Assistant")
    return parser.parse_args()


@asynccontextmanager
async def _demo(options: argparse.Namespace) -> AsyncIterator[Demo]:
    """Simulators and Home Assistant, with nothing connected yet."""
    wanted = None if options.check else options.port or 8123
    port = free_port(wanted)
    environment = ".venv" if options.ha == _MAIN_HA else f".venv-{options.ha}"
    async with Simulation.start(scene=_SCENE) as simulation:
        home = make_home(
            _ROOT / ".demo" / str(port),
            port,
            simulation.origins,
            _ROOT / "custom_components",
        )
        print(f"starting Home Assistant {options.ha}; its log: {home.log}")
        async with running(home, _ROOT / environment), Api.connect(home) as api:
            yield Demo(simulation, home, api)


async def _show(options: argparse.Namespace) -> None:
    """Run until someone ends it."""
    async with _demo(options) as demo:
        title = await sign_in(demo.api, "tedee", demo.simulation.account("tedee"))
        path = await make_dashboard(demo.api, await devices(demo.api))
        if not options.still:
            demo.simulation.start_lively()
        print(f"connected: {title}")
        print(f"simulators: {demo.simulation.control_url}")
        print(f"\n    {demo.home.url}{path}\n\nCtrl-C ends all.", flush=True)
        await asyncio.Event().wait()


async def _check(options: argparse.Namespace) -> None:
    async with asyncio.timeout(_CHECK_SECONDS), _demo(options) as demo:
        await check_main_job(demo.simulation, demo.home, demo.api)
    # Kept when the check failed: the log tells why.
    shutil.rmtree(demo.home.folder)


async def _run(options: argparse.Namespace) -> int:
    """Exit code; a signal ends the demo in order, and only once."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine always runs in one
    asked = asyncio.Event()

    def end() -> None:
        if not asked.is_set():
            asked.set()
            print("\nending ...", flush=True)
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, end)
    try:
        await (_check(options) if options.check else _show(options))
    except asyncio.CancelledError:
        return 130 if options.check else 0
    except TimeoutError:
        print(f"FAILED: not done after {_CHECK_SECONDS} s", file=sys.stderr)
        return 1
    except DemoError as err:
        print(f"FAILED: {err}", file=sys.stderr)
        return 1
    return 0


sys.exit(asyncio.run(_run(_arguments())))
