"""Questions that a language model behind Assist may answer: who came in, who can.

They only read. What moves a lock is Home Assistant's own tool, for exposed locks.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, override

from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    LLMContext,
    Tool,
    ToolAnnotations,
    ToolInput,
    ToolResult,
)
from homeassistant.util import dt as dt_util
import probatio

from .actions.targets import Door
from .assist import (
    async_came_in,
    async_can_open,
    async_openable_doors,
    async_readable,
    async_told_doors,
)
from .const import DOMAIN
from .permissions import async_may_manage

_DOOR: Final = "door"
_DAY: Final = "day"
_DAYS_AGO: Final = {"today": 0, "yesterday": 1}


class DoorTool(Tool):
    """A question about doors that were exposed, all of them or one."""

    integration = DOMAIN

    def __init__(self, doors: Sequence[Door]) -> None:
        """Offer the names of the doors to choose from."""
        names = sorted({it.lock.name for it in doors})
        self.parameters = probatio.Schema(
            {probatio.Optional(_DOOR): probatio.In(names)}
        )


class CameInTool(DoorTool):
    """Who came in on a day, as the clouds' logs have it."""

    name = f"{DOMAIN}__who_came_in"
    title = "Who came in"
    description = (
        "Tells who unlocked which door when, and how, today or yesterday. `who` is "
        "null when the lock does not tell it or names are not to be told. Door locks "
        "only: somebody may have come in through a door that was not locked."
    )
    annotations = ToolAnnotations(
        read_only=True, destructive=False, idempotent=True, open_world=True
    )

    def __init__(self, doors: Sequence[Door]) -> None:
        """Offer the doors, and two days."""
        super().__init__(doors)
        self.parameters = self.parameters.extend(
            {probatio.Optional(_DAY, default="today"): probatio.In(tuple(_DAYS_AGO))}
        )

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        data = self.parameters(tool_input.tool_args)
        offered = async_told_doors(hass, llm_context.assistant)
        doors = await _asked_for(hass, offered, data.get(_DOOR), llm_context)
        day = dt_util.now().date() - timedelta(days=_DAYS_AGO[data[_DAY]])
        start = dt_util.start_of_local_day(day)
        end = dt_util.start_of_local_day(day + timedelta(days=1))
        return ToolResult(data=await async_came_in(hass, doors, start, end))


class CanOpenTool(DoorTool):
    """Whose code opens a door at this moment."""

    name = f"{DOMAIN}__who_can_open_now"
    title = "Who can open a door now"
    description = (
        "Tells whose code opens a door at this moment. Codes only: keys, cards, "
        "fingerprints and people who use the app of the lock are not in it. "
        "`without_name` counts further codes whose names are not to be told."
    )
    annotations = ToolAnnotations(
        read_only=True, destructive=False, idempotent=True, open_world=False
    )

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        data = self.parameters(tool_input.tool_args)
        if not await async_may_manage(hass, _asker(llm_context)):
            return ToolResult(data={"error": "This person may not know"}, error=True)
        offered = async_openable_doors(hass, llm_context.assistant)
        doors = await _asked_for(hass, offered, data.get(_DOOR), llm_context)
        return ToolResult(data={"doors": [async_can_open(hass, it) for it in doors]})


def _asker(llm_context: LLMContext) -> str | None:
    return None if llm_context.context is None else llm_context.context.user_id


async def _asked_for(
    hass: HomeAssistant,
    offered: Sequence[Door],
    name: str | None,
    llm_context: LLMContext,
) -> list[Door]:
    """Return the offered doors that are meant and that who asks may see."""
    meant = [it for it in offered if name in {None, it.lock.name}]
    return await async_readable(hass, meant, _asker(llm_context))


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the questions about which something was exposed to the assistant."""
    if api_id != LLM_API_ASSIST:
        return None
    told = async_told_doors(hass, llm_context.assistant)
    openable = async_openable_doors(hass, llm_context.assistant)
    tools: list[Tool] = []
    if told:
        tools.append(CameInTool(told))
    if openable:
        tools.append(CanOpenTool(openable))
    return LLMTools(tools=tools) if tools else None
