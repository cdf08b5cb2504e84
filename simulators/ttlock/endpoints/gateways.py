"""Gateways, and which of them hears which lock.

Source: TTLock open platform documentation, gateways; Sifely's index has the same, but
for the list of an account's gateways.
"""

from typing import Final

from simulators.ttlock.devices import TtlockGateway, TtlockLock
from simulators.ttlock.numbers import Number
from simulators.ttlock.paging import page
from simulators.ttlock.radio import Heard, heard_by
from simulators.ttlock.refusals import RefusalError
from simulators.ttlock.routing import Answer, Call, Json, Routes, Where
from simulators.ttlock.stamps import to_ms

routes = Routes()

_LARGEST: Final = 200


@routes.read("GET", "gateway/list", Where.TTLOCK)
async def list_gateways(call: Call) -> Answer:
    """List the gateways of the account."""
    rows = [
        _detail(call, gateway)
        for gateway in call.state.gateways.values()
        if gateway.owner is call.user
    ]
    return page(call, rows, largest=_LARGEST)


@routes.read("GET", "gateway/detail")
async def show_gateway(call: Call) -> Answer:
    """Return one gateway."""
    gateway = _existing(call)
    address = {"networkMac": gateway.mac.replace(":", "")[:12]}
    return Answer(_detail(call, gateway) | address)


@routes.read("GET", "gateway/listByLock")
async def gateways_of_lock(call: Call) -> Answer:
    """List the gateways that hear a lock."""
    lock, _ = call.lock()
    if call.sifely and not call.switches.gateways_listed:
        return Answer({"list": []})
    rows = [
        _heard_shape(call.state.radio.of(row.gateway), row)
        for row in heard_by(lock, call.state.now)
    ]
    return Answer({"list": rows})


@routes.read("GET", "gateway/listLock")
async def locks_of_gateway(call: Call) -> Answer:
    """List the locks that a gateway hears."""
    gateway = _existing(call)
    return Answer(
        {"list": [_lock_shape(lock, row) for lock, row in _heard(call, gateway)]}
    )


def _existing(call: Call) -> TtlockGateway:
    """Return the gateway that is asked for, if the account may know of it."""
    gateway = call.state.gateways.get(call.params.need_number("gatewayId"))
    if gateway is None:
        raise RefusalError(Number.UNKNOWN_GATEWAY)
    hears = (lock for lock, _ in _heard(call, gateway))
    theirs = any(lock.ekey_of(call.user) is not None for lock in hears)
    if gateway.owner is not call.user and not theirs:
        raise RefusalError(Number.NO_PERMISSION)
    return gateway


def _heard(call: Call, gateway: TtlockGateway) -> list[tuple[TtlockLock, Heard]]:
    """List the locks that a gateway hears, and how."""
    now = call.state.now
    return [
        (lock, row)
        for lock in call.state.locks.values()
        for row in heard_by(lock, now)
        if row.gateway is gateway.gateway
    ]


def _detail(call: Call, gateway: TtlockGateway) -> Json:
    """Return what a gateway is."""
    return {
        "gatewayId": gateway.id,
        "gatewayMac": gateway.mac,
        "gatewayName": gateway.gateway.name,
        "gatewayVersion": gateway.version,
        "networkName": gateway.network,
        "lockNum": len(_heard(call, gateway)),
        "isOnline": int(call.state.radio.online(gateway, call.state.now)),
    }


def _heard_shape(gateway: TtlockGateway, row: Heard) -> Json:
    """Return how a gateway hears a lock."""
    return {
        "gatewayId": gateway.id,
        "gatewayMac": gateway.mac,
        "gatewayName": gateway.gateway.name,
        "rssi": row.signal,
        "rssiUpdateDate": to_ms(row.at),
    }


def _lock_shape(lock: TtlockLock, row: Heard) -> Json:
    """Return how a lock is heard by a gateway."""
    return {
        "lockId": lock.id,
        "lockName": lock.factory_name,
        "lockAlias": lock.hardware.name,
        "lockMac": lock.mac,
        "rssi": row.signal,
        "updateDate": to_ms(row.at),
    }
