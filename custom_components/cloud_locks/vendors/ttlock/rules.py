"""What these locks take as a code (TTLock docs, passcode)."""

from typing import Final

from ...model.code_rules import ChangeStyle, CodeRules, PinChooser, ScheduleFeature

PIN_LENGTHS: Final = frozenset(range(4, 10))
"""The documentation says 4 to 9, and an error text 6 to 9: the cloud decides."""

CAPACITY: Final = 250

DIGITS_TO_MASK: Final = frozenset(range(4, 33))
"""As many digits in a row may be a code, the number of a card, or of a phone."""

CODE_RULES: Final = CodeRules(
    lengths=PIN_LENGTHS,
    capacity=CAPACITY,
    # Neither is published.
    name_max_bytes=None,
    precision=None,
    schedules=frozenset({ScheduleFeature.ALWAYS, ScheduleFeature.WINDOW}),
    pin_chooser=PinChooser.USER,
    pins_readable=True,
    change=ChangeStyle.IN_PLACE,
)
