"""Reading what a calendar says, without Home Assistant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from custom_components.cloud_locks.access.bookings.booking import Booking, BookingEvent
from custom_components.cloud_locks.access.bookings.hours import gap, hours_of
from custom_components.cloud_locks.access.bookings.rules import NameFrom
from custom_components.cloud_locks.access.bookings.seeing import Reading, recognise
from custom_components.cloud_locks.access.bookings.telling import (
    endings_of,
    guest_key,
    guest_name,
    names_for,
    phone_digits,
)
from custom_components.cloud_locks.access.bookings.wishing import door_hours, wishes
from custom_components.cloud_locks.model.code_rules import CodeRules
from custom_components.cloud_locks.model.wall_clock import Interval

from .paper_calendar import DAY, HOME, NOW, REACH, RULES, ZONES, ids

AIRBNB = """Reservation URL: an address with 4711 in it
Phone Number (Last 4 Digits): 8264"""


def event(text: str = "", summary: str = "Reserved") -> BookingEvent:
    """Return a booking of three days in November."""
    return BookingEvent(
        summary=summary,
        start=date(2026, 11, 23),
        end=date(2026, 11, 26),
        description=text,
    )


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        (AIRBNB, "8264"),
        ("Telefon: 0170 / 12 34 826-4", "8264"),
        ("call +31 (6) 1234.8264 before noon", "8264"),
        ("Letzte vier Ziffern: 8264", "8264"),
        ("4 guests, booking 1234567890", None),
        ("arrives 2026-11-23 15:00", None),
        ("", None),
    ],
)
def test_the_phone_number_of_a_guest(text: str, digits: str | None) -> None:
    """As agencies and people write it; other numbers are none."""
    found = phone_digits(event(text))
    assert (None if found is None else found.reveal()) == digits


def test_who_is_known_again() -> None:
    """By an address, or by title and number together; by neither alone."""
    mail = guest_key(event("Anna@Example.org", "Anna"))
    assert mail == guest_key(event("anna@example.org", "Booking 2"))
    assert guest_key(event("no number", "Reserved")) is None
    assert guest_key(event(AIRBNB, "Anna")) != guest_key(event(AIRBNB, "Bea"))
    assert guest_key(event(AIRBNB, "Anna")) == guest_key(event(AIRBNB, "anna "))


@pytest.mark.parametrize(
    ("name_from", "summary", "text", "name"),
    [
        (NameFrom.SUMMARY, "Anna Meier", "Guest: Bea", "Anna Meier"),
        (NameFrom.SUMMARY, "Anna +31 6 1234 8264", "", "Anna +"),
        (NameFrom.SUMMARY, "0612348264", "", "Flat 2026-11-23"),
        (NameFrom.GUEST_LINE, "Reserved", "x\nGuest name:  Bea \ny", "Bea"),
        (NameFrom.GUEST_LINE, "Reserved", "nothing", "Reserved"),
        (NameFrom.DATE, "Anna Meier", "", "Flat 2026-11-23"),
    ],
)
def test_names(name_from: NameFrom, summary: str, text: str, name: str) -> None:
    """Without numbers that may be a phone or a PIN."""
    rules = replace(RULES, name_from=name_from)
    assert guest_name(event(text, summary), rules) == name


def test_names_that_a_lock_takes() -> None:
    """Cut before the ending that tells them apart, with room for " 2"."""
    short = CodeRules(lengths=frozenset({6}), name_max_bytes=14, name_ascii=True)
    first, second, *_ = names_for("Zoë\tvan den Berg", endings_of(event()), [short])
    assert (first, second) == ("Zoevan den B", "Zoevan 11-23")


def test_hours_over_a_clock_change() -> None:
    """Clocks go back on the last night; times are read off the wall."""
    booking = Booking(
        id="a", summary="Anna", start=date(2026, 10, 24), end=date(2026, 10, 25)
    )
    hours = hours_of(booking, RULES, "Europe/Amsterdam")
    assert hours is not None
    assert (hours.start.hour, hours.end.hour) == (13, 10)


def test_an_event_without_length_is_no_stay() -> None:
    """Unless margins give it one."""
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    booking = Booking(id="a", summary="Anna", start=noon, end=noon)
    bare = replace(RULES, early=timedelta(), late=timedelta())
    assert hours_of(booking, bare, "UTC") is None
    assert hours_of(booking, RULES, "UTC") is not None


def test_the_gap_while_nothing_else_is_known() -> None:
    """A week, and nothing before the first check-out."""
    assert gap([], NOW) is None
    stay = Interval(NOW, NOW + timedelta(days=2))
    assert gap([stay], NOW) == Interval(stay.end, stay.end + timedelta(days=7))
    assert gap([stay], NOW + timedelta(days=10)) is None


def test_another_id_is_another_guest() -> None:
    """Also of the same title and days: the old guest's PIN is not passed on."""
    first = replace(event(), uid="a")
    seen = recognise((), Reading(events=[first], reach=REACH, home=HOME), NOW, **ids())
    other = replace(first, uid="b", description="of somebody else")
    after = recognise(
        seen.bookings, Reading(events=[other], reach=REACH, home=HOME), NOW, **ids("n")
    )
    assert [it.uid for it in after.bookings] == ["a", "b"]
    assert after.bookings[0].missing_since == NOW


