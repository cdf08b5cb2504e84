"""Going through the flows of repairs as the frontend does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.components.repairs.issue_handler import RepairsFlowManager
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component

from custom_components.cloud_locks.const import DOMAIN

MENU: Final = FlowResultType.MENU
FORM: Final = FlowResultType.FORM
ABORT: Final = FlowResultType.ABORT
REPAIRED: Final = FlowResultType.CREATE_ENTRY

type Json = dict[str, Any]


def our_issues(hass: HomeAssistant, kind: str | None = None) -> list[ir.IssueEntry]:
    """Return the repair issues that are shown, of a kind or all."""
    return [
        it
        for it in ir.async_get(hass).issues.values()
        if it.domain == DOMAIN and it.active and kind in {None, it.translation_key}
    ]


def only_issue(hass: HomeAssistant, kind: str) -> ir.IssueEntry:
    """Return the one issue that is shown; it is of a kind."""
    (issue,) = our_issues(hass)
    assert issue.translation_key == kind
    return issue


@dataclass
class Repair:
    """The flow of an issue, one step after the other."""

    hass: HomeAssistant
    step: Json
    texts: Mapping[str, str]
    words: Mapping[str, str]

    @property
    def outcome(self) -> tuple[FlowResultType, str | None]:
        """Return how the flow stands: menu and form with their step, an abort's why."""
        step = self.step
        told = step.get("step_id") or step.get("reason") or step.get("description")
        return FlowResultType(step["type"]), told

    @property
    def sentence(self) -> str:
        """Return what the last step says, filled with its words and the issue's."""
        kind, told = self.outcome
        path = {
            ABORT: f"abort.{told}",
            REPAIRED: f"create_entry.{told}",
        }.get(kind, f"step.{told}.description")
        words = {**self.words, **(self.step["description_placeholders"] or {})}
        return self.texts[path].format(**words)

    @property
    def offered(self) -> list[str]:
        """Return the choices of a menu; each has its words."""
        assert self.step["type"] is MENU
        for option in self.step["menu_options"]:
            assert f"step.{self.step['step_id']}.menu_options.{option}" in self.texts
        return list(self.step["menu_options"])

    @property
    def labels(self) -> dict[str, str]:
        """Return the options of the one choice in a form, by value."""
        (selector,) = self.step["data_schema"].schema.values()
        return {it["value"]: it["label"] for it in selector.config["options"]}

    async def choose(self, option: str) -> None:
        """Take one of a menu's ways."""
        await self.fill_in(next_step_id=option)

    async def fill_in(self, **typed: str) -> None:
        """Fill a form in and send it."""
        flow_id = self.step["flow_id"]
        self.step = dict(await manager(self.hass).async_configure(flow_id, typed))
        await self.hass.async_block_till_done()


def manager(hass: HomeAssistant) -> RepairsFlowManager:
    """Return what runs the flows."""
    found: RepairsFlowManager = hass.data[REPAIRS]["flow_manager"]
    return found


async def repair(hass: HomeAssistant, issue: ir.IssueEntry) -> Repair:
    """Open the flow of an issue."""
    assert await async_setup_component(hass, REPAIRS, {})
    step = await manager(hass).async_init(DOMAIN, context={"issue_id": issue.issue_id})
    prefix = f"component.{DOMAIN}.issues.{issue.translation_key}.fix_flow."
    texts = await async_get_translations(hass, "en", "issues", [DOMAIN])
    ours = {
        path.removeprefix(prefix): text
        for path, text in texts.items()
        if path.startswith(prefix)
    }
    return Repair(hass, dict(step), ours, dict(issue.translation_placeholders or {}))
