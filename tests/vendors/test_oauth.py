"""Renewing tokens of an OAuth2 sign-in: once, at the brand's server, told apart."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.sign_in import (
    Brand,
    CredentialField,
    CredentialKey,
    FormSignIn,
    OAuthSignIn,
)
from custom_components.cloud_locks.vendors import Connection, granted_tokens
from custom_components.cloud_locks.vendors._oauth import renewing
from custom_components.cloud_locks.vendors._tokens import Tokens

from .raw_server import Asked, RawServer, Reply, answer

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BRAND = Brand(
    key="brand",
    name="Brand",
    sign_ins=(
        FormSignIn(fields=(CredentialField(key=CredentialKey.USERNAME),)),
        OAuthSignIn(
            fields=(),
            authorize_url="https://sign.example/authorize",
            token_url="https://sign.example/access/token?tenant=1",
        ),
    ),
)
OLD = Tokens(access=Secret("a1"), refresh=Secret("r1"), facts={"plan": "free"})
GRANTED = {"access_token": "a2", "refresh_token": "r2", "expires_in": 3600}


class TokenServer:
    """Says what a test wants, and closes the connection for None."""

    def __init__(self) -> None:
        """Begin with a grant."""
        self.reply: Reply = answer(200, GRANTED)

    def __call__(self, _: Asked) -> Reply:
        """Return what to send."""
        return self.reply


@pytest.fixture
def says() -> TokenServer:
    """Return what the token server says."""
    return TokenServer()


@pytest.fixture
async def server(socket_enabled: None, says: TokenServer) -> AsyncIterator[RawServer]:
    """Run a token server."""
    async with RawServer.running(says) as server:
        yield server


@pytest.fixture
def connection(server: RawServer, session: ClientSession) -> Connection:
    """Return a connection that signed in by OAuth2."""
    return Connection(
        session=session,
        brand=BRAND,
        credentials={"client_id": "it's me", "client_secret": "hush"},
        sign_in="own_credentials",
        origins={"https://sign.example": server.origin},
        now=lambda: NOW,
    )


async def test_the_refresh_token_is_given_for_new_ones(
    connection: Connection, server: RawServer
) -> None:
    """One request, as RFC 6749 has it; what is known of the account stays."""
    tokens = await renewing(connection)(OLD)

    assert tokens == Tokens(
        access=Secret("a2"),
        refresh=Secret("r2"),
        ends=NOW + timedelta(hours=1),
        facts={"plan": "free"},
    )
    (asked,) = server.asked
    assert (asked.method, str(asked.url)) == ("POST", "/access/token?tenant=1")
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["refresh_token"],
        "client_id": ["it's me"],
        "client_secret": ["hush"],
        "refresh_token": ["r1"],
    }


@pytest.mark.parametrize("old", [None, Tokens(access=Secret("a1"))])
async def test_without_a_refresh_token_a_person_is_needed(
    connection: Connection, server: RawServer, old: Tokens | None
) -> None:
    """Nothing is asked that cannot work."""
    with pytest.raises(AuthError):
        await renewing(connection)(old)
    assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (answer(400, {"error": "invalid_grant"}), AuthError),
        (answer(401, {"error": "invalid_client"}), AuthError),
        (answer(400, b"<html>"), CloudUnreachable),
        (answer(400, {"message": "try later"}), CloudUnreachable),
        (answer(302), CloudUnreachable),
        (answer(403, {"error": "blocked"}), CloudUnreachable),
        (answer(429), RateLimited),
        (answer(503), CloudUnreachable),
        (None, CloudUnreachable),
        (answer(200, b"<html>"), ProtocolError),
        (answer(200, {"access_token": " "}), ProtocolError),
        (answer(200, []), ProtocolError),
    ],
)
async def test_only_the_server_itself_signs_anybody_out(
    connection: Connection,
    server: RawServer,
    says: TokenServer,
    reply: Reply,
    kind: type[VendorError],
) -> None:
    """Trouble on the way there is no reason to ask a person."""
    says.reply = reply
    with pytest.raises(VendorError) as refused:
        await renewing(connection)(OLD)
    assert type(refused.value) is kind
    assert len(server.asked) == 1
    for secret in ("hush", "r1", "a1"):
        assert secret not in str(refused.value)


async def test_the_server_is_obeyed_when_it_has_had_enough(
    connection: Connection, server: RawServer, says: TokenServer
) -> None:
    """It says for how long."""
    says.reply = answer(429, headers={"Retry-After": "30"})
    with pytest.raises(RateLimited) as limited:
        await renewing(connection)(OLD)
    assert limited.value.retry_after == 30


def test_another_way_of_signing_in_has_nothing_to_renew(
    connection: Connection,
) -> None:
    """A client that asks for it there is wrong."""
    with pytest.raises(TypeError):
        renewing(Connection(session=connection.session, brand=BRAND, credentials={}))


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ({"expires_in": 60}, NOW + timedelta(minutes=1)),
        ({"expires_in": "60"}, NOW + timedelta(minutes=1)),
        ({"expires_in": 0}, None),
        ({"expires_in": 10**12}, None),
        ({"expires_in": "soon"}, None),
        ({}, None),
    ],
)
def test_when_tokens_end(told: dict[str, Any], ends: datetime | None) -> None:
    """What is not told, or makes no sense, holds until it is refused."""
    assert granted_tokens({"access_token": "a", **told}, NOW).ends == ends


def test_a_refresh_token_may_stay() -> None:
    """A server need not tell it anew."""
    given = {"access_token": "a2"}
    assert granted_tokens(given, NOW, old=OLD).refresh == Secret("r1")
    assert granted_tokens(given, NOW).refresh is None
