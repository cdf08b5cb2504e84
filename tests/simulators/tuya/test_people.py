"""Members and what they open with: lists, roles, hours, enrolling, duress."""

from datetime import timedelta
from typing import Any

from simulators import Simulation
from simulators.tuya import TuyaControl

from .wire import DAY, Door, code

BRAM = "bram_de_vries"


async def _add(door: Door, name: str) -> str:
    body = {"nick_name": name, "sex": 1}
    number: str = (await door.call("POST", "user", body=body)).result
    return number


async def _modes(door: Door, user: str, codes: str = "unlock_password") -> list[Any]:
    query = {"codes": codes, "page_no": 1, "page_size": 20}
    rows: list[Any] = (await door.smart("GET", f"opmodes/{user}", query=query)).result[
        "records"
    ]
    return rows


async def _keys(door: Door, path: str, kind: str) -> list[Any]:
    query = {"unlock_type": kind}
    reply = await door.call("GET", f"door-lock/{path}", query=query)
    rows: list[Any] = reply.result["unlock_keys"]
    return rows


async def test_device_users(flat: Door) -> None:
    """Made, read, changed, removed; the id is a text."""
    user = await _add(flat, "Femke")
    assert isinstance(user, str)
    path = f"users/{user}"
    assert (await flat.call("GET", path)).result["nick_name"] == "Femke"
    body = {"nick_name": "Femke V.", "sex": 2, "contact": "f@example.org"}
    assert (await flat.call("PUT", path, body=body)).result is True
    assert [row["contact"] for row in (await flat.call("GET", "users")).result] == [
        "f@example.org"
    ]
    assert (await flat.call("DELETE", path)).result is True
    assert code(await flat.call("GET", path)) == 1000
    assert code(await flat.call("POST", "user", body={"nick_name": "F"})) == 1100
    assert code(await flat.call("POST", "user", body={**body, "sex": 5})) == 1109


async def test_everybody(flat: Door) -> None:
    """The newer version lists people with app accounts, whom nobody can change."""
    await _add(flat, "Femke")
    page = (await flat.call("GET", "users", version="v1.1")).result
    types = {row["nick_name"]: row["user_type"] for row in page["records"]}
    assert types == {
        "Anna de Vries": 50,
        "Bram de Vries": 10,
        "Sofie de Vries": 20,
        "Femke": 20,
    }
    query: dict[str, object] = {"role": "normal", "page_size": 1, "page_no": 1}
    page = (await flat.call("GET", "users", version="v1.1", query=query)).result
    assert (page["total"], page["has_more"]) == (2, True)
    query = {"keyword": "bram"}
    page = (await flat.call("GET", "users", version="v1.1", query=query)).result
    assert page["records"][0]["user_id"] == BRAM
    assert (await flat.call("GET", f"users/{BRAM}", version="v1.1")).result["sex"] == 1
    body = {"nick_name": "B", "sex": 1}
    assert code(await flat.call("PUT", f"users/{BRAM}", body=body)) == 1109


async def test_role(flat: Door) -> None:
    """A member becomes an administrator; the owner stays what she is."""
    user = await _add(flat, "Femke")
    path = f"users/{user}/actions/role"
    assert (await flat.smart("PUT", path, body={"role": "admin"})).result is True
    page = (await flat.call("GET", "users", version="v1.1")).result
    assert page["records"][3]["user_type"] == 10
    assert code(await flat.smart("PUT", path, body={"role": "king"})) == 1109
    path = "users/anna_de_vries/actions/role"
    assert code(await flat.smart("PUT", path, body={"role": "normal"})) == 1109


