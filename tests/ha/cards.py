"""Cards of access at the fake account's doors, as tests handle them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, override

from custom_components.cloud_locks.access.cards import with_numbers
from custom_components.cloud_locks.access.grant import DoorId, Grant
from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret

from .codes import Codes
from .grants import House, make_grant
from .home import settle

CARD, OTHER_CARD = "1723612378", "3128456790"
RFID = CredentialType.RFID_CODE


@dataclass
class CardHouse(House):
    """Everybody's access, where one step follows another."""

    async def calm(self) -> None:
        """Let everything be done that can be done now: a look, and what follows."""
        for _ in range(4):
            await settle(self.hass)

    @override
    async def give(self, grant: Grant) -> Grant:
        await super().give(grant)
        await self.calm()
        return self.keeper.grants[grant.id]

    @override
    async def change(self, grant: Grant, **fields: Any) -> None:
        await super().change(grant, **fields)
        await self.calm()

    @override
    async def live(
        self, span: timedelta, step: timedelta = timedelta(minutes=1)
    ) -> None:
        await super().live(span, step)
        await self.calm()


def card_house(codes: Codes) -> CardHouse:
    """Return everybody's access; both doors can do the same."""
    able = codes.cloud.locks["front"].capabilities
    back = codes.cloud.change("back", capabilities=able)
    codes.entry.runtime_data.locks.async_put(back)
    return CardHouse(codes.hass, codes.entry, codes.cloud, codes.clock)


def with_cards(
    *at: DoorId, cards: tuple[str, ...] = (CARD,), schedule: Schedule | None = None
) -> Grant:
    """Return an access of Anna with cards, that nothing was done for yet."""
    return with_numbers(make_grant(*at, schedule=schedule), map(Secret, cards))


def on_lock(house: House, lock_id: str = "front") -> list[tuple[str, str]]:
    """Return the names and numbers of the cards that really are on a lock."""
    return [
        (it.name, house.cloud.card_numbers[lock_id, it.id].reveal())
        for it in house.cloud.credentials[lock_id].values()
        if (lock_id, it.id) in house.cloud.card_numbers
    ]


def foreign(
    house: House, name: str, number: str = OTHER_CARD, **fields: Any
) -> Credential:
    """Put a card on the front door in the vendor's app."""
    card = Credential(
        id=house.cloud.new_id(RFID), type=RFID, name=name, on_lock=True, **fields
    )
    house.cloud.credentials["front"][card.id] = card
    house.cloud.card_numbers["front", card.id] = Secret(number)
    return card


def rename(house: House, card: Credential, name: str) -> None:
    """Call a card otherwise in the vendor's app."""
    house.cloud.credentials["front"][card.id] = replace(card, name=name)


def take_off(house: House, lock_id: str = "front") -> None:
    """Take all cards off a lock in the vendor's app."""
    house.cloud.credentials[lock_id].clear()
    house.cloud.card_numbers.clear()


def states(house: House, grant: Grant, lock_id: str = "front") -> list[str]:
    """Return where the cards of an access stand at a lock, with the reason."""
    plan = house.keeper.plan_of(grant.id)
    (cards,) = [it.cards for at, it in plan.doors.items() if at.lock_id == lock_id]
    return [" ".join(filter(None, (it.status, it.reason))) for it in cards]
