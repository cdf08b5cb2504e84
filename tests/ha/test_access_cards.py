"""Cards that come with access: put on once, kept right, taken away."""

from dataclasses import replace
from datetime import timedelta

from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloud_locks.access.cards import with_numbers
from custom_components.cloud_locks.access.grant import Grant, Phase
from custom_components.cloud_locks.const import CONF_KEEP_PINS
from custom_components.cloud_locks.model.capabilities import Capability
from custom_components.cloud_locks.model.code_rules import ScheduleFeature
from custom_components.cloud_locks.model.credential import Credential, CredentialType
from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    InvalidCode,
    LockOffline,
    NotPermitted,
    OutcomeUnknown,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from custom_components.cloud_locks.model.schedule import Schedule
from custom_components.cloud_locks.model.secret import Secret
from tests.fake_cloud import RULES

from .acting import FRIDAYS, change_rules
from .cards import (
    CARD,
    OTHER_CARD,
    CardHouse,
    card_house,
    foreign,
    on_lock,
    rename,
    states,
    take_off,
    with_cards,
)
from .codes import Codes
from .grants import BACK_DOOR, FRONT_DOOR

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def house(codes: Codes, at_once: None) -> CardHouse:
    """Return everybody's access; both doors can do the same."""
    return card_house(codes)


async def test_given_it_is_on_every_lock(house: CardHouse) -> None:
    """Called as the access, with its hours, once."""
    grant = await house.give(with_cards(FRONT_DOOR, BACK_DOOR))
    assert on_lock(house) == on_lock(house, "back") == [("Anna", CARD)]
    assert states(house, grant) == states(house, grant, "back") == ["active"]
    (card,) = house.cloud.credentials["front"].values()
    assert card.schedule == Schedule.always()
    await house.live(2 * DAY, HOUR)
    await house.start_again()
    assert house.cloud.calls("credentials.add") == 2


async def test_of_several_each_has_a_name(house: CardHouse) -> None:
    """So that each is found again."""
    await house.give(with_cards(cards=(CARD, OTHER_CARD)))
    assert on_lock(house) == [("Anna", CARD), ("Anna 2", OTHER_CARD)]


@pytest.mark.parametrize("phase", [Phase.REVOKED, Phase.PAUSED])
async def test_who_may_not_come_in_has_no_card_there(
    house: CardHouse, phase: Phase
) -> None:
    """A card cannot be switched off, so in a pause it goes and comes back."""
    grant = await house.give(with_cards())
    await house.change(grant, phase=phase)
    assert on_lock(house) == []
    await house.change(grant, phase=Phase.GRANTED)
    assert on_lock(house) == [("Anna", CARD)]


async def test_it_is_over_when_the_card_is_gone(house: CardHouse) -> None:
    """Not before, and after ten minutes somebody is told."""
    grant = await house.give(with_cards())
    told = house.record()
    house.cloud.fail("credentials.delete", LockOffline(), times="always")
    await house.revoke(grant)
    assert house.on_lock() == []
    assert (house.statuses(grant), told) == (["blocked"], [])
    await house.live(11 * MINUTE)
    assert told == [("not_removed", "front")]
    await house.live(HOUR, 5 * MINUTE)
    assert told == [("not_removed", "front")]
    house.cloud.heal()
    await house.live(HOUR, 5 * MINUTE)
    assert house.statuses(grant) == ["removed"]
    assert told[1:] == [("ended", None)]
    assert on_lock(house) == []


async def test_a_door_that_leaves(house: CardHouse) -> None:
    """Is cleared, also when it was away."""
    grant = await house.give(with_cards(FRONT_DOOR, BACK_DOOR))
    house.cloud.fail("credentials.delete", LockOffline(), times=3)
    front, back = house.keeper.grants[grant.id].doors
    await house.change(grant, doors=(front, replace(back, leaving=True)))
    assert on_lock(house, "back") == [("Anna", CARD)]
    await house.start_again()
    await house.live(HOUR, 5 * MINUTE)
    assert on_lock(house, "back") == []
    assert on_lock(house) == [("Anna", CARD)]
    assert [it.at for it in house.keeper.grants[grant.id].doors] == [FRONT_DOOR]


async def test_another_card_instead(house: CardHouse) -> None:
    """The old one goes first; one that stays is not touched."""
    grant = await house.give(with_cards(cards=(CARD, OTHER_CARD)))
    await house.keeper.change(
        grant.id, lambda it: with_numbers(it, [Secret(OTHER_CARD), Secret("42")])
    )
    await house.live(MINUTE)
    assert on_lock(house) == [("Anna 2", OTHER_CARD), ("Anna 3", "42")]
    assert house.cloud.calls("credentials.delete") == 1


