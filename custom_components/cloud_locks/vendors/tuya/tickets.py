"""Tickets: each allows one thing to be done, once, within minutes.

A ticket may be handed out with little time left, so it is asked for right before use,
never kept, and never used for a second attempt (Tuya docs, "password ticket").
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...model.errors import ProtocolError
from ...model.secret import Secret
from .caller import Caller
from .calls import Call, safe
from .cipher import encrypted_pin
from .error_numbers import TokenRefused

_PATH: Final = "/v1.0/devices/{}/door-lock/password-ticket"
_NEWER: Final = "/v1.0/smart-lock/devices/{}/password-ticket"

PASSWORD_TYPE: Final = "ticket"  # noqa: S105 - a word of the API


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The right to do one thing, and the key to encrypt digits with."""

    id: str
    key: Secret | None

    def password(self, pin: Secret, secret: Secret) -> dict[str, str]:
        """Return encrypted digits as requests carry them."""
        if self.key is None:
            raise ProtocolError("ticket has no key")
        return {
            "password": encrypted_pin(pin, self.key, secret),
            "password_type": PASSWORD_TYPE,
            "ticket_id": self.id,
        }


type Use[T] = Callable[[Ticket], Awaitable[T]]


@dataclass(frozen=True, slots=True)
class Tickets:
    """Asks for tickets and spends them."""

    caller: Caller

    async def spend[T](
        self,
        device_id: str,
        use: Use[T],
        *,
        deadline: datetime | None = None,
        newer: bool = False,
    ) -> T:
        """Return what `use` makes of a new ticket, by the newer interface if wished.

        A refused token proves that nothing was done: once more, with a new token and a
        new ticket. Nothing is asked for after `deadline` (`LockBusy`).
        """
        path = _NEWER if newer else _PATH
        try:
            return await use(await self._get(path, device_id, deadline))
        except TokenRefused:
            return await use(await self._get(path, device_id, deadline))

    async def _get(
        self, path: str, device_id: str, deadline: datetime | None
    ) -> Ticket:
        # Asked for by POST, and nothing at the lock is different after it.
        call = Call(method="POST", path=path.format(safe(device_id)), reads=True)
        answer = await self.caller.ask(call, deadline=deadline)
        record = answer.maybe_record("result")
        if record is None:
            raise ProtocolError("no ticket")
        key = record.maybe_text("ticket_key")
        return Ticket(
            id=record.identifier("ticket_id"), key=None if key is None else Secret(key)
        )
