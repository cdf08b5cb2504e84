"""Sending one request, knowing afterwards whether it can have done something.

A read that gets no answer is `CloudUnreachable`. Anything else that was sent and got no
answer is `OutcomeUnknown`, and nobody sends it again.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
import logging
import time
from typing import Any, Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHandlerType,
    ClientOSError,
    ClientRequest,
    ClientResponse,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    ServerDisconnectedError,
)
from multidict import CIMultiDictProxy
from yarl import URL

from ..model.errors import (
    CloudUnreachable,
    OutcomeUnknown,
    ProtocolError,
    VendorError,
)

_LOGGER = logging.getLogger(__name__)

CONNECT_TIMEOUT: Final = 10.0
"""Seconds. Nothing was sent when it passes, so it may be short."""


class GarbledRead(CloudUnreachable):
    """An answer to a read came and is no HTTP, for example a 304 with a body."""


class GarbledWrite(OutcomeUnknown):
    """An answer to a write came and is no HTTP, so its status is lost."""


async def never_twice(
    request: ClientRequest, handler: ClientHandlerType
) -> ClientResponse:
    """Turn a dropped connection into `OutcomeUnknown` unless nothing can be sent.

    aiohttp sends PUT and DELETE a second time by itself when the connection drops, and
    at some clouds an unlock is a PUT. Belongs to the session: a middleware given with
    a request would replace those that Home Assistant gave to the session.
    """
    try:
        return await handler(request)
    except ClientConnectorError:
        raise  # The connection was never made.
    except (ClientOSError, ServerDisconnectedError) as err:
        if request.method == "GET":
            raise
        raise OutcomeUnknown(type(err).__name__) from None


MIDDLEWARES: Final = (never_twice,)
"""What every session given to a vendor must have been made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRecord:
    """One request, for diagnostics. Neither query nor bodies: they may hold secrets."""

    at: datetime
    """When it was sent, in UTC."""
    method: str
    path: str
    status: int | None
    seconds: float
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request to be sent. `body` is sent byte for byte: some clouds sign it.

    Its `repr` shows no secret: keys are in headers, PINs in bodies and some queries.
    `reads`: it only asks, or signs in, although its method is not GET.
    """

    method: str
    url: URL = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    timeout: float = 30.0
    reads: bool = False
    secret: str = field(default="", repr=False)
    """What of the path is not to be written down: some clouds want a token there."""

    @property
    def shown_path(self) -> str:
        """The path as it may be written down."""
        path = self.url.path
        return path.replace(self.secret, "***") if self.secret else path

    @property
    def is_read(self) -> bool:
        """Whether sending it cannot have changed anything at a lock."""
        return self.reads or self.method == "GET"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that arrived whole. Its `repr` shows no body, which may hold a PIN."""

    status: int
    headers: CIMultiDictProxy[str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether the status says success."""
        return 200 <= self.status < 300

    def json(self) -> Any:  # noqa: ANN401 - the boundary to JSON
        """Return the decoded body, None if it is empty; `ProtocolError` if broken."""
        if not self.body.strip():
            return None
        try:
            return json.loads(self.body)
        except ValueError, RecursionError:
            # The error's own text would quote the body.
            raise ProtocolError(f"HTTP {self.status}, body is not JSON") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """Sends requests of one account.

    `origins` maps a real origin to the one to use instead (demo and tests).
    """

    session: ClientSession
    origins: Mapping[str, str] = field(default_factory=dict)
    record: Callable[[RequestRecord], None] = lambda _: None

    def url(self, origin: str, path: str) -> URL:
        """Return where `path` of a cloud's real origin is to be asked for."""
        return URL(self.origins.get(origin, origin) + path)

    async def send(self, request: Request) -> Response:
        """Send once and return the whole answer, whatever its status.

        Raises `CloudUnreachable` when nothing was sent or a read got no answer, and
        `OutcomeUnknown` when anything else got none.
        """
        if self.session.closed:
            # The account was unloaded while somebody was still at work with it.
            raise CloudUnreachable("session closed")
        at, began = datetime.now(UTC), time.monotonic()
        status: int | None = None
        error: str | None = None
        try:
            async with self.session.request(
                request.method,
                request.url,
                headers=request.headers,
                data=request.body,
                allow_redirects=False,
                timeout=ClientTimeout(
                    total=request.timeout + CONNECT_TIMEOUT, connect=CONNECT_TIMEOUT
                ),
            ) as answer:
                status = answer.status
                return Response(status, answer.headers, await answer.read())
        # The causes are dropped on purpose: their texts quote the URL with its query.
        except (ClientConnectorError, ConnectionTimeoutError) as err:
            error = type(err).__name__
            raise CloudUnreachable(error) from None
        except ClientResponseError as err:
            error = type(err).__name__
            garbled = GarbledRead if request.is_read else GarbledWrite
            raise garbled(error) from None
        except (ClientError, TimeoutError) as err:
            error = type(err).__name__
            raise _lost(request, error) from None
        except OutcomeUnknown as err:
            error = err.detail
            raise _lost(request, error) from None
        except asyncio.CancelledError:
            error = "cancelled"
            raise
        finally:
            self._note(request, at, status, time.monotonic() - began, error)

    def _note(
        self,
        request: Request,
        at: datetime,
        status: int | None,
        seconds: float,
        error: str | None,
    ) -> None:
        path = request.shown_path
        _LOGGER.debug(
            "%s %s: %s in %.3f s", request.method, path, status or error, seconds
        )
        self.record(
            RequestRecord(
                at=at,
                method=request.method,
                path=path,
                status=status,
                seconds=round(seconds, 3),
                error=error,
            )
        )


def _lost(request: Request, detail: str) -> VendorError:
    """Return what it means that a request got no answer."""
    return (CloudUnreachable if request.is_read else OutcomeUnknown)(detail)
