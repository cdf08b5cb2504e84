"""The command line, run inside the test so that its lines are seen."""

import asyncio

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


def test_ctrl_c_is_a_normal_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt ends the program with success."""

    async def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_serve", interrupted)
    assert command.main([]) == 0
