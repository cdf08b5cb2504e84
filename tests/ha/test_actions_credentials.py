"""Cards, fingers and faces: given, changed and taken away, each once and proven."""

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.credentials import CredentialNews, desk
from custom_components.cloud_locks.model.access_event import EventType
from custom_components.cloud_locks.model.credential import (
    Credential,
    CredentialDraft,
    CredentialType,
    EnrollmentStep,
)
from custom_components.cloud_locks.model.errors import (
    LockOffline,
    OutcomeUnknown,
    ProtocolError,
)
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import FakeBackend
from tests.fake_cloud.people import FakeCredentials

from .acting import BOTH, FRONT, act, act_at_front, all_events, refused

pytestmark = pytest.mark.usefixtures("account", "no_waiting")

NUMBER, OTHER_NUMBER = "1723612378", "3128456790"
CARD = CredentialType.RFID_CODE


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look back at once, and twice."""
    monkeypatch.setattr(desk, "SETTLE_DELAYS", (0.0, 0.0))


@pytest.fixture
def card(fake_cloud: FakeBackend) -> Credential:
    """Put a card on the front door, in the vendor's app."""
    card = Credential(id="c1", type=CARD, name="Anna", on_lock=True)
    fake_cloud.credentials["front"][card.id] = card
    return card


@pytest.fixture
def news(account: MockConfigEntry) -> list[CredentialNews]:
    """Return a list that fills with the news of the front door's credentials."""
    heard: list[CredentialNews] = []
    account.runtime_data.credentials.async_listen("front", heard.append)
    return heard


def on_lock(fake_cloud: FakeBackend) -> list[str]:
    """Return the names of what opens the front door."""
    return [it.name for it in fake_cloud.credentials["front"].values()]


async def test_get(hass: HomeAssistant, card: Credential) -> None:
    """All of them, or those of a kind; a number is nowhere."""
    row = await act_at_front(hass, "get_credentials")
    (told,) = row["credentials"]
    assert told == {
        "credential_id": card.id,
        "credential_type": "rfid_code",
        "name": "Anna",
        "user_id": None,
        "duress": None,
        "on_lock": True,
        "schedule": None,
        "start_datetime": None,
        "end_datetime": None,
        "days": [],
        "start_time": None,
        "end_time": None,
        "time_zone": None,
        "one_time": False,
    }
    row = await act_at_front(hass, "get_credentials", credential_type="face")
    assert row["credentials"] == []


async def add(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Give a card with a number to Anna."""
    given = {"credential_type": "rfid_code", "name": "Anna", "credential_data": NUMBER}
    return await act_at_front(hass, "add_credential", **(given | data))


async def test_add(
    hass: HomeAssistant, fake_cloud: FakeBackend, news: list[CredentialNews]
) -> None:
    """The answer is the credential as the lock has it."""
    row = await add(hass)
    assert (row["status"], row["name"]) == ("active", "Anna")
    assert on_lock(fake_cloud) == ["Anna"]
    assert [it.type for it in news] == [EventType.ADDED]


async def test_number_is_in_no_record(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """A card can be copied by its number."""
    caplog.set_level("DEBUG")
    events = all_events(hass)
    row = await add(hass)
    assert events
    assert NUMBER not in caplog.text + repr(events) + repr(row)
    assert all(NUMBER not in repr(event.as_dict()) for event in events)


async def test_number_in_a_name_is_in_no_record(hass: HomeAssistant) -> None:
    """People name a card after its number, before or after."""
    events = all_events(hass)
    row = await add(hass, name=f"Anna {NUMBER}")
    assert NUMBER not in repr(row)
    await act_at_front(
        hass,
        "update_credential",
        credential_id=row["credential_id"],
        duress=True,
    )
    assert all(NUMBER not in repr(event.as_dict()) for event in events)


async def test_card_that_was_held_to_the_lock(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Nobody has to know its number."""
    fake_cloud.presented["e7"] = CredentialDraft(
        type=CARD, name="", data=Secret(NUMBER)
    )
    data = {"credential_type": "rfid_code", "name": "Anna", "event_id": "e7"}
    assert (await act_at_front(hass, "add_credential", **data))["status"] == "active"
    with pytest.raises(HomeAssistantError) as caught:
        await act_at_front(hass, "add_credential", **(data | {"event_id": "e8"}))
    assert caught.value.translation_key == "not_found"
    assert fake_cloud.calls("credentials.add") == 1


@pytest.mark.parametrize("error", [OutcomeUnknown, ProtocolError])
@pytest.mark.parametrize("done", [True, False])
async def test_answer_of_adding_is_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, error: type[Exception], *, done: bool
) -> None:
    """It is looked for, and never sent again."""
    fake_cloud.fail("credentials.add", error(), after_work=done)  # type: ignore[arg-type]
    if done:
        assert (await add(hass))["status"] == "active"
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await add(hass)
        assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("credentials.add") == 1


