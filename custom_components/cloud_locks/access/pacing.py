"""How fast the steps at one account follow each other: as fast as its cloud takes them.

Knows no cloud's limits: they are learned from when it refuses. Moments are seconds of
one clock that never goes back.
"""

from math import exp2, inf
from typing import Final

_PROBE: Final = 30.0
"""Seconds that all others wait for the first one after a pause, at most: it may be at a
lock that does not answer."""

_SLOWEST: Final = 30.0
"""Seconds between two steps, at most; what is slower than that is left to pauses."""

_FIRST_GUESS: Final = 1.0
"""Seconds between two steps where a cloud refused before anything could be learned."""

_LEARNS_FROM: Final = 3
"""Steps. From fewer nothing can be learned."""

_FORGETS: Final = 900.0
"""Seconds after which twice as many are tried: the limit may be another by now."""

_IDLE: Final = 600.0
"""Seconds without a step, after which those that come are counted anew."""


class Pacing:
    """Spreads the steps at one account, once its cloud has asked for a pause.

    After it one step tries alone. Then they begin as far apart as would have been right
    in the time from the end of one pause to the end of the next.
    """

    def __init__(self) -> None:
        """Begin everything at once: nothing was refused yet."""
        self._gap = self._guess = 0.0
        self._paused_until = -inf
        self._probing = False
        self._began = -inf
        self._counted_from = -inf
        self._answered = 0

    def opens_at(self, now: float) -> float:
        """Return when the next step may begin; in the past: at once."""
        after = self._gap_at(now)
        if self._probing and self._began >= self._paused_until:
            after = max(after, _PROBE)
        return max(self._paused_until, self._began + after)

    def _gap_at(self, now: float) -> float:
        if not self._gap:
            return 0.0
        return self._gap * exp2(min(0.0, self._paused_until - now) / _FORGETS)

    def begin(self, now: float) -> None:
        """Note that a step begins."""
        if now - self._began > _IDLE and not self._probing:
            self._counted_from, self._answered = now, 0
        self._began = now

    def ended(self, now: float, *, refused: bool) -> None:
        """Note that a step has ended; `refused`: the cloud has asked for a pause."""
        if refused:
            return
        if self._probing and now >= self._paused_until:
            self._probing = False
            self._counted_from, self._answered = self._paused_until, 0
        self._answered += 1
        if self._probing:
            self._learn()

    def pause(self, now: float, until: float) -> None:
        """Begin nothing before a moment; one that is past or known changes nothing."""
        if until <= max(now, self._paused_until):
            return
        if not self._probing:
            self._guess = max(2 * self._gap, _FIRST_GUESS)
            self._probing = True
        self._paused_until = until
        self._learn()

    def _learn(self) -> None:
        """Let steps be so far apart as would have lasted from pause to pause."""
        gap = self._guess
        if self._answered >= _LEARNS_FROM:
            gap = (self._paused_until - self._counted_from) / self._answered
        self._gap = min(gap, _SLOWEST)
