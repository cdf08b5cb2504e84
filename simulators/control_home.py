"""Controls of the home: what people, doors, batteries and radios do."""

from datetime import datetime, timedelta

from .bolt import Bolt
from .credentials import CredentialKind
from .desk import Desk
from .doorlog import Cause, LogEntry, Method
from .keypad import NoKeypadError, present, press_lock_button
from .link import Keypad
from .operations import ControlError
from .people import person as new_person


class HomeControl(Desk):
    """What can happen in the home without any cloud; locks go by id or name."""

    def time(self, advance: float | None = None, to: str | None = None) -> str:
        """Move the clock on by seconds, or to an ISO 8601 time; answers the time."""
        clock = self._simulation.home.clock
        if to is not None:
            moment = datetime.fromisoformat(to)
            if moment.tzinfo is None:
                msg = "the time needs an offset, such as Z"
                raise ValueError(msg)
            clock.move_to(moment)
        if advance is not None:
            clock.advance(timedelta(seconds=advance))
        return clock.now().isoformat()

    def add_person(self, name: str, *, resident: bool = False) -> str:
        """Let somebody new come and go; answers the id."""
        newcomer = new_person(name, resident=resident)
        return self._simulation.home.add_person(newcomer).id

    def type_pin(self, lock: str, pin: str, *, to_lock: bool = False) -> str:
        """Type a PIN at the keypad; answers the act, `wrong_code` for instance."""
        return self._present(lock, CredentialKind.PIN, pin, to_lock=to_lock)

    def touch_finger(self, lock: str, finger: str) -> str:
        """Lay a finger on the keypad, by the fingerprint's name."""
        return self._present(lock, CredentialKind.FINGERPRINT, finger)

    def hold_card(self, lock: str, card: str) -> str:
        """Hold a card to the keypad, by its number."""
        return self._present(lock, CredentialKind.CARD, card)

    def keypad_lock(self, lock: str) -> None:
        """Press the keypad button that locks without a PIN."""
        try:
            press_lock_button(self._simulation.home.lock(lock))
        except NoKeypadError as err:
            raise _no_keypad(lock) from err

    def turn_knob(self, lock: str, to: str) -> None:
        """Turn the knob by hand to `locked`, `unlocked`, `semi_locked` or `pulled`."""
        self._simulation.home.lock(lock).turn_knob(Bolt(to))

    def press_button(self, lock: str) -> None:
        """Press the button on the lock, which locks or unlocks."""
        self._operate(lock, Cause(method=Method.BUTTON))

    def app(self, lock: str, person: str, command: str | None = None) -> None:
        """Let somebody use the vendor's app: `lock`, `unlock` or `pull`."""
        someone = self._simulation.home.person(person)
        cause = Cause(method=Method.APP, person_id=someone.id)
        self._operate(lock, cause, command)

    def door(self, lock: str, to: str) -> None:
        """Make the door `open`, `closed` or `left_open`."""
        door = self._simulation.home.lock(lock).door
        acts = {"open": door.open, "closed": door.close, "left_open": door.leave_open}
        acts[to]()

    def battery(self, lock: str, level: int, of: str = "lock") -> None:
        """Set the battery of the `lock`, its `keypad` or its door `sensor`."""
        target = self._simulation.home.lock(lock)
        if of == "sensor":
            target.door.sensor.battery = level
        elif of == "keypad":
            self._keypad(lock).battery = level
        elif of == "lock":
            target.power.level = level
        else:
            msg = f"no battery of {of!r}"
            raise ValueError(msg)

    def charge(self, lock: str, *, on: bool) -> None:
        """Plug the charger in or out."""
        self._simulation.home.lock(lock).charge(on=on)

    def lock_online(self, lock: str, *, online: bool) -> None:
        """Take a lock off the air, or back."""
        self._simulation.home.lock(lock).link.set(online=online)

    def gateway_online(self, gateway: str, *, online: bool) -> None:
        """Take a gateway off the network, or back."""
        self._simulation.home.gateway(gateway).link.set(online=online)

    def pair_gateway(self, lock: str, gateway: str | None) -> None:
        """Pair a lock with a gateway, or with none."""
        home = self._simulation.home
        home.lock(lock).pair(home.gateway(gateway) if gateway else None)

    def pair_keypad(self, lock: str, *, paired: bool) -> None:
        """Pair the keypad, or take it away."""
        self._keypad(lock).paired = paired

    def calibrate(self, lock: str, *, bolt: bool = True, spring: bool = True) -> None:
        """Calibrate bolt and pull spring, or lose the calibration."""
        target = self._simulation.home.lock(lock)
        target.calibration.pull_spring = spring
        if target.calibration.bolt != bolt:
            target.calibrate(done=bolt)

    def jam(self, lock: str, times: int = 1) -> None:
        """Let the next movements jam."""
        self._simulation.home.lock(lock).jams = times

    def bolt(self, lock: str, to: str) -> None:
        """Put the bolt in a state directly, `unknown` for instance."""
        self._simulation.home.lock(lock).put_bolt(Bolt(to))

    def timing(
        self, lock: str, travel: float | None = None, hold: float | None = None
    ) -> None:
        """Set how many seconds the motor moves and holds the latch."""
        timing = self._simulation.home.lock(lock).timing
        if travel is not None:
            timing.travel = timedelta(seconds=travel)
        if hold is not None:
            timing.hold = timedelta(seconds=hold)

    def _present(
        self, name: str, kind: CredentialKind, secret: str, *, to_lock: bool = False
    ) -> str:
        """Show a credential and name what came of it."""
        home = self._simulation.home
        lock = home.lock(name)
        try:
            refusal: LogEntry | None = present(
                home, lock, kind, secret, to_lock=to_lock
            )
        except NoKeypadError as err:
            raise _no_keypad(name) from err
        return "accepted" if refusal is None else refusal.act.value

    def _operate(self, name: str, cause: Cause, command: str | None = None) -> None:
        """Lock, unlock or pull; without a command, the opposite of now."""
        lock = self._simulation.home.lock(name)
        acts = {"lock": lock.lock, "unlock": lock.unlock, "pull": lock.pull}
        default = "unlock" if lock.bolt is Bolt.LOCKED else "lock"
        acts[command or default](cause)

    def _keypad(self, name: str) -> Keypad:
        """Return the keypad of a lock, paired or not; ControlError without one."""
        keypad = self._simulation.home.lock(name).keypad
        if keypad is None:
            raise _no_keypad(name)
        return keypad


def _no_keypad(lock: str) -> ControlError:
    """Say that there is nothing to type at."""
    return ControlError(f"no keypad by {lock!r}")
