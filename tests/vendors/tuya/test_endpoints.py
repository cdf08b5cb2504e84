"""Calls without an interface of their own: each is there, and the cloud knows it.

What of them is known, and why nothing is built on the others, docs/vendors/tuya.md
says; so the next who learns of a shape has something to begin with.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
import re

from aiohttp import ClientSession
import pytest

from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors import MIDDLEWARES
from custom_components.cloud_locks.vendors.tuya.api import Api
from custom_components.cloud_locks.vendors.tuya.cloud import TuyaCloud

from .harness import HARNESS, TuyaStage

PIN = "481516"
DOOR = "apartment"


@dataclass(frozen=True, slots=True)
class Place:
    """A lock at the simulator, and what is asked about it."""

    stage: TuyaStage
    api: Api
    lock: str
    camera: str
    member: str
    slot: int

    @property
    def window(self) -> dict[str, int]:
        """Return hours that begin soon."""
        begin = int(self.stage.now().timestamp()) + 60
        return {"effective_time": begin, "invalid_time": begin + 7200}


@pytest.fixture
async def place(socket_enabled: None) -> AsyncIterator[Place]:
    """Return the apartment with a member who has a finger."""
    async with (
        HARNESS.stage() as stage,
        ClientSession(middlewares=MIDDLEWARES) as session,
    ):
        cloud = TuyaCloud(stage.connection(session))
        member = stage.control.add_member(DOOR, "Anna")
        slot = stage.control.add_method(DOOR, "fingerprint", "Thumb", "thumb", member)
        locks = stage.control.state()["locks"]
        assert isinstance(locks, dict)
        await cloud.account()
        api = Api.of(cloud._caller)
        yield Place(stage, api, locks[DOOR]["id"], locks["lobby"]["id"], member, slot)


type Ask = Callable[[Place], Awaitable[object]]

CALLS: dict[str, Ask] = {
    "POST /v2.0/devices/*/door-lock/temp-password": lambda at: at.api.passwords.add(
        at.lock, at.window, Secret(PIN), named=False
    ),
    "POST /v1.0/devices/*/door-lock/issue-password": lambda at: at.api.passwords.issue(
        at.lock
    ),
    "POST /v1.0/devices/*/door-lock/temp-passwords/rest-password": (
        lambda at: at.api.passwords.clear(at.lock)
    ),
    "POST /v1.0/devices/*/door-lock/advanced-password": (
        lambda at: at.api.passwords.set_advanced(at.lock, "admin", Secret(PIN))
    ),
    "GET /v1.0/devices/*/door-lock/advanced-password": (
        lambda at: at.api.passwords.advanced(at.lock)
    ),
    "GET /v1.0/devices/*/users": lambda at: at.api.people.everybody_v1(at.lock),
    "GET /v1.0/devices/*/users/*": lambda at: at.api.people.get_v1(at.lock, at.member),
    "GET /v1.0/devices/*/door-lock/absent-users": lambda at: at.api.people.absent(
        at.lock
    ),
    "POST /v1.0/smart-lock/devices/*/users/*/actions/delete-users-issue": (
        lambda at: at.api.people.take_off(at.lock, [at.member])
    ),
    "POST /v1.0/devices/*/device-lock/users/*/allocate": (
        lambda at: at.api.people.allocate_slot(
            at.lock, at.member, str(at.slot), "fingerprint"
        )
    ),
    "POST /v1.0/smart-lock/devices/*/opmodes/actions/sync": (
        lambda at: at.api.methods.sync(at.lock, ["unlock_fingerprint"])
    ),
    "POST /v1.0/smart-lock/devices/*/opmodes/actions/cancel-allocate": (
        lambda at: at.api.methods.cancel_allocation(
            at.lock, at.member, "unlock_fingerprint", at.slot
        )
    ),
    "PUT /v1.0/devices/*/door-lock/actions/entry": (
        lambda at: at.api.methods.enroll_pin(at.lock, 2, at.member, Secret(PIN))
    ),
    "GET /v1.0/devices/*/door-lock/latest/media/url": lambda at: at.api.media.latest(
        at.camera
    ),
    "GET /v1.0/smart-lock/devices/*/albums-media": lambda at: at.api.media.albums(
        at.lock
    ),
    "GET /v1.0/smart-lock/devices/*/media-view-times": (
        lambda at: at.api.media.view_times(at.lock)
    ),
    "POST /v1.0/smart-lock/devices/*/media-view-times": (
        lambda at: at.api.media.add_view(at.lock, {})
    ),
    "GET /v1.0/devices/*/door-lock/records": lambda at: at.api.doors.records(
        at.lock,
        1,
        at.stage.now() - timedelta(days=1),
        at.stage.now(),
        ["unlock_fingerprint"],
    ),
    "GET /v1.0/smart-lock/users/*/devices": lambda at: (
        at.api.devices.of_smart_lock_user("eu1618300000000AbCdE")
    ),
}


@pytest.mark.parametrize("line", CALLS)
async def test_the_cloud_knows_the_call(place: Place, line: str) -> None:
    """By its method and path, and it is taken; a ticket goes before where one must."""
    before = len(place.stage.simulation.requests)
    await CALLS[line](place)
    asked = [
        f"{it.method} {it.path}"
        for it in list(place.stage.simulation.requests)[before:]
        if it.vendor == "tuya" and not it.path.endswith("password-ticket")
    ]
    pattern = re.escape(line).replace(r"\*", r"[\w-]+")
    assert len(asked) == 1
    assert re.fullmatch(pattern, asked[0])


async def test_older_offline_password(place: Place) -> None:
    """Its fields are not known; it is renamed by the id that is told."""
    made = await place.api.passwords.offline_v1(place.lock, place.window)
    assert made.maybe_text("offline_temp_password")
    number = made.identifier("offline_temp_password_id")
    await place.api.passwords.rename_offline(place.lock, number, "Guest")


async def test_open_by_password(place: Place) -> None:
    """A PIN of the lock opens it from afar, encrypted."""
    place.stage.simulation.control.add_pin(DOOR, "Anna", PIN)
    opened = await place.api.doors.open_by_password(place.lock, Secret(PIN), None)
    assert opened is not False
    assert PIN not in repr(list(place.stage.simulation.requests))
