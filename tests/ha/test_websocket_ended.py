"""The subscription as things end, or are called otherwise, elsewhere."""

from asyncio import Event, Task
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import access
from custom_components.cloud_locks.model.areas import Area
from custom_components.cloud_locks.model.credential import EnrollmentStep
from custom_components.cloud_locks.model.errors import NotPermitted
from custom_components.cloud_locks.model.lock import Reachability
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.websocket.subscription import Hub

from .acting import FRONT, PIN, Row, act, act_at_front, only_code
from .codes import until
from .grants import House, make_grant
from .people import ANNA, add_people
from .watching import BACK_ID, FRONT_ID, Client, Message

BELLA = "person.bella"


async def begin_to_read(house: House) -> tuple[Event, Task[Row]]:
    """Let the front door read a finger that nobody shows it."""
    house.cloud.enrollment += [EnrollmentStep(done=1, total=3)]
    gate = house.cloud.hold("credentials.enroll")
    job = house.hass.async_create_task(
        act_at_front(
            house.hass, "enroll_credential", credential_type="fingerprint", name="Anna"
        )
    )
    await until(lambda: house.cloud.calls("credentials.enroll"))
    return gate, job


async def how_it_ended(client: Client, job: Task[Row]) -> list[str]:
    """Return the states that are told, and see that nothing of it is left."""
    with suppress(HomeAssistantError):
        await job
    told = [row["state"] for it in await client.soon() for row in it["enrollments"]]
    assert (await client.another().look())["enrollments"] == []
    return told


async def test_a_reading_that_somebody_stops(house: House, client: Client) -> None:
    """It is over for who looks, and who comes later hears nothing of it."""
    _, job = await begin_to_read(house)
    assert len((await client.look())["enrollments"]) == 1
    await act_at_front(house.hass, "cancel_enrollment", credential_type="fingerprint")
    assert await how_it_ended(client, job) == ["failed"]


async def test_a_reading_at_an_account_that_goes(house: House, client: Client) -> None:
    """It ends with the account, as nobody follows it any more."""
    _, job = await begin_to_read(house)
    assert len((await client.look())["enrollments"]) == 1
    await house.hass.config_entries.async_reload(house.entry.entry_id)
    assert await how_it_ended(client, job) == ["failed"]


def persons(messages: list[Message]) -> list[str | None]:
    """Return whose access is, and whose the codes of nobody's access are."""
    access = [row["person"] for it in messages for row in it["access"]]
    doors = (row for it in messages for row in it["doors"])
    return access + [code["person"] for row in doors for code in row["codes"] or ()]


@pytest.mark.parametrize("is_removed", [False, True])
async def test_a_person_that_is_called_otherwise(
    house: House, client: Client, is_removed: bool
) -> None:
    """Rows name persons by their entity, which may be another, or none any more."""
    await add_people(house.hass)
    await act_at_front(house.hass, "add_code", name="Key box", pin=PIN)
    code = only_code(house.cloud)
    await act_at_front(house.hass, "assign_credential", code_id=code.id, person=ANNA)
    await act(house.hass, "grant_access", name="Anna", person=ANNA)
    assert persons([await client.look()]) == [ANNA, ANNA]
    await client.soon()
    if is_removed:
        er.async_get(house.hass).async_remove(ANNA)
    else:
        er.async_get(house.hass).async_update_entity(ANNA, new_entity_id=BELLA)
    now = None if is_removed else BELLA
    assert persons(await client.soon()) == [now, now]


def accounts(messages: list[Message]) -> list[Message]:
    """Return the last row of each account that is told."""
    told = [it["accounts"] for it in messages if it["accounts"] is not None]
    rows: list[Message] = told[-1] if told else []
    return rows


async def test_a_sign_in_that_is_asked_for(house: House, client: Client) -> None:
    """As when a command was refused: the account says so until it is done."""
    await client.look()
    house.entry.async_start_reauth(house.hass)
    await house.hass.async_block_till_done()
    (row,) = accounts(await client.soon(11))
    assert row["state"] == "signed_out"
    for flow in house.hass.config_entries.flow.async_progress():
        house.hass.config_entries.flow.async_abort(flow["flow_id"])
    await house.hass.async_block_till_done()
    (row,) = accounts(await client.soon(11))
    assert row["state"] == "connected"


