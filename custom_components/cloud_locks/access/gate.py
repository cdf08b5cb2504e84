"""When a step may begin at an account: not in a pause, and only where there is room."""

from typing import TYPE_CHECKING, Final

from ..model.errors import RateLimited, VendorError
from .grant import StepKind
from .pacing import Pacing
from .trouble import TAKING_OFF

if TYPE_CHECKING:
    from ..runtime import AccountData

TAKES_AWAY: Final = frozenset({*TAKING_OFF, StepKind.SWITCH_OFF})
"""What keeps somebody out comes before what lets somebody in."""

_CALLS: Final = 3
"""Of a step, as a rule: what is there, the write, and whether it arrived."""

_ANSWERED_WITHIN: Final = 30.0
"""Seconds after which a step that still goes on waits for its lock, not for calls."""

_LOOKS_AGAIN: Final = 30.0
"""Seconds. Calls may be free sooner than foreseen."""


class Gate:
    """The way to one account, for as long as that is loaded.

    What is written for an access leaves the reserve to people: nobody shall be unable
    to open a door because a hundred others are let in. What is taken away waits for
    nothing but a pause.
    """

    def __init__(self, account: AccountData) -> None:
        """Stand open."""
        self.account = account
        self._pacing = Pacing()
        self._begun: list[float] = []

    def wait(self, kind: StepKind) -> float:
        """Return for how many seconds a step must not begin yet; 0: it may."""
        now = self._now()
        opens_at = self._pacing.opens_at(now)
        if kind not in TAKES_AWAY:
            opens_at = max(opens_at, min(self._room_at(now), now + _LOOKS_AGAIN))
        return max(0.0, opens_at - now)

    def _room_at(self, now: float) -> float:
        """Return when there are calls for another step beside those just begun."""
        spare = _CALLS * len(self._recent(now))
        return self.account.meter.budget.opens_at(now, spare, asked=True)

    def _recent(self, now: float) -> list[float]:
        """Return when the steps began whose calls may not be counted yet."""
        return [it for it in self._begun if now - it < _ANSWERED_WITHIN]

    def begin(self) -> None:
        """Note that a step begins."""
        now = self.account.meter.clock.now()
        self._begun = [*self._recent(now), now]
        self._pacing.begin(now)

    def ended(self, failure: VendorError | None) -> None:
        """Note that a step has ended, and why if it certainly did nothing."""
        if refused := isinstance(failure, RateLimited):
            self.account.locks.scheduler.async_pause(failure.retry_after)
        self._pacing.ended(self._now(), refused=refused)

    def _now(self) -> float:
        """Return the time, when it is known whether there is a pause."""
        now = self.account.meter.clock.now()
        self._pacing.pause(now, self.account.locks.scheduler.paused_until)
        return now
