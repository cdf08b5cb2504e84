"""The endpoints, as data: method, path and what a call can do (TTLock API v3).

Methods are strict at Sifely, where a wrong one is refused. Lists of locks and keys are
asked for by POST.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...model.secret import Secret

type Value = str | int | Secret
type Params = Mapping[str, Value | None]
"""None leaves a parameter out. A `Secret` stays out of the address where possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One endpoint.

    `reads`: it cannot have changed anything. `at_lock`: the cloud passes it on to the
    lock, which costs seconds and battery. `extra`: not in Sifely's own documentation.
    """

    method: str
    path: str
    reads: bool
    at_lock: bool = False
    extra: bool = False


def _get(path: str, *, at_lock: bool = False, extra: bool = False) -> Call:
    return Call(method="GET", path=path, reads=True, at_lock=at_lock, extra=extra)


def _asked(path: str) -> Call:
    return Call(method="POST", path=path, reads=True)


def _post(path: str, *, at_lock: bool = False, extra: bool = False) -> Call:
    return Call(method="POST", path=path, reads=False, at_lock=at_lock, extra=extra)


# Locks.
LOCK_LIST: Final = _asked("/v3/lock/list")
LOCK_DETAIL: Final = _get("/v3/lock/detail")
LOCK_DETAIL_BY_POST: Final = _asked("/v3/lock/detail")
"""What one client claims of Sifely's newer servers."""
OPEN_STATE: Final = _get("/v3/lock/queryOpenState", at_lock=True)
UNLOCK: Final = _post("/v3/lock/unlock", at_lock=True)
LOCK: Final = _post("/v3/lock/lock", at_lock=True)
BATTERY: Final = _get("/v3/lock/queryElectricQuantity", at_lock=True, extra=True)
DOOR_SENSOR: Final = _get("/v3/doorSensor/query", extra=True)
RENAME: Final = _post("/v3/lock/rename", extra=True)
FREEZE: Final = _post("/v3/lock/freeze", at_lock=True, extra=True)
UNFREEZE: Final = _post("/v3/lock/unfreeze", at_lock=True, extra=True)
RECORDS: Final = _get("/v3/lockRecord/list")
GROUPS: Final = _get("/v3/group/list")

# Settings.
AUTO_LOCK: Final = _post("/v3/lock/setAutoLockTime", at_lock=True, extra=True)
SETTING: Final = _post("/v3/lock/updateSetting", at_lock=True, extra=True)
PASSAGE: Final = _get("/v3/lock/getPassageModeConfiguration", extra=True)
SET_PASSAGE: Final = _post("/v3/lock/configurePassageMode", at_lock=True, extra=True)
OLD_PASSAGE: Final = _get("/v3/lock/getPassageModeConfig", extra=True)
SET_OLD_PASSAGE: Final = _post("/v3/lock/configPassageMode", at_lock=True, extra=True)

# Codes.
CODE_LIST: Final = _get("/v3/lock/listKeyboardPwd")
ADD_CODE: Final = _post("/v3/keyboardPwd/add", at_lock=True)
CHANGE_CODE: Final = _post("/v3/keyboardPwd/change", at_lock=True)
DELETE_CODE: Final = _post("/v3/keyboardPwd/delete", at_lock=True)
RANDOM_CODE: Final = _post("/v3/keyboardPwd/get")

# Keys of the app.
KEY_LIST: Final = _asked("/v3/key/list")
KEYS_OF_LOCK: Final = _get("/v3/lock/listKey")
SEND_KEY: Final = _post("/v3/key/send")
DELETE_KEY: Final = _post("/v3/key/delete")
UPDATE_KEY: Final = _post("/v3/key/update", extra=True)
KEY_PERIOD: Final = _post("/v3/key/changePeriod", extra=True)
FREEZE_KEY: Final = _post("/v3/key/freeze", extra=True)
UNFREEZE_KEY: Final = _post("/v3/key/unfreeze", extra=True)
AUTHORIZE_KEY: Final = _post("/v3/key/authorize", extra=True)
UNAUTHORIZE_KEY: Final = _post("/v3/key/unauthorize", extra=True)

# Cards and fingerprints.
CARD_LIST: Final = _get("/v3/identityCard/list")
ADD_CARD: Final = _post("/v3/identityCard/add", at_lock=True)
ADD_REVERSED_CARD: Final = _post(
    "/v3/identityCard/addForReversedCardNumber", at_lock=True
)
DELETE_CARD: Final = _post("/v3/identityCard/delete", at_lock=True)
RENAME_CARD: Final = _post("/v3/identityCard/rename", extra=True)
CARD_PERIOD: Final = _post("/v3/identityCard/changePeriod", at_lock=True, extra=True)
FINGERPRINT_LIST: Final = _get("/v3/fingerprint/list")
DELETE_FINGERPRINT: Final = _post("/v3/fingerprint/delete", at_lock=True, extra=True)
RENAME_FINGERPRINT: Final = _post("/v3/fingerprint/rename", extra=True)
FINGERPRINT_PERIOD: Final = _post(
    "/v3/fingerprint/changePeriod", at_lock=True, extra=True
)

# Gateways.
GATEWAY_LIST: Final = _get("/v3/gateway/list", extra=True)
GATEWAY_DETAIL: Final = _get("/v3/gateway/detail")
GATEWAYS_OF_LOCK: Final = _get("/v3/gateway/listByLock")
LOCKS_OF_GATEWAY: Final = _get("/v3/gateway/listLock")
