"""Lists in pages; a recorded one told another total on its first page than later."""

from collections.abc import Sequence
from typing import Final

from .numbers import Number
from .refusals import RefusalError
from .routing import Answer, Call, Json

DEFAULT_SIZE: Final = 20
_MORE: Final = 33
"""How many more rows than there are a first page may promise."""


def page(
    call: Call, rows: Sequence[Json], *, largest: int, required: bool = True
) -> Answer:
    """Return the page that is asked for; `largest` is how many rows one may have."""
    number, size = _asked(call, required=required)
    if number < 1 or size not in range(1, largest + 1):
        raise RefusalError(Number.INVALID)
    total = len(rows)
    if call.switches.pages_past_total and number == 1 and total > size:
        total += _MORE
    return Answer(
        {
            "list": list(rows[(number - 1) * size : number * size]),
            "pageNo": number,
            "pageSize": size,
            "pages": -(-len(rows) // size),
            "total": total,
        }
    )


def _asked(call: Call, *, required: bool) -> tuple[int, int]:
    """Return number and size of a page; Sifely has no default where they are due."""
    if required and call.sifely:
        return call.params.need_number("pageNo"), call.params.need_number("pageSize")
    number, size = call.params.number("pageNo"), call.params.number("pageSize")
    return (
        1 if number is None else number,
        DEFAULT_SIZE if size is None else size,
    )
