"""Nothing that opens a door, or signs in, is kept, shown or logged."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
import logging
import traceback

import pytest

from custom_components.cloud_locks.model.access_code import CodeChange, CodeDraft
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.credential import (
    CredentialDraft,
    CredentialType,
)
from custom_components.cloud_locks.model.errors import VendorError
from custom_components.cloud_locks.model.parts import ClearScope, Depth
from custom_components.cloud_locks.model.people import Role, UserChange, UserDraft
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.ttlock.cloud import TtlockCloud
from tests.vendors.raw_server import Asked, Reply

from .payloads import (
    LOCK,
    SECRETS,
    card,
    code,
    done,
    fingerprint,
    page,
    person_key,
    record,
    refusal,
)
from .script import (
    ACCESS,
    API_KEY,
    API_KEY_FORM,
    BEARER_FORM,
    CLIENT_SECRET,
    MD5,
    PASSWORD,
    REFRESH,
    TTLOCK_FORM,
    USERNAME,
    Script,
    codes_of,
    credentials_of,
    offline_of,
    people_of,
    said,
    webhook_of,
)
from .test_webhook import FORM, form, notice

PINS = ("284617", "739518", "0563456")
CARDS = ("1723612378", "3661413478", "49203984")
ADDRESSES = ("jack@example.com", "owner@example.com", "anna@example.com", USERNAME)

EVERYTHING = (
    *PINS,
    *CARDS,
    *ADDRESSES,
    *SECRETS.values(),
    ACCESS,
    API_KEY,
    CLIENT_SECRET,
    MD5,
    PASSWORD,
    REFRESH,
)

ANSWERS: dict[str, object] = {
    "/v3/lock/listKeyboardPwd": page(code(keyboardPwdName="Anna 284617")),
    "/v3/keyboardPwd/add": refusal(-3007),
    "/v3/keyboardPwd/change": done(),
    "/v3/keyboardPwd/get": {"keyboardPwd": "0563456", "keyboardPwdId": 1},
    "/v3/identityCard/list": page(card(cardName="Card 1723612378")),
    "/v3/identityCard/add": refusal(-9999),
    "/v3/fingerprint/list": page(fingerprint()),
    "/v3/lock/listKey": page(person_key(keyName="Jack 3661413478")),
    "/v3/key/send": {"keyId": 5},
    "/v3/key/update": done(),
    "/v3/lock/unlock": refusal(-3002),
    "/v3/lockRecord/list": page(
        record(4, 1, username="284617"),
        record(7, 2, keyboardPwd="1723612378", username="Card 1723612378"),
        record(1, 3, username="jack@example.com", keyboardPwd=""),
        record(4, 4, success=0, username="", keyboardPwd="739518"),
    ),
}


def answers(script: Script) -> None:
    """Answer everything, secrets and all."""
    usual = script.server.reply

    def reply(asked: Asked) -> Reply:
        body = ANSWERS.get(asked.url.path)
        return usual(asked) if body is None else said(body)

    script.server.reply = reply


async def use(cloud: TtlockCloud) -> Iterator[object]:
    """Do what involves secrets, well and badly; returns all that came of it."""
    draft = CodeDraft(name="Bert", schedule=Schedule.always(), pin=Secret("739518"))
    card_draft = CredentialDraft(
        type=CredentialType.RFID_CODE, name="Card", data=Secret("3661413478")
    )
    guest = UserDraft(name="Anna", account=Secret("anna@example.com"), role=Role.GUEST)
    event_id = (await cloud.activity(LOCK, after=None, limit=9))[1].id
    calls = (
        cloud.account(),
        cloud.inventory(),
        codes_of(cloud).list(LOCK, depth=Depth.PINS),
        codes_of(cloud).add(LOCK, draft),
        codes_of(cloud).update(LOCK, "311", CodeChange(pin=Secret("739518"))),
        offline_of(cloud).generate(LOCK, Schedule.always(), "Guest"),
        offline_of(cloud).generate_clear(LOCK, ClearScope.ALL, None),
        credentials_of(cloud).list(LOCK),
        credentials_of(cloud).add(LOCK, card_draft),
        credentials_of(cloud).presented(LOCK, event_id),
        people_of(cloud).list(LOCK),
        people_of(cloud).add(LOCK, guest),
        people_of(cloud).update(LOCK, "3234293", UserChange(name="B")),
        people_of(cloud).delete(LOCK, "9001"),
        cloud.operate(LOCK, Operation.UNLOCK),
        cloud.activity(LOCK, after=None, limit=9),
    )
    results: list[object] = []
    for call in calls:
        try:
            results.append(await call)
        except VendorError as err:
            results.append("".join(traceback.format_exception(err)))
    results.append(webhook_of(cloud).parse(form(notice(record())), FORM))
    return iter(results)


@pytest.mark.parametrize("form_", [TTLOCK_FORM, API_KEY_FORM, BEARER_FORM])
async def test_nothing_secret_is_told(
    script: Script, caplog: pytest.LogCaptureFixture, form_: dict[str, str]
) -> None:
    """Not at any log level, in no result, no error, and no record of requests."""
    caplog.set_level(logging.DEBUG)
    answers(script)
    cloud = script.connect() if form_ is TTLOCK_FORM else script.sifely(form_)
    records = script.records
    told = [repr(await use(cloud)), *map(repr, await use(cloud))]
    told += [caplog.text, repr(records)]
    assert records
    for secret in EVERYTHING:
        assert not [text for text in told if secret in text], secret


@pytest.mark.parametrize("form_", [API_KEY_FORM, BEARER_FORM])
async def test_nothing_secret_is_told_of_addresses(
    script: Script, caplog: pytest.LogCaptureFixture, form_: dict[str, str]
) -> None:
    """Nor where a server finds digits and numbers in the address alone."""
    caplog.set_level(logging.DEBUG)
    cloud = script.sifely(form_)
    await cloud.account()
    answers(script)
    usual = script.server.reply
    missing = {"msg": "Required request parameter 'keyboardPwd' is not present"}

    def reply(asked: Asked) -> Reply:
        if asked.body and asked.url.path.startswith("/v3/"):
            return said(missing, 500)
        # aiohttp's own errors quote the address.
        return None if asked.url.path == "/v3/key/send" else usual(asked)

    script.server.reply = reply
    told = [repr(await use(cloud)), *map(repr, await use(cloud))]
    assert any("739518" in str(asked.url) for asked in script.server.asked)
    told += [caplog.text, repr(script.records)]
    for secret in EVERYTHING:
        assert not [text for text in told if secret in text], secret


@pytest.mark.parametrize("form_", [TTLOCK_FORM, API_KEY_FORM])
async def test_nothing_secret_is_remembered(
    script: Script, form_: dict[str, str]
) -> None:
    """Whoever looks into the client finds what it signs in with, and no more."""
    answers(script)
    cloud = script.connect() if form_ is TTLOCK_FORM else script.sifely(form_)
    await use(cloud)
    kept = set(_texts(cloud))
    for secret in (*PINS, *CARDS, *SECRETS.values(), PASSWORD):
        assert not [text for text in kept if secret in text], secret


def _texts(value: object, seen: set[int] | None = None) -> Iterator[str]:
    """Yield every text that can be reached from an object of ours, secrets opened."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Secret):
        yield value.reveal()
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in (*value.keys(), *value.values()):
            yield from _texts(item, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _texts(item, seen)
    elif type(value).__module__.startswith("custom_components"):
        for item in _attributes(value):
            yield from _texts(item, seen)


def _attributes(value: object) -> Iterator[object]:
    if is_dataclass(value):
        yield from (getattr(value, field.name, None) for field in fields(value))
    yield from getattr(value, "__dict__", {}).values()


def test_the_search_finds_something() -> None:
    """A search that finds nothing would prove nothing."""
    assert set(_texts({"a": [Secret("1"), ("2",)]})) == {"a", "1", "2"}
