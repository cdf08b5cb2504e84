"""People in the vendor's app: invited, changed and sent away, each once and proven."""

import logging
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.attribution import LinkKey
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockBusy,
    NotFound,
    NotPermitted,
    OutcomeUnknown,
    RateLimited,
    VendorError,
)
from custom_components.cloud_locks.model.people import Role, User
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend

from .acting import (
    BACK,
    BOTH,
    FRIDAYS,
    FRONT,
    act,
    act_at_front,
    all_events,
    refused,
)
from .home import reauth_flows
from .people import ANNA, MAIL, add_people, only_user, remembered, users_of

pytestmark = pytest.mark.usefixtures("account", "at_once", "clock")

WEEKLY: dict[str, Any] = {"days": ["fri"], "start_time": "09:00", "end_time": "12:00"}


async def test_get(hass: HomeAssistant, fake_cloud: FakeBackend, guest: User) -> None:
    """Everybody, with who of this home it is; only here the account is told."""
    fake_cloud.add_user("front", "", Role.ADMIN, account=Secret("b@x.de"), pending=True)
    row = await act_at_front(hass, "get_users")
    nothing = dict.fromkeys(("start_datetime", "end_datetime", "end_time"))
    assert row["users"] == [
        {
            "user_id": guest.id,
            "name": "Anna",
            "account": MAIL,
            "role": "guest",
            "remote": True,
            "enabled": None,
            "pending": False,
            "person": None,
            "schedule": "weekly",
            "start_datetime": None,
            "end_datetime": None,
            "days": ["fri"],
            "start_time": "09:00:00",
            "end_time": "12:00:00",
            "time_zone": "Europe/Amsterdam",
            "one_time": False,
        },
        {
            **nothing,
            "user_id": "user-2",
            "name": "",
            "account": "b@x.de",
            "role": "admin",
            "remote": None,
            "enabled": None,
            "pending": True,
            "person": None,
            "schedule": None,
            "days": [],
            "start_time": None,
            "time_zone": None,
            "one_time": False,
        },
    ]


async def test_get_says_who_of_this_home_it_is(
    hass: HomeAssistant, account: MockConfigEntry, guest: User
) -> None:
    """For those whom somebody has linked."""
    await add_people(hass)
    await account.runtime_data.links.link(
        "front", LinkKey.of(guest), remembered(hass, ANNA)
    )
    row = await act_at_front(hass, "get_users")
    assert row["users"][0]["person"] == ANNA


async def test_add(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """A guest who may come in on Fridays; the answer does not repeat the account."""
    row = await act_at_front(
        hass, "add_user", name=" Anna ", account=MAIL, remote=False, **WEEKLY
    )
    user = only_user(fake_cloud)
    assert user.account == Secret(MAIL)
    assert (user.name, user.role, user.remote) == ("Anna", Role.GUEST, False)
    assert user.schedule == FRIDAYS
    assert (row["user_id"], row["status"], row["role"]) == (user.id, "active", "guest")
    assert (row["days"], row["start_time"]) == (["fri"], "09:00:00")
    assert MAIL not in str(row)


async def test_invitation(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """It is open until the person accepts it."""
    fake_cloud.invites = True
    row = await act_at_front(hass, "add_user", name="Anna", account=MAIL)
    assert row["status"] == "pending"


async def test_an_account_is_recorded_nowhere(
    hass: HomeAssistant, fake_cloud: FakeBackend, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither event nor state nor log, whether the call works or not."""
    caplog.set_level(logging.DEBUG)
    events = all_events(hass)
    call: dict[str, Any] = {"name": f"Anna {MAIL}", "account": MAIL}
    await act_at_front(hass, "add_user", **call)
    fake_cloud.fail("people.add", OutcomeUnknown())
    with pytest.raises(HomeAssistantError):
        await act(hass, "add_user", name="Anna", account="bert@example.com")
    with pytest.raises(HomeAssistantError):
        await act(hass, "add_user", **call)
    told = f"{[it.as_dict() for it in events]} {hass.states.async_all()} {caplog.text}"
    assert "add_user" in told
    assert "example.com" not in told


@pytest.mark.parametrize("value", [491711234567, "", " ", ["a"]])
async def test_account_that_is_no_text(hass: HomeAssistant, value: object) -> None:
    """YAML makes a number of a telephone number."""
    wrong = await refused(hass, "add_user", name="Anna", account=value)
    assert wrong == "account_not_text"


async def test_account_is_needed(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Where the cloud finds people by it."""
    assert await refused(hass, "add_user", name="Anna") == "account_required"
    assert fake_cloud.calls("people.add") == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"role": "owner"}, "owner_protected"),
        ({"role": "manager"}, "role_unsupported"),
        ({"one_time": True}, "schedule_unsupported"),
        ({"end_datetime": "2020-01-01 10:00"}, "schedule_past"),
    ],
)
async def test_nothing_is_sent_that_cannot_be(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    account: MockConfigEntry,
    fields: dict[str, Any],
    wrong: str,
) -> None:
    """Roles and hours that nobody can be given, of new people and of known ones."""
    account.runtime_data.cloud.parts.people.roles = frozenset({Role.GUEST, Role.ADMIN})
    fake_cloud.add_user("front", "Bert")
    added: dict[str, Any] = {"name": "Anna", "account": MAIL}
    assert await refused(hass, "add_user", **added, **fields) == wrong
    assert await refused(hass, "update_user", name="Bert", **fields) == wrong
    assert fake_cloud.calls("people.add") == fake_cloud.calls("people.update") == 0


