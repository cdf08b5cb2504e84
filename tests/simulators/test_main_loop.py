"""The command line, run inside the test so that its lines are seen."""

import asyncio
import os
import signal

import pytest

from simulators import __main__ as command


async def test_serves_until_cancelled(
    socket_enabled: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The banner is printed, then the servers stay up."""
    arguments = ["--scene", "empty", "--lively", "--only", "tedee"]
    options = command._parser().parse_args([*arguments, "--port-base", "0"])
    task = asyncio.create_task(command._serve(options))
    await asyncio.sleep(0.2)
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "control: http://127.0.0.1:" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_is_a_normal_end(
    socket_enabled: None, number: signal.Signals
) -> None:
    """Also where a shell started the program with interrupts ignored."""
    arguments = ["--scene", "empty", "--only", "tedee", "--port-base", "0"]
    options = command._parser().parse_args(arguments)
    task = asyncio.create_task(command._serve(options))
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), number)
    done, _ = await asyncio.wait({task}, timeout=10)
    assert done
    assert task.exception() is None
