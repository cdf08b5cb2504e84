"""People, clouds, crashes and time do whatever they like to one house."""

from collections.abc import Collection
from datetime import datetime, timedelta
import re
import sys
from typing import Final, override

from hypothesis.stateful import invariant, rule

from .elsewhere import Elsewhere
from .fate import Fate
from .house import Door
from .oracle import Aim, Wish, same
from .requests import Requests

_NOTICED_WITHIN: Final = timedelta(minutes=15)
"""After its end, and one slow look, a code is gone by then or a problem."""

_GONE: Final = frozenset(
    {"removed_elsewhere", "changed_elsewhere", "expired", "removed", "failed"}
)
"""Events that tell that a code is not there any more, or not ours."""


class Chaos(Requests, Elsewhere, Fate):
    """Whatever happens: no code is lost, doubled or outlives its hours unnoticed."""

    @rule()
    def settle(self) -> None:
        """Everything works again for an hour, and then everything is known."""
        self.loop.run(self.house.heal())
        for door in range(len(self.house.doors)):
            self.wake(door)
        if not self.running:
            self.start()
        self.sign_in_again()
        for _ in range(2):
            self.loop.live(timedelta(minutes=3))
            self.loop.skip(self.house.rest + timedelta(minutes=1))
        self.loop.live(timedelta(minutes=3))
        self.check()
        self._everything_is_known()

    @override
    def teardown(self) -> None:
        """End with everything known, unless something went wrong already."""
        if sys.exc_info()[1] is not None:
            self.close()
            return
        try:
            self.settle()
            stored = self._waiting_digits()
        finally:
            self.close()
        assert not self.pins_shown(stored)

    def pins_shown(self, stored: Collection[str] = ()) -> list[str]:
        """Return the digits that can be read somewhere; `stored` may be in the file."""
        *shown, files = self.site.written()
        # Six digits are in many a time.
        numbers = set(re.findall(r"\d+", "\n".join(shown)))
        numbers |= set(re.findall(r"\d+", files)) - set(stored)
        return [pin for pin in self.used_pins if pin in numbers]

    def _waiting_digits(self) -> set[str]:
        """Return digits of codes that wait for another one to be gone.

        They are nowhere else (docs/decisions/0010).
        """
        books = [self.site.account.codes.memory(it) for it in self.house.doors]
        waiting = [it for book in books for it in book.intents.values() if it.unsent]
        pins = [it.pin for it in waiting]
        pins += [it.replaces.pin for it in waiting if it.replaces is not None]
        return {pin.reveal() for pin in pins if pin is not None}

    @invariant()
    def check(self) -> None:
        """Nothing happened that nobody wished, and nothing broke."""
        self.oracle.observe()
        if self.violations:
            raise self.violations[0]
        assert not self.site.faults(), self.site.faults()
        if self.running and self.site.is_loaded:
            self._overdue_codes_are_noticed()

    def _overdue_codes_are_noticed(self) -> None:
        now = self.loop.now
        if now - self.awake_since < timedelta(minutes=11):
            return
        for door, code in self.codes:
            if code.ours and code.certain and not code.edited:
                end = max(code.held.ends or now, code.since)
                if now - end > self.house.rest + _NOTICED_WITHIN:
                    self._is_a_problem(door, code.held.name, "outlives its hours")

    def _everything_is_known(self) -> None:
        assert not self.commands, "commands have not ended"
        for wish in self.oracle.wishes:
            wish.open = False
        for door in self.house.doors:
            self._all_codes_are_known(door)
            self._ours_are_ours(door)
        self._losses_were_told()
        self._nothing_is_left_out()
        self._promises_were_kept()

    def _all_codes_are_known(self, door: Door) -> None:
        held = self.house.held(door)
        known = {it.id: it for it in self.site.known(door) if it.id}
        for code_id, code in held.items():
            assert code_id in known, f"{code} at {door} is not known"
            assert same(known[code_id].name, code.name), (known[code_id], code)
        for code_id in known.keys() - held.keys():
            self._is_a_problem(door, known[code_id].name, "is not there")

    def _ours_are_ours(self, door: Door) -> None:
        managed = {it.id for it in self.site.known(door) if it.managed}
        for code_id, code in self.oracle.locks[door].items():
            if code.certain and code.ours and code_id not in managed:
                self._is_a_problem(door, code.held.name, "was forgotten")
            if code.certain and not code.ours:
                assert code_id not in managed, f"{code} is not ours"

    def _losses_were_told(self) -> None:
        for door, code_id, name, since in self.missed:
            held = self.house.held(door).get(code_id)
            if held is not None and same(held.name, name):
                continue
            told = [
                it
                for it in self.site.told
                if (it.door, it.code_id) == (door, code_id)
                and it.type in _GONE
                and datetime.fromisoformat(it.occurred_at) >= since
            ]
            assert told, f"nobody was told that {name} ({code_id}) left {door}"
        self.missed.clear()

    def _nothing_is_left_out(self) -> None:
        """What was taken off for another one is there again, in one of both forms."""
        for wish in self.oracle.wishes:
            if wish.left_out and not wish.given_up:
                wish.given_up = True
                # Whoever does not know whether the other one came writes nothing more.
                doubts = self.site.doubts(wish.door)
                name = wish.new_name or wish.name
                told = any(same(name, it) for it in doubts)
                assert told, f"{wish.taken} was taken off, and is not back ({doubts})"

    def _promises_were_kept(self) -> None:
        """What was on its way has arrived, or somebody says that it has not."""
        for wish in self.oracle.wishes:
            promised, wish.promised = wish.promised, False
            if promised and not wish.given_up and not wish.disturbed:
                self._is_kept(wish)

    def _is_kept(self, wish: Wish) -> None:
        later = self.oracle.wishes[self.oracle.wishes.index(wish) + 1 :]
        if wish.effects or any(it.door == wish.door for it in later):
            return
        if wish.aim is Aim.ADD and not self._was_another_kept(wish):
            self._is_a_problem(wish.door, wish.name, "never came")
        if wish.aim is Aim.DELETE:
            held = self.house.held(wish.door).values()
            for code in filter(wish.means, held):
                self._is_a_problem(wish.door, code.name, "never went")

    def _was_another_kept(self, wish: Wish) -> bool:
        """Return whether the answer may have been about a code that is over by now."""
        return any(
            it.effects and it.aim is Aim.ADD and it.ends and it.ends <= self.loop.now
            for it in self.oracle.wishes[: self.oracle.wishes.index(wish)]
            if it.door == wish.door and same(it.name, wish.name)
        )

    def _is_a_problem(self, door: Door, name: str, what: str) -> None:
        names = self.site.problems(door)
        told = any(same(name, it) for it in names)
        assert told, f"{name} at {door} {what}, and nobody is told ({names})"
