"""Who changed which access, and when its PIN was sent to somebody."""

from datetime import date, timedelta
from typing import Any

from homeassistant.components.calendar import CalendarEvent
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from custom_components.cloud_locks.access.changes import Change, ChangeKind
from custom_components.cloud_locks.access.store import FILE

from .acting import BACK, act
from .booking_home import BookingHome
from .codes import OTHER_PIN, Storage
from .grants import House, make_grant
from .home import settle
from .mailbox import Mailbox, mailbox

MINUTE = timedelta(minutes=1)


def kinds(house: House) -> list[str]:
    """Return what is kept of changes."""
    return [it.kind.value for it in house.keeper.store.log.changes]


async def sent(house: House, grant_id: str) -> None:
    """Send Anna the PIN of an access."""
    chosen: dict[str, Any] = {"grant_id": grant_id, "recipient": "notify.anna"}
    await act(house.hass, "send_code", None, **chosen)


@pytest.fixture
async def anna(hass: HomeAssistant) -> Mailbox:
    """Return Anna's mailbox."""
    return await mailbox(hass, "Anna")


async def test_every_action_leaves_its_word(
    hass: HomeAssistant, house: House, hass_admin_user: MockUser
) -> None:
    """With the name of who did it, and the access as it was called then."""
    told: list[Change] = []
    house.keeper.store.log.listen(told.append)
    by = Context(user_id=hass_admin_user.id)
    await act(hass, "grant_access", name="Anna", context=by)
    (grant_id,) = house.keeper.grants
    for action, data in (
        ("update_grant", {"new_name": "Ann", "add_locks": [BACK]}),
        ("pause_grant", {}),
        ("resume_grant", {}),
        ("resume_grant", {}),
        ("rotate_grant", {"pin": OTHER_PIN}),
        ("revoke_grant", {}),
        ("restore_grant", {}),
    ):
        await act(hass, action, None, grant_id=grant_id, context=by, **data)
        await settle(hass)
    assert kinds(house) == [
        "granted",
        "changed",
        "paused",
        "resumed",
        "rotated",
        "revoked",
        "restored",
    ]
    assert {it.user for it in told} == {hass_admin_user.name}
    assert [it.name for it in told] == ["Anna"] + ["Ann"] * 6
    assert tuple(told) == house.keeper.store.log.changes
    assert {it.grant_id for it in told} == {grant_id}


async def test_who_is_nobody(hass: HomeAssistant, house: House) -> None:
    """An automation, and a booking: no name."""
    await act(hass, "grant_access", name="Anna")
    await house.give(make_grant(name="Bert", pin=OTHER_PIN))
    assert [it.user for it in house.keeper.store.log.changes] == [None, None]


async def test_only_what_was_done(hass: HomeAssistant, house: House) -> None:
    """Not what was only looked at, nor what was replaced by the same."""
    await act(hass, "grant_access", name="Anna", check_only=True)
    assert kinds(house) == []
    await act(hass, "grant_access", name="Anna")
    await act(hass, "grant_access", name="Anna", if_exists="replace")
    await act(hass, "grant_access", name="Anna", if_exists="replace", pin=OTHER_PIN)
    assert kinds(house) == ["granted", "rotated"]


async def test_it_is_safe_with_the_access(house: House, hass_storage: Storage) -> None:
    """Both are in the same file before anything is sent, and outlive a restart."""
    gate = house.cloud.hold("codes.add")
    await house.keeper.put(make_grant(), "Paul")
    (row,) = hass_storage[FILE]["data"]["changes"]
    assert (row["change"], row["user"]) == ("granted", "Paul")
    before = house.keeper.store.log.changes
    gate.set()
    await house.start_again()
    assert house.keeper.store.log.changes == before


async def test_a_file_from_before_there_was_a_log(
    house: House, hass_storage: Storage
) -> None:
    """Is read, and nothing is known to have changed."""
    grant = await house.give(make_grant())
    keeper = house.keeper
    await keeper.store.close()
    del hass_storage[FILE]["data"]["changes"]
    del hass_storage[FILE]["data"]["grants"][0]["message_sent"]
    await keeper.store.load()
    assert keeper.store.log.changes == ()
    assert keeper.grants[grant.id].message_sent is None


async def test_when_a_pin_was_sent(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """It is known until the PIN is another one."""
    grant = await house.give(make_grant())
    updates: list[None] = []
    house.keeper.async_on_update(lambda: updates.append(None))
    await sent(house, grant.id)
    await settle(hass)
    assert house.keeper.grants[grant.id].message_sent == dt_util.utcnow()
    assert updates
    at = dt_util.utcnow()
    house.clock.tick(MINUTE)
    await act(hass, "pause_grant", None, grant_id=grant.id)
    await act(hass, "resume_grant", None, grant_id=grant.id)
    await act(hass, "grant_access", name="Anna", notes="new", if_exists="replace")
    assert house.keeper.grants[grant.id].message_sent == at
    await act(hass, "rotate_grant", None, grant_id=grant.id, pin=OTHER_PIN)
    assert house.keeper.grants[grant.id].message_sent is None


async def test_a_pin_that_reached_nobody(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """It was not sent."""
    grant = await house.give(make_grant())
    anna.error = RuntimeError()
    with pytest.raises(Exception, match="nobody"):
        await sent(house, grant.id)
    assert house.keeper.grants[grant.id].message_sent is None


async def test_a_pin_that_is_another_by_now(
    hass: HomeAssistant, house: House, anna: Mailbox
) -> None:
    """What was sent is the one before."""
    grant = await house.give(make_grant())
    generation = grant.generation
    await act(hass, "rotate_grant", None, grant_id=grant.id, pin=OTHER_PIN)
    await house.keeper.store.sent(grant.id, generation)
    assert house.keeper.grants[grant.id].message_sent is None


async def test_what_a_booking_does(house: House) -> None:
    """It is nobody's doing."""
    home = BookingHome(house)
    await home.begin()
    first, last = date(2026, 11, 23), date(2026, 11, 25)
    home.calendar.events = [CalendarEvent(start=first, end=last, summary="Guest")]
    await home.form()
    log = house.keeper.store.log
    assert [(it.kind, it.name, it.user) for it in log.changes] == [
        (ChangeKind.GRANTED, "Guest", None)
    ]
