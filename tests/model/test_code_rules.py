"""What a lock takes and what it refuses."""

from datetime import UTC, datetime, time, timedelta
import json

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloud_locks.model.code_rules import (
    ChangeStyle,
    CodeRules,
    PinChooser,
    ScheduleFeature,
    Violation,
    features_of,
)
from custom_components.cloud_locks.model.schedule import Day, Schedule

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

TEDEE = CodeRules(
    lengths=frozenset({5, 6, 7, 8}),
    min_different=3,
    forbid_sequences=True,
    name_max_bytes=32,
    schedules=frozenset(ScheduleFeature) - {ScheduleFeature.ONCE},
    pins_readable=True,
)

WEEKLY = Schedule.weekly([Day.FRI], time(9), time(12), "UTC")
NIGHTS = Schedule.weekly([Day.FRI], time(22), time(6), "UTC")
WINDOW = Schedule.window(NOW, NOW + DAY)
OPEN = Schedule.window(NOW, None)
BOUNDED = Schedule.weekly([], time(9), time(12), "UTC", start=NOW, end=NOW + DAY)
FROM_NOW = Schedule.weekly([], time(9), time(12), "UTC", start=NOW)
ONCE = Schedule.always(uses=1)


@pytest.mark.parametrize(
    ("pin", "violations"),
    [
        ("11223", []),
        ("01223", []),
        ("7890123", []),
        ("13579", []),
        ("12346", []),
        ("11212", [Violation.PIN_TOO_FEW_DIFFERENT]),
        ("12345", [Violation.PIN_SEQUENCE]),
        ("54321", [Violation.PIN_SEQUENCE]),
        ("1223", [Violation.PIN_LENGTH]),
        ("112233445", [Violation.PIN_LENGTH]),
        ("1122a", [Violation.PIN_CHARACTERS]),
        ("1122٣", [Violation.PIN_CHARACTERS]),
        ("11223\n", [Violation.PIN_CHARACTERS]),
        ("", [Violation.PIN_LENGTH, Violation.PIN_TOO_FEW_DIFFERENT]),
        (
            "4444",
            [Violation.PIN_LENGTH, Violation.PIN_TOO_FEW_DIFFERENT],
        ),
        ("4567", [Violation.PIN_LENGTH, Violation.PIN_SEQUENCE]),
    ],
)
def test_pins_of_tedee(pin: str, violations: list[Violation]) -> None:
    """The examples of its documentation, and all rules at once."""
    assert TEDEE.check_pin(pin) == tuple(violations)


def test_sequences_are_allowed_unless_forbidden() -> None:
    """Most clouds publish no such rule."""
    assert not CodeRules(lengths=frozenset({4})).check_pin("1234")


def test_a_pin_of_one_digit_is_no_sequence() -> None:
    """There is nothing it could follow."""
    assert not CodeRules(lengths=frozenset({1}), forbid_sequences=True).check_pin("1")


def test_forbidden_patterns_match_the_whole_pin() -> None:
    """One of several is enough; a part is not."""
    rules = CodeRules(lengths=frozenset({4, 5}), forbidden=(r"0\d+", "911[0-3]"))
    assert rules.check_pin("0123") == (Violation.PIN_FORBIDDEN,)
    assert rules.check_pin("9112") == (Violation.PIN_FORBIDDEN,)
    assert not rules.check_pin("91125")


def test_keys_that_a_keypad_lacks() -> None:
    """Some keypads have six keys."""
    rules = CodeRules(lengths=frozenset({4}), digits="123456")
    assert not rules.check_pin("1625")
    assert not CodeRules(lengths=frozenset({4}), digits="1234").check_pin("2413")
    assert rules.check_pin("1627") == (Violation.PIN_CHARACTERS,)


def test_where_the_vendor_chooses_no_pin_is_right() -> None:
    """One clear sentence, not a list about digits that do not matter."""
    rules = CodeRules(lengths=frozenset({7}), pin_chooser=PinChooser.VENDOR)
    assert rules.check_pin("1") == (Violation.PIN_CHOSEN_BY_VENDOR,)


