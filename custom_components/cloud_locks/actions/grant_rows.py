"""What the actions of access answer: per lock, or per access and lock."""

from typing import NotRequired, TypedDict

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..access.grant import Grant
from ..access.naming import async_reason
from ..access.news import status_of
from ..access.plans import CardPlan, DoorPlan, Plan
from ..model.secret import Secret
from ..people.persons import async_person
from .answers import ScheduleRow, schedule_row
from .grant_doors import shown_door
from .time_fields import shown_in


class CardRow(TypedDict):
    """Where a card of an access stands at a lock; its number is never told."""

    status: str
    credential_id: str | None
    reason: NotRequired[str]
    message: NotRequired[str]


class DoorRow(TypedDict):
    """Where an access stands at a lock. `retried`: a failure is tried again by itself.

    `enforced_by`: who keeps the hours, `lock` or `home_assistant`.
    """

    status: str
    code_id: str | None
    enforced_by: str
    retried: bool
    cards: list[CardRow]
    reason: NotRequired[str]
    message: NotRequired[str]


class GrantedRow(DoorRow):
    """What became of an access at a lock; `grant_id` null where it was only checked."""

    grant_id: str | None
    pin: NotRequired[str]


class GrantDoorRow(DoorRow, ScheduleRow):
    """An access at a lock, with its hours there."""


class LeftRow(TypedDict):
    """Something of a person that `everything` could not take away, and why.

    `kind`: `user` or a credential type; null where nobody can tell what there is.
    """

    lock: str
    kind: str | None
    reason: str
    message: str


class GrantRow(TypedDict):
    """An access. `locks` by entity; one whose entity is gone by account and lock id.

    `not_removed`: what `everything` could not take away.
    """

    grant_id: str
    name: str
    status: str
    person: str | None
    group: str | None
    notes: str | None
    drift: str
    created: str | None
    first_used: str | None
    ended: str | None
    locks: dict[str, GrantDoorRow]
    not_removed: NotRequired[list[LeftRow]]
    pin: NotRequired[str]


async def door_row(hass: HomeAssistant, found: DoorPlan) -> DoorRow:
    """Return where an access stands at a lock, as a row."""
    row = DoorRow(
        status=found.status.value,
        code_id=(found.code.id or None) if found.code else None,
        enforced_by=found.enforced_by.value,
        retried=found.retried,
        cards=[await _card_row(hass, it) for it in found.cards],
    )
    if found.reason is not None:
        row["reason"] = found.reason.value
        row["message"] = await async_reason(hass, found.reason)
    return row


async def _card_row(hass: HomeAssistant, found: CardPlan) -> CardRow:
    row = CardRow(status=found.status.value, credential_id=found.card_id)
    if found.reason is not None:
        row["reason"] = found.reason.value
        row["message"] = await async_reason(hass, found.reason, of_card=True)
    return row


async def granted_row(
    hass: HomeAssistant, found: DoorPlan, grant_id: str | None, pin: Secret | None
) -> GrantedRow:
    """Return what became of an access at a lock, with its PIN if it was asked for."""
    base = await door_row(hass, found)
    row = GrantedRow(grant_id=grant_id, **base)  # type: ignore[typeddict-item]  # no `pin`
    if pin is not None:
        row["pin"] = pin.reveal()
    return row


async def grant_row(hass: HomeAssistant, plan: Plan, *, with_pin: bool) -> GrantRow:
    """Return an access as a row, with its PIN if that was asked for and is kept."""
    grant, zone = plan.grant, dt_util.get_default_time_zone()
    person = None if grant.person is None else async_person(hass, grant.person)
    row = GrantRow(
        grant_id=grant.id,
        name=grant.name,
        status=status_of(plan).value,
        person=None if person is None else person.entity_id,
        group=grant.group,
        notes=grant.notes,
        drift=grant.drift.value,
        created=shown_in(grant.created, zone),
        first_used=shown_in(grant.first_used, zone),
        ended=shown_in(grant.ended, zone),
        locks=await _locks(hass, plan, grant),
    )
    if with_pin and grant.pin is not None:
        row["pin"] = grant.pin.reveal()
    return row


async def _locks(
    hass: HomeAssistant, plan: Plan, grant: Grant
) -> dict[str, GrantDoorRow]:
    rows: dict[str, GrantDoorRow] = {}
    for door in grant.doors:
        name = shown_door(hass, door.at)
        base = await door_row(hass, plan.doors[door.at])
        rows[name] = GrantDoorRow(**base, **schedule_row(door.schedule))
    return rows
