"""The field `cards` of access: given, checked, changed, and told without a number."""

import json
from typing import Any

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.cloud_locks.actions.secrets import BLANKED
from custom_components.cloud_locks.model.access_event import EventType, Method
from custom_components.cloud_locks.model.errors import DuplicateCode
from custom_components.cloud_locks.model.reason import Reason

from .acting import BACK, BOTH, FRONT, Row, act, all_events
from .cards import CARD, OTHER_CARD, RFID, CardHouse, foreign, on_lock
from .codes import Codes
from .grants import House
from .home import record_events, settle
from .people import ANNA, BERT, add_people


@pytest.fixture
def house(codes: Codes, at_once: None) -> CardHouse:
    """Return everybody's access; only the front door takes cards."""
    return CardHouse(codes.hass, codes.entry, codes.cloud, codes.clock)


async def give(house: House, **data: Any) -> dict[str, Row]:
    """Give Anna access at both doors."""
    return await act(
        house.hass, "grant_access", BOTH, **({"name": "Anna", "cards": [CARD]} | data)
    )


async def change(house: House, **data: Any) -> dict[str, Row]:
    """Change Anna's access and return its row of each lock."""
    rows = await act(house.hass, "update_grant", None, name="Anna", **data)
    (row,) = rows.values()
    locks: dict[str, Row] = row["locks"]
    return locks


async def refused(house: House, **data: Any) -> str:
    """Return the key of the mistake for which access is not given."""
    with pytest.raises(ServiceValidationError) as caught:
        await give(house, **data)
    assert house.on_lock() == []
    assert CARD not in str(caught.value)
    return str(caught.value.translation_key)


async def test_the_answer_of_each_lock(house: CardHouse) -> None:
    """Says what is with each card, and where there can be none."""
    rows = await give(house, cards=[CARD, OTHER_CARD])
    first, second = house.cloud.credentials["front"]
    assert rows[FRONT]["cards"] == [
        {"status": "active", "credential_id": first},
        {"status": "active", "credential_id": second},
    ]
    assert rows[BACK]["status"] == rows[FRONT]["status"] == "active"
    assert [it["reason"] for it in rows[BACK]["cards"]] == ["not_supported"] * 2
    assert all(it["message"] for it in rows[BACK]["cards"])
    (told,) = (await act(house.hass, "get_grants", None)).values()
    assert told["locks"][FRONT]["cards"] == rows[FRONT]["cards"]
    assert CARD not in json.dumps([rows, told])


async def test_without_cards(house: CardHouse) -> None:
    """Nothing is asked about them."""
    rows = await act(house.hass, "grant_access", FRONT, name="Anna")
    assert rows[FRONT]["cards"] == []
    assert house.cloud.calls("credentials.list") == 0


async def test_a_card_of_somebody_else(house: CardHouse) -> None:
    """Is said in words that are about cards."""
    foreign(house, "Anna")
    (row,) = (await give(house))[FRONT]["cards"]
    assert (row["status"], row["reason"]) == ("blocked", "name_in_use")
    assert "card" in row["message"]
    house.cloud.fail("credentials.add", DuplicateCode(reason=Reason.CARD_IN_USE))
    (row,) = (await give(house, name="Bert"))[FRONT]["cards"]
    assert (row["status"], row["reason"]) == ("blocked", "card_in_use")


async def test_only_checked(house: CardHouse) -> None:
    """Nothing is sent or read."""
    rows = await give(house, check_only=True)
    assert [it["status"] for it in rows[FRONT]["cards"]] == ["planned"]
    assert [it["reason"] for it in rows[BACK]["cards"]] == ["not_supported"]
    assert house.cloud.calls("credentials.list") == 0


async def test_in_no_event_or_state(house: CardHouse) -> None:
    """Nor in the dictionary that was handed in, or what stands beside it."""
    events = all_events(house.hass)
    data = {
        "entity_id": FRONT,
        "name": "Anna",
        "notes": f"her card {CARD}",
        "cards": [CARD, OTHER_CARD],
    }
    await house.hass.services.async_call(
        "cloud_locks", "grant_access", data, blocking=True
    )
    await settle(house.hass)
    assert on_lock(house) == [("Anna", CARD), ("Anna 2", OTHER_CARD)]
    assert data["cards"] == BLANKED
    told = repr([it.as_dict() for it in events]) + repr(house.hass.states.async_all())
    assert CARD not in told + repr(data)
    assert OTHER_CARD not in told


@pytest.mark.parametrize(
    ("cards", "mistake"),
    [
        ([1723612378], "credential_data_not_text"),
        (1723612378, "credential_data_not_text"),
        ([CARD, ""], "credential_data_not_text"),
        ([None], "credential_data_not_text"),
        ({"number": CARD}, "credential_data_not_text"),
        (BLANKED, "pin_blanked"),
    ],
)
async def test_what_is_no_list_of_numbers(
    house: CardHouse, cards: object, mistake: str
) -> None:
    """YAML makes other numbers of them."""
    assert await refused(house, cards=cards) == mistake


