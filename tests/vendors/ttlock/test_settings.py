"""Settings: one call each, confirmed when the cloud shows it."""

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.command import Outcome
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    OutcomeUnknown,
    RejectedError,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.settings import SettingKey as Key, SettingValue
from tests.vendors.raw_server import Reply

from .payloads import LOCK, Json, detail, done, old_passage, passage, refusal
from .script import DETAIL, OLD_PASSAGE, Script, said, settings_of

AUTO_LOCK, SETTING = "/v3/lock/setAutoLockTime", "/v3/lock/updateSetting"
PASSAGE, SET_PASSAGE = (
    "/v3/lock/getPassageModeConfiguration",
    "/v3/lock/configurePassageMode",
)
SET_OLD_PASSAGE = "/v3/lock/configPassageMode"


@pytest.mark.parametrize(
    ("key", "value", "path", "params", "after"),
    [
        (Key.AUTO_LOCK, False, AUTO_LOCK, {"seconds": "-1"}, {"autoLockTime": -1}),
        (Key.AUTO_LOCK_DELAY, 30, AUTO_LOCK, {"seconds": "30"}, {"autoLockTime": 30}),
        (Key.BEEPER, False, SETTING, {"type": "6", "value": "2"}, {"lockSound": 2}),
        (Key.VOLUME, 1, SETTING, {"type": "8", "value": "1"}, {"soundVolume": 1}),
        (Key.PRIVACY_MODE, True, SETTING, {"type": "2"}, {"privacyLock": 1}),
        (Key.TAMPER_ALARM, False, SETTING, {"type": "3"}, {"tamperAlert": 2}),
        (Key.FROZEN, True, "/v3/lock/freeze", {}, {"isFrozen": 1}),
    ],
)
async def test_a_setting(
    script: Script,
    key: Key,
    value: SettingValue,
    path: str,
    params: dict[str, str],
    after: Json,
) -> None:
    """Through the gateway, and then the cloud is asked whether it has it."""
    cloud, found = await script.connected()
    assert key in [setting.key for setting in found.settings]
    script.on("POST", path, said(done()))
    script.on("GET", DETAIL, said(detail(**after)))
    assert await settings_of(cloud).set(LOCK, key, value) is Outcome.CONFIRMED
    assert script.writes == [path]
    sent = script.params(path)
    assert sent.items() >= params.items()
    by_gateway = "changeType" if path == SETTING else "type"
    assert path.endswith("freeze") or sent[by_gateway] == "2"


async def test_unfreezing(script: Script) -> None:
    """Has a call of its own."""
    script.on("GET", DETAIL, said(detail(isFrozen=1)))
    cloud, _ = await script.connected()
    script.on("POST", "/v3/lock/unfreeze", said(done()))
    await settings_of(cloud).set(LOCK, Key.FROZEN, value=False)
    assert script.writes == ["/v3/lock/unfreeze"]


@pytest.mark.parametrize("reply", [said(detail()), said(b"", 503)])
async def test_a_change_that_does_not_show(script: Script, reply: Reply) -> None:
    """It was taken, and no more is claimed."""
    cloud, _ = await script.connected()
    script.on("POST", SETTING, said(done()))
    script.on("GET", DETAIL, reply)
    outcome = await settings_of(cloud).set(LOCK, Key.BEEPER, value=False)
    assert outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(("seen", "seconds"), [(90, "90"), (-1, "15")])
