"""The commands that were sent from here lately, and who asked for them."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util

from .model.access_event import AccessEvent
from .model.command import Operation
from .model.lock import LockId
from .model.sent import Asker, Sent
from .people.persons import async_person_of_user

_KEPT = 20
"""Commands of a lock; the log follows within seconds, and is read again for minutes."""


class SentCommands:
    """Tells which events of a log are commands of ours."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._sent: dict[LockId, deque[Sent]] = {}

    @contextmanager
    def sending(
        self, lock_id: LockId, operation: Operation, asker: Asker
    ) -> Iterator[None]:
        """Note a command for as long as it is under way, and a while after."""
        sent = Sent(operation=operation, asker=asker, began=dt_util.utcnow())
        self._sent.setdefault(lock_id, deque(maxlen=_KEPT)).append(sent)
        try:
            yield
        finally:
            sent.ended = dt_util.utcnow()

    def explain(self, event: AccessEvent) -> AccessEvent:
        """Return an event with who asked for it here, if it was asked for here."""
        sent = [it for it in self._sent.get(event.lock_id, ()) if it.may_explain(event)]
        if not sent:
            return event
        known = [it for it in sent if event.id in it.explains.values()]
        nearest = min(known or sent, key=lambda it: abs(it.began - event.occurred_at))
        return nearest.explain(event)


async def who_asked(hass: HomeAssistant, context: Context | None) -> Asker:
    """Return the user, else the automation or script, that stands behind a context."""
    if context is None:
        return Asker()
    if context.user_id is not None:
        user = await hass.auth.async_get_user(context.user_id)
        if user is None:
            return Asker()
        return Asker(who=user.name, person=async_person_of_user(hass, user.id))
    runs = hass.states.async_all(("automation", "script"))
    names = [run.name for run in runs if run.context.id == context.id]
    # A script that an automation started runs in the same context.
    return Asker(who=names[0] if names else None)
