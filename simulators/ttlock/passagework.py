"""What passage hours and the auto lock time do to a lock."""

from datetime import datetime, timedelta

from simulators.clock import Clock
from simulators.doorlog import AUTOMATIC

from .devices import TtlockLock
from .passage import PassagePlan


def apply_auto_lock(lock: TtlockLock, now: datetime) -> None:
    """Let the lock lock by itself as it is set, but never in passage hours."""
    off = lock.auto_lock < 0 or lock.passage.active(now, lock.hardware.zone)
    delay = None if off else timedelta(seconds=lock.auto_lock)
    lock.hardware.settings.auto_lock = delay
    lock.hardware.rearm()


def set_passage(lock: TtlockLock, plan: PassagePlan, clock: Clock) -> None:
    """Give a lock its hours, which begin and end by themselves."""
    lock.passage = plan
    apply_auto_lock(lock, clock.now())
    _plan_next(lock, plan, clock)


def _plan_next(lock: TtlockLock, plan: PassagePlan, clock: Clock) -> None:
    """Wait for the next beginning or end."""
    change = plan.next_change(clock.now(), lock.hardware.zone)
    if change is not None:
        clock.call_at(change, lambda: _reach(lock, plan, clock))


def _reach(lock: TtlockLock, plan: PassagePlan, clock: Clock) -> None:
    """Let hours begin or end, unless there is another plan by now."""
    if lock.passage is not plan:
        return
    now = clock.now()
    apply_auto_lock(lock, now)
    if plan.auto_unlock and plan.active(now, lock.hardware.zone):
        lock.hardware.unlock(AUTOMATIC)
    _plan_next(lock, plan, clock)
