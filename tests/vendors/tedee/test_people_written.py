"""People on Tedee locks: invited, changed and sent away; once, and all fields."""

from typing import Any

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    AuthError,
    InvalidCode,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    RateLimited,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.people import Role, User, UserChange, UserDraft
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from tests.vendors.raw_server import answer

from .accesses import (
    ACCESS,
    ACCESSES,
    DRAFT,
    FRIDAYS,
    MAIL,
    NO_HOURS,
    Call,
    created,
    people_of,
    write,
)
from .payloads import (
    ACCESS_ID,
    OWNER_ACCESS_ID,
    SERIAL,
    Json,
    access,
    access_created,
)
from .script import Script, refused, said
from .writing import NO_CONTENT


async def test_add(script: Script) -> None:
    """All fields are sent; what comes back is as the list has it."""
    people = await people_of(script, access(isPending=True, accessLevel=1))
    script.on("POST", ACCESSES, created())
    draft = UserDraft(
        name="Anna", account=MAIL, role=Role.ADMIN, remote=False, schedule=FRIDAYS
    )
    added = await people.add(SERIAL, draft)
    assert script.asked == [f"POST {ACCESSES}", f"GET {ACCESSES}"]
    assert script.bodies == [
        {
            "userEmail": "anna@example.com",
            "principalType": 0,
            "accessLevel": 1,
            "remoteAccessDisabled": True,
            "startDate": None,
            "endDate": None,
            "dayStartTime": "2026-11-21T08:00:00.000Z",
            "dayEndTime": "2026-11-21T11:00:00.000Z",
            "weekDays": 16,
        }
    ]
    assert (added.id, added.pending, added.role) == (ACCESS_ID, True, Role.ADMIN)


async def test_add_without_limits(script: Script) -> None:
    """A guest who may always come in."""
    people = await people_of(script)
    script.on("POST", ACCESSES, created())
    await people.add(SERIAL, DRAFT)
    assert script.bodies == [
        {
            "userEmail": "anna@example.com",
            "principalType": 0,
            "accessLevel": 0,
            "remoteAccessDisabled": False,
            **NO_HOURS,
        }
    ]


@pytest.mark.parametrize(
    ("changes", "pending"), [({}, False), ({"principalId": None}, True)]
)
async def test_added_and_not_listed(
    script: Script, changes: Json, *, pending: bool
) -> None:
    """The answer has proved it, whatever the list tells or does not."""
    people = await people_of(script)
    script.on("POST", ACCESSES, created(**changes))
    script.on("GET", ACCESSES, refused(500))
    added = await people.add(SERIAL, DRAFT)
    assert added == User(
        id=ACCESS_ID,
        name="Anna Schmidt",
        account=MAIL,
        role=Role.GUEST,
        remote=True,
        schedule=Schedule.always(),
        pending=pending,
    )


@pytest.mark.parametrize(
    ("code", "error", "reason"),
    [
        (1001, NotPermitted, Reason.ROLE_TOO_HIGH),
        (1003, RejectedError, Reason.USER_EXISTS),
        (1008, RejectedError, Reason.OWN_ACCESS),
        *(
            (code, RejectedError, Reason.REJECTED)
            for code in (1000, 1002, 1004, 1005, 1006, 1007, 1009, 1010, 4711)
        ),
    ],
)
@pytest.mark.parametrize("status", [201, 400])
async def test_refusal_in_the_body(
    script: Script,
    status: int,
    code: int,
    error: type[VendorError],
    reason: Reason,
) -> None:
    """Nobody was added; the text of the cloud, which may name them, stays there."""
    people = await people_of(script)
    problem = {"code": code, "message": "anna@example.com is no good"}
    body = access_created(id=None, success=False, error=problem)
    script.on("POST", ACCESSES, answer(status, body))
    with pytest.raises(error) as caught:
        await people.add(SERIAL, DRAFT)
    assert (type(caught.value), caught.value.reason) == (error, reason)
    assert "example.com" not in str(caught.value)
    assert script.asked == [f"POST {ACCESSES}"]


