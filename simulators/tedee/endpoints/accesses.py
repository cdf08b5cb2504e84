"""People at a lock. Source: Tedee API documentation, endpoints/deviceaccess.

The answer to an invitation comes without the usual envelope, as in the sample.
Copying an access to others is documented without its body, so it is not here.
"""

from typing import Final

from simulators.tedee import body
from simulators.tedee.body import SCHEDULE_FIELDS, Field, Kind, required
from simulators.tedee.devices import TedeeLock
from simulators.tedee.deviceshapes import access_shape, principal_type
from simulators.tedee.numbers import AccessLevel
from simulators.tedee.people import Access, Scope, identity
from simulators.tedee.routing import (
    Answer,
    Call,
    Json,
    RefusalError,
    Routes,
    require_level,
)

routes = Routes()

ABOVE_OWN_LEVEL, ALREADY_EXISTS, TO_ONESELF = 1001, 1003, 1008
_GRANTABLE: Final = frozenset({AccessLevel.GUEST, AccessLevel.ADMIN})
_ROLE_FIELDS: Final = {
    "accessLevel": required(Kind.NUMBER),
    "remoteAccessDisabled": Field(Kind.FLAG, nullable=False),
    **SCHEDULE_FIELDS,
}
_INVITATION_FIELDS: Final = {
    "userEmail": Field(Kind.TEXT),
    "principalId": Field(Kind.TEXT),
    "principalType": Field(Kind.NUMBER, nullable=False),
    **_ROLE_FIELDS,
}


@routes.add("GET", "/my/device/{lock}/access", Scope.SHARE_READ)
async def list_accesses(call: Call) -> Answer:
    """List roles; guests see only the owner and themselves."""
    lock, own = call.path_lock()
    rows = [
        row
        for row in call.state.accesses[lock.id].values()
        if _selected(call, row)
        and (own.level > AccessLevel.GUEST or _is_for_guest(row, own))
    ]
    return Answer(result=[access_shape(row, call.state.switches) for row in rows])


@routes.add("POST", "/my/device/{lock}/access", Scope.SHARE_WRITE)
async def create_access(call: Call) -> Answer:
    """Invite somebody by e-mail, or a group by its id."""
    lock, own = call.path_lock()
    require_level(own, AccessLevel.ADMIN)
    body.check(call.body, _INVITATION_FIELDS)
    access = _invited(call, lock)
    _change(access, call.body)
    error = _error(call, access, own)
    if error is not None:
        status = call.state.switches.access_error_status
        return Answer(status=status, result=_outcome(access, error), bare=True)
    call.state.accesses[lock.id][access.id] = access
    return Answer(status=201, result=_outcome(access, None), bare=True)


@routes.add("PUT", "/my/device/{lock}/access/{access_text}", Scope.SHARE_WRITE)
async def replace_access(call: Call) -> Answer:
    """Replace a role and its restrictions; what is not sent is cleared."""
    body.check(call.body, _ROLE_FIELDS)
    access, own = _existing(call)
    if not _may_give(body.number(call.body, "accessLevel"), own):
        raise RefusalError(403, "You cannot give a role above your own")
    _change(access, call.body)
    return Answer(status=204)


@routes.add("DELETE", "/my/device/{lock}/access/{access_text}", Scope.SHARE_WRITE)
async def delete_access(call: Call) -> Answer:
    """Take a role away."""
    access, _ = _existing(call)
    del call.state.accesses[access.device_id][access.id]
    return Answer(status=204)


def _selected(call: Call, access: Access) -> bool:
    """Tell whether a role passes the filters."""
    text = (call.query.text("Text") or "").lower()
    principal = call.query.text("PrincipalId")
    kind = call.query.number("PrincipalType")
    return (
        text in f"{access.principal_name} {access.email or ''}".lower()
        and principal in {None, access.principal_id}
        and kind in {None, principal_type(access)}
    )


def _is_for_guest(access: Access, own: Access) -> bool:
    """Tell whether a guest may see a role."""
    return access is own or access.level is AccessLevel.OWNER


def _invited(call: Call, lock: TedeeLock) -> Access:
    """Return the role that a body asks for: an address, or the id of a group."""
    email, group = call.body.get("userEmail"), call.body.get("principalId")
    if (email is None) == (group is None):
        raise RefusalError(400, "Either userEmail or principalId is required")
    access = (
        _for_user(call, lock, str(email))
        if group is None
        else _for_group(call, lock, str(group))
    )
    if call.body.get("principalType", principal_type(access)) != principal_type(access):
        raise RefusalError(400, "principalType does not fit")
    return access


def _for_user(call: Call, lock: TedeeLock, email: str) -> Access:
    """Return a new role for whoever has the address; strangers are pending."""
    if "@" not in email:
        raise RefusalError(400, "userEmail is not an address")
    user = call.state.user_at(email)
    principal = user.identity if user else identity("invited", email.casefold())
    return Access(
        id=identity("access", lock.id, principal),
        device_id=lock.id,
        level=AccessLevel.GUEST,
        principal_id=principal,
        principal_name=user.person.name if user else email,
        email=email,
        pending=user is None,
    )


def _for_group(call: Call, lock: TedeeLock, group_id: str) -> Access:
    """Return a new role for a group."""
    group = call.state.groups.get(group_id)
    if group is None:
        raise RefusalError(400, "There is no such group")
    return Access(
        id=identity("access", lock.id, group.id),
        device_id=lock.id,
        level=AccessLevel.GUEST,
        principal_id=group.id,
        principal_name=group.name,
        group=True,
    )


def _change(access: Access, sent: Json) -> None:
    """Set a role as the body says; what was not sent is cleared."""
    level = body.number(sent, "accessLevel")
    if level not in {AccessLevel.GUEST, AccessLevel.ADMIN, AccessLevel.OWNER}:
        raise RefusalError(400, "Unknown access level")
    access.level = AccessLevel(level)
    access.remote_disabled = bool(sent.get("remoteAccessDisabled", False))
    access.schedule = body.schedule(sent, "UTC")


def _error(call: Call, access: Access, own: Access) -> tuple[int, str] | None:
    """Return the validation code and message of an invitation that cannot be."""
    if (code := call.state.switches.access_error_code) is not None:
        return code, "This is not possible"
    if access.principal_id == call.user.identity:
        return TO_ONESELF, "You cannot share a device with yourself"
    rows = call.state.accesses[access.device_id].values()
    if access.principal_id in {row.principal_id for row in rows}:
        return ALREADY_EXISTS, "This access already exists"
    if not _may_give(access.level, own):
        return ABOVE_OWN_LEVEL, "You cannot give a role above your own"
    return None


def _may_give(level: int, own: Access) -> bool:
    """Tell whether somebody may give a role; a lock has one owner."""
    return level in _GRANTABLE and level <= own.level


def _outcome(access: Access, error: tuple[int, str] | None) -> Json:
    """Return the bare answer to an invitation."""
    return {
        "id": None if error else access.id,
        "principalId": access.principal_id,
        "principalType": principal_type(access),
        "userEmail": access.email,
        "displayName": access.principal_name,
        "success": error is None,
        "error": {"code": error[0], "message": error[1]} if error else None,
    }


def _existing(call: Call) -> tuple[Access, Access]:
    """Return the role that the path names and the caller's own."""
    lock, own = call.path_lock()
    require_level(own, AccessLevel.ADMIN)
    access = call.state.accesses[lock.id].get(call.path["access"])
    if access is None:
        raise RefusalError(404, "Access not found")
    if access.level is AccessLevel.OWNER:
        raise RefusalError(403, "The owner's access cannot be changed")
    return access, own
