"""Ending access with everything that a person has at its locks."""

from typing import Any

import pytest

from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.errors import LockOffline, NotPermitted

from .acting import BACK, BOTH, FRONT, act
from .codes import until
from .grants import House
from .people import ANNA, BERT, add_people

CARD, FINGER = CredentialType.RFID_CODE, CredentialType.FINGERPRINT


@pytest.fixture(autouse=True)
async def anna_has_access(house: House) -> None:
    """Anna may come in at both doors, which take all kinds of things."""
    able = house.cloud.locks["front"].capabilities
    back = house.cloud.change("back", capabilities=able)
    house.entry.runtime_data.locks.async_put(back)
    await add_people(house.hass)
    await act(house.hass, "grant_access", BOTH, name="Anna", person=ANNA)


async def hand_out(
    house: House, kind: CredentialType, lock_id: str = "front", person: str = ANNA
) -> None:
    """Put a credential on a lock that is known to be somebody's."""
    key = f"{kind}-{person}"
    house.cloud.credentials[lock_id][key] = Credential(
        id=key, type=kind, name="Hers", user_id=None, on_lock=True
    )
    await act(
        house.hass,
        "assign_credential",
        FRONT if lock_id == "front" else BACK,
        credential_type=kind.value,
        credential_id=key,
        person=person,
    )


async def end(house: House) -> list[tuple[str, str | None, str]]:
    """End Anna's access and return what could not be removed."""
    rows = await act(house.hass, "revoke_grant", None, name="Anna", everything=True)
    (row,) = rows.values()
    left: list[dict[str, Any]] = row["not_removed"]
    assert all(it["message"] for it in left)
    return [(it["lock"], it["kind"], it["reason"]) for it in left]


def left_on(house: House, lock_id: str = "front") -> list[str]:
    """Return the ids of the credentials that are on a lock."""
    return list(house.cloud.credentials[lock_id])


@pytest.mark.parametrize("kind", [CARD, FINGER])
async def test_what_is_theirs(house: House, kind: CredentialType) -> None:
    """At all doors; others' stay."""
    await hand_out(house, kind)
    await hand_out(house, kind, "back")
    await hand_out(house, kind, person=BERT)
    assert await end(house) == []
    assert (left_on(house), left_on(house, "back")) == ([f"{kind}-{BERT}"], [])


async def test_one_that_stays_is_told(house: House) -> None:
    """And holds up nothing else."""
    await hand_out(house, CARD)
    await hand_out(house, FINGER)
    await hand_out(house, CARD, "back")
    house.cloud.fail("credentials.delete", NotPermitted(), lock_id="front")
    left = await end(house)
    assert left == [(FRONT, "rfid_code", "not_permitted")]
    assert left_on(house) == [f"{CARD}-{ANNA}"]
    assert left_on(house, "back") == []
    assert house.on_lock() == []


async def test_a_lock_that_is_away(house: House) -> None:
    """What is on it is named; the other door is cleared."""
    await hand_out(house, CARD)
    await hand_out(house, CARD, "back")
    user = house.cloud.add_user("back", "Anna's phone")
    await act(house.hass, "assign_credential", BACK, user_id=user.id, person=ANNA)
    for method in ("credentials.list", "people.list"):
        house.cloud.fail(method, LockOffline(), times="always", lock_id="back")
    assert sorted(await end(house)) == [
        (BACK, "rfid_code", "lock_offline"),
        (BACK, "user", "lock_offline"),
    ]
    assert left_on(house) == []


async def test_a_lock_that_is_not_listed_any_more(house: House) -> None:
    """That nothing is found there proves nothing."""
    await hand_out(house, CARD, "back")
    house.entry.runtime_data.locks.data.locks.pop("back")
    assert await end(house) == [(BACK, "rfid_code", "not_found")]


async def test_an_account_that_is_not_loaded(house: House) -> None:
    """Nobody can tell what is there."""
    await hand_out(house, CARD)
    await house.hass.config_entries.async_unload(house.entry.entry_id)
    assert sorted(await end(house)) == [
        (BACK, None, "cloud_unreachable"),
        (FRONT, None, "cloud_unreachable"),
    ]


async def test_everybody_is_put_out_before_anything_slow(house: House) -> None:
    """A card that takes long keeps nobody else in."""
    await act(house.hass, "grant_access", BACK, name="Bert", person=BERT)
    await hand_out(house, CARD)
    gate = house.cloud.hold("credentials.delete")
    call = house.hass.async_create_task(
        act(
            house.hass,
            "revoke_grant",
            None,
            name=["Anna", "Bert"],
            everything=True,
        )
    )
    await until(lambda: not house.on_lock("back"))
    gate.set()
    await call
    assert left_on(house) == []
