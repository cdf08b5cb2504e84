"""Numbers of the TTLock cloud and what they stand for.

Source: TTLock open platform documentation, error codes and the tables of each page;
Sifely uses the same numbers.
"""

from enum import IntEnum
from typing import Final


class Number(IntEnum):
    """Why the cloud says no."""

    FAILED = 1
    UNKNOWN_CLIENT = 10000
    WRONG_SECRET = 10001
    UNKNOWN_TOKEN = 10003
    EXPIRED_TOKEN = 10004
    WRONG_PASSWORD = 10007
    WRONG_REFRESH_TOKEN = 10011
    NOT_ADMIN = 20002
    NOT_MD5 = 30005
    CALL_LIMIT = 30006
    MONTH_LIMIT = 30007
    WRONG_REGION = 30008
    PLAN_LIMIT = 50504
    WRONG_DATE = 80000
    BAD_JSON = 80002
    SERVER = 90000
    INVALID = -3
    NO_LOCK = -1003
    NO_CODE_DATA = -1007
    NO_EKEY = -1008
    NO_GROUP = -1018
    NO_CARD = -1021
    NO_FINGERPRINT = -1023
    NO_PASSCODE = -2009
    NO_GATEWAY = -2012
    NO_PERMISSION = -2018
    EKEY_TO_SELF = -2019
    EKEY_TO_ADMIN = -2020
    FROZEN = -2025
    GATEWAY_OFFLINE = -3002
    GATEWAY_BUSY = -3003
    PASSCODE_LENGTH = -3006
    PASSCODE_EXISTS = -3007
    PASSCODE_NEVER_USED = -3008
    NO_SPACE = -3009
    WIFI_NOT_SET_UP = -3034
    POWER_SAVING = -3035
    WIFI_OFFLINE = -3036
    WIFI_BUSY = -3037
    UNKNOWN_GATEWAY = -4037
    UNSUPPORTED = -4043
    LOCK_FULL = -4056
    NOT_REGISTERED = -4064
    NB_NOT_REGISTERED = -4067
    AUTO_LOCK_RANGE = -4082


DESCRIPTION: Final = "操作失败"
"""What `description` says: Chinese beside an English `errmsg`."""

MESSAGES: Final[dict[int, str]] = {
    Number.FAILED: "Failed.",
    Number.UNKNOWN_CLIENT: "invalid client_id",
    Number.WRONG_SECRET: "invalid client",
    Number.UNKNOWN_TOKEN: "invalid token",
    Number.EXPIRED_TOKEN: "invalid grant",
    Number.WRONG_PASSWORD: "invalid account or invalid password",
    Number.WRONG_REFRESH_TOKEN: "invalid refresh_token",
    Number.NOT_ADMIN: "Not lock admin.",
    Number.NOT_MD5: "The password must be md5 encrypted.",
    Number.CALL_LIMIT: "API calls have exceeded the limit.",
    Number.MONTH_LIMIT: "API calls have exceeded the limit of the month.",
    Number.WRONG_REGION: "The requested host is not of the region of the account.",
    Number.PLAN_LIMIT: "The plan does not cover the devices of the account.",
    Number.WRONG_DATE: "date must be current time, in 5 minutes.",
    Number.BAD_JSON: "Invalid JSON.",
    Number.SERVER: "Internal server error.",
    Number.INVALID: "Invalid Parameter.",
    Number.NO_LOCK: "Lock does not exist.",
    Number.NO_CODE_DATA: "No keyboard password data of this lock.",
    Number.NO_EKEY: "The ekey does not exist.",
    Number.NO_GROUP: "The group does not exist.",
    Number.NO_CARD: "This IC card does not exist.",
    Number.NO_FINGERPRINT: "This fingerprint does not exist.",
    Number.NO_PASSCODE: "Invalid password.",
    Number.NO_GATEWAY: "The lock is not connected to any gateway.",
    Number.NO_PERMISSION: "Permission denied.",
    Number.EKEY_TO_SELF: "You cannot send an ekey to yourself.",
    Number.EKEY_TO_ADMIN: "You cannot send an ekey to the admin.",
    Number.FROZEN: "The lock is frozen.",
    Number.GATEWAY_OFFLINE: "The gateway is offline.",
    Number.GATEWAY_BUSY: "The gateway is busy. Try again later.",
    Number.PASSCODE_LENGTH: "The passcode should be 6-9 digits in length.",
    Number.PASSCODE_EXISTS: "The same passcode exists already.",
    Number.PASSCODE_NEVER_USED: "A passcode that was never used cannot be changed.",
    Number.NO_SPACE: "No space to store customized passcodes.",
    Number.WIFI_NOT_SET_UP: "The Wi-Fi lock is not configured.",
    Number.POWER_SAVING: "The Wi-Fi lock is in power saving mode.",
    Number.WIFI_OFFLINE: "The Wi-Fi lock is offline.",
    Number.WIFI_BUSY: "The Wi-Fi lock is busy.",
    Number.UNKNOWN_GATEWAY: "The gateway does not exist.",
    Number.UNSUPPORTED: "The function is not supported for this lock.",
    Number.LOCK_FULL: "Out of memory.",
    Number.NOT_REGISTERED: "The receiver has not registered.",
    Number.NB_NOT_REGISTERED: "The NB-IoT device is not registered.",
    Number.AUTO_LOCK_RANGE: "The auto lock time is invalid.",
}


class Status(IntEnum):
    """How far a credential is on its way into the lock, or out of it."""

    NORMAL = 1
    EXPIRED = 2
    ADDING = 4
    ADD_FAILED = 5
    CHANGING = 6
    CHANGE_FAILED = 7
    DELETING = 8
    DELETE_FAILED = 9


class Way(IntEnum):
    """`addType`, `changeType` and `deleteType`."""

    BLUETOOTH = 1
    """A phone did it: the cloud only takes note, and asks no lock."""
    GATEWAY = 2
    NB_IOT = 3
    LATER = 4
    """A sleeping Wi-Fi lock gets it when it wakes."""


class CodeType(IntEnum):
    """`keyboardPwdType`; the types from 5 come again every matching day."""

    ONCE = 1
    PERMANENT = 2
    PERIOD = 3
    ERASE = 4
    WEEKEND = 5
    DAILY = 6
    WORKDAYS = 7
    MONDAY = 8
    SUNDAY = 14


ADMIN_EKEY, COMMON_EKEY = "110301", "110302"
EKEY_NORMAL, EKEY_PENDING, EKEY_FROZEN = "110401", "110402", "110405"
EKEY_DELETED, EKEY_RESET = "110408", "110410"
YES, NO = 1, 2
"""Of most switches on the wire; 0 means that it is not known."""
