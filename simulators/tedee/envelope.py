"""The envelope around results, and the many shapes of an error.

Source: Tedee API documentation, "Getting started": `result`, `success`,
`errorMessages` and `statusCode`. Of failures it shows only the one for 304.
"""

from collections.abc import Mapping
import json

from aiohttp import web

from simulators.rawbody import ForbiddenBody

from .routing import Answer, RefusalError
from .switches import Switches

NO_CONTENT, NOT_MODIFIED = 204, 304


def success(answer: Answer, switches: Switches) -> web.StreamResponse:
    """Wrap a result."""
    if answer.status == NO_CONTENT:
        return _bodyless(NO_CONTENT, [], sends_body=switches.body_on_204)
    if answer.bare:
        return web.json_response(answer.result, status=answer.status)
    envelope = {"result": answer.result, **_envelope(answer.status, [], switches)}
    return web.json_response(envelope, status=answer.status)


def failure(refusal: RefusalError, switches: Switches) -> web.StreamResponse:
    """Wrap a refusal, in whatever shape the switches ask for."""
    if refusal.status == NOT_MODIFIED:
        sends = switches.body_on_304
        return _bodyless(NOT_MODIFIED, [refusal.message], sends_body=sends)
    envelope = _envelope(refusal.status, [refusal.message], switches)
    return _spoilt(json.dumps(envelope), refusal, switches.error_body)


def _envelope(
    status: int, messages: list[str], switches: Switches
) -> Mapping[str, object]:
    """Return the envelope without a result."""
    key = "errorMessages" if not messages else switches.error_key
    return {"success": not messages, key: messages, "statusCode": status}


def _bodyless(
    status: int, messages: list[str], *, sends_body: bool
) -> web.StreamResponse:
    """Answer without a body, or with the one that HTTP forbids."""
    if not sends_body:
        return web.Response(status=status)
    envelope = _envelope(status, messages, Switches())
    return ForbiddenBody(status, json.dumps(envelope).encode())


def _spoilt(text: str, refusal: RefusalError, shape: str) -> web.Response:
    """Return an error body as JSON, cut in half, empty, a page or plain text."""
    bodies = {
        "json": (text, "application/json"),
        "half": (text[: len(text) // 2], "application/json"),
        "empty": ("", "application/json"),
        "html": (f"<html><body>{refusal.message}</body></html>", "text/html"),
        "text": (refusal.message, "text/plain"),
    }
    body, content_type = bodies[shape]
    return web.Response(
        text=body,
        content_type=content_type,
        status=refusal.status,
        headers=refusal.headers,
    )
