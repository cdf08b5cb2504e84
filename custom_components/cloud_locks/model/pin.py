"""Finding a PIN that fits, and reading one that a person gave."""

from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum
from itertools import combinations, product
import secrets

from .code_rules import CodeRules, PinChooser
from .guessable import is_guessable
from .secret import Secret

_PREFERRED_LENGTH = 6

# So many draws miss a space of which one PIN in a hundred is free in two of 10⁹ cases.
# A small space that is fuller than that is searched whole; a large one never gets so.
_DRAWS = 2_000
_SMALL_SPACE = 100_000

# Longer numbers are no PIN, and Python refuses to write out very long ones.
_LARGEST_NUMBER = 10**32

_LENGTHS = range(4, 13)


class NoPinReason(StrEnum):
    """Why no PIN fits all locks."""

    NO_RULES = "no_rules"
    """There is no lock to find a PIN for."""
    CHOSEN_BY_VENDOR = "chosen_by_vendor"
    LENGTHS = "lengths"
    DIGITS = "digits"
    NONE_LEFT = "none_left"
    """All that fit are taken, forbidden or easy to guess."""


class NoCommonPin(ValueError):
    """No PIN fits all locks; `clashing` are the places in the list of their rules."""

    def __init__(self, reason: NoPinReason, clashing: tuple[int, ...]) -> None:
        """Keep the reason for a translated message."""
        super().__init__(f"{reason}: {clashing}")
        self.reason = reason
        self.clashing = clashing


class PinNotText(ValueError):
    """A PIN was given as something else than text; what it was is not told."""


def generate(
    rules: Sequence[CodeRules],
    *,
    taken: Collection[Secret | str] = (),
    length: int | None = None,
) -> Secret:
    """Return a PIN that every lock takes, that is free and not easy to guess.

    Six characters where allowed, else the nearest longer, else the longest; every PIN
    of that length that qualifies is equally likely. Raises NoCommonPin.
    """
    lengths = _common_lengths(rules, length)
    digits = _common_digits(rules)
    known = {pin.reveal() if isinstance(pin, Secret) else pin for pin in taken}

    def fits(pin: str) -> bool:
        return (
            pin not in known
            and not is_guessable(pin)
            and not any(rule.check_pin(pin) for rule in rules)
        )

    for size in sorted(lengths, key=_by_preference):
        if (pin := _draw(digits, size, fits)) is not None:
            return Secret(pin)
    raise NoCommonPin(NoPinReason.NONE_LEFT, tuple(range(len(rules))))


def digit_runs(text: str) -> frozenset[str]:
    """Return all runs of digits in a text that are as long as PINs may be."""
    digits = "".join(character for character in text if character.isdigit())
    return frozenset(
        digits[start : start + length]
        for length in _LENGTHS
        for start in range(len(digits) - length + 1)
    )


def read_pin(value: object, rules: CodeRules | Sequence[CodeRules]) -> Secret:
    """Return the PIN that a person gave as text, blanks around it removed.

    YAML reads unquoted digits as a number. One is taken if its digits fit all rules, as
    nothing tells that 42798 was written 0123456, which YAML 1.1 counts by eights. Text
    is not checked against the rules. Raises PinNotText.
    """
    if isinstance(value, Secret):
        return value
    if isinstance(value, str):
        return Secret(value.strip())
    every = (rules,) if isinstance(rules, CodeRules) else rules
    if (pin := _digits_of(value)) is None or any(rule.check_pin(pin) for rule in every):
        raise PinNotText
    return Secret(pin)


def _digits_of(value: object) -> str | None:
    """Return a whole number as digits, None for anything else: true is no 1."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return str(value) if 0 <= value < _LARGEST_NUMBER else None


def _common_lengths(rules: Sequence[CodeRules], length: int | None) -> frozenset[int]:
    """Return the lengths that every lock takes; NoCommonPin when there are none."""
    if not rules:
        raise NoCommonPin(NoPinReason.NO_RULES, ())
    by_vendor = _places(rules, lambda rule: rule.pin_chooser is PinChooser.VENDOR)
    if by_vendor:
        raise NoCommonPin(NoPinReason.CHOSEN_BY_VENDOR, by_vendor)
    if length is None:
        return _shared([rule.lengths for rule in rules], NoPinReason.LENGTHS)
    if refusing := _places(rules, lambda rule: length not in rule.lengths):
        raise NoCommonPin(NoPinReason.LENGTHS, refusing)
    return frozenset({length})


def _common_digits(rules: Sequence[CodeRules]) -> str:
    """Return the keys that every keypad has; NoCommonPin when there are none."""
    digits = [frozenset(rule.digits) for rule in rules]
    return "".join(sorted(_shared(digits, NoPinReason.DIGITS)))


def _places(
    rules: Sequence[CodeRules], clashes: Callable[[CodeRules], bool]
) -> tuple[int, ...]:
    return tuple(place for place, rule in enumerate(rules) if clashes(rule))


def _shared[T](sets: Sequence[frozenset[T]], reason: NoPinReason) -> frozenset[T]:
    """Return what all sets have in common, else blame the first two that differ."""
    if common := frozenset.intersection(*sets):
        return common
    for (place, one), (other_place, other) in combinations(enumerate(sets), 2):
        if one.isdisjoint(other):
            raise NoCommonPin(reason, (place, other_place))
    raise NoCommonPin(reason, tuple(range(len(sets))))


def _by_preference(length: int) -> tuple[bool, int]:
    """Sort lengths: six, then ever longer, then ever shorter than six."""
    short = length < _PREFERRED_LENGTH
    return short, -length if short else length


def _draw(digits: str, length: int, fits: Callable[[str], bool]) -> str | None:
    """Return a random one of the PINs that fit, all equally likely; None if none."""
    for _ in range(_DRAWS):
        pin = "".join(secrets.choice(digits) for _ in range(length))
        if fits(pin):
            return pin
    if len(digits) ** length > _SMALL_SPACE:
        return None
    left = list(filter(fits, _all_pins(digits, length)))
    return secrets.choice(left) if left else None


def _all_pins(digits: str, length: int) -> Iterator[str]:
    """Yield every PIN of a length."""
    return map("".join, product(digits, repeat=length))
