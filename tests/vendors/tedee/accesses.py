"""People of a cloud that answers as a test wants."""

from collections.abc import Awaitable, Callable
from datetime import time
from typing import Any

from custom_components.cloud_locks.model.parts import People
from custom_components.cloud_locks.model.people import Role, UserChange, UserDraft
from custom_components.cloud_locks.model.schedule import Day, Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import answer

from .payloads import (
    ACCESS_ID,
    LOCK_ID,
    SERIAL,
    Json,
    access,
    access_created,
    owner_access,
)
from .script import Script, said

ACCESSES = f"/my/device/{LOCK_ID}/access"
ACCESS = f"{ACCESSES}/{ACCESS_ID}"
MAIL = Secret("anna@example.com")
DRAFT = UserDraft(name="Anna", account=MAIL, role=Role.GUEST)
FRIDAYS = Schedule.weekly([Day.FRI], time(9), time(12), "Europe/Amsterdam")
type Call = Callable[[People], Awaitable[object]]

NO_HOURS: Json = dict.fromkeys(
    ("startDate", "endDate", "dayStartTime", "dayEndTime", "weekDays")
)
"""All are sent, because what is left out is cleared."""


async def people_of(script: Script, *accesses: Json) -> People:
    """Return the people of an account that was listed; a lock has some accesses."""
    script.on("GET", ACCESSES, said([owner_access(), *(accesses or [access()])]))
    cloud, _ = await script.connected()
    assert cloud.parts.people is not None
    return cloud.parts.people


def created(**changes: Any) -> bytes:
    """Return the answer to a new access."""
    return answer(201, access_created(**changes))


async def write(people: People, method: str) -> object:
    """Make one write."""
    match method:
        case "POST":
            return await people.add(SERIAL, DRAFT)
        case "PUT":
            return await people.update(SERIAL, ACCESS_ID, UserChange(remote=False))
        case _:
            return await people.delete(SERIAL, ACCESS_ID)
