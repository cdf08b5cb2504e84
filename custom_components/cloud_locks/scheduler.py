"""Doing what is due at an account, one thing after another, within its budget.

Others know what is due and say so with `async_plan`; when it is done is decided here,
and nowhere else. What people ask for does not come by here: it is only counted.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import TYPE_CHECKING, Any

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .const import DOMAIN, LOGGER
from .meter import CallMeter
from .model.errors import AuthError, RateLimited, VendorError
from .model.forecast import forecast
from .model.lock import LockId
from .model.planner import Job, JobKind, Planner, Turn
from .model.spending import Lane
from .patience import Patience

if TYPE_CHECKING:
    from .runtime import CloudLocksEntry

ACCOUNT: LockId = ""
"""In the place of a lock: the account as a whole."""

_POLLING = frozenset({Lane.ACCOUNT, Lane.REST})
"""What there is no need of while polling is switched off."""

_ASLEEP = 30.0
"""Seconds. Who comes so late to what is due was suspended, or its clock was."""


@dataclass(frozen=True, slots=True)
class Work:
    """How the jobs of one kind are done.

    `run` raises the errors of `model.errors`. `again` is asked after it, also when it
    failed: when the job is wanted next, None for not any more.
    """

    run: Callable[[LockId], Awaitable[object]]
    again: Callable[[LockId], Turn | None]


class Scheduler:
    """Drives the planner of one account until its entry is unloaded.

    A lock that is sick is asked slower and slower. When the cloud asks for a pause, all
    pause. When it no longer accepts the key, nothing but the account as a whole is
    asked until that has answered again.
    """

    def __init__(
        self, hass: HomeAssistant, entry: CloudLocksEntry, meter: CallMeter
    ) -> None:
        """Start with nothing planned; nothing is done before `async_start`."""
        self._hass = hass
        self._entry = entry
        self._meter = meter
        self._clock = meter.clock
        self._planner = Planner(meter.budget)
        self._works: dict[JobKind, Work] = {}
        self._patience = Patience(meter.budget.period)
        self._refused = False
        self._answers = True
        self._calm = 1.0
        self._running = False
        self._polled_at = -inf
        self._wakes_at = inf
        self._cancel_timer: CALLBACK_TYPE | None = None
        self._pump_is_due = False

    @property
    def usual_way(self) -> float:
        """Return the seconds that an event usually takes to get here, at most.

        Where news come by themselves that is not longer because polling is rare.
        """
        activity = self._meter.budget.pace.activity.total_seconds()
        return self._planner.spending.beat + activity + self._planner.usual_wait

    @property
    def account_turn(self) -> Turn:
        """Return when the account as a whole is read next when all is well."""
        return Turn(self._planner.spending.account_every, Lane.ACCOUNT)

    @property
    def account_retry(self) -> Turn:
        """Return when the account as a whole is read next when it did not answer."""
        return Turn(self._planner.spending.beat, Lane.ACCOUNT)

    @property
    def paused_until(self) -> float:
        """The end of the pause that the cloud asked for last, by the meter's clock."""
        return self._planner.paused_until

    @property
    def person_is_asked(self) -> bool:
        """Whether somebody is being asked to sign in again."""
        flows = self._entry.async_get_active_flows(self._hass, {SOURCE_REAUTH})
        return any(flows)

    def rest(self, seconds: float) -> Turn:
        """Return the next turn of a lock whose interval at rest is so many seconds."""
        return Turn(self._calm * seconds)

    def facts(self) -> dict[str, Any]:
        """Return how the account is doing, for diagnostics."""
        now = self._clock.now()
        return {
            "share": self._meter.budget.share,
            "used": self._meter.used,
            "used_percent": self._meter.used_percent,
            "waiting": self._planner.waiting(now),
            "usual_wait": round(self._planner.usual_wait, 1),
            "paused_for": max(0.0, round(self.paused_until - now, 1)),
            "refused": self._refused,
            "plan": forecast(
                self._planner.spending, self._planner.wanted(), calm=self._calm
            ).facts(),
        }

    @callback
    def async_serve(self, kind: JobKind, work: Work) -> None:
        """Say how the jobs of a kind are done."""
        self._works[kind] = work

    @callback
    def async_start(self) -> None:
        """Do what is due from now on."""
        self._running = True
        self._entry.async_on_unload(self._stop)
        self.async_plan(JobKind.POLL, ACCOUNT, self.account_turn)
        self._kick()

    @callback
    def async_plan(
        self, kind: JobKind, lock_id: LockId, turn: Turn, *, sooner: bool = False
    ) -> None:
        """Want a job, in the place of an earlier wish for it.

        `sooner`: unless that waits in the same lane and comes earlier. Who has
        switched polling off wants no turns, only what changes call for.
        """
        if self._entry.pref_disable_polling and turn.lane in _POLLING:
            return
        due = self._clock.now() + turn.after
        self._planner.plan(Job(kind, lock_id), due, turn.lane, sooner=sooner)
        self._kick()

    def is_wanted(self, kind: JobKind, lock_id: LockId) -> bool:
        """Return whether a job is wanted, or being done."""
        return self._planner.is_wanted(Job(kind, lock_id))

    @callback
    def async_drop(self, kind: JobKind, lock_id: LockId) -> None:
        """Want a job no more."""
        self._planner.drop(Job(kind, lock_id))

    @callback
    def async_ask_account(self) -> None:
        """Read the account as a whole as soon as the cloud allows it."""
        soonest = self._polled_at + self._planner.spending.beat - self._clock.now()
        turn = Turn(max(0.0, soonest), Lane.ACCOUNT)
        self.async_plan(JobKind.POLL, ACCOUNT, turn)

    @callback
    def async_look_around(self) -> None:
        """Read everything once, in turn: something may have been missed."""
        self._planner.hasten(self._clock.now())
        self._kick()

    @callback
    def async_calm(self, times: float) -> None:
        """Read everything so many times slower at rest: news come by themselves.

        1 is the usual pace, for when they no longer do: then all are looked at once.
        """
        if times < self._calm:
            self._planner.hasten(self._clock.now())
        self._calm = times
        self._planner.spending.calm(times)
        self._kick()

    @callback
    def async_polled(self, *, up: bool, answered: bool) -> None:
        """Note what became of reading the account as a whole.

        `up`: it counts as answering, `answered`: it did this time. A key that works is
        used again, unless a person is about to change it.
        """
        self._answers = up
        if answered and not self.person_is_asked:
            self._refused = False
        self._open_or_close()

    @callback
    def _open_or_close(self) -> None:
        closed = self._refused or not self._answers
        self._planner.close(self._clock.now(), closed=closed)
        self._kick()

    @callback
    def _kick(self) -> None:
        """Look what is due once the caller is through with what it does."""
        if self._running and not self._pump_is_due:
            self._pump_is_due = True
            self._hass.loop.call_soon(self._pump)

    @callback
    def _pump(self, _now: datetime | None = None) -> None:
        """Begin what is due, and come back when the next is."""
        self._pump_is_due = False
        if not self._running:
            return
        if (now := self._clock.now()) > self._wakes_at + _ASLEEP:
            self._planner.disturbed(now)
        while (job := self._planner.take(self._clock.now())) is not None:
            if job.kind is JobKind.POLL:
                self._polled_at = self._clock.now()
            self._entry.async_create_background_task(
                self._hass, self._do(job), f"{DOMAIN} {job.kind} {job.lock_id}"
            )
        self._meter.async_tell()
        self._set_timer()

    @callback
    def _set_timer(self) -> None:
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None
        now = self._clock.now()
        self._wakes_at = self._planner.wakes_at(now)
        if self._wakes_at == inf:
            return
        self._cancel_timer = async_call_later(
            self._hass,
            max(0.0, self._wakes_at - now),
            HassJob(self._timer_fired, cancel_on_shutdown=True),
        )

    @callback
    def _timer_fired(self, _now: datetime) -> None:
        self._cancel_timer = None
        self._pump()

    async def _do(self, job: Job) -> None:
        failed, answered = True, True
        try:
            await self._works[job.kind].run(job.lock_id)
            failed = False
        except AuthError:
            self._refused = True
            self._entry.async_start_reauth(self._hass)
        except RateLimited as err:
            answered = False
            self.async_pause(err.retry_after)
        except VendorError as err:
            LOGGER.debug("%s %s: %s", job.kind, job.lock_id, err)
        finally:
            # Also after a mistake of ours: it must not leave a lock unwatched.
            self._finish(job, failed=failed, answered=answered)

    @callback
    def _finish(self, job: Job, *, failed: bool, answered: bool) -> None:
        if not self._running:
            return
        self._patience.note(job, failed=failed)
        self._planner.done(job, answered=answered)
        # Whoever has wished for it meanwhile knows better.
        if not self._planner.is_wanted(job):
            turn = self._works[job.kind].again(job.lock_id)
            if turn is not None:
                turn = self._patience.slower(job, turn)
                self.async_plan(job.kind, job.lock_id, turn)
        self._open_or_close()

    @callback
    def async_pause(self, retry_after: float | None) -> None:
        """Leave a cloud alone that has had enough, for as many seconds as it says."""
        now = self._clock.now()
        if retry_after is None and now < self.paused_until:
            return  # It was under way already, and is no second refusal.
        wait = self._patience.pause(retry_after)
        LOGGER.debug("%s: pause of %.0f s", self._entry.title, wait)
        self._planner.pause(now, now + wait)

    @callback
    def _stop(self) -> None:
        self._running = False
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None
