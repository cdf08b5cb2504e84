"""The panel's subscription: everything at first, then only what is different."""

from dataclasses import replace

from pytest_homeassistant_custom_component.common import MockUser

from custom_components.cloud_locks.coordinator import LocksCoordinator
from custom_components.cloud_locks.model.access_event import EventType, Stream
from custom_components.cloud_locks.model.lock import (
    Battery,
    BoltState,
    Reachability,
)
from tests.fake_cloud import GATEWAY

from .codes import PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import pass_time, settle
from .options import choose_for_house
from .watching import BACK_ID, FRONT_ID, Client, parts


def put(house: House, lock_id: str, **fields: object) -> None:
    """Let the cloud know something else of a lock, and tell so."""
    house.entry.runtime_data.locks.async_put(house.cloud.change(lock_id, **fields))


async def test_everything_at_first(house: House, client: Client) -> None:
    """Doors, access, accounts; nothing that happened before."""
    grant = await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    first = await client.look()
    assert {it["door_id"] for it in first["doors"]} == {FRONT_ID, BACK_ID}
    (access,) = first["access"]
    assert access["grant_id"] == grant.id
    assert [it["name"] for it in access["doors"]] == ["Front door", "Back door"]
    assert [it["status"] for it in access["doors"]] == ["active", "active"]
    (account,) = first["accounts"]
    assert (account["state"], account["locks"]) == ("connected", 2)
    assert first["issues"] == first["events"] == first["changes"] == []
    assert await client.soon() == []


async def test_no_secret_in_it(house: House, client: Client) -> None:
    """Whoever keeps what was sent has no PIN, no key and no address of anybody."""
    await house.give(make_grant())
    text = repr(await client.look())
    for secret in (PIN, house.cloud.key):
        assert secret not in text


async def test_a_change_costs_its_own_row(house: House, client: Client) -> None:
    """One door moves; nothing else is said."""
    await client.look()
    put(house, "front", bolt=BoltState.UNLOCKED)
    (update,) = await client.soon()
    assert parts(update) == {"doors"}
    (row,) = update["doors"]
    assert (row["door_id"], row["bolt"]) == (FRONT_ID, "unlocked")


async def test_many_changes_are_told_together(house: House, client: Client) -> None:
    """As they are in the end; what is as it was before is not told."""
    await client.look()
    before = house.cloud.locks["back"].battery
    for percent in range(40, 60):
        put(house, "front", battery=Battery(percent=percent))
        put(house, "back", battery=Battery(percent=percent))
    put(house, "back", battery=before)
    assert client.told() == []
    (update,) = await client.soon()
    assert [(it["door_id"], it["battery"]) for it in update["doors"]] == [
        (FRONT_ID, 59)
    ]


async def test_an_account_that_does_not_answer(house: House, client: Client) -> None:
    """Its doors are not available, and come back; the account says so in time."""
    await client.look()
    locks: LocksCoordinator = house.entry.runtime_data.locks
    locks.async_set_update_error(TimeoutError())
    (update,) = await client.soon()
    assert [it["available"] for it in update["doors"]] == [False, False]
    assert update["accounts"] is None
    updates = await client.soon(11)
    told = [it["accounts"][0]["state"] for it in updates if it["accounts"]]
    assert told[0] == "unreachable"


async def test_accounts_are_told_every_ten_seconds(
    house: House, client: Client
) -> None:
    """What every call changes is not told with every call."""
    await client.look()
    for _ in range(20):
        for _ in range(500):
            house.entry.runtime_data.meter.async_charge()
        assert await client.soon(0.2) == []
    (update,) = await client.soon(10)
    assert parts(update) == {"accounts"}
    assert update["accounts"][0]["budget_used"] > 0


async def test_what_a_gateway_does(house: House, client: Client) -> None:
    """It concerns the doors behind it, and no others."""
    put(house, "back", gateway_id=None)
    await client.look()
    locks = house.entry.runtime_data.locks
    house.cloud.gateways = (replace(GATEWAY, online=False),)
    locks.async_set_updated_data(replace(locks.data, gateways=house.cloud.gateways))
    (update,) = await client.soon()
    (row,) = update["doors"]
    assert (row["door_id"], row["gateway_online"]) == (FRONT_ID, False)


async def test_being_heard_of_again(house: House, client: Client) -> None:
    """Each poll hears of all; that is told without their rows, once a minute."""
    await client.look()
    put(house, "front", last_contact=house.cloud.now())
    assert await client.soon() == []
    (update,) = await client.soon(61)
    assert [*update["contacts"]] == [FRONT_ID]
    again = client.another()
    (row,) = [it for it in (await again.look())["doors"] if it["door_id"] == FRONT_ID]
    assert row["last_contact"] == update["contacts"][FRONT_ID]


