"""A PIN that was chosen here and is on a lock already: another one, at all locks."""

from collections.abc import Iterator
from dataclasses import replace

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.actions import rules
from custom_components.cloud_locks.codes import settler
from custom_components.cloud_locks.model.code_rules import PinChooser
from custom_components.cloud_locks.model.errors import LockOffline
from custom_components.cloud_locks.model.pin import NoCommonPin, NoPinReason
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import RULES, Call, FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, change_rules, refused

pytestmark = pytest.mark.usefixtures("account")

THIRD, FOURTH = "640297", "915062"


@pytest.fixture(autouse=True)
def pins(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let these PINs be drawn, one after the other; they are used up by calls."""
    drawn = [PIN, OTHER_PIN, THIRD, FOURTH]

    def draw(*_: object, taken: set[Secret | str]) -> Secret:
        pin = next((it for it in drawn if Secret(it) not in taken), None)
        if pin is None:
            raise NoCommonPin(NoPinReason.NONE_LEFT, ())
        drawn.remove(pin)
        return Secret(pin)

    monkeypatch.setattr(rules, "generate", draw)
    monkeypatch.setattr(settler, "SETTLE_DELAYS", (0.0,))
    return drawn


def held(fake_cloud: FakeBackend, name: str = "Anna") -> dict[str, str]:
    """Return the PINs of a code at the locks that have it."""
    return dict(_held(fake_cloud, name))


def _held(fake_cloud: FakeBackend, name: str) -> Iterator[tuple[str, str]]:
    for lock_id, shelf in fake_cloud.codes.items():
        for code in shelf.values():
            if code.name == name and code.pin is not None:
                yield lock_id, code.pin.reveal()


def added_at(fake_cloud: FakeBackend, lock_id: str) -> int:
    """Return how often a code was to be added at a lock."""
    return fake_cloud.script.calls.count(Call("codes.add", lock_id))


async def test_add(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """All locks get the same PIN, also the one that had taken the first."""
    fake_cloud.add_code("back", "Bert", PIN)
    rows = await act(hass, "add_code", BOTH, name="Anna", include_pins=True)
    assert held(fake_cloud) == {"front": OTHER_PIN, "back": OTHER_PIN}
    assert {row["pin"] for row in rows.values()} == {OTHER_PIN}
    assert {row["status"] for row in rows.values()} == {"active"}
    assert (fake_cloud.calls("codes.add"), fake_cloud.calls("codes.update")) == (3, 1)


async def test_add_where_the_second_is_in_use_too(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """At another lock than the first."""
    fake_cloud.add_code("back", "Bert", PIN)
    fake_cloud.add_code("front", "Carl", OTHER_PIN)
    rows = await act(hass, "add_code", BOTH, name="Anna")
    assert held(fake_cloud) == {"front": THIRD, "back": THIRD}
    assert not [row for row in rows.values() if "error" in row]


async def test_not_for_ever(
    hass: HomeAssistant, fake_cloud: FakeBackend, pins: list[str]
) -> None:
    """After three PINs the lock is believed."""
    for name, pin in (("A", PIN), ("B", OTHER_PIN), ("C", THIRD)):
        fake_cloud.add_code("front", name, pin)
    assert await refused(hass, "add_code", name="Anna") == "pin_in_use"
    assert pins == [FOURTH]
    assert fake_cloud.calls("codes.add") == 3


async def test_no_other_pin(
    hass: HomeAssistant, fake_cloud: FakeBackend, pins: list[str]
) -> None:
    """What was done is told all the same."""
    del pins[1:]
    fake_cloud.add_code("back", "Bert", PIN)
    rows = await act(hass, "add_code", BOTH, name="Anna")
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "pin_in_use"


async def test_pin_that_somebody_typed(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """It is theirs to choose another."""
    fake_cloud.add_code("back", "Bert", PIN)
    rows = await act(hass, "add_code", BOTH, name="Anna", pin=PIN)
    assert rows[BACK]["error"] == "pin_in_use"
    assert held(fake_cloud) == {"front": PIN}


async def test_other_failures_are_not_tried_again(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """A lock that is out of reach has nothing to do with the PIN."""
    fake_cloud.add_code("front", "Bert", PIN)
    fake_cloud.fail("codes.add", LockOffline(), times="always", lock_id="back")
    rows = await act(hass, "add_code", BOTH, name="Anna")
    assert rows[BACK]["error"] == "lock_offline"
    assert held(fake_cloud) == {"front": OTHER_PIN}
    assert added_at(fake_cloud, "back") == 1


async def test_code_that_is_kept(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """It has a PIN of its own, which stays."""
    fake_cloud.add_code("front", "Anna", FOURTH)
    fake_cloud.add_code("back", "Bert", PIN)
    rows = await act(
        hass, "add_code", BOTH, name="Anna", if_exists="keep", include_pins=True
    )
    assert held(fake_cloud) == {"front": FOURTH, "back": OTHER_PIN}
    assert "pin" not in rows[FRONT]
    assert rows[BACK]["pin"] == OTHER_PIN


async def test_code_that_is_replaced(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Its PIN follows."""
    fake_cloud.add_code("front", "Anna", FOURTH)
    fake_cloud.add_code("back", "Bert", PIN)
    await act(hass, "add_code", BOTH, name="Anna", if_exists="replace")
    assert held(fake_cloud) == {"front": OTHER_PIN, "back": OTHER_PIN}


async def test_lock_whose_vendor_chooses(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """It is not asked again."""
    by_vendor = replace(RULES, pin_chooser=PinChooser.VENDOR)
    change_rules(fake_cloud, account, "back", by_vendor)
    fake_cloud.add_code("front", "Bert", PIN)
    rows = await act(hass, "add_code", BOTH, name="Anna")
    assert rows[FRONT]["status"] == "active"
    assert held(fake_cloud) == {"front": OTHER_PIN}
    assert added_at(fake_cloud, "back") == 1


async def test_write_that_is_still_open(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """It has its PIN, so no other one is tried elsewhere."""
    fake_cloud.queued.add("front")
    fake_cloud.add_code("back", "Bert", PIN)
    rows = await act(hass, "add_code", BOTH, name="Anna")
    assert rows[FRONT]["status"] == "pending"
    assert rows[BACK]["error"] == "pin_in_use"
    assert held(fake_cloud) == {"front": PIN}


async def test_rotate(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """All locks end with the same PIN."""
    fake_cloud.add_code("front", "Anna", FOURTH)
    fake_cloud.add_code("back", "Anna", FOURTH)
    fake_cloud.add_code("back", "Bert", PIN)
    rows = await act(hass, "rotate_code", BOTH, name="Anna", include_pins=True)
    assert held(fake_cloud) == {"front": OTHER_PIN, "back": OTHER_PIN}
    assert {row["pin"] for row in rows.values()} == {OTHER_PIN}


async def test_rotate_not_for_ever(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The code keeps the PIN that it has."""
    fake_cloud.add_code("front", "Anna", FOURTH)
    for name, pin in (("A", PIN), ("B", OTHER_PIN), ("C", THIRD)):
        fake_cloud.add_code("front", name, pin)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "rotate_code", name="Anna")
    assert caught.value.translation_key == "pin_in_use"
    assert held(fake_cloud) == {"front": FOURTH}
