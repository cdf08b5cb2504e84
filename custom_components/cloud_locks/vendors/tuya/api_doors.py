"""Calls that open doors, and what was recorded at them (Tuya docs, smart lock)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ...model.secret import Secret
from .._record import Record
from .caller import Caller
from .calls import Body, get, post, put, safe
from .envelope import happened
from .tickets import Ticket, Tickets
from .wire import milliseconds, objects

PAGE: Final = 100
REJECTED_BY_OWNER: Final = 1


@dataclass(frozen=True, slots=True)
class DoorApi:
    """Doors of an account. Methods raise the errors of `model.errors`."""

    caller: Caller
    tickets: Tickets

    async def ways(self, device_id: str) -> list[Record]:
        """Return how a lock may be opened from afar: a list, or a single object."""
        return objects(
            await self.caller.result(get(f"{_of(device_id)}/remote-unlocks"))
        )

    async def allow(self, device_id: str, way: str, *, on: bool) -> None:
        """Allow or forbid a way of opening from afar."""
        body = {"remote_unlock_type": way, "open": on}
        await self.caller.done(post(f"{_of(device_id)}/remote-unlock/config", body))

    async def door_operate(
        self, device_id: str, deadline: datetime | None, *, unlock: bool | str
    ) -> bool | None:
        """Unlock or lock without a password; False: taken, and not carried out."""
        path = f"{_smart(device_id)}/password-free/door-operate"
        return await self._with_ticket(device_id, path, {"open": unlock}, deadline)

    async def open_free(self, device_id: str, deadline: datetime | None) -> bool | None:
        """Unlock without a password, by the first call for it."""
        path = f"{_of(device_id)}/password-free/open-door"
        return await self._with_ticket(device_id, path, {}, deadline)

    async def open_channel(
        self, device_id: str, channel: int, deadline: datetime | None
    ) -> bool | None:
        """Unlock one door of a device that has several."""
        path = f"/v1.1/devices/{safe(device_id)}/door-lock/password-free/open-door"
        body = {"channel_id": channel}
        return await self._with_ticket(device_id, path, body, deadline)

    async def _with_ticket(
        self, device_id: str, path: str, body: Body, deadline: datetime | None
    ) -> bool | None:
        async def use(ticket: Ticket) -> bool | None:
            call = post(path, {"ticket_id": ticket.id, **body}, ticket=True)
            return happened(await self.caller.ask(call, deadline=deadline))

        newer = path.startswith(_smart(device_id))
        return await self.tickets.spend(device_id, use, deadline=deadline, newer=newer)

    async def open_by_password(
        self, device_id: str, pin: Secret, deadline: datetime | None
    ) -> bool | None:
        """Unlock by a password of the lock (6 digits)."""

        async def use(ticket: Ticket) -> bool | None:
            body: dict[str, Any] = {
                **ticket.password(pin, self.caller.sign_in.project.secret)
            }
            call = post(f"{_of(device_id)}/open-door", body, ticket=True)
            return happened(await self.caller.ask(call, deadline=deadline))

        return await self.tickets.spend(device_id, use, deadline=deadline)

    async def turn_away(self, device_id: str) -> None:
        """Let nobody in who asks at the door."""
        path = f"{_of(device_id)}/password-free/open-door/cancel"
        await self.caller.done(put(path, {"type": REJECTED_BY_OWNER}))

    async def openings(
        self, device_id: str, page: int, since: datetime, until: datetime
    ) -> Record:
        """Return a page of who opened: `logs`, `total`, newest first."""
        path = f"/v1.1/devices/{safe(device_id)}/door-lock/open-logs"
        return await self.caller.record(get(path, **_span(page, since, until)))

    async def openings_v1(
        self, device_id: str, page: int, since: datetime, until: datetime
    ) -> Record:
        """Return the same by the older call."""
        path = f"{_of(device_id)}/open-logs"
        return await self.caller.record(get(path, **_span(page, since, until)))

    async def alarms(
        self,
        device_id: str,
        page: int,
        since: datetime,
        until: datetime,
        codes: Sequence[str],
    ) -> Record:
        """Return a page of alarms: `records`, `total`, newest first."""
        path = f"/v1.1/devices/{safe(device_id)}/door-lock/alarm-logs"
        span = _span(page, since, until)
        return await self.caller.record(get(path, codes=",".join(codes), **span))

    async def alarms_v1(
        self,
        device_id: str,
        page: int,
        since: datetime,
        until: datetime,
        codes: Sequence[str],
    ) -> Record:
        """Return the same by the older call."""
        span = _span(page, since, until)
        path = f"{_of(device_id)}/alarm-logs"
        return await self.caller.record(get(path, codes=",".join(codes), **span))

    async def records(
        self,
        device_id: str,
        page: int,
        since: datetime,
        until: datetime,
        codes: Sequence[str],
    ) -> Record:
        """Return a page of records of some data points; only part is documented."""
        span = _span(page, since, until)
        path = f"{_of(device_id)}/records"
        wanted = ",".join(codes)
        return await self.caller.record(
            get(path, target_standard_dp_codes=wanted, **span)
        )

    async def allocate_record(
        self, device_id: str, record_id: str, user_id: str
    ) -> None:
        """Say whose a record is; `user_id` is what one client sends."""
        path = f"{_of(device_id)}/records/{safe(record_id)}/actions/allocate"
        await self.caller.done(post(path, {"user_id": user_id}))


def _span(page: int, since: datetime, until: datetime) -> dict[str, int]:
    return {
        "page_no": page,
        "page_size": PAGE,
        "start_time": milliseconds(since),
        "end_time": milliseconds(until),
    }


def _of(device_id: str) -> str:
    return f"/v1.0/devices/{safe(device_id)}/door-lock"


def _smart(device_id: str) -> str:
    return f"/v1.0/smart-lock/devices/{safe(device_id)}"
