"""Start the demo or check it: `scripts/demo` is the way in."""

import argparse
import asyncio
import shutil
import signal
import sys

from .api import DemoError
from .check import check_demo
from .demo import BRANDS, MAIN_HA, SCENE, Demo
from .stage import stage
from .story import act_out

_PORT = 8123
_CHECK_SECONDS = 240


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=_PORT, help="of the user interface")
    parser.add_argument(
        "--brands", nargs="+", default=BRANDS, help="whose accounts are connected"
    )
    parser.add_argument("--scene", default=SCENE, help="of the simulators")
    parser.add_argument("--still", action="store_true", help="nobody comes or goes")
    parser.add_argument("--ha", default=MAIN_HA, help="version of Home Assistant")
    parser.add_argument(
        "--stage", action="store_true", help="for programs: tell JSON, end with stdin"
    )
    parser.add_argument(
        "--story", action="store_true", help="with --stage: after the first comings"
    )
    parser.add_argument("--check", action="store_true", help="walk the main job, end")
    return parser.parse_args()


async def _show(options: argparse.Namespace) -> None:
    """Run until someone ends it."""
    async with Demo.start(options.ha, options.port, options.scene) as demo:
        for title in await asyncio.gather(*map(demo.sign_in, options.brands)):
            print(f"connected: {title}")
        await demo.move_in()
        address = await demo.make_dashboard()
        print(f"simulators: {demo.simulation.control_url}")
        print(f"\n    {address}\n\nCtrl-C ends all.", flush=True)
        life = asyncio.create_task(_live(demo, options))
        try:
            await demo.hass.keep_running()
        finally:
            life.cancel()


async def _live(demo: Demo, options: argparse.Namespace) -> None:
    """Let people come and go."""
    if options.still:
        return
    if options.scene == SCENE and set(options.brands) == set(BRANDS):
        try:
            await act_out(demo)
        except DemoError as err:
            # Whoever plays with the home meanwhile may have sent them away.
            print(f"not as planned: {err}", file=sys.stderr)
    demo.simulation.start_lively()


async def _stage(options: argparse.Namespace) -> None:
    async with Demo.start(options.ha, None, options.scene) as demo:
        await stage(demo, options.brands, story=options.story)
    shutil.rmtree(demo.home.folder)


async def _check(options: argparse.Namespace) -> None:
    async with asyncio.timeout(_CHECK_SECONDS), Demo.start(options.ha, None) as demo:
        await check_demo(demo)
    # Kept when the check failed: the log tells why.
    shutil.rmtree(demo.home.folder)


def _work(options: argparse.Namespace) -> asyncio.Task[None]:
    work = _check if options.check else _stage if options.stage else _show
    return asyncio.create_task(work(options))


async def _run(options: argparse.Namespace) -> int:
    """Exit code; a signal ends the demo in order, and only once."""
    task = _work(options)

    def end() -> None:
        if not task.cancelling():
            print("\nending ...", flush=True)
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, end)
    try:
        await task
    except asyncio.CancelledError:
        return 130 if options.check else 0
    except TimeoutError:
        print(f"FAILED: not done after {_CHECK_SECONDS} s", file=sys.stderr)
        return 1
    except DemoError as err:
        print(f"FAILED: {err}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(_run(_arguments())))
