"""Finding a PIN for locks of all kinds, and reading what a person gave."""

from collections import Counter
from collections.abc import Sequence
from itertools import product
from math import sqrt
import traceback

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloud_locks.model.code_rules import CodeRules, PinChooser
from custom_components.cloud_locks.model.guessable import is_guessable
from custom_components.cloud_locks.model.pin import (
    NoCommonPin,
    NoPinReason,
    PinNotText,
    generate,
    read_pin,
)
from custom_components.cloud_locks.model.secret import Secret

TEDEE = CodeRules(
    lengths=frozenset({5, 6, 7, 8}), min_different=3, forbid_sequences=True
)
SIX_KEYS = CodeRules(lengths=frozenset({4, 6}), digits="123456")
ZIGBEE = CodeRules(lengths=frozenset({6}))
WIFI = CodeRules(lengths=frozenset({7}))
FOUR_KEYS = CodeRules(lengths=frozenset({4}), digits="1234")
EVERY_OF_FOUR = {
    pin for pin in map("".join, product("1234", repeat=4)) if not is_guessable(pin)
}
BY_VENDOR = CodeRules(lengths=frozenset({6}), pin_chooser=PinChooser.VENDOR)

some_rules = st.builds(
    CodeRules,
    lengths=st.frozensets(st.integers(4, 9), min_size=1),
    digits=st.sampled_from(["0123456789", "123456", "9876543210", "02468135"]),
    min_different=st.integers(1, 4),
    forbid_sequences=st.booleans(),
    forbidden=st.lists(st.sampled_from([r"0\d*", r".*9", "4.*7"]), max_size=2).map(
        tuple
    ),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(some_rules, min_size=1, max_size=4))
def test_every_lock_takes_what_is_found(rules: list[CodeRules]) -> None:
    """Every rule is kept, nothing is easy, and the length is the best there is."""
    common = frozenset.intersection(*(rule.lengths for rule in rules))
    if not common:
        with pytest.raises(NoCommonPin) as caught:
            generate(rules)
        assert caught.value.reason is NoPinReason.LENGTHS
        return
    pin = generate(rules).reveal()
    assert not any(rule.check_pin(pin) for rule in rules)
    assert not is_guessable(pin)
    assert len(pin) == min((n for n in common if n >= 6), default=max(common))


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ({4, 5, 6, 7, 8}, 6),
        ({4, 7, 8}, 7),
        ({4, 5}, 5),
        ({9, 4}, 9),
        ({4}, 4),
    ],
)
def test_the_length(lengths: set[int], expected: int) -> None:
    """Six, else the nearest longer, else the longest."""
    assert len(generate([CodeRules(lengths=frozenset(lengths))]).reveal()) == expected


def test_the_length_can_be_chosen() -> None:
    """As far as every lock takes it."""
    assert len(generate([TEDEE], length=8).reveal()) == 8
    with pytest.raises(NoCommonPin) as caught:
        generate([TEDEE, SIX_KEYS, ZIGBEE], length=8)
    assert caught.value.reason is NoPinReason.LENGTHS
    assert caught.value.clashing == (1, 2)


@pytest.mark.parametrize(
    ("rules", "reason", "clashing"),
    [
        ([TEDEE, ZIGBEE, WIFI], NoPinReason.LENGTHS, (1, 2)),
        (
            [CodeRules(lengths=frozenset(it)) for it in ({4, 5}, {5, 6}, {4, 6})],
            NoPinReason.LENGTHS,
            (0, 1, 2),
        ),
        (
            [CodeRules(lengths=ZIGBEE.lengths, digits="0789"), TEDEE, SIX_KEYS],
            NoPinReason.DIGITS,
            (0, 2),
        ),
        ([TEDEE, BY_VENDOR, BY_VENDOR], NoPinReason.CHOSEN_BY_VENDOR, (1, 2)),
        (
            [TEDEE, CodeRules(lengths=ZIGBEE.lengths, forbidden=(".*",))],
            NoPinReason.NONE_LEFT,
            (0, 1),
        ),
        ([], NoPinReason.NO_RULES, ()),
    ],
)
def test_the_locks_that_clash_are_named(
    rules: Sequence[CodeRules], reason: NoPinReason, clashing: tuple[int, ...]
) -> None:
    """So that a message can say which two doors have no PIN in common."""
    with pytest.raises(NoCommonPin) as caught:
        generate(rules)
    assert caught.value.reason is reason
    assert caught.value.clashing == clashing
    assert str(caught.value) == f"{reason}: {clashing}"


