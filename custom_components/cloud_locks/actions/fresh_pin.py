"""Finding a PIN for all locks of a call that none of them has already.

Which PINs are on a lock is not known before: reading them would wake it for each code.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from homeassistant.exceptions import HomeAssistantError

from ..model.access_code import CodeStatus
from ..model.reason import Reason
from ..model.secret import Secret
from .answers import WrittenRow
from .errors import ActionError
from .rules import new_pin
from .runner import Outcomes
from .targets import Door

_TRIES: Final = 3
"""Of a million PINs a lock holds a few dozen, so that a second one is rarely needed."""

_OPEN: Final = frozenset({CodeStatus.PENDING, CodeStatus.UNKNOWN})

type Attempt = Callable[[Secret | None], Awaitable[Outcomes[WrittenRow]]]


async def with_fresh_pin(
    doors: Iterable[Door], attempt: Attempt, *, avoid: str
) -> Outcomes[WrittenRow]:
    """Return what an attempt with a new PIN comes to; with another if one is in use.

    The same PIN for all doors, so each attempt is made at all of them; but none while
    what an earlier one wrote is not settled everywhere.
    """
    places, used = tuple(doors), list[Secret]()
    pin = new_pin(places, avoid=avoid)
    outcomes = await attempt(pin)
    while pin is not None and len(used) < _TRIES - 1 and _is_worth_it(outcomes):
        used.append(pin)
        try:
            pin = new_pin(places, avoid=avoid, used=used)
        except ActionError:
            # There is no other one; what was done is told all the same.
            break
        outcomes = await attempt(pin)
    return outcomes


def _is_worth_it(outcomes: Outcomes[WrittenRow]) -> bool:
    """Return whether another PIN would help, and nothing of the last one is open."""
    in_use = any(map(is_in_use, outcomes.values()))
    return in_use and not any(map(_is_open, outcomes.values()))


def is_in_use(outcome: object) -> bool:
    """Return whether a lock refused a PIN because it has it already."""
    return (
        isinstance(outcome, HomeAssistantError)
        and outcome.translation_key == Reason.PIN_IN_USE
    )


def _is_open(outcome: object) -> bool:
    return isinstance(outcome, Mapping) and outcome["status"] in _OPEN
