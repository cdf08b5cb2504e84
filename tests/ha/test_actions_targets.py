"""Which locks a call means, and who may call."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from homeassistant.helpers.target import TargetSelection
from homeassistant.setup import async_setup_component
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.cloud_locks.actions import ACTIONS, Action, targets
from custom_components.cloud_locks.model.lock import Reachability
from tests.fake_cloud import FakeBackend

from .acting import BACK, BOTH, FRONT, act

type Ask = Callable[..., Awaitable[set[str]]]


@pytest.fixture
def ask(hass: HomeAssistant, account: MockConfigEntry) -> Ask:
    """Return how to ask which locks a target means."""

    async def locks(**target: Any) -> set[str]:
        return set(await act(hass, "get_capabilities", None, **target))

    return locks


async def key_of_refusal(ask: Ask, **target: object) -> str:
    """Return the key of the error that a target leads to."""
    with pytest.raises(ServiceValidationError) as caught:
        await ask(**target)
    return str(caught.value.translation_key)


async def test_entities(ask: Ask) -> None:
    """One, several, or one twice."""
    assert await ask(entity_id=FRONT) == {FRONT}
    assert await ask(entity_id=[*BOTH, FRONT]) == set(BOTH)


async def test_area_label_floor_device(hass: HomeAssistant, ask: Ask) -> None:
    """A lock is found by whatever it is sorted under; its other entities are not."""
    floor = fr.async_get(hass).async_create("Ground floor")
    area = ar.async_get(hass).async_create("Hall", floor_id=floor.floor_id)
    label = lr.async_get(hass).async_create("Doors")
    device_id = put_into(hass, area, FRONT)
    er.async_get(hass).async_update_entity(BACK, labels={label.label_id})

    assert await ask(area_id=area.id) == {FRONT}
    assert await ask(floor_id=floor.floor_id) == {FRONT}
    assert await ask(device_id=device_id) == {FRONT}
    assert await ask(label_id=label.label_id) == {BACK}
    assert await ask(label_id=label.label_id, area_id=area.id) == set(BOTH)


def put_into(hass: HomeAssistant, area: ar.AreaEntry, entity_id: str) -> str:
    """Put the device of a lock into an area and return its id."""
    lock = er.async_get(hass).async_get(entity_id)
    assert lock is not None
    assert lock.device_id is not None
    dr.async_get(hass).async_update_device(lock.device_id, area_id=area.id)
    return lock.device_id


async def test_groups(hass: HomeAssistant, ask: Ask) -> None:
    """Old ones, helpers, and one in another."""
    config = {
        "group": {
            "doors": {"entities": BOTH},
            "house": {"entities": ["group.doors", "lock.entrances"]},
        }
    }
    assert await async_setup_component(hass, "group", config)
    helper = MockConfigEntry(
        domain="group",
        title="Entrances",
        options={
            "group_type": "lock",
            "name": "Entrances",
            "entities": [FRONT, "lock.entrances"],
            "hide_members": False,
        },
    )
    helper.add_to_hass(hass)
    assert await hass.config_entries.async_setup(helper.entry_id)
    await hass.async_block_till_done()
    assert await ask(entity_id="group.doors") == set(BOTH)
    assert await ask(entity_id="lock.entrances") == {FRONT}
    assert await ask(entity_id=["lock.entrances", "group.house"]) == set(BOTH)


async def test_groups_in_a_circle(hass: HomeAssistant, ask: Ask) -> None:
    """Two groups that list each other come to an end."""
    hass.states.async_set("lock.one", "locked", {"entity_id": ["lock.two", FRONT]})
    hass.states.async_set("lock.two", "locked", {"entity_id": ["lock.one", BACK]})
    assert await ask(entity_id="lock.one") == set(BOTH)


async def test_scene_is_no_group(hass: HomeAssistant, ask: Ask) -> None:
    """It lists a lock and does not stand for it."""
    hass.states.async_set("scene.night", "unknown", {"entity_id": [FRONT]})
    assert await key_of_refusal(ask, entity_id="scene.night") == "no_locks_in_target"


async def test_what_a_target_leaves_out(
    hass: HomeAssistant, account: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`exclude` of Home Assistant 2026.11 holds for members of groups as well."""

    class Excluding(TargetSelection):
        """What later versions make of `exclude`."""

        def __init__(self, config: dict[str, Any]) -> None:
            super().__init__(config)
            self.exclude = TargetSelection({"entity_id": "lock.entrances"})

    monkeypatch.setattr(targets, "TargetSelection", Excluding)
    hass.states.async_set("lock.entrances", "locked", {"entity_id": [FRONT]})
    hass.states.async_set("lock.doors", "locked", {"entity_id": BOTH})
    call = ServiceCall(hass, "cloud_locks", "get_codes", {"entity_id": ["lock.doors"]})
    (door,) = targets.async_find(hass, call).doors
    assert door.entity_id == BACK


async def test_lock_that_is_unavailable(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry, ask: Ask
) -> None:
    """It is reached; what comes of it is for the cloud to say."""
    lock = fake_cloud.change("front", reachability=Reachability.OFFLINE)
    account.runtime_data.locks.async_put(lock)
    state = hass.states.get(FRONT)
    assert state is not None
    assert state.state == "unavailable"
    assert await ask(entity_id=FRONT) == {FRONT}