def test_a_small_space_is_used_up_to_the_last() -> None:
    """Each PIN is found once; then there is none, and it says so."""
    taken: list[Secret | str] = []
    for turn in range(len(EVERY_OF_FOUR)):
        pin = generate([FOUR_KEYS], taken=taken)
        taken.append(pin if turn % 2 else pin.reveal())
    assert {
        pin if isinstance(pin, str) else pin.reveal() for pin in taken
    } == EVERY_OF_FOUR
    with pytest.raises(NoCommonPin) as caught:
        generate([FOUR_KEYS], taken=taken)
    assert caught.value.reason is NoPinReason.NONE_LEFT


def test_the_last_one_of_a_small_space_is_found() -> None:
    """Random draws would hardly meet it."""
    rules = CodeRules(lengths=frozenset({4}), forbidden=("(?!4815).*",))
    assert generate([rules]) == Secret("4815")


def test_a_large_space_is_not_searched() -> None:
    """A thousand million PINs would take hours to refuse."""
    with pytest.raises(NoCommonPin):
        generate([CodeRules(lengths=frozenset({9}), forbidden=(".*",))])


def test_another_length_is_taken_when_one_is_used_up() -> None:
    """Longer before shorter."""
    rules = CodeRules(lengths=frozenset({5, 6, 7}), forbidden=(".{6}",))
    assert len(generate([rules]).reveal()) == 7


def test_every_pin_is_equally_likely() -> None:
    """Also where a small space is searched whole; a rough look."""
    found = Counter(
        generate([FOUR_KEYS]).reveal() for _ in range(100 * len(EVERY_OF_FOUR))
    )
    assert set(found) == EVERY_OF_FOUR
    # Six deviations from the hundred that is expected.
    assert all(40 < count < 160 for count in found.values())


def test_a_searched_space_is_as_fair() -> None:
    """What draws do not find is chosen from all that is left."""
    some = CodeRules(lengths=frozenset({5}), forbidden=("(?!4815[2379]).*",))
    found = Counter(generate([some]).reveal() for _ in range(8))
    assert set(found) <= {"48152", "48153", "48157", "48159"}
    assert len(found) > 1


def test_digits_are_spread_as_in_all_good_pins() -> None:
    """Every key comes as often in every place as it does among all that are allowed."""
    good = [pin for n in range(10_000) if not is_guessable(pin := f"{n:04}")]
    found = [generate([CodeRules(lengths=frozenset({4}))]) for _ in range(5_000)]
    assert len(set(found)) > 3_000
    for place, key in product(range(4), "0123456789"):
        share = sum(pin[place] == key for pin in good) / len(good)
        count = sum(pin.reveal()[place] == key for pin in found)
        deviation = sqrt(len(found) * share * (1 - share))
        assert abs(count - len(found) * share) < 6 * deviation


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ("0123456", "0123456"),
        ("  01234 \n", "01234"),
        ("12 34", "12 34"),
        ("12-34", "12-34"),
        ("", ""),
        (Secret("x"), "x"),
        (48159, "48159"),
        (48159374, "48159374"),
    ],
)
def test_reading(given_value: object, expected: str) -> None:
    """Text stays as it is, its rules are checked elsewhere; a number must fit."""
    assert read_pin(given_value, TEDEE) == Secret(expected)
    assert read_pin(given_value, [TEDEE, TEDEE]) == Secret(expected)


@pytest.mark.parametrize(
    "value",
    [
        4815,
        -48159,
        0,
        12345,
        48159.0,
        True,
        None,
        ["48159"],
        {"pin": "48159"},
        b"48159",
        pytest.param(10**5000, id="too long to write"),
    ],
)
def test_what_is_no_text(value: object) -> None:
    """The person is told to put it in quotes; the value is told to nobody."""
    with pytest.raises(PinNotText) as caught:
        read_pin(value, TEDEE)
    assert caught.value.args == ()
    assert caught.value.__context__ is None
    assert "48159" not in "".join(traceback.format_exception_only(caught.value))


def test_a_number_must_fit_every_lock() -> None:
    """One that refuses it is enough."""
    assert read_pin(481593, [TEDEE, ZIGBEE]) == Secret("481593")
    with pytest.raises(PinNotText):
        read_pin(4815937, [TEDEE, ZIGBEE])


def test_a_boolean_is_no_digit() -> None:
    """Although Python counts true as 1."""
    with pytest.raises(PinNotText):
        read_pin(value=True, rules=CodeRules(lengths=frozenset({1, 4})))
