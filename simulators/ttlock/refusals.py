"""The cloud says no."""

from collections.abc import Mapping

from .numbers import MESSAGES


class RefusalError(Exception):
    """A refusal: TTLock's number, or that of HTTP where the protocol itself fails."""

    def __init__(
        self,
        number: int,
        *,
        status: int = 200,
        message: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the answer will say."""
        super().__init__(number)
        self.number = number
        self.status = status
        self.message = message or MESSAGES.get(number, "Failed.")
        self.headers = dict(headers or {})


def missing(name: str, kind: str) -> RefusalError:
    """Return how Sifely's servers refuse a request without a parameter."""
    message = (
        f"Required request parameter '{name}' for method parameter type {kind} is "
        "not present"
    )
    return RefusalError(500, status=500, message=message)
