"""Who is at a lock and what opens for whom, put together from several listings."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from ...model.errors import NotFound, RejectedError
from .._record import Record
from .api import Api
from .api_people import METHODS
from .error_numbers import InvalidParameter
from .facts import Kind, LockFacts
from .log_types import plain_code
from .user_wire import MemberCode, MethodItem, UserItem
from .wire import readable

SHORT: Final = {
    "unlock_card": "card",
    "unlock_face": "face",
    "unlock_fingerprint": "fingerprint",
    "unlock_password": "password",
}
"""What older calls name a kind of method."""

PASSWORD: Final = "unlock_password"  # noqa: S105 - a word of the API


class MethodReader:
    """Reads people and methods. Methods raise the errors of `model.errors`."""

    def __init__(self, api: Api) -> None:
        """Take what to ask by."""
        self._api = api

    async def users(self, facts: LockFacts) -> tuple[UserItem, ...]:
        """Return everybody at a lock; of keep-alive locks with hours and methods."""
        records = await self._records(facts)
        users = {item.id: item for item in readable(records, UserItem.read)}
        if facts.kind is Kind.KEEP_ALIVE:
            with suppress(RejectedError):
                more = await self._api.people.of_home(facts.device_id)
                users |= {it.id: it for it in readable(more, UserItem.read)}
        return tuple(users.values())

    async def _records(self, facts: LockFacts) -> list[Record]:
        people = self._api.people
        try:
            return await people.everybody(facts.device_id)
        except InvalidParameter, NotFound:
            return await people.everybody_v1(facts.device_id)

    async def all(self, facts: LockFacts) -> tuple[MethodItem, ...]:
        """Return all methods of a lock, those of nobody as well."""
        found: dict[str, MethodItem] = {}
        codes = codes_of(facts)
        if not codes:
            return ()
        for user in await self.users(facts):
            found |= {it.id: it for it in await self.of_user(facts, user)}
        for code in codes:
            for item in await self._unassigned(facts, code):
                found.setdefault(item.id, item)
        return tuple(found.values())

    async def passwords(self, facts: LockFacts) -> tuple[MemberCode, ...]:
        """Return the passwords of people."""
        found: list[MemberCode] = []
        for user in await self.users(facts):
            found += [
                MemberCode(item=item, schedule=user.schedule)
                for item in await self.of_user(facts, user)
                if item.code == PASSWORD
            ]
        return tuple(found)

    async def of_user(self, facts: LockFacts, user: UserItem) -> tuple[MethodItem, ...]:
        """Return the methods of somebody."""
        if user.methods is not None:
            return user.methods
        codes = codes_of(facts)
        with suppress(RejectedError):
            records = await self._api.methods.of_user(facts.device_id, user.id, codes)
            return tuple(_read(records, user, None))
        found: list[MethodItem] = []
        for code in codes:
            found += await self._assigned(facts, user, code)
        return tuple(found)

    async def _assigned(
        self, facts: LockFacts, user: UserItem, code: str
    ) -> Iterable[MethodItem]:
        if code not in SHORT:
            return ()
        records: list[Record] = []
        with suppress(RejectedError):
            records = await self._api.methods.assigned(
                facts.device_id, user.kind, user.id, SHORT[code]
            )
        return _read(records, user, code)

    async def _unassigned(self, facts: LockFacts, code: str) -> Iterable[MethodItem]:
        if code not in SHORT:
            return ()
        records: list[Record] = []
        with suppress(RejectedError):
            records = await self._api.methods.unassigned(facts.device_id, SHORT[code])
        return _read(records, None, code)


def codes_of(facts: LockFacts) -> tuple[str, ...]:
    """Return the kinds of methods that a lock has."""
    plain = {plain_code(code) for code in facts.codes}
    return tuple(code for code in METHODS if code in plain)


def parts_of(method_id: str) -> tuple[str, int]:
    """Return kind and slot of a method. `NotFound` for an id that is none of these."""
    code, _, slot = method_id.rpartition("-")
    if code not in METHODS or not (slot.isascii() and slot.isdigit()):
        raise NotFound("method")
    return code, int(slot)


def _read(
    records: Iterable[Record], user: UserItem | None, code: str | None
) -> Iterable[MethodItem]:
    user_id, user_type = (None, 2) if user is None else (user.id, user.kind)
    return readable(
        records,
        lambda it: MethodItem.read(it, code=code, user_id=user_id, user_type=user_type),
    )