async def test_what_happens(house: House, client: Client) -> None:
    """Events come as they happen; coming in is the door's last access as well."""
    await client.look()
    house.cloud.emit("front", EventType.UNLOCKED, who="Anna")
    updates = await client.soon(60)
    told = [row for it in updates for row in it["events"]]
    assert [(it["door_id"], it["type"], it["who"]) for it in told] == [
        (FRONT_ID, "unlocked", "Anna")
    ]
    rows = [row for it in updates for row in it["doors"]]
    assert rows[-1]["last_access"]["event_id"] == told[0]["event_id"]


async def test_nothing_gives_duress_away(house: House, client: Client) -> None:
    """The ordinary event comes as ever; an event of its own does not."""
    await client.look()
    house.cloud.emit("front", EventType.UNLOCKED, who="Anna", duress=True)
    house.cloud.emit("front", EventType.DURESS, stream=Stream.DURESS)
    updates = await client.soon(60)
    assert [row["type"] for it in updates for row in it["events"]] == ["unlocked"]
    assert "duress" not in repr(updates)


async def test_access_that_changes(house: House, client: Client) -> None:
    """Only that of whom it is about, with who changed it; and when it is gone."""
    bert = await house.give(make_grant(BACK_DOOR, name="Bert", pin="730518"))
    await client.look()
    anna = await house.give(make_grant(FRONT_DOOR))
    updates = client.told() + await client.soon()
    rows = [row for it in updates for row in it["access"]]
    assert {it["grant_id"] for it in rows} == {anna.id}
    assert rows[-1]["status"] == "active"
    assert [row["change"] for it in updates for row in it["changes"]] == ["granted"]
    assert bert.id not in repr(updates)


async def test_a_code_that_becomes_of_nobodys_access(
    house: House, client: Client
) -> None:
    """A door shows the codes that are nobody's, also while one is being written."""
    await client.look()
    grant = await house.give(make_grant(FRONT_DOOR))
    updates = client.told() + await client.soon()
    shown = [row["codes"] for it in updates for row in it["doors"]]
    assert all(it == [] for it in shown)
    assert house.statuses(grant) == ["active"]
    house.keeper.store.grants.pop(grant.id)
    house.keeper._at.clear()
    put(house, "front", reachability=Reachability.ASLEEP)
    (update,) = await client.soon()
    assert [it["name"] for it in update["doors"][0]["codes"]] == ["Anna"]


async def test_two_who_look(house: House, client: Client) -> None:
    """The second gets everything, the first nothing for it; both hear what changes."""
    await client.look()
    second = client.another()
    put(house, "front", bolt=BoltState.UNLOCKED)
    first = await second.look()
    assert {it["bolt"] for it in first["doors"]} == {"unlocked", "locked"}
    (update,) = client.told()
    assert [it["bolt"] for it in update["doors"]] == ["unlocked"]
    client.leave()
    put(house, "front", bolt=BoltState.LOCKED)
    assert len(await second.soon()) == 1
    assert client.told() == []


def listeners(house: House) -> list[int]:
    """Return how many listen to what, where one could be left behind."""
    account = house.entry.runtime_data
    by_lock = (
        account.activity._listeners,
        account.activity._access_listeners,
        account.answers._listeners,
        account.codes._updated,
        account.credentials._listeners,
    )
    of_house = (
        account.locks._listeners,
        account.inbox._listeners,
        account.meter._listeners,
        account.refusals._listeners,
        house.keeper._on_update,
        house.keeper._on_news,
        house.keeper.store.log._listeners,
    )
    counts = [sum(map(len, it.values())) for it in by_lock]
    return [*counts, *map(len, of_house)]


async def test_nobody_looks_any_more(house: House, client: Client) -> None:
    """Nothing is left behind, however often somebody looks."""
    before = listeners(house)
    bus = dict(house.hass.bus.async_listeners())
    await client.look()
    assert listeners(house) != before
    assert house.hass.bus.async_listeners() != bus
    client.leave()
    assert house.hass.bus.async_listeners() == bus
    assert listeners(house) == before
    assert {it["door_id"] for it in (await client.look())["doors"]} == {
        FRONT_ID,
        BACK_ID,
    }


async def test_who_may_no_longer_look(house: House, client: Client) -> None:
    """From the next message on they get none, and others do."""
    user = MockUser(name="Anna", groups=[]).add_to_hass(house.hass)
    user.is_owner = False
    choose_for_house(house.hass, managers=[user.id])
    await settle(house.hass)
    anna = client.another(user)
    await anna.look()
    await client.look()
    choose_for_house(house.hass, managers=[])
    put(house, "front", bolt=BoltState.UNLOCKED)
    await settle(house.hass)
    assert await anna.soon() == []
    assert anna.subscriptions == {}
    put(house, "front", bolt=BoltState.LOCKED)
    await pass_time(house.hass, house.clock, 0.1)
    assert anna.told() == []
    assert client.told() != []
