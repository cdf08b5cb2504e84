"""Passwords that belong to people: renamed and deleted; all else is the person's."""

from typing import Final

from ...model.access_code import CodeChange, CodeId, CodeWrite
from ...model.command import Outcome
from ...model.errors import NotFound, Unsupported
from ...model.masking import same_name
from ...model.reason import Reason
from .api import Api
from .code_reader import CodeReader
from .facts import LockFacts
from .methods import PASSWORD, SHORT
from .user_wire import MemberCode

_PREFIX: Final = f"{PASSWORD}-"


def is_member(code_id: CodeId) -> bool:
    """Return whether an id is that of a person's password."""
    return code_id.startswith(_PREFIX)


def check_name(name: str, expected: str | None) -> None:
    """Refuse what has another name by now (`NotFound`)."""
    if expected is not None and not same_name(name, expected):
        raise NotFound("name", reason=Reason.CHANGED_ELSEWHERE)


class MemberCodes:
    """Passwords of people at locks."""

    def __init__(self, api: Api, reader: CodeReader) -> None:
        """Take what to send by, and who reads codes."""
        self._api = api
        self._reader = reader

    async def get(self, facts: LockFacts, code_id: CodeId) -> MemberCode:
        """Return one. `NotFound` when there is none."""
        for member in await self._reader.members(facts, fresh=True):
            if member.id == code_id:
                return member
        raise NotFound("code")

    async def update(
        self,
        facts: LockFacts,
        code_id: CodeId,
        change: CodeChange,
        expect_name: str | None,
    ) -> CodeWrite:
        """Rename the password of a person; all else is that of the person."""
        member = await self.get(facts, code_id)
        check_name(member.item.name, expect_name)
        if change.pin is not None or change.schedule is not None:
            raise Unsupported("digits and hours are the person's")
        if change.name is not None:
            await self._api.methods.rename(
                facts.device_id, PASSWORD, member.slot, change.name.strip()
            )
        return CodeWrite(outcome=Outcome.CONFIRMED, code_id=code_id)

    async def delete(
        self, facts: LockFacts, code_id: CodeId, expect_name: str | None
    ) -> Outcome:
        """Take one off the lock. One that is gone counts as confirmed."""
        try:
            member = await self.get(facts, code_id)
        except NotFound:
            return Outcome.CONFIRMED
        check_name(member.item.name, expect_name)
        user_id = member.item.user_id
        if user_id is None:
            raise Unsupported("nobody's")
        await self._api.methods.delete(
            facts.device_id,
            member.item.user_type,
            user_id,
            SHORT[PASSWORD],
            member.slot,
        )
        return Outcome.ACCEPTED
