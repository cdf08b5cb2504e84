"""IC cards, and the list of fingerprints.

Sources: TTLock open platform documentation, IC cards and fingerprints; Sifely's index
has the same operations, and which of the two ways of adding a card is its is not known.
"""

from typing import Final

from simulators.credentials import Credential, CredentialKind
from simulators.ttlock.codes import Card
from simulators.ttlock.devices import TtlockLock
from simulators.ttlock.features import Feature
from simulators.ttlock.numbers import Number, Way
from simulators.ttlock.paging import page
from simulators.ttlock.passcoderules import check_moments
from simulators.ttlock.recorder import fingerprint_number
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Json, Routes
from simulators.ttlock.stamps import to_ms

routes = Routes()

_LARGEST: Final = 200
_NORMAL, _CYCLIC = 1, 4
_MINUTES: Final = range(1441)


@routes.read("GET", "identityCard/list")
async def list_cards(call: Call) -> Answer:
    """List the cards of a lock by name and number."""
    lock = call.managed()
    text = (call.params.text("searchStr") or "").lower()
    rows = [
        _shape(lock, card) for card in lock.cards.values() if text in card.name.lower()
    ]
    return page(call, rows, largest=_LARGEST)


@routes.write("identityCard/add")
async def add(call: Call) -> Answer:
    """Add a card by the number that a reader shows."""
    number = call.params.need_text("cardNumber")
    return await _add(call, _checked(number))


@routes.write("identityCard/addForReversedCardNumber")
async def add_reversed(call: Call) -> Answer:
    """Add a card whose number was read in the other order of bytes."""
    number = _checked(call.params.need_text("cardNumber"))
    return await _add(call, reversed_number(number))


@routes.write("identityCard/delete")
async def delete(call: Call) -> Answer:
    """Delete a card from lock and cloud, or from the cloud alone."""
    lock = call.managed()
    way = call.way("deleteType")
    card = lock.cards.get(call.params.need_number("cardId"))
    if card is None:
        raise RefusalError(Number.NO_CARD)
    if way is Way.BLUETOOTH:
        lock.forgotten.add(card.id)
        del lock.cards[card.id]
        return Answer()
    async with call.state.radio.exchange(lock, call.state.now, Feature.CARD):
        if card.on_lock:
            lock.hardware.credentials.remove(card.id)
        lock.deleted_cards.add(card.number)
        del lock.cards[card.id]
    return Answer()


@routes.read("GET", "fingerprint/list")
async def list_fingerprints(call: Call) -> Answer:
    """List the fingers that were enrolled at the lock."""
    lock = call.managed()
    text = (call.params.text("searchStr") or "").lower()
    rows = [
        _finger_shape(lock, finger)
        for finger in lock.hardware.credentials.of_kind(CredentialKind.FINGERPRINT)
        if text in finger.name.lower()
    ]
    return page(call, rows, largest=_LARGEST)


def reversed_number(number: str) -> str:
    """Return a card's number with its bytes the other way round."""
    value = int(number)
    length = max(4, -(-value.bit_length() // 8))
    return str(int.from_bytes(value.to_bytes(length, "little"), "big"))


async def _add(call: Call, number: str) -> Answer:
    """Put a card into the lock, or only into the cloud when "a phone" did it."""
    lock = call.managed()
    way = call.way("addType")
    card = _read(call, number)
    if any(row.number == number for row in lock.cards.values()):
        # What the cloud says to a card that is known already is not documented.
        raise RefusalError(Number.FAILED)
    if way is Way.BLUETOOTH:
        lock.cards[card.id] = card
        return Answer({"cardId": card.id})
    needed = [Feature.CARD] + ([Feature.CYCLIC_CARDS] if card.cyclic else [])
    async with call.state.radio.exchange(lock, call.state.now, *needed):
        call.state.memory.store_card(lock, card)
        lock.cards[card.id] = card
    return Answer({"cardId": card.id})


def _checked(number: str) -> str:
    """Return the decimal number of a card, refused when it is none."""
    if not (number.isascii() and number.isdecimal()) or int(number) >= 1 << 64:
        raise RefusalError(Number.INVALID)
    return str(int(number))


def _read(call: Call, number: str) -> Card:
    """Return the card that is asked for, before the lock is."""
    starts = call.params.number("startDate") or 0
    ends = call.params.number("endDate") or 0
    check_moments(starts, ends)
    if ends and ends <= starts:
        raise RefusalError(Number.INVALID)
    kind = call.params.choice("cardType", frozenset({_NORMAL, _CYCLIC}), _NORMAL)
    return Card(
        id=next(call.state.credential_ids),
        name=call.params.text("cardName") or number,
        number=number,
        starts=starts,
        ends=ends,
        created=call.state.now,
        sender=call.user,
        cyclic=cyclic_of(call) if kind == _CYCLIC else (),
    )


def cyclic_of(call: Call) -> tuple[dict[str, int], ...]:
    """Return the days of a cyclic card, which all have the same window."""
    rows = call.params.rows("cyclicConfig") or []
    found = tuple(
        {name: _number(row.get(name)) for name in ("weekDay", "startTime", "endTime")}
        for row in rows
    )
    windows = {(row["startTime"], row["endTime"]) for row in found}
    good = all(
        row["weekDay"] in range(1, 8)
        and row["startTime"] in _MINUTES
        and row["endTime"] in _MINUTES
        for row in found
    )
    if len(windows) != 1 or not good:
        raise RefusalError(Number.INVALID)
    return found


def _number(value: object) -> int:
    """Return a number of JSON, refused when it is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise RefusalError(Number.INVALID)
    return value


def _shape(lock: TtlockLock, card: Card) -> Json:
    """Return one row of the list of cards."""
    shape: Json = {
        "cardId": card.id,
        "lockId": lock.id,
        "cardNumber": card.number,
        "cardName": card.name,
        "cardType": _CYCLIC if card.cyclic else _NORMAL,
        "startDate": card.starts,
        "endDate": card.ends,
        "createDate": to_ms(card.created),
        "senderUsername": card.sender.username,
    }
    if card.cyclic:
        shape["cyclicConfig"] = [dict(row) for row in card.cyclic]
    return shape


def _finger_shape(lock: TtlockLock, finger: Credential) -> Json:
    """Return one row of the list of fingerprints."""
    starts, ends = finger.schedule.starts, finger.schedule.ends
    return {
        "fingerprintId": finger.id,
        "lockId": lock.id,
        "fingerprintNumber": fingerprint_number(lock, finger.secret),
        "fingerprintType": _NORMAL,
        "fingerprintName": finger.name,
        "startDate": to_ms(starts) if starts else 0,
        "endDate": to_ms(ends) if ends else 0,
        "createDate": to_ms(finger.created),
        "senderUsername": lock.owner.username,
    }
