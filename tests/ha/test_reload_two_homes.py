"""Two Home Assistants with one account: what one made, the other leaves alone."""

import asyncio
from collections.abc import AsyncIterator

from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.errors import OutcomeUnknown, RejectedError
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import Fault

from .acting import FRONT, act
from .codes import HOUR, MINUTE, OTHER_PIN, PIN, Codes, Storage, draft, until
from .home import settle
from .repairing import our_issues

pytestmark = pytest.mark.usefixtures("clock", "at_once")


@pytest.fixture
async def other(codes: Codes) -> AsyncIterator[Codes]:
    """Return the same account in another Home Assistant."""
    async with async_test_home_assistant() as hass:
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="Fake",
            unique_id=codes.entry.unique_id,
            data=codes.entry.data,
        )
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await settle(hass)
        yield Codes(hass, entry, codes.cloud, codes.clock)
        await hass.async_stop(force=True)


async def live(homes: tuple[Codes, Codes], minutes: int) -> None:
    """Let time pass in both homes."""
    for _ in range(minutes):
        homes[0].clock.tick(MINUTE)
        for home in homes:
            await settle(home.hass)


def made_here(home: Codes) -> list[str]:
    """Return the names of the codes that a home counts as its own."""
    return [it.name for it in home.book.known("front") if it.managed]


async def test_what_one_made_is_foreign_to_the_other(
    codes: Codes, other: Codes, hass_storage: Storage
) -> None:
    """It is shown there; at its end the one who made it clears it away."""
    over = Schedule.window(None, codes.cloud.now() + HOUR)
    await codes.writer.add("front", draft(schedule=over))
    await other.book.read("front")
    assert (made_here(codes), made_here(other)) == (["Anna"], [])
    assert other.told() == ["changed_elsewhere"]
    # Only the other is at work while the code ends.
    await codes.hass.config_entries.async_unload(codes.entry.entry_id)
    await other.live(3 * HOUR, step=5 * MINUTE)
    assert other.on_lock() == ["Anna"]
    assert codes.cloud.calls("codes.delete") == 0
    assert len([it for it in hass_storage if it.startswith(f"{DOMAIN}.")]) == 2
    assert await codes.hass.config_entries.async_setup(codes.entry.entry_id)
    await live((codes, other), 40)
    assert codes.on_lock() == []
    assert codes.cloud.calls("codes.delete") == 1
    assert other.told() == ["removed_elsewhere"]
    assert our_issues(codes.hass) == our_issues(other.hass) == []


@pytest.mark.parametrize("ids", ["kept by the cloud", "not kept"])
async def test_both_add_the_same_name_at_the_same_time(
    codes: Codes, other: Codes, ids: str
) -> None:
    """Each knows its own, also when both answers are lost; neither is doubled."""
    codes.cloud.keeps_reference = ids == "kept by the cloud"
    gates = [codes.cloud.hold("codes.add") for _ in range(2)]
    jobs = [
        asyncio.create_task(codes.writer.add("front", draft(pin=PIN))),
        asyncio.create_task(other.writer.add("front", draft(pin=OTHER_PIN))),
    ]
    await until(lambda: codes.cloud.calls("codes.add") == 2)
    for gate in gates:
        gate.set()
    first, second = await asyncio.gather(*jobs)
    await live((codes, other), 2)
    assert first.id != second.id
    assert codes.on_lock() == ["Anna", "Anna"]
    for home, ours in ((codes, first), (other, second)):
        assert [it.id for it in home.book.known("front") if it.managed] == [ours.id]
    await live((codes, other), 15)
    assert codes.cloud.calls("codes.add") == 2
    assert our_issues(codes.hass) == our_issues(other.hass) == []


def hold_and_lose(codes: Codes, times: int) -> asyncio.Event:
    """Let the next codes be written once the event is set, and no answer come."""
    gate = asyncio.Event()
    fault = Fault(
        method="codes.add",
        error=OutcomeUnknown(),
        after_work=True,
        gate=gate,
        times=times,
    )
    codes.cloud.script.add(fault)
    return gate


