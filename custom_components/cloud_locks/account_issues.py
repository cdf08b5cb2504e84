"""Asking a person for help with an account: its key, its subscription, its rights."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.data_entry_flow import UnknownFlow
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.util import dt as dt_util

from .const import CONF_BRAND, CONF_KEY_ENDS, DOMAIN, LOGGER
from .helpers import reason_sentence, text
from .issues import Issue, IssueId, IssueKind, async_show
from .listeners import subscribe
from .model.areas import Area
from .model.errors import AuthError, VendorError
from .model.lock import LockId
from .model.reason import Reason
from .vendors import BRANDS

if TYPE_CHECKING:
    from .refusals import Refusals
    from .runtime import CloudLocksEntry

_ACCOUNT: Final[LockId] = ""
_DAY: Final = timedelta(days=1)
_KEY_WARNING: Final = timedelta(days=30)
_SUBSCRIPTION_WARNING: Final = timedelta(days=14)
_FORM_OPEN: Final = timedelta(hours=1)
_NAMES: Final = 3
"""So many locks are named; a house with a thousand would fill the page."""


_NAMED: Final = {
    Reason.SCOPE_MISSING: "right_missing",
    Reason.SUBSCRIPTION_MISSING: "subscription_lacking",
    Reason.RATE_LIMITED: "calls_used_up",
}
"""Reasons whose sentence may name what is missing, where the vendor has a word."""


class AccountIssues:
    """The repair issues of an account as a whole.

    Once a day the account is read again, for the ends of its key and subscription. That
    it is signed out is not asked here: Home Assistant asks that itself, for as long as
    nobody signs in.
    """

    def __init__(self, hass: HomeAssistant, entry: CloudLocksEntry) -> None:
        """Start with none."""
        self._hass = hass
        self._entry = entry
        self._prefix = f"account_{entry.entry_id}_"
        self._listeners: dict[LockId, list[CALLBACK_TYPE]] = {}
        self._ended = False

    @callback
    def async_start(self) -> None:
        """Show what holds, from now on until the account is unloaded."""
        self._entry.async_on_unload(self._end)
        self._entry.async_on_unload(
            async_track_time_interval(
                self._hass, self._daily, _DAY, cancel_on_shutdown=True
            )
        )
        self._entry.async_on_unload(
            self._entry.runtime_data.locks.async_add_listener(self._forget_gone)
        )
        self._refusals.listen(self.async_sync)
        self.async_sync()

    @property
    def _refusals(self) -> Refusals:
        return self._entry.runtime_data.refusals

    @callback
    def async_on_read(self, update: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `update` when the account was read again; returns how to stop."""
        return subscribe(self._listeners, _ACCOUNT, update)

    @callback
    def _forget_gone(self) -> None:
        locks = self._entry.runtime_data.locks
        self._refusals.forget(frozenset(locks.changed) - locks.data.locks.keys())

    @callback
    def async_sync(self) -> None:
        """Bring the issues to what holds now."""
        if not self._ended:
            self._entry.async_create_task(self._hass, self._write())

    async def async_look(self) -> None:
        """Read the account again; raises the errors of `model.errors`."""
        data = self._entry.runtime_data
        fresh = await data.cloud.account()
        # Who is signed in stays the same; only what ends may be another day.
        data.account = replace(
            data.account,
            credentials_end=fresh.credentials_end,
            subscription_ends=fresh.subscription_ends,
        )
        for update in tuple(self._listeners.get(_ACCOUNT, ())):
            update()
        self.async_sync()

    @callback
    def async_end_later(self, flow_id: str) -> None:
        """End a form for credentials that a repair opened, if nobody fills it in.

        While it is open Home Assistant would not ask anybody to sign in again.
        """

        @callback
        def end(_now: datetime | None = None) -> None:
            with suppress(UnknownFlow):
                self._hass.config_entries.flow.async_abort(flow_id)

        job = HassJob(end, cancel_on_shutdown=True)
        self._entry.async_on_unload(async_call_later(self._hass, _FORM_OPEN, job))
        self._entry.async_on_unload(end)

    @callback
    def _daily(self, _now: datetime) -> None:
        self._entry.async_create_background_task(
            self._hass, self._read_again(), f"{DOMAIN} account"
        )

    async def _read_again(self) -> None:
        try:
            await self.async_look()
        except AuthError:
            self._entry.async_start_reauth(self._hass)
        except VendorError as err:
            LOGGER.debug("%s could not be read again: %s", self._entry.title, err)
            self.async_sync()

    @callback
    def _end(self) -> None:
        self._ended = True
        async_show(self._hass, self._prefix, {})

    async def _write(self) -> None:
        wanted = dict(self._endings())
        for area in Area:
            for reason in sorted(set(self._refusals.of(area).values())):
                issue_id = f"{self._prefix}{area}_{reason}"
                wanted[issue_id] = await self._refused(area, reason)
        if not self._ended:
            async_show(self._hass, self._prefix, wanted)

    def _endings(self) -> Iterable[tuple[IssueId, Issue]]:
        """Yield what ends soon."""
        now, account = dt_util.utcnow(), self._entry.runtime_data.account
        for kind, end, warning in (
            (IssueKind.KEY_ENDS, key_ends(self._entry), _KEY_WARNING),
            (
                IssueKind.SUBSCRIPTION_ENDS,
                account.subscription_ends,
                _SUBSCRIPTION_WARNING,
            ),
        ):
            if end is not None and end - now <= warning:
                yield f"{self._prefix}{kind}", self._ending(kind, end)

    def _ending(self, kind: IssueKind, end: datetime) -> Issue:
        day = dt_util.as_local(end).date().isoformat()
        return self._issue(kind, day, {"date": day})

    async def _refused(self, area: Area, reason: Reason) -> Issue:
        locks = [it for it, why in self._refusals.of(area).items() if why is reason]
        names = {"locks": self._names(locks)}
        what = await text(self._hass, "common", f"refused_{area}", names)
        right = BRANDS[self._entry.data[CONF_BRAND]][0].rights.get(area)
        if right is not None and reason in _NAMED:
            why = await text(self._hass, "common", _NAMED[reason], {"right": right})
        else:
            why = await reason_sentence(self._hass, reason)
        return self._issue(IssueKind.REFUSED, reason, {"what": what, "why": why})

    def _names(self, lock_ids: Iterable[LockId]) -> str:
        known = self._entry.runtime_data.locks.data.locks
        names = sorted(known[it].name for it in lock_ids if it in known)
        more = ", …" if len(names) > _NAMES else ""
        return ", ".join(names[:_NAMES]) + more

    def _issue(self, kind: IssueKind, reason: str, words: dict[str, str]) -> Issue:
        vendor, brand = BRANDS[self._entry.data[CONF_BRAND]]
        return Issue(
            kind=kind,
            placeholders={
                "account": self._entry.title,
                "brand": brand.name,
                "docs_url": brand.docs_url or vendor.docs_url,
                **words,
            },
            data={"entry_id": self._entry.entry_id, "reason": reason},
        )


def key_ends(entry: CloudLocksEntry) -> datetime | None:
    """Return when an account's key ends: by the cloud, else as it was entered."""
    told = entry.runtime_data.account.credentials_end
    entered = entry.options.get(CONF_KEY_ENDS)
    if told is not None or entered is None:
        return told
    return dt_util.start_of_local_day(date.fromisoformat(entered))
