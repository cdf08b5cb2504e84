"""Numbers of the Tuya cloud and what they stand for.

Sources: Tuya developer documentation, pages of global and door-lock error codes and
the tables of phases and user types; 2314, 2328 and 28841002 as others recorded them.
"""

from enum import IntEnum
from typing import Final


class Number(IntEnum):
    """Why the cloud says no."""

    SYSTEM = 500
    NO_DATA = 1000
    NO_TOKEN = 1002
    GRANT_TYPE = 1003
    SIGN = 1004
    CLIENT = 1005
    EXPIRED_TOKEN = 1010
    UNKNOWN_TOKEN = 1011
    TIME = 1013
    EMPTY = 1100
    RANGE = 1101
    TYPE = 1104
    DENIED = 1106
    NO_PATH = 1108
    ILLEGAL = 1109
    BUSY = 1199
    OFFLINE = 2001
    NO_FUNCTION = 2003
    LOCK_TYPE = 2004
    VALUE = 2008
    NO_DEVICE = 2010
    LENGTH = 2314
    IN_PROGRESS = 2328
    WRONG_LOGIN = 2401
    WRONG_SKILL = 2406
    PLAN_MISSING = 28841001
    PLAN_EXPIRED = 28841002
    PLAN_OVERDUE = 28841003
    PLAN_QUOTA = 28841004
    API_MISSING = 28841101
    API_EXPIRED = 28841102
    API_OVERDUE = 28841103
    API_QUOTA = 28841104
    API_UNAUTHORISED = 28841105
    API_UNSUBSCRIBED = 28841106


MESSAGES: Final[dict[int, str]] = {
    Number.SYSTEM: "system error,please contact the admin",
    Number.NO_DATA: "data not exist",
    Number.NO_TOKEN: "token is null",
    Number.GRANT_TYPE: "grant type invalid",
    Number.SIGN: "sign invalid",
    Number.CLIENT: "clientId invalid",
    Number.EXPIRED_TOKEN: "token invalid",
    Number.UNKNOWN_TOKEN: "token invalid",
    Number.TIME: "request time is invalid",
    Number.EMPTY: "param is empty",
    Number.RANGE: "param range is illegal",
    Number.TYPE: "param type is illegal",
    Number.DENIED: "permission deny",
    Number.NO_PATH: "uri path invalid",
    Number.ILLEGAL: "param is illegal",
    Number.BUSY: "your requests are too frequent",
    Number.OFFLINE: "device is offline",
    Number.NO_FUNCTION: "function not support",
    Number.LOCK_TYPE: "not support the lock type",
    Number.VALUE: "command or value not support",
    Number.NO_DEVICE: "device not exist",
    Number.LENGTH: "password length incorrect",
    Number.IN_PROGRESS: "operation in progress",
    Number.WRONG_LOGIN: "username or password wrong",
    Number.WRONG_SKILL: "skill id invalid",
    Number.PLAN_MISSING: "No permissions. No cloud development plan.",
    Number.PLAN_EXPIRED: (
        "No permissions. Your subscription to cloud development plan has expired."
    ),
    Number.PLAN_OVERDUE: "No permissions. Your cloud development plan is overdue.",
    Number.PLAN_QUOTA: "No permissions. The quota of your plan is used up.",
    Number.API_MISSING: "No permissions. This API is not subscribed.",
    Number.API_EXPIRED: "No permissions. Your subscription to the API has expired.",
    Number.API_OVERDUE: "No permissions. Your subscription to the API is overdue.",
    Number.API_QUOTA: "No permissions. The quota of the API is used up.",
    Number.API_UNAUTHORISED: "No permissions. The project may not call this API.",
    Number.API_UNSUBSCRIBED: "No permissions. This API is not subscribed.",
}


class UserType(IntEnum):
    """`user_type` of somebody who can open a lock."""

    ADMIN = 10
    MEMBER = 20
    OWNER = 50


HOME_USER, DEVICE_USER = 1, 2
"""`user_type` in the paths of keys: with an account of the app, or without."""


class Phase(IntEnum):
    """How far a temporary password is; the same number differs by kind of lock."""

    DELETED = 0
    SENDING = 1
    NORMAL = 2
    DELETING = 3
    ZIGBEE_FROZEN = 3
    ZIGBEE_DELETED = 4
    ZIGBEE_FAILED = 5
    BLUETOOTH_FAILED = 7
    KEYPAD_WAITING = 12


class Delivery(IntEnum):
    """`delivery_status` of a password at a Zigbee lock."""

    CONFIGURING = 1
    SUCCESS = 2
    FAILED = 3
    DUPLICATE = 4
    FULL = 5
