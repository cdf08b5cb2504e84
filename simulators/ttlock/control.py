"""The control desk of the TTLock cloud: what only this cloud can suffer."""

from dataclasses import asdict

from .control_callbacks import CallbackControl
from .control_locks import LockControl
from .devices import TtlockLock
from .plans import PLANS
from .platforms import REGIONS
from .state import Refuse


class TtlockControl(LockControl, CallbackControl):
    """What can be set at the cloud; locks and gateways go by id or name of the home."""

    def state(self) -> dict[str, object]:
        """Tell ids, accounts, switches, quotas, and which commands have arrived."""
        state = self._state
        state.catch_up()
        return {
            "locks": {
                lock.hardware.id: _lock_report(lock) for lock in state.locks.values()
            },
            "gateways": {row.gateway.id: row.id for row in state.gateways.values()},
            "uid": state.account.uid,
            "region": state.account.region,
            "plan": state.sifely.plan.name,
            "calls_this_month": state.sifely.usage.month_count,
            "portal_calls": state.sifely.portal_calls,
            "commands": dict(state.arrived),
            "deleted_locks": list(state.deleted_locks),
            "callbacks": [list(answer) for answer in state.callbacks.answers],
            "switches": asdict(state.switches),
        }

    def switch(self, **values: object) -> None:
        """Set switches by name, see `switches.py`."""
        self._state.switches.set(values)

    def expire_tokens(self) -> None:
        """Let all access tokens end now; refresh tokens go on."""
        for grant in self._state.vault.grants:
            grant.ends = min(grant.ends, self._state.now)

    def revoke_tokens(self) -> None:
        """End all tokens, refresh tokens and the API key of the account."""
        self._state.vault.revoke(self._state.account)

    def sign_out(self) -> None:
        """Change the password in the app: nothing that a client has works any more."""
        self.revoke_tokens()
        self.password(f"{self._state.account.password}-new")

    def password(self, to: str) -> None:
        """Give the account another password."""
        self._state.account.password = to

    def region(self, to: str) -> None:
        """Let the account live in TTLock's region `eu` or `cn`."""
        if to not in REGIONS:
            msg = f"no region {to!r}"
            raise ValueError(msg)
        self._state.account.region = to

    def plan(self, name: str | None = None, *, subscribed: bool = True) -> None:
        """Put the Sifely account on a plan, `DEVELOPER` for instance, or on none."""
        if name is not None:
            self._state.sifely.plan = PLANS[name.upper()]
        self._state.sifely.subscribed = subscribed

    def calls(self, made: int) -> None:
        """Pretend that so many calls were made this month."""
        self._state.sifely.usage.count(self._state.now)
        self._state.sifely.usage.month_count = made

    def refuse(self, number: int, times: int | None = 1, path: str = "") -> None:
        """Refuse the next operations with an error number, before any work is done.

        `path` is a pattern; `times` null goes on until `accept`.
        """
        self._state.refusals.append(Refuse(number=number, times=times, path=path))

    def accept(self) -> None:
        """End all that `refuse` has ordered."""
        self._state.refusals.clear()

    def busy(self, name: str, times: int = 1) -> None:
        """Let a gateway, or a Wi-Fi lock, be busy for the next messages."""
        self._lane(name).busy_times = times


def _lock_report(lock: TtlockLock) -> dict[str, object]:
    """Describe one lock, digits included: they open only a fictitious door."""
    return {
        "id": lock.id,
        "feature_value": lock.feature_value,
        "frozen": lock.frozen,
        "auto_lock": lock.auto_lock,
        "ekeys": {ekey.user.username: ekey.id for ekey in lock.ekeys.values()},
        "passcodes": [
            {
                "id": row.id,
                "name": row.name,
                "digits": row.digits,
                "status": int(row.status),
                "on_lock": row.on_lock,
            }
            for row in lock.passcodes.values()
        ],
    }
