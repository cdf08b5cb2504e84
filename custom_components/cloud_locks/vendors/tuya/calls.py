"""One request to the API, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import json
from typing import Any
from urllib.parse import quote

type Body = Mapping[str, Any]
"""What is sent as JSON. Digits in it are encrypted before they come here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request.

    `reads`: it cannot have changed anything at a lock. `ticket`: its body holds one,
    which works a single time, so it may not be sent again as it is. `secret`: what of
    its path is nobody's business.
    """

    method: str
    path: str = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = field(default=None, repr=False)
    reads: bool = False
    ticket: bool = False
    secret: str = field(default="", repr=False)

    @property
    def octets(self) -> bytes:
        """Return the body byte for byte; an empty one is nothing, not `{}`."""
        if not self.body:
            return b""
        return json.dumps(self.body, separators=(",", ":")).encode()


def get(path: str, **query: object) -> Call:
    """Return a reading. What is None in the query is left out."""
    told = {name: _text(value) for name, value in query.items() if value is not None}
    return Call(method="GET", path=path, query=told, reads=True)


def post(path: str, body: Body | None = None, *, ticket: bool = False) -> Call:
    """Return a writing by POST."""
    return Call(method="POST", path=path, body=body, ticket=ticket)


def put(path: str, body: Body | None = None, *, ticket: bool = False) -> Call:
    """Return a writing by PUT."""
    return Call(method="PUT", path=path, body=body, ticket=ticket)


def delete(path: str, body: Body | None = None) -> Call:
    """Return a writing by DELETE."""
    return Call(method="DELETE", path=path, body=body)


def safe(part: str) -> str:
    """Return an id for a path: nothing in it ends the path or goes up in it."""
    return quote(part, safe=",")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
