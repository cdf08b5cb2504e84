"""What requests to a simulated cloud meet on their way, and how many came through."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Protocol, override

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from simulators.faults import Faults
from simulators.registry import VendorCloud

from .house import Kind, Topic, Trouble


class Wire(Protocol):
    """How one cloud is spoken with."""

    async def topic(self, request: web.Request) -> Topic | None:
        """Return what a request is about, None for what no trouble is meant for."""

    async def lock(self, request: web.Request) -> str:
        """Return the id of the lock that a request names, empty when it names none."""

    def refusal(self, cloud: VendorCloud, trouble: Trouble) -> web.StreamResponse:
        """Return how the cloud tells a trouble."""

    def proves_nothing_done(self, answer: web.StreamResponse) -> bool:
        """Return whether an answer proves that the request did nothing."""


class Network(Faults):
    """Lets requests meet their troubles, and counts what was not refused."""

    def __init__(self, wire: Wire, on_call: Callable[[], None]) -> None:
        """Let everything through; `on_call` is called when something was done."""
        super().__init__()
        self._wire = wire
        self._on_call = on_call
        self.troubles: list[Trouble] = []
        self.sent: Counter[tuple[Topic | None, str]] = Counter()
        """Requests that were not provably refused, by the id of their lock."""
        self.under_way: Counter[str] = Counter()
        """Requests about anything, by the id of their lock."""

    @override
    def middleware(self, vendor: str, cloud: VendorCloud) -> Middleware:
        @web.middleware
        async def apply(request: web.Request, handler: Handler) -> web.StreamResponse:
            topic = await self._wire.topic(request)
            lock = await self._wire.lock(request)
            self.sent[topic, lock] += 1
            self.under_way[lock] += 1
            try:
                answer = await self._answer(cloud, request, handler, topic)
            finally:
                self.under_way[lock] -= 1
            self.sent[topic, lock] -= self._wire.proves_nothing_done(answer)
            return answer

        return apply

    async def _answer(
        self,
        cloud: VendorCloud,
        request: web.Request,
        handler: Handler,
        topic: Topic | None,
    ) -> web.StreamResponse:
        trouble = self._met(topic)
        if trouble is None:
            return await self._work(request, handler)
        kind = trouble.kind
        if kind is Kind.UNREACHABLE:
            return _hang_up(request)
        if not kind.done:
            if kind is not Kind.SLOW_BEFORE:
                return self._wire.refusal(cloud, trouble)
            await asyncio.sleep(trouble.seconds)
        real = await self._work(request, handler)
        if kind is Kind.SLOW_AFTER:
            await asyncio.sleep(trouble.seconds)
        elif kind is Kind.LOST_AFTER:
            return self._wire.refusal(cloud, trouble)
        elif kind is Kind.GARBLED_AFTER:
            return web.Response(text="Something went", status=real.status)
        return real

    async def _work(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        self._on_call()
        return answer

    def _met(self, topic: Topic | None) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.times and trouble.topic is topic:
                trouble.times -= 1
                return trouble
        return None


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=503)
