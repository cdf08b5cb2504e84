"""Sending once, and knowing afterwards whether it can have done something."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import logging

from aiohttp import ClientSession
from multidict import CIMultiDict, CIMultiDictProxy
import pytest

from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    OutcomeUnknown,
    ProtocolError,
    VendorError,
)
from custom_components.cloud_locks.vendors import MIDDLEWARES, RequestRecord, _http
from custom_components.cloud_locks.vendors._http import (
    GarbledRead,
    GarbledWrite,
    Request,
    Response,
    Transport,
)

from .raw_server import Asked, RawServer, Reply, answer

ORIGIN = "https://cloud.example"
WRITES = ("POST", "PUT", "PATCH", "DELETE")


class Script:
    """Replies that are used up one by one; the last one stays."""

    def __init__(self) -> None:
        """Begin with success."""
        self.replies: list[Reply] = [answer(200, {})]

    def __call__(self, _: Asked) -> Reply:
        """Return what to send."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@pytest.fixture
def script() -> Script:
    """Return what the server says."""
    return Script()


@pytest.fixture
async def server(socket_enabled: None, script: Script) -> AsyncIterator[RawServer]:
    """Run a server."""
    async with RawServer.running(script) as server:
        yield server


@pytest.fixture
def records() -> list[RequestRecord]:
    """Return where the transport notes its requests."""
    return []


@pytest.fixture
async def transport(
    server: RawServer, records: list[RequestRecord]
) -> AsyncIterator[Transport]:
    """Return a transport that goes to the server."""
    async with ClientSession(middlewares=MIDDLEWARES) as session:
        yield Transport(
            session=session, origins={ORIGIN: server.origin}, record=records.append
        )


def ask(transport: Transport, method: str, *, patience: float = 5.0) -> Request:
    """Return a request whose query must not be seen."""
    url = transport.url(ORIGIN, "/door?pin=24681")
    return Request(method, url, {"X-Key": "s3cret"}, b"{}", patience)


async def warm(transport: Transport) -> None:
    """Leave a connection open for the next request."""
    await transport.send(ask(transport, "GET"))


@pytest.mark.parametrize("kept_alive", [False, True])
@pytest.mark.parametrize("method", WRITES)
async def test_a_command_whose_connection_drops_arrives_once(
    transport: Transport,
    server: RawServer,
    script: Script,
    method: str,
    kept_alive: bool,
) -> None:
    """Nobody knows what it did, and nobody sends it again."""
    if kept_alive:
        await warm(transport)
    script.replies = [None]

    with pytest.raises(OutcomeUnknown):
        await transport.send(ask(transport, method))

    commands = [asked for asked in server.asked if asked.method == method]
    assert [asked.reused for asked in commands] == [kept_alive]


async def test_without_the_middleware_a_command_arrives_twice(
    server: RawServer, script: Script
) -> None:
    """The test above has teeth: aiohttp does send again."""
    async with ClientSession() as session:
        bare = Transport(session=session, origins={ORIGIN: server.origin})
        await warm(bare)
        script.replies = [None, answer(200, {})]

        await bare.send(ask(bare, "PUT"))

    assert [asked.method for asked in server.asked] == ["GET", "PUT", "PUT"]


async def test_a_read_whose_connection_drops_is_no_outcome(
    transport: Transport, script: Script
) -> None:
    """A read did nothing, whatever happened to it."""
    script.replies = [None]
    with pytest.raises(CloudUnreachable) as caught:
        await transport.send(ask(transport, "GET"))
    assert "24681" not in repr(caught.value)
    assert caught.value.__suppress_context__


async def test_a_post_that_only_asks_is_a_read(
    transport: Transport, script: Script, server: RawServer
) -> None:
    """Some clouds list their locks by POST; such a call did nothing."""
    script.replies = [answer(200, {}), None]
    request = replace(ask(transport, "POST"), reads=True)
    await transport.send(request)
    with pytest.raises(CloudUnreachable):
        await transport.send(request)
    assert len(server.asked) == 2


@pytest.mark.parametrize("method", ["GET", *WRITES])
async def test_refused_connections_prove_that_nothing_was_sent(
    transport: Transport, server: RawServer, method: str
) -> None:
    """Also for a command: it may be sent again."""
    request = ask(transport, method)
    await server.stop()
    with pytest.raises(CloudUnreachable) as caught:
        await transport.send(request)
    assert not isinstance(caught.value, OutcomeUnknown)


@pytest.mark.parametrize(
    ("method", "error"), [("GET", CloudUnreachable), ("POST", OutcomeUnknown)]
)
async def test_a_body_cut_off_in_the_middle(
    transport: Transport,
    server: RawServer,
    script: Script,
    method: str,
    error: type[VendorError],
) -> None:
    """A success whose body never came whole is no answer."""
    script.replies = [answer(200, {"result": "x" * 500})]
    server.cut = 200
    with pytest.raises(error):
        await transport.send(ask(transport, method))
    assert len([asked for asked in server.asked if asked.method == "POST"]) < 2


