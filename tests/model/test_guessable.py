"""Which PINs are too easy, by examples and by another way of finding out."""

from itertools import product

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloud_locks.model.guessable import is_guessable


def all_dates() -> set[str]:
    """Write every day of a month, with and without a year, in every order."""
    found: set[str] = set()
    for day, month in product(range(1, 32), range(1, 13)):
        dm, md = f"{day:02}{month:02}", f"{month:02}{day:02}"
        found |= {dm, md}
        for year in range(100):
            found |= {f"{dm}{year:02}", f"{md}{year:02}", f"{year:02}{md}"}
    return found


DATES = all_dates()
YEARS = {str(year) for year in range(1900, 2100)}


def easy(pin: str) -> bool:
    """Say without patterns whether a PIN is easy to guess."""
    digits = [int(key) for key in pin]
    parts = {pin[i:j] for i in range(len(pin)) for j in range(i + 2, len(pin) + 1)}
    threes = (digits[i : i + 3] for i in range(len(digits) - 2))
    return (
        any((a + c - 2 * b) % 10 == 0 for a, b, c in threes)
        or any(part + part in pin for part in parts)
        or any(a + a + b + b in pin for a, b in product(pin, pin))
        or any(year in pin for year in YEARS)
        or digits == digits[::-1]
        or pin in DATES
    )


@pytest.mark.parametrize(
    "pin",
    [
        *("123456", "654321", "7890", "13579", "97531", "3210", "9012", "147036"),
        *("345082", "703458", "509871", "468205", "0008", "90117", "111"),
        *("1212", "123123", "12341234", "471471", "4171727", "8383", "58305830"),
        *("112233", "1122", "447713", "5004477"),
        *("197041", "412003", "1999", "2026", "502087", "120991"),
        *("2512", "1225", "251285", "122585", "851225", "3112", "0101"),
        *("12321", "4774", "479974", "7"),
    ],
)
def test_easy_ones(pin: str) -> None:
    """Sequences, repeats, years, dates, palindromes."""
    assert is_guessable(pin)


@pytest.mark.parametrize(
    "pin", ["4815", "481537", "70915", "3614907", "902638", "92638574", "417148"]
)
def test_good_ones(pin: str) -> None:
    """Nothing catches the eye."""
    assert not is_guessable(pin)


@settings(deadline=None)
@given(st.text("0123456789", min_size=4, max_size=8))
def test_against_another_way_of_finding_out(pin: str) -> None:
    """Random digits."""
    assert is_guessable(pin) == easy(pin)


def test_all_of_four_digits() -> None:
    """Every one, and most of them remain."""
    pins = [f"{number:04}" for number in range(10_000)]
    assert all(is_guessable(pin) == easy(pin) for pin in pins)
    assert sum(not is_guessable(pin) for pin in pins) > 7_000
