"""People and what opens for them; settings."""

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialChange,
    CredentialType,
)
from custom_components.cloud_locks.model.errors import (
    NotFound,
    RejectedError,
    Unsupported,
)
from custom_components.cloud_locks.model.people import Role, UserChange, UserDraft
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.settings import SettingKey

from .payloads import Json, device, method, owner, points, records, refusal, user
from .script import (
    COMMANDS,
    DOOR,
    REMOTE,
    STATUS,
    USERS,
    D,
    S,
    Script,
    credentials_of,
    people_of,
    refused,
    said,
    settings_of,
)

YES = said(True)  # noqa: FBT003 - a result
THUMB = Credential(
    id="unlock_fingerprint-3", type=CredentialType.FINGERPRINT, name="Right thumb"
)
BERT = f"{D}/users/u-2001"


def lived_in(script: Script, *methods: Json) -> None:
    """Let Olga own the home and Bert have these methods."""
    script.on("GET", USERS, said(records(owner(), user())))
    script.on("GET", f"{S}/opmodes/u-1", said(records()))
    script.on("GET", f"{S}/opmodes/u-2001", said(records(*methods)))
    script.on("GET", f"{DOOR}/unassigned-keys", said({"unlock_keys": []}))


async def test_listed(script: Script) -> None:
    """With roles, and without addresses."""
    cloud, lock = await script.connected()
    lived_in(script)
    people = await people_of(cloud).list(lock.id)
    assert [(it.id, it.name, it.role) for it in people] == [
        ("u-1", "Olga", Role.OWNER),
        ("u-2001", "Bert", Role.GUEST),
    ]


async def test_added_as_an_administrator(script: Script) -> None:
    """Made first; the id is a text by itself."""
    cloud, lock = await script.connected()
    lived_in(script)
    script.on("POST", f"{D}/user", said("u-3"))
    script.on("PUT", f"{S}/users/u-3/actions/role", YES)
    draft = UserDraft(name="Carl", account=None, role=Role.ADMIN)
    assert (await people_of(cloud).add(lock.id, draft)).id == "u-3"
    assert script.body(f"{D}/user") == {"nick_name": "Carl", "sex": 0}
    assert script.body(f"{S}/users/u-3/actions/role") == {"role": "admin"}
    with pytest.raises(RejectedError) as caught:
        await people_of(cloud).add(
            lock.id, UserDraft(name="bert", account=None, role=Role.GUEST)
        )
    assert caught.value.reason is Reason.USER_EXISTS


async def test_renamed(script: Script) -> None:
    """What is known besides is sent along: it would be cleared."""
    cloud, lock = await script.connected()
    lived_in(script)
    script.on("GET", BERT, said({"user_id": "u-2001", "sex": 2, "contact": "c"}))
    script.on("PUT", BERT, YES)
    await people_of(cloud).update(lock.id, "u-2001", UserChange(name="Bertha"))
    assert script.body(BERT) == {"nick_name": "Bertha", "sex": 2, "contact": "c"}


async def test_hours_in_two_shapes(script: Script) -> None:
    """In an object of their own, and flat where that is refused."""
    cloud, lock = await script.connected()
    lived_in(script)
    path = f"{S}/users/u-2001/schedule"
    script.on("PUT", path, refused(refusal(1109)), YES)
    change = UserChange(schedule=Schedule.always())
    await people_of(cloud).update(lock.id, "u-2001", change)
    bodies = [it.json for it in script.server.asked if it.url.path == path]
    assert bodies == [{"schedule": {"permanent": True}}, {"permanent": True}]


async def test_owner_and_strangers(script: Script) -> None:
    """The one stays, the others need not go."""
    cloud, lock = await script.connected()
    lived_in(script)
    people = people_of(cloud)
    with pytest.raises(RejectedError) as caught:
        await people.delete(lock.id, "u-1")
    assert caught.value.reason is Reason.OWNER_PROTECTED
    assert await people.delete(lock.id, "nobody") is Outcome.CONFIRMED
    with pytest.raises(Unsupported):
        await people.update(lock.id, "u-2001", UserChange(remote=True))
    assert not script.writes


async def test_methods(script: Script) -> None:
    """Of people, and of nobody."""
    cloud, lock = await script.connected()
    lived_in(script, method(), method(dp_code="unlock_password", unlock_sn=9))
    keys: Json = {"unlock_keys": [{"unlock_no": 8, "hijack": True}]}
    script.on("GET", f"{DOOR}/unassigned-keys", said(keys))
    found = {it.id: it for it in await credentials_of(cloud).list(lock.id)}
    assert set(found) == {
        "unlock_fingerprint-3",
        "unlock_fingerprint-8",
        "unlock_card-8",
    }
    thumb = found["unlock_fingerprint-3"]
    assert (thumb.name, thumb.user_id, thumb.duress) == ("Right thumb", "u-2001", False)
    assert found["unlock_card-8"].duress
    assert found["unlock_card-8"].user_id is None


async def test_method_changed(script: Script) -> None:
    """Name, duress in either vocabulary, owner."""
    cloud, lock = await script.connected()
    lived_in(script, method())
    on, off = (
        f"{DOOR}/unlock-types/fingerprint/keys/3/hijack",
        f"{S}/unlock-types/unlock_fingerprint/keys/3/hijack",
    )
    allocate = f"{DOOR}/opmodes/actions/allocate"
    for verb, path in (
        ("PUT", f"{DOOR}/opmodes/3"),
        ("PUT", on),
        ("DELETE", off),
        ("POST", allocate),
    ):
        script.on(verb, path, YES)
    credentials = credentials_of(cloud)
    change = CredentialChange(name="Left", duress=True, user_id="u-1")
    await credentials.update(lock.id, THUMB, change)
    await credentials.update(lock.id, THUMB, CredentialChange(duress=False))
    assert script.writes == [
        f"PUT {DOOR}/opmodes/3",
        f"PUT {on}",
        f"POST {allocate}",
        f"DELETE {off}",
    ]
    assert script.body(allocate)["unlock_list"] == [
        {"dp_code": "unlock_fingerprint", "unlock_sn": 3}
    ]


