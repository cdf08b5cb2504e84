"""The cloud says no, in the words of its web framework."""

from collections.abc import Mapping
from typing import Final

CODES: Final = {
    400: "BadRequest",
    401: "InvalidCredentials",
    403: "Forbidden",
    404: "ResourceNotFound",
    405: "MethodNotAllowed",
    408: "RequestTimeout",
    409: "Conflict",
    412: "PreconditionFailed",
    415: "UnsupportedMediaType",
    422: 98,
    501: "NotImplemented",
}
BAD_KEY: Final = "API key is not valid"
OFFLINE: Final = "Bridge is offline"


class RefusalError(Exception):
    """A refusal with its status and message."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the answer will say."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    @property
    def body(self) -> dict[str, object]:
        """Return what stands in the answer."""
        return refusal_body(self.status, self.message)


def refusal_body(status: int, message: str) -> dict[str, object]:
    """Return an error as the framework writes it."""
    return {"code": CODES.get(status, "InternalError"), "message": message}
