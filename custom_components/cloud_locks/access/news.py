"""Where an access stands as a whole, and what of it is news."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from ..model.reason import Reason
from .grant import (
    DoorId,
    DoorStatus,
    Drifted,
    Grant,
    GrantDoor,
    GrantNews,
    GrantStatus,
    Phase,
)
from .plans import DoorPlan, Plan

GONE_WITHIN: Final = timedelta(minutes=10)
"""After that a code that should be gone and is not is told, and a person is asked."""

_GONE: Final = {DoorStatus.REMOVED}
_ELSEWHERE: Final = {Reason.CHANGED_ELSEWHERE, Reason.REMOVED_ELSEWHERE}
_OF_STATUS: Final = {
    GrantStatus.ACTIVE: GrantNews.ACTIVE,
    GrantStatus.PAUSED: GrantNews.PAUSED,
    GrantStatus.ENDED: GrantNews.ENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to tell of an access; `at` where it concerns a single lock.

    `of_card`: the reason is that of a card.
    """

    kind: GrantNews
    at: DoorId | None = None
    reason: Reason | None = None
    of_card: bool = False


def status_of(plan: Plan) -> GrantStatus:
    """Return where an access stands as a whole."""
    doors = plan.doors.values()
    if not doors or all(it.status in _GONE for it in doors):
        return GrantStatus.ENDED
    if plan.grant.phase is Phase.REVOKED:
        return GrantStatus.ENDING
    if any(it.status is DoorStatus.FAILED and not it.retried for it in doors):
        return GrantStatus.FAILED
    if not all(it.settled for it in doors):
        return GrantStatus.PENDING
    paused = plan.grant.phase is Phase.PAUSED
    return GrantStatus.PAUSED if paused else GrantStatus.ACTIVE


def _unwanted(door: GrantDoor) -> list[datetime]:
    """Return since when codes and cards should be gone."""
    since = [it.unwanted for it in door.copies]
    since += [it.unwanted for it in door.cards]
    return [it for it in since if it is not None]


def overdue_since(door: GrantDoor, now: datetime) -> datetime | None:
    """Return since when something should be gone that is there for long; or None."""
    oldest = min(_unwanted(door), default=None)
    return oldest if oldest is not None and now - oldest >= GONE_WITHIN else None


def next_overdue(grant: Grant, now: datetime) -> datetime | None:
    """Return when a code that should be gone will have been there for too long."""
    moments = (it + GONE_WITHIN for door in grant.doors for it in _unwanted(door))
    return min((it for it in moments if it > now), default=None)


def told(plan: Plan, now: datetime) -> tuple[Grant, tuple[News, ...]]:
    """Return an access that knows what was told of it, and what is to be told now.

    Each thing is told once, also over restarts, until it has changed in between.
    """
    grant, news = plan.grant, list[News]()
    for at, found in plan.doors.items():
        if (door := grant.door(at)) is None:
            continue
        fresh = _of_door(door, found, now)
        if fresh is None and not found.settled:
            # While a lock is out of reach nothing is different about it.
            continue
        mark = None if fresh is None else _mark(fresh)
        if mark != door.told:
            grant = grant.with_door(replace(door, told=mark))
            news += [] if fresh is None else [fresh]
    status = status_of(replace(plan, grant=grant))
    if status is GrantStatus.PENDING:
        return grant, tuple(news)
    if status is not grant.told:
        grant = replace(grant, told=status)
        news += _of_whole(status)
    ended = (grant.ended or now) if status is GrantStatus.ENDED else None
    return replace(grant, ended=ended), tuple(news)


def _mark(news: News) -> str:
    """Return what tells one thing from another; each try has a reason of its own."""
    if news.kind is GrantNews.NOT_REMOVED:
        return news.kind.value
    return f"{news.kind} {news.reason or ''}".strip()


def _of_whole(status: GrantStatus) -> Iterator[News]:
    if (kind := _OF_STATUS.get(status)) is not None:
        yield News(kind=kind)


def _of_door(door: GrantDoor, found: DoorPlan, now: datetime) -> News | None:
    """Return what there is to tell of a lock, whether it was told or not."""
    if overdue_since(door, now) is not None:
        return News(kind=GrantNews.NOT_REMOVED, at=door.at, reason=found.reason)
    if found.drift is not Drifted.NOT:
        return News(kind=GrantNews.CHANGED_ELSEWHERE, at=door.at, reason=found.reason)
    if found.status is DoorStatus.FAILED and not found.retried:
        return News(kind=GrantNews.FAILED, at=door.at, reason=found.reason)
    return _of_cards(door, found)


def _of_cards(door: GrantDoor, found: DoorPlan) -> News | None:
    """Return what there is to tell of the cards of an access at a lock."""
    failed = next((it for it in found.cards if it.has_failed), None)
    if failed is None:
        return None
    if failed.reason in _ELSEWHERE:
        kind = GrantNews.CHANGED_ELSEWHERE
    else:
        kind = GrantNews.FAILED
    return News(kind=kind, at=door.at, reason=failed.reason, of_card=True)


def needing_help(plan: Plan, now: datetime) -> tuple[News, ...]:
    """Return what of an access a person has to see to, lock by lock.

    What is wrong with a code that is there is told where codes are told of.
    """
    found = (
        _help(door, plan.doors[door.at], now)
        for door in plan.grant.doors
        if door.at in plan.doors
    )
    return tuple(it for it in found if it is not None)


def _help(door: GrantDoor, found: DoorPlan, now: datetime) -> News | None:
    if overdue_since(door, now) is not None:
        reason = found.reason or Reason.NOT_CONFIRMED
        return News(kind=GrantNews.NOT_REMOVED, at=door.at, reason=reason)
    ours = found.code is None and found.drift in {Drifted.NOT, Drifted.GONE}
    if found.status is DoorStatus.FAILED and not found.retried and ours:
        return News(kind=GrantNews.FAILED, at=door.at, reason=found.reason)
    of_cards = _of_cards(door, found)
    failed = of_cards is not None and of_cards.kind is GrantNews.FAILED
    return of_cards if failed else None
