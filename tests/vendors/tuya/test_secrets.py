"""A canary in each secret: none of them is ever seen again."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
import logging
import traceback

import pytest

from custom_components.cloud_locks.model.access_code import CodeDraft
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import VendorError
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors import RequestRecord
from custom_components.cloud_locks.vendors.tuya.cloud import TuyaCloud

from .payloads import (
    CIPHER,
    SECRET,
    TICKET_KEY,
    device,
    password,
    refusal,
    ticket,
    tokens,
)
from .script import (
    ADD,
    APP_FORM,
    DOOR_TICKET,
    OF_USER,
    OPERATE,
    PASSWORDS,
    TICKET,
    USERS,
    D,
    Script,
    codes_of,
    dynamic_of,
    offline_of,
    refused,
    said,
)
from .test_codes import OFFLINE
from .test_sign_in import REFRESH

PIN = "907132"
COMPUTED = "0042917356"
LOCAL_KEY = "local-key-5d1c"

CANARIES = (
    SECRET,
    APP_FORM["password"],
    "52b1c0c4e443ed8033ec965067e7fc2a",
    APP_FORM["username"],
    TICKET_KEY,
    PIN,
    CIPHER,
    COMPUTED,
    LOCAL_KEY,
    "access-39caac",
    "refresh-1bd2a2",
    "6k8vsH00",
)


async def test_no_canary_is_seen(
    script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in logs at any level, nor in errors, nor in what is remembered."""
    caplog.set_level(logging.DEBUG)
    errors: list[VendorError] = []
    script.on("GET", OF_USER, said([device()]))
    script.on("GET", USERS, said({"records": []}))
    script.on("GET", PASSWORDS, said([password(name=f"Anna {PIN}")]))
    cloud = script.connect(APP_FORM)
    (lock,) = (await cloud.inventory()).locks.values()
    codes = codes_of(cloud)
    draft = CodeDraft(name="Bert", schedule=Schedule.always(), pin=Secret(PIN))
    for reply in (said({"id": 9}), refused(refusal(1109, msg=PIN)), None):
        script.on("POST", ADD, reply)
        try:
            await codes.add(lock.id, draft)
        except VendorError as err:
            errors.append(err)
    for path in (TICKET, DOOR_TICKET):
        script.on("POST", path, said(ticket(ticket_key=f"{TICKET_KEY}zz")))
    script.on("POST", OPERATE, None)
    for call in (codes.add(lock.id, draft), cloud.operate(lock.id, Operation.LOCK)):
        with pytest.raises(VendorError) as caught:
            await call
        errors.append(caught.value)
    script.on("POST", OFFLINE, said({"offline_temp_password": COMPUTED}))
    script.on("GET", f"{D}/door-lock/dynamic-password", said({"dynamic_password": PIN}))
    seen = [
        repr(await codes.list(lock.id)),
        repr(await offline_of(cloud).generate(lock.id, Schedule.always(uses=1), None)),
        repr(await dynamic_of(cloud).current(lock.id)),
        repr(cloud._known._facts),
        repr(cloud._caller.sign_in.project),
        caplog.text,
        *("".join(traceback.format_exception(err)) for err in errors),
    ]
    assert len(errors) == 4
    for canary in CANARIES:
        assert not [text for text in seen if canary in text], canary


async def test_digits_on_the_wire(script: Script) -> None:
    """Digits are in bodies alone, and encrypted there."""
    cloud, lock = await script.connected()
    script.on("GET", USERS, said({"records": []}))
    script.on("GET", PASSWORDS, said([]))
    script.on("POST", ADD, said({"id": 9}))
    draft = CodeDraft(name="Bert", schedule=Schedule.always(), pin=Secret(PIN))
    await codes_of(cloud).add(lock.id, draft)
    for asked in script.server.asked:
        assert PIN not in str(asked.url)
        assert PIN.encode() not in asked.body
        assert SECRET.encode() not in asked.body


@pytest.mark.parametrize("status", [200, 500])
async def test_refresh_token_is_not_written_down(
    script: Script, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """It stands in a path, and gets whoever reads it the next pair of tokens."""
    caplog.set_level(logging.DEBUG)
    noted: list[RequestRecord] = []
    connection = replace(script.connection(), record=noted.append)
    cloud = TuyaCloud(connection)
    await cloud.account()
    script.now += timedelta(hours=3)
    script.on("GET", REFRESH, said(tokens(access_token="access-2"), status))
    with suppress(VendorError):
        await cloud.account()
    assert [it.path for it in noted] == ["/v1.0/token", "/v1.0/token/***"]
    ours = [it for it in caplog.records if it.name.startswith("custom_components")]
    assert ours
    assert not [it for it in ours if "refresh-1bd2a2" in it.getMessage()]
