"""Digits that people and logs must not see."""

from hypothesis import given, strategies as st
import pytest

from custom_components.cloud_locks.model.masking import MASK, mask, same_name
from custom_components.cloud_locks.model.secret import Secret

_PINS = st.text("0123456789", min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Anna", "Anna"),
        ("284617", MASK),
        ("Anna 284617", f"Anna {MASK}"),
        ("Anna284617Bert", f"Anna{MASK}Bert"),
        ("Room 12", "Room 12"),
        ("Born 19991231", "Born 19991231"),
        ("12345 or 123456", f"{MASK} or {MASK}"),
        ("٢٨٤٦١٧", MASK),
    ],
)
def test_runs_as_long_as_codes(text: str, masked: str) -> None:
    """A run of digits may be a code exactly when codes of this lock are that long."""
    assert mask(text, {5, 6}) == masked


@pytest.mark.parametrize("text", ["284617", "28 46 17", "284-617", "2.8.4.6.1.7"])
def test_known_secret_in_groups(text: str) -> None:
    """People write long numbers in groups."""
    assert mask(f"Anna {text}!", (), [Secret("284617")]) == f"Anna {MASK}!"


def test_secret_with_signs_of_its_own() -> None:
    """A typed text is looked for as it stands, not as a pattern."""
    assert mask("a+b aab", (), [Secret("a+b")]) == f"{MASK} aab"


def test_empty_secret_is_nowhere() -> None:
    """Nothing typed hides nothing."""
    assert mask("Anna", (), [Secret("")]) == "Anna"


@given(before=st.text(), pin=_PINS, after=st.text())
def test_known_secret_is_gone(before: str, pin: str, after: str) -> None:
    """Whatever stands around it, even further digits."""
    assert pin not in mask(f"{before}{pin}{after}", (), [Secret(pin)])


@given(text=st.text(alphabet="ab 0123456789"))
def test_masking_twice_changes_nothing(text: str) -> None:
    """What is masked stays as it is."""
    once = mask(text, {4, 5, 6})
    assert mask(once, {4, 5, 6}) == once


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna", " anna ", True),
        ("Anna", "Anne", False),
        ("Guest ••••", "guest 284617", True),
        ("guest 28 46 17", "Guest ••••", True),
        ("Guest ••••", "Guest", False),
        ("Guest ••••", "Guest x", False),
        ("••••", "••••", True),
    ],
)
def test_names_are_compared_with_digits_hidden_or_not(
    one: str, other: str, *, same: bool
) -> None:
    """A code is found by the name that somebody knows, in full or masked."""
    assert same_name(one, other) is same
