"""Digits and credentials stay out of logs, errors and what diagnostics keep."""

from contextlib import suppress
from dataclasses import replace
import logging
import traceback

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.access_code import CodeChange, CodeDraft
from custom_components.cloud_locks.model.cloud import LockCloud
from custom_components.cloud_locks.model.errors import (
    OutcomeUnknown,
    Unsupported,
    VendorError,
)
from custom_components.cloud_locks.model.parts import Depth
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors import RequestRecord

from .contract import CannotHappenError, Garbage, Stage

PIN, OTHER_PIN = "284617", "739518"
DRAFT = CodeDraft(name="Anna", schedule=Schedule.always(), pin=Secret(PIN))


async def _use(stage: Stage, cloud: LockCloud) -> list[VendorError]:
    """Do what involves digits, well and badly; returns what went wrong."""
    assert cloud.parts.codes is not None
    lock, codes = stage.props.main, cloud.parts.codes
    await codes.add(lock, DRAFT)
    errors = [await _failure(codes.add(lock, DRAFT))]
    (code,) = await codes.list(lock, depth=Depth.PINS)
    with suppress(Unsupported):  # Where codes are replaced, not changed.
        await codes.update(lock, code.id, CodeChange(pin=Secret(OTHER_PIN)))
    for pin in (PIN, OTHER_PIN):
        with suppress(CannotHappenError):  # Where a wrong one leaves no trace.
            await stage.type_pin(lock, pin)
    await cloud.activity(lock, after=None, limit=10)
    await codes.delete(lock, code.id)
    await stage.lose_answer("codes.add", done=True)
    errors.append(await _failure(codes.add(lock, DRAFT)))
    assert isinstance(errors[-1], OutcomeUnknown)
    await stage.garble(Garbage.HALF)
    errors.append(await _failure(codes.list(lock, depth=Depth.PINS, fresh=True)))
    return errors


async def _failure(call: object) -> VendorError:
    with pytest.raises(VendorError) as caught:
        await call  # type: ignore[misc]  # some call of the contract
    return caught.value


async def test_nothing_secret_is_told(
    stage: Stage, session: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    """Not at any log level, nor in the whole chain of an error."""
    caplog.set_level(logging.DEBUG)
    records: list[RequestRecord] = []
    connection = replace(stage.connection(session), record=records.append)
    cloud = stage.vendor.connect(connection)
    await cloud.inventory()
    if cloud.parts.codes is None:
        pytest.skip("this cloud writes no codes")
    errors = await _use(stage, cloud)
    told = [
        caplog.text,
        repr(records),
        *("".join(traceback.format_exception(error)) for error in errors),
    ]
    for secret in (PIN, OTHER_PIN, *connection.credentials.values()):
        assert not [text for text in told if secret in text]
