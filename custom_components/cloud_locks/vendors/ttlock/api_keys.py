"""Calls about keys of the app (TTLock docs, ekey). One short method each."""

from dataclasses import dataclass
from datetime import datetime

from ...model.secret import Secret
from .._record import Record
from . import calls
from .caller import Caller
from .key_wire import PersonKey
from .wire import stamp, switch


@dataclass(frozen=True, slots=True)
class KeyApi:
    """Keys to an account's locks. Methods raise the errors of `model.errors`."""

    caller: Caller

    async def own(self) -> list[Record]:
        """Return the keys that the account has itself, to its own locks too."""
        return await self.caller.pages(calls.KEY_LIST, {}, key="lockId")

    async def of_lock(self, lock_id: str) -> tuple[PersonKey, ...]:
        """Return the keys of everybody else, without the top administrator's.

        `ProtocolError` for one without an id: who is not listed counts as gone.
        `keyRight` and `orderBy` mean other things at TTLock than at Sifely, so they are
        left out.
        """
        records = await self.caller.pages(
            calls.KEYS_OF_LOCK, {"lockId": lock_id}, key="keyId"
        )
        return tuple(map(PersonKey.read, records))

    async def send(
        self,
        lock_id: str,
        *,
        username: Secret,
        name: str,
        start: datetime | None,
        end: datetime | None,
        remote: bool,
        authorized: bool,
    ) -> str | None:
        """Send a key; return its id, None when it is not told.

        Nobody is registered by it: a new account would have a password that anybody can
        guess.
        """
        answer = await self.caller.ask(
            calls.SEND_KEY,
            {
                "lockId": lock_id,
                "receiverUsername": username,
                "keyName": name,
                "startDate": stamp(start),
                "endDate": stamp(end),
                "remoteEnable": switch(on=remote),
                "keyRight": int(authorized),
            },
        )
        return answer.maybe_identifier("keyId")

    async def delete(self, key_id: str) -> None:
        """Delete a key. That of the top administrator would delete the lock."""
        await self.caller.ask(calls.DELETE_KEY, {"keyId": key_id})

    async def update(
        self, key_id: str, *, name: str | None, remote: bool | None
    ) -> None:
        """Rename a key, or say whether it works from afar."""
        await self.caller.ask(
            calls.UPDATE_KEY,
            {
                "keyId": key_id,
                "keyName": name,
                "remoteEnable": None if remote is None else switch(on=remote),
            },
        )

    async def change_period(
        self, key_id: str, start: datetime | None, end: datetime | None
    ) -> None:
        """Change from when until when a key works."""
        await self.caller.ask(
            calls.KEY_PERIOD,
            {"keyId": key_id, "startDate": stamp(start), "endDate": stamp(end)},
        )

    async def freeze(self, key_id: str, *, on: bool) -> None:
        """Let a key open nothing for a while, or open again."""
        call = calls.FREEZE_KEY if on else calls.UNFREEZE_KEY
        await self.caller.ask(call, {"keyId": key_id})

    async def authorize(self, lock_id: str, key_id: str, *, on: bool) -> None:
        """Make somebody an administrator of a lock, or no more."""
        call = calls.AUTHORIZE_KEY if on else calls.UNAUTHORIZE_KEY
        await self.caller.ask(call, {"lockId": lock_id, "keyId": key_id})
