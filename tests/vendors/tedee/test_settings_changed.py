"""Settings of locks and keypads: what is sent, and what is refused."""

import pytest

from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    RateLimited,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.settings import (
    SettingKey,
    SettingValue,
)

from .payloads import LOCK_ID, SERIAL, Json, sync_item
from .script import LOCK, SYNC, Script, refused, said
from .settings_home import (
    KEYPAD,
    KEYPADS,
    PATCH,
    PATCH_KEYPAD,
    REREAD,
    K,
    a_keypad,
    a_lock,
    change,
    home,
    part_of,
    revisions,
    settings_of,
)


@pytest.mark.parametrize(
    ("key", "value", "sent"),
    [
        (K.AUTO_LOCK, False, {"autoLockEnabled": False}),
        (K.AUTO_LOCK_DELAY, 10, {"autoLockDelay": 10}),
        (K.AUTO_LOCK_DELAY, 3600, {"autoLockDelay": 3600}),
        (K.AUTO_LOCK_ON_CLOSE, True, {"autoLockAfterDoorClosedEnabled": True}),
        (K.AUTO_LATCH_PULL, True, {"autoPullSpringEnabled": True}),
        (K.LATCH_PULL_DURATION, 10, {"pullSpringDuration": 10}),
        (K.POSTPONED_LOCK, True, {"postponedLockEnabled": True}),
        (K.POSTPONED_LOCK_DELAY, 60, {"postponedLockDelay": 60}),
        (K.BUTTON_LOCK, False, {"buttonLockEnabled": False}),
        (K.BUTTON_UNLOCK, True, {"buttonUnlockEnabled": True}),
        (K.DOOR_LEFT_OPEN_ALARM, False, {"openDoorAlertEnabled": False}),
        (K.DOOR_LEFT_OPEN_DELAY, 60, {"openDoorAlertThreshold": 60}),
        (K.DOOR_EVENTS, True, {"doorStateEventLoggingEnabled": True}),
    ],
)
async def test_a_change_names_one_setting_and_the_revision(
    script: Script, key: SettingKey, value: SettingValue, sent: Json
) -> None:
    """What is left out stays as it is."""
    assert await change(script, key=key, value=value) is Outcome.CONFIRMED
    assert script.asked == [f"PATCH {PATCH}", REREAD]
    assert script.bodies == [{"id": LOCK_ID, "revision": 4, "deviceSettings": sent}]


@pytest.mark.parametrize(
    ("key", "value", "sent"),
    [
        (K.KEYPAD_LOCK_BUTTON, False, {"lockByButtonEnabled": False}),
        (K.KEYPAD_BELL_BUTTON, True, {"bellButtonEnabled": True}),
        (K.KEYPAD_VOLUME, "off", {"soundLevel": 0}),
        (K.KEYPAD_VOLUME, "high", {"soundLevel": 2}),
        (K.KEYPAD_LIGHT, "high", {"backlightLevel": 3}),
    ],
)
async def test_a_change_of_the_keypad(
    script: Script, key: SettingKey, value: SettingValue, sent: Json
) -> None:
    """Nobody tells whether the keypad has it: taken by the cloud is all we know."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH_KEYPAD, said({"id": 9, "revision": 3}))
    quiet = a_keypad(3, deviceSettings={**KEYPAD, **sent})
    script.on("GET", KEYPADS, said([quiet]))
    script.on("GET", SYNC, said(sync_item()))
    assert await part_of(cloud).set(SERIAL, key, value) is Outcome.ACCEPTED
    assert script.asked == [f"PATCH {PATCH_KEYPAD}", f"GET {KEYPADS}"]
    assert script.bodies == [{"revision": 2, "deviceSettings": sent}]
    now = settings_of((await cloud.states({SERIAL: found}))[SERIAL])[key]
    assert (now.value, now.pending) == (value, False)


async def test_the_next_change_names_the_next_revision(script: Script) -> None:
    """The account is read again after each."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH, said({}))
    script.on("GET", LOCK, said(a_lock(5, 5)))
    script.on("PATCH", PATCH_KEYPAD, said({}))
    script.on("GET", KEYPADS, said([a_keypad(3)]))
    for key in (K.AUTO_LOCK, K.BUTTON_LOCK, K.KEYPAD_LOCK_BUTTON, K.KEYPAD_LOCK_BUTTON):
        await part_of(cloud).set(found.id, key, value=False)
    assert revisions(script) == [4, 5, 2, 3]


