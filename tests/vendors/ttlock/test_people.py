"""Keys of the app: listed, sent, changed, deleted, and never the owner's."""

from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    AuthError,
    InvalidCode,
    LockOffline,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.parts import People
from custom_components.cloud_locks.model.people import Role, UserChange, UserDraft
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.vendors.raw_server import Reply

from .payloads import AT, LOCK, Json, done, key, page, person_key, refusal
from .script import KEYS, USERNAME, Script, people_of, said

LIST, SEND, DELETE = "/v3/lock/listKey", "/v3/key/send", "/v3/key/delete"
UPDATE, PERIOD = "/v3/key/update", "/v3/key/changePeriod"
ANNA = Secret("anna@example.com")
DRAFT = UserDraft(name=" Anna ", account=ANNA, role=Role.GUEST)


async def people(script: Script, *keys: Json) -> People:
    """Return the people of a lock with these keys."""
    cloud, _ = await script.connected()
    script.on("GET", LIST, said(page(*keys)))
    return people_of(cloud)


async def test_somebody(script: Script) -> None:
    """Known by the key; the account is nobody else's business."""
    (jack,) = await (await people(script, person_key())).list(LOCK)
    assert (jack.id, jack.name, jack.role) == ("3234293", "Jack", Role.GUEST)
    assert (jack.remote, jack.pending, jack.enabled) == (True, False, True)
    assert jack.schedule == Schedule.always()
    assert jack.account == Secret("jack@example.com")
    assert "jack@" not in repr(jack)
    assert {"keyRight", "orderBy"}.isdisjoint(script.params(LIST))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"keyRight": 1}, {"role": Role.ADMIN}),
        ({"remoteEnable": 2}, {"remote": False}),
        ({"remoteEnable": 0}, {"remote": None}),
        ({"keyStatus": "110402"}, {"pending": True}),
        ({"keyStatus": 110405}, {"enabled": False}),
        ({"keyName": "Jack 0171 2345678"}, {"name": "Jack ••••"}),
        ({"keyName": None}, {"name": ""}),
        ({"username": None}, {"account": None}),
        ({"startDate": AT, "endDate": AT - 1}, {"schedule": None}),
    ],
)
async def test_what_is_told_of_them(
    script: Script, changes: Json, expected: Json
) -> None:
    """A field that makes no sense is not known."""
    (found,) = await (await people(script, person_key(**changes))).list(LOCK)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize("status", ["110408", "110410"])
async def test_keys_that_are_gone(script: Script, status: str) -> None:
    """Only their entries are left."""
    assert await (await people(script, person_key(keyStatus=status))).list(LOCK) == ()


async def test_sending_a_key(script: Script) -> None:
    """For ever is 0 and 0; nobody is registered by it."""
    part = await people(script, person_key())
    script.on("POST", SEND, said({"keyId": 56323}))
    added = await part.add(LOCK, DRAFT)
    assert (added.id, added.name, added.enabled) == ("56323", "Anna", True)
    params = script.params(SEND)
    assert params["receiverUsername"] == "anna@example.com"
    assert (params["startDate"], params["endDate"]) == ("0", "0")
    assert (params["remoteEnable"], params["keyRight"]) == ("1", "0")
    assert "createUser" not in params


async def test_sending_a_key_with_hours(script: Script) -> None:
    """To somebody who may manage the lock, and not from afar."""
    part = await people(script)
    script.on("POST", SEND, said({"keyId": 1}))
    window = Schedule.window(script.now, script.now + timedelta(hours=1))
    draft = UserDraft(
        name="Anna", account=ANNA, role=Role.ADMIN, remote=False, schedule=window
    )
    await part.add(LOCK, draft)
    params = script.params(SEND)
    assert (params["startDate"], params["endDate"]) == (str(AT), str(AT + 3_600_000))
    assert (params["remoteEnable"], params["keyRight"]) == ("2", "1")


