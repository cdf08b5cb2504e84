"""What comes with the answers and is nobody's business: it is told nowhere."""

import logging
import traceback

import pytest

from custom_components.cloud_locks.model.access_code import CodeDraft
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import VendorError
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .payloads import API_KEY, LOCK_ID, PIN, entry, groups, lock, log, pin, token, user
from .script import LOG, PINS, L, R, Script, codes_of, refused, said

SECRETS = (
    API_KEY,
    PIN,
    "app-secret",
    "homekit-secret",
    "offline-secret",
    "refresh-1",
    "remote-secret",
    token(),
)


async def test_nothing_secret_is_told(
    script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in logs nor in errors nor in what is remembered."""
    caplog.set_level(logging.DEBUG)
    script.on("GET", L, said(lock(pins=groups(loaded=[pin()]))))
    script.on("GET", PINS, said(groups(loaded=[pin(firstName=PIN)])))
    script.on("GET", LOG, said(log(entry("pin_unlock", user=user(first=PIN)))))
    script.on("POST", PINS, refused(400, f"{PIN} {API_KEY}"))
    script.on("PUT", f"{R}/unlock", refused(500, f"{PIN} {token()}"))
    cloud, found = await script.connected()
    codes = codes_of(cloud)
    told = [repr(found), repr(await codes.list(LOCK_ID, depth=Depth.PINS))]
    told.append(repr(await cloud.activity(LOCK_ID, after=None, limit=9)))
    told.append(repr(await cloud._known.facts(LOCK_ID)))
    draft = CodeDraft(name="Anna", schedule=Schedule.always(), pin=Secret(PIN))
    for call in (codes.add(LOCK_ID, draft), cloud.operate(LOCK_ID, Operation.UNLOCK)):
        with pytest.raises(VendorError) as caught:
            await call
        told.append("".join(traceback.format_exception(caught.value)))
    told.append(caplog.text)
    for secret in SECRETS:
        assert not [text for text in told if secret in text]
