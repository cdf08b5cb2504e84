"""What is known of a lock at this moment, for all access that concerns it."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..model.access_code import AccessCode
from ..model.capabilities import Capability
from ..model.code_rules import CodeRules
from ..model.credential import CredentialList, CredentialType
from ..model.lock import Lock, Reachability
from ..model.masking import MASK
from ..model.reason import Reason
from .grant import DoorId, Grant
from .matching import Seen
from .plans import AnyStep, CardStep, Step

if TYPE_CHECKING:
    from ..runtime import AccountData, CloudLocksEntry


_CARD: Final = CredentialType.RFID_CODE
_READY: HassKey[dict[str, CloudLocksEntry]] = HassKey(f"{DOMAIN}_ready")


class LockSight:
    """The codes of a lock, so arranged that those of one access are found quickly."""

    def __init__(
        self,
        *,
        codes: Iterable[AccessCode] = (),
        listed: bool = False,
        rules: CodeRules | None = None,
        blocked: Reason | None = None,
        cards: CredentialList | None = None,
        takes_cards: bool = False,
    ) -> None:
        """Arrange the codes by id and by name."""
        self._listed, self._rules, self.blocked = listed, rules, blocked
        self._cards, self._takes_cards = cards, takes_cards
        self._by_id: dict[str, AccessCode] = {}
        self._by_name: dict[str, list[AccessCode]] = {}
        self._hidden: list[AccessCode] = []
        for code in codes:
            self._by_id[code.id] = code
            self._by_name.setdefault(_plain(code.name), []).append(code)
            if MASK in code.name:
                # It may be any that looks like it.
                self._hidden.append(code)

    def of(self, grant: Grant, at: DoorId, step: AnyStep | None) -> Seen:
        """Return what concerns one access, of which a step is under way."""
        door = grant.door(at)
        ids = [it.code_id for it in door.copies if it.code_id] if door else []
        found = [self._by_id[it] for it in ids if it in self._by_id]
        for name in grant.code_names:
            found += self._by_name.get(_plain(name), ())
        unique = {(it.id, it.name): it for it in (*found, *self._hidden)}.values()
        return Seen(
            codes=tuple(unique),
            listed=self._listed,
            rules=self._rules,
            sending=isinstance(step, Step),
            blocked=self.blocked,
            cards=self._cards,
            takes_cards=self._takes_cards,
            sending_card=step.card if isinstance(step, CardStep) else None,
        )


def _plain(name: str) -> str:
    return name.strip().casefold()


def is_same(one: Seen | None, other: Seen) -> bool:
    """Return whether two looks make no difference to a plan."""
    return one is not None and _essence(one) == _essence(other)


def _essence(seen: Seen) -> tuple[object, ...]:
    return _of_lock(seen), tuple(map(_of_code, seen.codes))


def _all_but(kind: type[Any], *left_out: str) -> Callable[[object], object]:
    """Return what reads the other fields of a dataclass: copying one takes longer."""
    return attrgetter(*(it.name for it in fields(kind) if it.name not in left_out))


_of_lock: Final = _all_but(Seen, "codes")
# When it was last confirmed is another time with each look.
_of_code: Final = _all_but(AccessCode, "verified_at", "message")


@callback
def async_entry_of(hass: HomeAssistant, at: DoorId) -> CloudLocksEntry | None:
    """Return the account of a lock, loaded or not; None when it was removed."""
    entries = hass.config_entries
    return entries.async_entry_for_domain_unique_id(DOMAIN, at.account)


@callback
def async_ready(hass: HomeAssistant) -> dict[str, CloudLocksEntry]:
    """Return the accounts that can be worked with, by the unique id of their entry.

    Each is in it a moment before Home Assistant calls it loaded, and not any more a
    moment before it is unloaded.
    """
    return hass.data.setdefault(_READY, {})


@callback
def async_account_of(hass: HomeAssistant, at: DoorId) -> AccountData | None:
    """Return the parts of the account of a lock; None when it is not loaded."""
    entry = async_ready(hass).get(at.account)
    return None if entry is None else entry.runtime_data


@callback
def async_lock_of(hass: HomeAssistant, at: DoorId) -> Lock | None:
    """Return the snapshot of a lock; None when it or its account is away."""
    account = async_account_of(hass, at)
    return None if account is None else account.locks.data.locks.get(at.lock_id)


@callback
def async_look(hass: HomeAssistant, at: DoorId) -> LockSight:
    """Return what is known of a lock; nobody is asked."""
    if async_entry_of(hass, at) is None:
        return LockSight(blocked=Reason.ACCOUNT_REMOVED)
    account = async_account_of(hass, at)
    if account is None:
        return LockSight(blocked=Reason.CLOUD_UNREACHABLE)
    if (lock := account.locks.data.locks.get(at.lock_id)) is None:
        return LockSight(blocked=Reason.NOT_FOUND)
    return LockSight(
        codes=account.codes.known(at.lock_id),
        listed=account.codes.memory(at.lock_id).listed,
        rules=lock.code_rules if lock.can(Capability.CODES) else None,
        cards=account.credentials.shelf.of(at.lock_id),
        takes_cards=async_takes_cards(account, at),
    )


@callback
def async_takes_cards(account: AccountData, at: DoorId) -> bool:
    """Return whether a lock can be told the number of a card."""
    return account.credentials.takes_data(at.lock_id, _CARD)


@callback
def async_is_away(hass: HomeAssistant, at: DoorId) -> bool:
    """Return whether nothing can reach a lock; asleep it will be back by itself."""
    lock = async_lock_of(hass, at)
    return lock is None or lock.reachability is Reachability.OFFLINE
