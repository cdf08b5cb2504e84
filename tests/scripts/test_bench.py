"""The benchmark works at all; what it measures is for people to judge."""

from pathlib import Path
import re
import subprocess
import sys

import pytest

_ROOT = Path(__file__).parents[2]
_FIGURE = re.compile(r"\| ([\d.,]+) \|")


@pytest.fixture(scope="module")
def output() -> str:
    """Return what a benchmark of a very small house prints."""
    command = [sys.executable, "-m", "scripts.benchmarks", "--quick"]
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=_ROOT, check=True, capture_output=True, text=True, timeout=100
    )
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "title",
    [
        "first set-up, ms | 3",
        "restart, ms | 3",
        "poll, all locks changed, ms | 3",
        "one lock changed, told by push or command, ms | 3",
        "entities that are on | 3",
        "calls per hour at rest",
        "key press → event entity, median, s",
        "`lock.unlock` → request at the cloud, ms",
        "`add_code` → the code at the cloud, ms",
        "until every lock has every code, simulated h",
        "calls per code that were answered",
        "one plan: one person at all locks, ms",
    ],
)
def test_figure(output: str, title: str) -> None:
    """Each has a row with something that was measured."""
    (row,) = (it for it in output.splitlines() if it.startswith(f"| {title} |"))
    figure = _FIGURE.search(row.removeprefix(f"| {title}"))
    assert figure is not None
    assert float(figure[1].replace(",", "")) > 0


def test_headline(output: str) -> None:
    """When, and on what."""
    date = r"\d{4}-\d\d-\d\d, \d+ cores, Python 3\.14\.\d+, Home Assistant [\d.]+"
    assert re.fullmatch(date, output.splitlines()[0])
