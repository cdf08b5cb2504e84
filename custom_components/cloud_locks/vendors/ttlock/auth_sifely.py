"""Signing in to Sifely: an API key, or tokens of the older interface.

Both sign calls with a header. The API key is what signing in gives (Sifely docs,
authentication guide, 2026-06); it holds until it is rotated elsewhere. The older
interface takes a client id, which its portal shows or a guest sign-in tells.
"""

from collections.abc import Mapping
import hashlib
import json
from typing import Final, override

from ...model.errors import AuthError, ProtocolError, RejectedError
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
    granted,
    plain,
    required,
    token_of,
)
from .calls import GATEWAY_LIST, PASSAGE, SET_PASSAGE, Call, Params
from .envelope import NotBound
from .error_numbers import INVALID_PARAMETER

PLAN: Final = "plan"
_PLANS: Final = frozenset({"DEVELOPER", "STARTER", "PRO", "CUSTOM"})

_LOGIN: Final = "/system/smart/login"
_GUEST_LOGIN: Final = "/system/smart/loginByGuest"
_AUTHORIZE: Final = "/system/smart/authorize"
_OAUTH: Final = "/system/smart/oauthToken"

_CLIENT_ID: Final = "client_id"
_COMMON_CLIENT_ID: Final = "home_assistant"
"""What a published client uses for everybody."""

_JSON: Final = {"Accept": "application/json"}


class SifelyCloud(Cloud):
    """What both interfaces share: parameters in the address, but secrets in a form."""

    per_minute = 25
    """Below the 30 that clients have met."""

    lacks = frozenset({GATEWAY_LIST.path, PASSAGE.path, SET_PASSAGE.path})
    settings_documented = False

    _secrets_in_form = True

    @override
    def account_id(self, facts: Mapping[str, str]) -> str | None:
        name = self._username.lower().encode()
        return hashlib.sha256(name).hexdigest()[:16]

    @override
    def place_secrets_in_address(self) -> bool:
        changed, self._secrets_in_form = self._secrets_in_form, False
        return changed

    @override
    def request(self, call: Call, params: Params, tokens: Tokens) -> Request:
        headers = {**_JSON, "Authorization": self._header(tokens.access)}
        timeout = AT_LOCK_TIMEOUT if call.at_lock else TIMEOUT
        if call.method == "GET":
            url = self.url(call.path).with_query(plain(params))
            return Request("GET", url, headers, None, timeout)
        return self._post(
            call.path, params, headers=headers, reads=call.reads, timeout=timeout
        )

    def _header(self, token: Secret) -> str:
        """Return what signs a call."""
        return token.reveal()

    def _post(
        self,
        path: str,
        params: Params,
        *,
        headers: Mapping[str, str] = _JSON,
        reads: bool = True,
        timeout: float = TIMEOUT,
    ) -> Request:
        """Return a POST; what is secret stays out of the address where possible.

        The documentation has all parameters in the address, where servers on the way
        write them down. One that does not find them in the form says so (`NotBound`).
        """
        hidden = {
            name: value
            for name, value in params.items()
            if isinstance(value, Secret) and self._secrets_in_form
        }
        shown = {name: it for name, it in params.items() if name not in hidden}
        return form_request(
            self.url(path).with_query(plain(shown)),
            plain(hidden),
            headers=headers,
            reads=reads,
            timeout=timeout,
        )


class ApiKeyCloud(SifelyCloud):
    """Sifely's interface of 2026: an API key, bare in the header."""

    @override
    async def renew(self, old: Tokens | None) -> Tokens:
        body = {"account": self._username, "password": self._password.reveal()}
        given = await self._ask(
            Request(
                "POST",
                self.url(_LOGIN),
                {**_JSON, "Content-Type": "application/json"},
                json.dumps(body).encode(),
                reads=True,
            )
        )
        plan = (given.maybe_text(PLAN) or "").upper()
        return Tokens(
            access=required(token_of(given, "clientToken")),
            facts={PLAN: plan} if plan in _PLANS else {},
        )


class BearerCloud(SifelyCloud):
    """Sifely's interface of 2025: tokens that end, and a client id."""

    doubtful_numbers = frozenset({INVALID_PARAMETER})

    def __init__(self, connection: Connection) -> None:
        """Take the client id, if there is one."""
        super().__init__(connection)
        self._client_id = connection.credentials.get(CredentialKey.CLIENT_ID, "")

    @override
    def _header(self, token: Secret) -> str:
        return f"Bearer {token.reveal()}"

    @override
    async def renew(self, old: Tokens | None) -> Tokens:
        if old is not None and old.refresh is not None:
            try:
                return await self._refresh(old, old.refresh)
            except AuthError, RejectedError, ProtocolError:
                pass  # The password may do what the refresh token does no more.
        return await self._login(await self._client(old))

    async def _client(self, old: Tokens | None) -> str:
        """Return the client id: as typed, as known, or as a guest is told."""
        known = None if old is None else old.facts.get(_CLIENT_ID)
        if typed := self._client_id.strip() or known:
            return typed
        try:
            given = await self._guest_login()
        except RejectedError, ProtocolError:
            return _COMMON_CLIENT_ID
        return given.maybe_text("clientId") or _COMMON_CLIENT_ID

    async def _guest_login(self) -> Record:
        fields = {"username": self._username, "password": self._password.reveal()}
        answer = await self._transport.send(
            form_request(self.url(_GUEST_LOGIN), fields, headers=_JSON, reads=True)
        )
        if answer.status == 500:
            # So this call, and no other, says that nobody has that name.
            raise AuthError("HTTP 500, no such user")
        return granted(answer, self._now())

    async def _login(self, client_id: str) -> Tokens:
        """Sign in; where that gives no token, by way of an authorization code."""
        params: Params = {
            _CLIENT_ID: client_id,
            "username": self._username,
            "password": self._password,
        }
        try:
            given = await self._sign_in(_LOGIN, params)
            return self._tokens(given, client_id, None)
        except ProtocolError:
            code = await self._authorize(params)
        grant: Params = {
            _CLIENT_ID: client_id,
            "grant_type": "authorization_code",
            "code": code,
        }
        return self._tokens(await self._sign_in(_OAUTH, grant), client_id, None)

    async def _authorize(self, params: Params) -> Secret:
        """Return an authorization code. How it is told is not documented."""
        given = await self._sign_in(_AUTHORIZE, params)
        return required(token_of(given, "code", "authorization_code"))

    async def _refresh(self, old: Tokens, refresh: Secret) -> Tokens:
        client_id = self._client_id or old.facts.get(_CLIENT_ID, _COMMON_CLIENT_ID)
        grant: Params = {
            _CLIENT_ID: client_id,
            "grant_type": "refresh_token",
            "refresh_token": refresh,
        }
        return self._tokens(await self._sign_in(_OAUTH, grant), client_id, refresh)

    async def _sign_in(self, path: str, params: Params) -> Record:
        try:
            return await self._ask(self._post(path, params))
        except NotBound:
            if not self.place_secrets_in_address():
                raise
            return await self._ask(self._post(path, params))

    def _tokens(self, given: Record, client_id: str, refresh: Secret | None) -> Tokens:
        """Read tokens by either spelling; an old refresh token stays good."""
        return Tokens(
            access=required(token_of(given, "access_token", "token")),
            refresh=token_of(given, "refresh_token", "refreshToken") or refresh,
            ends=self._ends(given),
            facts={_CLIENT_ID: client_id},
        )
