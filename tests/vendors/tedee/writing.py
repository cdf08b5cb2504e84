"""Codes of a cloud that answers as a test wants."""

from custom_components.cloud_locks.model.access_code import CodeChange, CodeDraft
from custom_components.cloud_locks.model.parts import Codes
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import Reply, answer

from .payloads import SERIAL, pin, pin_list
from .script import PINS, Script, said

PIN = f"{PINS}/3"
DRAFT = CodeDraft(name="Guest", schedule=Schedule.always(), pin=Secret("97531"))
CREATED = said({"id": 12}, 201)
NO_CONTENT = answer(204)
GARBLED = answer(204, {"success": True})
GARBLED_304 = answer(304, {"success": False, "statusCode": 304})


async def codes_of(script: Script) -> Codes:
    """Return the codes of an account that was listed."""
    cloud, _ = await script.connected()
    assert cloud.parts.codes is not None
    return cloud.parts.codes


def everywhere(script: Script, reply: Reply) -> None:
    """Answer every write with this, and every read with success."""
    script.on("GET", PINS, said(pin_list("Cleaner")))
    script.on("GET", PIN, said(pin()))
    for method, path in (("POST", PINS), ("PUT", PIN), ("DELETE", PIN)):
        script.on(method, path, reply)


async def write(codes: Codes, method: str) -> object:
    """Make one write."""
    match method:
        case "POST":
            return await codes.add(SERIAL, DRAFT)
        case "PUT":
            return await codes.update(SERIAL, "3", CodeChange(name="B"))
        case _:
            return await codes.delete(SERIAL, "3")


def writes(script: Script) -> int:
    """Return how many writes arrived."""
    return sum(not asked.startswith("GET") for asked in script.asked)
