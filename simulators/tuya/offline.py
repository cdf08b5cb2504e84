"""Passwords that lock and cloud compute alike: nothing travels to the lock.

Source: Tuya developer documentation, offline passwords (used within 24 hours or dead;
one-time ones live six hours) and dynamic passwords (five minutes, more than one use).
"""

from datetime import timedelta
import hashlib
from typing import Final

from simulators.credentials import Credential, CredentialKind
from simulators.schedule import Schedule

from .clearing import CLEARING
from .devices import TuyaLock
from .passwords import FIRST_COMPUTED, OfflinePassword
from .stamps import to_s
from .state import TuyaState

DYNAMIC_LIFE: Final = timedelta(minutes=5)
_FIRST_USE: Final = timedelta(hours=24)
_OFFLINE_DIGITS: Final = 10
_DYNAMIC_DIGITS: Final = 8


def digits_of(seed: str, length: int) -> str:
    """Return digits that follow from a seed."""
    number = int(hashlib.sha256(seed.encode()).hexdigest(), 16)
    return f"{number % 10**length:0{length}d}"


def offline_digits(password_id: str) -> str:
    """Return the digits of an offline password."""
    return digits_of(f"offline {password_id}", _OFFLINE_DIGITS)


def recognise(lock: TuyaLock, password: OfflinePassword) -> None:
    """Let the lock recognise an offline password; clearing codes open nothing."""
    if password.kind in CLEARING:
        return
    uses = None if password.kind == "multiple" else 1
    use_by = password.starts + _FIRST_USE if password.kind == "multiple" else None
    lock.hardware.credentials.put(
        Credential(
            id=FIRST_COMPUTED + int(password.id),
            kind=CredentialKind.PIN,
            name=password.name,
            secret=password.digits,
            created=password.starts,
            schedule=Schedule(starts=password.starts, ends=password.ends),
            uses_left=uses,
            use_by=use_by,
            computed=True,
        )
    )


def dynamic_password(state: TuyaState, lock: TuyaLock) -> str:
    """Return the digits that the lock takes for the next five minutes."""
    now = state.now
    window = to_s(now) // int(DYNAMIC_LIFE.total_seconds())
    digits = digits_of(f"dynamic {lock.id} {window}", _DYNAMIC_DIGITS)
    memory = lock.hardware.credentials
    if memory.get(FIRST_COMPUTED) is not None:
        memory.remove(FIRST_COMPUTED)
    memory.put(
        Credential(
            id=FIRST_COMPUTED,
            kind=CredentialKind.PIN,
            name="dynamic",
            secret=digits,
            created=now,
            schedule=Schedule(starts=now, ends=now + DYNAMIC_LIFE),
            computed=True,
        )
    )
    return digits