class TestThePin:
    """It is what matters, and no card holds it up."""

    async def test_a_lock_that_takes_no_cards(self, house: CardHouse) -> None:
        """Says so, and the access is as it shall be."""
        able = house.cloud.locks["front"].capabilities - {Capability.CREDENTIALS}
        front = house.cloud.change("front", capabilities=able)
        house.entry.runtime_data.locks.async_put(front)
        told = house.record()
        grant = await house.give(with_cards())
        assert house.statuses(grant) == ["active"]
        assert states(house, grant) == ["blocked not_supported"]
        assert told == [("active", None)]
        assert house.cloud.calls("credentials.list") == 0

    async def test_a_lock_that_reads_cards_by_itself_only(
        self, house: CardHouse
    ) -> None:
        """A number is of no use there."""
        part = house.entry.runtime_data.cloud.parts.credentials
        assert part is not None
        part.by_data = frozenset[CredentialType]()
        grant = await house.give(with_cards())
        assert states(house, grant) == ["blocked not_supported"]

    @pytest.mark.parametrize(
        ("error", "state"),
        [
            (LockOffline(), "blocked lock_offline"),
            (NotPermitted(), "failed not_permitted"),
            (CapacityFull(), "failed list_full"),
            (InvalidCode(reason=Reason.CARD_INVALID), "blocked card_invalid"),
        ],
    )
    async def test_a_lock_that_refuses_it(
        self, house: CardHouse, error: VendorError, state: str
    ) -> None:
        """What may pass is tried again, what may not is told."""
        told = house.record()
        house.cloud.fail("credentials.add", error, times="always")
        grant = await house.give(with_cards())
        assert (house.statuses(grant), house.on_lock()) == (["active"], ["Anna"])
        assert states(house, grant) == [state]
        assert told == [("active", None)] + [("failed", "front")] * (
            state.startswith("failed")
        )
        house.cloud.heal()
        await house.live(HOUR, MINUTE)
        passes = state == "blocked lock_offline"
        assert on_lock(house) == [("Anna", CARD)] * passes
        await house.change(grant, notes="again")
        assert states(house, grant) == ["active"]


class TestOthers:
    """No card of others is ever touched."""

    async def test_the_same_name(self, house: CardHouse) -> None:
        """Nobody could tell them apart."""
        card = foreign(house, "anna ")
        grant = await house.give(with_cards())
        assert states(house, grant) == ["blocked name_in_use"]
        await house.revoke(grant)
        assert on_lock(house) == [("anna ", OTHER_CARD)]
        assert house.cloud.calls("credentials.delete") == 0
        await house.change(grant, phase=Phase.GRANTED)
        rename(house, card, "Bert")
        await house.live(2 * HOUR, 10 * MINUTE)
        assert states(house, grant) == ["active"]

    async def test_a_finger_of_the_same_name(self, house: CardHouse) -> None:
        """It is no card, and stays."""
        finger = Credential(
            id="7", type=CredentialType.FINGERPRINT, name="Anna", on_lock=True
        )
        house.cloud.credentials["front"][finger.id] = finger
        grant = await house.give(with_cards())
        assert states(house, grant) == ["active"]
        await house.revoke(grant)
        await house.calm()
        assert [*house.cloud.credentials["front"].values()] == [finger]

    async def test_the_same_card(self, house: CardHouse) -> None:
        """It may have other hours."""
        foreign(house, "Bert", CARD)
        grant = await house.give(with_cards())
        assert states(house, grant) == ["blocked card_in_use"]
        assert (house.statuses(grant), house.on_lock()) == (["active"], ["Anna"])
        await house.revoke(grant)
        assert on_lock(house) == [("Bert", CARD)]

    async def test_one_that_is_called_otherwise_by_now(self, house: CardHouse) -> None:
        """It may be another one; a person is asked."""
        grant = await house.give(with_cards())
        (card,) = house.cloud.credentials["front"].values()
        rename(house, card, "Bert")
        told = house.record()
        await house.live(DAY, HOUR)
        assert states(house, grant) == ["failed changed_elsewhere"]
        assert told == [("changed_elsewhere", "front")]
        await house.revoke(grant)
        await house.live(HOUR, 5 * MINUTE)
        assert on_lock(house) == [("Bert", CARD)]
        assert house.statuses(grant) == ["failed"]
        assert told[1:] == [("changed_elsewhere", "front"), ("not_removed", "front")]

    async def test_one_that_was_taken_off(self, house: CardHouse) -> None:
        """Is told, and put back when somebody says so."""
        grant = await house.give(with_cards())
        take_off(house)
        told = house.record()
        await house.live(DAY, HOUR)
        assert states(house, grant) == ["failed removed_elsewhere"]
        assert told == [("changed_elsewhere", "front")]
        await house.change(grant, notes="again")
        assert states(house, grant) == ["active"]
        assert on_lock(house) == [("Anna", CARD)]


