"""Asking a person for help while a code is not as wished, and no longer."""

from hashlib import sha256
from typing import TYPE_CHECKING

from homeassistant.core import HomeAssistant, callback

from ..helpers import reason_sentence
from ..issues import Issue, IssueId, IssueKind, async_show
from ..model.lock import Lock, LockId
from ..model.reason import Reason
from ..names import async_label

if TYPE_CHECKING:
    from ..coordinator import LocksCoordinator
    from ..runtime import CloudLocksEntry
    from .book import CodeBook
    from .problems import CodeProblem

_KINDS = {
    Reason.LIST_FULL: IssueKind.CODE_LIST_FULL,
    Reason.TWO_CANDIDATES: IssueKind.CODE_TWO_CANDIDATES,
}
"""For the other reasons it is `CODE_PROBLEM`."""


class CodeIssues:
    """The repair issues of an account's codes: one for each that has a problem."""

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
        self._shown: dict[LockId, bool] = {}
        self._ended = False

    @callback
    def async_sync(self, lock_id: LockId) -> None:
        """Bring the issues of a lock to what is wrong with its codes now."""
        if self._book.problems(lock_id):
            self._entry.async_create_task(self._hass, self._write(lock_id))
        elif self._shown.get(lock_id, True):
            self._show(lock_id, {})

    @callback
    def async_clear(self, lock_id: LockId) -> None:
        """Take back the issues of a lock that is no longer watched."""
        self._show(lock_id, {})
        del self._shown[lock_id]

    @callback
    def async_end(self) -> None:
        """Make no issue any more; those that hold are made after loading again."""
        self._ended = True

    @callback
    def _show(self, lock_id: LockId, wanted: dict[IssueId, Issue]) -> None:
        self._shown[lock_id] = bool(wanted)
        async_show(self._hass, self._prefix(lock_id), wanted)

    def _prefix(self, lock_id: LockId) -> str:
        return f"code_{self._entry.entry_id}_{_mark(lock_id)}_"

    async def _write(self, lock_id: LockId) -> None:
        reasons = {it.reason for it in self._book.problems(lock_id)}
        texts = {it: await reason_sentence(self._hass, it) for it in reasons}
        # The texts may have taken a while: what is wrong is looked at once more.
        lock = self._coordinator.data.locks.get(lock_id)
        if self._ended or lock is None:
            return
        wanted = {
            self._prefix(lock_id) + _mark(problem.mark): self._issue(
                lock, problem, texts[problem.reason]
            )
            for problem in self._book.problems(lock_id)
            if problem.reason in texts
        }
        self._show(lock_id, wanted)

    def _issue(self, lock: Lock, problem: CodeProblem, sentence: str) -> Issue:
        return Issue(
            kind=_KINDS.get(problem.reason, IssueKind.CODE_PROBLEM),
            placeholders={
                "code": async_label(self._hass, problem.name),
                "lock": lock.name,
                "reason": sentence,
            },
            data={
                "entry_id": self._entry.entry_id,
                "lock_id": lock.id,
                "mark": problem.mark,
                "reason": problem.reason.value,
            },
        )


def _mark(text: str) -> str:
    """Return what stands for an id in ids that everybody sees."""
    return sha256(text.encode()).hexdigest()[:16]