async def test_method_deleted(script: Script) -> None:
    """By whose it is; one that is gone counts as done."""
    cloud, lock = await script.connected()
    lived_in(script, method())
    path = f"{DOOR}/user-types/2/users/u-2001/unlock-types/fingerprint/keys/3"
    script.on("DELETE", path, YES)
    await credentials_of(cloud).delete(lock.id, THUMB)
    assert script.writes == [f"DELETE {path}"]
    lived_in(script)
    outcome = await credentials_of(cloud).delete(lock.id, THUMB)
    assert outcome is Outcome.CONFIRMED


async def test_enrolled(script: Script) -> None:
    """The new slot is found by comparing, and gets its name."""
    cloud, lock = await script.connected()
    lived_in(script)
    of_bert = f"{S}/opmodes/u-2001"
    new = method(unlock_sn=4, unlock_name="11-8")
    script.on("GET", of_bert, said(records()), said(records()), said(records(new)))
    script.on("PUT", f"{DOOR}/actions/entry", YES)
    script.on("PUT", f"{DOOR}/opmodes/4", YES)
    kind = CredentialType.FINGERPRINT
    steps = [
        step
        async for step in credentials_of(cloud).enroll(lock.id, kind, "Thumb", "u-2001")
    ]
    assert [step.seconds_left for step in steps] == [60, 55, None]
    assert steps[-1].credential_id == "unlock_fingerprint-4"
    assert script.body(f"{DOOR}/actions/entry") == {
        "unlock_type": "fingerprint",
        "user_type": 2,
        "user_id": "u-2001",
    }
    assert script.body(f"{DOOR}/opmodes/4")["unlock_name"] == "Thumb"


async def test_nobody_came(script: Script) -> None:
    """The lock gives up after a minute or so; whose it is must be somebody."""
    cloud, lock = await script.connected()
    lived_in(script)
    script.on("PUT", f"{DOOR}/actions/entry", YES)
    card = CredentialType.RFID_CODE
    part = credentials_of(cloud)
    steps = [it async for it in part.enroll(lock.id, card, "Card", None)]
    assert steps[-1].failed
    assert script.body(f"{DOOR}/actions/entry")["user_id"] == "u-1"
    with pytest.raises(NotFound):
        await anext(aiter(part.enroll(lock.id, card, "Card", "nobody")))
    script.on("PUT", f"{DOOR}/unlock-types/card/actions/cancel", YES)
    await part.cancel_enrollment(lock.id, card)


@pytest.mark.parametrize(
    ("key", "value", "code", "wire"),
    [
        (SettingKey.AUTO_LOCK_DELAY, 90, "auto_lock_time", 90),
        (SettingKey.PASSAGE_MODE, True, "normal_open_switch", True),
        (SettingKey.VOLUME, "off", "beep_volume", "mute"),
        (SettingKey.LANGUAGE, "de", "language", "german"),
    ],
)
async def test_settings(
    script: Script, key: SettingKey, value: object, code: str, wire: object
) -> None:
    """Accepted until the lock reports it, and shown as wished meanwhile."""
    cloud, lock = await script.connected()
    assert isinstance(value, bool | int | str)
    script.on("POST", COMMANDS, YES)
    outcome = await settings_of(cloud).set(lock.id, key, value)
    assert outcome is Outcome.ACCEPTED
    assert script.body(COMMANDS) == {"commands": [{"code": code, "value": wire}]}
    lock = (await cloud.states({lock.id: lock}))[lock.id]
    (shown,) = [it for it in lock.settings if it.key is key]
    assert (shown.value, shown.pending) == (value, True)
    script.on("GET", STATUS, said(points(**{code: wire})))
    assert await settings_of(cloud).set(lock.id, key, value) is Outcome.CONFIRMED


async def test_what_cannot_be_set(script: Script) -> None:
    """What opened a door at somebody's home, and values that are none."""
    cloud, lock = await script.connected(device())
    keys = {setting.key for setting in lock.settings}
    assert SettingKey.AUTO_LOCK not in keys
    for key, value in (
        (SettingKey.AUTO_LOCK, True),
        (SettingKey.AUTO_LOCK_DELAY, 1801),
        (SettingKey.AUTO_LOCK_DELAY, True),
        (SettingKey.VOLUME, "loud"),
        (SettingKey.LANGUAGE, "fr"),
        (SettingKey.REMOTE_UNLOCK, "yes"),
    ):
        with pytest.raises(Unsupported):
            await settings_of(cloud).set(lock.id, key, value)
    assert not script.writes


async def test_remote_unlocking(script: Script) -> None:
    """The app's own switch."""
    cloud, lock = await script.connected()
    path = f"{DOOR}/remote-unlock/config"
    script.on("POST", path, YES)
    off = [{"remote_unlock_type": "remoteUnlockWithoutPwd", "open": False}]
    script.on("GET", REMOTE, said(off))
    key = SettingKey.REMOTE_UNLOCK
    assert await settings_of(cloud).set(lock.id, key, value=False) is Outcome.CONFIRMED
    assert script.body(path) == off[0]
