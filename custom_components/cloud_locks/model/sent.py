"""Whose act it was when a command from here shows up in a vendor's log.

A cloud names the owner of the key for everything that is done with it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from .access_event import AccessEvent, EventType, Method
from .command import Operation

SKEW: Final = timedelta(seconds=15)
"""By how much the clock of a lock may be wrong."""

_REMOTE: Final = frozenset({Method.APP, Method.UNKNOWN})
"""What a log may call a command of ours; a hand or a code at the door is neither."""

_TYPES: Final = {
    Operation.LOCK: frozenset({EventType.LOCKED}),
    Operation.UNLOCK: frozenset({EventType.UNLOCKED}),
    Operation.OPEN: frozenset({EventType.UNLOCKED, EventType.UNLATCHED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asked for a command: a user or an automation, and the person if known."""

    who: str | None = None
    person: str | None = None


@dataclass(slots=True, kw_only=True)
class Sent:
    """A command that was sent, and the events that are known to be its own.

    `ended` None: its answer is still awaited.
    """

    operation: Operation
    asker: Asker
    began: datetime
    ended: datetime | None = None
    explains: dict[EventType, str] = field(default_factory=dict)

    def may_explain(self, event: AccessEvent) -> bool:
        """Return whether an event is, or may be, the trace of this command."""
        if event.type in self.explains:
            return self.explains[event.type] == event.id
        return (
            event.type in _TYPES[self.operation]
            and event.method in _REMOTE
            and event.occurred_at >= self.began - SKEW
            and (self.ended is None or event.occurred_at <= self.ended + SKEW)
        )

    def explain(self, event: AccessEvent) -> AccessEvent:
        """Return the event as the act of who sent the command."""
        self.explains[event.type] = event.id
        return replace(
            event,
            method=Method.HOME_ASSISTANT,
            who=self.asker.who,
            person=self.asker.person,
        )