async def test_disabled_and_hidden_locks(hass: HomeAssistant, ask: Ask) -> None:
    """Out of sight, and still reached when named."""
    registry = er.async_get(hass)
    area = ar.async_get(hass).async_create("Hall")
    for entity_id in BOTH:
        put_into(hass, area, entity_id)
    registry.async_update_entity(FRONT, disabled_by=er.RegistryEntryDisabler.USER)
    registry.async_update_entity(BACK, hidden_by=er.RegistryEntryHider.USER)
    assert await ask(entity_id=BOTH) == set(BOTH)
    assert await key_of_refusal(ask, area_id=area.id) == "no_locks_in_target"


async def test_all_is_refused(ask: Ask) -> None:
    """A slip of the pen must not change every lock."""
    assert await key_of_refusal(ask, entity_id="all") == "target_all"


@pytest.mark.parametrize(
    "target",
    [
        {"entity_id": "none"},
        {"entity_id": "sensor.front_door_battery"},
        {"entity_id": []},
        {"area_id": "nowhere"},
        {"device_id": "nothing"},
        {"label_id": "nothing"},
        {"floor_id": "nowhere"},
    ],
)
async def test_nothing_is_found(ask: Ask, target: dict[str, object]) -> None:
    """Then nothing can have been meant."""
    assert await key_of_refusal(ask, **target) == "no_locks_in_target"


async def test_what_is_missing_is_logged(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    """A label that somebody deleted is nothing, and not silently so."""
    assert await ask(entity_id=FRONT, label_id="gone") == {FRONT}
    assert "Referenced labels gone are missing" in caplog.text


async def test_lock_of_another_integration(hass: HomeAssistant, ask: Ask) -> None:
    """Named, it is an error; found by its area, it is not ours."""
    area = ar.async_get(hass).async_create("Hall")
    registry = er.async_get(hass)
    foreign = registry.async_get_or_create("lock", "other", "1").entity_id
    registry.async_update_entity(foreign, name="Side door", area_id=area.id)
    put_into(hass, area, FRONT)
    assert await ask(area_id=area.id) == {FRONT}
    for unknown in (foreign, "lock.nowhere"):
        assert await key_of_refusal(ask, entity_id=unknown) == "lock_unknown"
    rows = await act(hass, "get_capabilities", [FRONT, "lock.nowhere"])
    assert "error" not in rows[FRONT]
    assert rows["lock.nowhere"]["error"] == "lock_unknown"
    assert rows["lock.nowhere"]["message"].startswith("lock.nowhere is no lock")


async def test_account_that_is_not_loaded(
    hass: HomeAssistant, account: MockConfigEntry, ask: Ask
) -> None:
    """The action is there, the lock cannot be reached."""
    await hass.config_entries.async_set_disabled_by(
        account.entry_id, ConfigEntryDisabler.USER
    )
    assert await key_of_refusal(ask, entity_id=FRONT) == "account_not_loaded"


async def test_lock_that_left_the_account(
    fake_cloud: FakeBackend, account: MockConfigEntry, ask: Ask
) -> None:
    """Its entity may be there for a moment longer."""
    locks = account.runtime_data.locks
    inventory = dict(locks.data.locks)
    del inventory["front"]
    locks.data = type(locks.data)(locks=inventory)
    assert await key_of_refusal(ask, entity_id=FRONT) == "not_found"


REQUIRED: dict[str, Any] = {
    "account": "Anna",
    "credential_type": "fingerprint",
    "enabled": True,
    "name": "Anna",
    "new_name": "Anna",
    "recipient": "notify.anna",
    "role": "guest",
    "scope": "one",
}
"""Something that fits, for each field that an action cannot do without."""


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
async def test_only_administrators(
    hass: HomeAssistant, account: MockConfigEntry, action: Action
) -> None:
    """Codes open doors; whoever is unknown or no administrator may do nothing."""
    user = MockUser(groups=[]).add_to_hass(hass)
    user.is_owner = False
    markers = [it for it in action.fields if isinstance(it, probatio.Required)]
    needed = {str(marker): REQUIRED[str(marker)] for marker in markers}
    locks = FRONT if action.target else None
    for context, error in (
        (Context(user_id=user.id), Unauthorized),
        (Context(user_id="nobody"), UnknownUser),
    ):
        with pytest.raises(error):
            await act(hass, action.name, locks, context=context, **needed)


async def test_administrators_and_automations(
    hass: HomeAssistant, account: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    """A call without a user is an automation's."""
    assert await act(
        hass, "get_capabilities", context=Context(user_id=hass_admin_user.id)
    )
    assert await act(hass, "get_capabilities", context=Context())


async def test_actions_are_there_without_an_account(hass: HomeAssistant) -> None:
    """An automation that uses them is no error while an account is away."""
    assert await async_setup_component(hass, "cloud_locks", {})
    services = hass.services.async_services_for_domain("cloud_locks")
    assert set(services) == {action.name for action in ACTIONS}
