"""The control desk of the Tedee cloud: keys, oddities and switches."""

from dataclasses import asdict
from datetime import timedelta

from simulators.doorlog import Act

from .control_people import PeopleControl
from .devices import Oddities
from .people import Scope


class TedeeControl(PeopleControl):
    """What can be set at the Tedee cloud; locks go by id or name of the home."""

    def state(self) -> dict[str, object]:
        """Tell ids, revisions, roles, switches and quotas used."""
        user = self._state.account
        return {
            "locks": {
                lock.lock.id: {
                    "id": lock.id,
                    "serial": lock.serial,
                    "revision": lock.revision,
                    "list_version": lock.lock.credentials.version,
                }
                for lock in self._state.locks.values()
            },
            "scopes": sorted(self._state.key.scopes),
            "switches": asdict(self._state.switches),
            "requests_this_hour": self._state.limits.hourly.used(user.identity),
            "syncs_too_soon": self._state.limits.syncs.too_soon,
        }

    def switch(self, **values: object) -> None:
        """Set switches by name, see `switches.py`."""
        self._state.switches.set(values)

    def revoke_key(self) -> None:
        """Revoke the personal key of the account."""
        self._state.key.revoked = True

    def expire_key(self, seconds: float = 0) -> None:
        """Let the personal key end so many seconds from now."""
        now = self._state.home.clock.now()
        self._state.key.valid_to = now + timedelta(seconds=seconds)

    def renew_key(self) -> str:
        """Make a new personal key with every scope; answers the key."""
        state = self._state
        state.key = state.add_key(state.account, "Home Assistant", set(Scope))
        return state.key.value

    def remove_scope(self, scope: str) -> None:
        """Take a scope from the personal key."""
        self._state.key.scopes.discard(Scope(scope))

    def add_scope(self, scope: str) -> None:
        """Give the personal key a scope."""
        self._state.key.scopes.add(Scope(scope))

    def replace_device(self, lock: str) -> int:
        """Remove a lock and add it again: a new id, the same serial; answers the id."""
        device = self._state.by_name(lock)
        del self._state.locks[device.id]
        rows = self._state.accesses.pop(device.id)
        device.id = self._state.new_device_id()
        self._state.locks[device.id] = device
        self._state.accesses[device.id] = rows
        for access in rows.values():
            access.device_id = device.id
        return device.id

    def oddities(
        self,
        lock: str,
        *,
        state: int | None = None,
        door_state: int | None = None,
        type: int | None = None,  # noqa: A002 - the name of the wire's field
        null_device_state: bool = False,
        null_connected: bool = False,
        null_result: bool = False,
    ) -> None:
        """Show raw numbers and nulls instead of the truth; nothing given: the truth."""
        self._state.by_name(lock).oddities = Oddities(
            state=state,
            door_state=door_state,
            type=type,
            null_device_state=null_device_state,
            null_connected=null_connected,
            null_result=null_result,
        )

    def raw_event(self, lock: str, number: int) -> None:
        """Write an event of any number into a lock's log."""
        hardware = self._state.home.lock(lock)
        self._state.home.log.add(hardware.id, Act.OTHER, number=number)

    def update_available(self, lock: str, *, available: bool = True) -> None:
        """Offer a newer firmware, or not."""
        self._state.by_name(lock).update_available = available