def test_a_calendar_that_gives_new_ids_each_time() -> None:
    """What is the same to the letter is the same guest, who keeps their PIN."""
    days = [replace(event(AIRBNB), uid="a"), replace(event(), uid="b")]
    seen = recognise((), Reading(events=days, reach=REACH, home=HOME), NOW, **ids())
    again = [replace(it, uid=f"new {it.uid}") for it in reversed(days)]
    after = recognise(
        seen.bookings, Reading(events=again, reach=REACH, home=HOME), NOW, **ids("n")
    )
    assert [(it.id, it.uid) for it in after.bookings] == [
        ("b0", "new a"),
        ("b1", "new b"),
    ]


def test_the_next_of_a_series_is_another_guest() -> None:
    """One id for all of them, and the calendar leaves out what is over."""
    day = date(2026, 11, 19)
    first = BookingEvent(
        summary="Club", start=day, end=day + timedelta(days=1), uid="s"
    )
    seen = recognise((), Reading(events=[first], reach=REACH, home=HOME), NOW, **ids())
    later = replace(first, start=date(2026, 11, 26), end=date(2026, 11, 27))
    after = recognise(
        seen.bookings, Reading(events=[later], reach=REACH, home=HOME), NOW, **ids("n")
    )
    assert [it.start.day for it in after.bookings] == [19, 26]


def test_rules_are_read_off_titles() -> None:
    """Anywhere in them, in any case."""
    rules = replace(RULES, ignore=("not available", "^blocked$"))
    assert rules.ignores("Airbnb (Not Available)")
    assert rules.ignores("Blocked")
    assert not rules.ignores("Blocked Anna")
    assert rules.check_in == time(15)


def test_two_looks_at_once_are_one() -> None:
    """Somebody presses "try again": an empty answer stays one answer."""
    known, empty = _known(event()), Reading(events=[], reach=REACH, home=HOME)
    first = recognise(known, empty, NOW, **ids()).bookings
    at_once = recognise(first, empty, NOW + timedelta(seconds=5), **ids()).bookings
    assert not at_once[0].withdrawn
    later = recognise(at_once, empty, NOW + timedelta(minutes=5), **ids()).bookings
    assert later[0].withdrawn


def test_what_is_over_is_not_missed() -> None:
    """Many feeds leave it out from midnight; guests are there until check-out."""
    empty = Reading(events=[], reach=REACH, home=HOME)
    now = datetime(2026, 11, 26, 0, 10, tzinfo=HOME)
    known = _known(event())
    for minutes in range(0, 60, 15):
        later = now + timedelta(minutes=minutes)
        known = recognise(known, empty, later, **ids()).bookings
    assert (known[0].missing_since, known[0].withdrawn) == (None, False)


def test_what_is_far_off_was_not_asked_for() -> None:
    """It is not missing because the answer ends before it."""
    known = _known(event())
    near = Reading(events=[], reach=Interval(NOW - DAY, NOW + DAY), home=HOME)
    assert recognise(known, near, NOW, **ids()).bookings == known


def test_other_rules_do_not_reach_back() -> None:
    """A later check-out concerns who is there or will be, not who has left."""
    (booking,) = _known(event())
    given = replace(booking, given=door_hours(booking, RULES, ZONES))
    longer = replace(RULES, check_out=time(12))
    during, after = NOW + 3 * DAY, NOW + 6 * DAY
    assert list(wishes([given], RULES, ZONES, during)) == []
    (wish,) = wishes([given], longer, ZONES, during)
    assert wish.hours == door_hours(booking, longer, ZONES)
    assert list(wishes([given], longer, ZONES, after)) == []


def _known(*events: BookingEvent) -> tuple[Booking, ...]:
    """Return what is known after a first look."""
    reading = Reading(events=events, reach=REACH, home=HOME)
    return recognise((), reading, NOW, **ids()).bookings
