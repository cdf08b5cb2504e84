"""Requests and answers of the Tedee cloud, and the table of its routes.

Source: Tedee API documentation, "Getting started": paths and the names of query
parameters are case-insensitive, their values are not.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
import re
from typing import Final

from .devices import TedeeLock
from .numbers import AccessLevel
from .people import Access, PersonalKey, Scope, User
from .state import TedeeState

type Json = dict[str, object]
type Handler = Callable[[Call], Awaitable[Answer]]

_MARK: Final = re.compile(r"\{(\w+?)(_text)?\}")
_TRUE, _FALSE = "true", "false"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A good answer; `bare` ones come without the usual envelope."""

    result: object = None
    status: int = 200
    bare: bool = False


class RefusalError(Exception):
    """The cloud says no."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the answer will say."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def too_many(wait: int) -> RefusalError:
    """Return the refusal of a request that came too soon."""
    return RefusalError(429, "Too many requests", {"Retry-After": str(wait)})


class Query:
    """Query parameters by name, whatever its case."""

    def __init__(self, pairs: Mapping[str, list[str]]) -> None:
        """Take names in lower case with all their values."""
        self._pairs = pairs

    def all(self, name: str) -> list[str]:
        """Return all values of a parameter."""
        return self._pairs.get(name.lower(), [])

    def text(self, name: str) -> str | None:
        """Return a parameter, None when it was not sent."""
        values = self.all(name)
        return values[0] if values else None

    def number(self, name: str) -> int | None:
        """Return a whole number, None when it was not sent."""
        numbers = self.numbers(name)
        return numbers[0] if numbers else None

    def numbers(self, name: str) -> list[int]:
        """Return all values of a parameter as whole numbers."""
        try:
            return [int(value) for value in self.all(name)]
        except ValueError as err:
            raise RefusalError(400, f"{name} must be a number") from err

    def flag(self, name: str) -> bool:
        """Return a boolean, false when it was not sent."""
        text = (self.text(name) or _FALSE).lower()
        if text not in {_TRUE, _FALSE}:
            raise RefusalError(400, f"{name} must be true or false")
        return text == _TRUE


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One authenticated request."""

    state: TedeeState
    key: PersonalKey
    path: Mapping[str, str]
    query: Query
    body: Json = field(default_factory=dict)

    @property
    def user(self) -> User:
        """Return whose key was sent."""
        return self.key.user

    def lock(self, lock_id: int) -> tuple[TedeeLock, Access]:
        """Return a lock and the user's role; refused when there is none."""
        for lock, access in self.state.visible_locks(self.user):
            if lock.id == lock_id:
                return lock, access
        raise self.unknown()

    def path_lock(self) -> tuple[TedeeLock, Access]:
        """Return the lock that the path names."""
        return self.lock(int(self.path["lock"]))

    def unknown(self) -> RefusalError:
        """Return the refusal for a device that the user cannot see."""
        return RefusalError(self.state.switches.unknown_device_status, "Not found")


def require_level(access: Access, level: AccessLevel) -> None:
    """Refuse a role that is too low."""
    if access.level < level:
        raise RefusalError(403, "You have no permission for this")


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One endpoint."""

    method: str
    pattern: re.Pattern[str]
    scope: Scope
    handler: Handler


class Routes:
    """A table of endpoints; `{lock}` is a number, `{key_text}` is anything."""

    def __init__(self) -> None:
        """Start empty."""
        self.rows: list[Route] = []

    def add(self, method: str, path: str, scope: Scope) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler into the table."""
        pattern = _MARK.sub(
            lambda mark: f"(?P<{mark[1]}>{'[^/]+' if mark[2] else '[0-9]+'})", path
        )

        def register(handler: Handler) -> Handler:
            self.rows.append(
                Route(
                    method=method,
                    pattern=re.compile(pattern, re.IGNORECASE),
                    scope=scope,
                    handler=handler,
                )
            )
            return handler

        return register


def find(
    tables: list[Routes], method: str, path: str
) -> tuple[Route, Mapping[str, str]]:
    """Return the route of a request and what its path says.

    Refused with 404 for an unknown path, 405 for a known one with another method.
    """
    rows = [row for table in tables for row in table.rows]
    matches = [(row, match) for row in rows if (match := row.pattern.fullmatch(path))]
    for row, match in matches:
        if row.method == method:
            return row, match.groupdict()
    if matches:
        allowed = ", ".join(sorted({row.method for row, _ in matches}))
        raise RefusalError(405, "Method not allowed", {"Allow": allowed})
    raise RefusalError(404, "Not found")
