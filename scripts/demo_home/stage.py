"""The demo for programs: ready, quick, and told in one line."""

import asyncio
from collections.abc import Iterable
import json
import os
import sys

from simulators.tedee import TedeeControl
from simulators.ttlock import TtlockControl

from .api import Api
from .demo import Demo
from .story import act_out, settle

_PLAIN_USER = "Sofie"


async def stage(demo: Demo, brands: Iterable[str], *, story: bool) -> None:
    """Furnish the home, tell where it is, and run until standard input ends.

    The line is JSON: `url` of the user interface, `control` of the simulators, `token`
    of an administrator, `admin` and `user` the ids of the two who can sign in.
    """
    ended = _end_of_input()
    demo.simulation.vendor(TedeeControl).switch(activity_lag=0.0)
    demo.simulation.vendor(TtlockControl).switch(
        minute_limit=None, gateway_seconds=0.0, record_lag=0.0
    )
    await asyncio.gather(*map(demo.sign_in, brands))
    await demo.move_in()
    await demo.make_dashboard()
    if story:
        await act_out(demo)
        await settle(demo)
    told = {
        "url": demo.home.url,
        "control": demo.simulation.control_url,
        "token": demo.home.token,
        "admin": (await demo.api.command("auth/current_user"))["id"],
        "user": await _add_user(demo.api),
    }
    print(json.dumps(told), flush=True)
    await ended.wait()


async def _add_user(api: Api) -> str:
    """Add somebody who administers nothing; returns the id."""
    added = await api.command(
        "config/auth/create", name=_PLAIN_USER, group_ids=["system-users"]
    )
    user: str = added["user"]["id"]
    return user


def _end_of_input() -> asyncio.Event:
    """Return what is set when whoever started this closes its end, or is gone."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def read() -> None:
        if not os.read(sys.stdin.fileno(), 1024):
            loop.remove_reader(sys.stdin)
            ended.set()

    loop.add_reader(sys.stdin, read)
    return ended