@pytest.mark.parametrize(
    ("method", "error"), [("GET", CloudUnreachable), ("PUT", OutcomeUnknown)]
)
async def test_an_answer_that_takes_too_long(
    transport: Transport,
    server: RawServer,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    error: type[VendorError],
) -> None:
    """Waiting ends, and a command stays unknown."""
    monkeypatch.setattr(_http, "CONNECT_TIMEOUT", 0.1)
    server.reply = lambda _: answer(200, {"long": "x" * 200})
    server.pause = 2.0
    with pytest.raises(error):
        await transport.send(ask(transport, method, patience=0.1))
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("method", "error"), [("GET", GarbledRead), ("PUT", GarbledWrite)]
)
@pytest.mark.parametrize("status", [204, 304])
async def test_a_body_that_http_forbids(
    transport: Transport,
    script: Script,
    method: str,
    error: type[VendorError],
    status: int,
) -> None:
    """The status is lost then; the caller is told that there was an answer."""
    script.replies = [answer(status, {"success": True})]
    with pytest.raises(error):
        await transport.send(ask(transport, method))


async def test_any_status_is_an_answer(transport: Transport, script: Script) -> None:
    """What a status means is the vendor's business."""
    script.replies = [answer(503, b"<html>sorry</html>")]
    response = await transport.send(ask(transport, "POST"))
    assert (response.status, response.ok) == (503, False)
    with pytest.raises(ProtocolError):
        response.json()


async def test_redirects_are_not_followed(
    transport: Transport, server: RawServer, script: Script
) -> None:
    """A POST that is sent on to another place would be a second command."""
    script.replies = [answer(307, headers={"Location": "/elsewhere"})]
    assert (await transport.send(ask(transport, "POST"))).status == 307
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "value"),
    [(b"", None), (b" \r\n", None), (b'{"a": [1]}', {"a": [1]}), (b"null", None)],
)
def test_json(body: bytes, value: object) -> None:
    """An empty body is nothing, as is null."""
    assert Response(200, {}, body).json() == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body", [b"<html>", b'{"half', b"\xff\xfe\x00", b"[" * 200_000, b"1" * 5_000]
)
def test_broken_json_is_not_quoted(body: bytes) -> None:
    """The error of the parser would hold the body, which may hold a secret."""
    with pytest.raises(ProtocolError) as caught:
        Response(200, {}, body).json()  # type: ignore[arg-type]
    assert caught.value.__suppress_context__
    assert str(caught.value) == ("answer_not_understood: HTTP 200, body is not JSON")


async def test_cancelling_leaves_a_record_and_no_answer(
    transport: Transport, server: RawServer, records: list[RequestRecord]
) -> None:
    """Who stops waiting gets the cancellation back, not an error of ours."""
    server.reply = lambda _: answer(200, {"long": "x" * 200})
    server.pause = 5.0
    sending = asyncio.create_task(transport.send(ask(transport, "POST")))
    await server.arrived.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert [record.error for record in records] == ["cancelled"]


@pytest.mark.parametrize("reply", [answer(200, {"ok": True}), answer(500), None])
async def test_records_and_log_lines_hold_no_query_and_no_key(
    transport: Transport,
    script: Script,
    records: list[RequestRecord],
    caplog: pytest.LogCaptureFixture,
    reply: Reply,
) -> None:
    """Some clouds want secrets in the query."""
    caplog.set_level(logging.DEBUG, logger="custom_components.cloud_locks")
    script.replies = [reply]
    with suppress(OutcomeUnknown):
        await transport.send(ask(transport, "DELETE"))
    assert [(record.method, record.path) for record in records] == [("DELETE", "/door")]
    assert timedelta() <= datetime.now(UTC) - records[0].at < timedelta(minutes=1)
    assert "DELETE /door" in caplog.text
    for secret in ("24681", "s3cret"):
        assert secret not in caplog.text
        assert secret not in repr(records)


def test_what_is_shown_of_requests_and_answers() -> None:
    """Whoever prints one while debugging prints no secret."""
    url = Transport(session=None).url(ORIGIN, "/door?pin=24681")  # type: ignore[arg-type]
    headers = CIMultiDictProxy(CIMultiDict({"X-Key": "s3cret"}))
    request = Request("PUT", url, headers, b'{"pin": "24681"}')
    shown = f"{request!r} {Response(200, headers, b'24681')!r}"
    assert "PUT" in shown
    assert "200" in shown
    assert "24681" not in shown
    assert "s3cret" not in shown


def test_origins_are_replaced_whole() -> None:
    """Demo and tests go elsewhere; everybody else goes to the cloud."""
    bare = Transport(session=None)  # type: ignore[arg-type]
    assert str(bare.url(ORIGIN, "/a")) == "https://cloud.example/a"


async def test_a_session_that_was_closed(transport: Transport) -> None:
    """The account was unloaded: nothing is sent, and nothing breaks."""
    transport.session.detach()
    with pytest.raises(CloudUnreachable):
        await transport.send(ask(transport, "POST"))
