"""A code that is not as wished: look again, take it away, give it up, or leave it."""

from typing import Final

from homeassistant.components.repairs import RepairsFlowResult
from homeassistant.data_entry_flow import AbortFlow
import probatio

from ..actions.change import is_gone
from ..codes import CodeProblem
from ..helpers import reason_sentence
from ..model.access_code import AccessCode
from ..model.errors import NotFound
from ..model.lock import Lock
from ..model.parts import Depth
from .flow import AccountFlow, Step

WAIT: Final = 15.0
"""Seconds that a person looks at a form before it says that the work goes on."""


class CodeFlow(AccountFlow):
    """A code that is overdue, has failed, or of which nobody knows."""

    @property
    def lock(self) -> Lock:
        """Return the lock; ends the flow when it is gone."""
        try:
            return self.account.locks.lock(self.about["lock_id"])
        except NotFound:
            raise AbortFlow("solved") from None

    def find(self) -> CodeProblem | None:
        """Return the problem as it is by now; None when it is solved."""
        problems = self.account.codes.problems(self.lock.id)
        return next((it for it in problems if it.mark == self.about["mark"]), None)

    def problem(self) -> CodeProblem:
        """Return the problem; ends the flow when it is solved."""
        if (found := self.find()) is None:
            raise AbortFlow("solved")
        return found

    def code(self) -> AccessCode:
        """Return the code, one without an id for a write that is not settled."""
        problem, lock_id = self.problem(), self.lock.id
        if problem.code_id is None:
            return AccessCode(id="", name=problem.name, managed=True)
        return self.account.codes.memory(lock_id).ledger[problem.code_id].code

    def choices(self) -> list[str]:
        """Return the ways out, in the order in which they are shown."""
        away = "give_up" if self.problem().code_id is None else "remove"
        return ["look_again", away, "leave"]

    async def words(self) -> dict[str, str]:
        """Return what the texts are filled with: an admin reads names in full."""
        problem = self.problem()
        return {
            "code": problem.name,
            "lock": self.lock.name,
            "reason": await reason_sentence(self.hass, problem.reason),
        }

    async def async_step_init(self, _step: Step = None) -> RepairsFlowResult:
        """Say what is wrong, and offer the ways out."""
        return self.async_show_menu(
            step_id="init",
            menu_options=self.choices(),
            description_placeholders=await self.words(),
        )

    async def async_step_look_again(self, _step: Step = None) -> RepairsFlowResult:
        """Read the codes from the lock now."""
        account, lock_id = self.account, self.lock.id
        async with self.calls():
            await account.codes.read(lock_id, depth=Depth.SCHEDULES)
            if any(it.open for it in account.codes.memory(lock_id).intents.values()):
                await account.code_writer.settle_open(lock_id)
        return await self.end()

    async def end(self) -> RepairsFlowResult:
        """Say that all is well, or that it is not."""
        if self.find() is None:
            return self.done()
        return self.async_abort(
            reason="still_so", description_placeholders=await self.words()
        )

    async def async_step_give_up(self, _step: Step = None) -> RepairsFlowResult:
        """Forget a write that is not settled, or that failed."""
        await self.let_go()
        return self.done()

    async def async_step_remove(self, step: Step = None) -> RepairsFlowResult:
        """Take the code off the lock; ask once more when it was not made here."""
        if not self.code().managed and step is None:
            return await self.ask_again(self.code(), "remove")
        return self.done() if await self.let_go() else await self.on_its_way()

    async def ask_again(self, code: AccessCode, step_id: str) -> RepairsFlowResult:
        """Ask whether a code that somebody else made shall really go."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=probatio.Schema({}),
            description_placeholders=await self.words() | {"other": code.name},
        )

    async def let_go(self) -> bool:
        """Delete or give up what the issue is about; return whether it is gone."""
        code = self.code()
        return await self.delete(code) or not code.id

    async def delete(self, code: AccessCode) -> bool:
        """Take a code off the lock and return whether that is proven by now."""
        async with self.calls():
            writer = self.account.code_writer
            return is_gone(await writer.delete(self.lock.id, code, wait=WAIT))

    async def on_its_way(self) -> RepairsFlowResult:
        """Say that a removal goes on; its end is seen by who watches the codes."""
        return self.async_abort(
            reason="removing", description_placeholders={"lock": self.lock.name}
        )
