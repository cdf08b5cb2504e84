"""What the socket says of a lock. Facts are taken from it; who did it is in the log.

A code typed at the keypad is first told as a hand at the knob, so no message becomes an
event: it is a reason to read the log (recorded messages).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ...model.lock import Reachability
from ...model.updates import GatewayUpdate, Hint, LockUpdate, Update
from .._record import Record
from .facts import LockFacts
from .known import KnownLocks
from .mapping import moved
from .wire import StatusItem
from .words import BRIDGE_OFFLINE, BRIDGE_ONLINE

_BRIDGES: Final = {BRIDGE_ONLINE: True, BRIDGE_OFFLINE: False}

_LOOKED: Final = "status"
"""The action of somebody's app that only looked: many do, and nothing happened."""

_BRIDGE_AWAY: Final = 422


class Messages:
    """Reads messages."""

    def __init__(self, known: KnownLocks) -> None:
        """Take what is known."""
        self._known = known

    def read(self, message: Record) -> Iterator[Update]:
        """Yield what a message says; of locks that nobody knows, that there is one."""
        info = message.maybe_record("info") or Record({}, "info")
        lock_id = message.maybe_identifier("lockID") or info.maybe_identifier("lockID")
        facts = None if lock_id is None else self._known.at_hand(lock_id)
        if facts is None:
            if lock_id is not None:
                yield Hint()
            return
        word = message.maybe_text("lockAction") or message.maybe_text("status")
        online = _BRIDGES.get((word or "").lower())
        if online is None and _says_away(message):
            online = False
        if online is not None:
            yield from self._present(facts, online=online)
            return
        yield from self._reported(facts, word, message.maybe_text("doorState"))
        if info.maybe_text("action") != _LOOKED:
            yield Hint(lock_id=facts.id)

    def _reported(
        self, facts: LockFacts, word: str | None, door: str | None
    ) -> Iterator[Update]:
        lock = moved(facts.lock, StatusItem(bolt=word, door=door))
        if lock != facts.lock:
            self._known.put(replace(facts, lock=lock))
            yield LockUpdate(lock=lock)

    def _present(self, facts: LockFacts, *, online: bool) -> Iterator[Update]:
        """Yield a bridge that came or went; a lock that came is looked at."""
        state = Reachability.ONLINE if online else Reachability.OFFLINE
        lock = replace(facts.lock, reachability=state)
        self._known.put(replace(facts, lock=lock))
        yield LockUpdate(lock=lock)
        if lock.gateway_id is not None:
            yield GatewayUpdate(gateway_id=lock.gateway_id, online=online)
        if online:
            # What waited for the bridge is written now.
            yield Hint(lock_id=facts.id, codes=True)


def _says_away(message: Record) -> bool:
    """Return whether a message tells of a command that no bridge took."""
    error = message.maybe_record("error")
    return error is not None and error.maybe_integer("statusCode") == _BRIDGE_AWAY
