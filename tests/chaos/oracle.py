"""What may be true: every change on a lock needs somebody who wished it, once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum, auto

from custom_components.cloud_locks.model.ledger import GRACE

from .house import CodeId, Door, Held, House, Topic


class Aim(StrEnum):
    """What somebody wants of the codes of a door."""

    ADD = auto()
    CHANGE = auto()
    DELETE = auto()
    CLEAR = auto()
    ADOPT = auto()


class Violation(AssertionError):
    """Something happened that must never happen."""


@dataclass(slots=True, kw_only=True, eq=False)
class Wish:
    """One call of an action at one door.

    `open`: it may still take effect by itself. `asking`: there is no answer yet.
    `promised`: the answer was that it is on its way.
    `in_doubt`: its answer said that nobody knows. `given_up`: a later wish took it
    back. `disturbed`: others were at the same door meanwhile, so that its answer may
    be out of date when it is read. `rotates`: any digits will do. `taken`: the code
    that was taken off for the one that is wished. `back`: it was put back.
    """

    aim: Aim
    door: Door
    name: str = ""
    code_id: CodeId = ""
    pin: str = ""
    new_name: str = ""
    ends: datetime | None = None
    replaces: bool = False
    only_managed: bool = True
    open: bool = True
    asking: bool = True
    promised: bool = False
    in_doubt: bool = False
    given_up: bool = False
    disturbed: bool = False
    effects: int = 0
    rotates: bool = False
    taken: Known | None = None
    back: bool = False

    @property
    def awaited(self) -> bool:
        """Whether it may still take effect: in doubt, it may be on its way as well."""
        return self.open or self.in_doubt

    @property
    def left_out(self) -> bool:
        """Whether a code was taken off, and nothing came in its place."""
        return self.taken is not None and not self.effects and not self.back

    def means(self, held: Held) -> bool:
        """Return whether the wish is about a code."""
        if self.aim is Aim.CLEAR:
            return True
        if self.code_id:
            return held.id == self.code_id
        return same(held.name, self.name)

    def gives_up(self, other: Wish) -> bool:
        """Return whether what is still on its way is taken back by this wish."""
        if other.door != self.door or self.aim in {Aim.ADD, Aim.CHANGE}:
            return False
        if other.aim is Aim.CHANGE:
            return self.aim is Aim.CLEAR or self._takes_back(other)
        by_name = self.aim is not Aim.CLEAR and same(self.name, other.name)
        return other.aim is Aim.ADD and (by_name or self.aim is Aim.CLEAR)

    def _takes_back(self, change: Wish) -> bool:
        names = (change.name, change.new_name or change.name)
        by_id = change.taken is not None and change.taken.held.id == self.code_id
        return by_id or any(same(self.name, it) for it in names)

    def comes_as(self, held: Held) -> bool:
        """Return whether a code is the one in place of what was taken off for it."""
        if self.taken is None or not same(held.name, self.new_name or self.name):
            return False
        old = self.taken.held
        pin = self.pin or (held.pin if self.rotates else old.pin)
        kept = None if self.aim is Aim.ADD else old.ends
        return (held.pin, held.ends) == (pin, self.ends or kept)

    def brings_back(self, held: Held) -> bool:
        """Return whether a code is the one that was taken off, written again."""
        if self.taken is None or not self.left_out:
            return False
        old = self.taken.held
        return (held.name, held.pin, held.ends) == (old.name, old.pin, old.ends)


@dataclass(slots=True, kw_only=True)
class Known:
    """A code on a lock.

    `ours`: it was made here, `since` when. `written`: not only adopted. `certain`:
    whose it is can be known, and nothing was on its way to it when the app was used.
    `edited`: its hours were changed in the app, which a list of names does not tell.
    """

    held: Held
    ours: bool
    since: datetime
    written: bool = False
    certain: bool = True
    edited: bool = False


@dataclass(slots=True)
class Oracle:
    """Watches the locks of a house from outside."""

    house: House
    now: Callable[[], datetime]
    wishes: list[Wish] = field(default_factory=list)
    locks: dict[Door, dict[CodeId, Known]] = field(init=False)
    commands: dict[Door, int] = field(init=False)
    settings: dict[Door, int] = field(init=False)
    removals: dict[Door, int] = field(init=False)
    """How many deletions somebody, or the end of a code, has asked for."""
    unbelieved: dict[Door, datetime] = field(init=False)
    """Until when a list without a code that was just written is not believed."""

    def __post_init__(self) -> None:
        """Start with empty locks."""
        self.locks = {door: {} for door in self.house.doors}
        self.commands = dict.fromkeys(self.house.doors, 0)
        self.settings = dict.fromkeys(self.house.doors, 0)
        self.removals = dict.fromkeys(self.house.doors, 0)
        self.unbelieved = dict.fromkeys(self.house.doors, self.now())

    def wish(self, wish: Wish) -> Wish:
        """Note what somebody is about to ask for."""
        for other in self.wishes:
            other.given_up |= wish.gives_up(other)
            if other.door == wish.door and other.asking:
                other.disturbed = wish.disturbed = True
        wish.disturbed |= self.now() < self.unbelieved[wish.door]
        self.wishes.append(wish)
        if wish.aim is Aim.DELETE:
            self.removals[wish.door] += 1
        elif wish.aim is Aim.CLEAR:
            self.removals[wish.door] += len(self.locks[wish.door]) + 1
        return wish

    def observe(self) -> None:
        """Hold what is on the locks now against what was wished."""
        for door, known in self.locks.items():
            held = self.house.held(door)
            for code_id in known.keys() - held.keys():
                self._removed(door, known.pop(code_id))
            for code_id, now in held.items():
                if code_id not in known:
                    known[code_id] = self._added(door, now)
                elif known[code_id].held != now:
                    self._changed(door, known[code_id], now)
            self._check_counts(door)
            self._check_doubles(door)

    def take_over(self, door: Door, *, ours: Wish | None = None) -> None:
        """Take what somebody has just done in the app, or what arrived late."""
        known = self.locks[door]
        held = self.house.held(door)
        for wish in self.wishes:
            wish.disturbed |= wish.door == door and wish.asking
        for code_id in known.keys() - held.keys():
            self._makes_room(door, known[code_id], given_up=True)
            self._nothing_left_to_do(door, known[code_id].held)
            believed = known.pop(code_id).since + GRACE
            self.unbelieved[door] = max(self.unbelieved[door], believed)
        for code_id, now in held.items():
            if code_id not in known or known[code_id].held != now:
                known[code_id] = self._by_app(door, known.get(code_id), now, ours)

    def _nothing_left_to_do(self, door: Door, held: Held) -> None:
        """Take back promises to remove what somebody else has removed by now."""
        for wish in self.wishes:
            if wish.door == door and wish.aim is Aim.DELETE and wish.means(held):
                wish.promised = False

    def adopted(self, wish: Wish, *, certain: bool) -> None:
        """Take a code for ours from now on; not `certain`: perhaps."""
        wish.open = False
        if (known := self.locks[wish.door].get(wish.code_id)) is not None:
            known.ours |= certain
            known.certain &= certain
            known.since = self.now()

    def _by_app(
        self, door: Door, before: Known | None, now: Held, ours: Wish | None
    ) -> Known:
        self.removals[door] += now.ends is not None
        for wish in self.wishes:
            # It was meant for the code that had this id before.
            wish.promised &= (wish.door, wish.code_id) != (door, now.id)
        if ours is not None:
            ours.effects += 1
            return self._known(now, ours=True, certain=not ours.given_up)
        if before is not None and same(before.held.name, now.name):
            # Digits are in no list, so nobody can see that they were changed.
            edited = before.edited or before.held.ends != now.ends
            certain = before.certain and not self._busy(door)
            return replace(before, held=now, edited=edited, certain=certain)
        certain = before is None and not self._mistakable(now) and not self._busy(door)
        return self._known(now, ours=False, certain=certain)

    def _known(self, held: Held, *, ours: bool, certain: bool) -> Known:
        return Known(
            held=held, ours=ours, written=ours, since=self.now(), certain=certain
        )

    def _busy(self, door: Door) -> bool:
        """Return whether something is on its way that was meant for what was there."""
        on_its_way = (wish.open for wish in self.wishes if wish.door == door)
        return self.house.is_busy(door) or any(on_its_way)

    def _mistakable(self, held: Held) -> bool:
        """Return whether a code looks like one that we may have written."""
        return any(
            wish.aim is Aim.ADD and not wish.effects and same(wish.name, held.name)
            for wish in self.wishes
        )

    def _added(self, door: Door, held: Held) -> Known:
        if (known := self._in_its_place(door, held)) is not None:
            return known
        for wish in self._open(door, Aim.ADD):
            if wish.pin == held.pin and same(wish.name, held.name):
                wish.effects += 1
                self.removals[door] += held.ends is not None
                return self._known(held, ours=True, certain=not wish.given_up)
        msg = f"nobody wished {held} at {door}"
        raise Violation(msg)

    def is_being_replaced(self, door: Door, held: Held) -> bool:
        """Return whether another code comes in the place of one, as far as wished."""
        changes = self._replacing(door)
        return any(wish.means(held) or wish.brings_back(held) for wish in changes)

    def _replacing(self, door: Door) -> Iterator[Wish]:
        """Yield the wishes that may take a code off for another one."""
        for wish in (
            self._open(door, Aim.CHANGE, Aim.ADD) if self.house.replaces else ()
        ):
            if wish.aim is Aim.CHANGE or wish.replaces:
                yield wish

    def _makes_room(self, door: Door, known: Known, *, given_up: bool) -> bool:
        """Note for whom a code leaves; whether that was wished.

        `given_up`: it leaves anyhow, so that perhaps nothing comes in its place.
        """
        wished = [it for it in self._replacing(door) if it.means(known.held)]
        for wish in wished:
            wish.taken = wish.taken or known
            wish.given_up |= given_up
        return bool(wished)

    def _in_its_place(self, door: Door, held: Held) -> Known | None:
        """Return a code that comes for another one, or that is put back."""
        for wish in self.wishes:
            if wish.door != door or wish.taken is None or wish.effects:
                continue
            if wish.awaited and wish.comes_as(held):
                wish.effects += 1
            elif wish.brings_back(held):
                wish.back = True
            else:
                continue
            if wish.taken.held.id in self.house.held(door):
                msg = f"{held} was written before {wish.taken.held} was gone"
                raise Violation(msg)
            self.removals[door] += held.ends is not None
            ours = wish.taken.ours or wish.aim is Aim.ADD
            certain = wish.taken.certain and not wish.given_up
            return self._known(held, ours=ours, certain=certain)
        return None

    def _removed(self, door: Door, known: Known) -> None:
        held = known.held
        if held.leaving:
            return
        away = self._wished_away(door, known)
        wished = self._makes_room(door, known, given_up=away is not None)
        if away is not None:
            away.effects += 1
        if away is not None or wished or not known.certain:
            return
        ended = held.ends is not None and held.ends <= self.now()
        if ended and (known.ours or self.house.tidy):
            return
        msg = f"nobody wished {held} away from {door}"
        raise Violation(msg)

    def _wished_away(self, door: Door, known: Known) -> Wish | None:
        """Return the wish by which a code may leave."""
        for wish in self._open(door, Aim.DELETE, Aim.CLEAR):
            foreign = known.certain and not known.ours
            if wish.aim is Aim.CLEAR and wish.only_managed and foreign:
                continue
            if wish.means(known.held):
                return wish
        return None

    def _changed(self, door: Door, known: Known, now: Held) -> None:
        before, known.held = known.held, now
        if now.leaving and not before.leaving:
            self._removed(door, replace(known, held=before))
        if replace(before, leaving=now.leaving, coming=now.coming) == now:
            return
        if not known.certain:
            # It may be ours by now, and then its end brings a deletion. Whose digits
            # it has tells who was at it: those of no two wishes are the same.
            self.removals[door] += now.ends is not None
            for wish in self._open(door, Aim.CHANGE, Aim.ADD):
                wish.effects += wish.pin == now.pin
            return
        for wish in self._open(door, Aim.CHANGE, Aim.ADD):
            if wish.aim is Aim.ADD and not wish.replaces:
                continue
            if wish.means(before) and (not wish.pin or wish.pin == now.pin):
                wish.effects += 1
                self.removals[door] += now.ends is not None
                if wish.aim is Aim.ADD:
                    known.ours = known.written = True
                    known.certain = not wish.given_up
                return
        msg = f"nobody wished {before} to become {now} at {door}"
        raise Violation(msg)

    def _open(self, door: Door, *aims: Aim) -> Iterator[Wish]:
        """Yield the wishes that may take effect now."""
        for wish in self.wishes:
            fresh = not wish.effects or wish.aim is Aim.CLEAR
            if wish.door == door and wish.aim in aims and wish.awaited and fresh:
                yield wish

    def _check_counts(self, door: Door) -> None:
        """Nothing is sent more often than it was wished."""
        aims = [wish.aim for wish in self.wishes if wish.door == door]
        adds, changes = aims.count(Aim.ADD), aims.count(Aim.CHANGE)
        removals = self.removals[door]
        if self.house.replaces:
            # Another one comes in its place, and if that is refused it comes back.
            replacing = [wish for wish in self.wishes if wish.door == door]
            removals += changes + sum(wish.replaces for wish in replacing)
            adds += changes + sum(wish.back for wish in replacing)
        sent = {topic: self.house.sent(topic, door) for topic in Topic if topic.writes}
        both = sent[Topic.ADD] + sent[Topic.CHANGE]
        for count, wished, what in (
            (sent[Topic.OPERATE], self.commands[door], "commands"),
            (sent[Topic.SETTING], self.settings[door], "settings"),
            (sent[Topic.ADD], adds, "additions"),
            (both, adds + changes, "additions and changes"),
            (sent[Topic.DELETE], removals, "deletions"),
        ):
            if count > wished:
                msg = f"{count} {what} were sent to {door} for {wished}"
                raise Violation(msg)

    def _check_doubles(self, door: Door) -> None:
        """No two codes of ours have one name, apart from those that are over."""
        names = [
            known.held.name.strip().casefold()
            for known in self.locks[door].values()
            if known.written
            and known.certain
            and not known.held.leaving
            and (known.held.ends is None or known.held.ends > self.now())
        ]
        if len(names) != len(set(names)):
            msg = f"two of one name at {door}: {names}"
            raise Violation(msg)


def same(one: str, other: str) -> bool:
    """Return whether two names are the same to a person."""
    return one.strip().casefold() == other.strip().casefold()
