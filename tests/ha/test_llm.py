"""Questions that a language model may answer about doors: they read, and no more."""

from datetime import timedelta
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, llm
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.cloud_locks import assist as assist_module
from custom_components.cloud_locks.llm import async_get_tools
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.errors import CloudUnreachable
from custom_components.cloud_locks.model.schedule import Schedule

from .acting import PIN
from .grants import BACK_DOOR, FRONT_DOOR, House, make_grant
from .home import settle
from .options import choose_for_house

ASSISTANT = "conversation"
LOCKS = ("lock.front_door", "lock.back_door")
WHO = ("sensor.front_door_last_access_by", "sensor.back_door_last_access_by")
PEOPLE = "sensor.people_with_access"
CAME, CAN = "cloud_locks__who_came_in", "cloud_locks__who_can_open_now"


@pytest.fixture(autouse=True)
async def assist(hass: HomeAssistant, house: House) -> None:
    """Set up what offers tools; the doors are there, and none is exposed."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    for domain in ("homeassistant", "llm"):
        assert await async_setup_component(hass, domain, {})


def expose(hass: HomeAssistant, *entity_ids: str) -> None:
    """Choose what the assistant may talk about."""
    for entity_id in entity_ids:
        async_expose_entity(hass, ASSISTANT, entity_id, should_expose=True)


async def tools(
    hass: HomeAssistant, user: User | None = None, api: str = "assist"
) -> llm.APIInstance:
    """Return what a model is offered when somebody speaks."""
    context = Context(user_id=None if user is None else user.id)
    asked = llm.LLMContext("test", context, "en", ASSISTANT, None)
    return await llm.async_get_api(hass, api, asked)


async def offered(hass: HomeAssistant) -> list[str]:
    """Return which tools of ours there are."""
    names = [it.name for it in (await tools(hass)).tools]
    return [it for it in names if it.startswith("cloud_locks")]


async def ask(
    hass: HomeAssistant, tool: str, user: User | None = None, **args: Any
) -> dict[str, Any]:
    """Return what a tool answers."""
    instance = await tools(hass, user)
    result = await instance.async_call_tool(llm.ToolInput(tool, args))
    return dict(result.data)


async def test_nothing_is_offered_unasked(hass: HomeAssistant) -> None:
    """A lock alone does not tell names; a sensor without its lock does not either."""
    assert await offered(hass) == []
    expose(hass, *WHO, PEOPLE)
    assert await offered(hass) == []


async def test_each_question_has_its_consent(hass: HomeAssistant) -> None:
    """The sensor that tells who it was; the one of people with access."""
    expose(hass, *LOCKS)
    assert await offered(hass) == []
    expose(hass, WHO[0])
    assert await offered(hass) == [CAME]
    expose(hass, PEOPLE)
    assert await offered(hass) == [CAME, CAN]
    for tool in (await tools(hass)).tools:
        if tool.name in {CAME, CAN}:
            assert tool.annotations.read_only
            assert not tool.annotations.destructive
            assert tool.integration == "cloud_locks"


async def test_who_came_in_today(hass: HomeAssistant, house: House) -> None:
    """At the doors of which it may be told, since midnight at home; nothing moves."""
    expose(hass, *LOCKS, WHO[0])
    now = dt_util.utcnow()
    for lock_id, who, ago in (
        ("front", "Anna", timedelta(hours=1)),
        ("front", "Bert", timedelta(hours=20)),
        ("back", "Carl", timedelta(hours=1)),
    ):
        house.cloud.emit(
            lock_id,
            EventType.UNLOCKED,
            method=Method.CODE,
            who=who,
            occurred_at=now - ago,
        )
    house.cloud.emit("front", EventType.LOCKED, who="Dora")
    told = await ask(hass, CAME)
    assert told == {
        "came_in": [
            {
                "door": "Front door",
                "time": "2026-11-21T12:00+01:00",
                "who": "Anna",
                "how": "code",
            }
        ],
        "could_not_be_read": [],
    }
    yesterday = await ask(hass, CAME, day="yesterday", door="Front door")
    assert [it["who"] for it in yesterday["came_in"]] == ["Bert"]
    assert house.cloud.calls("operate") == 0


@pytest.mark.parametrize(("choice", "who"), [("initials", "A."), ("none", None)])
async def test_names_as_they_may_be_shown(
    hass: HomeAssistant, house: House, choice: str, who: str | None
) -> None:
    """What was chosen for names holds for voices too."""
    expose(hass, *LOCKS, *WHO, PEOPLE)
    await house.give(make_grant())
    choose_for_house(hass, record_names=choice)
    await settle(hass)
    house.cloud.emit("front", EventType.UNLOCKED, who="Anna")
    assert [it["who"] for it in (await ask(hass, CAME))["came_in"]] == [who]
    (row,) = (await ask(hass, CAN, door="Front door"))["doors"]
    assert row["people"] == ([] if who is None else [who])
    assert row["without_name"] == (who is None)


async def test_a_cloud_that_does_not_answer(hass: HomeAssistant, house: House) -> None:
    """It is said that something is not known."""
    expose(hass, *LOCKS, *WHO)
    house.cloud.fail("activity", CloudUnreachable(), lock_id="back")
    told = await ask(hass, CAME)
    assert told == {"came_in": [], "could_not_be_read": ["Back door"]}


async def test_who_can_open_now(hass: HomeAssistant, house: House) -> None:
    """By access or by any other code, at this hour; never the digits."""
    expose(hass, *LOCKS, PEOPLE)
    soon = Schedule.window(dt_util.utcnow() + timedelta(hours=1), None)
    await house.give(make_grant(FRONT_DOOR, BACK_DOOR))
    await house.give(make_grant(name="Bert", pin="739105", schedule=soon))
    house.cloud.add_code("back", "Neighbour", "528617")
    await house.entry.runtime_data.codes.read("back")
    told = await ask(hass, CAN)
    people = {it["door"]: it["people"] for it in told["doors"]}
    assert people == {"Front door": ["Anna"], "Back door": ["Anna", "Neighbour"]}
    assert all(it["codes_were_read"] for it in told["doors"])
    assert PIN not in repr(told)
    house.clock.tick(timedelta(hours=2))
    (front,) = (await ask(hass, CAN, door="Front door"))["doors"]
    assert front["people"] == ["Anna", "Bert"]


async def test_what_is_not_on_the_lock_opens_nothing(
    hass: HomeAssistant, house: House
) -> None:
    """On its way, or paused."""
    expose(hass, *LOCKS, PEOPLE)
    house.cloud.queued.add("front")
    await house.give(make_grant())
    (front,) = (await ask(hass, CAN, door="Front door"))["doors"]
    assert front["people"] == []


async def test_exposed_by_the_entity_of_a_linked_account(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours is hidden behind it, and each door is there once."""
    theirs = er.async_get(hass).async_get_or_create("lock", "other", "1")
    expose(hass, theirs.entity_id, WHO[0])
    assert await offered(hass) == []
    monkeypatch.setattr(
        assist_module,
        "async_our_lock",
        lambda _, it: LOCKS[0] if it == theirs.entity_id else it,
    )
    assert await offered(hass) == [CAME]
    expose(hass, LOCKS[0], PEOPLE)
    assert len((await ask(hass, CAN))["doors"]) == 1


