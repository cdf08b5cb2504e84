"""The control desk of the Tuya cloud: what only this cloud can suffer."""

from dataclasses import asdict
from datetime import timedelta

from .accounts import SCHEMAS
from .control_locks import LockControl
from .control_people import PeopleControl
from .control_queue import QueueControl
from .devices import TuyaLock
from .platforms import REGIONS
from .services import STANDINGS, Service
from .state import Refuse


class TuyaControl(LockControl, PeopleControl, QueueControl):
    """What can be set at the cloud; locks and gateways go by id or name of the home."""

    def state(self) -> dict[str, object]:
        """Tell ids, passwords, methods, quotas, and which commands have arrived."""
        state = self._state
        state.catch_up()
        return {
            "locks": {
                lock.hardware.id: _lock_report(lock) for lock in state.locks.values()
            },
            "gateways": dict(state.gateway_ids),
            "devices": {row.name: row.id for row in state.devices.values()},
            "uid": state.account.uid,
            "region": state.account.region,
            "calls": state.calls,
            "commands": dict(state.arrived),
            "writes": sum(state.arrived.values()),
            "services": asdict(state.services),
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
        """End all tokens, refresh tokens too; the secret goes on."""
        for grant in self._state.vault.grants:
            grant.revoked = True

    def forget_tokens(self) -> None:
        """Let the cloud not know any token that it gave: 1011 instead of 1010."""
        self._state.vault.grants.clear()

    def sign_out(self) -> None:
        """Renew secret and password: nothing that a client has works any more."""
        self._state.vault.grants.clear()
        self._state.project.secret = self._state.fresh(32)
        self.password(f"{self._state.account.password}-new")

    def password(self, to: str) -> None:
        """Give the app account another password."""
        self._state.account.password = to

    def schema(self, to: str) -> None:
        """Let the account belong to another app: `tuyaSmart` or `smartlife`."""
        if to not in SCHEMAS:
            msg = f"no app {to!r}"
            raise ValueError(msg)
        self._state.account.schema = to

    def link(self, *, linked: bool) -> None:
        """Link the app account to the project, or end that."""
        self._state.account.linked = linked

    def region(self, account: str | None = None, project: str | None = None) -> None:
        """Let the account live in, or enable the project for, one more data centre."""
        for key in (account, project):
            if key is not None and key not in REGIONS:
                msg = f"no region {key!r}"
                raise ValueError(msg)
        if account is not None:
            self._state.account.region = account
        if project is not None:
            self._state.project.regions.add(project)

    def project_region(self, to: str) -> None:
        """Enable the project for one data centre alone."""
        if to not in REGIONS:
            msg = f"no region {to!r}"
            raise ValueError(msg)
        self._state.project.region = to
        self._state.project.regions.clear()

    def subscription(self, service: str, standing: str = "missing") -> None:
        """Set how a service stands: `iot_core`, `smart_lock`, `token` or `messages`.

        `ok`, `missing`, `unsubscribed`, `expired`, `overdue`, `quota`, `unauthorised`,
        or, as clients have seen it, `lapsed` (1108) and `denied` (1106).
        """
        if standing not in STANDINGS:
            msg = f"no standing {standing!r}"
            raise ValueError(msg)
        setattr(self._state.services, Service(service).value, standing)
        if service == Service.MESSAGES:
            self._state.queue.enabled = standing == "ok"

    def calls(self, made: int) -> None:
        """Pretend that so many calls were made this month."""
        self._state.calls = made

    def clock_skew(self, seconds: float) -> None:
        """Let the cloud's clock be ahead of everybody else's."""
        self._state.skew = timedelta(seconds=seconds)

    def refuse(self, number: int, times: int | None = 1, path: str = "") -> None:
        """Refuse the next operations with an error number, before any work is done.

        `path` is a pattern; `times` null goes on until `accept`.
        """
        self._state.refusals.append(Refuse(number=number, times=times, path=path))

    def accept(self) -> None:
        """End all that `refuse` has ordered."""
        self._state.refusals.clear()


def _lock_report(lock: TuyaLock) -> dict[str, object]:
    """Describe one lock, digits included: they open only a fictitious door."""
    return {
        "id": lock.id,
        "kind": lock.kind.name,
        "category": lock.kind.category,
        "online": lock.online,
        "waiting": len(lock.waiting),
        "ticket": lock.ticket.id if lock.ticket else None,
        "passwords": [
            {
                "id": row.id,
                "name": row.name,
                "digits": row.digits,
                "phase": int(row.phase),
                "delivery": int(row.delivery),
                "slot": row.slot,
                "deleted": row.deleted,
            }
            for row in lock.passwords.values()
        ],
        "methods": [
            {
                "id": row.id,
                "code": row.code,
                "slot": row.slot,
                "name": row.name,
                "user": row.user_id,
                "duress": row.duress,
            }
            for row in lock.opmodes.values()
        ],
        "members": {row.id: row.name for row in lock.members.values()},
        "enrolling": lock.enrolment.kind if lock.enrolment else None,
    }