async def test_an_account_stays_out_of_the_address(script: Script) -> None:
    """Also at Sifely, whose parameters are in it."""
    cloud, _ = await script.connected(script.sifely())
    script.on("GET", LIST, said(page()))
    script.on("POST", SEND, said({"keyId": 1}))
    await people_of(cloud).add(LOCK, DRAFT)
    assert "anna" not in str(script.server.asked[-1].url)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (UserDraft(name="A", account=None, role=Role.GUEST), Reason.ACCOUNT_REQUIRED),
        (UserDraft(name="A", account=ANNA, role=Role.OWNER), Reason.ROLE_UNSUPPORTED),
        (
            UserDraft(name="A", account=Secret(" JACK@example.com"), role=Role.GUEST),
            Reason.USER_EXISTS,
        ),
    ],
)
async def test_keys_that_are_not_sent(
    script: Script, draft: UserDraft, reason: Reason
) -> None:
    """The cloud would replace the key that somebody has."""
    part = await people(script, person_key())
    with pytest.raises(RejectedError) as caught:
        await part.add(LOCK, draft)
    assert caught.value.reason is reason
    assert script.writes == []


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (said(refusal(-4064)), RejectedError, Reason.ACCOUNT_UNKNOWN),
        (said(refusal(-2019)), RejectedError, Reason.OWN_ACCESS),
        (said(refusal(-2020)), RejectedError, Reason.OWNER_PROTECTED),
        (said(refusal(-1027)), NotPermitted, Reason.NOT_PERMITTED),
        (None, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
    ],
)
async def test_sending_that_fails(
    script: Script, reply: Reply, error: type[VendorError], reason: Reason
) -> None:
    """Each says what to do."""
    part = await people(script)
    script.on("POST", SEND, reply)
    with pytest.raises(error) as caught:
        await part.add(LOCK, DRAFT)
    assert caught.value.reason is reason
    assert "anna" not in str(caught.value)


async def test_an_answer_without_an_id(script: Script) -> None:
    """Sifely's answer is not known; the list tells the id, or nobody."""
    part = await people(script)
    script.on("POST", SEND, said(done()))
    script.on(
        "GET", LIST, said(page()), said(page(person_key(username="Anna@example.com")))
    )
    assert (await part.add(LOCK, DRAFT)).id == "3234293"
    script.on("GET", LIST, said(page()))
    with pytest.raises(OutcomeUnknown):
        await part.add(LOCK, DRAFT)
    # It was sent all the same, so nobody may say that nothing was done.
    script.on("GET", LIST, said(page()), said(b"", 503))
    with pytest.raises(OutcomeUnknown):
        await part.add(LOCK, DRAFT)


@pytest.mark.parametrize(
    ("change", "path", "params"),
    [
        (UserChange(name=" B "), UPDATE, {"keyName": "B"}),
        (UserChange(remote=False), UPDATE, {"remoteEnable": "2"}),
        (UserChange(schedule=Schedule.always()), PERIOD, {"startDate": "0"}),
        (UserChange(role=Role.ADMIN), "/v3/key/authorize", {"lockId": "532323"}),
        (UserChange(role=Role.GUEST), "/v3/key/unauthorize", {"lockId": "532323"}),
        (UserChange(enabled=False), "/v3/key/freeze", {}),
        (UserChange(enabled=True), "/v3/key/unfreeze", {}),
    ],
)
async def test_changing(
    script: Script, change: UserChange, path: str, params: dict[str, str]
) -> None:
    """One call for each thing, and nothing else is touched."""
    part = await people(script, person_key())
    script.on("POST", path, said(done()))
    assert await part.update(LOCK, "3234293", change) is Outcome.CONFIRMED
    assert script.writes == [path]
    sent = script.params(path)
    assert sent.items() >= {"keyId": "3234293", **params}.items()
    for name in ("keyName", "remoteEnable"):
        assert (name in sent) is (name in params)


async def test_changes_that_cannot_be(script: Script) -> None:
    """Refused before anything is sent."""
    part = await people(script, person_key())
    half = Schedule.window(script.now, None)
    for change, error in (
        (UserChange(role=Role.OWNER), RejectedError),
        (UserChange(schedule=half), InvalidCode),
    ):
        with pytest.raises(error):
            await part.update(LOCK, "3234293", change)
    with pytest.raises(NotFound):
        await part.update(LOCK, "1", UserChange(name="B"))
    assert script.writes == []


