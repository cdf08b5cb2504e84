"""Doing something at many locks at once, and one answer for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import cast

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from ..const import LOGGER
from ..model.errors import AuthError, VendorError
from .errors import ActionError, error_of, failure_row, sentence
from .targets import Door, EntityId, Target

type Row = Mapping[str, object]
"""What a lock answers; the shapes are in `answers`."""

type Work[T] = Callable[[Door], Awaitable[T]]
type Outcomes[T] = dict[EntityId, T | HomeAssistantError]


async def for_each[T](
    hass: HomeAssistant, doors: Iterable[Door], work: Work[T]
) -> Outcomes[T]:
    """Do the work at all doors at once; a failure of one never discards another's.

    A bug (any other exception) comes to light, but only when all doors are done.
    """
    places = tuple(doors)
    results = await asyncio.gather(
        *(_attempt(hass, door, work) for door in places), return_exceptions=True
    )
    outcomes: Outcomes[T] = {}
    for door, result in zip(places, results, strict=True):
        if isinstance(result, BaseException) and not isinstance(
            result, HomeAssistantError
        ):
            raise result
        outcomes[door.entity_id] = result
    return outcomes


async def _attempt[T](hass: HomeAssistant, door: Door, work: Work[T]) -> T:
    try:
        return await work(door)
    except VendorError as err:
        if isinstance(err, AuthError):
            door.entry.async_start_reauth(hass)
        raise error_of(err) from err


async def respond(
    hass: HomeAssistant,
    call: ServiceCall,
    target: Target,
    done: Mapping[EntityId, object],
) -> ServiceResponse:
    """Return one row per lock; raise when nothing succeeded.

    Who does not ask for the answer still finds in the log what failed.
    """
    outcomes = {**target.failures, **done}
    failures = {
        entity_id: outcome
        for entity_id, outcome in outcomes.items()
        if isinstance(outcome, HomeAssistantError)
    }
    if len(failures) == len(outcomes):
        raise await _summary(hass, failures)
    rows = {
        entity_id: await failure_row(hass, outcome)
        if isinstance(outcome, HomeAssistantError)
        else outcome
        for entity_id, outcome in outcomes.items()
    }
    if not call.return_response:
        for entity_id, err in failures.items():
            LOGGER.warning("%s at %s failed: %s", call.service, entity_id, err)
    return cast("ServiceResponse", rows)


async def _summary(
    hass: HomeAssistant, failures: Mapping[EntityId, HomeAssistantError]
) -> HomeAssistantError:
    """Return the error of the only lock, else one that names all of them."""
    if len(failures) == 1:
        return next(iter(failures.values()))
    told = [
        f"{_name(hass, entity_id)}: "
        + await sentence(hass, str(err.translation_key), err.translation_placeholders)
        for entity_id, err in failures.items()
    ]
    summary = ActionError("nothing_succeeded", {"locks": " ".join(told)})
    if all(isinstance(err, ServiceValidationError) for err in failures.values()):
        return summary
    return HomeAssistantError(
        translation_domain=summary.translation_domain,
        translation_key=summary.translation_key,
        translation_placeholders=summary.translation_placeholders,
    )


def _name(hass: HomeAssistant, entity_id: EntityId) -> str:
    state = hass.states.get(entity_id)
    return state.name if state else entity_id
