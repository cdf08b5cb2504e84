"""Signing in: as the project, or as the account of an app that is linked to it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
import hashlib
from typing import Final

from yarl import URL

from ...model.errors import AuthError, NotPermitted, ProtocolError, RejectedError
from ...model.reason import Reason
from ...model.secret import Secret
from ...model.sign_in import CredentialKey
from .._connection import Connection
from .._http import Request
from .._record import Record
from .._tokens import Tokens
from .brands import QUEUE_OF, REGIONS, SCHEMAS, TUYA
from .calls import Call, get, safe
from .envelope import opened
from .error_numbers import TokenRefused
from .signing import Project, string_to_sign
from .wire import milliseconds, number_of

UID: Final = "uid"
_PLATFORM: Final = "platform_url"

_TOKEN: Final = "/v1.0/token"  # noqa: S105 - a path
_LOGIN: Final = "/v1.0/iot-01/associated-users/actions/authorized-login"

_LONGEST: Final = 10**9


class SignIn:
    """One account: how it signs in, and how its requests are signed."""

    def __init__(self, connection: Connection) -> None:
        """Prepare; nothing is sent."""
        credentials = connection.credentials
        region = credentials.get(CredentialKey.REGION, "")
        self.region = region if region in REGIONS else "eu"
        self._brand = connection.brand
        self._transport = connection.transport
        self._now = connection.now
        self.project = Project(
            access_id=credentials.get(CredentialKey.ACCESS_ID, "").strip(),
            secret=Secret(credentials.get(CredentialKey.ACCESS_SECRET, "").strip()),
        )
        self._login = _login_of(credentials)
        self._origin: str | None = None

    @property
    def is_app(self) -> bool:
        """Whether an account of an app signs in, and not the project itself."""
        return self._login is not None

    @property
    def queue(self) -> str | None:
        """The origin of the region's message queue, None where none is known."""
        return self._brand.settings.get(f"{QUEUE_OF}{self.region}")

    async def renew(self, old: Tokens | None) -> Tokens:
        """Sign in, by a refresh token where there is one: it works a single time."""
        if old is not None and old.refresh is not None:
            self.follow(old.facts)
            try:
                return await self._refreshed(old, old.refresh)
            except AuthError, RejectedError:
                pass  # Used already, or of another secret: sign in as at first.
        self._origin = None
        if self._login is None:
            return await self._granted(get(_TOKEN, grant_type=1), {})
        call = Call(method="POST", path=_LOGIN, body=self._login, reads=True)
        return await self._granted(call, {})

    async def _refreshed(self, old: Tokens, refresh: Secret) -> Tokens:
        token = refresh.reveal()
        path = f"{_TOKEN}/{safe(token)}"
        call = Call(method="GET", path=path, reads=True, secret=token)
        return await self._granted(call, old.facts)

    async def _granted(self, call: Call, facts: Mapping[str, str]) -> Tokens:
        """Ask for tokens. What is refused here is the credentials."""
        answer = await self._transport.send(self.request(call, None))
        try:
            granted = Record(
                opened(answer, now=self._now(), reads=True).get("result"), "token"
            )
        except TokenRefused as err:
            raise AuthError(err.detail) from None
        except NotPermitted as err:
            # Told without a reason it is a project of another data center.
            reason = Reason.WRONG_REGION
            told = err.reason is not Reason.NOT_PERMITTED
            raise NotPermitted(
                err.detail, reason=err.reason if told else reason
            ) from None
        except RejectedError as err:
            raise AuthError(err.detail) from None
        return self._tokens(granted, facts)

    def _tokens(self, granted: Record, before: Mapping[str, str]) -> Tokens:
        facts = {**before, **_facts(granted)}
        self.follow(facts)
        access = granted.maybe_text("access_token")
        if access is None or not (access.isascii() and access.isprintable()):
            raise ProtocolError("signed in without a token")
        refresh = granted.maybe_text("refresh_token")
        return Tokens(
            access=Secret(access),
            refresh=None if refresh is None else Secret(refresh),
            ends=self._ends(granted),
            facts=facts,
        )

    def _ends(self, granted: Record) -> datetime | None:
        seconds = number_of(granted, "expire_time")
        if seconds is None:
            seconds = number_of(granted, "expire")
        if seconds is None or not 0 < seconds < _LONGEST:
            return None
        return self._now() + timedelta(seconds=seconds)

    def follow(self, facts: Mapping[str, str]) -> None:
        """Talk to the data center that an app's account was found in."""
        self._origin = facts.get(_PLATFORM) or self._origin

    def request(self, call: Call, token: Secret | None) -> Request:
        """Return a signed request; calls that ask for a token go without one."""
        body = call.octets
        text = string_to_sign(call.method, call.path, call.query, body)
        stamp = str(milliseconds(self._now().astimezone(UTC)))
        origin = self._origin or self._brand.settings[self.region]
        return Request(
            call.method,
            _url(self._transport.url(origin, ""), call),
            self.project.headers(text, stamp=stamp, token=token, has_body=bool(body)),
            body or None,
            reads=call.reads,
            secret=call.secret,
        )


def _url(origin: URL, call: Call) -> URL:
    """Return an address that nobody encodes a second time, in the order signed."""
    url = URL(f"{str(origin).rstrip('/')}{call.path}", encoded=True)
    if not call.query:
        return url
    return url.with_query([(name, call.query[name]) for name in sorted(call.query)])


def _login_of(credentials: Mapping[str, str]) -> dict[str, str] | None:
    """Return what an app's account signs in with, None when there is none."""
    username = credentials.get(CredentialKey.USERNAME, "").strip()
    password = credentials.get(CredentialKey.PASSWORD, "")
    if not username or not password:
        return None
    app = credentials.get(CredentialKey.APP, "")
    return {
        "username": username,
        "password": hashlib.md5(password.encode(), usedforsecurity=False).hexdigest(),
        "country_code": credentials.get(CredentialKey.COUNTRY_CODE, "").strip(" +"),
        "schema": SCHEMAS.get(app, SCHEMAS["tuya_smart"]),
    }


def _facts(granted: Record) -> dict[str, str]:
    """Return what comes with tokens: whose they are, and in which data center."""
    told = {UID: granted.maybe_identifier(UID), _PLATFORM: _platform(granted)}
    return {name: value for name, value in told.items() if value is not None}


def _platform(granted: Record) -> str | None:
    """Return the origin of a data center; nobody is followed to another place."""
    text = granted.maybe_text(_PLATFORM)
    if text is None:
        return None
    try:
        url = URL(text)
    except ValueError:
        return None
    if not url.absolute or url.host is None:
        return None
    origin = str(url.origin())
    return origin if origin in {TUYA.settings[it] for it in REGIONS} else None
