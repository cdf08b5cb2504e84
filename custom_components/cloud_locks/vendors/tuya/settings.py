"""Changing settings: a data point is sent, and the lock reports it when it has it."""

from dataclasses import replace
from typing import override

from ...model.command import Outcome
from ...model.errors import Unsupported, VendorError
from ...model.lock import LockId
from ...model.parts import Settings
from ...model.settings import SettingKey, SettingValue
from .._connection import Connection
from .api import Api
from .facts import LockFacts
from .known import KnownLocks
from .mapping import with_points
from .setting_rows import ROWS, WITHOUT_PASSWORD, SettingRow


class TuyaSettings(Settings):
    """Changes one setting at a time."""

    def __init__(self, api: Api, known: KnownLocks, connection: Connection) -> None:
        """Take what to send by, what is known, and the clock."""
        self._api = api
        self._known = known
        self._now = connection.now
        self._rows = {row.key: row for row in ROWS}

    @override
    async def set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if all(setting.key is not key for setting in facts.lock.settings):
            raise Unsupported(key)
        if key is SettingKey.REMOTE_UNLOCK:
            return await self._allow(facts, value)
        return await self._send(facts, self._rows[key], value)

    async def _allow(self, facts: LockFacts, value: SettingValue) -> Outcome:
        """Switch opening from afar on or off: the cloud's matter, not the lock's."""
        if not isinstance(value, bool):
            raise Unsupported("value of remote_unlock")
        await self._api.doors.allow(facts.device_id, WITHOUT_PASSWORD, on=value)
        try:
            ways = await self._known.read_remote(facts.device_id)
        except VendorError:
            return Outcome.ACCEPTED
        done = ways.get(WITHOUT_PASSWORD) is value
        return Outcome.CONFIRMED if done else Outcome.ACCEPTED

    async def _send(
        self, facts: LockFacts, row: SettingRow, value: SettingValue
    ) -> Outcome:
        wire = row.wire(value, facts.specification.takes[row.code])
        await self._api.devices.command(facts.device_id, row.code, wire)
        facts = replace(facts, wished={**facts.wished, row.code: wire})
        self._known.put(with_points(facts, {}, self._now()))
        try:
            facts = await self._known.reread(facts)
        except VendorError:
            return Outcome.ACCEPTED
        taken = facts.points.get(row.code) == wire
        return Outcome.CONFIRMED if taken else Outcome.ACCEPTED