async def test_what_an_account_is_told_of_itself(house: House, client: Client) -> None:
    """That news stopped coming, and how long it is paid for."""
    account = house.entry.runtime_data
    account.cloud.parts = replace(account.cloud.parts, push=object())
    account.inbox.async_set_flows(flows=True)
    (row,) = (await client.look())["accounts"]
    assert (row["news"], row["subscription_ends"]) == ("push", None)
    account.inbox.async_set_flows(flows=False)
    (row,) = accounts(await client.soon(11))
    assert row["news"] == "waiting"
    house.cloud.subscription_ends = house.cloud.now() + timedelta(days=400)
    await account.issues.async_look()
    (row,) = accounts(await client.soon(11))
    assert row["subscription_ends"] is not None


async def test_a_right_that_is_given(house: House, client: Client) -> None:
    """What was refused for want of it stands at its door no longer."""
    refusals = house.entry.runtime_data.refusals
    with pytest.raises(NotPermitted), refusals.watch(Area.ACTIVITY, "front"):
        raise NotPermitted(reason=Reason.SCOPE_MISSING)
    first = await client.look()
    assert {it["door_id"] for it in first["doors"] if it["problems"]} == {FRONT_ID}
    with refusals.watch(Area.ACTIVITY, "front"):
        pass
    rows = [row for it in await client.soon() for row in it["doors"]]
    assert [it["problems"] for it in rows] == [[]]


async def test_somebody_who_is_turned_away(house: House, client: Client) -> None:
    """They ask until somebody answers."""
    lock = house.cloud.ask("front", 600)
    house.entry.runtime_data.locks.async_put(lock)
    first = await client.look()
    asked = {it["door_id"] for it in first["doors"] if it["asking_until"]}
    assert asked == {FRONT_ID}
    await house.entry.runtime_data.answers.async_answer("front", accept=False)
    rows = [row for it in await client.soon() for row in it["doors"]]
    assert [it["asking_until"] for it in rows] == [None]


async def test_a_door_without_its_entity_at_an_account_that_goes(
    house: House, client: Client
) -> None:
    """It goes with the others, although nothing in a registry tells of it."""
    er.async_get(house.hass).async_remove(FRONT)
    await client.look()
    await house.hass.config_entries.async_remove(house.entry.entry_id)
    told = await client.soon()
    gone = {it for update in told for it in update["removed_doors"]}
    assert gone == {FRONT_ID, BACK_ID}


async def test_access_that_is_away(house: House, client: Client) -> None:
    """Nobody goes on looking for what cannot be told before it is back."""
    await house.give(make_grant())
    await client.look()
    entry = access.async_get(house.hass)
    assert entry is not None
    await house.hass.config_entries.async_unload(entry.entry_id)
    await client.soon(11)
    hub = house.hass.data["cloud_locks.subscription"]
    assert isinstance(hub, Hub)
    assert not hub._pending.rows


async def test_accounts_of_others(
    house: House, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """They come and go, and nobody takes them for ours."""
    await client.look()
    entry = MockConfigEntry(domain="another", title="Theirs")
    entry.add_to_hass(house.hass)
    house.hass.config_entries.async_update_entry(entry, title="Still theirs")
    entry.mock_state(house.hass, ConfigEntryState.LOADED)
    house.hass.config_entries.async_update_entry(entry, title="Theirs")
    assert accounts(await client.soon(11)) == []
    assert "Exception" not in caplog.text


async def test_a_lock_that_is_offline(house: House, client: Client) -> None:
    """No command is tried there, while one that sleeps may be asked."""
    await client.look()
    for reachability, available in (
        (Reachability.OFFLINE, False),
        (Reachability.ASLEEP, True),
    ):
        lock = house.cloud.change("front", reachability=reachability)
        house.entry.runtime_data.locks.async_put(lock)
        rows = [row for it in await client.soon() for row in it["doors"]]
        assert [it["available"] for it in rows] == [available]


async def test_repairs_of_others(house: House, client: Client) -> None:
    """They are none of the panel's."""
    ir.async_create_issue(
        house.hass,
        "another",
        "theirs",
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key="theirs",
    )
    assert (await client.look())["issues"] == []
