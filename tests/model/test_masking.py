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
        ("Anna 28 46 17", f"Anna {MASK}"),
        ("Anna 284-617", f"Anna {MASK}"),
        ("Anna 2 8 4 6 1 7!", f"Anna {MASK}!"),
        ("28 \u2013 46 \u2013 17", MASK),
        ("Flat 3 28_46_17", f"Flat {MASK}"),
        ("Flat 3, second floor", "Flat 3, second floor"),
        ("0171 2345678", "0171 2345678"),
        ("22:15:30", "22:15:30"),
    ],
)
def test_runs_as_long_as_codes(text: str, masked: str) -> None:
    """Digits may be a code when codes of this lock are that long, in groups too."""
    assert mask(text, {5, 6}) == masked


def test_groups_that_hold_a_code_are_hidden_as_a_whole() -> None:
    """Where the code begins cannot be told, so nothing of it is left standing."""
    assert mask("9 28 46 17", {5, 6}) == MASK


def test_a_long_text_is_masked_in_no_time() -> None:
    """Texts come from a cloud, and may be anything."""
    text = " ".join("1" * 20_000)
    assert mask(text, {30_000}) == text


@given(pin=_PINS, gap=st.sampled_from(["", " ", "-", " - ", ".", "_", "/"]))
def test_unknown_code_in_any_groups(pin: str, gap: str) -> None:
    """Whoever made it, and however it is written."""
    assert mask(f"Anna {gap.join(pin)}", {len(pin)}) == f"Anna {MASK}"


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
