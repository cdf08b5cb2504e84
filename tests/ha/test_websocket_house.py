"""The subscription while accounts and Access come and go, and are called otherwise."""

import asyncio
from dataclasses import replace

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
import pytest

from custom_components.cloud_locks import access
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.access_code import CodeStatus
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.areas import Area
from custom_components.cloud_locks.model.credential import EnrollmentStep
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockOffline,
    NotPermitted,
)
from custom_components.cloud_locks.model.lock import BoltState
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.websocket import rows
from tests.fake_cloud import make_lock

from .acting import FRONT, PIN, act_at_front, only_code
from .codes import until
from .grants import House, make_grant
from .home import ACCOUNT, turn
from .watching import BACK_ID, FRONT_ID, Client, Message


def merged(messages: list[Message], key: str, row_id: str) -> dict[str, Message]:
    """Return the last row of each, as a client keeps them."""
    return {row[row_id]: row for it in messages for row in it[key]}


def doors(messages: list[Message]) -> dict[str, Message]:
    """Return the last row of each door."""
    return merged(messages, "doors", "door_id")


async def reload(house: House) -> None:
    """Load the account anew, as a change of its options does."""
    await house.hass.config_entries.async_reload(house.entry.entry_id)
    await house.hass.async_block_till_done()


async def test_an_account_that_is_loaded_anew(house: House, client: Client) -> None:
    """Its doors stay, are followed again, and nothing is told twice."""
    await client.look()
    await reload(house)
    told = await client.soon()
    assert [it["removed_doors"] for it in told if it["removed_doors"]] == []
    lock = house.cloud.change("front", name="Oak door")
    house.entry.runtime_data.locks.async_put(lock)
    (update,) = [it for it in await client.soon() if it["doors"]]
    assert [it["door_id"] for it in update["doors"]] == [FRONT_ID]


async def test_an_account_that_is_away(house: House, client: Client) -> None:
    """Its doors are shown as they were last, and cannot be operated."""
    await house.give(make_grant())
    await client.look()
    await house.hass.config_entries.async_unload(house.entry.entry_id)
    told = await client.soon(11)
    row = doors(told)[FRONT_ID]
    assert (row["available"], row["bolt"]) == (False, "locked")
    account = merged(
        [{"accounts": it["accounts"] or []} for it in told], "accounts", "account_id"
    )[house.entry.entry_id]
    assert (account["state"], account["locks"]) == ("not_loaded", 2)
    # Who looks only now knows its doors by name.
    client.leave()
    first = await client.look()
    row = doors([first])[FRONT_ID]
    assert (row["name"], row["entity_id"]) == ("Front door", FRONT)
    assert (row["available"], row["bolt"]) == (False, "unknown")


async def test_an_account_that_is_removed(house: House, client: Client) -> None:
    """Its doors go; the access that somebody has there stays, and says why."""
    grant = await house.give(make_grant())
    await client.look()
    await house.hass.config_entries.async_remove(house.entry.entry_id)
    told = await client.soon(11)
    assert {it for update in told for it in update["removed_doors"]} == {
        FRONT_ID,
        BACK_ID,
    }
    row = merged(told, "access", "grant_id")[grant.id]
    assert row["doors"][0]["reason"] == "account_removed"
    assert row["doors"][0]["message"].startswith("The account of this lock was removed")
    assert [it["accounts"] for it in told if it["accounts"] is not None][-1] == []


async def test_an_account_that_is_switched_off(house: House, client: Client) -> None:
    """Nobody wants to see its doors; switched on again they are there."""
    await client.look()
    entry_id, entries = house.entry.entry_id, house.hass.config_entries
    await entries.async_set_disabled_by(entry_id, ConfigEntryDisabler.USER)
    told = await client.soon()
    assert FRONT_ID in told[-1]["removed_doors"]
    await entries.async_set_disabled_by(entry_id, None)
    await house.hass.async_block_till_done()
    assert doors(await client.soon())[FRONT_ID]["available"] is True


