"""Looking at a front door whose codes are replaced."""

from custom_components.cloud_locks.model.access_code import CodeChange
from custom_components.cloud_locks.model.errors import OutcomeUnknown, ProtocolError
from custom_components.cloud_locks.model.secret import Secret

from .codes import OTHER_PIN, Codes
from .home import settle

NEW_PIN = CodeChange(pin=Secret(OTHER_PIN))
LOST = [OutcomeUnknown(), ProtocolError()]


def there(codes: Codes) -> list[tuple[str, str]]:
    """Return names and digits of what really is on the lock."""
    held = codes.cloud.codes["front"].values()
    return [(it.name, it.pin.reveal()) for it in held if it.pin is not None]


def calls(codes: Codes) -> list[str]:
    """Return the writes that were sent, in order."""
    sent = (it.method for it in codes.cloud.script.calls)
    return [it for it in sent if it in {"codes.add", "codes.delete", "codes.update"}]


async def restart(codes: Codes) -> None:
    """Crash and start again; the file is as it was saved last."""
    assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
    await settle(codes.hass)
