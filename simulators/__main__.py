"""Run the simulators from the command line: `python -m simulators`."""

import argparse
import asyncio
from collections.abc import Sequence
import json
import signal
import sys

from .lively import Lively
from .registry import discover
from .scene import UnknownSceneError
from .simulation import Simulation


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        asyncio.run(_serve(options))
    except (UnknownSceneError, OSError) as err:
        sys.stderr.write(f"simulators: {err}\n")
        return 1
    return 0


def banner(simulation: Simulation) -> str:
    """Return what a person needs: the YAML block, accounts, the control address."""
    lines = ["cloud_locks:", "  origins:"]
    lines += [f'    "{real}": "{fake}"' for real, fake in simulation.origins.items()]
    lines += ["", "Sign in with:"]
    lines += [
        f"  {key}: {json.dumps(account)}"
        for key, account in simulation.control.accounts().items()
    ]
    lines += ["", f"control: {simulation.control_url}", "Ctrl-C ends.", ""]
    return "\n".join(lines)


async def _serve(options: argparse.Namespace) -> None:
    """Run one simulation until a signal ends it."""
    async with Simulation.start(
        options.scene, port_base=options.port_base, vendors=options.only
    ) as simulation:
        if options.lively:
            simulation.start_lively(Lively(simulation.home, seed=options.seed))
        ended = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Set here because a shell starts background jobs with SIGINT ignored.
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        sys.stdout.write(banner(simulation))
        sys.stdout.flush()
        await ended.wait()


def _parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m simulators", description=__doc__)
    parser.add_argument("--scene", default="demo", help="demo, test, empty or large:N")
    parser.add_argument(
        "--port-base", type=int, default=8900, help="of the control origin; 0: any"
    )
    parser.add_argument("--lively", action="store_true", help="people come and go")
    parser.add_argument("--seed", type=int, default=1, help="which comings and goings")
    parser.add_argument(
        "--only", action="append", choices=sorted(discover()), help="may be repeated"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