async def test_a_cloud_that_changes_no_keys(script: Script) -> None:
    """Sifely may be one; nobody is left in doubt."""
    part = await people(script, person_key())
    script.on("POST", UPDATE, said(b"", 404))
    with pytest.raises(Unsupported):
        await part.update(LOCK, "3234293", UserChange(name="B"))


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(refusal(-3002)), LockOffline),
        (said(b"", 429), RateLimited),
        (said(refusal(-2023)), RejectedError),
        (said(b"", 404), Unsupported),
        (said(refusal(10003)), AuthError),
        (said(b"", 503), OutcomeUnknown),
    ],
)
async def test_a_change_that_stops_half_way(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """Nobody is told that nothing was done; and nothing after it is sent."""
    part = await people(script, person_key())
    change = UserChange(name="B", schedule=Schedule.always(), enabled=False)
    script.on("POST", UPDATE, said(done()))
    script.on("POST", PERIOD, reply)
    with pytest.raises(OutcomeUnknown):
        await part.update(LOCK, "3234293", change)
    assert set(script.writes) == {UPDATE, PERIOD}
    script.on("POST", UPDATE, reply)
    with pytest.raises(error):
        await part.update(LOCK, "3234293", UserChange(name="B", enabled=False))
    assert "/v3/key/freeze" not in script.writes


async def test_a_key_without_an_id(script: Script) -> None:
    """It may be anybody's: a list without it would say that somebody is gone."""
    part = await people(script, person_key(), person_key(keyId=None))
    with pytest.raises(ProtocolError):
        await part.list(LOCK)


async def test_deleting_a_key(script: Script) -> None:
    """That of somebody else."""
    part = await people(script, person_key())
    script.on("POST", DELETE, said(done()))
    assert await part.delete(LOCK, "3234293") is Outcome.CONFIRMED
    assert script.params(DELETE)["keyId"] == "3234293"


@pytest.mark.parametrize(
    "listed",
    [
        person_key(keyId=9001),
        person_key(userType="110301"),
        person_key(userType=999),
        person_key(username=USERNAME.lower()),
    ],
)
async def test_the_owners_key_is_never_deleted(script: Script, listed: Json) -> None:
    """It would delete the lock from the account."""
    part = await people(script, listed)
    with pytest.raises(NotPermitted) as caught:
        await part.delete(LOCK, str(listed["keyId"]))
    assert caught.value.reason is Reason.OWNER_PROTECTED
    assert DELETE not in script.asked
    assert script.writes == []


async def test_a_key_of_which_nobody_tells_whose_it_is(script: Script) -> None:
    """It may be the owner's, so it stays."""
    part = await people(script, person_key(username=...))
    script.on("POST", KEYS, said(page(key(keyId=...))))
    with pytest.raises(NotPermitted) as caught:
        await part.delete(LOCK, "3234293")
    assert caught.value.reason is Reason.OWNER_PROTECTED
    assert script.writes == []


async def test_the_owners_key_is_not_even_listed(script: Script) -> None:
    """Who says its number is told why."""
    part = await people(script, person_key())
    with pytest.raises(NotPermitted) as caught:
        await part.delete(LOCK, "9001")
    assert caught.value.reason is Reason.OWNER_PROTECTED
    assert script.writes == []


async def test_a_key_that_nobody_has(script: Script) -> None:
    """Is gone already. Own keys may be listed without ids, at Sifely."""
    part = await people(script, person_key())
    script.on("POST", KEYS, said(page(key(keyId=...))))
    assert await part.delete(LOCK, "12") is Outcome.CONFIRMED
    assert script.writes == []


async def test_own_keys_that_cannot_be_read(script: Script) -> None:
    """Then nothing is deleted."""
    part = await people(script, person_key())
    script.on("POST", KEYS, said(b"", 503))
    with pytest.raises(VendorError):
        await part.delete(LOCK, "3234293")
    assert script.writes == []
