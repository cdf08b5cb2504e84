"""How the cards of an access are written down, and read again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ..memory import maybe_schedule, moment, schedule_row
from ..model.reason import Reason
from ..model.secret import Secret
from .grant import AccessCard, CardCopy, StepKind, Trouble

type Row = Mapping[str, Any]


def card_rows(cards: Iterable[AccessCard]) -> list[dict[str, Any]]:
    """Return cards as plain JSON values, their numbers in clear if they are kept."""
    return [{"key": it.key, "number": it.number and it.number.reveal()} for it in cards]


def cards_from(rows: Iterable[Row]) -> tuple[AccessCard, ...]:
    """Return cards as they were written down."""
    return tuple(map(_card_from, rows))


def _card_from(row: Row) -> AccessCard:
    number = row["number"]
    return AccessCard(key=row["key"], number=None if number is None else Secret(number))


def card_copy_row(copy: CardCopy) -> dict[str, Any]:
    """Return what is recorded of a card at a lock as plain JSON values."""
    return {
        "key": copy.key,
        "began": text_of(copy.began),
        "before": sorted(copy.before),
        "written": copy.written and schedule_row(copy.written),
        "card_id": copy.card_id,
        "unwanted": text_of(copy.unwanted),
        "asked": text_of(copy.asked),
        "tries": copy.tries,
        "trouble": copy.trouble and trouble_row(copy.trouble),
    }


def card_copy_from(row: Row) -> CardCopy:
    """Return what was recorded of a card at a lock. Blocks: schedules look zones up."""
    return CardCopy(
        key=row["key"],
        began=maybe_moment(row["began"]),
        before=frozenset(row["before"]),
        written=row["written"] and maybe_schedule(row["written"]),
        card_id=row["card_id"],
        unwanted=maybe_moment(row["unwanted"]),
        asked=maybe_moment(row["asked"]),
        tries=row["tries"],
        trouble=row["trouble"] and trouble_from(row["trouble"]),
    )


def trouble_row(trouble: Trouble) -> dict[str, Any]:
    """Return why a step did not work as plain JSON values."""
    return {
        "step": trouble.step,
        "reason": trouble.reason,
        "tries": trouble.tries,
        "again": text_of(trouble.again),
    }


def trouble_from(row: Row) -> Trouble:
    """Return why a step did not work."""
    return Trouble(
        step=StepKind(row["step"]),
        reason=Reason(row["reason"]),
        tries=row["tries"],
        again=maybe_moment(row["again"]),
    )


def text_of(at: datetime | None) -> str | None:
    """Return a moment as text."""
    return None if at is None else at.isoformat()


def maybe_moment(text: str | None) -> datetime | None:
    """Return a moment from its text."""
    return None if text is None else moment(text)
