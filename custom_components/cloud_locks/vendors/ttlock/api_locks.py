"""Calls about locks: listing, state, commands, records, settings (TTLock docs, lock).

One short method each. Wire in, wire out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
import json
from typing import Final

from .._record import Record
from . import calls
from .caller import PAGE, Caller
from .envelope import NoSuchEndpoint, NothingThere
from .wire import LockDetail, OpenState, percent_of, stamp, switch

_BY_GATEWAY: Final = 2
"""`type`, `changeType`: through the gateway, not by a phone beside the lock."""


@dataclass(frozen=True, slots=True)
class LockApi:
    """Locks of one account. Methods raise the errors of `model.errors`."""

    caller: Caller

    async def owned(self) -> list[Record]:
        """Return the locks whose top administrator the account is."""
        return await self.caller.pages(calls.LOCK_LIST, {}, key="lockId")

    async def detail(self, lock_id: str) -> LockDetail:
        """Return what administrators are told about a lock."""
        params: calls.Params = {"lockId": lock_id}
        if not self.caller.has(calls.LOCK_DETAIL):
            answer = await self.caller.ask(calls.LOCK_DETAIL_BY_POST, params)
            return LockDetail.read(answer)
        try:
            return LockDetail.read(await self.caller.ask(calls.LOCK_DETAIL, params))
        except NoSuchEndpoint:
            return await self.detail(lock_id)

    async def open_state(self, lock_id: str) -> OpenState:
        """Ask the lock where its bolt is."""
        answer = await self.caller.ask(calls.OPEN_STATE, {"lockId": lock_id})
        return OpenState.read(answer)

    async def unlock(self, lock_id: str, *, deadline: datetime | None) -> None:
        """Unlock, once."""
        await self.caller.ask(calls.UNLOCK, {"lockId": lock_id}, deadline=deadline)

    async def lock(self, lock_id: str, *, deadline: datetime | None) -> None:
        """Lock, once."""
        await self.caller.ask(calls.LOCK, {"lockId": lock_id}, deadline=deadline)

    async def battery(self, lock_id: str) -> int | None:
        """Ask the lock for its battery (percent)."""
        answer = await self.caller.ask(calls.BATTERY, {"lockId": lock_id})
        return percent_of(answer, "electricQuantity")

    async def door_sensor(self, lock_id: str) -> str | None:
        """Return the id of the lock's door sensor, None without one."""
        answer = await self.caller.ask(calls.DOOR_SENSOR, {"lockId": lock_id})
        return answer.maybe_identifier("doorSensorId")

    async def rename(self, lock_id: str, name: str) -> None:
        """Change the name of a lock in the vendor's app."""
        await self.caller.ask(calls.RENAME, {"lockId": lock_id, "lockAlias": name})

    async def freeze(self, lock_id: str, *, on: bool) -> None:
        """Let a lock take nothing, or everything again."""
        call = calls.FREEZE if on else calls.UNFREEZE
        await self.caller.ask(call, {"lockId": lock_id})

    async def records(
        self, lock_id: str, page: int, start: datetime | None, end: datetime | None
    ) -> list[object]:
        """Return one page of a lock's records, each to be read by itself."""
        params: calls.Params = {
            "lockId": lock_id,
            "pageNo": page,
            "pageSize": PAGE,
            "startDate": None if start is None else stamp(start),
            "endDate": None if end is None else stamp(end),
        }
        return (await self.caller.ask(calls.RECORDS, params)).items("list")

    async def groups(self) -> Mapping[str, str]:
        """Return the names of the account's groups by their ids."""
        try:
            items = await self.caller.pages(calls.GROUPS, {}, key="groupId")
        except NothingThere:
            items = []
        return {
            group_id: name
            for item in items
            if (group_id := item.maybe_identifier("groupId"))
            and (name := item.maybe_text("name") or item.maybe_text("groupName"))
        }

    async def set_auto_lock(self, lock_id: str, seconds: int) -> None:
        """Let a lock lock itself after some seconds; -1: not at all."""
        await self.caller.ask(
            calls.AUTO_LOCK,
            {"lockId": lock_id, "seconds": seconds, "type": _BY_GATEWAY},
        )

    async def set_setting(self, lock_id: str, kind: int, value: int) -> None:
        """Change a setting by its number."""
        await self.caller.ask(
            calls.SETTING,
            {
                "lockId": lock_id,
                "type": kind,
                "value": value,
                "changeType": _BY_GATEWAY,
            },
        )

    async def passage(self, lock_id: str) -> Record:
        """Return the hours in which a lock stays unlocked, several a week."""
        return await self.caller.ask(calls.PASSAGE, {"lockId": lock_id})

    async def set_passage(
        self,
        lock_id: str,
        periods: list[dict[str, object]],
        *,
        on: bool,
        auto_unlock: bool | None,
    ) -> None:
        """Write the hours in which a lock stays unlocked."""
        await self.caller.ask(
            calls.SET_PASSAGE,
            {
                "lockId": lock_id,
                "passageMode": switch(on=on),
                "cyclicConfig": json.dumps(periods, separators=(",", ":")),
                "autoUnlock": None if auto_unlock is None else switch(on=auto_unlock),
                "type": _BY_GATEWAY,
            },
        )

    async def old_passage(self, lock_id: str) -> Record:
        """Return the hours in which a lock stays unlocked, by the older call."""
        return await self.caller.ask(calls.OLD_PASSAGE, {"lockId": lock_id})

    async def set_old_passage(self, lock_id: str, fields: calls.Params) -> None:
        """Write the hours in which a lock stays unlocked, by the older call."""
        await self.caller.ask(
            calls.SET_OLD_PASSAGE, {"lockId": lock_id, "type": _BY_GATEWAY, **fields}
        )
