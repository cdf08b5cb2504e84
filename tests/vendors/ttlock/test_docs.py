"""The page about TTLock and Sifely has every call that the client makes."""

from pathlib import Path
import re

import pytest

from custom_components.cloud_locks.vendors.ttlock import calls
from custom_components.cloud_locks.vendors.ttlock.record_types import (
    HOUSEKEEPING,
    MEANINGS,
)

PAGE = (Path(__file__).parents[3] / "docs" / "vendors" / "ttlock.md").read_text("utf-8")
CALLS = {
    name: call for name, call in vars(calls).items() if isinstance(call, calls.Call)
}


@pytest.mark.parametrize("name", sorted(CALLS.keys() - {"LOCK_DETAIL_BY_POST"}))
def test_every_call_is_listed(name: str) -> None:
    """With its method, beside the place where one meets it."""
    call = CALLS[name]
    assert f"`{call.method} {call.path.removeprefix('/v3/')}`" in PAGE


def test_every_record_type_is_listed() -> None:
    """What is left out too."""
    table = PAGE[PAGE.index("### Records") :].replace("\N{MINUS SIGN}", "-")
    numbers = {int(text) for text in re.findall(r"-?\d+", table)}
    assert MEANINGS.keys() | HOUSEKEEPING <= numbers