async def test_an_account_that_is_signed_out(house: House, client: Client) -> None:
    """It says so, with the sentence that says what to do."""
    await client.look()
    house.cloud.sign_out()
    locks = house.entry.runtime_data.locks
    await locks.async_refresh()
    told = await client.soon(11)
    (account,) = [it["accounts"] for it in told if it["accounts"]][-1]
    assert account["state"] == "signed_out"
    assert account["message"].startswith(str(locks.last_exception))


async def test_access_that_is_loaded_anew(house: House, client: Client) -> None:
    """Its rows stay, and are followed again."""
    grant = await house.give(make_grant())
    await client.look()
    entry = access.async_get(house.hass)
    assert entry is not None
    await house.hass.config_entries.async_reload(entry.entry_id)
    await house.hass.async_block_till_done()
    told = await client.soon()
    assert not any(it["removed_access"] for it in told)
    await house.change(grant, notes="Knows the dog")
    row = merged(client.told() + await client.soon(), "access", "grant_id")[grant.id]
    assert row["notes"] == "Knows the dog"


async def test_whose_codes_there_are(house: House, client: Client) -> None:
    """While Access is not loaded nobody can tell; a code of somebody is not shown."""
    await house.give(make_grant())
    house.cloud.add_code("front", "Neighbour", "904817")
    await house.entry.runtime_data.codes.read("front")
    first = await client.look()
    assert [it["name"] for it in doors([first])[FRONT_ID]["codes"]] == ["Neighbour"]
    entry = access.async_get(house.hass)
    assert entry is not None
    await house.hass.config_entries.async_unload(entry.entry_id)
    assert doors(await client.soon())[FRONT_ID]["codes"] is None
    await house.hass.config_entries.async_setup(entry.entry_id)
    await house.hass.async_block_till_done()
    row = doors(await client.soon())[FRONT_ID]
    assert [it["name"] for it in row["codes"]] == ["Neighbour"]


async def test_access_that_does_not_get_on(house: House, client: Client) -> None:
    """Why is told each time that it is another reason, although it is no news."""
    house.cloud.fail("codes.add", LockOffline())
    house.cloud.fail("codes.add", CloudUnreachable(), times="always")
    await client.look()
    await house.give(make_grant())
    told = client.told() + await client.soon()
    assert told[-1]["access"][0]["doors"][0]["reason"] == "lock_offline"
    told = [it for _ in range(6) for it in await client.soon(60)]
    reasons = [row["doors"][0]["reason"] for it in told for row in it["access"]]
    assert "cloud_unreachable" in reasons


async def test_access_that_is_removed(house: House, client: Client) -> None:
    """Nobody has any from then on."""
    grant = await house.give(make_grant())
    await client.look()
    entry = access.async_get(house.hass)
    assert entry is not None
    await house.hass.config_entries.async_remove(entry.entry_id)
    told = await client.soon()
    assert [it["removed_access"] for it in told if it["removed_access"]] == [[grant.id]]


async def test_locks_that_come_and_go(house: House, client: Client) -> None:
    """A new one is followed, one that is gone is no more."""
    await client.look()
    house.cloud.add_lock(make_lock("shed", name="Shed"))
    house.cloud.remove_lock("back")
    await house.entry.runtime_data.locks.async_list_again()
    told = await client.soon()
    assert doors(told)[f"{ACCOUNT}:shed"]["name"] == "Shed"
    assert [it["removed_doors"] for it in told if it["removed_doors"]] == [[BACK_ID]]
    house.cloud.fail("codes.list", LockOffline(), lock_id="shed")
    house.entry.runtime_data.codes.refresh("shed")
    assert await client.soon() == []


async def test_what_things_are_called(house: House, client: Client) -> None:
    """By a person's name for it, in the rows of access as well."""
    grant = await house.give(make_grant())
    await client.look()
    er.async_get(house.hass).async_update_entity(
        FRONT, name="Oak door", new_entity_id="lock.oak"
    )
    told = await client.soon()
    row = doors(told)[FRONT_ID]
    assert (row["name"], row["entity_id"]) == ("Oak door", "lock.oak")
    (at,) = merged(told, "access", "grant_id")[grant.id]["doors"]
    assert (at["name"], at["entity_id"]) == ("Oak door", "lock.oak")


