"""The control desk of the Tedee cloud: people, groups and their roles at locks."""

from simulators.operations import ControlError
from simulators.people import Person, person

from .devices import TedeeLock
from .numbers import AccessLevel
from .people import Access, User, new_group
from .state import TedeeState


class PeopleControl:
    """What others do with the Tedee app; locks and people go by id or name."""

    def __init__(self, state: TedeeState) -> None:
        """Control the given state."""
        self._state = state

    def people(self, lock: str) -> list[dict[str, object]]:
        """Tell who has a role at a lock, the owner first."""
        rows = self._state.accesses[self._state.by_name(lock).id].values()
        return [
            {
                "id": row.id,
                "name": row.principal_name,
                "email": row.email,
                "level": row.level.name.lower(),
                "group": row.group,
                "pending": row.pending,
                "remote_disabled": row.remote_disabled,
            }
            for row in sorted(rows, key=lambda row: -row.level)
        ]

    def share(
        self, lock: str, person: str, level: str, *, remote_disabled: bool = False
    ) -> str:
        """Share a lock with somebody as `guest` or `admin`; answers the access."""
        device = self._state.by_name(lock)
        user = self._state.user(self._state.home.person(person))
        access = self._give(device, user, AccessLevel[level.upper()])
        access.remote_disabled = remote_disabled
        return access.id

    def unshare(self, lock: str, name: str) -> None:
        """Take the role of a person or group at a lock away, by name or address."""
        rows = self._state.accesses[self._state.by_name(lock).id]
        for row in rows.values():
            if name.casefold() in {
                row.principal_name.casefold(),
                (row.email or "").casefold(),
            }:
                del rows[row.id]
                return
        msg = f"nobody called {name!r} at {lock!r}"
        raise ControlError(msg)

    def accept_invitation(self, email: str, name: str) -> None:
        """Let somebody who was invited make an account under a name."""
        rows = [
            row
            for accesses in self._state.accesses.values()
            for row in accesses.values()
            if row.pending and (row.email or "").casefold() == email.casefold()
        ]
        if not rows:
            msg = f"nobody was invited at {email!r}"
            raise ControlError(msg)
        user = self._state.user(self._newcomer(name, email))
        for row in rows:
            row.principal_id, row.principal_name = user.identity, user.person.name
            row.pending = False

    def group(self, name: str) -> str:
        """Make a group of users; answers its id."""
        group = new_group(name)
        self._state.groups[group.id] = group
        return group.id

    def role(self, lock: str, level: str, *, remote_disabled: bool = False) -> None:
        """Make the account `guest`, `admin` or `owner` of a lock, or `nobody`.

        When it is not the owner, somebody else in the home is.
        """
        device = self._state.by_name(lock)
        rows = self._state.accesses[device.id]
        account = self._state.account
        wanted = None if level == "nobody" else AccessLevel[level.upper()]
        owner = account if wanted is AccessLevel.OWNER else self._other()
        for row in [*rows.values()]:
            if row.level is AccessLevel.OWNER or row.principal_id == account.identity:
                del rows[row.id]
        device.owner = owner
        self._give(device, owner, AccessLevel.OWNER)
        if wanted not in {None, AccessLevel.OWNER}:
            access = self._give(device, account, wanted)
            access.remote_disabled = remote_disabled

    def _give(self, device: TedeeLock, user: User, level: AccessLevel) -> Access:
        """Give a user a role at a lock, instead of any that was there."""
        former = self._state.access(user, device.id)
        if former is not None:
            del self._state.accesses[device.id][former.id]
        return self._state.add_access(user, device.id, level)

    def _other(self) -> User:
        """Return the last person of the home who is not the account."""
        account = self._state.account.person
        others = [row for row in self._state.home.people.values() if row != account]
        return self._state.user(others[-1])

    def _newcomer(self, name: str, email: str) -> Person:
        """Put somebody into the home, with the address of the invitation."""
        return self._state.home.add_person(person(name, email=email, resident=False))
