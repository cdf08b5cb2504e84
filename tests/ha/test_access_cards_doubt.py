"""Cards of access of which nobody knows whether a lock has them: never twice."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
import logging

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks.access.card_sender import async_send_card
from custom_components.cloud_locks.access.cards import with_numbers
from custom_components.cloud_locks.access.grant import Grant, Phase, StepKind
from custom_components.cloud_locks.access.plans import CardStep
from custom_components.cloud_locks.access.store import FILE
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    InvalidCode,
    LockOffline,
    NotFound,
    OutcomeUnknown,
    VendorError,
)
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .acting import act
from .cards import (
    CARD,
    OTHER_CARD,
    CardHouse,
    card_house,
    foreign,
    on_lock,
    rename,
    states,
    with_cards,
)
from .codes import Codes, Storage, until

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOMENTS = (0, 3, 8, 13, 21, 34, 55, 89, 144)
"""Turns of the event loop after which everything stops."""

type Wish = Callable[[CardHouse, Grant], Awaitable[None]]


@pytest.fixture
def house(codes: Codes, at_once: None) -> CardHouse:
    """Return everybody's access; both doors can do the same."""
    return card_house(codes)


@pytest.mark.parametrize("after_work", [False, True])
async def test_a_lost_answer_leads_to_one_card(
    house: CardHouse, after_work: bool
) -> None:
    """It is sent again only when it was missing for a quarter of an hour."""
    house.cloud.fail("credentials.add", OutcomeUnknown(), after_work=after_work)
    grant = await house.give(with_cards())
    assert house.statuses(grant) == ["active"]
    state = "active" if after_work else "pending outcome_unknown"
    assert states(house, grant) == [state]
    await house.live(14 * MINUTE)
    assert house.cloud.calls("credentials.add") == 1
    await house.live(20 * MINUTE)
    assert on_lock(house) == [("Anna", CARD)]
    assert house.cloud.calls("credentials.add") == 2 - after_work
    assert states(house, grant) == ["active"]


async def test_it_may_come_late(house: CardHouse) -> None:
    """And is found by then, also over a restart."""
    house.cloud.fail("credentials.add", OutcomeUnknown())
    grant = await house.give(with_cards())
    await house.start_again()
    await house.live(5 * MINUTE)
    assert states(house, grant) == ["pending outcome_unknown"]
    late = foreign(house, "Anna", CARD)
    await house.live(15 * MINUTE)
    assert states(house, grant) == ["active"]
    assert house.cloud.calls("credentials.add") == 1
    await house.revoke(grant)
    assert late.id not in house.cloud.credentials["front"]


async def test_somebody_elses_wish_for_the_same_card(house: CardHouse) -> None:
    """While that is in doubt it is not sent; afterwards it is."""
    house.cloud.fail("credentials.add", OutcomeUnknown())
    with pytest.raises(HomeAssistantError):
        await act(
            house.hass,
            "add_credential",
            name="Bert",
            credential_type="rfid_code",
            credential_data=CARD,
        )
    grant = await house.give(with_cards())
    assert states(house, grant) == ["failed outcome_unknown"]
    assert house.cloud.calls("credentials.add") == 1
    await house.live(20 * MINUTE)
    assert states(house, grant) == ["active"]
    assert house.cloud.calls("credentials.add") == 2


async def test_two_may_be_it(house: CardHouse) -> None:
    """Neither is touched, and a person is told."""
    house.cloud.fail("credentials.add", OutcomeUnknown())
    grant = await house.give(with_cards())
    both = {foreign(house, "Anna", it).id for it in (CARD, OTHER_CARD)}
    await house.live(20 * MINUTE)
    assert states(house, grant) == ["failed two_candidates"]
    await house.revoke(grant)
    await house.live(20 * MINUTE)
    assert house.cloud.credentials["front"].keys() == both
    assert house.cloud.calls("credentials.delete") == 0