async def test_who_is_there_already(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User
) -> None:
    """Known by the account, however it is written."""
    wrong = await refused(hass, "add_user", name="Annie", account=MAIL.upper())
    assert wrong == "user_exists"
    assert fake_cloud.calls("people.add") == 0


async def test_name_decides_where_there_are_no_accounts(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry, guest: User
) -> None:
    """Some clouds give names and nothing else."""
    account.runtime_data.cloud.parts.people.needs_account = False
    assert await refused(hass, "add_user", name="anna") == "user_exists"
    await act_at_front(hass, "add_user", name="Bert")
    assert users_of(fake_cloud) == ["Anna", "Bert"]


async def test_update_keeps_what_is_not_given(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User
) -> None:
    """Field by field, the hours too."""
    row = await act_at_front(hass, "update_user", name="ANNA", end_time="13:00")
    user = only_user(fake_cloud)
    assert (row["status"], row["end_time"]) == ("active", "13:00:00")
    assert user.schedule is not None
    assert user.schedule.days == FRIDAYS.days
    assert (user.role, user.remote) == (Role.GUEST, True)
    await act_at_front(hass, "update_user", name="Anna", role="admin", remote=False)
    assert only_user(fake_cloud).role is Role.ADMIN
    assert only_user(fake_cloud).remote is False
    assert only_user(fake_cloud).schedule == user.schedule


async def test_limits_are_taken_away(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User
) -> None:
    """Null, or an empty list of days."""
    open_hours: dict[str, Any] = {"days": [], "start_time": None, "end_time": None}
    row = await act_at_front(hass, "update_user", user_id=guest.id, **open_hours)
    assert row["schedule"] == "always"
    assert only_user(fake_cloud).schedule == Schedule.always()


async def test_new_name(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry, guest: User
) -> None:
    """Where the vendor does not take it from the person's own account."""
    wrong = await refused(hass, "update_user", name="Anna", new_name="Annie")
    assert wrong == "user_name_fixed"
    account.runtime_data.cloud.parts.people.can_rename = True
    await act_at_front(hass, "update_user", name="Anna", new_name="Annie")
    assert users_of(fake_cloud) == ["Annie"]


async def test_nothing_to_change(hass: HomeAssistant, guest: User) -> None:
    """The call says nothing."""
    assert await refused(hass, "update_user", name="Anna") == "nothing_to_change"


async def test_delete_at_several_locks(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User
) -> None:
    """By name; a lock that has no people says so in its own row."""
    rows = await act(hass, "delete_user", BOTH, name="anna")
    assert (rows[FRONT]["status"], rows[FRONT]["user_id"]) == ("removed", guest.id)
    assert rows[BACK]["error"] == "not_supported"
    assert users_of(fake_cloud) == []


