"""Calls about codes (TTLock docs, passcode). One short method each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...model.errors import NotFound
from ...model.secret import Secret
from . import calls
from .caller import Caller
from .code_wire import CodeItem
from .wire import stamp

BY_GATEWAY: Final = 2
IN_CLOUD_ONLY: Final = 1
"""What a phone uses after it wrote to the lock: the cloud alone takes note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when until when; both are sent, or neither."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CodeApi:
    """Codes of an account's locks. Methods raise the errors of `model.errors`."""

    caller: Caller

    async def list(self, lock_id: str) -> tuple[CodeItem, ...]:
        """Return all codes of a lock. `ProtocolError` for one without an id.

        It may be any of them, and who is not listed counts as gone.
        """
        records = await self.caller.pages(
            calls.CODE_LIST, {"lockId": lock_id}, key="keyboardPwdId"
        )
        return tuple(map(CodeItem.read, records))

    async def get(self, lock_id: str, code_id: str) -> CodeItem:
        """Return one code. `NotFound` when it is not listed.

        There is a call for one code too, of which only the name is known.
        """
        for item in await self.list(lock_id):
            if item.id == code_id:
                return item
        raise NotFound("code")

    async def add(
        self, lock_id: str, name: str, pin: Secret, kind: int, period: Period | None
    ) -> str | None:
        """Write a code with chosen digits; return its id, None when it is not told."""
        answer = await self.caller.ask(
            calls.ADD_CODE,
            {
                "lockId": lock_id,
                "keyboardPwd": pin,
                "keyboardPwdName": name,
                "keyboardPwdType": kind,
                **_dates(period),
                "addType": BY_GATEWAY,
            },
        )
        return answer.maybe_identifier("keyboardPwdId")

    async def change(
        self,
        lock_id: str,
        code_id: str,
        *,
        name: str | None,
        pin: Secret | None,
        period: Period | None,
    ) -> None:
        """Change a code; what is None stays. A name alone concerns only the cloud."""
        at_lock = pin is not None or period is not None
        await self.caller.ask(
            calls.CHANGE_CODE,
            {
                "lockId": lock_id,
                "keyboardPwdId": code_id,
                "keyboardPwdName": name,
                "newKeyboardPwd": pin,
                **_dates(period),
                "changeType": BY_GATEWAY if at_lock else None,
            },
        )

    async def delete(self, lock_id: str, code_id: str, *, way: int) -> None:
        """Delete a code: off the lock, or its entry in the cloud alone."""
        await self.caller.ask(
            calls.DELETE_CODE,
            {"lockId": lock_id, "keyboardPwdId": code_id, "deleteType": way},
        )

    async def random(
        self,
        lock_id: str,
        kind: int,
        name: str | None,
        start: datetime,
        end: datetime | None,
    ) -> tuple[str | None, Secret | None]:
        """Let the cloud compute a code; return its id and its digits."""
        answer = await self.caller.ask(
            calls.RANDOM_CODE,
            {
                "lockId": lock_id,
                "keyboardPwdType": kind,
                "keyboardPwdName": name,
                "startDate": stamp(start),
                "endDate": None if end is None else stamp(end),
            },
        )
        digits = answer.maybe_identifier("keyboardPwd")
        return (
            answer.maybe_identifier("keyboardPwdId"),
            None if digits is None else Secret(digits),
        )


def _dates(period: Period | None) -> calls.Params:
    if period is None:
        return {}
    return {"startDate": stamp(period.start), "endDate": stamp(period.end)}
