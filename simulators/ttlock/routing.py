"""Requests and answers of the cloud, and the table of its operations.

Sources: TTLock open platform documentation and Sifely Open API documentation: paths and
methods of each operation. Sifely refuses another method than the documented one; TTLock
is known to take GET for lists of locks and eKeys and for lock and unlock.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from .accounts import User
from .devices import Ekey, TtlockLock
from .numbers import EKEY_NORMAL, Number, Way
from .params import Params
from .platforms import Dialect, Platform
from .refusals import RefusalError
from .state import TtlockState
from .switches import Switches

DETAIL: Final = "/v3/lock/detail"

type Json = dict[str, object]
type Handler = Callable[[Call], Awaitable[Answer]]


class Where(Enum):
    """At which brand an operation exists."""

    EVERYWHERE = "all"
    """Documented for both."""
    STARRED = "starred"
    """TTLock's, and seen in use at Sifely by a public client."""
    EXTRA = "extra"
    """TTLock's, and at Sifely perhaps."""
    TTLOCK = "ttlock"
    """TTLock's alone."""
    GUESS = "guess"
    """In Sifely's index without a path that could be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer; without a result it is the success of a command."""

    result: Json | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One authenticated request."""

    state: TtlockState
    platform: Platform
    user: User
    params: Params

    @property
    def switches(self) -> Switches:
        """Return what the documentation leaves open."""
        return self.state.switches

    @property
    def sifely(self) -> bool:
        """Tell whether Sifely was asked."""
        return self.platform.sifely

    def lock(self) -> tuple[TtlockLock, Ekey]:
        """Return the lock that is asked for and the user's eKey of it."""
        lock_id = self.params.need_number("lockId")
        for lock, ekey in self.state.visible(self.user):
            if lock.id == lock_id:
                return lock, ekey
        known = lock_id in self.state.locks
        raise RefusalError(Number.NO_PERMISSION if known else Number.NO_LOCK)

    def managed(self) -> TtlockLock:
        """Return the lock that is asked for, if the user manages it."""
        lock, ekey = self.lock()
        if not ekey.manages:
            raise RefusalError(self.switches.not_admin)
        return lock

    def operated(self) -> TtlockLock:
        """Return the lock that is asked for, if the user may move it from afar now."""
        lock, ekey = self.lock()
        now = self.state.now.timestamp() * 1000
        inside = ekey.starts <= now and (not ekey.ends or now < ekey.ends)
        allowed = ekey.status == EKEY_NORMAL and inside and ekey.remote == 1
        if not ekey.admin and not allowed:
            raise RefusalError(Number.NO_PERMISSION)
        return lock

    def way(self, name: str, *, required: bool = False) -> Way:
        """Return who carries something to the lock, by default a phone.

        Sifely wants to be told where it is `required`.
        """
        if required and self.sifely:
            self.params.need_number(name)
        number = self.params.choice(name, frozenset(Way), Way.BLUETOOTH)
        if number == Way.NB_IOT:
            raise RefusalError(Number.NB_NOT_REGISTERED)
        return Way(number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One operation."""

    method: str
    path: str
    handler: Handler
    writes: bool
    where: Where
    also_get: bool
    """Whether TTLock takes GET as well."""

    def methods(self, platform: Platform, switches: Switches) -> set[str]:
        """Return how the operation may be called."""
        if self.path == DETAIL and platform.dialect is Dialect.SIFELY_KEY:
            return {switches.detail_method}
        also = {"GET"} if self.also_get and not platform.sifely else set()
        return {self.method} | also

    def exists(self, platform: Platform, switches: Switches) -> bool:
        """Tell whether a host has the operation."""
        if self.where is Where.GUESS:
            return platform.sifely and switches.get_passcode
        if self.where is Where.EVERYWHERE or not platform.sifely:
            return True
        offered = {"none": 0, "starred": 1, "all": 2}[switches.sifely_extras]
        return self.where in (Where.STARRED, Where.EXTRA)[:offered]


@dataclass(slots=True)
class Routes:
    """A table of operations."""

    rows: list[Route] = field(default_factory=list)

    def read(
        self, method: str, path: str, where: Where = Where.EVERYWHERE
    ) -> Callable[[Handler], Handler]:
        """Return a decorator for what changes nothing; lists by POST take GET too."""
        return self._add(method, path, where, writes=False, also_get=method == "POST")

    def write(
        self, path: str, where: Where = Where.EVERYWHERE, *, also_get: bool = False
    ) -> Callable[[Handler], Handler]:
        """Return a decorator for what changes something; it is always a POST."""
        return self._add("POST", path, where, writes=True, also_get=also_get)

    def _add(
        self, method: str, path: str, where: Where, *, writes: bool, also_get: bool
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler into the table."""

        def register(handler: Handler) -> Handler:
            self.rows.append(
                Route(
                    method=method,
                    path=f"/v3/{path}",
                    handler=handler,
                    writes=writes,
                    where=where,
                    also_get=also_get,
                )
            )
            return handler

        return register
