"""The worked examples of docs/automations.md do what the page says of them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import slugify
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_event import EventType, Stream
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    LockOffline,
    OutcomeUnknown,
)
from custom_components.cloud_locks.model.lock import (
    Battery,
    BoltState,
    DoorState,
    Reachability,
)
from custom_components.cloud_locks.model.schedule import Schedule
from tests.fake_cloud import FakeBackend

from .acting import OTHER_PIN, PIN, digits, only_code
from .home import pass_time, turn
from .worked_examples import (
    House,
    annas_code,
    examples,
    examples_of_readme,
    furnish,
    gardeners_codes,
    guest_until,
)

pytestmark = pytest.mark.usefixtures("clock", "at_once")

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


@pytest.fixture
async def house(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
) -> AsyncIterator[House]:
    """Return the house; afterwards no digits may be where others can read them."""
    house = await furnish(hass, account, fake_cloud, clock)
    await pass_time(hass, clock, 5)
    pins = house.pins()
    yield house
    await house.call("automation.turn_off", entity_id="all")
    assert house.traces(), "nothing ran"
    public = house.public()
    for pin in pins | house.pins():
        assert pin not in public


def test_each_example_has_a_test() -> None:
    """A new one on the page is not forgotten here."""
    titles = examples()
    assert len(titles) >= 10
    untested = [it for it in titles if f"test_{slugify(it)}" not in globals()]
    assert untested == []


def test_readme_shows_one_of_them() -> None:
    """So that what stands there is tried as well."""
    (shown,) = examples_of_readme()
    assert [shown] == examples()["Light for the cleaner"]


async def test_digits_would_be_seen(
    hass: HomeAssistant,
    clock: FrozenDateTimeFactory,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
) -> None:
    """What is looked at after each example really holds what an automation reads."""
    house = await furnish(hass, account, fake_cloud, clock)
    fake_cloud.add_code("front", "Anna", PIN)
    reading = {
        "action": "cloud_locks.get_codes",
        "target": {"entity_id": "lock.front_door"},
        "data": {"include_pins": True},
        "response_variable": "answer",
    }
    await house.set_up([{"alias": "Curious", "sequence": [reading]}])
    assert PIN not in house.public()
    await house.call("script.curious")
    assert PIN in house.public()


async def test_light_for_the_cleaner(house: House) -> None:
    """It goes on for her, and only for her coming in."""
    await house.load("Light for the cleaner")
    house.cloud.add_code("front", "Rosa, cleaning", PIN)
    house.cloud.add_code("front", "Anna", OTHER_PIN)
    house.cloud.type_pin("front", OTHER_PIN)
    house.cloud.emit("front", EventType.DENIED, who="Rosa, cleaning")
    await house.noticed()
    assert house.shows("light.hall") == "off"
    house.cloud.type_pin("front", PIN)
    await house.noticed()
    assert house.shows("light.hall") == "on"


async def test_light_for_the_cleaner_stays_off_when_late(house: House) -> None:
    """She may have gone meanwhile."""
    await house.load("Light for the cleaner")
    five_minutes_ago = house.cloud.now() - 5 * MINUTE
    house.cloud.emit(
        "front",
        EventType.UNLOCKED,
        who="Rosa, cleaning",
        occurred_at=five_minutes_ago,
    )
    await house.noticed()
    assert house.attribute("event.front_door_access", "who") == "Rosa, cleaning"
    assert house.shows("light.hall") == "off"


async def test_a_code_for_tonight(house: House) -> None:
    """The guest is told the PIN that is on the lock; a second time replaces it."""
    await house.load("A code for tonight")
    await house.call("script.a_code_for_tonight", guest="Carl", phone="notify.rosa")
    code = only_code(house.cloud)
    until = "22 November 2026, 12:00"
    assert house.rosa.messages == [
        f"Hello Carl, your code for Front door until {until} is {digits(code)}."
    ]
    tonight = Schedule.window(house.home_time("17:00"), house.home_time("12:00") + DAY)
    assert code.schedule is not None
    assert code.schedule.same_as(tonight, at=house.cloud.now())
    await house.call("script.a_code_for_tonight", guest="Carl", phone="notify.rosa")
    assert digits(only_code(house.cloud)) in house.rosa.messages[1]
    assert house.rosa.messages[0] != house.rosa.messages[1]
    assert house.family.messages == []


async def test_a_code_for_tonight_that_the_lock_has_not(house: House) -> None:
    """Then the guest is told nothing, and the family why."""
    await house.load("A code for tonight")
    house.cloud.queued.add("front")
    begun = asyncio.create_task(
        house.call("script.a_code_for_tonight", guest="Carl", phone="notify.rosa")
    )
    await turn()
    await house.later(31 * SECOND)
    await begun
    assert house.rosa.messages == []
    assert house.family.messages == ["Carl has no code yet: pending"]


async def test_a_code_for_one_parcel(house: House) -> None:
    """It is made for the button, sent to the family, and gone after its first use."""
    await house.load("A code for one parcel")
    await house.call("input_button.press", entity_id="input_button.parcel")
    code = only_code(house.cloud)
    assert code.schedule is not None
    assert code.schedule.end == house.cloud.now() + 4 * HOUR
    (told,) = house.family.messages
    assert told.startswith(f"For the delivery note: {digits(code)}, until ")
    house.cloud.emit("front", EventType.UNLOCKED, who="Anna")
    await house.noticed()
    assert only_code(house.cloud).id == code.id
    house.cloud.type_pin("front", digits(code))
    await house.noticed()
    assert house.cloud.codes["front"] == {}


async def test_the_guest_is_late(house: House) -> None:
    """The end of a code that nobody used moves, and nothing else of it."""
    await house.load("The guest is late")
    before = guest_until(house, "22:00")
    await house.later(house.till("21:30"))
    after = only_code(house.cloud)
    assert before.schedule is not None
    assert after.schedule is not None
    assert after.schedule.end == house.home_time("22:00") + 3 * HOUR
    assert after.schedule.start == before.schedule.start
    assert (after.name, after.pin) == (before.name, before.pin)
    assert len(house.family.messages) == 1


async def test_the_guest_is_not_late(house: House) -> None:
    """Who came in needs no more time; somebody else's coming in says nothing."""
    await house.load("The guest is late")
    before = guest_until(house, "22:00")
    house.cloud.type_pin("front", PIN)
    await house.later(house.till("21:30"))
    assert only_code(house.cloud) == before
    assert house.family.messages == []


