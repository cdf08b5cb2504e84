"""The confirmation code of a lock: asked before it is unlocked or opened from here.

It is no PIN: the lock does not know it, and core carries it through its event of the
call. Nobody can read it again; what is kept is a salted hash.
"""

from collections import deque
from contextlib import suppress
from functools import partial
from hashlib import scrypt
from hmac import compare_digest
from math import ceil
from secrets import token_bytes
from time import monotonic
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from .const import CONFIRM_TRIES, CONFIRM_WITHIN, DOMAIN
from .model.secret import Secret

LENGTHS: Final = range(4, 65)

FORMAT: Final = rf"^.{{0,{LENGTHS[-1]}}}$"
"""For core, which holds it against locking as well: that needs no code, so the empty
one fits."""

_COST: Final = {"n": 2**14, "r": 8, "p": 1}
"""About 50 ms and 16 MiB; the first parameters that RFC 7914 gives for logging in."""

_SALT: Final = 16


def hash_code(code: Secret) -> str:
    """Return what is kept of a code; slow on purpose, so not in the event loop."""
    salt = token_bytes(_SALT)
    return f"{salt.hex()}:{_derive(code, salt).hex()}"


def fits(code: Secret, kept: str) -> bool:
    """Return whether a code is the one of which a hash was kept; as slow."""
    salt, _, wanted = kept.partition(":")
    return compare_digest(_derive(code, bytes.fromhex(salt)), bytes.fromhex(wanted))


def _derive(code: Secret, salt: bytes) -> bytes:
    return scrypt(code.reveal().encode(errors="surrogatepass"), salt=salt, **_COST)


class ConfirmCode:
    """Asks for the code of one lock. Who guesses is stopped for a while."""

    def __init__(self, kept: str) -> None:
        """Start with no wrong codes; `kept` is what `hash_code` returned."""
        self._kept = kept
        self._tries: deque[float] = deque()

    async def async_check(self, hass: HomeAssistant, typed: str | None) -> None:
        """Raise `ServiceValidationError` unless the right code was given."""
        if not typed:
            raise _refusal("confirm_code_missing")
        self._stop_guessing()
        # Counted before it is looked at: guesses at the same time count as well.
        self._tries.append(now := monotonic())
        right = partial(fits, Secret(typed), self._kept)
        if not await hass.async_add_executor_job(right):
            raise _refusal("confirm_code_wrong")
        with suppress(ValueError):
            self._tries.remove(now)

    def _stop_guessing(self) -> None:
        now = monotonic()
        while self._tries and now - self._tries[0] >= CONFIRM_WITHIN:
            self._tries.popleft()
        if len(self._tries) < CONFIRM_TRIES:
            return
        rest = self._tries[0] + CONFIRM_WITHIN - now
        raise _refusal("confirm_code_blocked", minutes=str(ceil(rest / 60)))


def _refusal(key: str, **placeholders: str) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )
