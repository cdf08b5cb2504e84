"""Requests as the operations see them, and the table of all operations."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
import re
from typing import Final

from .accounts import Grant
from .devices import AugustLock
from .platforms import Platform
from .refusals import RefusalError
from .state import AugustState
from .switches import Switches
from .users import Role, User

type Json = dict[str, object]
type Handler = Callable[[Call], Awaitable[object]]

_PLACE: Final = re.compile(r"\{(\w+)\}")
SUCCESS: Final = {"message": "success"}
NO_BODY: Final = object()
"""What a handler returns for the status 202 and nothing else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request of somebody who may ask."""

    state: AugustState
    platform: Platform
    grant: Grant
    key: str = field(repr=False)
    version: str
    places: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, object]

    @property
    def switches(self) -> Switches:
        """Return what the documentation leaves open."""
        return self.state.switches

    @property
    def user(self) -> User:
        """Return whose token was sent."""
        return self.grant.user

    def lock(self) -> AugustLock:
        """Return the lock of the path, with what the cloud knows of it by now."""
        lock = self.state.locks.get(self.places["lock"])
        if lock is None:
            raise RefusalError(404, "Lock not found")
        if lock.role_of(self.user) is None or self.grant.sub_user_id is not None:
            raise RefusalError(403, "Not authorized")
        self.state.look(lock)
        return lock

    def lock_as(self, *roles: Role) -> AugustLock:
        """Return the lock of the path, if the user has one of some roles there."""
        lock = self.lock()
        if lock.role_of(self.user) not in roles:
            raise RefusalError(403, "Not authorized")
        return lock

    def owned_lock(self) -> AugustLock:
        """Return the lock of the path, if the user owns it."""
        return self.lock_as(Role.SUPERUSER)

    def text(self, name: str) -> str:
        """Return a text of the body that has to be there and says something."""
        value = self.body.get(name)
        if value is None:
            raise RefusalError(400, f'"{name}" is required')
        if not isinstance(value, str):
            raise RefusalError(400, f'"{name}" must be a string')
        if not value:
            raise RefusalError(400, f'"{name}" is not allowed to be empty')
        return value

    def number(self, name: str, default: int) -> int:
        """Return a whole number of the query."""
        try:
            return int(self.query.get(name, default))
        except ValueError as err:
            raise RefusalError(400, f'"{name}" must be a number') from err


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One operation; `writes` tells whether it asks for a change at a lock."""

    method: str
    path: str
    pattern: re.Pattern[str]
    handler: Handler
    writes: bool

    @property
    def name(self) -> str:
        """Return method and path without the ids in it."""
        parts = [part for part in self.path.split("/") if part and part[0] != "{"]
        return f"{self.method} {'/'.join(parts)}"


@dataclass(slots=True)
class Routes:
    """A table of operations."""

    rows: list[Route] = field(default_factory=list)

    def read(self, method: str, path: str) -> Callable[[Handler], Handler]:
        """Return a decorator for what changes nothing at a lock."""
        return self._add(method, path, writes=False)

    def write(self, method: str, path: str) -> Callable[[Handler], Handler]:
        """Return a decorator for what changes something."""
        return self._add(method, path, writes=True)

    def _add(
        self, method: str, path: str, *, writes: bool
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler into the table."""
        pattern = re.compile(_PLACE.sub(r"(?P<\1>[^/]+)", path))

        def register(handler: Handler) -> Handler:
            self.rows.append(
                Route(
                    method=method,
                    path=path,
                    pattern=pattern,
                    handler=handler,
                    writes=writes,
                )
            )
            return handler

        return register


def find(rows: list[Route], method: str, path: str) -> tuple[Route, Mapping[str, str]]:
    """Return the route of a request and what its path says; 404 and 405 otherwise."""
    found = [(row, match) for row in rows if (match := row.pattern.fullmatch(path))]
    for row, match in found:
        if row.method == method:
            return row, match.groupdict()
    if found:
        allowed = ", ".join(sorted({row.method for row, _ in found}))
        raise RefusalError(405, f"{method} is not allowed", {"Allow": allowed})
    raise RefusalError(404, f"{path} does not exist")
