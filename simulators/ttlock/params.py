"""Reading parameters: texts by name, from the query or from a form.

Sifely's servers want parameters in the query, of a POST too, and take a form as well;
TTLock's want a form for a POST. A parameter that is missing is TTLock's number -3, and
at Sifely an HTTP 500 that names it.
"""

from collections.abc import Mapping
import json

from .numbers import Number
from .refusals import RefusalError, missing


class Params:
    """The parameters of one request."""

    def __init__(self, values: Mapping[str, str], *, sifely: bool) -> None:
        """Read `values` as one of the two brands would."""
        self._values = values
        self._sifely = sifely

    def has(self, name: str) -> bool:
        """Tell whether a parameter was sent and is not blank."""
        return bool(self._values.get(name, "").strip())

    def text(self, name: str) -> str | None:
        """Return a text, None when it was not sent or is blank."""
        return self._values[name].strip() if self.has(name) else None

    def number(self, name: str) -> int | None:
        """Return a whole number, None when it was not sent or is blank."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return int(text)
        except ValueError as err:
            raise RefusalError(Number.INVALID) from err

    def need_text(self, name: str) -> str:
        """Return a text that has to be there."""
        text = self.text(name)
        if text is None:
            raise self._missing(name, "String")
        return text

    def need_number(self, name: str) -> int:
        """Return a whole number that has to be there."""
        number = self.number(name)
        if number is None:
            raise self._missing(name, "Integer")
        return number

    def choice(self, name: str, allowed: range | frozenset[int], default: int) -> int:
        """Return a number of a set, `default` when it was not sent."""
        number = self.number(name)
        number = default if number is None else number
        if number not in allowed:
            raise RefusalError(Number.INVALID)
        return number

    def sent_blank_or_zero(self, name: str) -> bool:
        """Tell whether a parameter was sent and says nothing."""
        return name in self._values and self.text(name) in {None, "0"}

    def rows(self, name: str) -> list[dict[str, object]] | None:
        """Return a list of objects that was sent as JSON text."""
        text = self.text(name)
        if text is None:
            return None
        try:
            rows = json.loads(text)
        except ValueError as err:
            raise RefusalError(Number.BAD_JSON) from err
        if not isinstance(rows, list) or not all(isinstance(it, dict) for it in rows):
            raise RefusalError(Number.INVALID)
        return rows

    def _missing(self, name: str, kind: str) -> RefusalError:
        """Return how the brand refuses a request without a parameter."""
        if self._sifely and name not in self._values:
            return missing(name, kind)
        return RefusalError(Number.INVALID)