async def test_both_answers_are_lost(codes: Codes, other: Codes) -> None:
    """The digits tell them apart while they are still known."""
    gate = hold_and_lose(codes, 2)
    jobs = [
        asyncio.create_task(codes.writer.add("front", draft(pin=PIN))),
        asyncio.create_task(other.writer.add("front", draft(pin=OTHER_PIN))),
    ]
    await until(lambda: codes.cloud.calls("codes.add") == 2)
    gate.set()
    first, second = await asyncio.gather(*jobs)
    assert {first.id, second.id} == set(codes.cloud.codes["front"])
    for home, ours, pin in ((codes, first, PIN), (other, second, OTHER_PIN)):
        digits = home.held(ours).pin
        assert digits is not None
        assert digits.reveal() == pin
        assert [it.id for it in home.book.known("front") if it.managed] == [ours.id]


async def test_one_is_interrupted(codes: Codes, other: Codes) -> None:
    """After a restart the digits are gone: a person is asked, nobody picks."""
    gate = hold_and_lose(codes, 1)
    task = asyncio.create_task(codes.writer.add("front", draft(pin=PIN)))
    await until(lambda: codes.cloud.calls("codes.add"))
    await other.writer.add("front", draft(pin=OTHER_PIN))
    codes.cloud.hold("codes.list")
    reads = codes.cloud.calls("codes.list")
    gate.set()
    await until(lambda: codes.cloud.calls("codes.list") > reads)
    assert await codes.hass.config_entries.async_reload(codes.entry.entry_id)
    await asyncio.gather(task, return_exceptions=True)
    await live((codes, other), 5)
    assert codes.on_lock() == ["Anna", "Anna"]
    assert made_here(other) == ["Anna"]
    assert codes.problems() == [("Anna", "two_candidates")]
    assert len(our_issues(codes.hass)) == 1
    assert our_issues(other.hass) == []


async def test_a_name_that_the_other_has_used(codes: Codes, other: Codes) -> None:
    """It is taken: which of two of one name somebody means, nobody would know."""
    await codes.writer.add("front", draft())
    with pytest.raises(RejectedError) as caught:
        await other.writer.add("front", draft(pin=OTHER_PIN))
    assert caught.value.reason is Reason.NAME_IN_USE


async def test_clearing_takes_ones_own(codes: Codes, other: Codes) -> None:
    """In each home those that were made there."""
    await codes.writer.add("front", draft())
    await other.writer.add("front", draft("Bert", OTHER_PIN))
    rows = await act(codes.hass, "clear_codes", confirm=True)
    assert (rows[FRONT]["removed"], rows[FRONT]["kept"]) == (["Anna"], ["Bert"])
    await live((codes, other), 2)
    assert (other.on_lock(), made_here(other)) == (["Bert"], ["Bert"])
    rows = await act(other.hass, "clear_codes", confirm=True)
    assert (rows[FRONT]["removed"], rows[FRONT]["kept"]) == (["Bert"], [])


async def test_what_the_other_deletes_by_name(codes: Codes, other: Codes) -> None:
    """That was asked for; who made the code is told, and does not write it again."""
    await codes.writer.add("front", draft())
    codes.told()
    await act(other.hass, "delete_code", name="Anna")
    await live((codes, other), 40)
    assert codes.told() == ["removed_elsewhere"]
    assert codes.on_lock() == codes.names() == []
    assert codes.cloud.calls("codes.add") == 1


async def test_an_id_that_the_other_is_given_again(
    codes: Codes, other: Codes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some clouds count places: then it is another code, and not ours to clear away."""
    over = Schedule.window(None, codes.cloud.now() + HOUR)
    anna = await codes.writer.add("front", draft(schedule=over))
    codes.cloud.remove_code("front", anna.id)
    monkeypatch.setattr(codes.cloud, "new_id", lambda _kind: anna.id)
    await other.writer.add("front", draft("Bert", OTHER_PIN))
    await live((codes, other), 130)
    assert codes.on_lock() == ["Bert"]
    assert (made_here(codes), made_here(other)) == ([], ["Bert"])


async def test_the_other_home_goes(codes: Codes, other: Codes) -> None:
    """Removing the account there takes nothing away here."""
    await codes.writer.add("front", draft())
    await other.writer.add("front", draft("Bert", OTHER_PIN))
    await other.hass.config_entries.async_remove(other.entry.entry_id)
    await codes.live(10 * MINUTE)
    assert codes.on_lock() == ["Anna", "Bert"]
    assert made_here(codes) == ["Anna"]


def test_homes_are_two(codes: Codes, other: Codes, hass: HomeAssistant) -> None:
    """Each has registries and entries of its own."""
    assert codes.hass is hass is not other.hass
    assert codes.entry.entry_id != other.entry.entry_id