@pytest.mark.parametrize(
    "reply",
    [
        answer(201, {"success": False, "error": None}),
        answer(201, {"success": False}),
        created(id=None),
        answer(201),
        answer(201, []),
        refused(408),
        refused(500),
        refused(302),
    ],
    ids=["no", "no without error", "no id", "empty", "list", "408", "500", "302"],
)
async def test_add_that_may_have_happened(script: Script, reply: bytes) -> None:
    """It is sent once, and nobody claims to know."""
    people = await people_of(script)
    script.on("POST", ACCESSES, reply)
    with pytest.raises(OutcomeUnknown):
        await people.add(SERIAL, DRAFT)
    assert script.asked == [f"POST {ACCESSES}"]


async def test_update_keeps_everything_else(script: Script) -> None:
    """It is read first; times keep the dates that they were written with."""
    kept = {
        "startDate": "2026-11-01T00:00:00.000Z",
        "endDate": "2026-12-31T00:00:00.000Z",
        "dayStartTime": "2000-01-01T08:30:00.000Z",
        "dayEndTime": "2000-01-02T11:15:00.000Z",
        "weekDays": 48,
    }
    people = await people_of(script, access(remoteAccessDisabled=True, **kept))
    script.on("PUT", ACCESS, NO_CONTENT)
    outcome = await people.update(SERIAL, ACCESS_ID, UserChange(role=Role.ADMIN))
    assert outcome is Outcome.CONFIRMED
    assert script.asked == [f"GET {ACCESSES}", f"PUT {ACCESS}"]
    assert script.bodies == [{"accessLevel": 1, "remoteAccessDisabled": True, **kept}]


@pytest.mark.parametrize(
    ("change", "body"),
    [
        (UserChange(remote=False), {"remoteAccessDisabled": True}),
        (UserChange(role=Role.GUEST), {}),
        (
            UserChange(schedule=FRIDAYS),
            {
                "weekDays": 16,
                "dayStartTime": "2026-11-21T08:00:00.000Z",
                "dayEndTime": "2026-11-21T11:00:00.000Z",
            },
        ),
    ],
)
async def test_changes(script: Script, change: UserChange, body: Json) -> None:
    """Each by itself."""
    people = await people_of(script)
    script.on("PUT", ACCESS, NO_CONTENT)
    await people.update(SERIAL, ACCESS_ID, change)
    everything = {"accessLevel": 0, "remoteAccessDisabled": False, **NO_HOURS}
    assert script.bodies == [everything | body]


async def test_hours_are_taken_away(script: Script) -> None:
    """By naming all fields."""
    people = await people_of(script, access(weekDays=16))
    script.on("PUT", ACCESS, NO_CONTENT)
    await people.update(SERIAL, ACCESS_ID, UserChange(schedule=Schedule.always()))
    assert script.bodies == [
        {"accessLevel": 0, "remoteAccessDisabled": False, **NO_HOURS}
    ]


@pytest.mark.parametrize(
    ("changes", "change"),
    [
        ({"startDate": "soon"}, UserChange(role=Role.ADMIN)),
        ({"remoteAccessDisabled": None}, UserChange(role=Role.ADMIN)),
        ({"accessLevel": 99}, UserChange(remote=False)),
    ],
)
async def test_what_cannot_be_kept_is_not_overwritten(
    script: Script, changes: Json, change: UserChange
) -> None:
    """Nothing is sent; given anew itself it can be changed."""
    people = await people_of(script, access(**changes))
    with pytest.raises(RejectedError) as caught:
        await people.update(SERIAL, ACCESS_ID, change)
    assert caught.value.reason is Reason.ANSWER_NOT_UNDERSTOOD
    assert script.bodies == []
    script.on("PUT", ACCESS, NO_CONTENT)
    whole = UserChange(role=Role.GUEST, remote=True, schedule=Schedule.always())
    await people.update(SERIAL, ACCESS_ID, whole)


async def test_delete(script: Script) -> None:
    """It is looked at first: the owner's is never deleted."""
    people = await people_of(script)
    script.on("DELETE", ACCESS, NO_CONTENT)
    assert await people.delete(SERIAL, ACCESS_ID) is Outcome.CONFIRMED
    assert script.asked == [f"GET {ACCESSES}", f"DELETE {ACCESS}"]


