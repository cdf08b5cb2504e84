"""What people do at a keypad by the door, with or without a cloud."""

from .bolt import Bolt
from .credentials import Credential, CredentialKind
from .doorlog import Act, Cause, LogEntry, Method
from .home import Home
from .link import Keypad
from .lock import Lock

_METHODS = {
    CredentialKind.PIN: Method.PIN,
    CredentialKind.FINGERPRINT: Method.FINGERPRINT,
    CredentialKind.CARD: Method.CARD,
}


class NoKeypadError(Exception):
    """There is no keypad by this door."""


def present(
    home: Home, lock: Lock, kind: CredentialKind, secret: str, *, to_lock: bool = False
) -> LogEntry | None:
    """Type a PIN, lay a finger or hold a card, and return the refusal if any.

    Raises:
        NoKeypadError: the door has no keypad, or none that reads fingers.
    """
    keypad = require_keypad(lock)
    if kind is CredentialKind.FINGERPRINT and not keypad.fingerprints:
        raise NoKeypadError
    credential = lock.credentials.find(kind, secret)
    refusal = _refusal(home, credential)
    if credential is None or refusal is not None:
        name = credential.name if credential else None
        cause = Cause(method=_METHODS[kind], credential=name, shown=secret)
        return home.log.add(lock.id, refusal or Act.WRONG_CODE, cause)
    lock.credentials.spend(credential)
    if not credential.erases:
        _move(lock, credential, to_lock=to_lock)
    return None


def press_lock_button(lock: Lock) -> None:
    """Press the keypad's button that locks without a PIN."""
    require_keypad(lock)
    lock.lock(Cause(method=Method.KEYPAD))


def require_keypad(lock: Lock) -> Keypad:
    """Return the keypad that is paired with the lock, else raise NoKeypadError."""
    if lock.keypad is None or not lock.keypad.paired:
        raise NoKeypadError
    return lock.keypad


def _refusal(home: Home, credential: Credential | None) -> Act | None:
    """Name the reason why a credential does not open, None when it does."""
    now = home.clock.now()
    if credential is None or credential.dead(now):
        return Act.WRONG_CODE
    if not credential.schedule.allows(now):
        return Act.OUT_OF_SCHEDULE
    return None


def _move(lock: Lock, credential: Credential, *, to_lock: bool) -> None:
    """Lock, unlock, or pull the latch of a lock that is unlocked already."""
    cause = Cause(
        method=_METHODS[credential.kind],
        person_id=credential.person_id,
        credential=credential.name,
        shown=credential.secret,
    )
    if to_lock:
        lock.lock(cause)
    elif lock.bolt is Bolt.UNLOCKED:
        lock.pull(cause)
    else:
        lock.unlock(cause)
