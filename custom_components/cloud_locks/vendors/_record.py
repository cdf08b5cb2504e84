"""Reading JSON objects from outside with every type checked.

A field that must be there and is not raises `ProtocolError`, here and nowhere else. One
that may be missing is None when it is missing, null or of another type: clouds add and
drop such fields without notice.
"""

from datetime import UTC, datetime

from ..model.errors import ProtocolError


class Record:
    """A JSON object; the case of field names does not matter.

    `what` names the object in errors, which never carry a value.
    """

    __slots__ = ("_fields", "what")

    def __init__(self, value: object, what: str) -> None:
        """Take a decoded JSON value; `ProtocolError` when it is no object."""
        if not isinstance(value, dict):
            raise ProtocolError(f"{what} is not an object")
        self.what = what
        self._fields = {str(key).casefold(): item for key, item in value.items()}

    def get(self, name: str) -> object:
        """Return a field as it is, None when missing."""
        return self._fields.get(name.casefold())

    def identifier(self, name: str) -> str:
        """Return an id as text, whether the cloud writes a number or a text."""
        return self._required(name, self.maybe_identifier(name))

    def maybe_identifier(self, name: str) -> str | None:
        """Return an id as text, None without one."""
        number = self.maybe_integer(name)
        return self.maybe_text(name) if number is None else str(number)

    def integer(self, name: str) -> int:
        """Return a whole number."""
        return self._required(name, self.maybe_integer(name))

    def maybe_integer(self, name: str) -> int | None:
        """Return a whole number (also one written as 3.0), None without one."""
        match self.get(name):
            case bool():
                return None
            case int(number):
                return number
            case float(number) if number.is_integer():
                return int(number)
            case _:
                return None

    def text(self, name: str) -> str:
        """Return a text that says something."""
        return self._required(name, self.maybe_text(name))

    def maybe_text(self, name: str) -> str | None:
        """Return a text, None without one or when it is blank."""
        value = self.get(name)
        if not isinstance(value, str) or not value.strip():
            return None
        # Half a surrogate pair is valid JSON and breaks every file it is written to.
        return value.encode("utf-8", "replace").decode()

    def flag(self, name: str) -> bool | None:
        """Return a yes or no, None without one."""
        value = self.get(name)
        return value if isinstance(value, bool) else None

    def instant(self, name: str) -> datetime:
        """Return a date-time in UTC."""
        return self._required(name, self.maybe_instant(name))

    def maybe_instant(self, name: str) -> datetime | None:
        """Return an ISO 8601 date-time in UTC, None without one; no zone means UTC."""
        value = self.get(name)
        if not isinstance(value, str):
            return None
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                return moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC)
        except ValueError, OverflowError:
            # The first and last days of the calendar overflow when a zone moves them.
            return None

    def maybe_record(self, name: str) -> Record | None:
        """Return an object, None without one."""
        value = self.get(name)
        return Record(value, name) if isinstance(value, dict) else None

    def items(self, name: str) -> list[object]:
        """Return a list as it is."""
        value = self.get(name)
        return self._required(name, value if isinstance(value, list) else None)

    def records(self, name: str) -> list[Record]:
        """Return the objects of a list; empty without one."""
        value = self.get(name)
        found = value if isinstance(value, list) else []
        return [Record(item, name) for item in found if isinstance(item, dict)]

    def _required[T](self, name: str, value: T | None) -> T:
        if value is None:
            raise ProtocolError(f"{self.what} has no usable {name}")
        return value
