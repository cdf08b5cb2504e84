"""The action `assign_credential`: whose a code, a card or a vendor user is."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.access_code import AccessCode
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.attribution import LinkKey
from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.errors import LockOffline, OutcomeUnknown
from custom_components.cloud_locks.model.people import User
from custom_components.cloud_locks.people import PersonLinks
from tests.fake_cloud import FakeBackend

from .acting import BACK, BOTH, FRONT, OTHER_PIN, PIN, act, act_at_front, refused
from .codes import MINUTE, Codes
from .home import record_events
from .people import ANNA, BERT, add_people

pytestmark = pytest.mark.usefixtures("at_once", "people")

CARD = CredentialType.RFID_CODE


@pytest.fixture
async def people(hass: HomeAssistant, codes: Codes) -> None:
    """Let people live here."""
    await add_people(hass)


@pytest.fixture
def code(codes: Codes) -> AccessCode:
    """Return a code of the vendor's app at the front door."""
    return codes.cloud.add_code("front", "Family", PIN)


@pytest.fixture
def card(codes: Codes) -> Credential:
    """Return a card at the front door."""
    card = Credential(id="c1", type=CARD, name="Blue card", on_lock=True)
    codes.cloud.credentials["front"][card.id] = card
    return card


@pytest.fixture
def user(codes: Codes) -> User:
    """Return a user of the vendor's app at the front door."""
    return codes.cloud.add_user("front", "Mrs Anna")


def person_of(codes: Codes, thing: AccessCode | Credential | User) -> str | None:
    """Return whose something is."""
    links: PersonLinks = codes.entry.runtime_data.links
    return links.async_person("front", thing)


async def test_code_by_name_at_all_locks(
    hass: HomeAssistant, codes: Codes, code: AccessCode
) -> None:
    """Each lock links its own."""
    other = codes.cloud.add_code("back", "family", OTHER_PIN)
    rows = await act(hass, "assign_credential", BOTH, name="Family", person=ANNA)
    assert rows[FRONT] == {
        "status": "active",
        "person": ANNA,
        "user_id": None,
        "code_id": code.id,
        "credential_type": None,
        "credential_id": None,
    }
    assert rows[BACK]["code_id"] == other.id
    listed = (await act_at_front(hass, "get_codes"))["codes"]
    assert [(it["name"], it["person"]) for it in listed] == [("Family", ANNA)]


async def test_to_somebody_else_and_to_nobody(
    hass: HomeAssistant, codes: Codes, code: AccessCode
) -> None:
    """The last word counts."""
    for person in (ANNA, BERT, None):
        row = await act_at_front(
            hass, "assign_credential", code_id=code.id, person=person
        )
        assert row["person"] == person
        assert person_of(codes, code) == person


async def test_card(hass: HomeAssistant, codes: Codes, card: Credential) -> None:
    """Events of the card name the person, until it is gone."""
    fields = {"credential_type": "rfid_code", "credential_id": "c1"}
    row = await act_at_front(hass, "assign_credential", person=ANNA, **fields)
    assert (row["credential_type"], row["credential_id"]) == ("rfid_code", "c1")
    fired = record_events(hass, "access")
    done_by: dict[str, Any] = {"credential_type": CARD, "credential_id": "c1"}
    codes.cloud.emit("front", EventType.UNLOCKED, method=Method.CARD, **done_by)
    await codes.live(2 * MINUTE)
    assert [(it["who"], it["person"]) for it in fired] == [("Anna", ANNA)]
    del codes.cloud.credentials["front"]["c1"]
    await act_at_front(hass, "get_credentials")
    assert person_of(codes, card) is None


async def test_vendor_user(hass: HomeAssistant, codes: Codes, user: User) -> None:
    """By id at one lock, by name at any number."""
    row = await act_at_front(hass, "assign_credential", user_id=user.id, person=ANNA)
    assert (row["user_id"], row["person"]) == (user.id, ANNA)
    await act_at_front(hass, "assign_credential", user_name="mrs anna", person=BERT)
    assert person_of(codes, user) == BERT
    links = codes.entry.runtime_data.store.of("front").links
    assert links[LinkKey.of(user)].name == "Mrs Anna"


async def test_vendor_user_whose_name_is_anothers_too(
    hass: HomeAssistant, codes: Codes, user: User
) -> None:
    """Linked all the same, but never recognised by the name."""
    codes.cloud.add_user("front", "mrs anna")
    assert (
        await refused(hass, "assign_credential", user_name="Mrs Anna", person=ANNA)
        == "user_ambiguous_ids"
    )
    await act_at_front(hass, "assign_credential", user_id=user.id, person=ANNA)
    links = codes.entry.runtime_data.store.of("front").links
    assert links[LinkKey.of(user)].name is None


