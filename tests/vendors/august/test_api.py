"""Operations: where they are, what they send, and which are never guessed."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from custom_components.cloud_locks.model.errors import (
    NotFound,
    OutcomeUnknown,
    ProtocolError,
    RejectedError,
    Unsupported,
)
from custom_components.cloud_locks.model.secret import Secret
from custom_components.cloud_locks.vendors.august import endpoints
from custom_components.cloud_locks.vendors.august.api import Api
from custom_components.cloud_locks.vendors.august.brands import PATH_OF, YALE
from custom_components.cloud_locks.vendors.august.endpoints import Command, Endpoint

from .payloads import GUEST_ID, HOUSE_ID, LOCK_ID, USER_ID, Json
from .script import SUBSCRIBERS, L, R, Script, said

PAGE = (Path(__file__).parents[3] / "docs" / "vendors" / "august.md").read_text("utf-8")
ENDPOINTS = {
    name: it for name, it in vars(endpoints).items() if isinstance(it, Endpoint)
}
UNSURE = {it.name for it in ENDPOINTS.values() if not it.sure}
OK: Json = {"message": "success"}

type Call = Callable[[Api], Awaitable[object]]

CALLS: list[tuple[str, str, object, Json | None, Call]] = [
    (
        "PUT",
        f"/locks/adduser/{LOCK_ID}/{GUEST_ID}/user",
        OK,
        {},
        lambda api: api.add_user(LOCK_ID, GUEST_ID, "user"),
    ),
    (
        "PUT",
        f"{L}/{GUEST_ID}/manager",
        None,
        {},
        lambda api: api.change_user(LOCK_ID, GUEST_ID, "manager"),
    ),
    (
        "DELETE",
        L,
        OK,
        None,
        lambda api: api.delete_lock(
            LOCK_ID, name="Front door", typed="Front door ", soft=True
        ),
    ),
    (
        "GET",
        f"{L}/pin",
        {"pin": "012345", "slot": 4},
        None,
        lambda api: api.reserve_pin(LOCK_ID),
    ),
    (
        "PUT",
        f"{R}/extendedfunction",
        OK,
        {"function": "vacationMode", "parameters": {"on": True}},
        lambda api: api.extended_function(LOCK_ID, "vacationMode", {"on": True}),
    ),
    (
        "GET",
        f"/houses/{HOUSE_ID}",
        {"HouseName": "Home"},
        None,
        lambda api: api.house(HOUSE_ID),
    ),
    (
        "POST",
        "/partners/sub-user",
        {"userID": "u"},
        {"partnerUserID": "cl-1", "firstName": "Anna", "lastName": "Visser"},
        lambda api: api.sub_user("cl-1", "Anna", "Visser"),
    ),
    ("GET", "/partners/sub-user", {"subUsers": []}, None, lambda api: api.sub_users(2)),
    (
        "POST",
        SUBSCRIBERS,
        {"subscriberID": "s-1"},
        {"scopes": ["lock"]},
        lambda api: api.subscribe(),
    ),
    (
        "GET",
        f"{SUBSCRIBERS}/s-1",
        {"subscriberID": "s-1"},
        None,
        lambda api: api.subscriber("s-1"),
    ),
    ("DELETE", f"{SUBSCRIBERS}/s-1", OK, None, lambda api: api.unsubscribe("s-1")),
]

NOT_PUBLIC: list[tuple[str, Json | None, Call]] = [
    (
        "transfer_pin",
        {"oldUserID": USER_ID, "newUserID": GUEST_ID},
        lambda api: api.transfer_pin(LOCK_ID, USER_ID, GUEST_ID),
    ),
    ("master_pin", None, lambda api: api.master_pin(LOCK_ID)),
    (
        "set_master_pin",
        {"pin": "2846"},
        lambda api: api.set_master_pin(LOCK_ID, Secret("2846")),
    ),
    (
        "logout",
        {"apnsDeviceID": "d", "installID": "i"},
        lambda api: api.logout("i", "d"),
    ),
]


@pytest.mark.parametrize("row", range(len(CALLS)))
async def test_operations(script: Script, row: int) -> None:
    """Method, path and body of each."""
    method, path, reply, body, call = CALLS[row]
    script.on(method, path, said(reply))
    await call(script.api())
    (asked,) = script.server.asked
    assert (asked.method, asked.url.path, asked.json) == (method, path, body)


@pytest.mark.parametrize("command", Command)
async def test_every_command(script: Script, command: Command) -> None:
    """Waited for, and not waited for; always with a body."""
    script.on("PUT", f"{R}/{command}", said(OK), said(None, 202))
    api = script.api()
    await api.operate(LOCK_ID, command)
    await api.operate_later(LOCK_ID, command, persistent=True)
    now, later = script.server.asked
    assert (str(now.url), now.headers["accept-version"]) == (f"{R}/{command}", "0.0.1")
    assert later.headers["accept-version"] == "2.0.0"
    assert dict(later.url.query) == {
        "type": "async",
        "v": "2.3.1",
        "connection": "persistent",
    }
    assert now.body == later.body == b"{}"


@pytest.mark.parametrize("row", range(len(NOT_PUBLIC)))
async def test_what_is_not_public(script: Script, row: int) -> None:
    """Nothing is sent, unless somebody has said where it is."""
    name, body, call = NOT_PUBLIC[row]
    with pytest.raises(Unsupported):
        await call(script.api())
    settings = {**YALE.settings, f"{PATH_OF}{name}": f"/elsewhere/{name}"}
    script.brand = replace(YALE, settings=settings)
    method = ENDPOINTS[name.upper()].method
    script.on(method, f"/elsewhere/{name}", said({"pin": "2846"}))
    await call(script.api())
    (asked,) = script.server.asked
    assert asked.json == body


@pytest.mark.parametrize(
    "call",
    [
        *[call for _, _, call in NOT_PUBLIC],
        lambda api: api.change_user(LOCK_ID, GUEST_ID, "manager"),
        lambda api: api.delete_lock(LOCK_ID, name="a", typed="a", soft=False),
        lambda api: api.sub_user("cl-1", "Anna", "Visser"),
    ],
)
async def test_nothing_is_guessed_at_the_real_cloud(script: Script, call: Call) -> None:
    """A path that nobody confirms goes to no lock."""
    script.redirected = False
    with pytest.raises(Unsupported):
        await call(script.api())


def test_which_are_not_sure() -> None:
    """A change of this list is a change of what is sent to real locks."""
    assert {
        "change_user",
        "delete_lock",
        "logout",
        "master_pin",
        "set_master_pin",
        "sub_user",
        "transfer_pin",
    } == UNSURE


async def test_deleting_a_lock_needs_its_name(script: Script) -> None:
    """Typed by somebody who means it."""
    with pytest.raises(RejectedError):
        await script.api().delete_lock(LOCK_ID, name="Front", typed="Fr", soft=False)
    assert script.asked == []


@pytest.mark.parametrize(
    "body",
    [
        {"HouseID": HOUSE_ID, "HouseName": "Home"},
        {"houses": [{"HouseID": HOUSE_ID}]},
        [{"HouseID": HOUSE_ID}, None],
    ],
)
async def test_houses_in_three_shapes(script: Script, body: object) -> None:
    """One, some, or a bare list."""
    script.on("GET", "/users/houses/mine", said(body))
    (house,) = await script.api().houses()
    assert house.text("HouseID") == HOUSE_ID


async def test_houses_that_are_none(script: Script) -> None:
    """Half an answer is no empty list."""
    script.on("GET", "/users/houses/mine", said("x"))
    with pytest.raises(ProtocolError):
        await script.api().houses()


async def test_a_write_without_an_answer(script: Script) -> None:
    """It may have been done."""
    script.on("POST", SUBSCRIBERS, said(None))
    with pytest.raises(OutcomeUnknown):
        await script.api().subscribe()


@pytest.mark.parametrize("odd", ["", ".", ".."])
async def test_ids_stay_in_their_place(script: Script, odd: str) -> None:
    """Nothing in an id ends a path or goes up in it."""
    with pytest.raises(NotFound):
        await script.api().lock(odd)
    script.on("GET", "/locks/a/b", said({}))
    await script.api().lock("a/b")
    assert [asked.url.raw_path for asked in script.server.asked] == ["/locks/a%2Fb"]


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_every_operation_is_on_the_page(name: str) -> None:
    """With its method and path, or that it has none."""
    it = ENDPOINTS[name]
    row = f"| {it.method} `{it.path}` |" if it.path else f"| {it.method}, no path |"
    assert row in PAGE
    assert f"`{it.name}`" in PAGE


@pytest.mark.parametrize("command", Command)
def test_every_command_is_on_the_page(command: Command) -> None:
    """With what one meets it at."""
    assert f"`{command}`" in PAGE
