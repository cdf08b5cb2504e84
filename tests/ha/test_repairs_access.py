"""Access that a person has to see to is asked for, while it is so."""

from datetime import timedelta

from homeassistant.core import HomeAssistant

from custom_components.cloud_locks.model.errors import (
    CapacityFull,
    DuplicateCode,
    LockOffline,
)

from .cards import states, with_cards
from .grants import House, make_grant
from .home import settle
from .repairing import ABORT, MENU, REPAIRED, only_issue, our_issues, repair as begin

MINUTE = timedelta(minutes=1)


async def test_what_was_refused_is_tried_again(
    hass: HomeAssistant, house: House
) -> None:
    """By a person; then the issue is gone."""
    house.cloud.fail("codes.add", DuplicateCode(), times=2)
    grant = await house.give(make_grant())
    issue = only_issue(hass, "access_failed")
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["who"] == "Anna"
    assert issue.translation_placeholders["lock"] == "Front door"
    assert "Anna" not in issue.issue_id
    flow = await begin(hass, issue)
    assert flow.outcome == (MENU, "init")
    await flow.choose("try_again")
    assert flow.outcome == (ABORT, "still_so")
    flow = await begin(hass, only_issue(hass, "access_failed"))
    await flow.choose("try_again")
    assert flow.outcome[0] is REPAIRED
    assert house.statuses(grant) == ["active"]
    await settle(hass)
    assert our_issues(hass) == []


async def test_a_code_that_stays_is_asked_for(
    hass: HomeAssistant, house: House
) -> None:
    """Until it is gone, which is tried all the while."""
    grant = await house.give(make_grant())
    house.cloud.fail("codes.delete", LockOffline(), times="always")
    await house.revoke(grant)
    assert our_issues(hass) == []
    await house.live(12 * MINUTE)
    issue = only_issue(hass, "access_not_removed")
    house.cloud.heal()
    flow = await begin(hass, issue)
    await flow.choose("try_again")
    assert flow.outcome[0] is REPAIRED
    assert house.on_lock() == []
    assert our_issues(hass) == []


async def test_a_card_that_has_no_room(hass: HomeAssistant, house: House) -> None:
    """Is said in words that are about cards, and tried again."""
    house.cloud.fail("credentials.add", CapacityFull(), times=2)
    grant = await house.give(with_cards())
    await settle(hass)
    issue = only_issue(hass, "access_failed")
    assert issue.translation_placeholders is not None
    assert "another card" in issue.translation_placeholders["reason"]
    flow = await begin(hass, issue)
    assert "another card" in flow.sentence
    await flow.choose("try_again")
    assert flow.outcome == (ABORT, "still_so")
    flow = await begin(hass, only_issue(hass, "access_failed"))
    await flow.choose("try_again")
    assert flow.outcome[0] is REPAIRED
    assert states(house, grant) == ["active"]


async def test_left_as_it_is(hass: HomeAssistant, house: House) -> None:
    """The issue is hidden."""
    house.cloud.fail("codes.add", DuplicateCode())
    await house.give(make_grant())
    flow = await begin(hass, only_issue(hass, "access_failed"))
    await flow.choose("leave")
    assert flow.outcome == (ABORT, "left")


async def test_removed_with_access(hass: HomeAssistant, house: House) -> None:
    """Nobody wishes it any more."""
    house.cloud.fail("codes.add", DuplicateCode())
    await house.give(make_grant())
    (entry,) = (
        it
        for it in hass.config_entries.async_entries("cloud_locks")
        if it.unique_id == "access"
    )
    await hass.config_entries.async_remove(entry.entry_id)
    assert our_issues(hass) == []
