"""Controls of people at a lock: members, methods and enrolling."""

from dataclasses import asdict

from simulators.credentials import CapacityError, DuplicateError
from simulators.operations import ControlError

from . import enrolling
from .members import METHODS, Member
from .numbers import UserType
from .state import TuyaState


class PeopleControl:
    """Who is known at a lock, and what they show it."""

    _state: TuyaState

    def people(self, lock: str) -> list[dict[str, object]]:
        """List everybody at a lock."""
        rows = self._state.by_name(lock).members.values()
        return [{**asdict(row), "type": int(row.type)} for row in rows]

    def add_member(self, lock: str, name: str, *, admin: bool = False) -> str:
        """Add a person without an app account in the app; answers the id."""
        target = self._state.by_name(lock)
        number = 1 + max((row.number for row in target.members.values()), default=0)
        member = Member(
            id=f"{next(self._state.method_ids):08d}",
            name=name,
            number=number,
            type=UserType.ADMIN if admin else UserType.MEMBER,
        )
        target.members[member.id] = member
        return member.id

    def remove_member(self, lock: str, member: str) -> None:
        """Remove a person in the app; what opens in that name is nobody's then."""
        target = self._state.by_name(lock)
        del target.members[member]
        target.absent.append(member)
        for mode in target.opmodes.values():
            if mode.user_id == member:
                mode.user_id = None

    def add_method(
        self, lock: str, kind: str, name: str, secret: str, member: str | None = None
    ) -> int:
        """Add a `fingerprint`, `card`, `password` or `face`; answers its slot.

        Without a member it belongs to nobody.
        """
        if kind not in METHODS:
            msg = f"no kind {kind!r}"
            raise ValueError(msg)
        target = self._state.by_name(lock)
        try:
            mode = enrolling.add_method(self._state, target, kind, member, secret, name)
        except (DuplicateError, CapacityError) as err:
            msg = "the lock does not take it"
            raise ControlError(msg) from err
        return mode.slot

    def enrol(self, lock: str, secret: str) -> int | None:
        """Show a finger, a card or a face to a lock that waits for it.

        Answers the slot when the lock knows enough, else null.
        """
        target = self._state.by_name(lock)
        self._state.catch_up()
        mode = enrolling.touch(self._state, target, secret)
        return None if mode is None else mode.slot
