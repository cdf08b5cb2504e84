"""Clearing codes: typed at the lock, they take offline passwords away.

Source: Tuya developer documentation, offline passwords: nothing else removes one early.
"""

from .devices import TuyaLock
from .passwords import FIRST_COMPUTED, OfflinePassword

CLEARING = frozenset({"clear_one", "clear_all"})


def clear_by_code(lock: TuyaLock, digits: str) -> OfflinePassword | None:
    """Do what a clearing code does; None when the digits are no such code."""
    rows = [row for row in lock.offline.values() if row.kind in CLEARING]
    code = next((row for row in rows if row.digits == digits), None)
    if code is None:
        return None
    memory = lock.hardware.credentials
    for row in lock.offline.values():
        number = FIRST_COMPUTED + int(row.id)
        hit = code.kind == "clear_all" or row.id == code.clears
        if hit and memory.get(number) is not None:
            memory.remove(number)
    return code
