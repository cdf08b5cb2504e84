"""The control desk of the August and Yale clouds: what only they can suffer."""

from dataclasses import asdict

from .accounts import SUB_USER_SCOPE
from .control_locks import LockControl
from .devices import AugustLock
from .platforms import PLATFORMS
from .refusals import refusal_body
from .state import Refuse


class AugustControl(LockControl):
    """What can be set at the cloud; locks go by id or name of the home."""

    def state(self) -> dict[str, object]:
        """Tell ids, PINs, tokens, and which commands have arrived."""
        state = self._state
        state.catch_up()
        return {
            "user_id": state.account.id,
            "locks": {
                lock.hardware.id: _lock_report(lock) for lock in state.locks.values()
            },
            "deleted_locks": state.deleted_locks,
            "houses": {house.name: house.id for house in state.houses.values()},
            "commands": dict(state.arrived),
            "writes": sum(
                times
                for name, times in state.arrived.items()
                if not name.endswith("/status")
            ),
            "refreshes": state.vault.refreshes,
            "subscribers": {
                row.id: len(row.sockets) for row in state.subscribers.values()
            },
            "switches": asdict(state.switches),
        }

    def switch(self, **values: object) -> None:
        """Set switches by name, see `switches.py`."""
        self._state.switches.set(values)

    def tokens(self, brand: str) -> dict[str, object]:
        """Sign in for somebody; answers what an authorization server does."""
        return self._state.vault.sign_in(_known(brand), "")

    def consent(self, *, given: bool) -> None:
        """Let the person at the authorization page say yes, or no."""
        self._state.denies = not given

    def accept_key(self, brand: str, key: str) -> None:
        """Let a further API key be good, that of another client for instance."""
        self._state.vault.keys[_known(brand)].add(key)

    def retire_key(self, brand: str) -> None:
        """Let no API key of a company be good any more."""
        self._state.vault.keys[_known(brand)].clear()

    def expire_tokens(self) -> None:
        """Let all access tokens end now; refresh tokens go on."""
        for grant in self._state.vault.grants.values():
            grant.ends = min(grant.ends, self._state.now)

    def revoke_tokens(self) -> None:
        """End all tokens, refresh tokens too."""
        self._state.vault.revoke()

    def sign_out(self) -> None:
        """End all tokens and renew the client secrets: nothing works any more."""
        self._state.vault.revoke()
        for partner in self._state.vault.partners.values():
            partner.client_secret = self._state.vault.fresh("client secret", 48)

    def lock_out(self, *, on: bool = True) -> None:
        """Let new tokens say that the account is locked out."""
        self._state.vault.locked_out = on

    def scope(self, brand: str, *, sub_users: bool) -> None:
        """Give a partner's credential the scope of sub-users, or take it away."""
        scopes = self._state.vault.partners[_known(brand)].scopes
        (scopes.add if sub_users else scopes.discard)(SUB_USER_SCOPE)

    def refuse(self, status: int, times: int | None = 1, path: str = "") -> None:
        """Refuse the next operations with a status, before any work is done.

        `path` is a pattern; `times` null goes on until `accept`.
        """
        message = str(refusal_body(status, "Ordered at the control desk")["message"])
        self._state.refusals.append(
            Refuse(status=status, message=message, times=times, path=path)
        )

    def accept(self) -> None:
        """End all that `refuse` has ordered."""
        self._state.refusals.clear()

    def messages(self) -> list[dict[str, object]]:
        """List what was pushed lately, as PubNub has it in a channel for each lock."""
        return [
            {
                "channel": row.channel,
                "lock_id": row.lock_id,
                "at": row.at.isoformat(),
                "message": row.body,
            }
            for row in self._state.push.messages
        ]

    def message(self, lock: str, body: dict[str, object]) -> None:
        """Push any message about a lock."""
        self._state.push.tell(self._state.by_name(lock), body)

    def noise(self, lock: str) -> None:
        """Let the app ask for the state, of which everybody is told."""
        target = self._state.by_name(lock)
        door = target.door_state(is_open=target.hardware.door.is_open)
        body: dict[str, object] = {
            "remoteEvent": 1,
            "status": target.word(),
            "info": {"action": "status", "lockID": target.id},
        }
        self._state.push.tell(target, body if not door else {**body, "doorState": door})

    def mute(self, *, on: bool, pings: bool = True) -> None:
        """Let connections stay up while nothing, or not even a ping, comes through."""
        self._state.push.muted = on
        self._state.push.pings = pings or not on

    async def drop_sockets(self) -> int:
        """Close all connections; answers how many there were."""
        rows = self._state.subscribers.values()
        sockets = [socket for row in rows for socket in row.sockets]
        for socket in sockets:
            await socket.close(code=1012)
        return len(sockets)

    def forget_subscribers(self) -> None:
        """Let the cloud not know any subscriber that it made."""
        self._state.subscribers.clear()


def _known(brand: str) -> str:
    """Return a brand; LookupError for what is none."""
    return PLATFORMS[brand].brand


def _lock_report(lock: AugustLock) -> dict[str, object]:
    """Describe one lock, digits included: they open only a fictitious door."""
    return {
        "id": lock.id,
        "channel": lock.channel,
        "type": lock.kind.type,
        "bridge": None if lock.bridge is None else lock.online,
        "secured": lock.secured,
        "homekit": lock.homekit,
        "users": {user_id: role.value for user_id, role in lock.roles.items()},
        "invitations": {name: role.value for name, role in lock.invitations.items()},
        "master_pin": lock.master.pin if lock.master else None,
        "reserved": [row.pin for row in lock.reservations],
        "pins": [
            {
                "id": row.id,
                "credential": row.credential_id,
                "name": row.name,
                "pin": row.pin,
                "group": row.group.value,
                "slot": row.slot,
                "partner_user_id": row.partner_user_id,
                "user_id": row.user_id,
            }
            for row in lock.pins.values()
        ],
    }
