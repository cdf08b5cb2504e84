"""What is remembered of one lock, and how it is written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from .model.access_code import AccessCode, CodeId, CodeKind, CodeStatus, EnforcedBy
from .model.attribution import Link, LinkKey
from .model.feed import Seen
from .model.ledger import Entry, Wish
from .model.lock import LockId
from .model.reason import Reason
from .model.reconcile import Intent, Replaced
from .model.schedule import Day, Schedule, ScheduleError
from .model.secret import Secret

type IntentKey = str


@dataclass(slots=True)
class LockMemory:
    """What is remembered of one lock.

    `listed`: its codes were read at least once. `told`: in which status each code was
    when it was last looked at, so that becoming active is told once. `waiting`: what
    was promised and waits for its turn. A file that is read again holds it as failed:
    nothing was sent.
    """

    ledger: dict[CodeId, Entry] = field(default_factory=dict)
    intents: dict[IntentKey, Intent] = field(default_factory=dict)
    waiting: dict[IntentKey, Intent] = field(default_factory=dict)
    seen: Seen | None = None
    listed: bool = False
    told: dict[CodeId, CodeStatus] = field(default_factory=dict)
    links: dict[LinkKey, Link] = field(default_factory=dict)

    @property
    def being_replaced(self) -> frozenset[CodeId]:
        """Return the ids of codes in whose place others are being written."""
        replaced = (it.replaces for it in self.intents.values())
        return frozenset(it.code_id for it in replaced if it is not None)

    def holds(self, replaced: Replaced) -> bool:
        """Return whether a code to be replaced is still on the lock.

        A cloud may have given its id to another one.
        """
        entry = self.ledger.get(replaced.code_id)
        return entry is not None and entry.wish is Wish.REPLACE


def memories(data: Mapping[str, Any]) -> dict[LockId, LockMemory]:
    """Return what was remembered of each lock. Blocks: schedules look zones up."""
    rows = data.get("locks", {})
    return {lock_id: _memory_from(row) for lock_id, row in rows.items()}


def memory_row(
    memory: LockMemory, entry_row: Callable[[Entry], dict[str, Any]]
) -> dict[str, Any]:
    """Return what is remembered of a lock as plain JSON values."""
    return {
        "codes": [entry_row(entry) for entry in memory.ledger.values()],
        "intents": {
            key: _intent_row(it)
            for key, it in (memory.intents | memory.waiting).items()
        },
        "seen": memory.seen and _seen_row(memory.seen),
        "listed": memory.listed,
        "told": dict(memory.told),
        "links": [
            {"kind": key.kind, "id": key.id, "person": it.person, "name": it.name}
            for key, it in memory.links.items()
        ],
    }


def _seen_row(seen: Seen) -> dict[str, Any]:
    return {
        "at": seen.at.isoformat(),
        "told": {key: time.isoformat() for key, time in seen.told.items()},
    }


def _seen_from(row: Mapping[str, Any]) -> Seen:
    told = {key: moment(time) for key, time in row["told"].items()}
    return Seen(at=moment(row["at"]), told=told)


def _memory_from(row: Mapping[str, Any]) -> LockMemory:
    entries = [_entry_from(code) for code in row["codes"]]
    return LockMemory(
        ledger={entry.code.id: entry for entry in entries},
        intents={key: _intent_from(it) for key, it in row["intents"].items()},
        seen=row["seen"] and _seen_from(row["seen"]),
        listed=row["listed"],
        told={key: CodeStatus(status) for key, status in row["told"].items()},
        links=dict(map(_link_from, row.get("links", ()))),
    )


def _link_from(row: Mapping[str, Any]) -> tuple[LinkKey, Link]:
    key = LinkKey(kind=row["kind"], id=row["id"])
    return key, Link(person=row["person"], name=row["name"])


def entry_row(entry: Entry) -> dict[str, Any]:
    """Return a code and what is known about it as plain JSON values."""
    code = entry.code
    return {
        "id": code.id,
        "name": code.name,
        "kind": code.kind,
        "schedule": code.schedule and schedule_row(code.schedule),
        "status": code.status,
        "on_lock": code.on_lock,
        "verified_at": code.verified_at and code.verified_at.isoformat(),
        "reason": code.reason,
        "message": code.message,
        "enforced_by": code.enforced_by,
        "managed": code.managed,
        "slot": code.slot,
        "user_id": code.user_id,
        "reference": code.reference,
        "since": entry.since.isoformat(),
        "wish": entry.wish,
    }


def _entry_from(row: Mapping[str, Any]) -> Entry:
    code = AccessCode(
        id=row["id"],
        name=row["name"],
        kind=CodeKind(row["kind"]),
        schedule=row["schedule"] and maybe_schedule(row["schedule"]),
        status=CodeStatus(row["status"]),
        on_lock=row["on_lock"],
        verified_at=row["verified_at"] and moment(row["verified_at"]),
        reason=row["reason"] and Reason(row["reason"]),
        message=row["message"],
        enforced_by=EnforcedBy(row["enforced_by"]),
        managed=row["managed"],
        slot=row["slot"],
        user_id=row["user_id"],
        reference=row["reference"],
    )
    return Entry(code=code, since=moment(row["since"]), wish=Wish(row["wish"]))


def _intent_row(intent: Intent) -> dict[str, Any]:
    return {
        "name": intent.name,
        "schedule": schedule_row(intent.schedule),
        "seen": sorted(intent.seen),
        "created": intent.created.isoformat(),
        "reference": intent.reference,
        "reason": intent.reason,
        "pin": _pin_row(intent.pin) if intent.unsent else None,
        "replaces": intent.replaces and _replaced_row(intent.replaces),
    }


def _replaced_row(replaced: Replaced) -> dict[str, Any]:
    return {
        "code_id": replaced.code_id,
        "name": replaced.name,
        "schedule": schedule_row(replaced.schedule),
        "pin": None if replaced.sent else _pin_row(replaced.pin),
        "managed": replaced.managed,
        "sent": replaced.sent,
        "back": replaced.back,
    }


def _pin_row(pin: Secret | None) -> str | None:
    """Write digits down: while a code is replaced they are nowhere else."""
    return None if pin is None else pin.reveal()


def _intent_from(row: Mapping[str, Any]) -> Intent:
    schedule = maybe_schedule(row["schedule"])
    intent = Intent(
        name=row["name"],
        schedule=schedule or Schedule.always(),
        seen=frozenset(row["seen"]),
        created=moment(row["created"]),
        reference=row["reference"],
        reason=row["reason"] and Reason(row["reason"]),
        pin=_pin_from(row.get("pin")),
        replaces=_replaced_from(row["replaces"]) if row.get("replaces") else None,
    )
    if schedule is None and intent.unsent:
        # What is still to be written must not open the door at other hours.
        replaces = intent.replaces and replace(intent.replaces, pin=None, sent=True)
        reason = Reason.SCHEDULE_UNSUPPORTED
        return replace(intent, pin=None, reason=reason, replaces=replaces)
    return intent


def _replaced_from(row: Mapping[str, Any]) -> Replaced:
    schedule = maybe_schedule(row["schedule"])
    return Replaced(
        code_id=row["code_id"],
        name=row["name"],
        schedule=schedule or Schedule.always(),
        # Without its hours it is not put back.
        pin=None if schedule is None else _pin_from(row["pin"]),
        managed=row["managed"],
        sent=row["sent"],
        back=row["back"],
    )


def _pin_from(digits: str | None) -> Secret | None:
    return None if digits is None else Secret(digits)


def schedule_row(schedule: Schedule) -> dict[str, Any]:
    """Return a schedule as plain JSON values."""
    opens, closes = schedule.from_time, schedule.to_time
    return {
        "start": schedule.start and schedule.start.isoformat(),
        "end": schedule.end and schedule.end.isoformat(),
        "days": sorted(schedule.days),
        "from_time": None if opens is None else opens.isoformat(),
        "to_time": None if closes is None else closes.isoformat(),
        "time_zone": schedule.time_zone,
        "uses": schedule.uses,
    }


def maybe_schedule(row: Mapping[str, Any]) -> Schedule | None:
    """Return a schedule; None, to be read again, when its zone is no longer known."""
    try:
        return _schedule_from(row)
    except ScheduleError:
        return None


def _schedule_from(row: Mapping[str, Any]) -> Schedule:
    return Schedule(
        start=row["start"] and moment(row["start"]),
        end=row["end"] and moment(row["end"]),
        days=frozenset(Day(day) for day in row["days"]),
        from_time=row["from_time"] and time.fromisoformat(row["from_time"]),
        to_time=row["to_time"] and time.fromisoformat(row["to_time"]),
        time_zone=row["time_zone"],
        uses=row["uses"],
    )


def moment(text: str) -> datetime:
    """Return an instant that was written down."""
    return datetime.fromisoformat(text)
