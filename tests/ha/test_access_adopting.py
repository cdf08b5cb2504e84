"""A code of an access is taken over again after its account was away."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.cloud_locks.access.trouble import FIRST_PAUSE
from custom_components.cloud_locks.codes import CodeWriter
from custom_components.cloud_locks.model.errors import OutcomeUnknown

from .grants import House, make_grant
from .home import settle


@pytest.mark.parametrize("lost", [1, 2])
async def test_an_answer_that_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    """It is done again, each time later, and never at once."""
    grant = await house.give(make_grant())
    whole, calls = CodeWriter.adopt, list[object]()

    async def adopt(writer: CodeWriter, *args: Any) -> object:
        calls.append(args)
        if len(calls) <= lost:
            raise OutcomeUnknown
        return await whole(writer, *args)

    monkeypatch.setattr(CodeWriter, "adopt", adopt)
    book = house.entry.runtime_data.codes
    (code,) = book.known("front")
    book.put("front", replace(code, managed=False))
    house.keeper.async_plan(grant.id)
    await settle(house.hass)
    assert len(calls) == 1
    await house.live(timedelta(minutes=5), FIRST_PAUSE)
    assert house.statuses(grant) == ["active"]
    assert len(calls) == lost + 1
