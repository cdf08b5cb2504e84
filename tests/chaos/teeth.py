"""What all days at simulators are bitten with that have the usual kind of client."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

import pytest

from custom_components.cloud_locks.model.errors import OutcomeUnknown

from .house import Kind
from .machine import Chaos

PATIENCE: Final = timedelta(seconds=60)

type Ask = Callable[..., Coroutine[Any, Any, object]]


def give(
    day: Chaos, mishap: Kind | None = None, lasts: timedelta | None = None
) -> None:
    """Give Anna a code."""
    day.add(
        door=0,
        name="Anna",
        lasts=lasts,
        if_exists="error",
        wait=30,
        patience=PATIENCE,
        mishap=mishap,
    )


def send_again(monkeypatch: pytest.MonkeyPatch, caller: type[Any]) -> None:
    """Let a client send again what nobody knows the outcome of."""
    ask: Ask = caller.ask

    async def ask_again(self: object, *args: Any, **kwargs: Any) -> object:
        try:
            return await ask(self, *args, **kwargs)
        except OutcomeUnknown:
            return await ask(self, *args, **kwargs)

    monkeypatch.setattr(caller, "ask", ask_again)
