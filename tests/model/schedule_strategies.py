"""Schedules and moments for property tests, most of them where clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from custom_components.cloud_locks.model.schedule import Day, Schedule

MOMENTS = [
    (zone, datetime.fromisoformat(f"{day}T00:00+00:00"))
    for zone, days in {
        "UTC": ["2026-11-21", "2028-02-29", "2026-12-31"],
        "Europe/Berlin": ["2026-03-29", "2026-10-25", "2024-02-29"],
        "America/New_York": ["2026-03-08", "2026-11-01"],
        "Australia/Lord_Howe": ["2026-04-04", "2026-10-03"],  # half an hour
        "Antarctica/Troll": ["2026-03-29", "2026-10-25"],  # two hours
        "America/Havana": ["2026-03-08", "2026-11-01"],  # skips and repeats midnight
        "America/Sao_Paulo": ["2018-11-04", "2018-02-18"],  # repeats 23:00
        "Africa/Casablanca": ["2026-02-15", "2026-03-22"],  # around Ramadan
        "Asia/Kathmandu": ["1986-01-01"],  # 15 minutes, for good
        "Asia/Pyongyang": ["2018-05-04"],
        "Pacific/Apia": ["2011-12-30"],  # a Friday that did not exist
        "Pacific/Kwajalein": ["1993-08-21"],
        "Pacific/Kiritimati": ["2026-12-31"],
    }.items()
    for day in days
]

zones_with_moments = st.sampled_from(MOMENTS)

# Short distances from whole hours and the small hours meet clock changes.
times = st.builds(
    time,
    st.integers(0, 23) | st.integers(0, 3) | st.just(23),
    st.sampled_from([0, 0, 1, 15, 30, 45, 59]),
)

day_sets = st.frozensets(st.sampled_from(Day), max_size=7)


@st.composite
def hours(draw: st.DrawFn) -> tuple[time, time] | tuple[None, None]:
    """Draw a pair of times, one in five times whole days."""
    if draw(st.integers(0, 4)) == 0:
        return None, None
    return draw(times), draw(times)


@st.composite
def weekly_schedules(draw: st.DrawFn, zone: str) -> Schedule:
    """Draw weekly hours without a window."""
    opens, closes = draw(hours())
    days = draw(day_sets)
    if opens is None and not days:
        days = frozenset(Day)
    return Schedule.weekly(days, opens, closes, zone)


@st.composite
def moments_near(draw: st.DrawFn, moment: datetime) -> datetime:
    """Draw a whole minute at most three days from a moment."""
    return moment + timedelta(minutes=draw(st.integers(-4320, 4320)))


def years(first: int, last: int) -> st.SearchStrategy[datetime]:
    """Draw any instant of some years."""
    return st.datetimes(
        datetime.combine(date(first, 1, 1), time.min),
        datetime.combine(date(last, 12, 31), time.max),
        timezones=st.just(UTC),
    )
