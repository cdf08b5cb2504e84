"""The benchmark works at all; what it measures is for people to judge."""

from collections import defaultdict
from pathlib import Path
import re
import subprocess
import sys

import pytest

from scripts.benchmarks.measure import MEASUREMENTS
from scripts.benchmarks.table import render

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
        "first look: everything is put together and sent, ms",
        "its size before it is compressed, kB",
        "another browser looks as well, ms",
        "one lock changed, ms",
        "the size of that message, kB",
        "all locks changed with one poll, ms in all",
        "until every lock has every code, simulated h",
        "calls per code that were answered",
        "one plan: one person at all locks, ms",
        "longest time that the event loop was busy at once, ms",
        "files written, MB",
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


@pytest.mark.parametrize("alone", [True, False])
def test_access_has_a_table_of_its_own(alone: bool) -> None:
    """It is measured when asked for, and then nothing else is."""
    figures = defaultdict[str, float](lambda: 1)
    kinds = [kind for kind in MEASUREMENTS if (kind == "access") is alone]
    text = render({(kind, 10): figures for kind in kinds})
    assert text.startswith("Access over") is alone
    assert ("Access over" in text) is alone
    assert ("Beside a bare" in text) is not alone