async def wish(house: CardHouse, grant: Grant, hours: Schedule) -> None:
    """Give an access other hours at its only door."""
    (door,) = house.keeper.grants[grant.id].doors
    await house.change(grant, doors=(replace(door, schedule=hours),))


def hours_on_lock(house: CardHouse) -> list[Schedule | None]:
    """Return the hours of all cards of the front door."""
    return [it.schedule for it in house.cloud.credentials["front"].values()]


def until_in(hours: int) -> Schedule:
    """Return hours that end so soon."""
    return Schedule.window(None, dt_util.utcnow() + hours * HOUR)


class TestHours:
    """They are those of the code."""

    async def test_longer(self, house: CardHouse) -> None:
        """They are changed in their place, and the card goes at their end."""
        grant = await house.give(with_cards(schedule=until_in(4)))
        longer = until_in(8)
        await wish(house, grant, longer)
        assert hours_on_lock(house) == [longer]
        assert house.cloud.calls("credentials.add") == 1
        await house.live(9 * HOUR, 10 * MINUTE)
        assert on_lock(house) == []

    @pytest.mark.parametrize("after_work", [False, True])
    async def test_a_change_without_an_answer(
        self, house: CardHouse, after_work: bool
    ) -> None:
        """Is looked for, and made once more when it is missing."""
        grant = await house.give(with_cards(schedule=until_in(4)))
        house.cloud.fail("credentials.update", OutcomeUnknown(), after_work=after_work)
        longer = until_in(8)
        await wish(house, grant, longer)
        state = "active" if after_work else "pending outcome_unknown"
        assert states(house, grant) == [state]
        await house.live(20 * MINUTE)
        assert (states(house, grant), hours_on_lock(house)) == (["active"], [longer])
        assert house.cloud.calls("credentials.update") == 2 - after_work

    async def test_hours_that_cannot_be_changed(self, house: CardHouse) -> None:
        """It is taken off and put on again."""
        grant = await house.give(with_cards(schedule=until_in(4)))
        refused = InvalidCode(reason=Reason.SCHEDULE_UNSUPPORTED)
        house.cloud.fail("credentials.update", refused, times="always")
        await wish(house, grant, Schedule.always())
        assert hours_on_lock(house) == [Schedule.always()]
        assert states(house, grant) == ["active"]

    async def test_kept_by_home_assistant(self, house: CardHouse) -> None:
        """It is there for the hours only."""
        kept = frozenset({ScheduleFeature.ALWAYS, ScheduleFeature.WINDOW})
        rules = replace(RULES, schedules=kept)
        change_rules(house.cloud, house.entry, "front", rules)
        fridays = with_cards(schedule=FRIDAYS)
        grant = await house.give(replace(fridays, allow_home_assistant=True))
        assert (on_lock(house), states(house, grant)) == ([], ["planned"])
        house.clock.move_to("2026-11-27 08:00:00+00:00")
        await house.live(10 * MINUTE)
        assert on_lock(house) == [("Anna", CARD)]
        house.clock.move_to("2026-11-27 11:00:00+00:00")
        await house.live(10 * MINUTE)
        assert on_lock(house) == []

    async def test_once(self, house: CardHouse) -> None:
        """Nobody counts that for a card."""
        once = Schedule.window(None, None, uses=1)
        grant = await house.give(with_cards(schedule=once))
        assert states(house, grant) == ["blocked schedule_unsupported"]
        assert house.on_lock() == ["Anna"]

    async def test_once_from_now_on(self, house: CardHouse) -> None:
        """The card that was there goes: it would open more often."""
        grant = await house.give(with_cards())
        await wish(house, grant, Schedule.window(None, None, uses=1))
        assert on_lock(house) == []


class TestNumbers:
    """They are kept on the same terms as PINs."""

    async def test_not_kept(self, house: CardHouse) -> None:
        """Once every lock has it; a pause then needs the number again."""
        access = house.hass.config_entries.async_entry_for_domain_unique_id(
            "cloud_locks", "access"
        )
        assert access is not None
        house.hass.config_entries.async_update_entry(
            access, options={CONF_KEEP_PINS: False}
        )
        house.cloud.fail("credentials.add", LockOffline(), times=2)
        grant = await house.give(with_cards())
        assert [bool(it.number) for it in house.keeper.grants[grant.id].cards] == [True]
        await house.live(10 * MINUTE)
        assert [it.number for it in house.keeper.grants[grant.id].cards] == [None]
        await house.change(grant, phase=Phase.PAUSED)
        await house.change(grant, phase=Phase.GRANTED)
        assert states(house, grant) == ["blocked card_not_kept"]
        await house.keeper.change(grant.id, lambda it: with_numbers(it, [Secret(CARD)]))
        await house.live(MINUTE)
        assert on_lock(house) == [("Anna", CARD)]
