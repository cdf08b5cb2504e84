"""The truth about the home as plain JSON data."""

from .credentials import Credential
from .doorlog import LogEntry
from .home import Home
from .lock import Lock

RECENT = 50
"""How many lines of the door log a report holds."""


def home_report(home: Home) -> dict[str, object]:
    """Describe the home: time, people, gateways, locks and the end of the log."""
    return {
        "now": home.clock.now().isoformat(),
        "zone": home.zone,
        "people": {person.id: person.name for person in home.people.values()},
        "gateways": {
            gateway.id: {"name": gateway.name, "online": gateway.link.online}
            for gateway in home.gateways.values()
        },
        "locks": {lock.id: lock_report(lock) for lock in home.locks.values()},
        "log": [entry_report(entry) for entry in list(home.log)[-RECENT:]],
    }


def lock_report(lock: Lock) -> dict[str, object]:
    """Describe one lock with its door, keypad and memory."""
    keypad = lock.keypad
    return {
        "name": lock.name,
        "vendor": lock.vendor,
        "zone": lock.zone,
        "bolt": lock.bolt.value,
        "jammed": lock.jammed,
        "calibrated": lock.calibration.bolt,
        "battery": lock.power.level,
        "charging": lock.power.charging,
        "reachable": lock.reachable,
        "gateway": lock.gateway.id if lock.gateway else None,
        "keypad": keypad.name if keypad and keypad.paired else None,
        "door": "open" if lock.door.is_open else "closed",
        "door_sensor": lock.door.sensor.state.value,
        "credentials": [credential_report(row) for row in lock.credentials],
    }


def credential_report(credential: Credential) -> dict[str, object]:
    """Describe one credential, secret included: it opens only a fictitious door."""
    schedule = credential.schedule
    return {
        "id": credential.id,
        "kind": credential.kind.value,
        "name": credential.name,
        "secret": credential.secret,
        "starts": schedule.starts.isoformat() if schedule.starts else None,
        "ends": schedule.ends.isoformat() if schedule.ends else None,
        "days": sorted(schedule.days) if schedule.days is not None else None,
        "day_start": schedule.day_start.isoformat() if schedule.day_start else None,
        "day_end": schedule.day_end.isoformat() if schedule.day_end else None,
        "zone": schedule.zone,
    }


def entry_report(entry: LogEntry) -> dict[str, object]:
    """Describe one line of the door log."""
    return {
        "at": entry.at.isoformat(),
        "lock": entry.lock_id,
        "act": entry.act.value,
        "method": entry.cause.method.value,
        "person": entry.cause.person_id,
        "credential": entry.cause.credential,
    }
