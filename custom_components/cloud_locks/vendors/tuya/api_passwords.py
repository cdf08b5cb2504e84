"""Calls about passwords of locks (Tuya docs, smart lock). One short method each."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

from ...model.secret import Secret
from .._record import Record
from .caller import Caller
from .calls import Body, delete, get, post, put, safe
from .tickets import Ticket, Tickets
from .wire import flag_of, objects

_PAGE: Final = 50
_MOST_PAGES: Final = 50


@dataclass(frozen=True, slots=True)
class PasswordApi:
    """Passwords of an account's locks. Methods raise the errors of `model.errors`."""

    caller: Caller
    tickets: Tickets

    async def everything(
        self, device_id: str, *, valid: bool | None = None
    ) -> list[Record]:
        """Return the temporary passwords of a lock, deleted ones as well."""
        path = f"{_of(device_id)}/temp-passwords"
        return objects(await self.caller.result(get(path, valid=valid)) or [])

    async def get(self, device_id: str, password_id: str) -> Record:
        """Return one temporary password. `NotFound` when there is none."""
        path = f"{_of(device_id)}/temp-password/{safe(password_id)}"
        return await self.caller.record(get(path))

    async def stand_by(
        self, device_id: str, *, valid: bool
    ) -> AsyncIterator[list[Record]]:
        """Yield the passwords of a keep-alive lock, page by page."""
        path = f"/v1.0/smart-lock/devices/{safe(device_id)}"
        row: str | None = None
        for _ in range(_MOST_PAGES):
            call = get(
                f"{path}/stand-by-lock-temp-passwords",
                valid=valid,
                page_size=_PAGE,
                last_row_key=row,
            )
            page = await self.caller.record(call)
            yield page.records("records")
            last, row = row, page.maybe_identifier("last_row_key")
            if flag_of(page, "has_more") is not True or row in {None, last}:
                return

    async def add(
        self, device_id: str, fields: Body, pin: Secret, *, named: bool = True
    ) -> str | None:
        """Make a temporary password; return its id, None when it is not told."""
        version = "v1.0" if named else "v2.0"
        path = f"/{version}/devices/{safe(device_id)}/door-lock/temp-password"

        async def use(ticket: Ticket) -> Record:
            body = {**fields, **self._password(ticket, pin)}
            return await self.caller.record(post(path, body, ticket=True))

        answer = await self.tickets.spend(device_id, use)
        return answer.maybe_identifier("id")

    async def change(
        self, device_id: str, password_id: str, fields: Body, pin: Secret
    ) -> None:
        """Change a temporary password; everything is sent anew, digits too."""
        path = f"{_entry(device_id, password_id)}/modify-password"

        async def use(ticket: Ticket) -> None:
            body = {**fields, **self._password(ticket, pin)}
            await self.caller.done(put(path, body, ticket=True))

        await self.tickets.spend(device_id, use)

    async def freeze(self, device_id: str, password_id: str) -> None:
        """Let a temporary password rest."""
        await self.caller.done(put(f"{_entry(device_id, password_id)}/freeze-password"))

    async def unfreeze(self, device_id: str, password_id: str) -> None:
        """Let a temporary password work again."""
        await self.caller.done(
            put(f"{_entry(device_id, password_id)}/unfreeze-password")
        )

    async def delete(
        self, device_id: str, password_id: str, *, through_gateway: bool | None = None
    ) -> None:
        """Delete a temporary password.

        `through_gateway`, for Bluetooth locks: take it off the lock, or only off the
        list.
        """
        body = (
            None if through_gateway is None else {"bluetooth_symbolic": through_gateway}
        )
        await self.caller.done(delete(_entry(device_id, password_id), body))

    async def issue(self, device_id: str) -> None:
        """Let the cloud hand all passwords to the lock anew."""
        await self.caller.done(post(f"{_of(device_id)}/issue-password"))

    async def clear(self, device_id: str) -> None:
        """Delete all temporary passwords."""
        await self.caller.done(post(f"{_of(device_id)}/temp-passwords/rest-password"))

    async def offline(self, device_id: str, fields: Body) -> Record:
        """Compute an offline password."""
        path = f"/v1.1/devices/{safe(device_id)}/door-lock/offline-temp-password"
        return await self.caller.record(post(path, fields))

    async def offline_v1(self, device_id: str, fields: Body) -> Record:
        """Compute an offline password by the older call; its fields are not known."""
        return await self.caller.record(
            post(f"{_of(device_id)}/offline-temp-password", fields)
        )

    async def rename_offline(self, device_id: str, password_id: str, name: str) -> None:
        """Rename an offline password; `name` is what one client sends."""
        path = f"{_of(device_id)}/offline-temp-password/{safe(password_id)}"
        await self.caller.done(put(path, {"name": name}))

    async def dynamic(self, device_id: str) -> Record:
        """Return the password of these minutes."""
        return await self.caller.record(get(f"{_of(device_id)}/dynamic-password"))

    async def set_advanced(self, device_id: str, kind: str, pin: Secret) -> None:
        """Set the password of the administrator, or that for emergencies."""

        async def use(ticket: Ticket) -> None:
            body: dict[str, Any] = self._password(ticket, pin)
            body["advanced_type"] = kind
            path = f"{_of(device_id)}/advanced-password"
            await self.caller.done(post(path, body, ticket=True))

        await self.tickets.spend(device_id, use)

    async def advanced(self, device_id: str) -> object:
        """Return the advanced passwords; the shape is not known."""
        return await self.caller.result(get(f"{_of(device_id)}/advanced-password"))

    def _password(self, ticket: Ticket, pin: Secret) -> dict[str, Any]:
        return {**ticket.password(pin, self.caller.sign_in.project.secret)}


def _of(device_id: str) -> str:
    return f"/v1.0/devices/{safe(device_id)}/door-lock"


def _entry(device_id: str, password_id: str) -> str:
    return f"{_of(device_id)}/temp-passwords/{safe(password_id)}"
