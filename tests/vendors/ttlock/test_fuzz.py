"""Whatever the cloud sends, the client raises errors of the model and nothing else."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from custom_components.cloud_locks.model.access_code import CodeChange, CodeDraft
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.credential import (
    CredentialDraft,
    CredentialType,
)
from custom_components.cloud_locks.model.parts import Depth, PassagePlan
from custom_components.cloud_locks.model.people import Role, UserDraft
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.model.settings import SettingKey
from custom_components.cloud_locks.vendors.ttlock.cloud import TtlockCloud
from tests.vendors.fuzz import mutations, survives
from tests.vendors.raw_server import answer

from .payloads import (
    LOCK,
    card,
    code,
    detail,
    done,
    fingerprint,
    gateway,
    heard,
    key,
    lock,
    old_passage,
    page,
    passage,
    person_key,
    record,
    shared_key,
)
from .script import (
    DETAIL,
    GATEWAYS,
    KEYS,
    LOCKS,
    LOGIN,
    OF_GATEWAY,
    OLD_PASSAGE,
    SIGNED_IN,
    STATE,
    TOKEN,
    TOKENS,
    Script,
    codes_of,
    credentials_of,
    offline_of,
    people_of,
    plans_of,
    said,
    settings_of,
    webhook_of,
)

CODES, CODE = "/v3/lock/listKeyboardPwd", "/v3/keyboardPwd"
CARDS, FINGERS = "/v3/identityCard/list", "/v3/fingerprint/list"
RECORDS, KEYS_OF_LOCK = "/v3/lockRecord/list", "/v3/lock/listKey"
PLAN, SET_PLAN = (
    "/v3/lock/getPassageModeConfiguration",
    "/v3/lock/configurePassageMode",
)

DRAFT = CodeDraft(name="Guest", schedule=Schedule.always(), pin=Secret("97531"))
CARD = CredentialDraft(type=CredentialType.RFID_CODE, name="Card", data=Secret("42"))
GUEST = UserDraft(name="Anna", account=Secret("a@b.c"), role=Role.GUEST)
CYCLE = [{"weekDay": 1, "startTime": 480, "endTime": 1080}]

type Call = Callable[[TtlockCloud], Awaitable[object]]


async def states(cloud: TtlockCloud) -> None:
    """Read the states of all that is listed."""
    await cloud.states((await cloud.inventory()).locks)


@pytest.mark.parametrize(
    ("method", "path", "good", "call"),
    [
        ("POST", LOCKS, page(lock()), lambda c: c.inventory()),
        ("POST", KEYS, page(key(), shared_key()), lambda c: c.inventory()),
        ("GET", DETAIL, detail(), lambda c: c.inventory()),
        ("GET", GATEWAYS, page(gateway()), lambda c: c.inventory()),
        ("GET", OF_GATEWAY, {"list": [heard()]}, lambda c: c.inventory()),
        (
            "GET",
            STATE,
            {"code": 200, "data": {"state": 0, "sensorState": 1}},
            states,
        ),
        (
            "POST",
            "/v3/lock/unlock",
            done(),
            lambda c: c.operate(LOCK, Operation.UNLOCK),
        ),
        (
            "GET",
            CODES,
            page(code(), code(keyboardPwdType=7, endDate=1690412306000)),
            lambda c: codes_of(c).list(LOCK, depth=Depth.PINS),
        ),
        (
            "POST",
            f"{CODE}/add",
            {"keyboardPwdId": 5},
            lambda c: codes_of(c).add(LOCK, DRAFT),
        ),
        (
            "POST",
            f"{CODE}/change",
            done(),
            lambda c: codes_of(c).update(LOCK, "311", CodeChange(name="B")),
        ),
        ("POST", f"{CODE}/delete", done(), lambda c: codes_of(c).delete(LOCK, "311")),
        (
            "POST",
            f"{CODE}/get",
            {"keyboardPwd": "0563456", "keyboardPwdId": 1},
            lambda c: offline_of(c).generate(LOCK, Schedule.always(), "G"),
        ),
        (
            "GET",
            CARDS,
            page(card(cardType=4, cyclicConfig=CYCLE)),
            lambda c: credentials_of(c).list(LOCK),
        ),
        ("GET", FINGERS, page(fingerprint()), lambda c: credentials_of(c).list(LOCK)),
        (
            "POST",
            "/v3/identityCard/add",
            {"cardId": 5},
            lambda c: credentials_of(c).add(LOCK, CARD),
        ),
        ("GET", KEYS_OF_LOCK, page(person_key()), lambda c: people_of(c).list(LOCK)),
        ("POST", "/v3/key/send", {"keyId": 5}, lambda c: people_of(c).add(LOCK, GUEST)),
        (
            "GET",
            RECORDS,
            page(record(), record(7, 1)),
            lambda c: c.activity(LOCK, after=None, limit=50),
        ),
        ("GET", PLAN, passage(), lambda c: plans_of(c).get(LOCK)),
        (
            "GET",
            PLAN,
            passage(),
            lambda c: plans_of(c).set(LOCK, PassagePlan(enabled=False)),
        ),
        (
            "POST",
            "/v3/lock/updateSetting",
            done(),
            lambda c: settings_of(c).set(LOCK, SettingKey.BEEPER, value=False),
        ),
    ],
)
async def test_broken_answers(
    script: Script, method: str, path: str, good: object, call: Call
) -> None:
    """One thing of a good answer is broken at a time."""
    everything(script)
    cloud, _ = await script.connected()
    for what, body in mutations(good):
        script.on(method, path, answer(200, body))
        try:
            await survives(lambda: call(cloud))
        except Exception as err:
            err.add_note(f"{method} {path}: {what}")
            raise


def everything(script: Script) -> None:
    """Let all other calls go well."""
    script.on("GET", STATE, said({"state": 0}))
    script.on("GET", CODES, said(page(code())))
    script.on("GET", CARDS, said(page(card())))
    script.on("GET", FINGERS, said(page(fingerprint())))
    script.on("GET", KEYS_OF_LOCK, said(page()))
    script.on("GET", PLAN, said(passage()))
    script.on("POST", SET_PLAN, said(done()))
    script.on("GET", "/v3/group/list", said(page()))
    script.on("GET", "/v3/gateway/listByLock", said({"list": []}))
    script.on("GET", "/v3/lock/queryElectricQuantity", said(done()))
    script.on("GET", "/v3/doorSensor/query", said(done()))


@pytest.mark.parametrize("path", [TOKEN, LOGIN])
async def test_broken_sign_ins(script: Script, path: str) -> None:
    """Each with a client of its own: what was refused is not tried again."""
    good = TOKENS if path == TOKEN else SIGNED_IN
    for what, body in mutations(good):
        script.tokens.kept = {}
        cloud = script.connect() if path == TOKEN else script.sifely()
        script.on("POST", path, answer(200, body))
        try:
            await survives(cloud.account)
            script.now += timedelta(days=1)
            await survives(cloud.inventory)
        except Exception as err:
            err.add_note(f"{path}: {what}")
            raise


async def test_broken_plans_at_sifely(script: Script) -> None:
    """By the older calls."""
    cloud, _ = await script.connected(script.sifely())
    for _, body in mutations(old_passage()):
        script.on("GET", OLD_PASSAGE, answer(200, body))
        await survives(lambda: plans_of(cloud).get(LOCK))


async def test_broken_callbacks(script: Script) -> None:
    """Anybody can send one."""
    cloud, _ = await script.connected()
    notice = {"notifyType": 1, "lockId": 532323, "records": [record(), record(31, 1)]}
    count = 0
    for _, body in mutations([notice]):
        webhook_of(cloud).parse(body, {"content-type": "application/json"})
        webhook_of(cloud).parse(b"notifyType=1&lockId=532323&records=" + body, {})
        count += 2
    assert count > 500