async def test_forgotten_while_only_a_card_is_left(house: CardHouse) -> None:
    """Whose it is is told, as it goes on opening the door."""
    house.cloud.fail("credentials.delete", LockOffline(), times="always")
    await house.revoke(await house.give(with_cards()))
    assert (house.on_lock(), on_lock(house)) == ([], [("Anna", CARD)])
    access = house.hass.config_entries.async_entry_for_domain_unique_id(
        DOMAIN, "access"
    )
    assert access is not None
    await house.hass.config_entries.async_remove(access.entry_id)
    (told,) = house.hass.data["persistent_notification"].values()
    assert "Anna" in told["message"]


async def test_ended_while_it_is_in_doubt(house: CardHouse) -> None:
    """What comes late goes again; what never comes is waited for, then it is over."""
    house.cloud.fail("credentials.add", OutcomeUnknown(), times=2)
    grant = await house.give(with_cards())
    await house.revoke(grant)
    assert house.statuses(grant) == ["removing"]
    foreign(house, "Anna", CARD)
    await house.live(4 * MINUTE)
    assert (house.statuses(grant), on_lock(house)) == (["removed"], [])
    await house.live(11 * MINUTE)
    again = await house.give(replace(with_cards(), id="again"))
    await house.revoke(again)
    assert house.statuses(again) == ["removing"]
    await house.live(20 * MINUTE)
    assert house.statuses(again) == ["removed"]


@pytest.mark.parametrize("after_work", [False, True])
async def test_a_removal_without_an_answer(house: CardHouse, after_work: bool) -> None:
    """Is looked for; one that is given back meanwhile comes after it is gone."""
    grant = await house.give(with_cards())
    house.cloud.fail("credentials.delete", OutcomeUnknown(), after_work=after_work)
    await house.change(grant, phase=Phase.PAUSED)
    assert on_lock(house) == ([] if after_work else [("Anna", CARD)])
    await house.change(grant, phase=Phase.GRANTED)
    await house.live(20 * MINUTE)
    assert states(house, grant) == ["active"]
    assert on_lock(house) == [("Anna", CARD)]
    assert house.cloud.calls("credentials.delete") == 2 - after_work


async def test_it_is_stored_before_the_cloud_is_called(
    house: CardHouse, hass_storage: Storage
) -> None:
    """With all that was on the lock before."""
    there = foreign(house, "Bert")
    gate = house.cloud.hold("credentials.add")
    await house.keeper.put(with_cards())
    await until(lambda: house.cloud.calls("credentials.add"))
    (door,) = hass_storage[FILE]["data"]["grants"][0]["doors"]
    assert [it["before"] for it in door["cards"]] == [[there.id]]
    assert door["cards"][0]["began"] is not None
    gate.set()
    await house.calm()


async def crash(hass: HomeAssistant, house: CardHouse, storage: Storage) -> None:
    """Stop at once, and start again from what the files hold at this moment."""
    files = deepcopy({key: it for key, it in storage.items() if DOMAIN in key})
    every = hass.config_entries.async_entries(DOMAIN)
    for entry in every:
        await hass.config_entries.async_unload(entry.entry_id)
    # What was written in good order would not have been.
    storage.update(files)
    for entry in every:
        await hass.config_entries.async_setup(entry.entry_id)
    await house.live(45 * MINUTE)


async def wait(turns: int) -> None:
    """Let the event loop turn."""
    for _ in range(turns):
        await asyncio.sleep(0)


@pytest.mark.parametrize("turns", MOMENTS)
@pytest.mark.parametrize("lost", [False, True], ids=["told", "lost"])
async def test_a_crash_while_it_is_given(
    hass: HomeAssistant,
    house: CardHouse,
    hass_storage: Storage,
    turns: int,
    lost: bool,
) -> None:
    """There is one card afterwards, and never was another one."""
    if lost:
        house.cloud.fail("credentials.add", OutcomeUnknown(), after_work=True)
    grant = with_cards()
    await house.keeper.put(grant)
    await wait(turns)
    await crash(hass, house, hass_storage)
    assert on_lock(house) == [("Anna", CARD)]
    assert sum(it.method == "credentials.add" for it in house.cloud.script.done) == 1
    assert (house.statuses(grant), states(house, grant)) == (["active"], ["active"])


async def pause(house: CardHouse, grant: Grant) -> None:
    """Pause it."""
    await house.keeper.change(grant.id, lambda it: replace(it, phase=Phase.PAUSED))


