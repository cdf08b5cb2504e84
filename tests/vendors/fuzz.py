"""Answers of a cloud with something broken in them, reproducibly.

Whatever a cloud sends, a client raises errors of the model and nothing else.
`mutations` breaks one value after the other of a good answer; a vendor's test serves
the results and calls its client through `survives`.
"""

from collections.abc import Awaitable, Callable, Iterator
import json
from typing import Final

from custom_components.cloud_locks.model.errors import VendorError

type Path = tuple[str | int, ...]

ODD_VALUES: Final[tuple[object, ...]] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "\ud83d",
    "9999-12-31T23:59:59-14:00",
    [],
    [None],
    {},
    {"x": None},
)
"""One of each kind that parsers stumble over."""

BROKEN_BODIES: Final[tuple[bytes, ...]] = (
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"<html><body>Bad gateway</body></html>",
    b'{"result": {"locks": [',
    b"\xff\xfe\x00",
    b"\x00" * 10,
    b"[" * 100_000,
    b"9" * 5_000,
)


def mutations(good: object) -> Iterator[tuple[str, bytes]]:
    """Yield bodies with one thing broken, each with words for what it is."""
    for number, body in enumerate(BROKEN_BODIES):
        yield f"body {number}", body
    for path in _paths(good):
        where = "/".join(map(str, path))
        yield f"without {where}", _encoded(_without(good, path))
        for odd in ODD_VALUES:
            yield f"{where} = {odd!r:.30}", _encoded(_with(good, path, odd))


async def survives(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call that may fail with an error of the model, and with no other."""
    try:
        await call()
    except VendorError:
        return


def _paths(value: object, above: Path = ()) -> Iterator[Path]:
    """Yield where every value inside of another one is."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    for key, item in inner:
        yield (*above, key)
        yield from _paths(item, (*above, key))


def _with(value: object, path: Path, odd: object) -> object:
    """Return a copy with another value at a path."""
    if not path:
        return odd
    key, *rest = path
    if isinstance(value, dict):
        return {**value, key: _with(value[key], tuple(rest), odd)}
    assert isinstance(value, list)
    return [
        _with(item, tuple(rest), odd) if place == key else item
        for place, item in enumerate(value)
    ]


def _without(value: object, path: Path) -> object:
    """Return a copy without the value at a path."""
    key, *rest = path
    if isinstance(value, dict):
        items = value.items()
        return {
            name: _without(item, tuple(rest)) if name == key else item
            for name, item in items
            if rest or name != key
        }
    assert isinstance(value, list)
    return [
        _without(item, tuple(rest)) if place == key else item
        for place, item in enumerate(value)
        if rest or place != key
    ]


def _encoded(value: object) -> bytes:
    return json.dumps(value).encode()
