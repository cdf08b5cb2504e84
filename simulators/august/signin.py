"""The authorization servers: a page that asks the person, and tokens for codes.

Source: August partner user guide, "Access tokens" and "Refresh tokens". Instead of a
page the person's answer is taken from the control desk.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from .platforms import TOKEN_PATH, Platform
from .state import AugustState

_FORM: Final = "application/x-www-form-urlencoded"


class Refused(Exception):
    """The server says no, as OAuth 2.0 has it."""

    def __init__(self, error: str, status: int = 400) -> None:
        """Keep the error's name."""
        super().__init__(error)
        self.error, self.status = error, status


class SignIn:
    """The authorization server of one company."""

    def __init__(self, state: AugustState, platform: Platform) -> None:
        """Serve the accounts of a cloud."""
        self._state, self._platform = state, platform
        self._partner = state.vault.partners[platform.brand]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer any request."""
        here = (request.method, request.path)
        try:
            if here == ("GET", self._platform.authorize_path):
                return self._authorize(request.query)
            if here == ("POST", TOKEN_PATH):
                return web.json_response(await self._token(request))
        except Refused as refusal:
            return web.json_response({"error": refusal.error}, status=refusal.status)
        return web.Response(status=404)

    def _authorize(self, query: Mapping[str, str]) -> web.Response:
        """Send the person back, with a code or without."""
        if query.get("client_id") != self._partner.client_id:
            raise Refused("invalid_client", 401)
        if query.get("response_type", "code") != "code":
            raise Refused("unsupported_response_type")
        address = query.get("redirect_uri", "")
        if not address:
            raise Refused("invalid_request")
        answer = {"state": query.get("state", "")}
        if self._state.denies:
            answer["error"] = "access_denied"
        else:
            answer["code"] = self._state.vault.authorize(self._platform.brand, address)
        location = f"{address}{'&' if '?' in address else '?'}{urlencode(answer)}"
        return web.Response(status=302, headers={"Location": location})

    async def _token(self, request: web.Request) -> dict[str, object]:
        """Return tokens for a code or for a refresh token."""
        if request.content_type != _FORM:
            raise Refused("invalid_request")
        form = {name: str(value) for name, value in (await request.post()).items()}
        partner = self._partner
        known = form.get("client_id") == partner.client_id
        if not known or form.get("client_secret") != partner.client_secret:
            raise Refused("invalid_client", 401)
        redeem = {"authorization_code": self._redeem, "refresh_token": self._refresh}
        kind = form.get("grant_type", "")
        if kind not in redeem:
            raise Refused("unsupported_grant_type")
        return self._state.vault.sign_in(self._platform.brand, redeem[kind](form))

    def _redeem(self, form: Mapping[str, str]) -> str:
        """Use up a code; returns where it was sent."""
        code = self._state.vault.codes.pop(form.get("code", ""), None)
        if code is None or code.brand != self._platform.brand:
            raise Refused("invalid_grant")
        late = self._state.now >= code.ends
        if late or form.get("redirect_uri", code.redirect_uri) != code.redirect_uri:
            raise Refused("invalid_grant")
        return code.redirect_uri

    def _refresh(self, form: Mapping[str, str]) -> str:
        """Use up a refresh token; each is valid once."""
        vault, token = self._state.vault, form.get("refresh_token", "")
        ours = token.startswith(f"{self._platform.brand}.")
        address = vault.refresh_tokens.pop(token, None) if ours else None
        if address is None:
            raise Refused("invalid_grant", self._state.switches.refresh_refusal)
        vault.refreshes += 1
        return address
