"""Personal keys. Source: Tedee API documentation, endpoints/personalaccesskey."""

from datetime import datetime, timedelta
from typing import Final

from simulators.tedee import body
from simulators.tedee.body import Kind, required
from simulators.tedee.deviceshapes import key_shape
from simulators.tedee.people import PersonalKey, Scope
from simulators.tedee.routing import Answer, Call, RefusalError, Routes

routes = Routes()

LONGEST_LIFE: Final = timedelta(days=5 * 365 + 2)
_FIELDS: Final = {
    "name": required(Kind.TEXT),
    "validTo": required(Kind.TEXT),
    "scopes": required(Kind.LIST),
}


@routes.add("GET", "/my/personalaccesskey", Scope.ACCOUNT_READ)
async def list_keys(call: Call) -> Answer:
    """List the caller's keys without their secret parts."""
    return Answer(
        result=[key_shape(key, call.state.switches) for key in _own_keys(call)]
    )


@routes.add("POST", "/my/personalaccesskey", Scope.ACCOUNT_WRITE)
async def create_key(call: Call) -> Answer:
    """Make a key; this answer is the only one that ever shows it whole."""
    name, valid_to, scopes = _read(call)
    key = call.state.add_key(call.user, name, scopes)
    key.valid_to = valid_to
    return Answer(status=201, result={"id": key.id, "key": key.value})


@routes.add("PUT", "/my/personalaccesskey/{key_text}", Scope.ACCOUNT_WRITE)
async def replace_key(call: Call) -> Answer:
    """Replace a key's name, end and scopes."""
    key = _existing(call)
    key.name, key.valid_to, key.scopes = _read(call)
    return Answer(status=204)


@routes.add("DELETE", "/my/personalaccesskey/{key_text}", Scope.ACCOUNT_WRITE)
async def delete_key(call: Call) -> Answer:
    """Revoke a key."""
    _existing(call).revoked = True
    return Answer(status=204)


def _own_keys(call: Call) -> list[PersonalKey]:
    """List the keys of the caller that were not revoked."""
    return [key for key in call.state.keys if key.user is call.user and not key.revoked]


def _existing(call: Call) -> PersonalKey:
    """Return the key that the path names."""
    for key in _own_keys(call):
        if key.id == call.path["key"].lower():
            return key
    raise RefusalError(404, "Key not found")


def _read(call: Call) -> tuple[str, datetime, set[Scope]]:
    """Return name, end and scopes of the body."""
    body.check(call.body, _FIELDS)
    valid_to = body.moment(call.body, "validTo")
    limit = call.state.home.clock.now() + LONGEST_LIFE
    if valid_to is None or valid_to > limit:
        raise RefusalError(400, "validTo is more than five years ahead")
    return body.text(call.body, "name"), valid_to, _scopes(call.body["scopes"])


def _scopes(names: object) -> set[Scope]:
    """Return the scopes of a list of names."""
    try:
        return {Scope(name) for name in names} if isinstance(names, list) else set()
    except ValueError as err:
        raise RefusalError(400, "Unknown scope") from err
