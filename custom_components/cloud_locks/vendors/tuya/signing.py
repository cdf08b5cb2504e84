"""Signing requests (Tuya docs, "Sign Requests"): HMAC-SHA256 over what is sent.

What is signed is the query before it is percent-encoded, in the order of its names, and
the bytes of the body as they are sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
import hashlib
import hmac
from typing import Final

from ...model.secret import Secret

_JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The cloud project that signs: its id, and the secret that shows that it is it."""

    access_id: str
    secret: Secret

    def sign(
        self,
        text: str,
        *,
        stamp: str,
        token: Secret | None = None,
        nonce: str = "",
    ) -> str:
        """Return the signature of what `string_to_sign` gave.

        Calls that ask for a token are signed without one.
        """
        access = "" if token is None else token.reveal()
        message = f"{self.access_id}{access}{stamp}{nonce}{text}"
        key = self.secret.reveal().encode()
        return hmac.new(key, message.encode(), hashlib.sha256).hexdigest().upper()

    def headers(
        self, text: str, *, stamp: str, token: Secret | None, has_body: bool
    ) -> dict[str, str]:
        """Return the headers of a request. `stamp`: epoch milliseconds."""
        headers = {
            "client_id": self.access_id,
            "sign": self.sign(text, stamp=stamp, token=token),
            "sign_method": "HMAC-SHA256",
            "t": stamp,
            "lang": "en",
        }
        if token is not None:
            headers["access_token"] = token.reveal()
        return headers | (_JSON if has_body else {})


def string_to_sign(
    method: str,
    path: str,
    query: Mapping[str, str],
    body: bytes,
    signed_headers: Mapping[str, str] | None = None,
) -> str:
    """Return what a signature is made over, beside id, token and time."""
    lines = "".join(f"{key}:{value}\n" for key, value in (signed_headers or {}).items())
    digest = hashlib.sha256(body).hexdigest()
    return f"{method}\n{digest}\n{lines}\n{address(path, query)}"


def address(path: str, query: Mapping[str, str]) -> str:
    """Return path and query as they are signed: sorted, and not encoded."""
    if not query:
        return path
    pairs = "&".join(f"{name}={query[name]}" for name in sorted(query))
    return f"{path}?{pairs}"
