"""Planning who may come in needs no Home Assistant (docs/architecture.md)."""

import sys

import pytest

from . import sources
from .sources import PACKAGE, Module, within

_FOLDER = sources.COMPONENT / "access"
_PURE = (
    "bookings/booking",
    "bookings/hours",
    "bookings/rules",
    "bookings/seeing",
    "bookings/telling",
    "bookings/wishing",
    "card_carrying",
    "card_plan",
    "cards",
    "carrying",
    "changes",
    "checks",
    "drawing",
    "drift",
    "grant",
    "holding",
    "matching",
    "news",
    "next_step",
    "pacing",
    "place",
    "planner",
    "plans",
    "trouble",
)


@pytest.mark.parametrize("name", _PURE)
def test_planning_knows_model_and_itself(name: str) -> None:
    """Standard library, model, and the other pure files: nothing that could ask."""
    module = Module(_FOLDER / f"{name}.py")
    pure = [f"{PACKAGE}.access.{it.replace('/', '.')}" for it in _PURE]
    foreign = [
        it
        for it in module.imports
        if it.partition(".")[0] not in sys.stdlib_module_names
        and not within(it, f"{PACKAGE}.model", *pure)
    ]
    assert foreign == []
