"""Cards, fingers and people of a lock, as the panel shows them."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks.model.attribution import LinkKey
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.errors import AuthError, LockOffline
from custom_components.cloud_locks.model.people import User
from tests.fake_cloud import FakeBackend

from .asking import Panel
from .home import reauth_flows
from .people import ANNA, BERT, add_people, remembered

FRONT, BACK = "fake:fake-account:front", "fake:fake-account:back"
CARD, FINGER = CredentialType.RFID_CODE, CredentialType.FINGERPRINT


@pytest.fixture
def things(fake_cloud: FakeBackend, guest: User) -> list[Credential]:
    """Put a card and two fingers on the front door; two of them have one id."""
    things = [
        Credential(id="1", type=CARD, name="White card", on_lock=True),
        Credential(id="1 ", type=FINGER, name="Thumb", user_id=guest.id),
        Credential(id="2", type=FINGER, name="Index", user_id="nobody"),
    ]
    fake_cloud.credentials["front"] = {it.id: it for it in things}
    return things


async def test_everything_of_a_lock(
    hass: HomeAssistant,
    account: MockConfigEntry,
    panel: Panel,
    things: list[Credential],
    guest: User,
) -> None:
    """And whose it is: by itself, or by its user in the vendor's app."""
    await add_people(hass)
    links = account.runtime_data.links
    await links.link("front", LinkKey("user", guest.id), remembered(hass, ANNA))
    await links.link("front", LinkKey(CARD, "1"), remembered(hass, BERT))
    view = await panel.ask("keys", door_id=FRONT)
    assert [(it["credential_type"], it["name"]) for it in view["credentials"]] == [
        ("rfid_code", "White card"),
        ("fingerprint", "Thumb"),
        ("fingerprint", "Index"),
    ]
    assert [(it["name"], it["person"]) for it in view["users"]] == [("Anna", ANNA)]
    assert view["persons"] == {
        f"user:{guest.id}": ANNA,
        "rfid_code:1": BERT,
        "fingerprint:1 ": ANNA,
    }


async def test_a_lock_without_such_parts(
    account: MockConfigEntry, panel: Panel, fake_cloud: FakeBackend
) -> None:
    """It has none, and nothing is asked."""
    lock = fake_cloud.locks["front"]
    none = lock.capabilities - {Capability.CREDENTIALS, Capability.PEOPLE}
    lock = fake_cloud.change("front", capabilities=none)
    account.runtime_data.locks.async_put(lock)
    fake_cloud.script.calls.clear()
    view = await panel.ask("keys", door_id=FRONT)
    assert view == {"credentials": [], "users": [], "persons": {}}
    assert fake_cloud.calls("credentials.list") + fake_cloud.calls("people.list") == 0


async def test_what_goes_wrong(
    hass: HomeAssistant, panel: Panel, fake_cloud: FakeBackend
) -> None:
    """A door that is not there, a lock out of reach, an account that is signed out."""
    assert await panel.refused("keys", door_id="fake:fake-account:x") == "not_found"
    fake_cloud.fail("credentials.list", LockOffline())
    assert await panel.refused("keys", door_id=FRONT) == "lock_offline"
    fake_cloud.fail("credentials.list", AuthError())
    assert await panel.refused("keys", door_id=FRONT) == "signed_out"
    assert reauth_flows(hass)
