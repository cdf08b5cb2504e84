"""Names of locks: one change of the lock, based on its revision."""

from typing import Any

import pytest

from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.errors import (
    LockBusy,
    NotPermitted,
    OutcomeUnknown,
    RejectedError,
    Unsupported,
    VendorError,
)

from .payloads import LOCK_ID, SERIAL, sync_item
from .script import LOCK, SYNC, Script, refused, said
from .settings_home import PATCH, REREAD, a_lock, home, revisions

NAME = "Garden gate"


async def test_rename(script: Script) -> None:
    """The name alone is sent; it is known at once, also when states are read."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH, said({"id": LOCK_ID, "revision": 5}))
    script.on("GET", SYNC, said(sync_item()))
    await cloud.rename(SERIAL, NAME)
    assert script.asked == [f"PATCH {PATCH}"]
    assert script.bodies == [{"id": LOCK_ID, "revision": 4, "name": NAME}]
    assert (await cloud.states({SERIAL: found}))[SERIAL].name == NAME


async def test_lock_that_goes_meanwhile(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has its name, and nothing is remembered of it any more."""
    cloud, _ = await home(script)
    script.on("PATCH", PATCH, said({}))
    renamed = cloud._known.was_renamed

    def gone(lock_id: str, name: str) -> None:
        cloud._known._facts.clear()
        renamed(lock_id, name)

    monkeypatch.setattr(cloud._known, "was_renamed", gone)
    await cloud.rename(SERIAL, NAME)
    assert cloud._known._facts == {}


async def test_an_outdated_revision_is_read_again(script: Script) -> None:
    """The refusal proves that nothing was written, so it may be sent again, once."""
    cloud, _ = await home(script)
    script.on("PATCH", PATCH, refused(409), said({}))
    script.on("GET", LOCK, said(a_lock(7, 7)))
    await cloud.rename(SERIAL, NAME)
    assert script.asked == [f"PATCH {PATCH}", REREAD, f"PATCH {PATCH}"]
    assert revisions(script) == [4, 7]


async def test_the_next_change_names_a_revision_that_is_current(script: Script) -> None:
    """The one that the first made is not known, so the second is refused and read."""
    cloud, _ = await home(script)
    script.on("PATCH", PATCH, said({}), refused(409), said({}))
    script.on("GET", LOCK, said(a_lock(5, 5)))
    await cloud.rename(SERIAL, NAME)
    await cloud.rename(SERIAL, "Gate")
    assert revisions(script) == [4, 4, 5]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, RejectedError),
        (403, NotPermitted),
        (408, OutcomeUnknown),
        (409, LockBusy),
        (503, OutcomeUnknown),
    ],
)
async def test_refused_or_lost(
    script: Script, status: int, error: type[VendorError]
) -> None:
    """The old name stays until a reading says otherwise."""
    cloud, found = await home(script)
    script.on("PATCH", PATCH, refused(status))
    script.on("GET", LOCK, said(a_lock()))
    script.on("GET", SYNC, said(sync_item()))
    with pytest.raises(error):
        await cloud.rename(SERIAL, NAME)
    assert script.asked.count(f"PATCH {PATCH}") == (2 if status == 409 else 1)
    assert (await cloud.states({SERIAL: found}))[SERIAL].name == found.name


@pytest.mark.parametrize("changes", [{"accessLevel": 0}, {"revision": None}])
async def test_who_cannot_rename(script: Script, changes: dict[str, Any]) -> None:
    """Guests do not, and no change goes without a revision."""
    cloud, found = await home(script, a_lock(**changes))
    assert not found.can(Capability.RENAME)
    with pytest.raises(Unsupported):
        await cloud.rename(SERIAL, NAME)
    assert script.asked == []
