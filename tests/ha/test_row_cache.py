"""Rows of a file are made once for as long as their thing is the same object."""

from typing import Any

from custom_components.cloud_locks.row_cache import RowCache


class Thing:
    """Something that is written down."""


def written(cache: RowCache[Thing], *things: Thing) -> list[dict[str, Any]]:
    """Return the rows of one file."""
    cache.begin()
    return [cache.row(it) for it in things]


def test_once_for_each() -> None:
    """Only what is new is made."""
    made: list[Thing] = []

    def make(thing: Thing) -> dict[str, Any]:
        made.append(thing)
        return {"number": len(made)}

    cache, one, two, three = RowCache(make), Thing(), Thing(), Thing()
    assert written(cache, one, two) == [{"number": 1}, {"number": 2}]
    assert written(cache, two, three) == [{"number": 2}, {"number": 3}]
    assert written(cache, two) == [{"number": 2}]
    assert made == [one, two, three]
    assert written(cache, one) == [{"number": 4}], "it was forgotten"


def test_another_thing_in_the_same_place() -> None:
    """What is gone leaves its id to others, but not while its row is kept."""
    cache = RowCache[Thing](lambda it: {"id": id(it)})
    for _ in range(100):
        thing = Thing()
        (row,) = written(cache, thing)
        assert row == {"id": id(thing)}