async def test_update(
    hass: HomeAssistant,
    card: Credential,
    fake_cloud: FakeBackend,
    news: list[CredentialNews],
) -> None:
    """What is not given stays."""
    row = await act_at_front(
        hass, "update_credential", name="anna", new_name="Rosa", duress=True
    )
    assert (row["status"], row["name"], row["duress"]) == ("active", "Rosa", True)
    assert on_lock(fake_cloud) == ["Rosa"]
    assert [(it.type, it.name) for it in news] == [(EventType.CHANGED, "Rosa")]
    row = await act_at_front(
        hass, "update_credential", credential_id=card.id, days=["fri"]
    )
    assert (row["name"], row["duress"], row["days"]) == ("Rosa", True, ["fri"])


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize("done", [True, False])
async def test_answer_of_a_change_is_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, *, done: bool
) -> None:
    """The list says whether it arrived."""
    fake_cloud.fail("credentials.update", OutcomeUnknown(), after_work=done)
    call = {"name": "Anna", "new_name": "Rosa"}
    if done:
        row = await act_at_front(hass, "update_credential", **call)
        assert (row["status"], row["name"]) == ("active", "Rosa")
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await act_at_front(hass, "update_credential", **call)
        assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("credentials.update") == 1


@pytest.mark.usefixtures("card")
async def test_delete(
    hass: HomeAssistant, fake_cloud: FakeBackend, news: list[CredentialNews]
) -> None:
    """Gone, told, and then unknown."""
    row = await act_at_front(hass, "delete_credential", name="Anna")
    assert row["status"] == "removed"
    assert on_lock(fake_cloud) == []
    assert [it.type for it in news] == [EventType.REMOVED]
    with pytest.raises(HomeAssistantError) as caught:
        await act_at_front(hass, "delete_credential", name="Anna")
    assert caught.value.translation_key == "not_found"


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize("done", [True, False])
async def test_answer_of_a_deletion_is_lost(
    hass: HomeAssistant, fake_cloud: FakeBackend, *, done: bool
) -> None:
    """A card that may still open the door is never said to be gone."""
    fake_cloud.fail("credentials.delete", OutcomeUnknown(), after_work=done)
    if done:
        row = await act_at_front(hass, "delete_credential", name="Anna")
        assert row["status"] == "removed"
    else:
        with pytest.raises(HomeAssistantError) as caught:
            await act_at_front(hass, "delete_credential", name="Anna")
        assert caught.value.translation_key == "outcome_unknown"
    assert fake_cloud.calls("credentials.delete") == 1


@pytest.mark.usefixtures("card")
async def test_list_that_cannot_be_read_proves_nothing(
    hass: HomeAssistant, fake_cloud: FakeBackend
) -> None:
    """Neither that a card is gone nor that it is there."""
    fake_cloud.fail("credentials.delete", OutcomeUnknown())
    gate = fake_cloud.hold("credentials.delete")
    task = asyncio.create_task(act_at_front(hass, "delete_credential", name="Anna"))
    await asyncio.sleep(0)
    fake_cloud.fail("credentials.list", LockOffline(), times="always")
    gate.set()
    with pytest.raises(HomeAssistantError):
        await task


async def test_two_of_one_name(
    hass: HomeAssistant, card: Credential, fake_cloud: FakeBackend
) -> None:
    """The ids to choose from are told; a kind may decide as well."""
    finger = Credential(id="f1", type=CredentialType.FINGERPRINT, name="Anna")
    fake_cloud.credentials["front"][finger.id] = finger
    rows = await act(hass, "get_credentials", BOTH)
    assert len(rows[FRONT]["credentials"]) == 2
    with pytest.raises(HomeAssistantError) as caught:
        await act_at_front(hass, "delete_credential", name="Anna")
    assert caught.value.translation_key == "name_ambiguous_ids"
    await act_at_front(
        hass, "delete_credential", name="Anna", credential_type="fingerprint"
    )
    assert list(fake_cloud.credentials["front"]) == [card.id]


