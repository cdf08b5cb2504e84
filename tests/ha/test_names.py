"""What of people's names stands in states, events and repairs, by choice."""

from collections.abc import Awaitable, Callable

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import access
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.names import async_shown_in_event, initials
from tests.fake_cloud import FakeBackend

from .acting import act_at_front, all_events
from .codes import HOUR, MINUTE, Codes, draft, issues
from .conftest import SetUp
from .home import pass_time, record_events, settle, state
from .options import choose_for_house

pytestmark = pytest.mark.usefixtures("clock", "at_once")

type Choose = Callable[[str], Awaitable[None]]

NAME = "Rosa Luz, cleaning"

CHOICES = [("full", NAME), ("initials", "R. L. C."), ("none", None)]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (NAME, "R. L. C."),
        ("anna", "A."),
        ("Élodie 2", "É."),
        ("安娜", "安."),
        ("rosa.luz@example.com", "R. L. E. C."),
        ("Guest ••••", "G."),
        ("4711", "••••"),
        ("", "••••"),
    ],
)
def test_initials(name: str, short: str) -> None:
    """First letters of words, of any alphabet; what has none is hidden."""
    assert initials(name) == short


@pytest.fixture
async def reload_access(hass: HomeAssistant, account: MockConfigEntry) -> Choose:
    """Return how to choose and let Access load anew, as its form does."""

    async def choose(choice: str) -> None:
        choose_for_house(hass, record_names=choice)
        entry = access.async_get(hass)
        assert entry is not None
        assert await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done()

    return choose


@pytest.mark.parametrize(("choice", "shown"), CHOICES)
async def test_who_came_in(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    reload_access: Choose,
    choice: str,
    shown: str | None,
) -> None:
    """In the event, at the lock and in the sensor; an action tells in full."""
    await settle(hass)
    await reload_access(choice)
    fired = record_events(hass, "access")
    fake_cloud.emit("front", EventType.UNLOCKED, method=Method.CARD, who=NAME)
    await pass_time(hass, clock, 60)

    (event,) = fired
    assert event.get("who") == shown
    assert state(hass, "lock", "lock").attributes.get("changed_by") == shown
    assert state(hass, "sensor", "last_access_by").state == (shown or "unknown")
    row = await act_at_front(hass, "get_activity")
    assert row["events"][-1]["who"] == NAME


async def test_a_choice_holds_at_once(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    reload_access: Choose,
) -> None:
    """Nothing has to happen at the door first."""
    await settle(hass)
    fake_cloud.emit("front", EventType.UNLOCKED, method=Method.CARD, who=NAME)
    await pass_time(hass, clock, 60)
    assert state(hass, "lock", "lock").attributes["changed_by"] == NAME

    await reload_access("none")
    assert "changed_by" not in state(hass, "lock", "lock").attributes
    assert state(hass, "sensor", "last_access_by").state == "unknown"
    await reload_access("full")
    assert state(hass, "lock", "lock").attributes["changed_by"] == NAME


@pytest.mark.parametrize(("choice", "shown"), CHOICES)
async def test_names_of_codes(
    hass: HomeAssistant,
    codes: Codes,
    reload_access: Choose,
    choice: str,
    shown: str | None,
) -> None:
    """In events, in what is wrong and in repairs; an action tells in full."""
    await reload_access(choice)
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft(NAME))
    await codes.live(12 * MINUTE)

    assert {it.get("who") for it in codes.events} == {shown}
    label = shown or "••••"
    problem = state(hass, "binary_sensor", "code_problem")
    assert problem.attributes["which"] == [label]
    assert [it["code"] for it in issues(hass)] == [label]
    row = await act_at_front(hass, "get_codes")
    assert [it["name"] for it in row["codes"]] == [NAME]


async def test_a_repair_changes_with_the_choice(
    hass: HomeAssistant, codes: Codes, reload_access: Choose
) -> None:
    """Every user may read repairs."""
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft(NAME))
    await codes.live(12 * MINUTE)
    (before,) = ir.async_get(hass).issues
    await reload_access("none")
    assert [it["code"] for it in issues(hass)] == ["••••"]
    assert list(ir.async_get(hass).issues) == [before]


@pytest.mark.parametrize("choice", ["initials", "none"])
async def test_nothing_on_the_bus_has_the_name(
    hass: HomeAssistant,
    codes: Codes,
    reload_access: Choose,
    choice: str,
) -> None:
    """Whatever the bus sees, the database keeps: ids of repairs as well."""
    await reload_access(choice)
    seen = all_events(hass)
    codes.cloud.queued.add("front")
    await codes.writer.add("front", draft(NAME))
    codes.cloud.emit("front", EventType.UNLOCKED, method=Method.CARD, who=NAME)
    await codes.live(12 * MINUTE)
    kinds = {str(it.event_type) for it in seen}
    assert {"state_changed", "repairs_issue_registry_updated"} <= kinds
    assert not [it for it in seen if "Rosa" in str(it.data)]


@pytest.mark.parametrize(("choice", "shown"), CHOICES)
async def test_calendar(
    hass: HomeAssistant,
    with_only: SetUp,
    choice: str,
    shown: str | None,
) -> None:
    """Every user may read it."""
    entry = await with_only(Platform.CALENDAR)
    start = dt_util.utcnow() + HOUR
    hours = Schedule.window(start, start + HOUR)
    choose_for_house(hass, record_names=choice)
    await entry.runtime_data.code_writer.add("front", draft(NAME, schedule=hours))
    told = state(hass, "calendar", "code_schedule").attributes
    assert told["message"] == (shown or "••••")


async def test_the_entity_of_a_person(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    """Its id is the name again."""
    said = {"who": "Anna", "person": "person.anna", "code_id": "1"}
    assert async_shown_in_event(hass, said) == said
    choose_for_house(hass, record_names="initials")
    assert async_shown_in_event(hass, said) == {"who": "A.", "code_id": "1"}
    assert async_shown_in_event(hass, {"code_id": "1"}) == {"code_id": "1"}
