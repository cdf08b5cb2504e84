"""What is wrong with an account: its key or subscription ends, a right is missing."""

from datetime import date, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloud_locks.const import CONF_KEY_ENDS, DOMAIN
from custom_components.cloud_locks.model.errors import AuthError, CloudUnreachable
from tests.fake_cloud import FakeBackend

from .codes import until
from .home import load, pass_time, reauth_flows, settle, state
from .orphans import Traces
from .repairing import ABORT, FORM, MENU, Repair, only_issue, our_issues, repair

KEY = "key_ends"
SUBSCRIPTION = "subscription_ends"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(clock: FrozenDateTimeFactory) -> datetime:
    """Return the time at which each test begins."""
    del clock
    return dt_util.utcnow()


def enter_end(hass: HomeAssistant, entry: MockConfigEntry, day: date) -> None:
    """Note when the key ends, as the options do."""
    options = {CONF_KEY_ENDS: day.isoformat()}
    hass.config_entries.async_update_entry(entry, options=options)


async def open_flow(hass: HomeAssistant, kind: str) -> Repair:
    """Open the flow of the only issue."""
    flow = await repair(hass, only_issue(hass, kind))
    assert flow.outcome == (MENU, "init")
    return flow


@pytest.mark.parametrize(("days", "asked"), [(31, False), (30, True), (-2, True)])
async def test_end_of_a_key_that_was_entered(
    hass: HomeAssistant, entry: MockConfigEntry, now: datetime, days: int, asked: bool
) -> None:
    """From 30 days before, and also after, while the account still answers."""
    end = (now + days * DAY).date()
    enter_end(hass, entry, end)
    await load(hass, entry)
    assert bool(our_issues(hass, KEY)) is asked
    if asked:
        placeholders = only_issue(hass, KEY).translation_placeholders or {}
        assert (placeholders["account"], placeholders["date"]) == (
            "Fake",
            end.isoformat(),
        )


async def test_end_of_a_key_that_the_cloud_tells(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend, now: datetime
) -> None:
    """It counts before what was entered, and nothing can be entered over it."""
    enter_end(hass, entry, (now + 3 * DAY).date())
    fake_cloud.credentials_end = now + 100 * DAY
    await load(hass, entry)
    assert our_issues(hass) == []
    fake_cloud.credentials_end = now + 10 * DAY
    assert await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    flow = await open_flow(hass, KEY)
    assert flow.offered == ["reconfigure", "leave"]


async def test_time_passes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    clock: FrozenDateTimeFactory,
    now: datetime,
) -> None:
    """The issue comes by itself, within a day; without any call that works."""
    enter_end(hass, entry, (now + 33 * DAY).date())
    await load(hass, entry)
    for _ in range(2):
        await pass_time(hass, clock, DAY.total_seconds())
    assert our_issues(hass) == []
    for _ in range(2):
        await pass_time(hass, clock, DAY.total_seconds())
    only_issue(hass, KEY)


async def test_account_is_read_once_a_day(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    now: datetime,
) -> None:
    """A new end comes and goes; a day without an answer changes nothing."""
    reads = fake_cloud.calls("account")
    fake_cloud.subscription_ends = now + 10 * DAY
    await pass_time(hass, clock, DAY.total_seconds())
    assert fake_cloud.calls("account") == reads + 1
    only_issue(hass, SUBSCRIPTION)
    fake_cloud.fail("account", CloudUnreachable())
    await pass_time(hass, clock, DAY.total_seconds())
    only_issue(hass, SUBSCRIPTION)
    fake_cloud.subscription_ends = now + 400 * DAY
    await pass_time(hass, clock, DAY.total_seconds())
    assert our_issues(hass) == []
    assert reauth_flows(hass) == []


