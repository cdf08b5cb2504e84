"""Calls about cards and fingerprints (TTLock docs). One short method each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...model.credential import CredentialType
from ...model.secret import Secret
from .._record import Record
from . import calls
from .caller import Caller
from .calls import Call
from .card_wire import CYCLIC, NORMAL, CredentialItem, WeekHours
from .envelope import NothingThere
from .wire import stamp

_BY_GATEWAY: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From when until when, None for no limit, and the hours of a week."""

    start: datetime | None = None
    end: datetime | None = None
    hours: WeekHours | None = None

    def params(self) -> dict[str, calls.Value | None]:
        """Return it for the wire."""
        return {
            "startDate": stamp(self.start),
            "endDate": stamp(self.end),
            "cyclicConfig": None if self.hours is None else self.hours.to_wire(),
        }


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the calls of one kind of credential are named."""

    word: str
    list: Call
    delete: Call
    rename: Call
    period: Call


_KINDS: Final[Mapping[CredentialType, _Kind]] = {
    CredentialType.RFID_CODE: _Kind(
        "card",
        calls.CARD_LIST,
        calls.DELETE_CARD,
        calls.RENAME_CARD,
        calls.CARD_PERIOD,
    ),
    CredentialType.FINGERPRINT: _Kind(
        "fingerprint",
        calls.FINGERPRINT_LIST,
        calls.DELETE_FINGERPRINT,
        calls.RENAME_FINGERPRINT,
        calls.FINGERPRINT_PERIOD,
    ),
}


@dataclass(frozen=True, slots=True)
class CardApi:
    """Cards and fingerprints. Methods raise the errors of `model.errors`."""

    caller: Caller

    async def cards(self, lock_id: str) -> tuple[CredentialItem, ...]:
        """Return the cards of a lock. `ProtocolError` for one without an id.

        Who is not listed counts as gone; so with fingerprints.
        """
        records = await self._list(CredentialType.RFID_CODE, lock_id)
        return tuple(map(CredentialItem.card, records))

    async def has(self, lock_id: str, number: Secret) -> bool:
        """Return whether a card of a lock has a number; none of them is kept."""
        wanted = number.reveal().lstrip("0")
        records = await self._list(CredentialType.RFID_CODE, lock_id)
        numbers = (it.maybe_identifier("cardNumber") for it in records)
        return any(it and it.lstrip("0") == wanted for it in numbers)

    async def fingerprints(self, lock_id: str) -> tuple[CredentialItem, ...]:
        """Return the fingerprints of a lock."""
        records = await self._list(CredentialType.FINGERPRINT, lock_id)
        return tuple(map(CredentialItem.fingerprint, records))

    async def _list(self, kind: CredentialType, lock_id: str) -> list[Record]:
        """Return a listing; Sifely documents 404 for where there is nothing."""
        row = _KINDS[kind]
        try:
            return await self.caller.pages(
                row.list, {"lockId": lock_id}, key=f"{row.word}Id"
            )
        except NothingThere:
            return []

    async def add(
        self, lock_id: str, name: str, number: Secret, validity: Validity
    ) -> str | None:
        """Store a card by its number, as the lock reads it; return its id if told."""
        return await self._add(calls.ADD_CARD, lock_id, name, number, validity)

    async def add_reversed(
        self, lock_id: str, name: str, number: Secret, validity: Validity
    ) -> str | None:
        """Store a card by its number in the other byte order."""
        return await self._add(calls.ADD_REVERSED_CARD, lock_id, name, number, validity)

    async def _add(
        self, call: Call, lock_id: str, name: str, number: Secret, validity: Validity
    ) -> str | None:
        answer = await self.caller.ask(
            call,
            {
                "lockId": lock_id,
                "cardNumber": number,
                "cardName": name,
                **validity.params(),
                "cardType": NORMAL if validity.hours is None else CYCLIC,
                "addType": _BY_GATEWAY,
            },
        )
        return answer.maybe_identifier("cardId")

    async def rename(self, lock_id: str, item: CredentialItem, name: str) -> None:
        """Change a name, which only the cloud knows."""
        row = _KINDS[item.type]
        params: calls.Params = {
            "lockId": lock_id,
            f"{row.word}Id": item.id,
            f"{row.word}Name": name,
        }
        await self.caller.ask(row.rename, params)

    async def change_period(
        self, lock_id: str, item: CredentialItem, validity: Validity
    ) -> None:
        """Change from when until when it opens the door; never to for ever."""
        row = _KINDS[item.type]
        params: calls.Params = {
            "lockId": lock_id,
            f"{row.word}Id": item.id,
            **validity.params(),
            "changeType": _BY_GATEWAY,
        }
        await self.caller.ask(row.period, params)

    async def delete(self, lock_id: str, kind: CredentialType, item_id: str) -> None:
        """Take a card or fingerprint off the lock."""
        row = _KINDS[kind]
        params: calls.Params = {
            "lockId": lock_id,
            f"{row.word}Id": item_id,
            "deleteType": _BY_GATEWAY,
        }
        await self.caller.ask(row.delete, params)
