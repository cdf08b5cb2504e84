"""Somebody's access as a client is told of it."""

from collections.abc import Iterable, Iterator, Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..access.bookings.desk import async_desk
from ..access.grant import DoorId, Grant, GrantDoor, GrantId, Phase
from ..access.keeper import AccessKeeper
from ..access.naming import async_lock_name
from ..access.news import status_of
from ..access.plans import CardPlan, DoorPlan, Plan
from ..actions.answers import schedule_row
from ..actions.time_fields import shown_in
from ..people.persons import async_person
from .place import door_id_of
from .views import AccessCardView, AccessDoorView, AccessView, DoorView
from .words import async_sentence_of_access, async_sentence_of_card

type Doors = Mapping[DoorId, DoorView]


@callback
def async_access_views(
    hass: HomeAssistant, keeper: AccessKeeper, grants: Iterable[Grant], doors: Doors
) -> Iterator[AccessView]:
    """Yield access as rows; each lock is looked at once.

    `doors`: how doors are called, as far as there are any.
    """
    desk = async_desk(hass)
    booked = {} if desk is None else desk.async_titles()
    for plan in keeper.plans_of(grants):
        yield _access_view(hass, plan, booked, doors)


def _access_view(
    hass: HomeAssistant, plan: Plan, booked: Mapping[GrantId, str], doors: Doors
) -> AccessView:
    grant, zone = plan.grant, dt_util.get_default_time_zone()
    person = None if grant.person is None else async_person(hass, grant.person)
    return AccessView(
        grant_id=grant.id,
        name=grant.name,
        status=status_of(plan).value,
        paused=grant.phase is Phase.PAUSED,
        person=None if person is None else person.entity_id,
        group=grant.group,
        notes=grant.notes,
        drift=grant.drift.value,
        created=shown_in(grant.created, zone),
        first_used=shown_in(grant.first_used, zone),
        ended=shown_in(grant.ended, zone),
        has_pin=grant.pin is not None,
        allow_home_assistant_schedule=grant.allow_home_assistant,
        booking=booked.get(grant.id),
        message_sent=shown_in(grant.message_sent, zone),
        doors=[
            _door_view(hass, it, plan.doors[it.at], doors.get(it.at))
            for it in grant.doors
        ],
    )


def _door_view(
    hass: HomeAssistant, door: GrantDoor, found: DoorPlan, row: DoorView | None
) -> AccessDoorView:
    reason, code = found.reason, found.code
    return AccessDoorView(
        door_id=door_id_of(door.at),
        entity_id=None if row is None else row["entity_id"],
        name=async_lock_name(hass, door.at) if row is None else row["name"],
        status=found.status.value,
        code_id=None if code is None else code.id or None,
        enforced_by=found.enforced_by.value,
        retried=found.retried,
        reason=None if reason is None else reason.value,
        message=None if reason is None else async_sentence_of_access(hass, reason),
        drift=found.drift.value,
        leaving=door.leaving,
        cards=[_card_view(hass, it) for it in found.cards],
        **schedule_row(door.schedule),
    )


def _card_view(hass: HomeAssistant, found: CardPlan) -> AccessCardView:
    reason = found.reason
    return AccessCardView(
        status=found.status.value,
        credential_id=found.card_id,
        retried=found.retried,
        reason=None if reason is None else reason.value,
        message=None if reason is None else async_sentence_of_card(hass, reason),
    )