async def test_where_a_door_is(house: House, client: Client) -> None:
    """The area of its device, also when that is called otherwise."""
    first = await client.look()
    area = ar.async_get(house.hass).async_create("Hall")
    device_id = doors([first])[FRONT_ID]["device_id"]
    dr.async_get(house.hass).async_update_device(device_id, area_id=area.id)
    told = await client.soon()
    assert {key: it["area"] for key, it in doors(told).items()} == {FRONT_ID: "Hall"}
    ar.async_get(house.hass).async_update(area.id, name="Entrance")
    assert doors(await client.soon())[FRONT_ID]["area"] == "Entrance"


async def test_an_entity_that_was_removed(house: House, client: Client) -> None:
    """The door stays, and finds its entity again when it is back."""
    await client.look()
    er.async_get(house.hass).async_remove(FRONT)
    assert doors(await client.soon())[FRONT_ID]["entity_id"] is None
    await reload(house)
    assert doors(await client.soon())[FRONT_ID]["entity_id"] == FRONT


async def test_what_waits_for_a_person(house: House, client: Client) -> None:
    """A repair with its texts, until it is solved or ignored; and why, at its door."""
    await client.look()
    refusals = house.entry.runtime_data.refusals
    with (
        pytest.raises(NotPermitted),
        refusals.watch(Area.ACTIVITY, "front"),
    ):
        raise NotPermitted(reason=Reason.SCOPE_MISSING)
    told = await client.soon()
    (issue,) = [it["issues"] for it in told if it["issues"] is not None][-1]
    assert "Fake" in issue["title"]
    assert "Front door" in issue["description"]
    (problem,) = doors(told)[FRONT_ID]["problems"]
    assert (problem["reason"], problem["code_id"]) == ("scope_missing", None)
    ir.async_ignore_issue(house.hass, DOMAIN, issue["issue_id"], ignore=True)
    (update,) = [it for it in await client.soon() if it["issues"] is not None]
    assert update["issues"] == []


async def test_in_another_language(house: House, client: Client) -> None:
    """Sentences come in the language of the home, from the moment that it changes."""
    refusals = house.entry.runtime_data.refusals
    with pytest.raises(NotPermitted), refusals.watch(Area.CODES, "front"):
        raise NotPermitted(reason=Reason.SCOPE_MISSING)
    first = await client.look()
    (english,) = doors([first])[FRONT_ID]["problems"]
    await house.hass.config.async_update(language="de")
    await house.hass.async_block_till_done()
    (german,) = doors(await client.soon())[FRONT_ID]["problems"]
    assert german["reason"] == english["reason"]
    assert german["message"] not in {english["message"], ""}


async def test_reading_a_finger(house: House, client: Client) -> None:
    """Each touch, and how it ended; who comes later is told what goes on."""
    house.cloud.enrollment += [EnrollmentStep(done=1, total=3)]
    gate = house.cloud.hold("credentials.enroll")
    job = house.hass.async_create_task(
        act_at_front(
            house.hass, "enroll_credential", credential_type="fingerprint", name="Anna"
        )
    )
    await until(lambda: house.cloud.calls("credentials.enroll"))
    (reading,) = (await client.look())["enrollments"]
    assert (reading["door_id"], reading["state"]) == (FRONT_ID, "reading")
    gate.set()
    await job
    await house.hass.async_block_till_done(wait_background_tasks=True)
    told = [row for it in await client.soon() for row in it["enrollments"]]
    assert told[-1]["state"] == "enrolled"
    assert told[-1]["credential_id"] is not None
    assert (await client.another().look())["enrollments"] == []


async def test_an_account_that_is_called_otherwise(
    house: House, client: Client
) -> None:
    """Its title is another; its locks are followed as before, once."""
    await client.look()
    house.hass.config_entries.async_update_entry(house.entry, title="Flat")
    told = await client.soon(11)
    (account,) = [it["accounts"] for it in told if it["accounts"]][-1]
    assert account["title"] == "Flat"
    house.cloud.emit("front", EventType.LOCKED)
    told = await client.soon(60)
    assert [row["type"] for it in told for row in it["events"]] == ["locked"]


