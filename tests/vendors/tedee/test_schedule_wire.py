"""Schedules as five fields in UTC, and back."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given, settings, strategies as st
import pytest

from custom_components.cloud_locks.model.errors import InvalidCode
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Day, Schedule, ScheduleError
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors._record import Record
from custom_components.cloud_locks.vendors.tedee.hours_wire import WireHours
from custom_components.cloud_locks.vendors.tedee.pin_wire import (
    PinDetail,
    PinDraft,
)
from custom_components.cloud_locks.vendors.tedee.schedule_wire import (
    hours_of,
    schedule_of,
)

AMSTERDAM, LOS_ANGELES, TOKYO = "Europe/Amsterdam", "America/Los_Angeles", "Asia/Tokyo"
WINTER = datetime(2026, 11, 21, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
MON, FRI, SAT, SUN = 1, 16, 32, 64


def at(text: str) -> time:
    """Return a time of day."""
    return time.fromisoformat(text)


def weekly(
    days: str, hours: str, zone: str, *, start: datetime | None = None
) -> Schedule:
    """Return a schedule from words like "fri sat" and "22:00-06:00"."""
    from_time, _, to_time = hours.partition("-")
    return Schedule.weekly(
        [Day(day) for day in days.split()],
        at(from_time) if from_time else None,
        at(to_time) if to_time else None,
        zone,
        start=start,
    )


@pytest.mark.parametrize(
    ("schedule", "now", "opens", "closes", "bits"),
    [
        (weekly("fri", "09:00-12:00", AMSTERDAM), WINTER, "08:00", "11:00", FRI),
        (weekly("fri", "09:00-12:00", AMSTERDAM), SUMMER, "07:00", "10:00", FRI),
        (
            weekly("fri sat", "22:00-06:00", AMSTERDAM),
            WINTER,
            "21:00",
            "05:00",
            FRI + SAT,
        ),
        # The start moves over midnight, and the days with it.
        (weekly("mon", "00:30-05:00", AMSTERDAM), WINTER, "23:30", "04:00", SUN),
        (weekly("fri", "08:00-20:00", TOKYO), WINTER, "23:00", "11:00", 8),
        (weekly("sun", "20:00-22:00", LOS_ANGELES), WINTER, "04:00", "06:00", MON),
        # Every day needs no bits.
        (weekly("", "09:00-12:00", "UTC"), WINTER, "09:00", "12:00", None),
        # Whole days are a day of UTC or end a minute early.
        (weekly("fri", "", "UTC"), WINTER, None, None, FRI),
        (weekly("fri", "00:00-00:00", "UTC"), WINTER, None, None, FRI),
        (weekly("fri", "", AMSTERDAM), WINTER, "23:00", "22:59", 8),
        (weekly("mon", "10:00-10:00", "UTC"), WINTER, "10:00", "09:59", MON),
    ],
)
def test_weekly_hours(
    schedule: Schedule,
    now: datetime,
    opens: str | None,
    closes: str | None,
    bits: int | None,
) -> None:
    """In UTC by the offset of now, the days moved with the start."""
    hours = hours_of(schedule, now)
    clock = [moment and moment.time() for moment in (hours.opens, hours.closes)]
    assert clock == [text and at(text) for text in (opens, closes)]
    assert hours.week_days == bits
    again = schedule_of(hours, schedule.time_zone, now)
    assert again is not None
    assert again.same_as(schedule)


def test_the_offset_of_a_code_for_summer_is_that_of_summer() -> None:
    """Written in winter for July, it opens at nine in July."""
    july = datetime(2027, 7, 1, tzinfo=UTC)
    schedule = weekly("fri", "09:00-12:00", AMSTERDAM, start=july)
    hours = hours_of(schedule, WINTER)
    assert hours.start == july
    assert hours.opens == datetime(2027, 7, 1, 7, tzinfo=UTC)
    again = schedule_of(hours, AMSTERDAM, WINTER)
    assert again is not None
    assert again.from_time == at("09:00")


def test_the_change_of_the_clock_moves_the_hours() -> None:
    """What the lock does then is shown, and not what was meant half a year ago."""
    hours = hours_of(weekly("fri", "09:00-12:00", AMSTERDAM), WINTER)
    later = schedule_of(hours, AMSTERDAM, SUMMER)
    assert later is not None
    assert later.from_time == at("10:00")


@pytest.mark.parametrize(
    ("hours", "closes"),
    [
        ("09:00-12:00", datetime(2026, 11, 21, 12, tzinfo=UTC)),
        ("22:00-06:00", datetime(2026, 11, 22, 6, tzinfo=UTC)),
        ("10:00-10:00", datetime(2026, 11, 22, 9, 59, tzinfo=UTC)),
    ],
)
def test_an_end_is_never_before_its_start(hours: str, closes: datetime) -> None:
    """Only times of day count, and no check of dates may stumble over them."""
    assert hours_of(weekly("fri", hours, "UTC"), WINTER).closes == closes


def test_windows_and_always() -> None:
    """Either end may be open."""
    end = WINTER + timedelta(days=2)
    for start, stop in ((WINTER, end), (WINTER, None), (None, end), (None, None)):
        schedule = Schedule.window(start, stop)
        hours = hours_of(schedule, WINTER)
        assert hours == WireHours(start=start, end=stop)
        assert schedule_of(hours, None, WINTER) == schedule


def test_a_code_for_one_use_is_refused() -> None:
    """No Tedee lock counts."""
    with pytest.raises(InvalidCode) as caught:
        hours_of(Schedule.always(uses=1), WINTER)
    assert caught.value.reason is Reason.SCHEDULE_UNSUPPORTED


@pytest.mark.parametrize(
    "hours",
    [
        None,
        WireHours(opens=WINTER),
        WireHours(closes=WINTER),
        WireHours(start=WINTER, end=WINTER),
        WireHours(start=WINTER, end=WINTER + timedelta(hours=1), week_days=MON),
    ],
)
def test_hours_that_make_no_sense(hours: WireHours | None) -> None:
    """Made elsewhere, they are nothing to fail for."""
    assert schedule_of(hours, AMSTERDAM, WINTER) is None


def test_without_a_zone_hours_are_those_of_utc() -> None:
    """That is what is known for certain."""
    found = schedule_of(
        WireHours(opens=WINTER, closes=WINTER + timedelta(hours=1)), None, WINTER
    )
    assert found is not None
    assert (found.time_zone, found.from_time) == ("UTC", at("12:00"))


@pytest.mark.parametrize("bits", [0, 128])
def test_bits_that_are_no_days(bits: int) -> None:
    """They restrict nothing that has a name."""
    found = schedule_of(WireHours(week_days=bits), "UTC", WINTER)
    assert found is not None
    assert found.days == frozenset()


INSTANTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants it without zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(second=0, microsecond=0))
TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
ZONES = st.sampled_from(
    [AMSTERDAM, LOS_ANGELES, TOKYO, "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"]
)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Return anything that a Tedee lock can keep."""
    start, end = draw(st.none() | INSTANTS), draw(st.none() | INSTANTS)
    times = draw(st.none() | st.tuples(TIMES, TIMES))
    try:
        return Schedule(
            start=start,
            end=end,
            days=draw(st.frozensets(st.sampled_from(Day))),
            from_time=times and times[0],
            to_time=times and times[1],
            time_zone=draw(ZONES),
        )
    except ScheduleError:
        assume(condition=False)
        raise


@settings(deadline=None)
@given(schedules(), INSTANTS)
def test_what_is_written_is_read_back(schedule: Schedule, now: datetime) -> None:
    """Through JSON and back, to the minute."""
    hours = hours_of(schedule, now)
    draft = PinDraft(alias="A", pin=Secret("12345"), hours=hours)
    detail = PinDetail.read(Record(dict(draft.body()), "pin"))
    assert draft.is_on(detail)
    again = schedule_of(detail.hours, schedule.time_zone, now)
    assert again is not None
    # The last minute of a day is told from its end by no lock that counts minutes.
    assert again.same_as(schedule, precision=timedelta(minutes=1)) or _nearly_a_day(
        schedule
    )


def _nearly_a_day(schedule: Schedule) -> bool:
    if schedule.from_time is None or schedule.to_time is None:
        return False
    opens = datetime.combine(date(2026, 1, 2), schedule.from_time)
    return (opens - timedelta(minutes=1)).time() == schedule.to_time
