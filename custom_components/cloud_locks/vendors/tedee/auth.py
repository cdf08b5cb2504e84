"""Signing in: a personal access key, sent with every request.

It cannot be refreshed; when it has expired a person makes a new one in Tedee's portal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ...model.errors import AuthError
from ...model.secret import Secret
from ...model.sign_in import CredentialKey


@dataclass(frozen=True, slots=True)
class PersonalKey:
    """A personal access key."""

    key: Secret

    @classmethod
    def of(cls, credentials: Mapping[str, str]) -> Self:
        """Take the key from what a person typed; blanks around it do not belong."""
        return cls(Secret(credentials.get(CredentialKey.PERSONAL_KEY, "").strip()))

    def headers(self) -> dict[str, str]:
        """Return the header that signs a request.

        `AuthError` for a text that is no key, such as one copied over a line break: it
        could not be sent as a header.
        """
        key = self.key.reveal()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise AuthError("not a personal access key")
        return {"Authorization": f"PersonalKey {key}"}
