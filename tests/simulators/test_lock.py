"""The hardware: the state machine of bolt and latch, jams, auto-lock, the door."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from simulators.bolt import Bolt, Move
from simulators.door import DoorSensorState
from simulators.doorlog import Act, Cause, Method
from simulators.hardware import LockSettings, LockSpec, Timing
from simulators.home import Home, NotInHomeError
from simulators.lock import Lock

APP = Cause(method=Method.APP, person_id="anna")
TRAVEL, HOLD = timedelta(seconds=2), timedelta(seconds=3)


@pytest.fixture
def home(freezer: FrozenDateTimeFactory) -> Home:
    """Return a home whose time stands still."""
    return Home("Europe/Amsterdam")


def mount(home: Home, **settings: object) -> Lock:
    """Mount a lock with a gateway, a door sensor and the given settings."""
    lock_settings = LockSettings()
    for name, value in settings.items():
        setattr(lock_settings, name, value)
    spec = LockSpec(
        id="front",
        name="Front door",
        vendor="any",
        zone=home.zone,
        gateway=home.add_gateway("bridge", "Bridge", "any"),
        sensor=DoorSensorState.WORKING,
        settings=lock_settings,
        timing=Timing(travel=TRAVEL, hold=HOLD),
    )
    return home.add_lock(spec)


def bolt_of(lock: Lock) -> Bolt:
    """Read the bolt anew; a checker would remember what an attribute was."""
    return lock.bolt


def acts(home: Home) -> list[Act]:
    """List what the log says."""
    return [entry.act for entry in home.log]


def test_unlock_takes_its_time(home: Home) -> None:
    """The bolt is on its way until the motor arrives; then the log has a line."""
    lock = mount(home)
    movement = lock.unlock(APP)
    seen = [(bolt_of(lock), movement.done, acts(home))]
    home.clock.advance(TRAVEL)
    seen.append((bolt_of(lock), movement.done, acts(home)))
    assert seen == [
        (Bolt.UNLOCKING, False, []),
        (Bolt.UNLOCKED, True, [Act.UNLOCKED]),
    ]


@pytest.mark.parametrize(
    ("move", "start", "moves"),
    [
        (Move.LOCK, Bolt.UNLOCKED, True),
        (Move.LOCK, Bolt.SEMI_LOCKED, True),
        (Move.LOCK, Bolt.LOCKED, False),
        (Move.LOCK, Bolt.UNKNOWN, False),
        (Move.UNLOCK, Bolt.LOCKED, True),
        (Move.UNLOCK, Bolt.SEMI_LOCKED, True),
        (Move.UNLOCK, Bolt.UNLOCKED, False),
        (Move.UNLOCK, Bolt.UNLOCKING, False),
        (Move.PULL, Bolt.UNLOCKED, True),
        (Move.PULL, Bolt.LOCKED, False),
    ],
)
def test_moves_start_only_where_they_may(
    home: Home, move: Move, start: Bolt, *, moves: bool
) -> None:
    """A command in a wrong state is ignored."""
    lock = mount(home, pull_spring=True)
    lock.put_bolt(start)
    movement = getattr(lock, move.value)(APP)
    assert movement.ignored is not moves
    assert (bolt_of(lock) is not start) is moves


def test_force_unlocks_from_unknown(home: Home) -> None:
    """Only a forced unlocking moves a bolt that has lost its way."""
    lock = mount(home)
    lock.put_bolt(Bolt.UNKNOWN)
    assert lock.unlock(APP).ignored
    lock.unlock(APP, forced=True)
    home.clock.advance(TRAVEL)
    assert bolt_of(lock) is Bolt.UNLOCKED
    assert acts(home) == [Act.FORCE_UNLOCKED]


def test_pull_holds_and_releases(home: Home) -> None:
    """The latch is pulled for a while, then the lock is unlocked again."""
    lock = mount(home, pull_spring=True)
    lock.put_bolt(Bolt.UNLOCKED)
    lock.pull(APP)
    states = [lock.bolt]
    home.clock.advance(TRAVEL)
    states.append(lock.bolt)
    home.clock.advance(HOLD)
    states.append(lock.bolt)
    assert states == [Bolt.PULLING, Bolt.PULLED, Bolt.UNLOCKED]


def test_auto_pull_follows_unlocking(home: Home) -> None:
    """With auto-pull one command opens the door, and the log has both acts."""
    lock = mount(home, pull_spring=True, auto_pull=True)
    lock.unlock(APP)
    home.clock.advance(2 * TRAVEL)
    assert bolt_of(lock) is Bolt.PULLED
    home.clock.advance(HOLD)
    assert acts(home) == [Act.UNLOCKED, Act.AUTO_PULLED]


def test_auto_pull_can_be_refused(home: Home) -> None:
    """A caller may unlock without pulling."""
    lock = mount(home, pull_spring=True, auto_pull=True)
    lock.unlock(APP, auto_pull=False)
    home.clock.advance(TRAVEL)
    assert bolt_of(lock) is Bolt.UNLOCKED


@pytest.mark.parametrize("fitted", [False, True])
def test_no_pull_without_a_working_spring(home: Home, *, fitted: bool) -> None:
    """A spring that is off or uncalibrated pulls nothing."""
    lock = mount(home, pull_spring=fitted)
    lock.calibration.pull_spring = not fitted
    lock.put_bolt(Bolt.UNLOCKED)
    assert lock.pull(APP).ignored


def test_uncalibrated_lock_does_not_move(home: Home) -> None:
    """Without calibration nothing happens."""
    lock = mount(home)
    lock.calibrate(done=False)
    assert lock.unlock(APP).ignored
    lock.calibrate(done=True)
    assert not lock.unlock(APP).ignored


def test_jam_stops_half_way(home: Home) -> None:
    """A jammed bolt is between, says so, and can be tried again."""
    lock = mount(home)
    lock.jams = 1
    movement = lock.unlock(APP)
    home.clock.advance(TRAVEL)
    assert bolt_of(lock) is Bolt.SEMI_LOCKED
    assert movement.jammed
    assert lock.jammed
    assert acts(home) == [Act.PARTIALLY_OPEN, Act.JAMMED]
    lock.lock(APP)
    home.clock.advance(TRAVEL)
    assert bolt_of(lock) is Bolt.LOCKED
    assert not lock.jammed


def test_the_latch_does_not_jam(home: Home) -> None:
    """A pull is not stopped by a bolt that would be."""
    lock = mount(home, pull_spring=True)
    lock.put_bolt(Bolt.UNLOCKED)
    lock.jams = 1
    lock.pull(APP)
    home.clock.advance(TRAVEL)
    assert bolt_of(lock) is Bolt.PULLED
    assert lock.jams == 1


def test_a_hand_is_stronger_than_the_motor(home: Home) -> None:
    """Turning the knob ends what the motor was doing."""
    lock = mount(home, pull_spring=True)
    movement = lock.unlock(APP)
    lock.turn_knob(Bolt.LOCKED)
    home.clock.advance(TRAVEL)
    assert movement.done
    assert bolt_of(lock) is Bolt.LOCKED
    lock.put_bolt(Bolt.UNLOCKED)
    lock.pull(APP)
    home.clock.advance(TRAVEL)
    lock.turn_knob(Bolt.LOCKED)
    home.clock.advance(HOLD)
    assert bolt_of(lock) is Bolt.LOCKED


def test_auto_lock(home: Home) -> None:
    """The lock locks itself after its delay, unless somebody is quicker."""
    lock = mount(home, auto_lock=timedelta(minutes=3))
    lock.unlock(APP)
    home.clock.advance(timedelta(minutes=4))
    assert bolt_of(lock) is Bolt.LOCKED
    assert [entry.cause.method for entry in home.log] == [Method.APP, Method.AUTO]
    lock.turn_knob(Bolt.UNLOCKED)
    lock.turn_knob(Bolt.LOCKED)
    home.clock.advance(timedelta(hours=1))
    assert len(list(home.log)) == 4


def test_auto_lock_from_semi_locked(home: Home) -> None:
    """A half-open lock closes itself where that is set."""
    lock = mount(home, auto_lock_semi_locked=timedelta(seconds=5))
    lock.turn_knob(Bolt.SEMI_LOCKED)
    home.clock.advance(timedelta(seconds=8))
    assert bolt_of(lock) is Bolt.LOCKED


def test_locks_after_the_door_closed(home: Home) -> None:
    """Closing the door can be the signal."""
    lock = mount(home, locks_after_door_closed=True)
    lock.turn_knob(Bolt.UNLOCKED)
    lock.door.open()
    lock.door.close()
    home.clock.advance(TRAVEL)
    assert bolt_of(lock) is Bolt.LOCKED


def test_door_left_open(home: Home) -> None:
    """A door that stands open is reported once it is too long."""
    lock = mount(home)
    lock.door.alert_after = timedelta(minutes=5)
    lock.door.open()
    lock.door.open()
    home.clock.advance(timedelta(minutes=6))
    lock.door.close()
    lock.door.close()
    lock.door.open()
    lock.door.close()
    home.clock.advance(timedelta(minutes=6))
    assert acts(home) == [
        Act.DOOR_OPENED,
        Act.DOOR_LEFT_OPEN,
        Act.DOOR_CLOSED,
        Act.DOOR_OPENED,
        Act.DOOR_CLOSED,
    ]


def test_a_blind_sensor_sees_nothing(home: Home) -> None:
    """Without a working sensor the log has no door."""
    lock = mount(home)
    lock.door.sensor.state = DoorSensorState.DISCONNECTED
    lock.door.open()
    assert acts(home) == []
    assert lock.door.is_open


def test_log_reaches_the_cloud_late_or_after_an_outage(home: Home) -> None:
    """A lock keeps its log and hands it over when it can be reached."""
    lock = mount(home)
    gateway = home.gateway("bridge")
    lock.turn_knob(Bolt.UNLOCKED)
    lag = timedelta(seconds=5)
    assert list(home.reported(lock, lag)) == []
    home.clock.advance(lag)
    assert len(list(home.reported(lock, lag))) == 1
    gateway.link.set(online=False)
    home.clock.advance(lag)
    lock.turn_knob(Bolt.LOCKED)
    home.clock.advance(lag)
    assert not lock.reachable
    assert len(list(home.reported(lock, lag))) == 1
    gateway.link.set(online=True)
    assert [entry.act for entry in home.reported(lock, lag)] == [
        Act.LOCKED,
        Act.UNLOCKED,
    ]


def test_a_lock_alone_keeps_its_log(home: Home) -> None:
    """What the cloud had it keeps; what comes after waits for a gateway."""
    lock = mount(home)
    lock.turn_knob(Bolt.UNLOCKED)
    home.clock.advance(TRAVEL)
    lock.pair(None)
    home.clock.advance(TRAVEL)
    lock.turn_knob(Bolt.LOCKED)
    home.clock.advance(TRAVEL)
    assert len(list(home.reported(lock, timedelta()))) == 1
    lock.pair(home.gateway("bridge"))
    assert len(list(home.reported(lock, timedelta()))) == 2


def test_unstored_acts_never_reach_a_cloud(home: Home) -> None:
    """A lock that does not log its door has no door entries."""
    lock = mount(home, logs_door=False)
    lock.door.open()
    home.clock.advance(TRAVEL)
    assert acts(home) == [Act.DOOR_OPENED]
    assert list(home.reported(lock, timedelta())) == []


def test_listeners_hear_every_act(home: Home) -> None:
    """A vendor that pushes can subscribe to the log."""
    heard: list[Act] = []
    home.log.listeners.append(lambda entry: heard.append(entry.act))
    mount(home).turn_knob(Bolt.PULLED)
    assert heard == [Act.PULLED]


def test_unknown_names(home: Home) -> None:
    """What is not there cannot be found."""
    with pytest.raises(NotInHomeError, match="no lock called 'cellar'"):
        home.lock("cellar")
    assert mount(home) is home.lock("FRONT DOOR")
