"""Random calendars: nobody's booking is lost, doubled, or mixed up with another's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from custom_components.cloud_locks.access.bookings.booking import (
    Booking,
    BookingEvent,
    Cleaning,
    span,
)
from custom_components.cloud_locks.access.bookings.seeing import (
    Reading,
    Sighting,
    recognise,
)
from custom_components.cloud_locks.access.bookings.wishing import (
    cleaning_wish,
    door_hours,
    wishes,
)

from .paper_calendar import DAY, HOME, NOW, REACH, RULES, ZONES, ids

STEP = timedelta(minutes=15)

type Answer = list[BookingEvent] | None


def _event(first: int, nights: int, name: str, uid: str | None) -> BookingEvent:
    start = date(2026, 11, 21) + timedelta(days=first)
    return BookingEvent(
        summary=name, start=start, end=start + timedelta(days=nights), uid=uid
    )


def events(*uids: str | None) -> st.SearchStrategy[list[BookingEvent]]:
    """Return what a calendar may hold: each id once, titles and days at random."""
    one = st.builds(
        _event,
        st.integers(-7, 40),
        st.integers(1, 9),
        st.sampled_from(["Reserved", "Anna", "Bea"]),
        st.sampled_from(uids),
    )
    by = (lambda it: it.uid) if None not in uids else None
    return st.lists(one, max_size=5, unique_by=by)


ANSWERS = st.lists(st.none() | events("a", "b", "c", "d"), min_size=1, max_size=8)
UNNAMED = st.lists(st.none() | events(None), min_size=1, max_size=8)


def _lives(answers: Sequence[Answer]) -> list[Sighting]:
    """Return what is known after each look."""
    known: tuple[Booking, ...] = ()
    found: list[Sighting] = []
    new = ids()
    for turn, answer in enumerate(answers):
        reading = Reading(events=answer, reach=REACH, home=HOME)
        found.append(recognise(known, reading, NOW + turn * STEP, **new))
        known = found[-1].bookings
    return found


@given(answers=ANSWERS | UNNAMED)
def test_every_event_is_one_booking(answers: list[Answer]) -> None:
    """All that is there is known, each as a booking of its own, as it is there."""
    for answer, seen in zip(answers, _lives(answers), strict=True):
        known = {it.id: it for it in seen.bookings}
        assert len(known) == len(seen.bookings)
        recent = {it for it in answer or () if span(it, HOME).end > NOW - 8 * DAY}
        assert recent <= set(seen.events.values())
        assert len(set(map(id, seen.events.values()))) == len(seen.events)
        for key, event in seen.events.items():
            if key in known:
                assert (known[key].start, known[key].end) == (event.start, event.end)
                assert not known[key].withdrawn


@given(answers=ANSWERS)
def test_an_id_stays_with_its_booking(answers: list[Answer]) -> None:
    """However its days change, as long as it is to come."""
    for before, after in pairwise(_lives(answers)):
        was = {it.uid: it for it in before.bookings if span(it, HOME).end > NOW + DAY}
        for key, event in after.events.items():
            if event.uid in was and span(event, HOME).end > NOW + DAY:
                assert key == was[event.uid].id


@given(answers=ANSWERS | UNNAMED)
def test_gone_is_who_was_missed_twice_in_a_row(answers: list[Answer]) -> None:
    """And in two answers: what could not be read proves nothing."""
    found = _lives(answers)
    for turn, seen in enumerate(found):
        newly = {it.id for it in seen.bookings if it.withdrawn}
        if turn:
            newly -= {it.id for it in found[turn - 1].bookings if it.withdrawn}
        for key in newly:
            assert turn
            for back in (turn, turn - 1):
                assert answers[back] is not None
                assert key not in found[back].events


@given(answers=ANSWERS | UNNAMED)
def test_what_is_done_is_done(answers: list[Answer]) -> None:
    """Once everything is as wished nothing is wished any more."""
    given_now: tuple[Booking, ...] = ()
    new = ids()
    for turn, answer in enumerate(answers):
        now = NOW + turn * STEP
        reading = Reading(events=answer, reach=REACH, home=HOME)
        given_now = recognise(given_now, reading, now, **new).bookings
        done = {it.id: it.hours for it in wishes(given_now, RULES, ZONES, now)}
        given_now = tuple(
            replace(it, given=done.get(it.id, it.given)) for it in given_now
        )
        assert not list(wishes(given_now, RULES, ZONES, now))
        for booking in given_now:
            open_now = any(it.end > now for it in booking.given.values())
            assert not (booking.withdrawn and open_now)


@given(answers=ANSWERS, later=st.integers(0, 40))
def test_who_cleans_meets_nobody(answers: list[Answer], later: int) -> None:
    """Their hours begin where a stay ends and touch none."""
    bookings = _lives(answers)[-1].bookings
    wish = cleaning_wish(
        Cleaning(id="c", name="Rosa"), bookings, RULES, ZONES, NOW + later * DAY
    )
    stays = [door_hours(it, RULES, ZONES) for it in bookings if not it.withdrawn]
    for at, between in ({} if wish is None else wish.hours).items():
        here = [it[at] for it in stays if at in it]
        assert between.end > NOW + later * DAY
        assert between.start in {it.end for it in here}
        assert all(it.clip(between) is None for it in here)
