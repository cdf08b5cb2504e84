"""The figures as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .figures import Figures

type Results = Mapping[tuple[str, int], Figures]
"""By kind of measurement and number of locks, for access of people."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a measurement."""

    kind: str
    key: str
    title: str


_BESIDE: Final = (
    Row("ours", "first_setup", "first set-up, ms"),
    Row("ours", "restart", "restart, ms"),
    Row("ours", "refresh_all", "poll, all locks changed, ms"),
    Row("ours", "refresh_one", "poll, one lock changed, ms"),
    Row("ours", "one_changed", "one lock changed, told by push or command, ms"),
    Row("ours", "memory", "memory, MiB"),
    Row("ours", "entities", "entities that are on"),
)

_ALONE: Final = (
    Row("rest", "calls_per_hour", "calls per hour at rest"),
    Row("rest", "writes_per_hour", "its file written per hour at rest"),
    Row("presses", "press_median", "key press → event entity, median, s"),
    Row("presses", "press_95", "key press → event entity, 95 of 100, s"),
    Row("presses", "press_max", "key press → event entity, slowest, s"),
    Row("wire", "unlock", "`lock.unlock` → request at the cloud, ms"),
    Row("wire", "add_code_first", "`add_code` → its first request (which codes?), ms"),
    Row("wire", "add_code", "`add_code` → the code at the cloud, ms"),
)

_PANEL: Final = (
    Row("panel", "first_look", "first look: everything is put together and sent, ms"),
    Row("panel", "first_kb", "its size before it is compressed, kB"),
    Row("panel", "second_look", "another browser looks as well, ms"),
    Row("panel", "one_row", "one lock changed, ms"),
    Row("panel", "one_kb", "the size of that message, kB"),
    Row("panel", "all_rows", "all locks changed with one poll, ms in all"),
)

_ACCESS: Final = (
    Row("access", "hours", "until every lock has every code, simulated h"),
    Row("access", "least_hours", "those calls at the cloud's limit without a pause, h"),
    Row("access", "calls_per_code", "calls per code that were answered"),
    Row("access", "refused", "calls that were refused as too many"),
    Row("access", "plan", "one plan: one person at all locks, ms"),
    Row("access", "longest", "longest time that the event loop was busy at once, ms"),
    Row("access", "processor", "processor time of all that, s"),
    Row("access", "files", "files written, MB"),
)


def render(results: Results) -> str:
    """Return the tables: beside a bare integration, what only ours does, access."""
    locks = sorted({size for kind, size in results if kind != "access"})
    people = sorted({size for kind, size in results if kind == "access"})
    tables = [_of_accounts(results, locks)] if locks else []
    return "\n\n".join([*tables, *([_of_access(results, people)] if people else [])])


def _of_accounts(results: Results, sizes: list[int]) -> str:
    return "\n".join(
        [
            "Beside a bare integration; milliseconds of processor time:\n",
            *_beside(results, sizes),
            "\nOver a simulated cloud; times by the clock:\n",
            *_over_a_cloud(_ALONE, results, sizes, "locks"),
            "\nThe panel; milliseconds of processor time:\n",
            *_over_a_cloud(_PANEL, results, sizes, "locks"),
        ]
    )


def _beside(results: Results, sizes: list[int]) -> Iterator[str]:
    yield "| | locks | Cloud Locks | bare | ratio | ratio per entity |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for row in _BESIDE:
        for locks in sizes:
            ours, bare = results["ours", locks], results["bare", locks]
            ratio = _ratio(ours[row.key], bare[row.key])
            each = _ratio(
                ours[row.key] / ours["entities"], bare[row.key] / bare["entities"]
            )
            cells = (_shown(ours[row.key]), _shown(bare[row.key]), ratio, each)
            yield f"| {row.title} | {locks:,} | {' | '.join(cells)} |"


def _of_access(results: Results, people: list[int]) -> str:
    rows = _over_a_cloud(_ACCESS, results, people, "people")
    return "\n".join(["Access over a simulated cloud:\n", *rows])


def _over_a_cloud(
    rows: Iterable[Row], results: Results, sizes: list[int], unit: str
) -> Iterator[str]:
    yield f"| | {' | '.join(f'{size:,} {unit}' for size in sizes)} |"
    yield f"| --- |{' ---: |' * len(sizes)}"
    for row in rows:
        cells = (_shown(results[row.kind, size][row.key]) for size in sizes)
        yield f"| {row.title} | {' | '.join(cells)} |"


def _shown(figure: float) -> str:
    """Return a figure with as many digits as mean something."""
    if figure >= 100 or figure == int(figure):
        return f"{figure:,.0f}"
    return f"{figure:.2g}" if figure < 1 else f"{figure:.3g}"


def _ratio(ours: float, bare: float) -> str:
    return f"{ours / bare:.1f}" if bare else "-"
