"""Calls about people of locks and what opens for them (Tuya docs, smart lock)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ...model.secret import Secret
from .._record import Record
from .caller import Caller
from .calls import Body, delete, get, post, put, safe
from .tickets import Ticket, Tickets
from .wire import objects

_PAGE: Final = 50

METHODS: Final = (
    "unlock_fingerprint",
    "unlock_card",
    "unlock_password",
    "unlock_face",
    "unlock_hand",
    "unlock_finger_vein",
)
"""What a listing of people may tell of."""


@dataclass(frozen=True, slots=True)
class PeopleApi:
    """People of an account's locks. Methods raise the errors of `model.errors`."""

    caller: Caller
    tickets: Tickets

    async def everybody(self, device_id: str) -> list[Record]:
        """Return everybody at a lock, members of the home as well."""
        path = f"/v1.1/devices/{safe(device_id)}/users"
        return await self.caller.listed(
            lambda page: get(path, page_no=page, page_size=_PAGE), key=("user_id",)
        )

    async def everybody_v1(self, device_id: str) -> list[Record]:
        """Return the users of a lock by the older call: a list."""
        return objects(await self.caller.result(get(f"{_users(device_id)}")) or [])

    async def get(self, device_id: str, user_id: str) -> Record:
        """Return one person, the account that asks as well."""
        path = f"/v1.1/devices/{safe(device_id)}/users/{safe(user_id)}"
        return await self.caller.record(get(path))

    async def get_v1(self, device_id: str, user_id: str) -> Record:
        """Return one user of a lock by the older call."""
        return await self.caller.record(get(_user(device_id, user_id)))

    async def add(self, device_id: str, name: str) -> str | None:
        """Make a user of a lock; return the id, None when it is not told."""
        call = post(f"/v1.0/devices/{safe(device_id)}/user", _named(name))
        answer = await self.caller.ask(call)
        return answer.maybe_identifier("result")

    async def rename(self, device_id: str, user_id: str, name: str, kept: Body) -> None:
        """Give a user of a lock another name; `kept`: what shall stay as it is."""
        body = {**_named(name), **kept}
        await self.caller.done(put(_user(device_id, user_id), body))

    async def delete(self, device_id: str, user_id: str) -> None:
        """Delete a user of a lock, with all that opens for them."""
        await self.caller.done(delete(_user(device_id, user_id)))

    async def set_role(self, device_id: str, user_id: str, role: str) -> None:
        """Make somebody `admin` or `normal`."""
        path = f"{_smart(device_id)}/users/{safe(user_id)}/actions/role"
        await self.caller.done(put(path, {"role": role}))

    async def set_hours(self, device_id: str, user_id: str, hours: Body) -> None:
        """Limit when somebody's methods open."""
        path = f"{_smart(device_id)}/users/{safe(user_id)}/schedule"
        await self.caller.done(put(path, hours))

    async def of_home(self, device_id: str) -> list[Record]:
        """Return the people of the home at a keep-alive or video lock."""
        path = f"{_smart(device_id)}/users"
        codes = ",".join(METHODS)
        return await self.caller.listed(
            lambda page: get(path, codes=codes, page_no=page, page_size=_PAGE),
            key=("user_id",),
        )

    async def absent(self, device_id: str) -> object:
        """Return who was removed; the shape is not known."""
        path = f"/v1.0/devices/{safe(device_id)}/door-lock/absent-users"
        return await self.caller.result(get(path))

    async def take_off(self, device_id: str, user_ids: Iterable[str]) -> None:
        """Let a lock forget what opened for people who were removed."""
        ids = ",".join(map(safe, user_ids))
        path = f"{_smart(device_id)}/users/{ids}/actions/delete-users-issue"
        await self.caller.done(post(path))

    async def allocate_slot(
        self, device_id: str, user_id: str, slot: str, kind: str
    ) -> None:
        """Say by its slot whose a fingerprint, password or card is."""
        path = f"/v1.0/devices/{safe(device_id)}/device-lock/users/{safe(user_id)}"
        await self.caller.done(post(f"{path}/allocate", {"no": slot, "type": kind}))


