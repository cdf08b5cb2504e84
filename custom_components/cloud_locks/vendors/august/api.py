"""The operations of the interface, one short method each. Wire in, wire out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ...model.errors import ProtocolError, RejectedError
from ...model.reason import Reason
from ...model.secret import Secret
from .._http import Response
from .._record import Record
from . import endpoints as e
from .caller import Caller
from .endpoints import Command

COMMAND_TIMEOUT: Final = 60.0
"""Seconds. A movement takes 2 to 12; clients give up after as many."""

_LATER: Final = {"type": "async", "v": "2.3.1"}
"""With these clients ask for an answer that does not wait for the lock."""


@dataclass(frozen=True, slots=True)
class Api:
    """The interface as one account sees it. Methods raise errors of `model.errors`."""

    caller: Caller

    async def locks(self) -> dict[str, Record]:
        """Return the locks of the account by their id."""
        answer = (await self.caller.ask(e.LOCKS)).json()
        if not isinstance(answer, dict):
            raise ProtocolError("locks is not an object")
        return {
            str(lock_id): Record(item, "lock")
            for lock_id, item in answer.items()
            if isinstance(item, dict)
        }

    async def lock(self, lock_id: str) -> Record:
        """Return everything about one lock. It holds secrets, PINs among them."""
        return await self.caller.record(e.LOCK, lock=lock_id)

    async def status(self, lock_id: str) -> Record:
        """Return what the cloud remembers of bolt and door; the lock is not asked."""
        return await self.caller.record(e.STATUS, lock=lock_id)

    async def capabilities(self, lock_id: str) -> Record:
        """Return what a lock can do. `RejectedError` for older ones is normal."""
        query = {"serialNumber": lock_id, "topLevelHost": "true"}
        return await self.caller.record(e.CAPABILITIES, query=query)

    async def delete_lock(
        self, lock_id: str, *, name: str, typed: str, soft: bool
    ) -> None:
        """Reset a lock to how it left the factory; `soft`: keep it set up.

        Everybody else and all PINs go. Somebody has to have `typed` its name.
        """
        if typed.strip() != name.strip():
            raise RejectedError("name", reason=Reason.NAME_INVALID)
        query = {"soft": "1" if soft else "0"}
        await self.caller.ask(e.DELETE_LOCK, lock=lock_id, query=query)

    async def pins(self, lock_id: str) -> object:
        """Return the PINs of a lock in groups, in clear text."""
        return (await self.caller.ask(e.PINS, lock=lock_id)).json()

    async def write_pins(
        self, lock_id: str, commands: Sequence[Mapping[str, Any]]
    ) -> str | None:
        """Queue commands about PINs; return the transaction, None when not told."""
        body = {"commands": list(commands)}
        answer = await self.caller.ask(e.WRITE_PINS, lock=lock_id, body=body)
        return _told(answer, "transactionID")

    async def reserve_pin(self, lock_id: str) -> Secret:
        """Return digits that are free, and stay so for three minutes."""
        return Secret(
            (await self.caller.record(e.RESERVE_PIN, lock=lock_id)).text("pin")
        )

    async def transfer_pin(self, lock_id: str, old: str, new: str) -> None:
        """Give somebody's PIN to another user."""
        body = {"oldUserID": old, "newUserID": new}
        await self.caller.ask(e.TRANSFER_PIN, lock=lock_id, body=body)

    async def master_pin(self, lock_id: str) -> Secret:
        """Return the digits that open the menu of a keypad."""
        return Secret(
            (await self.caller.record(e.MASTER_PIN, lock=lock_id)).text("pin")
        )

    async def set_master_pin(self, lock_id: str, pin: Secret) -> None:
        """Queue other digits for the menu of a keypad."""
        body = {"pin": pin.reveal()}
        await self.caller.ask(e.SET_MASTER_PIN, lock=lock_id, body=body)

    async def operate(
        self, lock_id: str, command: Command, *, deadline: datetime | None = None
    ) -> Record:
        """Tell a lock something and wait for it; empty when nothing is told of it."""
        answer = await self.caller.ask(
            e.OPERATE,
            lock=lock_id,
            command=command,
            patience=COMMAND_TIMEOUT,
            deadline=deadline,
        )
        return _object(answer)

    async def operate_later(
        self, lock_id: str, command: Command, *, persistent: bool = False
    ) -> None:
        """Tell a lock something; what became of it is pushed, or read afterwards.

        `persistent`: its bridge keeps the connection to it.
        """
        query = {**_LATER, **({"connection": "persistent"} if persistent else {})}
        await self.caller.ask(
            e.OPERATE_LATER, lock=lock_id, command=command, query=query
        )

    async def extended_function(
        self, lock_id: str, function: str, parameters: Mapping[str, Any]
    ) -> Record:
        """Call a further function of a lock, for example `vacationMode`."""
        answer = await self.caller.ask(
            e.OPERATE,
            lock=lock_id,
            command=Command.EXTENDED_FUNCTION,
            body={"function": function, "parameters": dict(parameters)},
            patience=COMMAND_TIMEOUT,
        )
        return _object(answer)

    async def add_user(self, lock_id: str, user_id: str, kind: str) -> None:
        """Give somebody access: `user`, `manager` or `superuser`."""
        await self.caller.ask(e.ADD_USER, lock=lock_id, user=user_id, type=kind)

    async def change_user(self, lock_id: str, user_id: str, kind: str) -> None:
        """Make somebody another kind of user."""
        await self.caller.ask(e.CHANGE_USER, lock=lock_id, user=user_id, type=kind)

    async def houses(self) -> list[Record]:
        """Return the houses of the account; three shapes are documented."""
        answer = (await self.caller.ask(e.HOUSES)).json()
        if isinstance(answer, dict):
            inner = answer.get("houses")
            answer = inner if isinstance(inner, list) else [answer]
        if not isinstance(answer, list):
            raise ProtocolError("houses is no list")
        return [Record(item, "house") for item in answer if isinstance(item, dict)]

    async def house(self, house_id: str) -> Record:
        """Return a house with its locks and who belongs to it."""
        return await self.caller.record(e.HOUSE, house=house_id)

    async def activities(self, house_id: str, limit: int) -> object:
        """Return the newest entries of a house: an object, or an older shape a list."""
        query = {"limit": str(limit)}
        return (await self.caller.ask(e.ACTIVITIES, house=house_id, query=query)).json()

    async def sub_user(self, reference: str, first: str, last: str) -> Record:
        """Make or return a user who belongs to the caller, with a token of theirs."""
        body = {"partnerUserID": reference, "firstName": first, "lastName": last}
        return await self.caller.record(e.SUB_USER, body=body)

    async def sub_users(self, page: int, size: int = 1000) -> Record:
        """Return a page of the users who belong to the caller."""
        query = {"page": str(page), "pageSize": str(size)}
        return await self.caller.record(e.SUB_USERS, query=query)

    async def subscribe(self) -> str:
        """Make a subscriber of the socket; return its id."""
        answer = await self.caller.record(e.SUBSCRIBE, body={"scopes": ["lock"]})
        return answer.identifier("subscriberID")

    async def subscriber(self, subscriber_id: str) -> Record:
        """Return a subscriber of the socket."""
        return await self.caller.record(e.SUBSCRIBER, subscriber=subscriber_id)

    async def unsubscribe(self, subscriber_id: str) -> None:
        """Delete a subscriber of the socket."""
        await self.caller.ask(e.UNSUBSCRIBE, subscriber=subscriber_id)

    async def logout(self, install_id: str, device_id: str) -> None:
        """End all tokens of an installation of the app."""
        body = {"apnsDeviceID": device_id, "installID": install_id}
        await self.caller.ask(e.LOGOUT, body=body)


def _object(answer: Response) -> Record:
    """Return a body as an object; one that is none tells nothing."""
    try:
        return Record(answer.json(), "answer")
    except ProtocolError:
        return Record({}, "answer")


def _told(answer: Response, name: str) -> str | None:
    return _object(answer).maybe_identifier(name)