async def test_unloaded_while_the_account_is_read(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """The reading ends with the account."""
    await settle(hass)
    reads = fake_cloud.calls("account")
    fake_cloud.hold("account")
    clock.tick(DAY)
    async_fire_time_changed(hass)
    await until(lambda: fake_cloud.calls("account") > reads)
    assert await hass.config_entries.async_unload(account.entry_id)
    assert Traces.of(hass, account).tasks == ()


async def test_account_is_refused_one_day(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Then Home Assistant asks to sign in, with an issue of its own."""
    fake_cloud.fail("account", AuthError())
    await pass_time(hass, clock, DAY.total_seconds())
    assert len(reauth_flows(hass)) == 1


@pytest.mark.parametrize(("days", "asked"), [(15, False), (13, True), (-1, True)])
async def test_end_of_a_subscription(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fake_cloud: FakeBackend,
    now: datetime,
    days: int,
    asked: bool,
) -> None:
    """From 14 days before."""
    fake_cloud.subscription_ends = now + days * DAY
    await load(hass, entry)
    assert bool(our_issues(hass, SUBSCRIPTION)) is asked


async def test_subscription_sensor(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    now: datetime,
) -> None:
    """Only where the cloud tells an end; it follows and outlives an outage."""
    assert hass.states.async_entity_ids("sensor")
    with pytest.raises(AssertionError):
        state(hass, "sensor", SUBSCRIPTION, None)
    fake_cloud.subscription_ends = now + 400 * DAY
    await pass_time(hass, clock, DAY.total_seconds())
    assert state(hass, "sensor", SUBSCRIPTION, None).state == (
        "2027-12-26T12:00:00+00:00"
    )
    fake_cloud.subscription_ends = now + 500 * DAY
    await pass_time(hass, clock, DAY.total_seconds())
    assert state(hass, "sensor", SUBSCRIPTION, None).state == (
        "2028-04-04T12:00:00+00:00"
    )
    fake_cloud.fail("states", CloudUnreachable(), times="always")
    fake_cloud.fail("inventory", CloudUnreachable(), times="always")
    for _ in range(5):
        await pass_time(hass, clock, 300)
    assert state(hass, "binary_sensor", "connected", None).state == "off"
    assert state(hass, "sensor", SUBSCRIPTION, None).state == (
        "2028-04-04T12:00:00+00:00"
    )


async def test_look_whether_it_was_prolonged(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend, now: datetime
) -> None:
    """A person need not wait for the next day."""
    fake_cloud.subscription_ends = now + 10 * DAY
    await load(hass, entry)
    flow = await open_flow(hass, SUBSCRIPTION)
    assert flow.offered == ["look_again", "leave"]
    await flow.choose("look_again")
    assert flow.outcome == (ABORT, "looked")
    only_issue(hass, SUBSCRIPTION)
    fake_cloud.subscription_ends = now + 375 * DAY
    flow = await open_flow(hass, SUBSCRIPTION)
    await flow.choose("look_again")
    await settle(hass)
    assert our_issues(hass) == []


async def test_look_that_fails(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend, now: datetime
) -> None:
    """It says why."""
    fake_cloud.subscription_ends = now + 10 * DAY
    await load(hass, entry)
    fake_cloud.fail("account", CloudUnreachable())
    flow = await open_flow(hass, SUBSCRIPTION)
    await flow.choose("look_again")
    assert flow.outcome == (ABORT, "failed")
    assert "cannot be reached" in flow.sentence


@pytest.fixture
async def ending(
    hass: HomeAssistant, entry: MockConfigEntry, now: datetime
) -> MockConfigEntry:
    """Return an account whose key ends in ten days, as somebody entered."""
    enter_end(hass, entry, (now + 10 * DAY).date())
    await load(hass, entry)
    return entry


def open_forms(hass: HomeAssistant) -> list[Any]:
    """Return the forms for other credentials that are open."""
    flows = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    return [it for it in flows if it["context"]["source"] == SOURCE_RECONFIGURE]


async def test_new_key(
    hass: HomeAssistant, ending: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """The repair goes over into the form; the issue goes when the new key works."""
    flow = await open_flow(hass, KEY)
    assert "documentation of Fake" in flow.sentence
    assert flow.offered == ["reconfigure", "end", "leave"]
    await flow.choose("reconfigure")
    assert flow.outcome == (ABORT, "sign_in")
    (form,) = open_forms(hass)
    assert flow.step["next_flow"] == ("config_flow", form["flow_id"])
    only_issue(hass, KEY)
    fake_cloud.key = "better-key"
    typed = {"personal_key": "better-key"}
    await hass.config_entries.flow.async_configure(form["flow_id"], typed)
    await settle(hass)
    assert our_issues(hass) == []
    assert CONF_KEY_ENDS not in ending.options


async def test_form_that_nobody_fills_in(
    hass: HomeAssistant, ending: MockConfigEntry, clock: FrozenDateTimeFactory
) -> None:
    """It is opened once, and ends: it would keep a request to sign in away."""
    for _ in range(2):
        flow = await open_flow(hass, KEY)
        await flow.choose("reconfigure")
        (form,) = open_forms(hass)
        assert flow.step["next_flow"] == ("config_flow", form["flow_id"])
    await pass_time(hass, clock, 3600)
    assert open_forms(hass) == []
    flow = await open_flow(hass, KEY)
    await flow.choose("reconfigure")
    assert len(open_forms(hass)) == 1
    await hass.config_entries.async_unload(ending.entry_id)
    assert open_forms(hass) == []


async def test_another_end(
    hass: HomeAssistant, ending: MockConfigEntry, now: datetime
) -> None:
    """It is kept among the options; a near one is asked about again."""
    flow = await open_flow(hass, KEY)
    await flow.choose("end")
    assert flow.outcome == (FORM, "end")
    near = (now + 20 * DAY).date().isoformat()
    await flow.fill_in(key_ends=near)
    assert flow.outcome == (ABORT, "end_entered")
    assert (only_issue(hass, KEY).translation_placeholders or {})["date"] == near
    flow = await open_flow(hass, KEY)
    await flow.choose("end")
    far = (now + 400 * DAY).date().isoformat()
    await flow.fill_in(key_ends=far)
    await settle(hass)
    assert ending.options[CONF_KEY_ENDS] == far
    assert our_issues(hass) == []


async def test_end_in_the_past(
    hass: HomeAssistant, ending: MockConfigEntry, now: datetime
) -> None:
    """A key that works has not ended."""
    flow = await open_flow(hass, KEY)
    await flow.choose("end")
    before = dict(ending.options)
    await flow.fill_in(key_ends=(now - DAY).date().isoformat())
    assert flow.outcome == (FORM, "end")
    assert flow.step["errors"] == {CONF_KEY_ENDS: "key_ends_past"}
    assert "error.key_ends_past" in flow.texts
    assert ending.options == before


async def test_reminded_no_more(
    hass: HomeAssistant,
    ending: MockConfigEntry,
    clock: FrozenDateTimeFactory,
    now: datetime,
) -> None:
    """Hidden; another end is another cause."""
    flow = await open_flow(hass, KEY)
    await flow.choose("leave")
    assert flow.outcome == (ABORT, "left")
    await pass_time(hass, clock, DAY.total_seconds())
    assert only_issue(hass, KEY).dismissed_version is not None
    enter_end(hass, ending, (now + 20 * DAY).date())
    await pass_time(hass, clock, DAY.total_seconds())
    assert only_issue(hass, KEY).dismissed_version is None


async def test_issues_end_with_the_account(
    hass: HomeAssistant, ending: MockConfigEntry
) -> None:
    """Unloaded, there is nothing to say; an open flow says that."""
    flow = await open_flow(hass, KEY)
    await hass.config_entries.async_unload(ending.entry_id)
    assert our_issues(hass) == []
    await flow.choose("end")
    assert flow.outcome == (ABORT, "account_not_loaded")
    await load(hass, ending)
    only_issue(hass, KEY)


async def test_signed_out(
    hass: HomeAssistant,
    account: MockConfigEntry,
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """Home Assistant itself asks; nothing of ours says the same."""
    fake_cloud.sign_out()
    await pass_time(hass, clock, 30)
    assert len(reauth_flows(hass)) == 1
    assert our_issues(hass) == []
