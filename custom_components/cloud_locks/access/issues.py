"""Asking a person for help where access cannot be kept as it is wished."""

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from homeassistant.core import HomeAssistant, callback

from ..issues import Issue, IssueId, IssueKind, async_show
from ..model.reason import Reason
from ..names import async_label
from .grant import DoorId, GrantId, GrantNews
from .naming import async_lock_name, async_reason
from .news import News

if TYPE_CHECKING:
    from .keeper import AccessEntry, AccessKeeper

_PREFIX: Final = "access_"

_KINDS: Final = {
    GrantNews.FAILED: IssueKind.ACCESS_FAILED,
    GrantNews.NOT_REMOVED: IssueKind.ACCESS_NOT_REMOVED,
}

type Troubles = dict[GrantId, tuple[News, ...]]


class AccessIssues:
    """The repair issues of access: one for each lock at which it needs somebody."""

    def __init__(
        self, hass: HomeAssistant, entry: AccessEntry, keeper: AccessKeeper
    ) -> None:
        """Start with none."""
        self._hass = hass
        self._entry = entry
        self._keeper = keeper
        self._known: Troubles = {}
        self._ended = False

    @callback
    def async_start(self) -> None:
        """Show what is wrong from now on."""
        self._entry.async_on_unload(self._keeper.async_on_update(self._look))
        self._entry.async_on_unload(self._end)

    @callback
    def _end(self) -> None:
        self._ended = True

    @callback
    def _look(self) -> None:
        troubles = {key: it for key, it in self._keeper.troubles.items() if it}
        if troubles != self._known:
            self._known = troubles
            self._entry.async_create_task(self._hass, self._write())

    async def _write(self) -> None:
        every = {it for news in self._known.values() for it in news}
        texts = {
            it: await async_reason(self._hass, it.reason, of_card=it.of_card)
            for it in every
            if it.reason is not None
        }
        if self._ended:
            return
        async_show(self._hass, _PREFIX, dict(self._issues(texts)))

    def _issues(self, texts: dict[News, str]) -> list[tuple[IssueId, Issue]]:
        """Return what is wrong by now: the texts may have taken a while."""
        return [
            (f"{_PREFIX}{mark(grant_id, news.at)}", self._issue(grant_id, news, texts))
            for grant_id, every in self._known.items()
            for news in every
            if news in texts
        ]

    def _issue(self, grant_id: GrantId, news: News, texts: dict[News, str]) -> Issue:
        reason = news.reason or Reason.NOT_CONFIRMED
        grant = self._keeper.grants[grant_id]
        lock = "" if news.at is None else async_lock_name(self._hass, news.at)
        return Issue(
            kind=_KINDS[news.kind],
            placeholders={
                "who": async_label(self._hass, grant.name),
                "lock": lock,
                "reason": texts[news],
            },
            data={
                "grant_id": grant_id,
                "reason": reason.value,
                "lock": lock,
                "of": "card" if news.of_card else "code",
            },
        )


def mark(grant_id: GrantId, at: DoorId | None) -> str:
    """Return what stands for an access and a lock in ids that everybody sees."""
    return sha256(f"{grant_id} {at}".encode()).hexdigest()[:16]


@callback
def async_forget_all(hass: HomeAssistant) -> None:
    """Delete all issues of access."""
    async_show(hass, _PREFIX, {})
