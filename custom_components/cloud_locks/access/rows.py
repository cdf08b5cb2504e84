"""How an access is written down, and read again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..memory import maybe_schedule, moment, schedule_row
from ..model.schedule import Schedule
from ..model.secret import Secret
from .card_rows import (
    card_copy_from,
    card_copy_row,
    card_rows,
    cards_from,
    maybe_moment,
    text_of,
    trouble_from,
    trouble_row,
)
from .grant import (
    Copy,
    DoorId,
    Drift,
    Grant,
    GrantDoor,
    GrantStatus,
    Phase,
)

type Row = Mapping[str, Any]

_NEVER = Schedule.window(None, datetime(2000, 1, 1, tzinfo=UTC))
"""In the place of hours that cannot be read any more: rather none than all."""


def grant_row(grant: Grant) -> dict[str, Any]:
    """Return an access as plain JSON values, its PIN in clear if it is kept."""
    return {
        "id": grant.id,
        "name": grant.name,
        "created": grant.created.isoformat(),
        "doors": [_door_row(door) for door in grant.doors],
        "pin": grant.pin and grant.pin.reveal(),
        "generation": grant.generation,
        "keeps": grant.keeps,
        "phase": grant.phase,
        "person": grant.person,
        "group": grant.group,
        "notes": grant.notes,
        "drift": grant.drift,
        "allow_home_assistant": grant.allow_home_assistant,
        "first_used": text_of(grant.first_used),
        "ended": text_of(grant.ended),
        "told": grant.told,
        "draws": grant.draws,
        "called": grant.called,
        "message_sent": text_of(grant.message_sent),
        "cards": card_rows(grant.cards),
    }


def grant_from(row: Row) -> Grant:
    """Return an access as it was written down. Blocks: schedules look zones up."""
    return Grant(
        id=row["id"],
        name=row["name"],
        created=moment(row["created"]),
        doors=tuple(_door_from(it) for it in row["doors"]),
        pin=None if row["pin"] is None else Secret(row["pin"]),
        generation=row["generation"],
        keeps=row["keeps"],
        phase=Phase(row["phase"]),
        person=row["person"],
        group=row["group"],
        notes=row["notes"],
        drift=Drift(row["drift"]),
        allow_home_assistant=row["allow_home_assistant"],
        first_used=maybe_moment(row["first_used"]),
        ended=maybe_moment(row["ended"]),
        told=row["told"] and GrantStatus(row["told"]),
        draws=row.get("draws", 0),
        called=row.get("called"),
        message_sent=maybe_moment(row.get("message_sent")),
        cards=cards_from(row.get("cards", ())),
    )


def _door_row(door: GrantDoor) -> dict[str, Any]:
    return {
        "account": door.at.account,
        "lock_id": door.at.lock_id,
        "schedule": schedule_row(door.schedule),
        "copies": [_copy_row(copy) for copy in door.copies],
        "cards": [card_copy_row(it) for it in door.cards],
        "leaving": door.leaving,
        "spent": door.spent,
        "restored": door.restored,
        "trouble": door.trouble and trouble_row(door.trouble),
        "told": door.told,
    }


def _door_from(row: Row) -> GrantDoor:
    return GrantDoor(
        at=DoorId(row["account"], row["lock_id"]),
        schedule=_schedule_from(row["schedule"]),
        copies=tuple(_copy_from(it) for it in row["copies"]),
        cards=tuple(card_copy_from(it) for it in row.get("cards", ())),
        leaving=row["leaving"],
        spent=row["spent"],
        restored=row["restored"],
        trouble=row["trouble"] and trouble_from(row["trouble"]),
        told=row["told"],
    )


def _copy_row(copy: Copy) -> dict[str, Any]:
    return {
        "generation": copy.generation,
        "began": copy.began.isoformat(),
        "written": schedule_row(copy.written),
        "code_id": copy.code_id,
        "came": copy.came,
        "paused": copy.paused,
        "unwanted": text_of(copy.unwanted),
        "asked": text_of(copy.asked),
        "tries": copy.tries,
    }


def _copy_from(row: Row) -> Copy:
    return Copy(
        generation=row["generation"],
        began=moment(row["began"]),
        written=_schedule_from(row["written"]),
        code_id=row["code_id"],
        came=row["came"],
        paused=row["paused"],
        unwanted=maybe_moment(row["unwanted"]),
        asked=maybe_moment(row["asked"]),
        tries=row["tries"],
    )


def _schedule_from(row: Row) -> Schedule:
    return maybe_schedule(row) or _NEVER
