"""What a person may attach to a public report: facts without secrets, names or places.

Ids and serial numbers are replaced by marks, the same for the same id, that nobody
outside this Home Assistant can turn back.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from hashlib import sha256
import re
from typing import Any, Final

from homeassistant.components.diagnostics import REDACTED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import instance_id
from homeassistant.helpers.device_registry import DeviceEntry

from .access import is_access
from .attempt import attempt_of
from .const import CONF_BRAND, CONF_CREDENTIALS, CONF_SIGN_IN
from .devices import gateway_identifier, lock_identifier
from .model.cloud import Pace
from .model.errors import VendorError
from .model.lock import Gateway, Lock
from .runtime import AccountData, CloudLocksEntry

type Facts = dict[str, Any]

# A word with a digit or an @ in it, long enough to be an id, a serial number or an
# e-mail address; versions such as v37 and status codes are shorter.
_TELLING: Final = re.compile(r"(?=[\w.+-]*[\d@])[\w.@+-]{4,}")


@dataclass(frozen=True, slots=True)
class _Marks:
    """Replaces ids. `salt` is known to this Home Assistant only."""

    salt: str

    def of(self, text: str | None) -> str | None:
        """Return the mark of an id; nothing stays nothing."""
        if text is None:
            return None
        return sha256(f"{self.salt}:{text}".encode()).hexdigest()[:8]

    def within(self, text: str) -> str:
        """Return a technical text with marks in the place of ids."""
        return _TELLING.sub(lambda found: str(self.of(found[0])), text)


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: CloudLocksEntry
) -> Facts:
    """Return what is known of an account; how it signs in when it is not set up."""
    facts: Facts = {"entry": _entry_facts(entry)}
    if entry.state is not ConfigEntryState.LOADED or is_access(entry):
        return facts
    marks, account = await _marks(hass), entry.runtime_data
    inventory = account.locks.data
    return facts | {
        "account": _account_facts(account, marks),
        "gateways": [_gateway_facts(it, marks) for it in inventory.gateways],
        "locks": [_lock_facts(account, it, marks) for it in inventory.locks.values()],
        "requests": _requests(account, marks),
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: CloudLocksEntry, device: DeviceEntry
) -> Facts:
    """Return what is known of one lock or gateway, and how the account is doing."""
    if entry.state is not ConfigEntryState.LOADED or is_access(entry):
        return {"entry": _entry_facts(entry)}
    marks, account = await _marks(hass), entry.runtime_data
    inventory = account.locks.data
    return {
        "account": _account_facts(account, marks),
        "gateways": [
            _gateway_facts(it, marks)
            for it in inventory.gateways
            if gateway_identifier(entry, it.id) in device.identifiers
        ],
        "locks": [
            _lock_facts(account, it, marks)
            for it in inventory.locks.values()
            if lock_identifier(entry, it.id) in device.identifiers
        ],
        "requests": _requests(account, marks),
    }


async def _marks(hass: HomeAssistant) -> _Marks:
    return _Marks(await instance_id.async_get(hass))


def _entry_facts(entry: CloudLocksEntry) -> Facts:
    """Show which fields were filled in, and what was chosen from closed lists."""
    kept = attempt_of(entry)
    fields = kept.sign_in.fields if kept else ()
    chosen = {field.key for field in fields if field.options}
    return {
        "version": entry.version,
        "state": entry.state.value,
        CONF_BRAND: entry.data.get(CONF_BRAND),
        CONF_SIGN_IN: entry.data.get(CONF_SIGN_IN),
        CONF_CREDENTIALS: {
            key: value if key in chosen else REDACTED
            for key, value in entry.data.get(CONF_CREDENTIALS, {}).items()
        },
        "options": {
            # People, and hashes of codes, are counted.
            key: len(value) if isinstance(value, list | dict) else value
            for key, value in entry.options.items()
        },
    }


def _account_facts(account: AccountData, marks: _Marks) -> Facts:
    locks = account.locks
    cause = locks.last_exception and locks.last_exception.__cause__
    return {
        "id": marks.of(account.account.id),
        "parts": sorted(account.cloud.parts.present),
        "pace": _pace_facts(account.cloud.pace),
        "budget": locks.scheduler.facts(),
        "last_update_success": locks.last_update_success,
        "last_error": _error_facts(cause, marks),
        "locks": len(locks.data.locks),
        "gateways": len(locks.data.gateways),
    }


def _error_facts(err: BaseException | None, marks: _Marks) -> Facts | None:
    if not isinstance(err, VendorError):
        return None
    return {
        "type": type(err).__name__,
        "reason": err.reason,
        "detail": marks.within(err.detail),
    }


def _pace_facts(pace: Pace) -> Facts:
    """Show all intervals in seconds."""
    return {
        "states": pace.states.total_seconds(),
        "states_floor": pace.states_floor.total_seconds(),
        "inventory": pace.inventory.total_seconds(),
        "activity": pace.activity.total_seconds(),
        "codes": pace.codes.total_seconds(),
        "settle": list(pace.settle),
        "quota_calls": pace.quota.calls,
        "quota_period": pace.quota.period.total_seconds(),
        "burst_calls": pace.burst and pace.burst.calls,
        "burst_period": pace.burst and pace.burst.period.total_seconds(),
        "bulk_states": pace.bulk_states,
    }


def _gateway_facts(gateway: Gateway, marks: _Marks) -> Facts:
    return {
        "id": marks.of(gateway.id),
        "model": gateway.model,
        "firmware": asdict(gateway.firmware),
        "online": gateway.online,
        "signal_strength": gateway.signal_strength,
    }


def _lock_facts(account: AccountData, lock: Lock, marks: _Marks) -> Facts:
    return {
        "id": marks.of(lock.id),
        "vendor_id": marks.of(lock.vendor_id),
        "gateway_id": marks.of(lock.gateway_id),
        "model": lock.model,
        "firmware": asdict(lock.firmware),
        "time_zone": lock.time_zone,
        "capabilities": sorted(lock.capabilities),
        "state": _state_facts(lock),
        "settings": {it.key.value: it.value for it in lock.settings},
        "code_rules": lock.code_rules and lock.code_rules.describe(),
        "codes": _code_facts(account, lock),
    }


def _state_facts(lock: Lock) -> Facts:
    return {
        "bolt": lock.bolt,
        "bolt_reported": lock.bolt_reported,
        "bolt_changed_at": lock.bolt_changed_at,
        "calibrated": lock.calibrated,
        "door": lock.door,
        "battery": asdict(lock.battery),
        "keypad_battery": lock.keypad_battery and asdict(lock.keypad_battery),
        "tamper": lock.tamper,
        "reachability": lock.reachability,
        "last_contact": lock.last_contact,
        "signal_strength": lock.signal_strength,
    }


def _code_facts(account: AccountData, lock: Lock) -> Facts:
    """Count codes; their names are often those of people."""
    memory, known = account.codes.memory(lock.id), account.codes.known(lock.id)
    return {
        "listed": memory.listed,
        "made_here": sum(code.managed for code in known),
        "by_status": dict(sorted(Counter(code.status.value for code in known).items())),
        "under_way": len(memory.intents),
        "problems": [
            {"reason": it.reason, "since": it.since}
            for it in account.codes.problems(lock.id)
        ],
    }


def _requests(account: AccountData, marks: _Marks) -> list[Facts]:
    """Show the newest requests, oldest first."""
    return [
        asdict(record) | {"path": marks.within(record.path)}
        for record in account.requests
    ]
