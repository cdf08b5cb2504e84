"""Services of a project: each is subscribed for itself, and can lapse.

Sources: Tuya developer documentation, error codes of subscriptions; which of 28841001,
28841003 and 28841004 stands for what is concluded from the numbers of the single APIs.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .numbers import Number
from .refusals import RefusalError


class Service(StrEnum):
    """What a project subscribes to."""

    CORE = "iot_core"
    LOCK = "smart_lock"
    TOKEN = "token"  # noqa: S105 - the name of a service
    MESSAGES = "messages"


_PLAN: Final[dict[str, int]] = {
    "missing": Number.PLAN_MISSING,
    "unsubscribed": Number.PLAN_MISSING,
    "expired": Number.PLAN_EXPIRED,
    "overdue": Number.PLAN_OVERDUE,
    "quota": Number.PLAN_QUOTA,
    "unauthorised": Number.API_UNAUTHORISED,
    "lapsed": Number.NO_PATH,
    "denied": Number.DENIED,
}
_API: Final[dict[str, int]] = {
    "missing": Number.API_MISSING,
    "unsubscribed": Number.API_UNSUBSCRIBED,
    "expired": Number.API_EXPIRED,
    "overdue": Number.API_OVERDUE,
    "quota": Number.API_QUOTA,
    "unauthorised": Number.API_UNAUTHORISED,
    "lapsed": Number.NO_PATH,
    "denied": Number.DENIED,
}
STANDINGS: Final = frozenset({"ok", *_API})


@dataclass(kw_only=True, slots=True)
class Services:
    """How each service of the project stands."""

    iot_core: str = "ok"
    smart_lock: str = "ok"
    token: str = "ok"  # noqa: S105 - a standing
    messages: str = "ok"

    def require(self, service: Service) -> None:
        """Refuse a call to a service that the project may not use."""
        standing = getattr(self, service.value)
        numbers = _PLAN if service is Service.CORE else _API
        if standing != "ok":
            raise RefusalError(numbers[standing])
