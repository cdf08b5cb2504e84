"""People of a lock and their ways of opening it: fingers, cards, PINs, faces.

Sources: Tuya developer documentation, pages of device users and of unlock methods.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from .numbers import UserType

METHODS: Final = {
    "fingerprint": "unlock_fingerprint",
    "password": "unlock_password",
    "card": "unlock_card",
    "face": "unlock_face",
    "remoteControl": "unlock_telecontrol_kit",
}
"""Two vocabularies for the same: `unlock_type` and data point."""
TYPES: Final = {code: kind for kind, code in METHODS.items()}


@dataclass(kw_only=True, slots=True)
class Validity:
    """When a member's methods open, as the schedule of a user says."""

    permanent: bool = True
    starts: int = 0
    ends: int = 0
    details: tuple[dict[str, object], ...] = ()
    delivery: str = "SUCCESS"


@dataclass(kw_only=True, slots=True)
class Member:
    """One person; people with an account of the app are home users."""

    id: str
    name: str
    type: int = UserType.MEMBER
    home: bool = False
    sex: int = 1
    contact: str = ""
    birthday: int = 0
    height: int = 0
    weight: int = 0
    number: int
    """`lock_user_id`, the number in the lock."""
    validity: Validity = field(default_factory=Validity)


@dataclass(kw_only=True, slots=True)
class OpMode:
    """One finger, card, PIN or face that is in a lock; `slot` is its number there."""

    id: int
    code: str
    slot: int
    name: str
    user_id: str | None = None
    duress: bool = False
    voice: int = 0
    photo: bool = False
    app_send: int = 0
    operate: str = "CREATE"
    delivery: str = "SUCCESS"


@dataclass(kw_only=True, slots=True)
class Enrolment:
    """Somebody is at the lock to show a finger, a card or a face."""

    kind: str
    user_id: str
    ends: datetime
    touches: int = 0
