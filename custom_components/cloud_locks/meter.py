"""Counting the calls of an account as they happen, and the clock that this goes by."""

from collections.abc import Callable

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.util import dt as dt_util

from .model.budget import Budget
from .vendors import RequestRecord


class SteadyClock:
    """Seconds that never go back: a clock that is put right must stop nothing."""

    def __init__(self) -> None:
        """Start with the time of day."""
        self._last = self._behind = 0.0

    def now(self) -> float:
        """Return the time of day, or more once that was put back."""
        now = dt_util.utcnow().timestamp() + self._behind
        if now < self._last:
            self._behind += self._last - now
        self._last = max(now, self._last)
        return self._last


class CallMeter:
    """Knows how many calls an account has made lately, whoever asked for them."""

    def __init__(self, budget: Budget) -> None:
        """Start at nothing."""
        self.budget = budget
        self.clock = SteadyClock()
        self._told = 0
        self._listeners: list[CALLBACK_TYPE] = []

    @property
    def used(self) -> int:
        """Return how many calls count at present."""
        return self.budget.used(self.clock.now())

    @property
    def used_percent(self) -> int:
        """Return how much of the tightest quota was used in its last period."""
        return self.budget.used_percent(self.clock.now())

    @callback
    def async_charge(self) -> None:
        """Count a call."""
        self.budget.charge(self.clock.now())
        self.async_tell()

    @callback
    def async_listen(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `listener` when `used_percent` is another; returns how to stop."""
        self._listeners.append(listener)

        @callback
        def stop() -> None:
            self._listeners.remove(listener)

        return stop

    @callback
    def async_tell(self) -> None:
        """Tell the listeners if there is something to tell: time alone frees calls."""
        if (percent := self.used_percent) != self._told:
            self._told = percent
            for listener in list(self._listeners):
                listener()


class RecordedCalls:
    """Keeps the records of calls and counts them, also before there is a meter."""

    def __init__(self, keep: Callable[[RequestRecord], None]) -> None:
        """Hand each record on to `keep`."""
        self._keep = keep
        self._early = 0
        self._meter: CallMeter | None = None

    @callback
    def note(self, record: RequestRecord) -> None:
        """Keep and count a call."""
        self._keep(record)
        if self._meter is None:
            self._early += 1
        else:
            self._meter.async_charge()

    def meter_of(self, budget: Budget) -> CallMeter:
        """Return the meter that counts from now on, with what came before it."""
        self._meter = CallMeter(budget)
        for _ in range(self._early):
            self._meter.async_charge()
        return self._meter
