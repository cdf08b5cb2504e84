"""Changing settings of locks, through their gateway (TTLock docs, lock settings)."""

from typing import Final, override

from ...model.command import Outcome
from ...model.errors import Unsupported, VendorError
from ...model.lock import LockId
from ...model.parts import Settings
from ...model.settings import SettingKey, SettingValue
from .api import Api
from .envelope import NoSuchEndpoint
from .facts import LockFacts
from .known import KnownLocks
from .passage import Passages
from .setting_rows import ROWS, SettingRow
from .turns import Turns
from .wire import switch

type WireValue = bool | int

_OFF: Final = -1

USUAL_DELAY: Final = 15
"""Seconds, for a lock that was never seen to lock itself."""


class TtlockSettings(Settings):
    """Changes one setting at a time."""

    def __init__(
        self, api: Api, known: KnownLocks, turns: Turns, passages: Passages
    ) -> None:
        """Take what to send by, what is known, and who is whose turn."""
        self._api = api
        self._known = known
        self._turns = turns
        self._passages = passages
        self._rows = {row.key: row for row in ROWS}
        self._delays: dict[LockId, int] = {}

    @override
    async def set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if all(setting.key is not key for setting in facts.lock.settings):
            raise Unsupported(key)
        row = self._rows[key]
        checked = row.checked(value)
        self._remember_delay(facts)
        try:
            await self._change(facts, row, checked)
        except NoSuchEndpoint:
            # It is not offered any more.
            await self._look(facts)
            raise
        return await self._outcome(facts, key, checked)

    async def _change(
        self, facts: LockFacts, row: SettingRow, value: WireValue
    ) -> None:
        if row.key is SettingKey.PASSAGE_MODE:
            await self._passages.switch(facts, on=bool(value))
            return
        await self._turns.through(facts.lane, lambda: self._send(facts, row, value))

    async def _send(self, facts: LockFacts, row: SettingRow, value: WireValue) -> None:
        match row.key:
            case SettingKey.AUTO_LOCK:
                seconds = self._delay(facts) if value else _OFF
                await self._api.locks.set_auto_lock(facts.vendor_id, seconds)
            case SettingKey.AUTO_LOCK_DELAY:
                await self._api.locks.set_auto_lock(facts.vendor_id, int(value))
            case SettingKey.FROZEN:
                await self._api.locks.freeze(facts.vendor_id, on=bool(value))
            case _:
                number = switch(on=value) if isinstance(value, bool) else value
                kind = row.number or 0
                await self._api.locks.set_setting(facts.vendor_id, kind, number)

    def _delay(self, facts: LockFacts) -> int:
        """Return after how long a lock locked itself when it last did."""
        return self._delays.get(facts.id, USUAL_DELAY)

    def _remember_delay(self, facts: LockFacts) -> None:
        """Remember what switching off is about to forget: the wire has one number."""
        detail = facts.told.detail
        seconds = None if detail is None else detail.auto_lock_seconds
        if seconds is not None and seconds > 0:
            self._delays[facts.id] = seconds

    async def _outcome(
        self, facts: LockFacts, key: SettingKey, value: SettingValue
    ) -> Outcome:
        """Look whether the cloud shows the change; it is made, whatever this tells."""
        fresh = await self._look(facts)
        settings = () if fresh is None else fresh.lock.settings
        arrived = any(it.key is key and it.value == value for it in settings)
        return Outcome.CONFIRMED if arrived else Outcome.ACCEPTED

    async def _look(self, facts: LockFacts) -> LockFacts | None:
        try:
            return await self._known.reread(facts)
        except VendorError:
            return None