@pytest.mark.parametrize(
    ("name", "violations"),
    [
        ("Cleaner", []),
        ("Jürgen 👩‍🔧", []),
        ("", [Violation.NAME_BLANK]),
        (" \u3000", [Violation.NAME_BLANK]),
        ("x" * 32, []),
        ("x" * 33, [Violation.NAME_TOO_LONG]),
        ("ü" * 16, []),
        ("ü" * 17, [Violation.NAME_TOO_LONG]),
        ("Anna\nBerta", [Violation.NAME_CHARACTERS]),
        ("Anna\u2028Berta", [Violation.NAME_CHARACTERS]),
        ("Anna\u2029Berta", [Violation.NAME_CHARACTERS]),
        ("\ud800", [Violation.NAME_CHARACTERS]),
    ],
)
def test_names(name: str, violations: list[Violation]) -> None:
    """Bytes are counted, not letters; what cannot be shown is no name."""
    assert TEDEE.check_name(name) == tuple(violations)


def test_names_in_ascii() -> None:
    """Only where the lock knows no other letters; length only where it is known."""
    ascii_only = CodeRules(lengths=frozenset({4}), name_ascii=True)
    assert ascii_only.check_name("Jürgen") == (Violation.NAME_CHARACTERS,)
    assert not ascii_only.check_name("Juergen" * 99)


@pytest.mark.parametrize(
    ("schedule", "features"),
    [
        (Schedule.always(), {"always"}),
        (ONCE, {"always", "once"}),
        (WINDOW, {"window"}),
        (OPEN, {"window", "open_ended"}),
        (Schedule.window(None, NOW), {"window", "open_ended"}),
        (WEEKLY, {"weekly"}),
        (NIGHTS, {"weekly", "overnight"}),
        (BOUNDED, {"weekly", "weekly_in_window"}),
        (FROM_NOW, {"weekly", "weekly_in_window", "open_ended"}),
        (Schedule.weekly([Day.FRI], None, None, "UTC"), {"weekly"}),
    ],
)
def test_features_of_a_schedule(schedule: Schedule, features: set[str]) -> None:
    """Everything that the lock must be able to do, and nothing more."""
    assert {feature.value for feature in features_of(schedule)} == features


@pytest.mark.parametrize(
    ("schedule", "missing", "violation"),
    [
        (Schedule.always(), ScheduleFeature.ALWAYS, Violation.SCHEDULE_UNSUPPORTED),
        (WINDOW, ScheduleFeature.WINDOW, Violation.SCHEDULE_UNSUPPORTED),
        (OPEN, ScheduleFeature.OPEN_ENDED, Violation.SCHEDULE_OPEN_ENDED),
        (WEEKLY, ScheduleFeature.WEEKLY, Violation.SCHEDULE_UNSUPPORTED),
        (BOUNDED, ScheduleFeature.WEEKLY_IN_WINDOW, Violation.SCHEDULE_UNSUPPORTED),
        (NIGHTS, ScheduleFeature.OVERNIGHT, Violation.SCHEDULE_OVERNIGHT),
        (ONCE, ScheduleFeature.ONCE, Violation.SCHEDULE_ONCE),
    ],
)
def test_a_missing_feature_is_named(
    schedule: Schedule, missing: ScheduleFeature, violation: Violation
) -> None:
    """A lock that can do everything takes it; without the feature it says which."""
    everything = frozenset(ScheduleFeature)
    able = CodeRules(lengths=frozenset({4}), schedules=everything)
    unable = CodeRules(lengths=frozenset({4}), schedules=everything - {missing})
    assert able.check_schedule(schedule, NOW) == ()
    assert unable.check_schedule(schedule, NOW) == (violation,)


