"""Finding the codes of an access among those of a lock, and what happened to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ..model.access_code import AccessCode, CodeStatus
from ..model.code_rules import CodeRules
from ..model.credential import CredentialList
from ..model.masking import same_name
from ..model.reason import Reason
from .grant import CardKey, Copy, Grant, GrantDoor


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a lock at a moment.

    `codes`: as last known, writes under way included, without digits. `listed`: they
    were read at least once. `rules` None: it takes no codes. `sending`: a step of this
    access is under way there. `blocked`: why nothing can be known or done there.

    `cards`: what it had beside codes when it was last asked; None: not since the start.
    `takes_cards`: by their number. `sending_card`: a step about this card is under way.
    """

    codes: tuple[AccessCode, ...] = ()
    listed: bool = False
    rules: CodeRules | None = None
    sending: bool = False
    blocked: Reason | None = None
    cards: CredentialList | None = None
    takes_cards: bool = False
    sending_card: CardKey | None = None

    @property
    def readable(self) -> bool:
        """Whether what is missing from its codes is not on it."""
        return self.blocked is None and self.listed and not self.sending


class Fate(StrEnum):
    """What a copy is found as."""

    THERE = "there"
    RENAMED = "renamed"
    """It may be another code by now, and is left alone."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Found:
    """A copy and what is on the lock of it; `code` only where it is there."""

    copy: Copy
    fate: Fate
    code: AccessCode | None = None


def find(grant: Grant, copy: Copy, codes: Iterable[AccessCode]) -> Found:
    """Look for a copy: by its id and name, else by the name among codes made here.

    Names are unique on a lock, so at most one code made here has it.
    """
    name, every = grant.code_name(copy.generation), tuple(codes)
    by_id = next((it for it in every if it.id and it.id == copy.code_id), None)
    if by_id is not None and same_name(by_id.name, name):
        return Found(copy, Fate.THERE, by_id)
    named = [it for it in every if it.managed and same_name(it.name, name)]
    # A write whose outcome is open is meant only when nothing else is.
    code = next((it for it in named if it.id), next(iter(named), None))
    if code is not None:
        return Found(copy, Fate.THERE, code)
    # What was begun, and forgotten with an account that was removed, may be this one.
    doubtful = copy.code_id is None and any(same_name(it.name, name) for it in every)
    return Found(copy, Fate.RENAMED if by_id or doubtful else Fate.GONE)


def as_noticed(found: Found) -> Copy:
    """Return a copy with what was found out about it."""
    code, copy = found.code, found.copy
    if code is None:
        return copy
    came = copy.came or bool(code.id and code.on_lock is not False and _opens(code))
    return replace(copy, code_id=code.id or copy.code_id, came=came)


def _opens(code: AccessCode) -> bool:
    return code.status in {
        CodeStatus.ACTIVE,
        CodeStatus.SCHEDULED,
        CodeStatus.DISABLED,
        CodeStatus.EXPIRED,
    }


def name_is_foreign(grant: Grant, seen: Seen) -> bool:
    """Return whether another code has the name that the present one would have."""
    name = grant.code_name()
    return any(same_name(it.name, name) and it.status.live for it in seen.codes)


def with_unwanted(
    door: GrantDoor, wanted: frozenset[int], since: datetime
) -> GrantDoor:
    """Return a door that knows since when each copy should be gone."""
    copies = tuple(
        replace(it, unwanted=None, asked=None, tries=0)
        if it.generation in wanted
        else replace(it, unwanted=it.unwanted or since)
        for it in door.copies
    )
    return replace(door, copies=copies)
