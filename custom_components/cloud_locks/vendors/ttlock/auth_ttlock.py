"""Signing in to TTLock (TTLock docs, oauth2): an application and a user of the app.

Each call carries the application's id, the token and the time, which the cloud wants
right to five minutes.
"""

from collections.abc import Mapping
from typing import Final, override

from ...model.errors import AuthError, RejectedError
from ...model.secret import Secret
from ...model.sign_in import CredentialKey
from .._connection import Connection
from .._http import Request
from .._record import Record
from .._tokens import Tokens
from .auth import (
    AT_LOCK_TIMEOUT,
    TIMEOUT,
    Cloud,
    form_request,
    plain,
    required,
    token_of,
)
from .calls import OLD_PASSAGE, SET_OLD_PASSAGE, Call, Params
from .wire import stamp

_TOKEN: Final = "/oauth2/token"  # noqa: S105 - a path
_UID: Final = "uid"
_JSON: Final = {"Accept": "application/json"}


class OpenPlatform(Cloud):
    """One region of the TTLock Open Platform."""

    lacks = frozenset({OLD_PASSAGE.path, SET_OLD_PASSAGE.path})

    def __init__(self, connection: Connection) -> None:
        """Take the application's credentials too."""
        super().__init__(connection)
        credentials = connection.credentials
        self._client_id = credentials.get(CredentialKey.CLIENT_ID, "").strip()
        self._client_secret = Secret(
            credentials.get(CredentialKey.CLIENT_SECRET, "").strip()
        )

    @override
    async def renew(self, old: Tokens | None) -> Tokens:
        if old is not None and old.refresh is not None:
            try:
                return await self._refresh(old, old.refresh)
            except AuthError, RejectedError:
                pass  # The password may do what the refresh token does no more.
        return await self._grant(
            {"username": self._username, "password": self._password}, None
        )

    async def _refresh(self, old: Tokens, refresh: Secret) -> Tokens:
        grant: Params = {"grant_type": "refresh_token", "refresh_token": refresh}
        return await self._grant(grant, old)

    async def _grant(self, grant: Params, old: Tokens | None) -> Tokens:
        fields: Params = {
            "clientId": self._client_id,
            "clientSecret": self._client_secret,
            **grant,
        }
        given = await self._ask(
            form_request(self.url(_TOKEN), plain(fields), headers=_JSON, reads=True)
        )
        refresh = token_of(given, "refresh_token")
        return Tokens(
            access=required(token_of(given, "access_token")),
            refresh=refresh or (None if old is None else old.refresh),
            ends=self._ends(given),
            facts=_facts(given) or ({} if old is None else old.facts),
        )

    @override
    def request(self, call: Call, params: Params, tokens: Tokens) -> Request:
        fields = plain(
            {
                "clientId": self._client_id,
                "accessToken": tokens.access,
                **params,
                "date": stamp(self._now()),
            }
        )
        url = self.url(call.path)
        timeout = AT_LOCK_TIMEOUT if call.at_lock else TIMEOUT
        if call.method == "GET":
            return Request("GET", url.with_query(fields), _JSON, None, timeout)
        return form_request(
            url, fields, headers=_JSON, reads=call.reads, timeout=timeout
        )

    @override
    def account_id(self, facts: Mapping[str, str]) -> str | None:
        uid = facts.get(_UID)
        return None if uid is None else f"{self.choice}:{uid}"


def _facts(given: Record) -> dict[str, str]:
    uid = given.maybe_identifier(_UID)
    return {} if uid is None else {_UID: uid}
