"""From the cloud to a lock and back: gateways, Wi-Fi, and one message at a time.

A gateway belongs to a lock while it hears it; the cloud goes on for 30 minutes with
what it heard last, and of several gateways takes the one that hears best. A gateway
without power hears nothing, so what it told last stays.

Source: TTLock open platform documentation, gateway pages and error codes; the 504 comes
from public clients of Sifely. What a lock that has just vanished comes to is a switch.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from simulators.link import Gateway

from .devices import Lane, TtlockGateway, TtlockLock
from .features import Feature
from .numbers import Number
from .refusals import RefusalError
from .switches import Switches

HEARD_FOR: Final = timedelta(minutes=30)
DEFAULT_SIGNAL: Final = -65


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A gateway that hears a lock."""

    gateway: Gateway
    signal: int
    at: datetime


class Radio:
    """What messages between one cloud and its locks travel through."""

    def __init__(
        self, gateways: Mapping[int, TtlockGateway], switches: Switches
    ) -> None:
        """Use the gateways of a cloud."""
        self._gateways = gateways
        self._switches = switches

    def online(self, gateway: TtlockGateway, now: datetime) -> bool:
        """Tell whether the cloud takes a gateway for online."""
        down = gateway.gateway.link.down_since
        lag = timedelta(seconds=self._switches.offline_lag)
        return down is None or now < down + lag

    @asynccontextmanager
    async def exchange(
        self, lock: TtlockLock, now: datetime, *features: Feature
    ) -> AsyncIterator[None]:
        """Keep the way to a lock for one message.

        Raises:
            RefusalError: nothing was sent, or nobody answered.
        """
        self._require(lock, *features)
        gateway = None if lock.wifi else self._route(lock, now)
        lane = lock.lane if gateway is None else gateway.lane
        _take(lane, now, Number.WIFI_BUSY if lock.wifi else Number.GATEWAY_BUSY)
        try:
            if self._switches.gateway_seconds:
                await asyncio.sleep(self._switches.gateway_seconds)
            if not _answers(lock, gateway):
                raise self._silence()
            yield
        finally:
            lane.working = False
            lane.busy_until = now + timedelta(seconds=self._switches.busy_seconds)

    def _require(self, lock: TtlockLock, *features: Feature) -> None:
        """Refuse what the lock does not do at all, or not now."""
        if lock.frozen:
            raise RefusalError(Number.FROZEN)
        if not lock.has(*features):
            raise RefusalError(Number.UNSUPPORTED)
        if not lock.wifi:
            return
        if not lock.wifi_set_up:
            raise RefusalError(Number.WIFI_NOT_SET_UP)
        if lock.power_saving:
            raise RefusalError(Number.POWER_SAVING)
        if not lock.hardware.link.online:
            raise RefusalError(Number.WIFI_OFFLINE)

    def _route(self, lock: TtlockLock, now: datetime) -> TtlockGateway:
        """Return the gateway that the cloud will use."""
        rows = [self.of(row.gateway) for row in heard_by(lock, now)]
        if not rows:
            raise RefusalError(Number.NO_GATEWAY)
        online = [row for row in rows if self.online(row, now)]
        if not online:
            raise RefusalError(Number.GATEWAY_OFFLINE)
        return online[0]

    def of(self, gateway: Gateway) -> TtlockGateway:
        """Return a gateway of the home as the cloud knows it."""
        rows = self._gateways.values()
        return next(row for row in rows if row.gateway is gateway)

    def _silence(self) -> RefusalError:
        """Return what a lock that does not answer comes to."""
        if self._switches.silent_lock == "504":
            return RefusalError(504, status=504, message="Gateway Time-out")
        return RefusalError(int(self._switches.silent_lock))


def heard_by(lock: TtlockLock, now: datetime) -> list[Heard]:
    """List the gateways that hear a lock, the best signal first."""
    main = lock.hardware.gateway
    gateways = ([main] if main else []) + lock.also_heard
    rows = [_heard(lock, gateway, now) for gateway in gateways]
    fresh = [row for row in rows if row is not None]
    return sorted(fresh, key=lambda row: -row.signal)


def in_touch_since(lock: TtlockLock) -> datetime | None:
    """Return since when the lock can hand over records, None when it cannot."""
    link = lock.hardware.link
    if not link.online:
        return None
    if lock.wifi:
        return link.since if lock.wifi_set_up else None
    main = lock.hardware.gateway
    gateways = ([main] if main else []) + lock.also_heard
    up = [row.link.since for row in gateways if row.link.online]
    return max(link.since, lock.hardware.paired_since, min(up)) if up else None


def cut_off_since(lock: TtlockLock) -> datetime | None:
    """Return since when it cannot, None for one that never could."""
    if not (lock.wifi or lock.hardware.gateway or lock.also_heard):
        return None
    return lock.hardware.offline_since


def _heard(lock: TtlockLock, gateway: Gateway, now: datetime) -> Heard | None:
    """Return what a gateway knows of a lock, None when that is too old."""
    silent_since = lock.hardware.link.down_since
    # What a gateway heard stays as it was when its own power went.
    end = gateway.link.down_since or now
    at = min(end, silent_since or end)
    if end - at > HEARD_FOR:
        return None
    signal = lock.signals.get(gateway.id, DEFAULT_SIGNAL)
    return Heard(gateway=gateway, signal=signal, at=at)


def _take(lane: Lane, now: datetime, number: Number) -> None:
    """Occupy a lane, or refuse because it is busy."""
    waiting = lane.busy_until is not None and now < lane.busy_until
    if lane.busy_times > 0:
        lane.busy_times -= 1
        waiting = True
    if lane.working or waiting:
        raise RefusalError(number)
    lane.working = True


def _answers(lock: TtlockLock, gateway: TtlockGateway | None) -> bool:
    """Tell whether a message really gets there and back."""
    there = gateway is None or gateway.gateway.link.online
    return there and lock.hardware.link.online