async def test_the_guest_is_late_and_there_is_no_guest(house: House) -> None:
    """Nothing to do is no error."""
    await house.load("The guest is late")
    await house.later(house.till("21:30"))
    assert house.cloud.calls("codes.update") == 0
    assert house.family.messages == []


async def test_a_new_pin_for_the_gardener(house: House) -> None:
    """On both doors; the hours stay."""
    await house.load("A new PIN for the gardener")
    hours = gardeners_codes(house)
    await house.later(house.till("06:00", days=1))
    assert house.gardener.messages == [], "it is Sunday"
    await house.later(house.till("06:00", days=1))
    front, back = only_code(house.cloud), only_code(house.cloud, "back")
    assert front.pin == back.pin
    assert digits(front) != PIN
    assert (front.schedule, back.schedule) == (hours, hours)
    (told,) = house.gardener.messages
    assert told.startswith("Your new code for ")
    assert told.endswith(f" is {digits(front)}.")
    assert all(door in told for door in ("Front door", "Back door"))
    assert house.family.messages == []


async def test_a_new_pin_for_the_gardener_at_one_door(house: House) -> None:
    """The gardener is told of the door that took it, the family of the other."""
    await house.load("A new PIN for the gardener")
    gardeners_codes(house)
    house.cloud.fail("codes.update", LockOffline("back"), lock_id="back")
    await house.later(house.till("06:00", days=2))
    new = digits(only_code(house.cloud))
    assert house.gardener.messages == [f"Your new code for Front door is {new}."]
    (told,) = house.family.messages
    assert "Back door: The lock is out of reach" in told
    assert "Front door" not in told


