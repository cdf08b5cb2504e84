"""Another name for a lock: in the vendor's app, and so here."""

from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import renaming
from custom_components.cloud_locks.model.errors import (
    AuthError,
    CloudUnreachable,
    LockOffline,
    NotPermitted,
    OutcomeUnknown,
    ProtocolError,
)
from tests.fake_cloud import RULES, FakeBackend

from .acting import BACK, BOTH, FRONT, PIN, act, act_at_front, change_rules, refused
from .codes import until

pytestmark = pytest.mark.usefixtures("account")

NAME = "Garden gate"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and twice."""
    monkeypatch.setattr(renaming, "READ_BACK_DELAYS", (0.0, 0.0))


def front_device(hass: HomeAssistant) -> dr.DeviceEntry:
    """Return the device of the front door."""
    entity = er.async_get(hass).async_get(FRONT)
    assert entity is not None
    assert entity.device_id is not None
    device = dr.async_get(hass).async_get(entity.device_id)
    assert isinstance(device, dr.DeviceEntry)
    return device


def shown(hass: HomeAssistant, entity_id: str = FRONT) -> str:
    """Return the name under which an entity is shown."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state.name


async def test_rename(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """The cloud has it, and here device and entities show it without a new listing."""
    asked = fake_cloud.calls("inventory")
    row = await act_at_front(hass, "rename_lock", new_name=f" {NAME} ")
    await hass.async_block_till_done()
    assert row == {"status": "renamed", "name": NAME}
    assert fake_cloud.locks["front"].name == NAME
    assert front_device(hass).name == NAME
    assert shown(hass) == NAME
    assert shown(hass, "sensor.front_door_battery") == f"{NAME} Battery"
    assert fake_cloud.calls("inventory") == asked
    assert fake_cloud.locks["back"].name == "Back door"


async def test_name_that_a_person_gave_here_stays(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Their own name of the device is theirs, whatever the app says."""
    dr.async_get(hass).async_update_device(
        front_device(hass).id, name_by_user="My door"
    )
    await act_at_front(hass, "rename_lock", new_name=NAME)
    await hass.async_block_till_done()
    assert (front_device(hass).name, shown(hass)) == (NAME, "My door")


async def test_one_lock_at_a_time(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """Two doors of one name nobody can tell apart."""
    key = await refused(hass, "rename_lock", locks=BOTH, new_name=NAME)
    assert key == "new_name_of_one_lock"
    assert fake_cloud.calls("rename") == 0


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("", "name_blank"),
        ("   ", "name_blank"),
        ("Gar\nden", "name_characters"),
        (f"Door {PIN}", "name_invalid"),
        ("Door 28-46 17", "name_invalid"),
        (f"Door 1{PIN}22345678", "name_invalid"),
    ],
)
async def test_names_that_are_refused(
    hass: HomeAssistant, fake_cloud: FakeBackend, name: str, mistake: str
) -> None:
    """No name, or one that shows a PIN of this lock to everybody."""
    fake_cloud.add_code("front", "Anna", PIN)
    assert await refused(hass, "rename_lock", new_name=name) == mistake
    assert fake_cloud.calls("rename") == 0
    assert front_device(hass).name == "Front door"


async def test_digits_that_are_no_pin(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """A year or a house number may be in a name."""
    fake_cloud.add_code("front", "Anna", PIN)
    row = await act_at_front(hass, "rename_lock", new_name="Flat 4, 10245 Berlin")
    assert row["status"] == "renamed"


async def test_few_digits_need_no_look_at_the_lock(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Reading codes may wake it up."""
    asked = fake_cloud.calls("codes.list")
    await act_at_front(hass, "rename_lock", new_name="Room 1234")
    assert fake_cloud.calls("codes.list") == asked


async def test_pins_that_nobody_can_read(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """What may be one of them is taken for one."""
    rules = replace(RULES, pins_readable=False)
    change_rules(fake_cloud, account, "front", rules)
    assert await refused(hass, "rename_lock", new_name="Door 10245") == "name_invalid"
    assert (await act_at_front(hass, "rename_lock", new_name="Door 1"))["name"]


async def test_code_whose_pin_is_not_told(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The same for a single one."""
    code = fake_cloud.add_code("front", "Anna", PIN)
    fake_cloud.edit_code("front", code.id, pin=None)
    assert await refused(hass, "rename_lock", new_name="Door 10245") == "name_invalid"


async def test_lock_without_codes_has_no_pins(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Any digits will do."""
    can = fake_cloud.locks["front"].capabilities - {"codes"}
    account.runtime_data.locks.async_put(fake_cloud.change("front", capabilities=can))
    row = await act_at_front(hass, "rename_lock", new_name=f"Door {PIN}")
    assert row["status"] == "renamed"


async def test_lock_that_cannot(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """It is said before its codes are read or anything is sent."""
    asked = fake_cloud.calls("codes.list")
    key = await refused(hass, "rename_lock", locks=BACK, new_name="Door 10245")
    assert key == "not_supported"
    assert fake_cloud.calls("rename") == 0
    assert fake_cloud.calls("codes.list") == asked
    rows = await act(hass, "get_capabilities", BOTH)
    assert [rows[it]["can_rename"] for it in BOTH] == [True, False]


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
@pytest.mark.parametrize("done", [True, False])
async def test_answer_is_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, error: type[Exception], *, done: bool
) -> None:
    """The listing tells; the name is never sent twice."""
    fake_cloud.fail("rename", error(), after_work=done)  # type: ignore[arg-type]
    fake_cloud.fail("inventory", CloudUnreachable())
    if done:
        row = await act_at_front(hass, "rename_lock", new_name=NAME)
        assert row["status"] == "renamed"
    else:
        with pytest.raises(HomeAssistantError):
            await act_at_front(hass, "rename_lock", new_name=NAME)
    await hass.async_block_till_done()
    assert fake_cloud.calls("rename") == 1
    assert front_device(hass).name == (NAME if done else "Front door")


@pytest.mark.parametrize("error", [LockOffline(), NotPermitted()])
async def test_refusal(
    hass: HomeAssistant, fake_cloud: FakeBackend, error: LockOffline | NotPermitted
) -> None:
    """Its reason is told, and the old name stays."""
    fake_cloud.fail("rename", error)
    with pytest.raises(HomeAssistantError) as caught:
        await act_at_front(hass, "rename_lock", new_name=NAME)
    assert caught.value.translation_key == error.reason
    assert front_device(hass).name == "Front door"


async def test_signed_out(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """The person is asked to sign in again."""
    fake_cloud.fail("rename", AuthError())
    with pytest.raises(HomeAssistantError):
        await act_at_front(hass, "rename_lock", new_name=NAME)
    assert list(account.async_get_active_flows(hass, {"reauth"}))


async def test_who_does_not_wait(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """A script that is stopped does not stop what is on its way."""
    gate = fake_cloud.hold("rename")
    task = hass.async_create_task(act_at_front(hass, "rename_lock", new_name=NAME))
    await until(lambda: fake_cloud.calls("rename"))
    task.cancel()
    gate.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert task.cancelled()
    assert front_device(hass).name == NAME


async def test_lock_that_goes_meanwhile(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """What was done is done, and nothing is shown of a lock that is not there."""
    gate = fake_cloud.hold("rename")
    task = hass.async_create_task(act_at_front(hass, "rename_lock", new_name=NAME))
    await until(lambda: fake_cloud.calls("rename"))
    locks = account.runtime_data.locks
    left = {it: lock for it, lock in locks.data.locks.items() if it != "front"}
    locks.data = replace(locks.data, locks=left)
    gate.set()
    assert (await task)["status"] == "renamed"
    assert "front" not in locks.data.locks
