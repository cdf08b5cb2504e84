"""Reading who has access to a Tedee lock."""

import pytest

from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    NotFound,
    NotPermitted,
    ProtocolError,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.people import Role, User
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import ScheduleKind
from custom_components.cloud_locks.model.secret import Secret

from .accesses import ACCESSES, FRIDAYS, MAIL, people_of
from .payloads import (
    ACCESS_ID,
    SERIAL,
    Json,
    access,
    lock,
)
from .script import Script, refused


async def test_everybody(script: Script) -> None:
    """The owner, people with and without hours, groups, open invitations."""
    people = await people_of(
        script,
        access(weekDays=16, dayStartTime="2026-11-20T08:00:00.000Z")
        | {"dayEndTime": "2026-11-20T11:00:00.000Z", "remoteAccessDisabled": True},
        access(
            id="2",
            accessLevel=1,
            principalName=None,
            userEmail="b@x.de",
            isPending=True,
        ),
        access(id="3", principalType=1, principalName="Cleaners", userEmail=None),
    )
    owner, anna, invited, group = await people.list(SERIAL)
    assert script.asked == [f"GET {ACCESSES}"]
    assert (owner.role, owner.name, owner.remote) == (Role.OWNER, "Olga", True)
    assert anna == User(
        id=ACCESS_ID,
        name="Anna Schmidt",
        account=MAIL,
        role=Role.GUEST,
        remote=False,
        schedule=FRIDAYS,
    )
    assert (invited.name, invited.role, invited.pending) == ("", Role.ADMIN, True)
    assert invited.account == Secret("b@x.de")
    assert (group.name, group.account) == ("Cleaners", None)
    assert group.schedule is not None
    assert group.schedule.kind is ScheduleKind.ALWAYS


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"principalName": "anna@example.com"}, "name", ""),
        ({"userEmail": ...}, "account", None),
        ({"accessLevel": 3}, "role", None),
        ({"accessLevel": 99}, "role", None),
        ({"remoteAccessDisabled": ...}, "remote", None),
        ({"isPending": ...}, "pending", False),
        ({"startDate": "soon"}, "schedule", None),
        ({"dayStartTime": "2026-11-20T08:00:00Z"}, "schedule", None),
    ],
)
async def test_what_is_not_told_or_makes_no_sense(
    script: Script, changes: Json, field: str, value: object
) -> None:
    """Shown as not known; an address is never a name."""
    people = await people_of(script, access(**changes))
    assert getattr((await people.list(SERIAL))[1], field) == value


async def test_list_that_makes_no_sense(script: Script) -> None:
    """An access without an id cannot be named, and a half list is no list."""
    people = await people_of(script, access(id=None))
    with pytest.raises(ProtocolError):
        await people.list(SERIAL)


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (401, AuthError, Reason.SIGNED_OUT),
        (403, NotPermitted, Reason.SCOPE_MISSING),
        (404, NotFound, Reason.NOT_FOUND),
        (429, RateLimited, Reason.RATE_LIMITED),
        (500, CloudUnreachable, Reason.CLOUD_UNREACHABLE),
        (418, ProtocolError, Reason.ANSWER_NOT_UNDERSTOOD),
    ],
)
async def test_refused_reading(
    script: Script, status: int, error: type[VendorError], reason: Reason
) -> None:
    """Who manages a lock may see its people, so 403 is a missing right."""
    people = await people_of(script)
    script.on("GET", ACCESSES, refused(status))
    with pytest.raises(error) as caught:
        await people.list(SERIAL)
    assert caught.value.reason is reason


async def test_without_a_bridge(script: Script) -> None:
    """People are the cloud's own; no message goes to the lock."""
    script.home(lock(connectedToId=None, isConnected=None, deviceState=None))
    people = await people_of(script)
    assert [it.name for it in await people.list(SERIAL)] == ["Olga", "Anna Schmidt"]