async def test_a_new_pin_for_the_gardener_nowhere(house: House) -> None:
    """The family is told, the gardener is not."""
    await house.load("A new PIN for the gardener")
    gardeners_codes(house)
    house.cloud.fail("codes.update", LockOffline("any"), times="always")
    await house.later(house.till("06:00", days=2))
    assert house.gardener.messages == []
    assert house.family.messages == ["The gardener's new PIN is not on every lock."]


async def test_home_from_school(house: House) -> None:
    """Once a day, on school days."""
    await house.load("Home from school")
    await annas_code(house)
    for expected in (0, 1, 2):
        await house.later(house.till("13:04", days=1))
        house.cloud.emit("front", EventType.UNLOCKED, who="Bert")
        for _ in range(2):
            house.cloud.type_pin("front", PIN)
            await house.noticed()
        assert len(house.family.messages) == expected
    assert house.family.messages == ["Anna came home at 13:04."] * 2


async def test_home_from_school_in_an_outage(house: House) -> None:
    """The message comes late and names the time of the door."""
    await house.load("Home from school")
    await annas_code(house)
    await house.later(house.till("13:04", days=2))
    for method in ("activity", "inventory", "states"):
        house.cloud.fail(method, CloudUnreachable(), times="always")
    house.cloud.type_pin("front", PIN)
    for _ in range(6):
        await house.noticed()
    assert house.family.messages == []
    house.cloud.heal()
    for _ in range(2):
        await house.noticed()
    assert house.attribute("event.front_door_access", "late") is True
    assert house.family.messages == ["Anna came home at 13:04."]


async def test_lock_up_at_night(house: House) -> None:
    """Every door is locked, and nobody is told."""
    await house.load("Lock up at night")
    for lock_id in ("front", "back"):
        house.cloud.change(lock_id, bolt=BoltState.UNLOCKED)
    await house.noticed()
    await house.later(house.till("23:00"))
    bolts = {it.bolt for it in house.cloud.locks.values()}
    assert bolts == {BoltState.LOCKED}
    assert house.family.messages == []


async def test_lock_up_at_night_with_a_jam(house: House) -> None:
    """The other door is locked all the same, and the family knows which is not."""
    await house.load("Lock up at night")
    for lock_id in ("front", "back"):
        house.cloud.change(lock_id, bolt=BoltState.UNLOCKED)
    house.cloud.jammed.add("front")
    await house.noticed()
    await house.later_while_waiting(
        house.till("23:00"), lambda: house.waits_at("action/1")
    )
    await house.later(2 * MINUTE)
    assert house.cloud.locks["back"].bolt is BoltState.LOCKED
    assert house.family.messages == ["Not locked: Front door (jammed)"]


async def test_lock_up_at_night_out_of_reach(house: House) -> None:
    """Home Assistant passes such a lock over; the message does not."""
    await house.load("Lock up at night")
    house.cloud.change("back", reachability=Reachability.OFFLINE)
    await house.noticed()
    await house.later_while_waiting(
        house.till("23:00"), lambda: house.waits_at("action/1")
    )
    await house.later(2 * MINUTE)
    assert house.family.messages == ["Not locked: Back door (unavailable)"]


async def test_door_left_open(house: House) -> None:
    """After five minutes, then each quarter of an hour, until it is shut."""
    await house.load("Door left open")
    house.cloud.change("front", door=DoorState.OPEN)
    await house.later(30 * SECOND)
    await house.later(4 * MINUTE)
    assert house.family.messages == []
    said = house.family.messages
    await house.later_while_waiting(2 * MINUTE, lambda: len(said) == 1)
    await house.later_while_waiting(16 * MINUTE, lambda: len(said) == 2)
    house.cloud.change("front", door=DoorState.CLOSED)
    await house.later(HOUR)
    assert said == ["The front door is open."] * 2
    assert house.attribute("automation.door_left_open", "current") == 0


