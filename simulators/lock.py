"""A lock on a door: motor, memory, door, links. No vendor's words in here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from .bolt import DURING, ENDS_IN, Bolt, Move, Movement, can_start
from .clock import Appointment, Clock
from .credentials import Credentials
from .door import Door, DoorAct, DoorSensor, DoorSensorState
from .doorlog import AUTOMATIC, BY_HAND, BY_ITSELF, Act, Cause, DoorLog
from .hardware import Calibration, LockSpec, Power
from .link import Gateway, Link

_DOOR_ACTS: Final = {
    DoorAct.OPENED: Act.DOOR_OPENED,
    DoorAct.CLOSED: Act.DOOR_CLOSED,
    DoorAct.LEFT_OPEN: Act.DOOR_LEFT_OPEN,
}
_TURNED_BY_HAND: Final = {
    Bolt.LOCKED: Act.LOCKED,
    Bolt.UNLOCKED: Act.UNLOCKED,
    Bolt.SEMI_LOCKED: Act.PARTIALLY_OPEN,
    Bolt.PULLED: Act.PULLED,
}


class Lock:
    """One lock of the home."""

    def __init__(self, spec: LockSpec, clock: Clock, log: DoorLog) -> None:
        """Mount the lock, locked and calibrated."""
        self.id = spec.id
        self.name = spec.name
        self.vendor = spec.vendor
        self.zone = spec.zone
        self.gateway = spec.gateway
        self.needs_gateway = spec.needs_gateway
        self.keypad = spec.keypad
        self.settings = spec.settings
        self.timing = spec.timing
        self.link = Link(clock)
        self.power = Power()
        self.calibration = Calibration()
        self.credentials = Credentials(clock)
        self.door = Door(clock, spec.name, DoorSensor(state=spec.sensor), self._door)
        self.jams = 0
        self.jammed = False
        self._clock, self._log = clock, log
        self._bolt = Bolt.LOCKED
        self._paired_since = self._changed_at = clock.now()
        self._auto_lock: Appointment | None = None
        self._underway: Appointment | None = None
        self._movement: Movement | None = None

    @property
    def bolt(self) -> Bolt:
        """Return where the bolt is now."""
        self._clock.now()
        return self._bolt

    @property
    def changed_at(self) -> datetime:
        """Return when the bolt last changed its state."""
        self._clock.now()
        return self._changed_at

    @property
    def offline_since(self) -> datetime | None:
        """Return since when the cloud cannot reach the lock, None if it can."""
        if self.gateway is None and self.needs_gateway:
            return self._paired_since
        links = [self.link] + ([self.gateway.link] if self.gateway else [])
        return min((link.down_since for link in links if link.down_since), default=None)

    @property
    def reachable(self) -> bool:
        """Tell whether the cloud can reach the lock."""
        return self.offline_since is None

    @property
    def paired_since(self) -> datetime:
        """Return when it got the gateway that it has, or lost the last one."""
        return self._paired_since

    def pair(self, gateway: Gateway | None) -> None:
        """Pair the lock with a gateway, or with none."""
        self.gateway = gateway
        self._paired_since = self._clock.now()

    def lock(self, cause: Cause) -> Movement:
        """Throw the bolt."""
        return self._start(Movement(move=Move.LOCK, act=Act.LOCKED, cause=cause))

    def unlock(
        self, cause: Cause, *, auto_pull: bool = True, forced: bool = False
    ) -> Movement:
        """Withdraw the bolt, and pull the latch where that is set and allowed."""
        pulls = auto_pull and self.settings.auto_pull and self._can_pull
        return self._start(
            Movement(
                move=Move.UNLOCK,
                act=Act.FORCE_UNLOCKED if forced else Act.UNLOCKED,
                cause=cause,
                then_pull=pulls,
                forced=forced,
            )
        )

    def pull(self, cause: Cause) -> Movement:
        """Pull the latch of an unlocked lock."""
        movement = Movement(move=Move.PULL, act=Act.PULLED, cause=cause)
        return self._start(movement) if self._can_pull else self._ignore(movement)

    def turn_knob(self, to: Bolt) -> None:
        """Let somebody turn the knob by hand; KeyError for a state no hand reaches."""
        act = _TURNED_BY_HAND[to]
        self.put_bolt(to)
        self._log.add(self.id, act, BY_HAND)
        self._arm_auto_lock()

    def put_bolt(self, bolt: Bolt) -> None:
        """Set the state directly, as after a restart or a firmware update."""
        self._clock.now()
        self._cancel_auto_lock()
        self._interrupt()
        self.jammed = False
        self._change(bolt)

    def rearm(self) -> None:
        """Plan anew to lock by itself, after that setting was changed."""
        self._cancel_auto_lock()
        self._arm_auto_lock()

    def calibrate(self, *, done: bool) -> None:
        """Calibrate the bolt, or lose the calibration."""
        self.calibration.bolt = done
        self._log.add(self.id, Act.CALIBRATED if done else Act.UNCALIBRATED)

    def charge(self, *, on: bool) -> None:
        """Plug the charger in or out."""
        self.power.charging = on
        self._log.add(self.id, Act.CHARGING if on else Act.CHARGING_STOPPED)

    @property
    def _can_pull(self) -> bool:
        """Tell whether there is a pull spring that works."""
        return self.settings.pull_spring and self.calibration.pull_spring

    def _start(self, movement: Movement) -> Movement:
        """Begin to move, unless the lock is in a wrong state for it."""
        if not self.calibration.bolt:
            return self._ignore(movement)
        if not can_start(movement, self.bolt):
            movement.wrong_state = True
            return self._ignore(movement)
        self._cancel_auto_lock()
        self._movement = movement
        self._change(DURING[movement.move])
        self._after(self.timing.travel, lambda: self._arrive(movement))
        return movement

    def _ignore(self, movement: Movement) -> Movement:
        """Finish a movement that never began."""
        movement.done = movement.ignored = True
        return movement

    def _arrive(self, movement: Movement) -> None:
        """End the movement where it should end, or between."""
        # The latch has nothing to jam against.
        self.jammed = movement.jammed = self.jams > 0 and movement.move is not Move.PULL
        movement.done = True
        if self.jammed:
            self._jam(movement)
            return
        self._change(ENDS_IN[movement.move])
        self._log.add(self.id, movement.act, movement.cause)
        self._go_on(movement)

    def _jam(self, movement: Movement) -> None:
        """Stop half way; the lock says so itself, with nobody as author."""
        self.jams -= 1
        self._change(Bolt.SEMI_LOCKED)
        if movement.move is Move.UNLOCK:
            self._log.add(self.id, Act.PARTIALLY_OPEN, movement.cause)
        self._log.add(self.id, Act.JAMMED, BY_ITSELF)
        self._arm_auto_lock()

    def _go_on(self, movement: Movement) -> None:
        """Do what follows a finished movement."""
        if movement.then_pull:
            pull = Movement(move=Move.PULL, act=Act.AUTO_PULLED, cause=movement.cause)
            self._start(pull)
        elif movement.move is Move.PULL:
            self._after(self.timing.hold, self._release)
        else:
            self._arm_auto_lock()

    def _release(self) -> None:
        """Let go of the latch."""
        self._change(Bolt.UNLOCKED)
        self._arm_auto_lock()

    def _arm_auto_lock(self) -> None:
        """Plan to lock by itself, if that is set for the state of the bolt."""
        delays = {
            Bolt.UNLOCKED: self.settings.auto_lock,
            Bolt.SEMI_LOCKED: self.settings.auto_lock_semi_locked,
        }
        delay = delays.get(self._bolt)
        if delay is not None:
            self._auto_lock = self._clock.call_later(
                delay, lambda: self.lock(AUTOMATIC)
            )

    def _cancel_auto_lock(self) -> None:
        """Drop the plan to lock by itself."""
        if self._auto_lock is not None:
            self._auto_lock.cancel()

    def _interrupt(self) -> None:
        """Stop the motor where it is, because a hand was stronger."""
        if self._underway is not None:
            self._underway.cancel()
        if self._movement is not None:
            self._movement.done = True

    def _door(self, act: DoorAct) -> None:
        """Log what the sensor saw, and lock behind whoever left."""
        if self.door.sensor.state is not DoorSensorState.WORKING:
            return
        self._log.add(self.id, _DOOR_ACTS[act], stored=self.settings.logs_door)
        if act is DoorAct.CLOSED and self.settings.locks_after_door_closed:
            self.lock(AUTOMATIC)

    def _change(self, bolt: Bolt) -> None:
        """Set the state and its time."""
        self._bolt, self._changed_at = bolt, self._clock.now()

    def _after(self, delay: timedelta, action: Callable[[], None]) -> None:
        """Run an action later, or at once when it takes no time."""
        if delay:
            self._underway = self._clock.call_later(delay, action)
        else:
            action()
