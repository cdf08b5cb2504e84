"""A list of people as somebody made it with a spreadsheet: comma-separated values.

The cells are texts as they were typed, and may hold PINs: no error repeats one.
"""

from collections.abc import Iterator, Mapping, Sequence
import csv
from dataclasses import dataclass
from io import StringIO
from typing import Final

from ..actions.errors import ActionError

NAME: Final = "name"
DOORS: Final = "doors"
PIN: Final = "pin"
GROUP: Final = "group"
FROM: Final = "from"
TO: Final = "to"
DAYS: Final = "days"
START_TIME: Final = "start_time"
END_TIME: Final = "end_time"
ONCE: Final = "once"
NOTES: Final = "notes"

COLUMNS: Final = (
    NAME,
    DOORS,
    PIN,
    GROUP,
    FROM,
    TO,
    DAYS,
    START_TIME,
    END_TIME,
    ONCE,
    NOTES,
)
_NEEDED: Final = (NAME, DOORS)

_MOST_LINES: Final = 1000
_MOST_KILOBYTES: Final = 256

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Spreadsheets put it before everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line below the heading, counted as an editor does. Empty cells are left out.

    `fits`: it has as many cells as there are columns. In one that lacks some nobody can
    tell whether a separator was forgotten, and an end would be taken for none.
    """

    number: int
    cells: Mapping[str, str]
    fits: bool = True


def read_table(text: object) -> list[Line]:
    """Return the lines of a list. `ActionError` when it is none that can be read."""
    if not isinstance(text, str):
        raise ActionError("import_not_text")
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > _MOST_KILOBYTES * 1024:
        raise _too_large()
    try:
        lines = list(_lines(text.removeprefix(_BYTE_ORDER_MARK)))
    except csv.Error:
        # Not as the cause: nobody knows what its text repeats.
        raise ActionError("import_not_csv") from None
    if len(lines) > _MOST_LINES:
        raise _too_large()
    return lines


def _too_large() -> ActionError:
    most = {"lines": str(_MOST_LINES), "kilobytes": str(_MOST_KILOBYTES)}
    return ActionError("import_too_large", most)


def _lines(text: str) -> Iterator[Line]:
    rows = _rows(text)
    _, heading = next(rows, (1, []))
    columns = _columns(heading)
    for number, row in rows:
        cells = {key: it for key, it in zip(columns, row, strict=False) if it}
        yield Line(number=number, cells=cells, fits=len(row) == len(columns))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, with the line on which each begins."""
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=_separator(text), strict=True
    )
    number = 1
    for row in reader:
        cells = [it.strip() for it in row]
        if any(cells):
            yield number, cells
        number = reader.line_num + 1


def _separator(text: str) -> str:
    """Return what stands between cells; no name of a column has either in it."""
    heading = text.lstrip().partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def _columns(heading: Sequence[str]) -> list[str]:
    """Return the names of columns. `ActionError` unless they are some of ours.

    Were one passed over that is misspelt, somebody would get in without an end.
    """
    names = [it.casefold() for it in heading]
    known = {"known": ", ".join(COLUMNS)}
    if not set(_NEEDED) <= set(names):
        raise ActionError("import_columns_missing", known)
    for number, name in enumerate(names, 1):
        if name not in COLUMNS:
            raise ActionError("import_column_unknown", known | {"number": str(number)})
        if name in names[: number - 1]:
            raise ActionError("import_column_twice", {"column": name})
    return names