async def test_an_account_that_has_another_lock(house: House, client: Client) -> None:
    """It says how many there are."""
    await client.look()
    house.cloud.add_lock(make_lock("shed", name="Shed"))
    await house.entry.runtime_data.locks.async_list_again()
    told = await client.soon(11)
    assert [it["accounts"] for it in told if it["accounts"]][-1][0]["locks"] == 3


@pytest.mark.parametrize("area", [Area.ACCOUNT, Area.NEWS])
async def test_an_account_that_is_refused_something(
    house: House, client: Client, area: Area
) -> None:
    """It answers, and lacks a right; until it has it."""
    await client.look()
    refusals = house.entry.runtime_data.refusals
    with pytest.raises(NotPermitted), refusals.watch(area, ""):
        raise NotPermitted(reason=Reason.SUBSCRIPTION_MISSING)
    told = await client.soon(11)
    (account,) = [it["accounts"] for it in told if it["accounts"]][-1]
    assert (account["state"], account["reason"]) == (
        "connected",
        "subscription_missing",
    )
    with refusals.watch(area, ""):
        pass
    told = await client.soon(11)
    (account,) = [it["accounts"] for it in told if it["accounts"]][-1]
    assert (account["reason"], account["message"]) == (None, None)


async def test_access_that_is_forgotten(house: House, client: Client) -> None:
    """As what is over for long is, with the next start."""
    grant = await house.give(make_grant())
    await client.look()
    house.keeper.store.forget(grant.id)
    entry = access.async_get(house.hass)
    assert entry is not None
    await house.hass.config_entries.async_reload(entry.entry_id)
    told = await client.soon()
    assert [it["removed_access"] for it in told if it["removed_access"]] == [[grant.id]]


@pytest.mark.parametrize(
    ("part", "flows", "news"),
    [
        (None, False, "polling"),
        ("push", True, "push"),
        ("push", False, "waiting"),
        ("webhook", True, "callback"),
        ("webhook", False, "waiting"),
    ],
)
async def test_how_news_come(
    house: House, client: Client, part: str | None, flows: bool, news: str
) -> None:
    """By itself, when asked, or by itself if only it worked."""
    account = house.entry.runtime_data
    if part is not None:
        account.cloud.parts = replace(account.cloud.parts, **{part: object()})
    account.inbox.async_set_flows(flows=flows)
    (row,) = (await client.look())["accounts"]
    assert row["news"] == news


async def test_codes_that_are_not_as_wished(house: House, client: Client) -> None:
    """They are at their door, with what to do; the account counts them."""
    await act_at_front(house.hass, "add_code", name="Anna", pin=PIN)
    await client.look()
    code = only_code(house.cloud)
    house.cloud.edit_code(
        "front", code.id, status=CodeStatus.FAILED, reason=Reason.LIST_FULL
    )
    await house.entry.runtime_data.codes.read("front")
    told = await client.soon(11)
    row = doors(told)[FRONT_ID]
    (problem,) = row["problems"]
    assert (problem["reason"], problem["name"]) == ("list_full", "Anna")
    assert problem["message"] not in {"", "list_full"}
    assert [(it["name"], it["status"]) for it in row["codes"]] == [("Anna", "failed")]
    assert [it["accounts"] for it in told if it["accounts"]][-1][0]["overdue"] == 1


async def test_more_than_at_once(
    house: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is told a moment later."""
    monkeypatch.setattr(rows, "_DOORS_AT_ONCE", 1)
    first = await client.look()
    assert len(first["doors"]) == 2
    for lock_id in ("front", "back"):
        lock = house.cloud.change(lock_id, bolt=BoltState.UNLOCKED)
        house.entry.runtime_data.locks.async_put(lock)
    told = await client.soon()
    assert [len(it["doors"]) for it in told] == [1, 1]
    assert {it["bolt"] for it in doors(told).values()} == {"unlocked"}


async def test_who_leaves_before_anything_is_there(
    house: House, client: Client
) -> None:
    """They are sent nothing, and nobody goes on following the house."""
    listening = house.hass.bus.async_listeners()
    job = house.hass.async_create_task(client.join())
    await asyncio.sleep(0)
    assert client.subscriptions
    client.leave()
    await job
    await turn()
    assert client.told() == []
    assert house.hass.bus.async_listeners() == listening
