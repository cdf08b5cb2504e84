"""Which cloud an account is at."""

from collections.abc import Callable, Mapping
from typing import Final

from .._connection import Connection
from .auth import Cloud
from .auth_sifely import ApiKeyCloud, BearerCloud
from .auth_ttlock import OpenPlatform
from .brands import Choice, choice_of

_CLOUDS: Final[Mapping[Choice, Callable[[Connection], Cloud]]] = {
    Choice.EU: OpenPlatform,
    Choice.CN: OpenPlatform,
    Choice.API_KEY: ApiKeyCloud,
    Choice.BEARER: BearerCloud,
}


def cloud_of(connection: Connection) -> Cloud:
    """Return the cloud that the credentials are for; nothing is sent."""
    return _CLOUDS[choice_of(connection.brand, connection.credentials)](connection)
