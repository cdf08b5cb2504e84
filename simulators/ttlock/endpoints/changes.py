"""Changing eKeys, cards and fingerprints that are there.

Source: TTLock open platform documentation: "Modify ekey", "Change the valid time of the
ekey", "Freeze the ekey", "Key authorization", "Rename card", "Change the period of
validity of a card" and the same of fingerprints, "Delete fingerprint". A change of
validity cannot make a card permanent. Sifely's index has none of them.
"""

from simulators.credentials import Credential, CredentialKind
from simulators.ttlock.codes import Card, card_schedule
from simulators.ttlock.devices import Ekey, TtlockLock
from simulators.ttlock.features import Feature
from simulators.ttlock.numbers import EKEY_FROZEN, EKEY_NORMAL, NO, YES, Number, Way
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Routes, Where

from .cards import cyclic_of

routes = Routes()


@routes.write("key/update", Where.EXTRA)
async def update_ekey(call: Call) -> Answer:
    """Change the name of an eKey, or whether it works from afar."""
    ekey = _managed_ekey(call)
    ekey.name = call.params.text("keyName") or ekey.name
    ekey.remote = call.params.choice("remoteEnable", range(YES, NO + 1), ekey.remote)
    return Answer()


@routes.write("key/changePeriod", Where.EXTRA)
async def change_ekey(call: Call) -> Answer:
    """Change from when until when an eKey works."""
    ekey = _managed_ekey(call)
    ekey.starts, ekey.ends = _period(call, permanent=True)
    return Answer()


@routes.write("key/freeze", Where.EXTRA)
async def freeze_ekey(call: Call) -> Answer:
    """Let an eKey open nothing for a while."""
    _managed_ekey(call).status = EKEY_FROZEN
    return Answer()


@routes.write("key/unfreeze", Where.EXTRA)
async def unfreeze_ekey(call: Call) -> Answer:
    """Let a frozen eKey open again."""
    _managed_ekey(call).status = EKEY_NORMAL
    return Answer()


@routes.write("key/authorize", Where.EXTRA)
async def authorize(call: Call) -> Answer:
    """Let the holder of an eKey manage the lock."""
    call.managed()
    _managed_ekey(call).right = 1
    return Answer()


@routes.write("key/unauthorize", Where.EXTRA)
async def unauthorize(call: Call) -> Answer:
    """Let the holder of an eKey manage the lock no more."""
    call.managed()
    _managed_ekey(call).right = 0
    return Answer()


@routes.write("identityCard/rename", Where.EXTRA)
async def rename_card(call: Call) -> Answer:
    """Give a card another name, which only the cloud knows."""
    lock = call.managed()
    card = _card(call, lock)
    card.name = call.params.need_text("cardName")
    _take_over(lock, card)
    return Answer()


@routes.write("identityCard/changePeriod", Where.EXTRA)
async def change_card(call: Call) -> Answer:
    """Change when a card opens the door."""
    lock = call.managed()
    card = _card(call, lock)
    period = _period(call, permanent=False)
    hours = cyclic_of(call) if call.params.has("cyclicConfig") else ()
    if call.way("changeType") is not Way.GATEWAY:
        (card.starts, card.ends), card.cyclic = period, hours
        return Answer()
    async with call.state.radio.exchange(lock, call.state.now, Feature.CARD):
        (card.starts, card.ends), card.cyclic = period, hours
        _take_over(lock, card)
    return Answer()


@routes.write("fingerprint/rename", Where.EXTRA)
async def rename_fingerprint(call: Call) -> Answer:
    """Give a fingerprint another name."""
    lock = call.managed()
    finger = _finger(call, lock)
    name = call.params.need_text("fingerprintName")
    lock.hardware.credentials.change(finger.id, name, finger.secret, finger.schedule)
    return Answer()


@routes.write("fingerprint/delete", Where.EXTRA)
async def delete_fingerprint(call: Call) -> Answer:
    """Take a fingerprint off the lock."""
    lock = call.managed()
    finger = _finger(call, lock)
    if call.way("deleteType") is Way.GATEWAY:
        needed = Feature.FINGERPRINT
        async with call.state.radio.exchange(lock, call.state.now, needed):
            lock.hardware.credentials.remove(finger.id)
    return Answer()


def _managed_ekey(call: Call) -> Ekey:
    """Return an eKey of somebody else, of a lock that the user manages."""
    key_id = call.params.need_number("keyId")
    for lock in call.state.locks.values():
        if (ekey := lock.ekeys.get(key_id)) is not None:
            mine = lock.ekey_of(call.user)
            if ekey.admin or mine is None or not mine.manages:
                raise RefusalError(call.switches.not_admin)
            return ekey
    raise RefusalError(Number.NO_EKEY)


def _period(call: Call, *, permanent: bool) -> tuple[int, int]:
    """Return start and end; 0 and 0 is for ever, where that may be said."""
    starts = call.params.need_number("startDate")
    ends = call.params.need_number("endDate")
    for_ever = starts == ends == 0
    if starts < 0 or (for_ever and not permanent) or not (for_ever or ends > starts):
        raise RefusalError(Number.INVALID)
    return starts, ends


def _card(call: Call, lock: TtlockLock) -> Card:
    card = lock.cards.get(call.params.need_number("cardId"))
    if card is None:
        raise RefusalError(Number.NO_CARD)
    return card


def _take_over(lock: TtlockLock, card: Card) -> None:
    """Let the home know a card as it is now."""
    if card.on_lock:
        schedule = card_schedule(card, lock.hardware.zone)
        lock.hardware.credentials.change(card.id, card.name, card.number, schedule)


def _finger(call: Call, lock: TtlockLock) -> Credential:
    wanted = call.params.need_number("fingerprintId")
    for finger in lock.hardware.credentials.of_kind(CredentialKind.FINGERPRINT):
        if finger.id == wanted:
            return finger
    raise RefusalError(Number.NO_FINGERPRINT)
