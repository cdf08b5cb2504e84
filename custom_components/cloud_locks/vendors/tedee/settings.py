"""Settings of Tedee locks and their keypads (Tedee API docs, update lock settings).

The cloud takes a change at once and hands it to the device when it can.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import override

from ...model.command import Outcome
from ...model.errors import LockBusy, NotFound, Unsupported, VendorError
from ...model.lock import LockId
from ...model.parts import Settings
from ...model.reason import Reason
from ...model.settings import SettingKey, SettingValue
from .api import TedeeApi
from .facts import LockFacts
from .known import KnownLocks
from .setting_rows import OF_KEYPAD, OF_LOCK, SettingRow, WireValue
from .setting_wire import DeviceSettings
from .wire import KeypadItem

type Fields = dict[str, WireValue]


@dataclass(frozen=True, slots=True)
class _Way:
    """How the settings of one kind of device are changed and read again."""

    change: Callable[[LockFacts, Fields], Awaitable[None]]
    reread: Callable[[LockFacts], Awaitable[LockFacts]]
    settings: Callable[[LockFacts], DeviceSettings]


class TedeeSettings(Settings):
    """Changes one setting at a time; all others are left out and so stay."""

    def __init__(self, api: TedeeApi, known: KnownLocks) -> None:
        """Take what to send by, and what is known."""
        self._api = api
        self._known = known
        lock = _Way(self._change_lock, known.reread, lambda facts: facts.settings)
        keypad = _Way(
            self._change_keypad,
            known.reread_keypad,
            lambda facts: _keypad(facts).settings,
        )
        self._rows: Mapping[SettingKey, tuple[SettingRow, _Way]] = {
            **{row.key: (row, lock) for row in OF_LOCK},
            **{row.key: (row, keypad) for row in OF_KEYPAD},
        }

    @override
    async def set(
        self, lock_id: LockId, key: SettingKey, value: SettingValue
    ) -> Outcome:
        facts = await self._known.facts(lock_id)
        if all(setting.key is not key for setting in facts.lock.settings):
            raise Unsupported(key)
        row, way = self._rows[key]
        await self._change(facts, way, {row.name: row.wire_value(value)})
        return await self._outcome(facts, way)

    async def _change(self, facts: LockFacts, way: _Way, fields: Fields) -> None:
        """Send a change; again only if the revision that it named is not current.

        That answer proves that nothing was written.
        """
        try:
            await way.change(facts, fields)
        except LockBusy:
            await way.change(await way.reread(facts), fields)

    async def _outcome(self, facts: LockFacts, way: _Way) -> Outcome:
        """Look whether the device has the change; it is made, whatever this tells."""
        try:
            settings = way.settings(await way.reread(facts))
        except VendorError:
            return Outcome.ACCEPTED
        return Outcome.CONFIRMED if settings.taken else Outcome.ACCEPTED

    async def _change_lock(self, facts: LockFacts, fields: Fields) -> None:
        await self._api.change_lock(facts, _revision(facts.settings), fields)

    async def _change_keypad(self, facts: LockFacts, fields: Fields) -> None:
        keypad = _keypad(facts)
        revision = _revision(keypad.settings)
        await self._api.change_keypad(facts, keypad.vendor_id, revision, fields)


def _revision(settings: DeviceSettings) -> int:
    """Return what a change has to name; without it the cloud takes none."""
    if settings.revision is None:
        raise Unsupported("no revision")
    return settings.revision


def _keypad(facts: LockFacts) -> KeypadItem:
    """Return the keypad. `NotFound` when the lock has none any more."""
    if facts.keypad is None:
        raise NotFound("keypad", reason=Reason.KEYPAD_MISSING)
    return facts.keypad
