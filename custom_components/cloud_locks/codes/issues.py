"""Asking a person for help while a code is not as wished, and no longer."""

from hashlib import sha256
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..helpers import reason_sentence
from ..model.lock import LockId
from ..model.reason import Reason
from ..names import async_label

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..runtime import CloudLocksEntry
    from .book import CodeBook, CodeProblem

type IssueId = str
type Told = tuple[Reason, str]
"""What an issue says: why, and the name of the code as far as it may be shown."""


class CodeIssues:
    """The repair issues of an account: one for each name that has a problem."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CloudLocksEntry,
        coordinator: LocksCoordinator,
        book: CodeBook,
    ) -> None:
        """Start with none."""
        self._hass = hass
        self._entry = entry
        self._coordinator = coordinator
        self._book = book
        self._shown: dict[LockId, dict[IssueId, Told]] = {}
        self._ended = False

    @callback
    def async_sync(self, lock_id: LockId) -> None:
        """Bring the issues of a lock to what is wrong with its codes now."""
        if self._wanted(lock_id).keys() or self._shown.get(lock_id):
            self._entry.async_create_task(self._hass, self._write(lock_id))

    @callback
    def async_clear(self, lock_id: LockId) -> None:
        """Take back the issues of a lock that is no longer watched."""
        for issue_id in self._shown.pop(lock_id, {}):
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)

    @callback
    def async_end(self) -> None:
        """Make no issue any more; those that hold are made after loading again."""
        self._ended = True

    def _wanted(self, lock_id: LockId) -> dict[IssueId, CodeProblem]:
        prefix = f"code_{self._entry.entry_id}_{lock_id}_"
        return {f"{prefix}{_mark(it.name)}": it for it in self._book.problems(lock_id)}

    async def _write(self, lock_id: LockId) -> None:
        reasons = {it.reason for it in self._wanted(lock_id).values()}
        texts = {it: await reason_sentence(self._hass, it) for it in reasons}
        # The texts may have taken a while: what is wrong is looked at once more.
        lock = self._coordinator.data.locks.get(lock_id)
        if self._ended or lock is None:
            return
        wanted, shown = self._wanted(lock_id), self._shown.setdefault(lock_id, {})
        for issue_id in shown.keys() - wanted.keys():
            del shown[issue_id]
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)
        for issue_id, problem in wanted.items():
            told = (problem.reason, async_label(self._hass, problem.name))
            if shown.get(issue_id) != told and problem.reason in texts:
                shown[issue_id] = told
                self._create(issue_id, told[1], lock.name, texts[problem.reason])

    def _create(self, issue_id: IssueId, code: str, lock: str, sentence: str) -> None:
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.WARNING,
            translation_key="code_problem",
            translation_placeholders={"code": code, "lock": lock, "reason": sentence},
        )


def _mark(name: str) -> str:
    """Return what stands for a name in ids: the bus and the database see those."""
    return sha256(name.encode()).hexdigest()[:16]