async def test_other_apis_have_no_such_tools(hass: HomeAssistant) -> None:
    """They choose what they offer themselves."""
    expose(hass, *LOCKS, *WHO, PEOPLE)
    asked = llm.LLMContext("test", None, "en", ASSISTANT, None)
    assert async_get_tools(hass, asked, "other") is None
    assert async_get_tools(hass, asked, "assist") is not None


async def test_who_asks_must_be_allowed_to_know(
    hass: HomeAssistant, house: House
) -> None:
    """Whose codes there are is for managers; who sees no lock hears of nothing."""
    expose(hass, *LOCKS, *WHO, PEOPLE)
    await house.give(make_grant())
    house.cloud.emit("front", EventType.UNLOCKED, who="Anna")
    user = MockUser().add_to_hass(hass)
    user.mock_policy({})
    assert await ask(hass, CAN, user) == {"error": "This person may not know"}
    assert (await ask(hass, CAME, user))["came_in"] == []
    user.mock_policy({"entities": {"all": {"read": True}}})
    assert len((await ask(hass, CAME, user))["came_in"]) == 1
    admin = MockUser(is_owner=True).add_to_hass(hass)
    assert len((await ask(hass, CAN, admin))["doors"]) == 2


async def test_an_account_that_is_away(hass: HomeAssistant, house: House) -> None:
    """There is nothing to tell."""
    expose(hass, *LOCKS, *WHO, PEOPLE)
    await hass.config_entries.async_unload(house.entry.entry_id)
    assert await offered(hass) == []
