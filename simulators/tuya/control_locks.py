"""Controls of Tuya's locks: sleep, bells, keys, alarms, what the app takes away."""

from datetime import timedelta

from simulators.operations import ControlError

from .commands import answer_ring
from .datapoints import ALARMS
from .devices import TuyaLock, Way
from .memory import free_slot
from .offline import dynamic_password, offline_digits
from .passwordrules import MOST_VALID
from .passwords import TempPassword
from .stamps import to_s
from .state import TuyaState

_LONGEST_RING = 90


class LockControl:
    """What can happen to a lock that only this cloud knows of."""

    def __init__(self, state: TuyaState) -> None:
        """Control the given state."""
        self._state = state

    def wake(self, lock: str, seconds: float = 10.0) -> int:
        """Let a sleeping lock connect for a while; answers how much waited for it."""
        return self._state.memory.wake(self._state.by_name(lock), seconds)

    def ring(self, lock: str, seconds: int = 60) -> None:
        """Press the bell: the lock wakes, and somebody may be let in so long."""
        target = self._state.by_name(lock)
        if not 1 <= seconds <= _LONGEST_RING:
            msg = f"a ring lasts 1 to {_LONGEST_RING} seconds"
            raise ValueError(msg)
        codes = {point.code for point in target.device.points}
        target.ring_ends = self._state.now + timedelta(seconds=seconds)
        self._state.memory.look(target)
        if "unlock_request" in codes:
            self._state.recorder.tell(target, "unlock_request", seconds)
        if "doorbell" in codes:
            self._state.recorder.tell(target, "doorbell", value=True, log="alarm")

    def give_up(self, lock: str) -> bool:
        """Let whoever rang go away; answers whether anybody was there."""
        return answer_ring(self._state, self._state.by_name(lock), yes=False)

    def alarm(self, lock: str, value: str) -> None:
        """Let a lock alarm: `pry`, `tongue_bad`, `key_in`, `shock`, `too_hot`."""
        if value not in ALARMS:
            msg = f"no alarm {value!r}"
            raise ValueError(msg)
        target = self._state.by_name(lock)
        self._state.recorder.tell(target, "alarm_lock", value, log="alarm")

    def report(self, lock: str, code: str, value: str | int | bool) -> None:  # noqa: FBT001 - JSON
        """Let a lock tell any data point."""
        self._state.recorder.tell(self._state.by_name(lock), code, value)

    def duress(self, lock: str, slot: int, *, on: bool = True) -> None:
        """Mark a finger, card or PIN for duress in the app; its slot as in `state`."""
        self._method_slot(lock, slot)
        self._state.by_name(lock).opmodes[slot].duress = on

    def remote_unlock(self, lock: str, *, on: bool) -> None:
        """Allow unlocking from afar in the app, or forbid it."""
        remote = self._state.by_name(lock).remote
        for kind in remote:
            remote[kind] = on

    def remote_key(self, lock: str, *, there: bool) -> None:
        """Let a lock have the key for remote opening, or have missed it."""
        self._state.by_name(lock).has_remote_key = there

    def ways(self, lock: str, ways: list[str]) -> None:
        """Set how a lock opens from afar: `door-operate`, `open-door` and so on."""
        self._state.by_name(lock).ways = frozenset(Way(way) for way in ways)

    def pin_lengths(self, lock: str, lengths: list[int]) -> None:
        """Set which PINs a lock takes."""
        self._state.by_name(lock).pin_lengths = frozenset(lengths)

    def takes_open(self, lock: str, style: str) -> None:
        """Set how `open` has to be written: `boolean`, `string` or `both`."""
        if style not in {"boolean", "string", "both"}:
            msg = f"no style {style!r}"
            raise ValueError(msg)
        self._state.by_name(lock).takes_open = style

    def fail_deliveries(self, lock: str, times: int = 1) -> None:
        """Let the lock refuse the next passwords that arrive."""
        self._state.by_name(lock).failures = times

    def lock_clock(self, lock: str, seconds: float) -> None:
        """Let a lock's own clock be fast, or slow."""
        self._state.by_name(lock).clock_skew = seconds

    def rename(self, lock: str, to: str) -> None:
        """Give a lock another name in the app; the desk goes on with the old one."""
        device = self._state.by_name(lock).device
        device.name = to
        self._state.queue.event(device, "nameUpdate", {"name": to})

    def fill(self, lock: str, room: int = 0) -> int:
        """Leave room for so many valid passwords of ten; answers how many it made."""
        target, now = self._state.by_name(lock), self._state.now
        self._state.catch_up()
        valid = sum(row.valid(now) for row in target.passwords.values())
        made = max(0, MOST_VALID - room - valid)
        for _ in range(made):
            self._make_password(target)
        return made

    def delete_password(self, lock: str, password: int) -> None:
        """Delete a temporary password in the app."""
        target = self._state.by_name(lock)
        self._state.memory.delete(target, target.passwords[password])

    def dynamic(self, lock: str) -> str:
        """Let the app show the dynamic password of this moment."""
        return dynamic_password(self._state, self._state.by_name(lock))

    def online(self, device: str, *, online: bool) -> None:
        """Let a device that is no lock come or go, by its name."""
        rows = self._state.devices.values()
        found = next((row for row in rows if row.name == device), None)
        if found is None or found.id in self._state.locks:
            msg = f"no device called {device!r} beside the locks"
            raise ControlError(msg)
        found.online = online
        self._state.catch_up()

    def remove(self, lock: str) -> None:
        """Take a lock out of the account, as the app does."""
        target = self._state.by_name(lock)
        del self._state.locks[target.id]
        del self._state.devices[target.id]
        self._state.queue.event(target.device, "delete", {})

    def _method_slot(self, lock: str, slot: int) -> None:
        """Raise unless the lock has a method of that slot."""
        self._state.catch_up()
        if slot not in self._state.by_name(lock).opmodes:
            msg = f"{lock!r} has no method {slot}"
            raise ControlError(msg)

    def _make_password(self, lock: TuyaLock) -> None:
        """Make a password that is in the lock."""
        number, now = next(self._state.password_ids), self._state.now
        length = max(lock.pin_lengths)
        password = TempPassword(
            id=number,
            name=f"Guest {number}",
            digits=offline_digits(str(number))[:length],
            starts=to_s(now),
            ends=to_s(now + timedelta(days=30)),
            slot=free_slot(lock),
            created=now,
        )
        lock.passwords[number] = password
        credential = self._state.memory.credential(lock, password)
        self._state.memory.put(lock, credential)
        self._state.memory.arrived(password, credential.id)
