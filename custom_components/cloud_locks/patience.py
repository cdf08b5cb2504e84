"""Asking less and less often what does not answer."""

from .const import PAUSE_AT_FIRST, SLOWEST_RETRY
from .model.planner import Job, Turn
from .model.spending import Lane


class Patience:
    """Remembers how often in a row each job has failed, and the cloud has refused."""

    def __init__(self, longest_pause: float) -> None:
        """Start with everything in order; the pause is in seconds."""
        self._longest_pause = longest_pause
        self._failures: dict[Job, int] = {}
        self._refusals = 0

    def note(self, job: Job, *, failed: bool) -> None:
        """Note what became of a job."""
        if failed:
            self._failures[job] = self._failures.get(job, 0) + 1
        else:
            self._failures.pop(job, None)
            self._refusals = 0

    def slower(self, job: Job, turn: Turn) -> Turn:
        """Return a turn at rest further off, the more often it failed, up to a limit.

        One whose own pace is slower than the limit keeps its pace.
        """
        failures = self._failures.get(job, 0)
        if turn.lane is not Lane.REST or not failures:
            return turn
        later = min(turn.after * 2 ** min(failures, 10), SLOWEST_RETRY)
        return Turn(max(turn.after, later), turn.lane)

    def pause(self, retry_after: float | None) -> float:
        """Return for how many seconds a cloud that has had enough is left alone.

        For as long as it says, or else longer and longer.
        """
        longer = min(PAUSE_AT_FIRST * 2 ** min(self._refusals, 20), self._longest_pause)
        self._refusals += 1
        return retry_after or longer
