"""Reading JSON objects with every type checked."""

from datetime import UTC, datetime, timedelta
import json

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.errors import ProtocolError
from custom_components.cloud_locks.vendors._record import Record


def record(value: object) -> Record:
    """Return an object with one field, `Some`."""
    return Record({"Some": value}, "thing")


@pytest.mark.parametrize("value", [None, [], "x", 1])
def test_only_objects_are_read(value: object) -> None:
    """The error names what it was about."""
    with pytest.raises(ProtocolError, match="thing is not an object"):
        Record(value, "thing")


def test_case_does_not_matter() -> None:
    """Clouds write `username` here and `userName` there."""
    assert Record({"userName": "Anna"}, "x").text("USERNAME") == "Anna"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0, 0),
        (-3, -3),
        (4.0, 4),
        (4.5, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        ("4", None),
        (None, None),
    ],
)
def test_whole_numbers(value: object, number: int | None) -> None:
    """A yes is no number, though Python takes it for one."""
    assert record(value).maybe_integer("some") == number


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), ("", None), (" ", None), (3, None), ("\ud83d", "?"), ("né", "né")],
)
def test_texts(value: object, text: str | None) -> None:
    """Half a surrogate pair would break every file it is written to."""
    assert record(value).maybe_text("some") == text


@pytest.mark.parametrize(
    ("value", "text"), [(12, "12"), ("ab", "ab"), (None, None), (True, None)]
)
def test_identifiers(value: object, text: str | None) -> None:
    """Whether a number or a text, an id is text."""
    assert record(value).maybe_identifier("some") == text


@pytest.mark.parametrize(("value", "flag"), [(True, True), (False, False), (1, None)])
def test_flags(value: object, flag: bool | None) -> None:
    """A number is no yes."""
    assert record(value).flag("some") is flag


NOON = datetime(2026, 7, 1, 12, 30, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-01T12:30:26Z", NOON),
        ("2026-07-01T12:30:26", NOON),
        ("2026-07-01T14:30:26+02:00", NOON),
        ("2026-07-01T12:30:26.44", NOON + timedelta(milliseconds=440)),
        ("2026-07-01T12:30:26.962Z", NOON + timedelta(milliseconds=962)),
        ("2026-07-01T12:30:26.0400127", NOON + timedelta(microseconds=40_012)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("yesterday", None),
        ("", None),
        (5, None),
        (None, None),
    ],
)
def test_instants(text: object, moment: datetime | None) -> None:
    """Fractions of 0 to 7 digits occur; without a zone UTC is meant."""
    assert record(text).maybe_instant("some") == moment


def test_objects_and_lists() -> None:
    """What is of another type is missing; odd items of a list are left out."""
    whole = Record({"one": {"a": 1}, "many": [{"a": 1}, 2, {"a": 3}]}, "x")
    one = whole.maybe_record("one")
    assert one is not None
    assert one.integer("a") == 1
    assert [item.integer("a") for item in whole.records("many")] == [1, 3]
    assert whole.maybe_record("many") is None
    assert whole.records("one") == []
    assert whole.items("many") == [{"a": 1}, 2, {"a": 3}]


@pytest.mark.parametrize(
    "read",
    [
        Record.identifier,
        Record.integer,
        Record.text,
        Record.instant,
        Record.items,
    ],
)
def test_what_must_be_there(read: object) -> None:
    """The error names object and field, never a value."""
    with pytest.raises(ProtocolError, match="thing has no usable some"):
        read(Record({"some": {"secret": 1}}, "thing"), "some")  # type: ignore[operator]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    )
)
def test_no_value_raises_anything_else(value: object) -> None:
    """Whatever a cloud sends, reading it gives a value or a `ProtocolError`."""
    thing = record(json.loads(json.dumps(value)))
    for name in ("maybe_integer", "maybe_text", "maybe_instant", "flag", "records"):
        getattr(thing, name)("some")
    for name in ("integer", "text", "instant", "items", "identifier"):
        try:
            getattr(thing, name)("some")
        except ProtocolError:
            continue
