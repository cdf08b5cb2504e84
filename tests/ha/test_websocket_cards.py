"""The cards of an access as a client is told of them."""

import pytest

from custom_components.cloud_locks.model.errors import CapacityFull
from custom_components.cloud_locks.websocket.access_rows import async_access_views

from .cards import CARD, CardHouse, card_house, on_lock, with_cards
from .codes import Codes


@pytest.fixture
def house(codes: Codes, at_once: None) -> CardHouse:
    """Everybody's access, where one step follows another."""
    return card_house(codes)


def cards_told(house: CardHouse) -> list[dict[str, object]]:
    """Return the rows of all cards."""
    grants = house.keeper.grants.values()
    rows = async_access_views(house.hass, house.keeper, grants, {})
    return [{**card} for row in rows for door in row["doors"] for card in door["cards"]]


async def test_a_card_that_is_on_the_lock(house: CardHouse) -> None:
    """It is told where it is, and never its number."""
    await house.give(with_cards())
    assert on_lock(house) == [("Anna", CARD)]
    (card,) = cards_told(house)
    assert card["status"] == "active"
    assert (card["reason"], card["message"]) == (None, None)
    assert CARD not in str(card)


async def test_a_card_for_which_there_is_no_room(house: CardHouse) -> None:
    """The sentence is the one about cards, which speaks of no codes."""
    house.cloud.fail("credentials.add", CapacityFull(), times="always")
    await house.give(with_cards())
    (card,) = cards_told(house)
    assert (card["status"], card["reason"]) == ("failed", "list_full")
    assert card["retried"] is False
    assert "card" in str(card["message"]).lower()


async def test_without_cards_there_are_none(house: CardHouse) -> None:
    """An access with a PIN alone has an empty list."""
    await house.give(with_cards(cards=()))
    assert cards_told(house) == []