async def test_door_left_open_and_the_lock_is_gone(house: House) -> None:
    """Nobody knows whether it is open any more, so nothing is said."""
    await house.load("Door left open")
    house.cloud.change("front", door=DoorState.OPEN)
    await house.later(30 * SECOND)
    await house.later_while_waiting(6 * MINUTE, lambda: house.family.messages)
    house.cloud.change("front", reachability=Reachability.OFFLINE)
    await house.later(HOUR)
    assert len(house.family.messages) == 1
    assert house.attribute("automation.door_left_open", "current") == 0


async def test_somebody_is_at_the_lock(house: House) -> None:
    """Each alarm is a message, and the siren sounds; a jam is none of these."""
    await house.load("Somebody is at the lock")
    house.cloud.emit("front", EventType.JAMMED, stream=Stream.ALARM)
    await house.noticed()
    assert (house.family.messages, house.shows("siren.hall")) == ([], "off")
    for kind in (EventType.TAMPER, EventType.FORCED):
        house.cloud.emit("back", kind, stream=Stream.ALARM)
    await house.noticed()
    told = [it.split(" at ")[0] for it in house.family.messages]
    assert told == ["Back door Alarm: tamper", "Back door Alarm: forced"]
    assert house.shows("siren.hall") == "on"


async def test_somebody_was_at_the_lock(house: House) -> None:
    """Hours later it is a message with the time, and no noise."""
    await house.load("Somebody is at the lock")
    house.cloud.emit(
        "front",
        EventType.FORCED,
        stream=Stream.ALARM,
        occurred_at=house.home_time("03:10"),
    )
    await house.noticed()
    assert house.family.messages == ["Front door Alarm: forced at Sat 03:10"]
    assert house.shows("siren.hall") == "off"


async def test_a_code_is_not_as_it_should_be(house: House) -> None:
    """Somebody made one in the app, took one off, and one never came."""
    await house.load("A code is not as it should be")
    code = house.cloud.add_code("back", "Neighbour", PIN)
    await house.read_codes("back")
    house.cloud.remove_code("back", code.id)
    await house.read_codes("back")
    said = "was made or changed in the app of the lock."
    gone = "was taken off in the app of the lock."
    assert house.family.messages == [
        f"Back door Codes: Neighbour {said}",
        f"Back door Codes: Neighbour {gone}",
    ]


async def test_a_code_never_came(house: House) -> None:
    """The message has the reason."""
    await house.load("A code is not as it should be")
    house.cloud.queued.add("front")
    await house.call(
        "cloud_locks.add_code", entity_id="lock.front_door", name="Anna", wait=0
    )
    house.cloud.remove_code("front", only_code(house.cloud).id)
    for _ in range(3):
        await house.noticed()
    (told,) = house.family.messages
    assert told == "Front door Codes: Anna did not get onto the lock (not_confirmed)."


async def test_sunday_digest(house: House) -> None:
    """What is low and which codes are in trouble, on Sundays; else nothing."""
    await house.load("Sunday digest")
    await house.later(house.till("18:00"))
    await house.later(house.till("18:00", days=1))
    assert house.family.messages == []
    house.cloud.change("front", battery=Battery(percent=24, low=False))
    house.cloud.change("back", battery=Battery(percent=None, low=True))
    house.cloud.fail("codes.add", OutcomeUnknown(), times="always")
    await house.call(
        "cloud_locks.add_code", entity_id="lock.front_door", name="Anna", wait=0
    )
    await house.later(house.till("18:00", days=7))
    (told,) = house.family.messages
    assert set(told.splitlines()) == {
        "Back door Low battery: on",
        "Front door Battery: 24",
        "Front door Code problem: Anna",
    }
