"""The operations of the interface as data: method, path, version, and how sure it is.

The vendor's own text has no paths. Those that neither another page of it nor a
maintained client confirms are not sent to a real lock: see `docs/vendors/august.md`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One operation. `path` has gaps in braces; None: nothing public names it.

    `sure`: documented, or used by a maintained client. Others are only sent to another
    place than the real cloud, or to a path that the brand's row configures.
    """

    name: str
    method: str
    path: str | None
    sure: bool = True
    version: str = "0.0.1"

    @property
    def reads(self) -> bool:
        """Whether calling it changes nothing."""
        return self.method == "GET"


class Command(StrEnum):
    """What a lock can be told from afar (August API docs, remote operate)."""

    LOCK = "lock"
    UNLOCK = "unlock"
    STATUS = "status"
    UNLATCH = "unlatch"
    SECURE = "secure"
    REBOOT = "reboot"
    REBOOT_LOCK = "rebootLock"
    CALIBRATE = "calibrate"
    TELEMETRY = "telemetry"
    EXTENDED_FUNCTION = "extendedfunction"
    DISABLE_HOMEKIT = "disablehomekit"
    OTA = "ota"


_OPERATE: Final = "/remoteoperate/{lock}/{command}"
_SUBSCRIBER: Final = "/websocket/subscribers/{subscriber}"
_SUB_USER: Final = "/partners/sub-user"

ME: Final = Endpoint(name="me", method="GET", path="/users/me")
LOCKS: Final = Endpoint(name="locks", method="GET", path="/users/locks/mine")
LOCK: Final = Endpoint(name="lock", method="GET", path="/locks/{lock}")
STATUS: Final = Endpoint(name="status", method="GET", path="/locks/{lock}/status")
DELETE_LOCK: Final = Endpoint(
    name="delete_lock", method="DELETE", path="/locks/{lock}", sure=False
)
TRANSFER_PIN: Final = Endpoint(name="transfer_pin", method="PUT", path=None, sure=False)
ADD_USER: Final = Endpoint(
    name="add_user", method="PUT", path="/locks/adduser/{lock}/{user}/{type}"
)
CHANGE_USER: Final = Endpoint(
    name="change_user", method="PUT", path="/locks/{lock}/{user}/{type}", sure=False
)
PINS: Final = Endpoint(name="pins", method="GET", path="/locks/{lock}/pins")
WRITE_PINS: Final = Endpoint(
    name="write_pins", method="POST", path="/locks/{lock}/pins"
)
# It reserves a PIN for three minutes, so it is no read although it is a GET.
RESERVE_PIN: Final = Endpoint(
    name="reserve_pin", method="GET", path="/locks/{lock}/pin"
)
MASTER_PIN: Final = Endpoint(name="master_pin", method="GET", path=None, sure=False)
SET_MASTER_PIN: Final = Endpoint(
    name="set_master_pin", method="PUT", path=None, sure=False
)
OPERATE: Final = Endpoint(name="operate", method="PUT", path=_OPERATE)
OPERATE_LATER: Final = Endpoint(
    name="operate_later", method="PUT", path=_OPERATE, version="2.0.0"
)
CAPABILITIES: Final = Endpoint(
    name="capabilities", method="GET", path="/devices/capabilities"
)
HOUSES: Final = Endpoint(name="houses", method="GET", path="/users/houses/mine")
HOUSE: Final = Endpoint(name="house", method="GET", path="/houses/{house}")
ACTIVITIES: Final = Endpoint(
    name="activities", method="GET", path="/houses/{house}/activities", version="4.0.0"
)
LOGOUT: Final = Endpoint(name="logout", method="DELETE", path=None, sure=False)
SUB_USER: Final = Endpoint(name="sub_user", method="POST", path=_SUB_USER, sure=False)
SUB_USERS: Final = Endpoint(name="sub_users", method="GET", path=_SUB_USER)
SUBSCRIBE: Final = Endpoint(
    name="subscribe", method="POST", path="/websocket/subscribers"
)
SUBSCRIBER: Final = Endpoint(name="subscriber", method="GET", path=_SUBSCRIBER)
UNSUBSCRIBE: Final = Endpoint(name="unsubscribe", method="DELETE", path=_SUBSCRIBER)
