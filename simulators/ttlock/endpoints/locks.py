"""Lists of locks, eKeys and groups, and the details of a lock.

Sources: Sifely Open API documentation, "Get Ekeys by account" (whose filter is spelt
`lockAlis`), "Get lock details", "Get keys of a lock"; TTLock open platform
documentation, "Get the lock list of an account" and groups.
"""

from typing import Final

from simulators.ttlock.lockshapes import (
    detail_shape,
    ekey_shape,
    key_of_lock_shape,
    list_shape,
)
from simulators.ttlock.numbers import Number
from simulators.ttlock.paging import page
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Json, Routes

routes = Routes()

_LARGEST: Final = 1000
_LOCK, _OTHER_DEVICES = 1, frozenset({1, 2, 3})


@routes.read("POST", "lock/list")
async def list_locks(call: Call) -> Answer:
    """List the locks of which the account is the top administrator."""
    kind = call.params.choice("type", _OTHER_DEVICES, _LOCK)
    alias = call.params.text("lockAlias") or ""
    group = _group(call)
    rows = [
        list_shape(call.state, lock, sifely=call.sifely)
        for lock in call.state.owned(call.user)
        if kind == _LOCK
        and alias.lower() in lock.hardware.name.lower()
        and group in {None, lock.group}
    ]
    return page(call, rows, largest=_LARGEST, required=False)


@routes.read("POST", "key/list")
async def list_ekeys(call: Call) -> Answer:
    """List the eKeys of the account, its own and those that it was sent.

    Deleted ones are listed as such: the page has numbers for them.
    """
    alias = call.params.text("lockAlis" if call.sifely else "lockAlias") or ""
    group = _group(call)
    rows = [
        ekey_shape(call.state, lock, ekey, sifely=call.sifely)
        for lock, ekey in call.state.ekeys_of(call.user)
        if alias.lower() in lock.hardware.name.lower() and group in {None, lock.group}
    ]
    return page(call, rows, largest=_LARGEST)


@routes.read("GET", "lock/detail")
async def show_lock(call: Call) -> Answer:
    """Return everything about a lock, also what must never be shown to anybody."""
    return Answer(detail_shape(call.state, call.managed()))


@routes.read("GET", "lock/listKey")
async def list_keys_of_lock(call: Call) -> Answer:
    """List who has an eKey of a lock, but for the top administrator."""
    lock = call.managed()
    call.params.choice("keyRight", range(3), 0)
    call.params.choice("orderBy", range(4), 0)
    text = (call.params.text("searchStr") or "").lower()
    rows = [
        key_of_lock_shape(lock, ekey)
        for ekey in lock.ekeys.values()
        if not ekey.admin and text in f"{ekey.name} {ekey.user.username}".lower()
    ]
    return page(call, rows, largest=_LARGEST)


@routes.read("GET", "group/list")
async def list_groups(call: Call) -> Answer:
    """List the groups; Sifely's list is a page, and its names may be called so."""
    name_key = call.switches.group_name_key if call.sifely else "name"
    rows: list[Json] = [
        {"groupId": number, name_key: name}
        for number, name in call.state.groups.items()
        if call.user is call.state.account
    ]
    if call.sifely:
        return page(call, rows, largest=_LARGEST, required=False)
    return Answer({"list": rows})


def _group(call: Call) -> int | None:
    """Return the group that is asked for."""
    number = call.params.number("groupId")
    if number is not None and number not in call.state.groups:
        raise RefusalError(Number.NO_GROUP)
    return number