async def test_an_outdated_revision_is_read_again(script: Script) -> None:
    """The refusal proves that nothing was written, so it may be sent again, once."""
    outcome = await change(script, refused(409), said({}), after=a_lock(7, 7))
    assert outcome is Outcome.CONFIRMED
    assert script.asked == [f"PATCH {PATCH}", REREAD, f"PATCH {PATCH}", REREAD]
    assert revisions(script) == [4, 7]


async def test_somebody_who_is_always_faster(script: Script) -> None:
    """Twice is enough."""
    with pytest.raises(LockBusy):
        await change(script, refused(409))
    assert script.asked.count(f"PATCH {PATCH}") == 2


async def test_an_outdated_revision_of_a_keypad(script: Script) -> None:
    """It has its own."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH_KEYPAD, refused(409), said({}))
    script.on("GET", KEYPADS, said([a_keypad(8)]))
    await part_of(cloud).set(found.id, K.KEYPAD_LOCK_BUTTON, value=False)
    assert revisions(script) == [2, 8]


async def test_a_keypad_that_left_meanwhile(script: Script) -> None:
    """Its settings are gone with it."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH_KEYPAD, refused(409))
    script.on("GET", KEYPADS, said([]))
    with pytest.raises(NotFound) as gone:
        await part_of(cloud).set(found.id, K.KEYPAD_LIGHT, "low")
    assert gone.value.reason is Reason.KEYPAD_MISSING
    with pytest.raises(Unsupported):
        await part_of(cloud).set(found.id, K.KEYPAD_LIGHT, "low")
    assert script.asked.count(f"PATCH {PATCH_KEYPAD}") == 1


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (400, RejectedError, Reason.REJECTED),
        (401, AuthError, Reason.SIGNED_OUT),
        (403, NotPermitted, Reason.SCOPE_MISSING),
        (404, NotFound, Reason.NOT_FOUND),
        (408, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
        (429, RateLimited, Reason.RATE_LIMITED),
        (500, OutcomeUnknown, Reason.OUTCOME_UNKNOWN),
    ],
)
async def test_refusals(
    script: Script, status: int, error: type[VendorError], reason: Reason
) -> None:
    """Sent once, and the person is told why it did not work."""
    with pytest.raises(error) as refusal:
        await change(script, refused(status))
    assert refusal.type is error
    assert refusal.value.reason is reason
    assert script.asked == [f"PATCH {PATCH}"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (K.AUTO_LOCK, 1),
        (K.AUTO_LOCK, "on"),
        (K.AUTO_LOCK_DELAY, True),
        (K.AUTO_LOCK_DELAY, 9),
        (K.AUTO_LOCK_DELAY, 3601),
        (K.AUTO_LOCK_DELAY, "10"),
        (K.KEYPAD_VOLUME, 1),
        (K.KEYPAD_VOLUME, True),
        (K.KEYPAD_VOLUME, "medium"),
        (K.BEEPER, True),
    ],
)
async def test_what_cannot_be_is_not_sent(
    script: Script, key: SettingKey, value: SettingValue
) -> None:
    """Nor settings that this lock does not have."""
    with pytest.raises(Unsupported):
        await change(script, key=key, value=value)
    assert script.asked == []


async def test_without_a_revision_nothing_can_be_changed(script: Script) -> None:
    """A guessed one might overwrite what somebody else has just changed."""
    cloud, found = await home(script, a_lock(revision=...))  # type: ignore[arg-type]
    with pytest.raises(Unsupported):
        await part_of(cloud).set(found.id, K.AUTO_LOCK, value=False)
    assert script.asked == []


async def test_unknown_locks(script: Script) -> None:
    """Nothing is sent."""
    cloud, _ = await home(script)
    with pytest.raises(NotFound):
        await part_of(cloud).set("nowhere", K.AUTO_LOCK, value=True)
    assert not [asked for asked in script.asked if asked.startswith("PATCH")]


async def test_an_id_that_is_a_text(script: Script) -> None:
    """It is sent back as it came."""
    cloud, found = await home(script, a_lock(id="abc"), keypads=[])
    script.on("PATCH", PATCH, refused(404))
    with pytest.raises(NotFound):
        await part_of(cloud).set(found.id, K.AUTO_LOCK, value=False)
    (body,) = script.bodies
    assert isinstance(body, dict)
    assert body["id"] == "abc"


async def test_an_outage_while_the_keypad_is_read_again(script: Script) -> None:
    """Nothing was written, and nothing is sent with a revision that is outdated."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH_KEYPAD, refused(409))
    script.on("GET", KEYPADS, refused(503))
    with pytest.raises(CloudUnreachable):
        await part_of(cloud).set(found.id, K.KEYPAD_LIGHT, "low")
    assert script.asked.count(f"PATCH {PATCH_KEYPAD}") == 1
