"""The many envelopes of Sifely, and the one of TTLock.

Sources: Sifely Open API documentation and its public clients, which saw `code` beside
`errcode`, `message` beside `msg`, answers in `data` and bare ones; TTLock open platform
documentation and a recorded error.
"""

import json
import re
from typing import Final

from aiohttp import web

from .numbers import DESCRIPTION
from .platforms import Platform
from .refusals import RefusalError
from .routing import Answer, Json
from .switches import Switches

_OK: Final = 200
_SUCCESS: Final[Json] = {
    "errcode": 0,
    "errmsg": "none error message",
    "description": "表示成功或是",
}


class Envelope:
    """Wraps what one host says."""

    def __init__(self, platform: Platform, switches: Switches) -> None:
        """Speak as a host does."""
        self._platform = platform
        self._switches = switches

    def success(self, path: str, answer: Answer) -> web.Response:
        """Wrap the answer of an operation."""
        if answer.result is None:
            return self._command()
        pattern = self._switches.wrapped_paths
        wraps = self._platform.sifely and bool(pattern and re.search(pattern, path))
        return _json(self._wrapped(answer.result) if wraps else answer.result)

    def login(self, result: Json) -> web.Response:
        """Wrap tokens or a key."""
        wraps = self._platform.sifely and self._switches.login_wrapped
        return _json(self._wrapped(result) if wraps else result)

    def failure(self, refusal: RefusalError, shape: str | None = None) -> web.Response:
        """Wrap a refusal, in the usual shape unless one is named."""
        shape = shape or self._usual_shape(refusal)
        body = {
            "code": self._coded(refusal.number, refusal.message),
            "errcode": _error(refusal),
            "wrapped": self._wrapped(_error(refusal)),
        }[shape]
        response = _json(body)
        response.set_status(refusal.status)
        response.headers.update(refusal.headers)
        return response

    def _usual_shape(self, refusal: RefusalError) -> str:
        """Return how the host tells what is wrong."""
        if not self._platform.sifely:
            return "errcode"
        return self._switches.errors if refusal.status == _OK else "code"

    def _command(self) -> web.Response:
        """Return the success of a command."""
        kind = self._switches.write_success if self._platform.sifely else "errcode"
        if kind == "empty":
            return web.Response()
        return _json(_SUCCESS if kind == "errcode" else self._coded(_OK, "success"))

    def _wrapped(self, result: Json) -> Json:
        """Put a result into `data`."""
        return {**self._coded(_OK, "success"), "data": result}

    def _coded(self, number: int, message: str) -> Json:
        """Return a body with `code` and whatever the message is called."""
        code = str(number) if self._switches.code_as_text else int(number)
        return {"code": code, self._switches.message_key: message}


def _error(refusal: RefusalError) -> Json:
    """Return TTLock's shape: an English text beside a Chinese one."""
    return {
        "errcode": int(refusal.number),
        "errmsg": refusal.message,
        "description": DESCRIPTION,
    }


def _json(body: Json) -> web.Response:
    """Return a body as JSON."""
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, content_type="application/json")
