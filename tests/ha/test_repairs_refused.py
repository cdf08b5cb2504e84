"""What an account may not do: said once, and taken back when it may."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloud_locks import vendors
from custom_components.cloud_locks.const import DOMAIN
from custom_components.cloud_locks.model.areas import Area
from custom_components.cloud_locks.model.command import Operation
from custom_components.cloud_locks.model.errors import (
    CloudUnreachable,
    NotPermitted,
    RateLimited,
    RejectedError,
    VendorError,
)
from custom_components.cloud_locks.model.reason import Reason
from tests.fake_cloud import FakeBackend

from .home import pass_time, settle
from .repairing import ABORT, MENU, only_issue, our_issues, repair

pytestmark = pytest.mark.usefixtures("clock")

KIND = "refused"
SCOPE = NotPermitted("HTTP 403", reason=Reason.SCOPE_MISSING)

type Try = Callable[[], Awaitable[object]]


@pytest.fixture
def tries(account: MockConfigEntry) -> dict[Area, Try]:
    """Return how each area is tried at the front door."""

    async def codes() -> None:
        await account.runtime_data.codes.read("front")

    async def activity() -> None:
        await account.runtime_data.activity.async_read("front")

    async def unlock() -> None:
        await account.runtime_data.locks.async_operate("front", Operation.UNLOCK)

    async def everything() -> None:
        await account.runtime_data.locks._poll("")

    return {
        Area.ACCOUNT: everything,
        Area.ACTIVITY: activity,
        Area.CODES: codes,
        Area.COMMANDS: unlock,
    }


METHODS = {
    Area.ACCOUNT: (
        "states",
        "refuses everything that Home Assistant asks for this account.",
    ),
    Area.ACTIVITY: ("activity", "does not tell who came in at Front door."),
    Area.CODES: ("codes.list", "does not tell which codes are on Front door."),
    Area.COMMANDS: ("operate", "does not let Home Assistant move Front door."),
}


@pytest.mark.parametrize("area", METHODS)
@pytest.mark.parametrize(
    "reason",
    [Reason.SCOPE_MISSING, Reason.SUBSCRIPTION_MISSING, Reason.NOT_PERMITTED],
)
async def test_refused_and_permitted_again(
    hass: HomeAssistant,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    area: Area,
    reason: Reason,
) -> None:
    """It says what does not work and why; the next success takes it back."""
    await settle(hass)
    method, what = METHODS[area]
    for _ in range(2):
        fake_cloud.fail(method, NotPermitted("HTTP 403", reason=reason))
        with pytest.raises(NotPermitted):
            await tries[area]()
    await settle(hass)
    issue = only_issue(hass, KIND)
    words = issue.translation_placeholders or {}
    assert words["what"].endswith(what)
    assert words["why"]
    await tries[area]()
    await settle(hass)
    assert our_issues(hass) == []


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize(
    "error",
    [
        CloudUnreachable("timeout"),
        RejectedError("HTTP 400"),
        NotPermitted("HTTP 403", reason=Reason.REMOTE_DISABLED),
    ],
)
async def test_other_errors_tell_nothing_about_rights(
    hass: HomeAssistant,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    error: VendorError,
    refused: bool,
) -> None:
    """Neither do they make an issue, nor take one back."""
    await settle(hass)
    for it in (SCOPE, error) if refused else (error,):
        fake_cloud.fail("codes.list", it)
        with pytest.raises(type(it)):
            await tries[Area.CODES]()
    await settle(hass)
    assert bool(our_issues(hass)) is refused


async def test_one_issue_for_all_locks(
    hass: HomeAssistant, entry: MockConfigEntry, fake_cloud: FakeBackend
) -> None:
    """A key without a right is one thing to put right, in however large a house."""
    fake_cloud.fail("activity", SCOPE, times="always")
    await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    words = only_issue(hass, KIND).translation_placeholders or {}
    assert words["what"].endswith("at Back door, Front door.")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason.SCOPE_MISSING, "The key lacks the right Door.Log."),
        (Reason.SUBSCRIPTION_MISSING, "The account lacks Door.Log, or that has ended."),
        (Reason.NOT_PERMITTED, "The account is not permitted to do this."),
    ],
)
async def test_vendors_word_for_the_right(
    hass: HomeAssistant,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    reason: Reason,
    sentence: str,
) -> None:
    """Where the vendor has one, a person can look for it."""
    await settle(hass)
    vendor, brand = vendors.BRANDS["fake"]
    vendor = replace(vendor, rights={Area.ACTIVITY: "Door.Log"})
    monkeypatch.setitem(vendors.BRANDS, "fake", (vendor, brand))
    fake_cloud.fail("activity", NotPermitted("HTTP 403", reason=reason))
    with pytest.raises(NotPermitted):
        await tries[Area.ACTIVITY]()
    await settle(hass)
    words = only_issue(hass, KIND).translation_placeholders or {}
    assert words["why"].startswith(sentence)


async def test_lock_that_goes(
    hass: HomeAssistant,
    account: MockConfigEntry,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
) -> None:
    """What was refused at it goes with it."""
    await settle(hass)
    fake_cloud.fail("operate", SCOPE)
    with pytest.raises(NotPermitted):
        await tries[Area.COMMANDS]()
    await settle(hass)
    only_issue(hass, KIND)
    fake_cloud.remove_lock("front")
    await pass_time(hass, clock, 3600)
    assert our_issues(hass) == []


async def test_other_credentials(
    hass: HomeAssistant,
    account: MockConfigEntry,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
) -> None:
    """The repair leads to the form; with a better key the account starts afresh."""
    await settle(hass)
    fake_cloud.fail("codes.list", SCOPE)
    with pytest.raises(NotPermitted):
        await tries[Area.CODES]()
    await settle(hass)
    flow = await repair(hass, only_issue(hass, KIND))
    assert flow.outcome == (MENU, "init")
    assert flow.offered == ["reconfigure", "try_again", "leave"]
    assert "which codes are on Front door" in flow.sentence
    await flow.choose("reconfigure")
    assert flow.outcome == (ABORT, "sign_in")
    forms = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    (form,) = (it for it in forms if it["context"]["source"] == SOURCE_RECONFIGURE)
    fake_cloud.key = "better-key"
    typed = {"personal_key": "better-key"}
    await hass.config_entries.flow.async_configure(form["flow_id"], typed)
    await settle(hass)
    assert our_issues(hass) == []


@pytest.mark.parametrize("permitted", [True, False])
async def test_trying_again(
    hass: HomeAssistant,
    account: MockConfigEntry,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    permitted: bool,
) -> None:
    """After it was put right at the vendor; what is still refused comes back."""
    await settle(hass)
    fake_cloud.fail("activity", SCOPE, times="always")
    with pytest.raises(NotPermitted):
        await tries[Area.ACTIVITY]()
    await settle(hass)
    flow = await repair(hass, only_issue(hass, KIND))
    if permitted:
        fake_cloud.heal()
    await flow.choose("try_again")
    assert flow.outcome == (ABORT, "trying_again")
    await settle(hass)
    await settle(hass)
    assert bool(our_issues(hass)) is not permitted


@pytest.mark.parametrize("area", METHODS)
@pytest.mark.parametrize("seconds", [None, 90.0, 3600.0])
async def test_calls_that_are_used_up(
    hass: HomeAssistant,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    monkeypatch: pytest.MonkeyPatch,
    area: Area,
    seconds: float | None,
) -> None:
    """Whoever is told to wait for long: one issue, in the words of the plan."""
    vendor, brand = vendors.BRANDS["fake"]
    named = replace(vendor, rights={Area.ACCOUNT: "Fake Starter"})
    monkeypatch.setitem(vendors.BRANDS, "fake", (named, brand))
    await settle(hass)
    fake_cloud.fail(METHODS[area][0], RateLimited(retry_after=seconds))
    with pytest.raises(RateLimited):
        await tries[area]()
    await settle(hass)
    if seconds != 3600.0:
        assert our_issues(hass) == []
        return
    words = only_issue(hass, KIND).translation_placeholders or {}
    assert "Fake Starter" in words["why"]
    await tries[Area.CODES]()
    await settle(hass)
    assert our_issues(hass) == []


@pytest.mark.parametrize(("minutes", "told"), [(59, False), (60, True)])
async def test_a_limit_that_does_not_end(
    hass: HomeAssistant,
    account: MockConfigEntry,
    tries: dict[Area, Try],
    fake_cloud: FakeBackend,
    clock: FrozenDateTimeFactory,
    minutes: int,
    *,
    told: bool,
) -> None:
    """Nobody says for how long; what works in between begins it anew."""
    await settle(hass)

    async def limited() -> bool:
        fake_cloud.fail("codes.list", RateLimited())
        with pytest.raises(RateLimited):
            await tries[Area.CODES]()
        return bool(account.runtime_data.refusals.of(Area.ACCOUNT))

    assert not await limited()
    await tries[Area.CODES]()
    clock.tick(3600)
    assert not await limited()
    clock.tick(60 * minutes)
    assert await limited() is told
