"""The action `add_code`: PINs, names, and what is there already."""

from dataclasses import replace
from itertools import product

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.code_rules import PinChooser
from custom_components.cloud_locks.model.guessable import is_guessable
from custom_components.cloud_locks.model.schedule import Schedule, ScheduleKind
from tests.fake_cloud import RULES, FakeBackend

from .acting import (
    BACK,
    BOTH,
    FRONT,
    OTHER_PIN,
    PIN,
    act,
    act_at_front,
    change_rules,
    only_code,
)

pytestmark = pytest.mark.usefixtures("account")


def digits(fake_cloud: FakeBackend, lock_id: str = "front") -> str:
    """Return the PIN of the one code of a lock."""
    pin = only_code(fake_cloud, lock_id).pin
    assert pin is not None
    return pin.reveal()


def hours(fake_cloud: FakeBackend, lock_id: str = "front") -> Schedule:
    """Return the schedule of the one code of a lock."""
    schedule = only_code(fake_cloud, lock_id).schedule
    assert schedule is not None
    return schedule


async def test_is_written_and_proven(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """The answer says that the lock has it, and keeps the PIN to itself."""
    row = await act_at_front(hass, "add_code", name=" Anna ", pin=PIN)
    assert row == {
        "code_id": "code-1",
        "status": "active",
        "on_lock": True,
        "enforced_by": "lock",
    }
    assert only_code(fake_cloud).name == "Anna"
    assert digits(fake_cloud) == PIN
    assert hours(fake_cloud).kind is ScheduleKind.ALWAYS


async def test_pin_is_told_when_asked_for(hass: HomeAssistant) -> None:
    """And only then."""
    row = await act_at_front(hass, "add_code", name="Anna", pin=PIN, include_pins=True)
    assert row["pin"] == PIN


async def test_pin_that_is_left_out_fits_every_lock(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """One PIN for all doors, hard to guess."""
    narrow = replace(RULES, lengths=frozenset({8}), digits="13579")
    change_rules(fake_cloud, account, "back", narrow)
    rows = await act(hass, "add_code", BOTH, name="Anna", pin=None, include_pins=True)
    assert rows[FRONT]["pin"] == rows[BACK]["pin"]
    pin = rows[FRONT]["pin"]
    assert narrow.check_pin(pin) == ()
    assert not is_guessable(pin)
    assert digits(fake_cloud, "back") == pin


async def test_no_pin_fits_all(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Nothing is sent then."""
    narrow = replace(RULES, lengths=frozenset({4}))
    change_rules(fake_cloud, account, "back", narrow)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", BOTH, name="Anna")
    assert caught.value.translation_key == "no_common_pin"
    assert fake_cloud.calls("codes.add") == 0


async def test_vendor_chooses_the_digits(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Then none are sent there; those that a person typed are refused there."""
    by_vendor = replace(RULES, pin_chooser=PinChooser.VENDOR)
    change_rules(fake_cloud, account, "back", by_vendor)
    rows = await act(hass, "add_code", BOTH, name="Anna", pin=PIN)
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "pin_chosen_by_vendor"
    # The fake cloud itself does not choose any and refuses to have none.
    rows = await act(hass, "add_code", BOTH, name="Bert")
    assert rows[FRONT]["status"] == "active"
    assert rows[BACK]["error"] == "pin_invalid"
    with pytest.raises(ServiceValidationError):
        await act(hass, "add_code", BACK, name="Carl")


async def test_number_that_fits_is_a_pin(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """YAML without quotes, as long as no digit is lost."""
    await act_at_front(hass, "add_code", name="Anna", pin=int(PIN))
    assert digits(fake_cloud) == PIN


@pytest.mark.parametrize(
    ("pin", "key"),
    [
        (5349, "pin_not_text"),
        (2846.5, "pin_not_text"),
        (True, "pin_not_text"),
        ([PIN], "pin_not_text"),
        ({"pin": PIN}, "pin_not_text"),
        ("", "pin_length"),
        ("1234", "pin_length"),
        ("12345", "pin_sequence"),
        ("112112", "pin_too_few_different"),
        ("28461a", "pin_characters"),
        ("**REDACTED**", "pin_blanked"),
    ],
)
async def test_pin_that_cannot_be(
    hass: HomeAssistant, fake_cloud: FakeBackend, pin: object, key: str
) -> None:
    """Each mistake has its sentence, and nothing is sent."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="Anna", pin=pin)
    assert caught.value.translation_key == key
    assert fake_cloud.calls("codes.add") == 0


async def test_all_broken_rules_are_listed(hass: HomeAssistant) -> None:
    """The sentence is about the first."""
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="Anna", pin="1111")
    assert caught.value.details == {  # type: ignore[attr-defined]  # of our own error
        "violations": ["pin_length", "pin_too_few_different"]
    }
    assert caught.value.translation_placeholders == {"lengths": "5, 6, 7, 8"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("  ", "name_blank"),
        ("A" * 33, "name_too_long"),
        ("Anna\n", "name_blank"),
        ("An\nna", "name_characters"),
        (f"Anna {PIN}", "name_invalid"),
        ("Anna 28 46 17", "name_invalid"),
    ],
)
async def test_name_that_cannot_be(hass: HomeAssistant, name: str, key: str) -> None:
    """It must be one that the lock can show, and must not tell the PIN."""
    if name == "Anna\n":
        # Blanks around are taken off.
        assert await act_at_front(hass, "add_code", name=name, pin=PIN)
        return
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name=name, pin=PIN)
    assert caught.value.translation_key == key


async def test_generated_pin_is_not_in_the_name(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """A name that tells every PIN there is leaves none."""
    tight = replace(RULES, lengths=frozenset({5}), digits="17", min_different=1)
    change_rules(fake_cloud, account, "front", replace(tight, name_max_bytes=None))
    everything = " ".join("".join(pin) for pin in product("17", repeat=5))
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name=everything)
    assert caught.value.translation_key == "no_common_pin"
    assert await act(hass, "add_code", name="Anna")


async def test_name_that_exists(hass: HomeAssistant, fake_cloud: FakeBackend) -> None:
    """An error unless the call says what shall be."""
    before = fake_cloud.add_code("front", "Anna", OTHER_PIN)
    with pytest.raises(ServiceValidationError) as caught:
        await act(hass, "add_code", name="anna", pin=PIN)
    assert caught.value.translation_key == "name_in_use"

    row = await act_at_front(
        hass, "add_code", name="anna", pin=PIN, if_exists="keep", include_pins=True
    )
    assert row["code_id"] == before.id
    # It is not what was asked for, but what is there.
    assert "pin" not in row
    assert digits(fake_cloud) == OTHER_PIN

    row = await act_at_front(
        hass, "add_code", name="anna", pin=PIN, if_exists="replace", include_pins=True
    )
    assert (row["code_id"], row["pin"]) == (before.id, PIN)
    assert digits(fake_cloud) == PIN


async def test_name_to_keep_that_is_not_there(hass: HomeAssistant) -> None:
    """Then it is added, and the PIN is the one of the answer."""
    row = await act_at_front(
        hass, "add_code", name="Anna", pin=PIN, if_exists="keep", include_pins=True
    )
    assert row["pin"] == PIN