async def revoke(house: CardHouse, grant: Grant) -> None:
    """End it."""
    await house.keeper.change(grant.id, lambda it: replace(it, phase=Phase.REVOKED))


async def swap(house: CardHouse, grant: Grant) -> None:
    """Give another card."""
    other = [Secret(OTHER_CARD)]
    await house.keeper.change(grant.id, lambda it: with_numbers(it, other))


@pytest.mark.parametrize("turns", MOMENTS)
@pytest.mark.parametrize(
    ("wish", "left"), [(pause, []), (revoke, []), (swap, [("Anna 2", OTHER_CARD)])]
)
async def test_a_crash_while_it_is_changed(
    hass: HomeAssistant,
    house: CardHouse,
    hass_storage: Storage,
    turns: int,
    wish: Wish,
    left: list[tuple[str, str]],
) -> None:
    """What was wished last is so afterwards, and the card of another one stays."""
    foreign(house, "Bert", "42")
    grant = await house.give(with_cards())
    await wish(house, grant)
    await wait(turns)
    await crash(hass, house, hass_storage)
    assert sorted(on_lock(house)) == sorted([("Bert", "42"), *left])
    assert house.cloud.calls("credentials.delete") <= 2


@pytest.mark.parametrize(
    ("kind", "error"),
    [(StepKind.WRITE_CARD, InvalidCode), (StepKind.REMOVE_CARD, NotFound)],
)
async def test_what_was_planned_on_other_terms(
    house: CardHouse, kind: StepKind, error: type[VendorError]
) -> None:
    """The card was taken out, or is gone, before its turn came: nothing is sent."""
    desk = house.entry.runtime_data.credentials
    step = CardStep(kind=kind, card=7, name="Anna")
    with pytest.raises(error):
        await async_send_card(desk, with_cards(), "front", step)
    assert house.cloud.calls("credentials.add") == 0
    assert house.cloud.calls("credentials.delete") == 0


async def test_no_number_in_any_log(
    house: CardHouse, caplog: pytest.LogCaptureFixture
) -> None:
    """At no level, whatever happens."""
    caplog.set_level(logging.DEBUG)
    house.cloud.fail("credentials.add", CloudUnreachable())
    house.cloud.fail("credentials.add", OutcomeUnknown(), after_work=True)
    house.cloud.fail("credentials.delete", LockOffline())
    grant = await house.give(with_cards())
    await house.live(2 * MINUTE)
    await house.revoke(grant)
    await house.live(2 * MINUTE)
    assert house.statuses(grant) == ["removed"]
    # The storage of tests logs what it would write; a real one does not.
    ours = [it.getMessage() for it in caplog.records if "pytest" not in it.name]
    assert any("A step of access" in it for it in ours)
    assert CARD not in " ".join(ours)
    assert CARD not in repr(house.keeper.grants) + repr(house.keeper.plan_of(grant.id))


async def test_the_card_of_another_since_it_was_planned(house: CardHouse) -> None:
    """It is not taken for ours when our answer is lost, and stays."""
    await act(house.hass, "get_credentials")
    await house.live(2 * MINUTE)
    card = foreign(house, "anna")
    house.cloud.fail("credentials.add", OutcomeUnknown())
    grant = await house.give(with_cards())
    assert states(house, grant) == ["blocked name_in_use"]
    assert house.cloud.calls("credentials.add") == 0
    house.cloud.heal()
    rename(house, card, "Bert")
    await house.live(2 * HOUR, 10 * MINUTE)
    assert states(house, grant) == ["active"]
    await house.revoke(grant)
    assert on_lock(house) == [("Bert", OTHER_CARD)]


async def test_ended_while_its_hours_are_in_doubt(house: CardHouse) -> None:
    """It goes at once: what was asked before was something else."""
    grant = await house.give(with_cards())
    house.cloud.fail("credentials.update", OutcomeUnknown())
    (door,) = grant.doors
    hours = Schedule.window(None, dt_util.utcnow() + 9 * HOUR)
    await house.change(grant, doors=(replace(door, schedule=hours),))
    assert states(house, grant) == ["pending outcome_unknown"]
    await house.revoke(grant)
    await house.calm()
    assert on_lock(house) == []
