"""Whatever the cloud sends, the client raises errors of the model and nothing else."""

from collections.abc import Awaitable, Callable

import pytest

from custom_components.cloud_locks.model.access_code import CodeChange, CodeDraft
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.parts import Codes, Depth, People
from custom_components.cloud_locks.model.people import UserChange
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.tedee.cloud import TedeeCloud
from tests.vendors.fuzz import mutations, survives
from tests.vendors.raw_server import answer

from .accesses import ACCESS, ACCESSES, DRAFT as GUEST
from .operating import STATUS
from .payloads import (
    ACCESS_ID,
    SERIAL,
    Json,
    access,
    access_created,
    details,
    entry,
    enveloped,
    lock,
    operation,
    owner_access,
    pin,
    pin_list,
    started,
    sync_item,
)
from .script import (
    ACTIVITY,
    DETAILS,
    LOCK,
    OPERATION,
    PINS,
    SYNC,
    SYNC_ALL,
    Script,
    said,
)

PIN = f"{PINS}/3"
HOURS: Json = {
    "startDate": "2026-01-01T00:00:00.000Z",
    "endDate": "2027-01-01T00:00:00.000Z",
    "dayStartTime": "2026-01-01T08:00:00.000Z",
    "dayEndTime": "2026-01-01T17:00:00.000Z",
    "weekDays": 31,
}
ALL = [owner_access(), access(**HOURS)]
DRAFT = CodeDraft(name="Guest", schedule=Schedule.always(), pin=Secret("97531"))


def codes(cloud: TedeeCloud) -> Codes:
    """Return the codes of an account."""
    assert cloud.parts.codes is not None
    return cloud.parts.codes


def people(cloud: TedeeCloud) -> People:
    """Return the people of an account."""
    assert cloud.parts.people is not None
    return cloud.parts.people


async def states(cloud: TedeeCloud) -> None:
    """Read all states anew, however early."""
    known = (await cloud.inventory()).locks
    cloud._known._synced = None
    await cloud.states({**known, "other": known[SERIAL]})


type Call = Callable[[TedeeCloud], Awaitable[object]]


@pytest.mark.parametrize(
    ("method", "path", "good", "status", "call"),
    [
        ("GET", DETAILS, details(), 200, lambda cloud: cloud.inventory()),
        ("GET", DETAILS, details(), 200, lambda cloud: cloud.account()),
        ("GET", SYNC_ALL, [sync_item(revision=4)], 200, states),
        ("GET", LOCK, lock(revision=9), 200, states),
        (
            "POST",
            f"{OPERATION}/lock",
            started(),
            202,
            lambda cloud: cloud.operate(SERIAL, Operation.LOCK),
        ),
        ("GET", STATUS, operation(), 200, lambda c: c.operate(SERIAL, Operation.LOCK)),
        ("GET", SYNC, sync_item(), 200, lambda c: c.operate(SERIAL, Operation.OPEN)),
        ("GET", PINS, pin_list("A", "B"), 200, lambda c: codes(c).list(SERIAL)),
        (
            "GET",
            PIN,
            pin(**HOURS),
            200,
            lambda c: codes(c).get(SERIAL, "3", depth=Depth.PINS),
        ),
        (
            "GET",
            PIN,
            pin(**HOURS),
            200,
            lambda c: codes(c).update(SERIAL, "3", CodeChange(name="B")),
        ),
        ("POST", PINS, {"id": 12}, 201, lambda c: codes(c).add(SERIAL, DRAFT)),
        ("GET", ACCESSES, ALL, 200, lambda c: people(c).list(SERIAL)),
        ("GET", ACCESSES, ALL, 200, lambda c: people(c).delete(SERIAL, ACCESS_ID)),
        (
            "GET",
            ACCESSES,
            ALL,
            200,
            lambda c: people(c).update(SERIAL, ACCESS_ID, UserChange(remote=False)),
        ),
        (
            "GET",
            ACTIVITY,
            [entry(61), entry(76, 2)],
            200,
            lambda c: c.activity(SERIAL, after=None, limit=50),
        ),
    ],
)
async def test_broken_answers(
    script: Script, method: str, path: str, good: object, status: int, call: Call
) -> None:
    """One thing of a good answer is broken at a time."""
    script.on("GET", SYNC_ALL, said([sync_item(revision=5)]))
    script.on("GET", SYNC, said(sync_item(state=2, lastStateChangedDate=None)))
    script.on("POST", f"{OPERATION}/lock", said(started(), 202))
    script.on("POST", f"{OPERATION}/pull", said(started(), 202))
    script.on("POST", f"{OPERATION}/unlock", said(started(), 202))
    script.on("GET", STATUS, said(operation()))
    script.on("GET", PINS, said(pin_list("Guest")))
    script.on("GET", LOCK, said(lock()))
    script.on("PUT", PIN, answer(204))
    script.on("PUT", ACCESS, answer(204))
    script.on("DELETE", ACCESS, answer(204))
    cloud, _ = await script.connected()
    for what, body in mutations(enveloped(good)):
        script.on(method, path, answer(status, body))
        try:
            await survives(lambda: call(cloud))
        except Exception as err:
            err.add_note(f"{method} {path}: {what}")
            raise


async def test_broken_answers_to_an_invitation(script: Script) -> None:
    """They have no envelope, and may be a refusal."""
    script.on("GET", ACCESSES, said(ALL))
    cloud, _ = await script.connected()
    problem = {"code": 1003, "message": "No"}
    for good in (access_created(), access_created(success=False, error=problem)):
        for status in (201, 400):
            for what, body in mutations(good):
                script.on("POST", ACCESSES, answer(status, body))
                try:
                    await survives(lambda: people(cloud).add(SERIAL, GUEST))
                except Exception as err:
                    err.add_note(what)
                    raise
