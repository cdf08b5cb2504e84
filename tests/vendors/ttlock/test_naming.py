"""Names of locks: one call, and not offered where there is none."""

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import (
    OutcomeUnknown,
    RejectedError,
    Unsupported,
    VendorError,
)
from tests.vendors.raw_server import Reply

from .payloads import LOCK, done, key, page, refusal
from .script import KEYS, LOCKS, OLD_PASSAGE, Script, said

RENAME = "/v3/lock/rename"
NAME = "Garden gate"


async def test_rename(script: Script) -> None:
    """The name is known at once, and stays so when only states are read."""
    cloud, found = await script.connected()
    script.on("POST", RENAME, said(done()))
    await cloud.rename(LOCK, NAME)
    assert script.asked == [f"POST {RENAME}"]
    sent = script.params(RENAME)
    assert (sent["lockId"], sent["lockAlias"]) == (found.vendor_id, NAME)
    facts = cloud._known.known(LOCK)
    assert facts is not None
    assert facts.lock.name == NAME
    assert (await cloud._known.reread(facts)).lock.name == NAME


async def test_lock_that_goes_meanwhile(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has its name, and nothing is remembered of it any more."""
    cloud, _ = await script.connected()
    script.on("POST", RENAME, said(done()))
    renamed = cloud._known.was_renamed

    def gone(lock_id: str, name: str) -> None:
        cloud._known._facts.clear()
        renamed(lock_id, name)

    monkeypatch.setattr(cloud._known, "was_renamed", gone)
    await cloud.rename(LOCK, NAME)
    assert cloud._known.known(LOCK) is None


async def test_name_needs_no_gateway(script: Script) -> None:
    """Others may use it meanwhile."""
    cloud, found = await script.connected()
    script.on("POST", RENAME, said(done()))
    async with cloud._operator._turns.of(found.lanes.write):
        await cloud.rename(LOCK, NAME)
    assert script.writes == [RENAME]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(refusal(-3)), RejectedError),
        (said(b"", 504), OutcomeUnknown),
        (None, OutcomeUnknown),
    ],
)
async def test_refused_or_lost(
    script: Script, reply: Reply, error: type[VendorError]
) -> None:
    """The old name stays until a listing says otherwise; nothing is sent twice."""
    cloud, found = await script.connected()
    script.on("POST", RENAME, reply)
    with pytest.raises(error):
        await cloud.rename(LOCK, NAME)
    assert script.writes == [RENAME]
    facts = cloud._known.known(LOCK)
    assert facts is not None
    assert facts.lock == found


async def test_sifely_without_the_call(script: Script) -> None:
    """It is tried once, and not offered any more."""
    cloud, found = await script.connected(script.sifely())
    assert found.can(Capability.RENAME)
    script.on("POST", RENAME, said(b"", 404))
    for _ in range(2):
        with pytest.raises(Unsupported):
            await cloud.rename(LOCK, NAME)
    assert script.writes == [RENAME]
    (again,) = (await cloud.inventory()).locks.values()
    assert not again.can(Capability.RENAME)


async def test_sifely_without_settings(script: Script) -> None:
    """What reads hours is not there, so nothing of the kind is offered."""
    script.on("GET", OLD_PASSAGE, said(b"", 404))
    cloud, found = await script.connected(script.sifely())
    assert not found.can(Capability.RENAME)
    with pytest.raises(Unsupported):
        await cloud.rename(LOCK, NAME)
    assert script.writes == []


async def test_guests_rename_nothing(script: Script) -> None:
    """A name is for those who manage the lock."""
    script.on("POST", LOCKS, said(page()))
    script.on("POST", KEYS, said(page(key(userType="110302", keyRight=0))))
    _, found = await script.connected()
    assert not found.can(Capability.RENAME)
