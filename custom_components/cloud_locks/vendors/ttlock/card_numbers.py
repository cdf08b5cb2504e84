"""Numbers of cards: four bytes, written as a decimal or a hexadecimal number.

Readers of different makes read the bytes in one order or the other (TTLock docs, card
add): 3661413478 and 1723612378 are the same card.
"""

import re
from typing import Final

from ...model.errors import InvalidCode
from ...model.reason import Reason
from ...model.secret import Secret

_DECIMAL: Final = re.compile(r"\d{1,20}", re.ASCII)
_HEXADECIMAL: Final = re.compile(r"(?:[0-9a-f]{2}){3,8}", re.IGNORECASE | re.ASCII)
_SEPARATORS: Final = str.maketrans("", "", " :-")


def number_of_card(data: Secret) -> Secret:
    """Return a number as the cloud wants it, a decimal; `InvalidCode` for no number.

    Digits alone are a decimal number; with a letter or colons among them, bytes.
    """
    text = data.reveal().strip()
    if _DECIMAL.fullmatch(text):
        return Secret(text)
    digits = text.lower().removeprefix("0x").translate(_SEPARATORS)
    if not _HEXADECIMAL.fullmatch(digits):
        raise InvalidCode("no number of a card", reason=Reason.CARD_INVALID)
    return Secret(str(int(digits, 16)))


def reversed_number(number: Secret) -> Secret:
    """Return the same card with its bytes in the other order."""
    value = int(number.reveal())
    length = max(4, (value.bit_length() + 7) // 8)
    return Secret(str(int.from_bytes(value.to_bytes(length, "big"), "little")))