@pytest.mark.parametrize(
    "call",
    [
        lambda p: p.update(SERIAL, OWNER_ACCESS_ID, UserChange(role=Role.GUEST)),
        lambda p: p.delete(SERIAL, OWNER_ACCESS_ID),
        lambda p: p.add(SERIAL, _like(role=Role.OWNER)),
        lambda p: p.update(SERIAL, ACCESS_ID, UserChange(role=Role.OWNER)),
    ],
    ids=["changed", "deleted", "added", "made"],
)
async def test_owner(script: Script, call: Call) -> None:
    """Neither changed nor deleted, and nobody is made one."""
    people = await people_of(script)
    with pytest.raises(NotPermitted) as caught:
        await call(people)
    assert caught.value.reason is Reason.OWNER_PROTECTED
    assert Role.OWNER not in people.roles
    assert script.bodies == []


async def test_who_is_gone(script: Script) -> None:
    """Nothing is sent."""
    people = await people_of(script)
    assert await people.delete(SERIAL, "gone") is Outcome.CONFIRMED
    with pytest.raises(NotFound):
        await people.update(SERIAL, "gone", UserChange(remote=False))
    assert script.asked == [f"GET {ACCESSES}"] * 2


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda p: p.add(SERIAL, _like(role=Role.MANAGER)), Reason.ROLE_UNSUPPORTED),
        (lambda p: p.add(SERIAL, _like(account=None)), Reason.ACCOUNT_REQUIRED),
        (
            lambda p: p.update(SERIAL, ACCESS_ID, UserChange(name="Anna")),
            Reason.USER_NAME_FIXED,
        ),
    ],
)
async def test_what_this_cloud_does_not_have(
    script: Script, call: Call, reason: Reason
) -> None:
    """Refused before anything is sent."""
    people = await people_of(script)
    with pytest.raises(RejectedError) as caught:
        await call(people)
    assert caught.value.reason is reason
    assert script.asked == []


async def test_hours_that_no_access_keeps(script: Script) -> None:
    """Once is none of them."""
    people = await people_of(script)
    with pytest.raises(InvalidCode):
        await people.add(SERIAL, _like(schedule=Schedule.always(uses=1)))
    assert script.asked == []


def _like(**changes: Any) -> UserDraft:
    fields: dict[str, Any] = {"name": "Anna", "account": MAIL, "role": Role.GUEST}
    return UserDraft(**fields | changes)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, RejectedError),
        (401, AuthError),
        (403, NotPermitted),
        (404, NotFound),
        (408, OutcomeUnknown),
        (409, RejectedError),
        (422, RejectedError),
        (429, RateLimited),
        (500, OutcomeUnknown),
        (503, OutcomeUnknown),
        (302, OutcomeUnknown),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_refusedwrite(
    script: Script, method: str, status: int, error: type[VendorError]
) -> None:
    """Sent once, whatever comes back."""
    people = await people_of(script)
    script.on(method, ACCESSES if method == "POST" else ACCESS, refused(status))
    with pytest.raises(error) as caught:
        await write(people, method)
    assert type(caught.value) is error
    assert len([it for it in script.asked if not it.startswith("GET")]) == 1


async def test_good_status_that_says_no(script: Script) -> None:
    """What that means nobody documents, so nothing is claimed."""
    people = await people_of(script)
    script.on("PUT", ACCESS, answer(200, {"success": False}))
    with pytest.raises(OutcomeUnknown):
        await write(people, "PUT")


@pytest.mark.parametrize(("after", "gone"), [([], True), ([access()], False)])
async def test_not_found_when_deleted(
    script: Script, after: list[Json], *, gone: bool
) -> None:
    """Somebody was quicker; or the lock is what is not found, and they have access."""
    people = await people_of(script)
    script.on("GET", ACCESSES, said([access()]), said(after))
    script.on("DELETE", ACCESS, refused(404))
    if gone:
        assert await people.delete(SERIAL, ACCESS_ID) is Outcome.CONFIRMED
    else:
        with pytest.raises(NotFound):
            await people.delete(SERIAL, ACCESS_ID)


async def test_id_with_signs_of_a_path(script: Script) -> None:
    """It names an access and nothing else."""
    people = await people_of(script, access(id="a/../b?c"))
    script.on("DELETE", f"{ACCESSES}/a%2F..%2Fb%3Fc", NO_CONTENT)
    await people.delete(SERIAL, "a/../b?c")
    assert script.asked[-1] == f"DELETE {ACCESSES}/a%2F..%2Fb%3Fc"