async def test_in_the_vendors_app(
    hass: HomeAssistant, codes: Codes, user: User, card: Credential, code: AccessCode
) -> None:
    """A card or a code is given to a user there; a person may be named as well."""
    fields = {"credential_type": "rfid_code", "credential_id": "c1"}
    row = await act_at_front(hass, "assign_credential", user_id=user.id, **fields)
    assert (row["status"], row["user_id"], row["person"]) == ("active", user.id, None)
    assert codes.cloud.credentials["front"]["c1"].user_id == user.id
    row = await act_at_front(
        hass, "assign_credential", user_name="Mrs Anna", name="Family", person=ANNA
    )
    assert (row["code_id"], row["person"]) == (code.id, ANNA)
    assert codes.cloud.codes["front"][code.id].user_id == user.id


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("what", ["code", "card"])
async def test_in_the_app_with_a_lost_answer(
    hass: HomeAssistant,
    codes: Codes,
    user: User,
    card: Credential,
    code: AccessCode,
    *,
    what: str,
    done: bool,
) -> None:
    """Looked up; sent once; nobody is linked while it is not known."""
    fields = (
        {"name": "Family"}
        if what == "code"
        else {"credential_type": "rfid_code", "credential_id": "c1"}
    )
    codes.cloud.fail("people.assign", OutcomeUnknown(), after_work=done)
    call = act_at_front(
        hass, "assign_credential", user_id=user.id, person=ANNA, **fields
    )
    if done:
        assert (await call)["status"] == "active"
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await call
        assert caught.value.translation_key == "outcome_unknown"
        assert person_of(codes, code if what == "code" else card) is None
    assert codes.cloud.calls("people.assign") == 1


async def test_member_code(hass: HomeAssistant, codes: Codes, user: User) -> None:
    """A code that the vendor's app gave to a user is that of the user's person."""
    codes.cloud.add_code("front", "Key code", PIN, user_id=user.id)
    await codes.book.read("front")
    await act_at_front(hass, "assign_credential", user_id=user.id, person=ANNA)
    fired = record_events(hass, "access")
    codes.cloud.type_pin("front", PIN)
    await codes.live(2 * MINUTE)
    assert [(it["who"], it["person"]) for it in fired] == [("Anna", ANNA)]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"person": "person.nobody", "name": "Family"}, "person_unknown"),
        ({"person": "lock.front_door", "name": "Family"}, "person_unknown"),
        ({"person": ANNA}, "assign_one_thing"),
        ({"name": "Family"}, "assign_to_whom"),
        ({"user_id": "user-1"}, "assign_to_whom"),
        ({"person": ANNA, "credential_id": "c1"}, "assign_one_thing"),
        ({"person": ANNA, "credential_type": "face"}, "assign_one_thing"),
        (
            {
                "person": ANNA,
                "name": "Family",
                "credential_type": "face",
                "credential_id": "c1",
            },
            "assign_one_thing",
        ),
        ({"person": ANNA, "user_id": "1", "user_name": "A"}, "assign_one_thing"),
        ({"person": ANNA, "name": "Family", "code_id": "1"}, "code_id_or_name"),
        ({"person": ANNA, "name": "Nobody"}, "not_found"),
        ({"person": ANNA, "user_name": "Nobody"}, "not_found"),
        (
            {"person": ANNA, "credential_type": "face", "credential_id": "c1"},
            "not_found",
        ),
    ],
)
async def test_calls_that_do_not_say_what_is_whose(
    hass: HomeAssistant,
    codes: Codes,
    code: AccessCode,
    card: Credential,
    fields: dict[str, Any],
    wrong: str,
) -> None:
    """Each is told what is missing; nothing is linked."""
    assert await refused(hass, "assign_credential", **fields) == wrong
    assert codes.entry.runtime_data.store.of("front").links == {}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"code_id": "1"}, "code_id_of_one_lock"),
        ({"user_id": "1"}, "id_of_one_lock"),
        ({"credential_type": "face", "credential_id": "1"}, "id_of_one_lock"),
    ],
)
async def test_ids_of_one_lock(
    hass: HomeAssistant, fields: dict[str, Any], wrong: str
) -> None:
    """Those of two locks have nothing to do with each other."""
    found = await refused(hass, "assign_credential", locks=BOTH, person=ANNA, **fields)
    assert found == wrong


async def test_lock_that_cannot_be_asked(
    hass: HomeAssistant, fake_cloud: FakeBackend, account: MockConfigEntry
) -> None:
    """Its row says so; the others are not spoiled."""
    fake_cloud.add_code("front", "Family", PIN)
    fake_cloud.fail("codes.list", LockOffline(), lock_id="back")
    rows = await act(hass, "assign_credential", BOTH, name="Family", person=ANNA)
    assert rows[FRONT]["person"] == ANNA
    assert rows[BACK]["error"] == "lock_offline"
