"""Cards, fingerprints, faces: what opens a lock without digits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .schedule import Schedule
from .secret import Secret


class CredentialType(StrEnum):
    """Kinds of credential; the names are those of Home Assistant's Matter actions."""

    RFID_CODE = "rfid_code"
    FINGERPRINT = "fingerprint"
    FACE = "face"
    FINGER_VEIN = "finger_vein"
    PALM = "palm"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One credential on one lock; the number of a card is never part of it."""

    id: str
    type: CredentialType
    name: str
    user_id: str | None = None
    schedule: Schedule | None = None
    duress: bool | None = None
    on_lock: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialList:
    """All credentials of a lock, as they were told to who asked at a moment."""

    at: datetime
    credentials: tuple[Credential, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialDraft:
    """A credential to be stored from data that is already there (a card's number).

    `reversed_bytes`: the number was read by a reader that turns its bytes around.
    """

    type: CredentialType
    name: str
    data: Secret
    user_id: str | None = None
    schedule: Schedule | None = None
    reversed_bytes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialChange:
    """What shall be different about a credential; None leaves a field as it is."""

    name: str | None = None
    schedule: Schedule | None = None
    duress: bool | None = None
    user_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollmentStep:
    """How far reading a finger, face or card at the lock has come.

    `done` of `total` touches (None: not told), seconds until the lock gives up, and at
    the end the credential or `failed`.
    """

    done: int = 0
    total: int | None = None
    seconds_left: int | None = None
    credential_id: str | None = None
    failed: bool = False
