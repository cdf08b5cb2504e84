"""What a Tedee lock takes as a PIN (Tedee API docs, create PIN)."""

from typing import Final

from ...model.code_rules import ChangeStyle, CodeRules, PinChooser, ScheduleFeature

SCHEDULES: Final = frozenset(ScheduleFeature) - {ScheduleFeature.ONCE}

PIN_LENGTHS: Final = frozenset({5, 6, 7, 8})

CODE_RULES: Final = CodeRules(
    lengths=PIN_LENGTHS,
    min_different=3,
    forbid_sequences=True,
    # There is a limit (412) and nobody says which.
    capacity=None,
    # The lock's own log has room for so many (Tedee BLE docs); the cloud's limit is
    # not published.
    name_max_bytes=32,
    schedules=SCHEDULES,
    pin_chooser=PinChooser.USER,
    pins_readable=True,
    change=ChangeStyle.IN_PLACE,
)