@pytest.mark.parametrize(
    ("action", "data", "mistake"),
    [
        ("delete_credential", {}, "credential_id_or_name"),
        (
            "delete_credential",
            {"name": "A", "credential_id": "1"},
            "credential_id_or_name",
        ),
        ("update_credential", {"name": "Anna"}, "nothing_to_change"),
        ("delete_credential", {"credential_id": "c1", "locks": BOTH}, "id_of_one_lock"),
        (
            "add_credential",
            {"credential_type": "rfid_code", "name": "Anna"},
            "credential_data_or_event",
        ),
        (
            "add_credential",
            {"credential_type": "rfid_code", "name": "Anna", "credential_data": 12345},
            "credential_data_not_text",
        ),
        (
            "add_credential",
            {
                "credential_type": "rfid_code",
                "name": "Anna",
                "event_id": "e",
                "locks": BOTH,
            },
            "id_of_one_lock",
        ),
        (
            "enroll_credential",
            {"credential_type": "face", "name": "Anna", "locks": BOTH},
            "enrollment_of_one_lock",
        ),
    ],
)
async def test_mistakes(
    hass: HomeAssistant,
    fake_cloud: FakeBackend,
    action: str,
    data: dict[str, Any],
    mistake: str,
) -> None:
    """Each is named before anything is sent."""
    assert await refused(hass, action, **data) == mistake
    assert fake_cloud.calls("credentials.add") == 0
    assert fake_cloud.calls("credentials.delete") == 0


async def test_lock_that_takes_no_such_thing(
    hass: HomeAssistant, account: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A kind that the lock does not know, and a lock that knows none."""
    part = account.runtime_data.cloud.parts.credentials
    part.types["front"] = frozenset({CredentialType.FACE})
    assert await refused(
        hass,
        "add_credential",
        credential_type="rfid_code",
        name="Anna",
        credential_data=NUMBER,
    ) == ("not_supported")
    lock = fake_cloud.change("front", capabilities=frozenset())
    account.runtime_data.locks.async_put(lock)
    assert await refused(hass, "get_credentials") == "not_supported"
    assert account.runtime_data.credentials.types("front") == frozenset()


async def enroll(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Let the front door read a finger of Anna's."""
    given = {"credential_type": "fingerprint", "name": "Anna"}
    return await act_at_front(hass, "enroll_credential", **(given | data))


async def test_enroll(
    hass: HomeAssistant, fake_cloud: FakeBackend, news: list[CredentialNews]
) -> None:
    """Each touch is news, and the finger at the end."""
    fake_cloud.enrollment += [EnrollmentStep(done=1, total=2)]
    assert await enroll(hass) == {"status": "enrolling"}
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [it.type for it in news] == [None, None, EventType.ENROLLED]
    assert news[0].step == EnrollmentStep(done=1, total=2)
    assert on_lock(fake_cloud) == ["Anna"]
    assert news[-1].credential_id in fake_cloud.credentials["front"]


async def test_enrollment_that_fails(
    hass: HomeAssistant, fake_cloud: FakeBackend, news: list[CredentialNews]
) -> None:
    """A lock that gives up, and one that cannot be reached at all."""
    fake_cloud.enrollment += [EnrollmentStep(done=1)]
    fake_cloud.fail("credentials.enroll", LockOffline(), after_work=True)
    await enroll(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert news[-1].type is EventType.ENROLLMENT_FAILED
    fake_cloud.fail("credentials.enroll", LockOffline())
    with pytest.raises(HomeAssistantError) as caught:
        await enroll(hass)
    assert caught.value.translation_key == "lock_offline"


async def test_one_enrollment_at_a_time(
    hass: HomeAssistant, fake_cloud: FakeBackend, news: list[CredentialNews]
) -> None:
    """The second is refused until the first has ended or was stopped."""
    gate = fake_cloud.hold("credentials.enroll")
    first = asyncio.create_task(enroll(hass))
    await asyncio.sleep(0.01)
    with pytest.raises(HomeAssistantError) as caught:
        await enroll(hass)
    assert caught.value.translation_key == "lock_busy"
    row = await act_at_front(hass, "cancel_enrollment", credential_type="fingerprint")
    assert row == {"status": "stopped"}
    with pytest.raises(HomeAssistantError) as caught:
        await first
    assert caught.value.translation_key == "outcome_unknown"
    gate.set()
    await enroll(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert news[-1].type is EventType.ENROLLED


async def test_number_that_a_reader_turned_around(
    hass: HomeAssistant, fake_cloud: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cloud is told so; what the lock itself read is in its own order."""
    sent: list[CredentialDraft] = []
    part = FakeCredentials.add

    async def add_card(
        self: FakeCredentials, lock_id: str, draft: CredentialDraft
    ) -> Credential:
        sent.append(draft)
        return await part(self, lock_id, draft)

    monkeypatch.setattr(FakeCredentials, "add", add_card)
    await add(hass, reversed_bytes=True)
    fake_cloud.presented["e7"] = CredentialDraft(
        type=CARD, name="", data=Secret(OTHER_NUMBER)
    )
    await act_at_front(
        hass,
        "add_credential",
        credential_type="rfid_code",
        name="Rosa",
        event_id="e7",
        reversed_bytes=True,
    )
    assert [it.reversed_bytes for it in sent] == [True, False]
