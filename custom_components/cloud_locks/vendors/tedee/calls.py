"""Sending to the Tedee API and reading what comes back, as all its endpoints do it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
import json
import logging
from typing import Final

from yarl import Query

from ...model.errors import OutcomeUnknown, ProtocolError, VendorError
from .._http import Request, Response, Transport
from .._record import Record
from .auth import PersonalKey
from .facts import LockFacts
from .status import Family, check

_LOGGER = logging.getLogger(__name__)

ORIGIN: Final = "https://api.tedee.com"
VERSION: Final = "37"

TIMEOUT: Final = 30.0
"""Seconds, for what the cloud answers by itself."""


@dataclass(slots=True, kw_only=True)
class Calls:
    """One account's way to the cloud. Methods raise the errors of `model.errors`."""

    transport: Transport
    key: PersonalKey
    now: Callable[[], datetime]
    _warned: bool = field(default=False, init=False)

    async def read(
        self,
        path: str,
        family: Family,
        facts: LockFacts | None = None,
        *,
        query: Query = None,
        patience: float = TIMEOUT,
        also: int | None = None,
    ) -> Response:
        """Send a GET.

        `patience` in seconds; `also` is a status that is no failure here.
        """
        answer = await self._send("GET", path, query=query, patience=patience)
        if answer.status != also:
            check(answer, family, now=self.now(), facts=facts)
        return answer

    async def write(
        self,
        method: str,
        path: str,
        family: Family,
        facts: LockFacts,
        *,
        query: Query = None,
        body: Mapping[str, object] | None = None,
        patience: float = TIMEOUT,
        refusal: Callable[[Response], VendorError | None] = lambda _: None,
    ) -> Response:
        """Send anything else, once.

        `refusal` reads from a body what its status does not tell.
        """
        data = None if body is None else json.dumps(body).encode()
        answer = await self._send(
            method, path, query=query, body=data, patience=patience
        )
        if (refused := refusal(answer)) is not None:
            raise refused
        check(answer, family, now=self.now(), facts=facts)
        if _says_no(answer):
            # Not sent again, because nobody documents what it means.
            raise OutcomeUnknown(f"HTTP {answer.status} without success")
        return answer

    async def _send(
        self,
        method: str,
        path: str,
        *,
        query: Query,
        patience: float,
        body: bytes | None = None,
    ) -> Response:
        headers = {"Accept": "application/json", **self.key.headers()}
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = self.transport.url(ORIGIN, f"/api/v{VERSION}{path}")
        answer = await self.transport.send(
            Request(method, url.update_query(query), headers, body, patience)
        )
        self._look_ahead(answer.headers)
        return answer

    def _look_ahead(self, headers: Mapping[str, str]) -> None:
        """Say once in the log that the cloud is about to drop this version.

        Versions live for 18 months after the next one (Tedee API docs, versioning).
        """
        supported = headers.get("API-Supported-Versions", "")
        numbers = {
            version.strip().removeprefix("v").removesuffix(".0")
            for version in supported.split(",")
        }
        if supported and VERSION not in numbers and not self._warned:
            self._warned = True
            _LOGGER.warning("Tedee's cloud no longer lists version %s", VERSION)


def envelope(answer: Response) -> Record:
    """Return the object around every answer; `ProtocolError` when it says no."""
    envelope = Record(answer.json(), "answer")
    if envelope.flag("success") is False:
        raise ProtocolError(f"HTTP {answer.status} without success")
    return envelope


def result(answer: Response) -> Record:
    """Return what an answer is about."""
    return Record(envelope(answer).get("result"), "result")


def _says_no(answer: Response) -> bool:
    """Return whether a readable body contradicts a good status."""
    try:
        return Record(answer.json(), "answer").flag("success") is False
    except ProtocolError:
        return False