@dataclass(frozen=True, slots=True)
class MethodApi:
    """What opens locks beside digits: fingers, cards, faces ("opmodes")."""

    caller: Caller
    tickets: Tickets

    async def sync(self, device_id: str, codes: Sequence[str]) -> None:
        """Let the lock tell anew which methods it holds."""
        body = {"codes": ",".join(codes)}
        await self.caller.done(post(f"{_smart(device_id)}/opmodes/actions/sync", body))

    async def of_user(
        self, device_id: str, user_id: str, codes: Sequence[str]
    ) -> list[Record]:
        """Return the methods of somebody."""
        path = f"{_smart(device_id)}/opmodes/{safe(user_id)}"
        wanted = ",".join(codes)
        return await self.caller.listed(
            lambda page: get(
                path, codes=wanted, unlock_name="", page_no=page, page_size=_PAGE
            ),
            key=("dp_code", "unlock_sn"),
        )

    async def assigned(
        self, device_id: str, user_type: int, user_id: str, kind: str
    ) -> list[Record]:
        """Return the methods of a kind that somebody has, by slot."""
        path = f"{_door(device_id)}/user-types/{user_type}/users/{safe(user_id)}"
        page = await self.caller.record(get(f"{path}/assigned-keys", unlock_type=kind))
        return page.records("unlock_keys")

    async def unassigned(self, device_id: str, kind: str) -> list[Record]:
        """Return the methods of a kind that nobody has, by slot."""
        path = f"{_door(device_id)}/unassigned-keys"
        page = await self.caller.record(get(path, unlock_type=kind))
        return page.records("unlock_keys")

    async def allocate(
        self, device_id: str, user_id: str, code: str, slot: int
    ) -> None:
        """Say whose a method is."""
        body = {"user_id": user_id, "unlock_list": [_unlock("dp_code", code, slot)]}
        await self.caller.done(
            post(f"{_door(device_id)}/opmodes/actions/allocate", body)
        )

    async def cancel_allocation(
        self, device_id: str, user_id: str, code: str, slot: int
    ) -> None:
        """Say that a method is nobody's."""
        body = {"user_id": user_id, "unlock_list": [_unlock("code", code, slot)]}
        path = f"{_smart(device_id)}/opmodes/actions/cancel-allocate"
        await self.caller.done(post(path, body))

    async def rename(self, device_id: str, code: str, slot: int, name: str) -> None:
        """Give a method another name."""
        body = {"dp_code": code, "unlock_name": name}
        await self.caller.done(put(f"{_door(device_id)}/opmodes/{slot}", body))

    async def enroll(
        self, device_id: str, kind: str, user_type: int, user_id: str
    ) -> None:
        """Let the lock wait for a finger, card or face."""
        body = {"unlock_type": kind, "user_type": user_type, "user_id": user_id}
        await self.caller.done(put(f"{_door(device_id)}/actions/entry", body))

    async def enroll_pin(
        self, device_id: str, user_type: int, user_id: str, pin: Secret
    ) -> None:
        """Give somebody a password that has no end."""

        async def use(ticket: Ticket) -> None:
            body = {
                "unlock_type": "password",
                "user_type": user_type,
                "user_id": user_id,
                **ticket.password(pin, self.caller.sign_in.project.secret),
            }
            path = f"{_door(device_id)}/actions/entry"
            await self.caller.done(put(path, body, ticket=True))

        await self.tickets.spend(device_id, use)

    async def cancel(self, device_id: str, kind: str) -> None:
        """Stop waiting for a finger, card or face."""
        path = f"{_door(device_id)}/unlock-types/{safe(kind)}/actions/cancel"
        await self.caller.done(put(path))

    async def delete(
        self, device_id: str, user_type: int, user_id: str, kind: str, slot: int
    ) -> None:
        """Take a method off the lock."""
        path = f"{_door(device_id)}/user-types/{user_type}/users/{safe(user_id)}"
        await self.caller.done(delete(f"{path}/unlock-types/{safe(kind)}/keys/{slot}"))

    async def mark_duress(self, device_id: str, kind: str, slot: int) -> None:
        """Let a method call for help silently when it opens."""
        path = f"{_door(device_id)}/unlock-types/{safe(kind)}/keys/{slot}/hijack"
        await self.caller.done(put(path))

    async def unmark_duress(self, device_id: str, code: str, slot: int) -> None:
        """Let a method only open; its kind is called `unlock_card` and so on here."""
        path = f"{_smart(device_id)}/unlock-types/{safe(code)}/keys/{slot}/hijack"
        await self.caller.done(delete(path))

    async def set_attribute(
        self, device_id: str, method_id: str, attribute: int, *, on: bool
    ) -> None:
        """Switch the voice (1) or the picture (2) of a method; `enabled` is a guess."""
        path = f"{_smart(device_id)}/opmodes/{safe(method_id)}/attribute/{attribute}"
        await self.caller.done(post(f"{path}/opmode-attr", {"enabled": on}))


@dataclass(frozen=True, slots=True)
class MediaApi:
    """Pictures that locks took. Nothing is documented of any answer."""

    caller: Caller

    async def latest(self, device_id: str) -> object:
        """Return where the cover of the latest request or alarm is."""
        return await self.caller.result(get(f"{_door(device_id)}/latest/media/url"))

    async def albums(self, device_id: str) -> object:
        """Return all pictures and films."""
        return await self.caller.result(get(f"{_smart(device_id)}/albums-media"))

    async def view_times(self, device_id: str) -> object:
        """Return how often what was looked at."""
        return await self.caller.result(get(f"{_smart(device_id)}/media-view-times"))

    async def add_view(self, device_id: str, fields: Body) -> None:
        """Count a look; the fields are not known."""
        await self.caller.done(post(f"{_smart(device_id)}/media-view-times", fields))


def _named(name: str) -> dict[str, str | int]:
    # Required, and nobody's business: 0 is taken for "not told".
    return {"nick_name": name, "sex": 0}


def _unlock(key: str, code: str, slot: int) -> dict[str, str | int]:
    return {key: code, "unlock_sn": slot}


def _smart(device_id: str) -> str:
    return f"/v1.0/smart-lock/devices/{safe(device_id)}"


def _door(device_id: str) -> str:
    return f"/v1.0/devices/{safe(device_id)}/door-lock"


def _users(device_id: str) -> str:
    return f"/v1.0/devices/{safe(device_id)}/users"


def _user(device_id: str, user_id: str) -> str:
    return f"{_users(device_id)}/{safe(user_id)}"
