"""The endpoints for people (Tedee API docs, device access), one method each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from ...model.errors import NotPermitted, OutcomeUnknown, ProtocolError, RejectedError
from ...model.reason import Reason
from .._http import Response
from .._record import Record
from .access_wire import AccessBody, AccessCreated, AccessItem, NewAccessBody
from .calls import Calls, envelope
from .enums import AccessProblem
from .facts import LockFacts
from .status import PEOPLE, PEOPLE_WRITE

_PROBLEMS: Final[Mapping[int, tuple[type[RejectedError], Reason]]] = {
    AccessProblem.ABOVE_OWN_LEVEL: (NotPermitted, Reason.ROLE_TOO_HIGH),
    AccessProblem.EXISTS: (RejectedError, Reason.USER_EXISTS),
    AccessProblem.TO_ONESELF: (RejectedError, Reason.OWN_ACCESS),
}


@dataclass(frozen=True, slots=True)
class AccessApi:
    """The accesses of locks. Methods raise the errors of `model.errors`."""

    calls: Calls

    async def accesses(self, facts: LockFacts) -> tuple[AccessItem, ...]:
        """Return all accesses of a lock, the owner's too."""
        answer = await self.calls.read(_accesses(facts), PEOPLE, facts)
        items = (Record(item, "access") for item in envelope(answer).items("result"))
        return tuple(AccessItem.read(item) for item in items)

    async def create(self, facts: LockFacts, body: NewAccessBody) -> AccessCreated:
        """Give somebody access."""
        answer = await self.calls.write(
            "POST", _accesses(facts), PEOPLE_WRITE, facts, body=body, refusal=_refusal
        )
        try:
            return AccessCreated.read(Record(answer.json(), "access"))
        except ProtocolError as err:
            raise OutcomeUnknown(f"HTTP {answer.status}, {err.detail}") from None

    async def replace(self, facts: LockFacts, access_id: str, body: AccessBody) -> None:
        """Write all rights of an access."""
        path = _accesses(facts, access_id)
        await self.calls.write("PUT", path, PEOPLE_WRITE, facts, body=body)

    async def delete(self, facts: LockFacts, access_id: str) -> None:
        """Take an access away."""
        path = _accesses(facts, access_id)
        await self.calls.write("DELETE", path, PEOPLE_WRITE, facts)


def _accesses(facts: LockFacts, access_id: str | None = None) -> str:
    path = f"/my/device/{facts.vendor_id}/access"
    return path if access_id is None else f"{path}/{quote(access_id, safe='')}"


def _refusal(answer: Response) -> RejectedError | None:
    """Return why nobody was given access; the numbers stand in bodies of 201 and 400.

    The text beside them is not looked at: it may hold the address.
    """
    if not (answer.ok or answer.status == 400):
        return None
    try:
        error = Record(answer.json(), "access").maybe_record("error")
    except ProtocolError:
        return None
    number = None if error is None else error.maybe_integer("code")
    if number is None:
        return None
    kind, reason = _PROBLEMS.get(number, (RejectedError, Reason.REJECTED))
    return kind(f"access problem {number}", reason=reason)
