"""Finding the code that an event tells only by its name."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from .access_code import AccessCode
from .access_event import AccessEvent
from .masking import mask


def with_code(
    event: AccessEvent, codes: Iterable[AccessCode], lengths: Collection[int]
) -> AccessEvent:
    """Return the event with the code that it means, if there is exactly one.

    Names in events are masked (a name may hold digits that look like a code), so they
    are compared masked. The name of a code that was made here is shown in full: it was
    checked not to hold its PIN.
    """
    if event.code_name is None or event.code_id is not None:
        return event
    named = [code for code in codes if mask(code.name, lengths) == event.code_name]
    if len(named) != 1:
        return event
    (code,) = named
    who = code.name if code.managed else event.who
    return replace(event, code_id=code.id or None, who=who)