async def test_a_name_that_tells_the_number(house: CardHouse) -> None:
    """It would stand on the lock and in events."""
    assert await refused(house, name=f"Anna {CARD}") == "name_invalid"
    await give(house)
    with pytest.raises(ServiceValidationError) as caught:
        await change(house, new_name=OTHER_CARD, cards=[OTHER_CARD])
    assert caught.value.translation_key == "name_invalid"


@pytest.mark.parametrize(
    ("cards", "left"),
    [
        (f" {CARD} ", [("Anna", CARD)]),
        ([CARD, CARD], [("Anna", CARD)]),
        ([OTHER_CARD, CARD], [("Anna", CARD), ("Anna 2", OTHER_CARD)]),
        ([OTHER_CARD], [("Anna 2", OTHER_CARD)]),
        ([], []),
    ],
)
async def test_other_cards(
    house: CardHouse, cards: object, left: list[tuple[str, str]]
) -> None:
    """The whole list; one that stays is not touched."""
    await give(house)
    (before,) = house.cloud.credentials["front"]
    await change(house, cards=cards)
    assert on_lock(house) == left
    stays = before in house.cloud.credentials["front"]
    assert stays == (("Anna", CARD) in left)


async def test_what_is_not_about_cards_leaves_them(house: CardHouse) -> None:
    """Also a new PIN, and another name."""
    await give(house)
    await change(house, notes="cleans", new_name="Anna Maria")
    await act(house.hass, "rotate_grant", None, name="Anna Maria")
    assert on_lock(house) == [("Anna", CARD)]
    assert house.cloud.calls("credentials.add") == 1


async def test_replaced_as_a_whole(house: CardHouse) -> None:
    """`replace` says all that is wished, cards too."""
    await give(house)
    await give(house, if_exists="replace", cards=[CARD, OTHER_CARD])
    assert on_lock(house) == [("Anna", CARD), ("Anna 2", OTHER_CARD)]
    assert house.cloud.calls("credentials.add") == 2
    await act(house.hass, "grant_access", BOTH, name="Anna", if_exists="replace")
    assert on_lock(house) == []


async def test_given_again(house: CardHouse) -> None:
    """With its cards, as with its PIN."""
    await give(house)
    await act(house.hass, "revoke_grant", None, name="Anna")
    assert on_lock(house) == []
    await act(house.hass, "restore_grant", None, name="Anna")
    assert on_lock(house) == [("Anna", CARD)]


class TestWhoCameIn:
    """It is told as with the code."""

    async def _come(self, house: CardHouse, **fields: Any) -> dict[str, Any]:
        fired = record_events(house.hass, "access")
        house.cloud.emit(
            "front",
            EventType.UNLOCKED,
            method=Method.CARD,
            credential_type=RFID,
            **fields,
        )
        await house.entry.runtime_data.activity.async_read("front")
        await settle(house.hass)
        (event,) = fired
        return event

    @pytest.mark.parametrize("by_id", [True, False])
    async def test_by_id_or_name(self, house: CardHouse, by_id: bool) -> None:
        """Whichever the cloud tells; coming in first is told once."""
        await add_people(house.hass)
        rows = await give(house, person=ANNA)
        await change(house, new_name="Anna Maria")
        told = house.record()
        (card,) = house.cloud.credentials["front"]
        fields = {"credential_id": card} if by_id else {"who": "Anna"}
        event = await self._come(house, **fields)
        assert event["grant_id"] == rows[FRONT]["grant_id"]
        assert (event["who"], event["person"]) == ("Anna Maria", ANNA)
        assert told == [("first_use", "front")]

    async def test_a_user_of_that_name(self, house: CardHouse) -> None:
        """An access says more than whom a vendor's user is linked with."""
        await add_people(house.hass)
        user = house.cloud.add_user("front", "Anna")
        await act(house.hass, "assign_credential", FRONT, user_id=user.id, person=BERT)
        rows = await give(house)
        event = await self._come(house, who="Anna")
        assert (event["who"], event["grant_id"]) == ("Anna", rows[FRONT]["grant_id"])

    @pytest.mark.parametrize("by_id", [True, False])
    async def test_another_card(self, house: CardHouse, by_id: bool) -> None:
        """Is nobody's access; nor is a name that two cards have."""
        await give(house)
        other = foreign(house, "Anna")
        await act(house.hass, "get_credentials", FRONT)
        fields = {"credential_id": other.id} if by_id else {"who": "Anna"}
        assert "grant_id" not in await self._come(house, **fields)

    async def test_one_without_a_name(self, house: CardHouse) -> None:
        """It is nobody's."""
        await give(house)
        assert "grant_id" not in await self._come(house)

    async def test_the_app_of_that_name(self, house: CardHouse) -> None:
        """What is no card is not taken for one."""
        await give(house)
        fired = record_events(house.hass, "access")
        house.cloud.emit("front", EventType.UNLOCKED, method=Method.APP, who="Anna")
        await house.entry.runtime_data.activity.async_read("front")
        await settle(house.hass)
        assert ["grant_id" in it for it in fired] == [False]
