"""Controls of TTLock's locks and gateways: abilities, roles, reach, deliveries."""

from datetime import timedelta

from .devices import Lane, TtlockLock
from .features import feature_bits
from .numbers import NO, YES
from .radio import HEARD_FOR
from .state import TtlockState


class LockControl:
    """What can happen to a lock that only this cloud knows of."""

    def __init__(self, state: TtlockState) -> None:
        """Control the given state."""
        self._state = state

    def feature(self, lock: str, bit: int, *, on: bool) -> str:
        """Give a lock an ability, or take it away; answers the `featureValue`."""
        target = self._state.by_name(lock)
        target.features = target.features | {bit} if on else target.features - {bit}
        return target.feature_value

    def feature_value(self, lock: str, value: str) -> None:
        """Give a lock the abilities of a `featureValue`."""
        self._state.by_name(lock).features = feature_bits(value)

    def remote_unlock(self, lock: str, *, on: bool) -> None:
        """Allow unlocking from afar in the vendor's app, or forbid it."""
        self._state.by_name(lock).remote_unlock = on

    def frozen(self, lock: str, *, on: bool) -> None:
        """Freeze a lock, or end that."""
        self._state.by_name(lock).frozen = on

    def role(self, lock: str, level: str, *, remote: bool = True) -> None:
        """Make the account `guest`, `manager` or `admin` of a lock, or `nobody`."""
        target, me = self._state.by_name(lock), self._state.account
        if level not in {"guest", "manager", "admin", "nobody"}:
            msg = f"no role {level!r}"
            raise ValueError(msg)
        if level == "admin":
            self._own(target)
            return
        if target.owner is me:
            self._hand_over(target)
        old = target.ekey_of(me)
        if old is not None:
            del target.ekeys[old.id]
        if level != "nobody":
            ekey = self._state.add_ekey(target, me, target.owner, me.person.name)
            ekey.right = int(level == "manager")
            ekey.remote = YES if remote else NO

    def ekey(self, lock: str, person: str, status: str) -> None:
        """Set the status of somebody's eKey, `110405` (frozen) for instance."""
        user = self._state.user(self._state.home.person(person))
        found = self._state.by_name(lock).ekey_of(user)
        if found is None:
            msg = f"{person!r} has no eKey of {lock!r}"
            raise LookupError(msg)
        found.status = status

    def out_of_reach(self, lock: str) -> None:
        """Let no gateway hear a lock for so long that the cloud knows of none."""
        self._state.catch_up()
        since = self._state.now - HEARD_FOR - timedelta(minutes=1)
        self._state.by_name(lock).hardware.link.set(online=False, since=since)

    def hear(self, lock: str, gateway: str, signal: int = -65) -> None:
        """Let a gateway hear a lock, so loud in dBm."""
        target = self._state.by_name(lock)
        heard = self._state.gateway_by_name(gateway).gateway
        if heard is not target.hardware.gateway and heard not in target.also_heard:
            target.also_heard.append(heard)
        target.signals[heard.id] = signal

    def power_saving(self, lock: str, *, on: bool) -> None:
        """Let a Wi-Fi lock sleep, or keep it awake."""
        target = self._state.by_name(lock)
        target.power_saving = on
        if not on:
            self.wake(lock)

    def wake(self, lock: str) -> int:
        """Let a sleeping lock ask for what waits for it; answers how much that was."""
        target = self._state.by_name(lock)
        waiting, target.waiting = target.waiting, []
        for deliver in waiting:
            deliver()
        return len(waiting)

    def wifi_set_up(self, lock: str, *, done: bool) -> None:
        """Set up the Wi-Fi of a lock, or lose it."""
        self._state.by_name(lock).wifi_set_up = done

    def fail_deliveries(self, lock: str, times: int = 1) -> None:
        """Let the lock fail at the next changes of its passcodes."""
        self._state.by_name(lock).failures = times

    def fill(self, lock: str, room: int = 0) -> None:
        """Leave room for so many custom passcodes."""
        target = self._state.by_name(lock)
        self._state.catch_up()
        custom = sum(row.custom for row in target.passcodes.values())
        target.hardware.credentials.capacity = custom + room

    def code_data(self, lock: str, *, there: bool) -> None:
        """Let the cloud be able to compute passcodes for a lock, or not."""
        self._state.by_name(lock).code_data = there

    def hidden_auto_lock(self, lock: str, seconds: int) -> None:
        """Let a lock relock by itself although its details say that it never does."""
        target = self._state.by_name(lock)
        target.auto_lock = -1
        target.hardware.settings.auto_lock = timedelta(seconds=seconds)
        target.hardware.rearm()

    def clock_skew(self, lock: str, seconds: float) -> None:
        """Let the lock's own clock be fast, or slow."""
        self._state.by_name(lock).clock_skew = seconds

    def raw_record(
        self,
        lock: str,
        number: int,
        *,
        success: int = 1,
        username: str | None = None,
        shown: str | None = None,
    ) -> int:
        """Write a record of any type; answers its id."""
        target = self._state.by_name(lock)
        record = self._state.recorder.add(
            target,
            number,
            self._state.now,
            success=success,
            username=username,
            shown=shown,
        )
        return record.id

    def phone(self, lock: str) -> None:
        """Let a phone at the door bring the lock's records to the cloud."""
        self._state.recorder.carry(self._state.by_name(lock), self._state.now)

    def _lane(self, name: str) -> Lane:
        """Return what takes one message at a time: a gateway's, or a Wi-Fi lock's."""
        if name in {row.gateway.id for row in self._state.gateways.values()}:
            return self._state.gateway_by_name(name).lane
        target = self._state.by_name(name)
        if target.wifi or target.hardware.gateway is None:
            return target.lane
        return self._state.radio.of(target.hardware.gateway).lane

    def _own(self, lock: TtlockLock) -> None:
        """Make the account the top administrator."""
        self._hand_over(lock)
        lock.owner = self._state.account
        self._state.add_ekey(lock, lock.owner, lock.owner, "admin").admin = True

    def _hand_over(self, lock: TtlockLock) -> None:
        """Make somebody else the top administrator."""
        for ekey in [row for row in lock.ekeys.values() if row.admin]:
            del lock.ekeys[ekey.id]
        others = (row for row in self._state.users if row is not self._state.account)
        lock.owner = next(others)
        self._state.add_ekey(lock, lock.owner, lock.owner, "admin").admin = True