async def test_hours_of_a_member(
    flat: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """A window in the past switches everything off, and nothing is deleted."""
    desk.add_method("apartment", "password", "Bram", "482137", BRAM)
    path = f"users/{BRAM}/schedule"
    now = flat.wire.now
    past = {
        "permanent": False,
        "effective_time": now - 2 * DAY,
        "expired_time": now - DAY,
    }
    assert (await flat.smart("PUT", path, body={"schedule": past})).result is True
    assert sim.control.type_pin("apartment", "482137") == "out_of_schedule"
    query = {"codes": "unlock_password,unlock_card", "page_no": 1, "page_size": 9}
    rows = (await flat.smart("GET", "users", query=query)).result["records"]
    bram = next(row for row in rows if row["user_id"] == BRAM)
    assert bram["effective_flag"] == 0
    assert bram["time_schedule_info"]["delivery_status"] == "SUCCESS"
    assert [row["count"] for row in bram["unlock_detail"]] == [1, 0]
    assert (await flat.smart("PUT", path, body={"permanent": True})).result is True
    assert sim.control.type_pin("apartment", "482137") == "accepted"
    desk.switch(wrapped_schedule="wrapped")
    assert code(await flat.smart("PUT", path, body={"permanent": True})) == 1109
    desk.switch(wrapped_schedule="flat")
    assert code(await flat.smart("PUT", path, body={"schedule": past})) == 1109
    assert code(await flat.smart("PUT", path, body={"permanent": False})) == 1109


async def test_weekly_hours_of_a_member(
    flat: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """Minutes of a day on the days of a mask."""
    desk.add_method("apartment", "password", "Bram", "482137", BRAM)
    now = flat.wire.now
    detail = {
        "start_minute": 540,
        "end_minute": 720,
        "working_day": 2,
        "time_zone_id": "Europe/Amsterdam",
        "all_day": False,
    }
    body = {
        "permanent": False,
        "effective_time": now - DAY,
        "expired_time": now + 30 * DAY,
        "schedule_details": [detail],
    }
    path = f"users/{BRAM}/schedule"
    assert (await flat.smart("PUT", path, body={"schedule": body})).result is True
    assert sim.control.type_pin("apartment", "482137") == "out_of_schedule"
    sim.home.clock.advance(timedelta(hours=-2))
    assert sim.control.type_pin("apartment", "482137") == "accepted"


async def test_assigned_and_not(flat: Door, desk: TuyaControl) -> None:
    """A method of nobody is given to somebody, and taken back."""
    slot = desk.add_method("apartment", "card", "Blue card", "3128456790")
    unlocked = f"user-types/1/users/{BRAM}/assigned-keys"
    assert await _keys(flat, "unassigned-keys", "card") == [
        {"unlock_no": str(slot), "unlock_type": "card", "hijack": False}
    ]
    assert await _keys(flat, unlocked, "card") == []
    rows = [{"dp_code": "unlock_card", "unlock_sn": slot}]
    body = {"user_id": BRAM, "unlock_list": rows}
    path = "door-lock/opmodes/actions/allocate"
    assert (await flat.call("POST", path, body=body)).result is True
    assert len(await _keys(flat, unlocked, "card")) == 1
    rows = [{"code": "unlock_card", "unlock_sn": slot}]
    body = {"user_id": BRAM, "unlock_list": rows}
    path = "opmodes/actions/cancel-allocate"
    assert (await flat.smart("POST", path, body=body)).result is True
    assert code(await flat.smart("POST", path, body=body)) == 1000
    path = f"device-lock/users/{BRAM}/allocate"
    body = {"no": str(slot), "type": "card"}
    assert (await flat.call("POST", path, body=body)).result is True
    assert len(await _keys(flat, unlocked, "card")) == 1
    assert code(await flat.call("POST", path, body={**body, "type": "face"})) == 1000


async def test_rename(flat: Door, desk: TuyaControl) -> None:
    """A name, and a mark for duress."""
    slot = desk.add_method("apartment", "password", "11-8", "482137", BRAM)
    body: dict[str, Any] = {"dp_code": "unlock_password", "unlock_name": "Bram's PIN"}
    path = f"door-lock/opmodes/{slot}"
    assert (await flat.call("PUT", path, body=body)).result is True
    (row,) = await _modes(flat, BRAM)
    assert (row["unlock_name"], row["unlock_attr"]) == ("Bram's PIN", 0)
    body = {
        "dp_code": "unlock_password",
        "unlock_attr": 1,
        "notify_info": {"app_send": 1},
    }
    assert (await flat.call("PUT", path, body=body)).result is True
    (row,) = await _modes(flat, BRAM)
    assert (row["unlock_attr"], row["notify_info"]) == (1, {"app_send": 1})
    path = f"opmodes/{row['op_mode_id']}/attribute"
    for attribute, number in (("1", 0), ("2", 0), ("3", 1109)):
        reply = await flat.smart("POST", f"{path}/{attribute}/opmode-attr")
        assert code(reply) == number
    assert code(await flat.call("PUT", "door-lock/opmodes/99", body=body)) == 1000


async def test_duress_has_two_vocabularies(flat: Door, desk: TuyaControl) -> None:
    """`password` to set it, `unlock_password` to end it."""
    slot = desk.add_method("apartment", "password", "Bram", "482137", BRAM)
    on, off = (
        "door-lock/unlock-types/{}/keys/{}/hijack",
        "unlock-types/{}/keys/{}/hijack",
    )
    assert (await flat.call("PUT", on.format("password", slot))).result is True
    assert (await _modes(flat, BRAM))[0]["unlock_attr"] == 1
    assert code(await flat.smart("DELETE", off.format("password", slot))) == 1109
    reply = await flat.smart("DELETE", off.format("unlock_password", slot))
    assert reply.result is True
    assert (await _modes(flat, BRAM))[0]["unlock_attr"] == 0
    assert code(await flat.call("PUT", on.format("face", slot))) == 1109


async def test_delete(
    flat: Door, street: Door, sim: Simulation, desk: TuyaControl
) -> None:
    """Only under the right person and type; a sleeping lock forgets later."""
    slot = desk.add_method("apartment", "password", "Bram", "482137", BRAM)
    path = "door-lock/user-types/{}/users/{}/unlock-types/password/keys/{}"
    reply = await flat.call("DELETE", path.format(2, BRAM, slot))
    assert code(reply) == 1000
    reply = await flat.call("DELETE", path.format(1, "sofie_de_vries", slot))
    assert code(reply) == 1000
    assert (await flat.call("DELETE", path.format(1, BRAM, slot))).result is True
    assert sim.control.type_pin("apartment", "482137") == "wrong_code"
    slot = desk.add_method("street_door", "password", "Bram", "4821375", BRAM)
    await street.call("DELETE", path.format(1, BRAM, slot))
    (row,) = await _modes(street, BRAM)
    assert (row["operate"], row["delivery_status"]) == ("DELETE", "ONGOING")
    desk.wake("street_door")
    assert await _modes(street, BRAM) == []


async def test_enrol(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """A finger is lifted some times; meanwhile nothing else goes."""
    body = {"unlock_type": "fingerprint", "user_type": 1, "user_id": BRAM}
    path = "door-lock/actions/entry"
    assert (await flat.call("PUT", path, body=body)).result is True
    assert flat.report["enrolling"] == "fingerprint"
    assert code(await flat.add("482137")) == 2328
    assert code(await flat.call("PUT", path, body=body)) == 2328
    assert [desk.enrol("apartment", "finger") for _ in range(3)] == [None, None, 1]
    (row,) = await _modes(flat, BRAM, "unlock_fingerprint")
    assert row["unlock_name"] == "2-1"
    assert code(await flat.add("482137")) == 0
    assert sim.control.touch_finger("apartment", "2-1") == "wrong_code"


async def test_enrolment_ends(flat: Door, sim: Simulation) -> None:
    """After a minute by itself, or when it is cancelled."""
    body = {"unlock_type": "card", "user_type": 1, "user_id": BRAM}
    entry, cancel = (
        "door-lock/actions/entry",
        "door-lock/unlock-types/{}/actions/cancel",
    )
    await flat.call("PUT", entry, body=body)
    sim.home.clock.advance(timedelta(seconds=61))
    assert flat.report["enrolling"] is None
    await flat.call("PUT", entry, body=body)
    assert code(await flat.call("PUT", cancel.format("face"))) == 1000
    assert (await flat.call("PUT", cancel.format("card"))).result is True
    assert code(await flat.add("482137")) == 0
    assert code(await flat.call("PUT", entry, body={**body, "user_type": 2})) == 1000
    assert (
        code(await flat.call("PUT", entry, body={**body, "unlock_type": "x"})) == 1109
    )


async def test_enrol_at_a_sleeping_lock(street: Door, desk: TuyaControl) -> None:
    """It has to be awake."""
    body = {"unlock_type": "card", "user_type": 1, "user_id": BRAM}
    path = "door-lock/actions/entry"
    assert code(await street.call("PUT", path, body=body)) == 2001
    desk.wake("street_door")
    assert (await street.call("PUT", path, body=body)).result is True


async def test_permanent_pin(yard: Door, sim: Simulation) -> None:
    """For a member without an app account, and at a keypad for nobody else."""
    user = await _add(yard, "Femke")
    body = {"unlock_type": "password", "user_type": 2, "user_id": user}
    path = "door-lock/actions/entry"
    sealed = await yard.sealed("482137")
    assert (await yard.call("PUT", path, body=body | sealed)).result is True
    (row,) = await _modes(yard, user)
    assert row["unlock_name"] == "4-1"
    assert sim.control.type_pin("courtyard", "482137") == "accepted"
    again = body | await yard.sealed("482137")
    assert code(await yard.call("PUT", path, body=again)) == 1109
    body = {"unlock_type": "password", "user_type": 1, "user_id": BRAM}
    body |= await yard.sealed("482138")
    assert code(await yard.call("PUT", path, body=body)) == 1109


async def test_removed_members(flat: Door, sim: Simulation, desk: TuyaControl) -> None:
    """What they had belongs to nobody, until the lock is told to forget it."""
    one, two = (
        await _add(flat, "Femke"),
        desk.add_member("apartment", "Jan", admin=True),
    )
    desk.add_method("apartment", "password", "Jan", "482137", two)
    path = f"users/{one},{two}/actions/delete-users-issue"
    assert (await flat.smart("POST", path)).result is True
    assert sim.control.type_pin("apartment", "482137") == "wrong_code"
    desk.remove_member("apartment", one)
    desk.switch(unknown_result="list")
    assert (await flat.call("GET", "door-lock/absent-users")).result == [one]
    assert code(await flat.smart("POST", "users/9/actions/delete-users-issue")) == 1000
    assert {row["name"] for row in desk.people("apartment")} >= {"Jan"}


async def test_sync(flat: Door) -> None:
    """The answer is a text, and the codes may stand in the body or the query."""
    path = "opmodes/actions/sync"
    body = {"codes": "unlock_card"}
    assert (await flat.smart("POST", path, body=body)).result == "true"
    assert (await flat.smart("POST", path, query=body)).result == "true"
    assert code(await flat.smart("POST", path)) == 1100
