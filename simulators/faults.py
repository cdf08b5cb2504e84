"""Things that go wrong between a client and any cloud."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
import re
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from .registry import VendorCloud

WRITES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
ANY_METHOD: Final = frozenset({"GET", *WRITES})

_HTML: Final = "<html><head><title>Bad gateway</title></head><body></body></html>"


class Answer(StrEnum):
    """What the client gets to see instead of the real answer."""

    STATUS = "status"
    """An error in the vendor's shape with the fault's status."""
    DROP = "drop"
    """Nothing: the connection closes."""
    EMPTY = "empty"
    """The real status, or the fault's, without a body."""
    HALF = "half"
    """The first half of the real body."""
    HTML = "html"
    """A page of a proxy."""
    TEXT = "text"
    """Plain text where JSON is due."""


@dataclass(kw_only=True, slots=True)
class Fault:
    """One thing that goes wrong, `times` times or, for None, until it is cleared.

    `path` is a regular expression searched in the path without regard to case.
    `after_work` lets the cloud do what was asked before the answer is spoilt.
    """

    vendor: str
    answer: Answer = Answer.STATUS
    status: int | None = None
    methods: frozenset[str] = ANY_METHOD
    path: str = ""
    after_work: bool = False
    times: int | None = 1
    label: str = "fault"
    headers: dict[str, str] = field(default_factory=dict)

    def strikes(self, vendor: str, request: web.Request) -> bool:
        """Tell whether this fault is meant for the request."""
        return (
            self.times != 0
            and vendor == self.vendor
            and request.method in self.methods
            and re.search(self.path, request.path, re.IGNORECASE) is not None
        )

    def spend(self) -> None:
        """Count one stroke."""
        if self.times is not None:
            self.times -= 1


class Faults:
    """All faults of a simulation."""

    def __init__(self) -> None:
        """Start with a flawless network."""
        self.delays: dict[str, float] = {}
        self._faults: list[Fault] = []

    def __len__(self) -> int:
        """Return how many faults are still waiting."""
        return sum(fault.times != 0 for fault in self._faults)

    def add(self, fault: Fault) -> None:
        """Let something go wrong; the oldest fault strikes first."""
        self._faults.append(fault)

    def clear(self, vendor: str | None = None, label: str | None = None) -> None:
        """Remove faults of a vendor (all vendors: None) with a label (any: None)."""
        self._faults = [
            fault
            for fault in self._faults
            if vendor not in {None, fault.vendor} or label not in {None, fault.label}
        ]
        if label is None:
            self.delays = {
                key: seconds
                for key, seconds in self.delays.items()
                if vendor not in {None, key}
            }

    def middleware(self, vendor: str, cloud: VendorCloud) -> Middleware:
        """Return a middleware that applies the faults to one vendor's cloud."""

        @web.middleware
        async def apply(request: web.Request, handler: Handler) -> web.StreamResponse:
            if delay := self.delays.get(vendor):
                await asyncio.sleep(delay)
            fault = self._take(vendor, request)
            if fault is None:
                return await handler(request)
            return await _strike(fault, cloud, request, handler)

        return apply

    def _take(self, vendor: str, request: web.Request) -> Fault | None:
        """Return the fault that strikes this request and count it."""
        for fault in self._faults:
            if fault.strikes(vendor, request):
                fault.spend()
                return fault
        return None


async def _strike(
    fault: Fault, cloud: VendorCloud, request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Answer as the fault says."""
    real: web.StreamResponse | None = None
    if fault.after_work or fault.answer is Answer.HALF:
        real = await handler(request)
    if fault.answer is Answer.DROP:
        if request.transport is not None:
            request.transport.close()
        return web.Response()
    if fault.answer is Answer.STATUS:
        status = fault.status or 500
        return cloud.refusal(status, "Simulated fault", fault.headers)
    return _spoilt(fault, real)


def _spoilt(fault: Fault, real: web.StreamResponse | None) -> web.Response:
    """Return an answer whose body is not what a client hopes for."""
    status = fault.status or (real.status if real is not None else 200)
    if fault.answer is Answer.HTML:
        return web.Response(text=_HTML, content_type="text/html", status=status)
    if fault.answer is Answer.TEXT:
        return web.Response(text="Something went wrong", status=status)
    body = real.body if isinstance(real, web.Response) else None
    if fault.answer is Answer.HALF and isinstance(body, bytes):
        half = body[: len(body) // 2]
        return web.Response(body=half, content_type="application/json", status=status)
    return web.Response(status=status)