async def test_delete_ends_whose_they_were(
    hass: HomeAssistant, account: MockConfigEntry, guest: User
) -> None:
    """At once: a cloud may give their id to somebody else."""
    await add_people(hass)
    data = account.runtime_data
    await data.links.link("front", LinkKey.of(guest), remembered(hass, ANNA))
    await act_at_front(hass, "delete_user", user_id=guest.id)
    assert data.store.of("front").links == {}


@pytest.mark.parametrize("action", ["update_user", "delete_user"])
async def test_owner_stays_as_they_are(
    hass: HomeAssistant, fake_cloud: FakeBackend, action: str
) -> None:
    """Neither changed nor deleted, however they are named."""
    owner = fake_cloud.add_user("front", "Olga", Role.OWNER)
    more: dict[str, Any] = {"role": "guest"} if action == "update_user" else {}
    assert await refused(hass, action, name="Olga", **more) == "owner_protected"
    assert await refused(hass, action, user_id=owner.id, **more) == "owner_protected"
    assert only_user(fake_cloud) == owner
    assert {it.method for it in fake_cloud.script.calls} & {
        "people.update",
        "people.delete",
    } == set()


async def test_choice(
    hass: HomeAssistant, fake_cloud: FakeBackend, guest: User
) -> None:
    """Who is meant must be clear before anything is sent."""
    both: dict[str, Any] = {"user_id": guest.id, "name": "Anna"}
    assert await refused(hass, "delete_user") == "user_id_or_name"
    assert await refused(hass, "delete_user", **both) == "user_id_or_name"
    wrong = await refused(hass, "delete_user", locks=BOTH, user_id=guest.id)
    assert wrong == "id_of_one_lock"
    assert await refused(hass, "delete_user", name="Bert") == "not_found"
    fake_cloud.add_user("front", "anna")
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "delete_user", name="Anna")
    assert caught.value.translation_key == "user_ambiguous_ids"
    assert caught.value.translation_placeholders == {"ids": "user-1, user-2"}
    assert fake_cloud.calls("people.delete") == 0


async def test_ambiguous_among_several_locks(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry, guest: User
) -> None:
    """The row tells the ids to choose from."""
    fake_cloud.add_user("front", "Anna")
    back = fake_cloud.locks["front"].capabilities
    account.runtime_data.locks.async_put(fake_cloud.change("back", capabilities=back))
    fake_cloud.add_user("back", "Anna")
    rows = await act(hass, "delete_user", BOTH, name="Anna")
    assert rows[FRONT]["error"] == "name_ambiguous"
    assert rows[FRONT]["user_ids"] == ["user-1", "user-2"]
    assert rows[BACK]["status"] == "removed"


@pytest.mark.parametrize(
    "error",
    [
        NotPermitted(reason=Reason.SCOPE_MISSING),
        NotFound(),
        LockBusy(),
        RateLimited(),
        CloudUnreachable(),
    ],
    ids=lambda error: error.reason.value,
)
@pytest.mark.parametrize("method", ["list", "add"])
async def test_errors_of_the_cloud(
    hass: HomeAssistant, fake_cloud: FakeBackend, method: str, error: VendorError
) -> None:
    """Each has its own name; nothing is looked for that was certainly not done."""
    fake_cloud.fail(f"people.{method}", error)
    with pytest.raises(HomeAssistantError) as caught:
        await act(hass, "add_user", name="Anna", account=MAIL)
    assert caught.value.translation_key == error.reason
    assert fake_cloud.calls("people.list") == 1


async def test_signed_out(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Home Assistant asks to sign in again."""
    fake_cloud.fail("people.list", AuthError())
    with pytest.raises(HomeAssistantError):
        await act(hass, "get_users")
    assert len(reauth_flows(hass)) == 1


async def test_pause(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Access is paused without being taken away."""
    added = await act_at_front(
        hass, "add_user", name="Anna", account="anna@example.com"
    )
    row = await act_at_front(
        hass, "update_user", user_id=added["user_id"], enabled=False
    )
    assert row["enabled"] is False
    assert fake_cloud.users["front"][added["user_id"]].enabled is False
