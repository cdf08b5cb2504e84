"""Requests as the operations see them, and the table of all operations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
import re

from .accounts import Holder
from .devices import Device, TuyaLock
from .numbers import Number
from .refusals import RefusalError
from .services import Service
from .state import TuyaState
from .switches import Switches

type Handler = Callable[[Call], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request of somebody who may ask."""

    state: TuyaState
    holder: Holder
    region: str
    places: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, object]

    @property
    def switches(self) -> Switches:
        """Return what the documentation leaves open."""
        return self.state.switches

    def device(self) -> Device:
        """Return the device of the path; others' devices do not exist."""
        device = self.state.devices.get(self.places["device"])
        if not self.state.account.linked:
            raise RefusalError(Number.DENIED)
        if device is None:
            raise RefusalError(Number.NO_DEVICE)
        return device

    def lock(self) -> TuyaLock:
        """Return the lock of the path."""
        lock = self.state.locks.get(self.device().id)
        if lock is None:
            raise RefusalError(Number.LOCK_TYPE)
        return lock

    def changed_lock(self) -> TuyaLock:
        """Return the lock of the path, unless somebody is enrolling there."""
        lock = self.lock()
        if lock.enrolment is not None:
            raise RefusalError(Number.IN_PROGRESS)
        return lock

    def text(self, name: str) -> str:
        """Return a text of the body that has to be there."""
        value = self.body.get(name)
        if value is None:
            raise RefusalError(Number.EMPTY)
        if not isinstance(value, str) or not value:
            raise RefusalError(Number.ILLEGAL)
        return value

    def text_or(self, name: str, default: str) -> str:
        """Return a text of the body, `default` when it was not sent."""
        return self.text(name) if self.body.get(name) is not None else default

    def number(self, name: str) -> int:
        """Return a whole number of the body that has to be there."""
        value = self.body.get(name)
        if value is None:
            raise RefusalError(Number.EMPTY)
        if not isinstance(value, int) or isinstance(value, bool):
            raise RefusalError(Number.TYPE)
        return value

    def number_or(self, name: str, default: int) -> int:
        """Return a whole number of the body, `default` when it was not sent."""
        return self.number(name) if self.body.get(name) is not None else default

    def flag(self, name: str) -> bool:
        """Return a boolean of the body that has to be there."""
        value = self.body.get(name)
        if not isinstance(value, bool):
            raise RefusalError(Number.EMPTY if value is None else Number.TYPE)
        return value

    def rows(self, name: str) -> list[dict[str, object]]:
        """Return a list of objects of the body, empty when it was not sent."""
        value = self.body.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(it, dict) for it in value):
            raise RefusalError(Number.TYPE)
        return value

    def asked(self, name: str, default: str | None = None) -> str:
        """Return a parameter of the query; without a default it has to be there."""
        value = self.query.get(name, default)
        if value is None:
            raise RefusalError(Number.EMPTY)
        return value

    def asked_number(self, name: str, default: int | None = None) -> int:
        """Return a whole number of the query."""
        text = self.asked(name, None if default is None else str(default))
        if not text.isdecimal():
            raise RefusalError(Number.TYPE)
        return int(text)

    def page[T](self, rows: list[T], default: int | None = None) -> list[T]:
        """Return the rows of the page that is asked for, the first being 1."""
        number = self.asked_number("page_no", default and 1)
        size = self.asked_number("page_size", default)
        if number < 1 or not 1 <= size <= 100:
            raise RefusalError(Number.RANGE)
        return rows[(number - 1) * size : number * size]

    def unknown(self) -> object:
        """Return what is answered where no page tells the result."""
        return {"object": {}, "list": [], "null": None, "true": True}[
            self.switches.unknown_result
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One operation; `writes` tells whether it asks for a change."""

    method: str
    path: str
    pattern: re.Pattern[str]
    handler: Handler
    service: Service
    writes: bool
    signs_in: bool

    @property
    def shape(self) -> str:
        """Return a pattern of the path whose ids have no names."""
        return re.sub(r"\{\w+\}", "[^/]+", self.path)

    @property
    def name(self) -> str:
        """Return the path without the ids in it."""
        return re.sub(r"/\{\w+\}", "", self.path)


@dataclass(slots=True)
class Routes:
    """A table of operations of one service."""

    service: Service
    rows: list[Route] = field(default_factory=list)

    def read(
        self, path: str, method: str = "GET", *, signs_in: bool = False
    ) -> Callable[[Handler], Handler]:
        """Return a decorator for what changes nothing at a lock."""
        return self._add(method, path, writes=False, signs_in=signs_in)

    def write(self, method: str, path: str) -> Callable[[Handler], Handler]:
        """Return a decorator for what changes something."""
        return self._add(method, path, writes=True, signs_in=False)

    def _add(
        self, method: str, path: str, *, writes: bool, signs_in: bool
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler into the table."""

        def register(handler: Handler) -> Handler:
            pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
            self.rows.append(
                Route(
                    method=method,
                    path=path,
                    pattern=pattern,
                    handler=handler,
                    service=self.service,
                    writes=writes,
                    signs_in=signs_in,
                )
            )
            return handler

        return register