def test_all_violations_of_a_schedule_in_their_order() -> None:
    """Nothing is hidden behind the first."""
    rules = CodeRules(lengths=frozenset({4}), precision=MINUTE)
    schedule = Schedule.weekly(
        [], time(22), time(6, 0, 1), "UTC", end=NOW - DAY, uses=1
    )
    assert rules.check_schedule(schedule, NOW) == (
        Violation.SCHEDULE_UNSUPPORTED,
        Violation.SCHEDULE_OVERNIGHT,
        Violation.SCHEDULE_OPEN_ENDED,
        Violation.SCHEDULE_ONCE,
        Violation.SCHEDULE_PAST,
        Violation.SCHEDULE_PRECISION,
    )


def test_a_lock_knows_always_unless_more_is_said() -> None:
    """Nothing is assumed of a lock."""
    rules = CodeRules(lengths=frozenset({4}))
    assert rules.check_schedule(Schedule.always(), NOW) == ()
    assert rules.check_schedule(WINDOW, NOW) == (Violation.SCHEDULE_UNSUPPORTED,)


def test_a_schedule_that_is_over() -> None:
    """The end itself is already over."""
    assert TEDEE.check_schedule(WINDOW, NOW + DAY) == (Violation.SCHEDULE_PAST,)
    assert TEDEE.check_schedule(WINDOW, NOW + DAY - MINUTE) == ()


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule.window(NOW + timedelta(seconds=1), NOW + DAY),
        Schedule.window(NOW, NOW + timedelta(days=1, microseconds=1)),
        Schedule.weekly([], time(9, 0, 1), time(12), "UTC"),
        Schedule.weekly([], time(9), time(12, 0, 0, 1), "UTC"),
    ],
)
def test_a_clock_of_minutes(schedule: Schedule) -> None:
    """Only where the step of the clock is known."""
    everything = frozenset(ScheduleFeature)
    minutes = CodeRules(lengths=frozenset({4}), schedules=everything, precision=MINUTE)
    assert minutes.check_schedule(schedule, NOW) == (Violation.SCHEDULE_PRECISION,)
    assert minutes.check_schedule(WINDOW, NOW) == ()
    assert minutes.check_schedule(WEEKLY, NOW) == ()
    assert TEDEE.check_schedule(schedule, NOW) == ()


def test_check_looks_at_what_is_given() -> None:
    """A change of the name alone is not judged by the PIN."""
    assert TEDEE.check(NOW) == ()
    assert TEDEE.check(NOW, pin="", name="", schedule=ONCE) == (
        Violation.PIN_LENGTH,
        Violation.PIN_TOO_FEW_DIFFERENT,
        Violation.NAME_BLANK,
        Violation.SCHEDULE_ONCE,
    )


def test_description() -> None:
    """Plain JSON, in a steady order, for automations."""
    rules = CodeRules(
        lengths=frozenset({8, 5}),
        forbidden=("0.*",),
        capacity=100,
        schedules=frozenset({ScheduleFeature.WINDOW, ScheduleFeature.ALWAYS}),
        precision=MINUTE,
        change=ChangeStyle.REPLACE,
    )
    described = rules.describe()
    assert described == {
        "pin_lengths": [5, 8],
        "pin_digits": "0123456789",
        "pin_min_different": 1,
        "pin_forbid_sequences": False,
        "pin_forbidden": ["0.*"],
        "pin_chooser": "user",
        "pins_readable": False,
        "capacity": 100,
        "name_max_bytes": None,
        "name_ascii": False,
        "schedules": ["always", "window"],
        "schedule_precision": 60.0,
        "change": "replace",
        "can_disable": False,
    }
    assert json.loads(json.dumps(described)) == described
    assert TEDEE.describe()["schedule_precision"] is None


@settings(deadline=None)
@given(st.text(max_size=12))
def test_a_pin_is_right_when_every_rule_holds(pin: str) -> None:
    """The rules of Tedee, said once more in other words."""
    numbers = [int(key) for key in pin if key in "0123456789"]
    fits = (
        len(numbers) == len(pin)
        and 5 <= len(pin) <= 8
        and len(set(pin)) >= 3
        and numbers != list(range(numbers[0], numbers[0] + len(pin)))
        and numbers != list(range(numbers[0], numbers[0] - len(pin), -1))
    )
    assert (not TEDEE.check_pin(pin)) == fits
