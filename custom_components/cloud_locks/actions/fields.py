"""Fields that several actions share, and finding the code that a call means."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..model.access_code import AccessCode
from ..model.reason import Reason
from .errors import ActionError
from .targets import Door, Target

NAME: Final = "name"
NEW_NAME: Final = "new_name"
CODE_ID: Final = "code_id"
CREDENTIAL_ID: Final = "credential_id"
CREDENTIAL_TYPE: Final = "credential_type"
USER_ID: Final = "user_id"
INCLUDE_PINS: Final = "include_pins"
WAIT: Final = "wait"

WRITE_SCHEMA: Final[VolDictType] = {
    probatio.Optional(WAIT, default=30.0): probatio.All(
        probatio.Coerce(float), probatio.Range(min=0, max=300)
    ),
}
"""How many seconds to wait until the lock has it; the work goes on afterwards."""

CODE_SCHEMA: Final[VolDictType] = {
    probatio.Optional(CODE_ID): cv.string,
    probatio.Optional(NAME): cv.string,
}
"""Which code is meant: exactly one of both."""


def check_choice(data: Mapping[str, Any], target: Target) -> None:
    """Refuse a call that says twice, or not at all, which code it means."""
    if (CODE_ID in data) is (NAME in data):
        raise ActionError("code_id_or_name")
    if CODE_ID in data and not target.single:
        # The ids of two locks have nothing to do with each other.
        raise ActionError("code_id_of_one_lock")


def check_of_one_lock(data: Mapping[str, Any], target: Target, *ids: str) -> None:
    """Refuse an id for several locks: theirs have nothing to do with each other."""
    for field in ids:
        if field in data and not target.single:
            raise ActionError("id_of_one_lock", {"field": field})


async def find_code(
    door: Door, data: Mapping[str, Any], *, settled: bool = True
) -> AccessCode:
    """Return the code that a call means, read from the lock.

    With `settled` one whose write is still open is refused: it has no id to go by.
    """
    code = await door.codes.find(
        door.lock.id, code_id=data.get(CODE_ID), name=data.get(NAME)
    )
    if settled and not code.id:
        raise ActionError(Reason.NOT_CONFIRMED)
    return code