async def test_auto_lock_comes_back_as_it_was(
    script: Script, seen: int, seconds: str
) -> None:
    """The wire has one number for both, so the delay is remembered."""
    script.on("GET", DETAIL, said(detail(autoLockTime=seen)))
    cloud, _ = await script.connected()
    script.on("POST", AUTO_LOCK, said(done()))
    if seen > 0:
        script.on("GET", DETAIL, said(detail(autoLockTime=-1)))
        await settings_of(cloud).set(LOCK, Key.AUTO_LOCK, value=False)
    script.server.asked.clear()
    await settings_of(cloud).set(LOCK, Key.AUTO_LOCK, value=True)
    assert script.params(AUTO_LOCK)["seconds"] == seconds


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Key.VOLUME, 6),
        (Key.VOLUME, 0),
        (Key.VOLUME, True),
        (Key.VOLUME, "loud"),
        (Key.BEEPER, 1),
        (Key.AUTO_LOCK_DELAY, 0),
        (Key.AUTO_LOCK_DELAY, 3601),
        (Key.LANGUAGE, "de"),
    ],
)
async def test_values_that_cannot_be(
    script: Script, key: Key, value: SettingValue
) -> None:
    """Refused before anything is sent."""
    cloud, _ = await script.connected()
    with pytest.raises(Unsupported):
        await settings_of(cloud).set(LOCK, key, value)
    assert script.asked == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(refusal(-4082)), RejectedError),
        (said(refusal(-3002)), LockOffline),
        (said(b"", 504), OutcomeUnknown),
        (None, OutcomeUnknown),
    ],
)
async def test_changes_that_fail(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """Sent once, whatever comes back."""
    cloud, _ = await script.connected()
    script.on("POST", AUTO_LOCK, reply)
    with pytest.raises(error):
        await settings_of(cloud).set(LOCK, Key.AUTO_LOCK_DELAY, 5)
    assert script.writes == [AUTO_LOCK]


async def test_a_cloud_without_such_a_call(script: Script) -> None:
    """It is not offered any more."""
    cloud, _ = await script.connected(script.sifely())
    script.on("POST", AUTO_LOCK, said(b"", 404))
    with pytest.raises(Unsupported):
        await settings_of(cloud).set(LOCK, Key.AUTO_LOCK, value=False)
    (found,) = (await cloud.inventory()).locks.values()
    keys = {setting.key for setting in found.settings}
    assert Key.BEEPER in keys
    assert not {Key.AUTO_LOCK, Key.AUTO_LOCK_DELAY} & keys


@pytest.mark.parametrize(
    ("reply", "offered"),
    [
        (said(old_passage()), True),
        (said(refusal(-4043)), True),
        (said(b"", 404), False),
        (said(b"", 405), False),
    ],
)
async def test_sifely_is_asked_what_it_has(
    script: Script, reply: Reply, offered: bool
) -> None:
    """Its documentation knows no settings; reading shows whether there are calls."""
    script.on("GET", OLD_PASSAGE, reply)
    cloud, found = await script.connected(script.sifely())
    assert bool(found.settings) is offered
    assert found.can(Capability.PASSAGE_PLAN) is offered
    await cloud.inventory()
    assert f"GET {OLD_PASSAGE}" not in script.asked


async def test_the_switch_keeps_the_plan(script: Script) -> None:
    """All of its periods, and whether it unlocks by itself."""
    cloud, _ = await script.connected()
    periods = [
        {"isAllDay": 2, "startTime": 480, "endTime": 1080, "weekDays": [1, 2]},
        {"isAllDay": 1, "weekDays": [6, 7]},
    ]
    script.on("GET", PASSAGE, said(passage(cyclicConfig=periods, autoUnlock=1)))
    script.on("POST", SET_PASSAGE, said(done()))
    script.on("GET", DETAIL, said(detail(passageMode=1)))
    outcome = await settings_of(cloud).set(LOCK, Key.PASSAGE_MODE, value=True)
    assert outcome is Outcome.CONFIRMED
    sent = script.params(SET_PASSAGE)
    assert (sent["passageMode"], sent["autoUnlock"], sent["type"]) == ("1", "1", "2")
    assert sent["cyclicConfig"] == (
        '[{"isAllDay":2,"startTime":480,"endTime":1080,"weekDays":[1,2]},'
        '{"isAllDay":1,"weekDays":[6,7]}]'
    )


async def test_the_switch_at_sifely(script: Script) -> None:
    """By the older calls, which a published client uses there."""
    cloud, _ = await script.connected(script.sifely())
    script.on("GET", OLD_PASSAGE, said(old_passage()))
    script.on("POST", SET_OLD_PASSAGE, said(done()))
    await settings_of(cloud).set(LOCK, Key.PASSAGE_MODE, value=False)
    sent = script.params(SET_OLD_PASSAGE)
    assert (sent["passageMode"], sent["isAllDay"]) == ("2", "2")
    assert (sent["startDate"], sent["endDate"]) == ("360", "1080")
    assert sent["weekDays"] == "[1,2,3,4,5,6,7]"


async def test_a_switch_that_was_never_planned(script: Script) -> None:
    """On means always, until somebody plans hours."""
    cloud, _ = await script.connected(script.sifely())
    empty = old_passage(isAllDay=..., startDate=None, endDate=None, weekDays=...)
    script.on("GET", OLD_PASSAGE, said(empty))
    script.on("POST", SET_OLD_PASSAGE, said(done()))
    await settings_of(cloud).set(LOCK, Key.PASSAGE_MODE, value=True)
    sent = script.params(SET_OLD_PASSAGE)
    assert (sent["isAllDay"], sent["weekDays"]) == ("1", "[1,2,3,4,5,6,7]")
    assert "startDate" not in sent
