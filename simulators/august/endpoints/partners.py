"""Sub-users: people without an account, made by a partner.

Sources: Yale Home API documentation, "Create or get a sub-user"; partner user guide,
"Sub-user management". The path of creating one is inferred from the list's.
"""

from simulators.august.accounts import SUB_USER_SCOPE
from simulators.august.refusals import RefusalError
from simulators.august.routing import Call, Json, Routes
from simulators.august.users import NamedUser

routes = Routes()
_MOST = 1000


@routes.write("POST", "/partners/sub-user")
async def create_sub_user(call: Call) -> object:
    """Make a user without an account, or return the one of that name."""
    _require_scope(call)
    name = call.text("partnerUserID")
    first, last = call.text("firstName"), call.text("lastName")
    known = (call.user.id, name) in call.state.partner_users
    user = call.state.partner_user(name, call.user.id)
    if not known:
        user.first_name, user.last_name = first, last
    vault, brand = call.state.vault, call.platform.brand
    grant = vault.issue(brand, call.grant.redirect_uri, user.id)
    return {
        "access_token": grant.token,
        "firstName": user.first_name,
        "lastName": user.last_name,
        "userID": user.id,
        "userCreated": not known,
    }


@routes.read("GET", "/partners/sub-user")
async def list_sub_users(call: Call) -> object:
    """List one page of the users that the caller has made."""
    _require_scope(call)
    page, size = call.number("page", 1), call.number("pageSize", _MOST)
    if page < 1 or not 1 <= size <= _MOST:
        raise RefusalError(400, f'"pageSize" must be less than or equal to {_MOST}')
    users = [
        user
        for (owner, _), user in call.state.partner_users.items()
        if owner == call.user.id
    ]
    begin = (page - 1) * size
    rows = users[begin : begin + size]
    return {
        "totalRecords": len(users),
        "currentPage": page,
        "pageRecordStart": begin + 1,
        "pageRecordEnd": begin + len(rows),
        "totalPages": -(-len(users) // size),
        "subUsers": [_shape(user) for user in rows],
    }


def _require_scope(call: Call) -> None:
    """Refuse a credential that does not have the scope."""
    partner = call.state.vault.partners[call.platform.brand]
    if SUB_USER_SCOPE not in partner.scopes:
        raise RefusalError(403, "Scope is missing")


def _shape(user: NamedUser) -> Json:
    """Return a user of the list."""
    return {
        "userID": user.id,
        "firstName": user.first_name,
        "lastName": user.last_name,
        "userOwnerID": user.owner_id,
        "partnerUserID": user.partner_user_id,
    }
