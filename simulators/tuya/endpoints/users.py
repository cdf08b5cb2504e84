"""People of a lock: without an app account they can be made and changed here.

Source: Tuya developer documentation, device users; the newer versions and the role as
clients use them.
"""

from simulators.tuya.members import TYPES, Member
from simulators.tuya.numbers import Number, UserType
from simulators.tuya.refusals import RefusalError
from simulators.tuya.routing import Call, Routes
from simulators.tuya.services import Service

routes = Routes(Service.LOCK)
_D0, _D1 = "/v1.0/devices/{device}", "/v1.1/devices/{device}"
_S = "/v1.0/smart-lock/devices/{device}"
_ROLES = {"admin": UserType.ADMIN, "normal": UserType.MEMBER}


@routes.write("POST", f"{_D0}/user")
def add(call: Call) -> object:
    """Add a person without an app account; the answer is the id as text."""
    lock = call.changed_lock()
    name, sex = call.text("nick_name"), _sex(call)
    number = 1 + max((row.number for row in lock.members.values()), default=0)
    member = Member(id=f"{next(call.state.method_ids):08d}", name=name, number=number)
    member.sex = sex
    _fill(call, member)
    lock.members[member.id] = member
    return member.id


@routes.write("PUT", f"{_D0}/users/{{user}}")
def modify(call: Call) -> object:
    """Change the data of a person."""
    call.changed_lock()
    member = _own(call)
    member.name, member.sex = call.text("nick_name"), _sex(call)
    _fill(call, member)
    return True


@routes.write("DELETE", f"{_D0}/users/{{user}}")
def delete(call: Call) -> object:
    """Remove a person; what opens in that name belongs to nobody then."""
    lock, member = call.changed_lock(), _own(call)
    del lock.members[member.id]
    lock.absent.append(member.id)
    for mode in lock.opmodes.values():
        if mode.user_id == member.id:
            mode.user_id = None
    return True


@routes.read(f"{_D0}/users/{{user}}")
def get(call: Call) -> object:
    """Return a person without an app account."""
    return _shape(call, _own(call))


@routes.read(f"{_D1}/users/{{user}}")
def get_newer(call: Call) -> object:
    """Return any person of a lock."""
    return {**_shape(call, _anyone(call)), "effective_flag": 1}


@routes.read(f"{_D0}/users")
def listed(call: Call) -> object:
    """List the people without an app account."""
    rows = call.lock().members.values()
    return [_shape(call, row) for row in rows if not row.home]


@routes.read(f"{_D1}/users")
def listed_newer(call: Call) -> object:
    """List everybody, by name or role, page by page."""
    keyword, role = call.asked("keyword", ""), call.asked("role", "")
    if role not in {"", *_ROLES}:
        raise RefusalError(Number.ILLEGAL)
    rows = [
        row
        for row in call.lock().members.values()
        if keyword.lower() in row.name.lower() and (not role or _role(row) == role)
    ]
    page, size = call.page(rows, 20), call.asked_number("page_size", 20)
    pages = -(-len(rows) // size)
    return {
        "has_more": call.asked_number("page_no", 1) < pages,
        "total_pages": pages,
        "total": len(rows),
        "records": [
            {**_shape(call, row), "user_type": int(row.type), "effective_flag": 1}
            for row in page
        ],
    }


@routes.write("PUT", f"{_S}/users/{{user}}/actions/role")
def role(call: Call) -> object:
    """Make somebody an administrator of the lock, or a plain member."""
    call.changed_lock()
    member, wanted = _anyone(call), call.text("role")
    if wanted not in _ROLES or member.type == UserType.OWNER:
        raise RefusalError(Number.ILLEGAL)
    member.type = _ROLES[wanted]
    return True


@routes.write("POST", f"{_D0}/device-lock/users/{{user}}/allocate")
def allocate(call: Call) -> object:
    """Give a finger, a card or a PIN of nobody to somebody."""
    lock, member = call.changed_lock(), _anyone(call)
    text = call.text("no")
    mode = lock.opmodes.get(int(text)) if text.isdecimal() else None
    if mode is None or TYPES[mode.code] != call.text("type"):
        raise RefusalError(Number.NO_DATA)
    mode.user_id = member.id
    return True


def _anyone(call: Call) -> Member:
    """Return the person of the path."""
    member = call.lock().members.get(call.places["user"])
    if member is None:
        raise RefusalError(Number.NO_DATA)
    return member


def _own(call: Call) -> Member:
    """Return the person of the path, who must not have an app account."""
    member = _anyone(call)
    if member.home:
        raise RefusalError(Number.ILLEGAL)
    return member


def _role(member: Member) -> str:
    """Return the role of somebody."""
    return "normal" if member.type == UserType.MEMBER else "admin"


def _sex(call: Call) -> int:
    """Read the sex: 1 male, 2 female; 0 is taken as well."""
    sex = call.number("sex")
    if sex not in {0, 1, 2}:
        raise RefusalError(Number.ILLEGAL)
    return sex


def _fill(call: Call, member: Member) -> None:
    """Write down what else was told."""
    member.contact = call.text_or("contact", member.contact)
    member.birthday = call.number_or("birthday", member.birthday)
    member.height = call.number_or("height", member.height)
    member.weight = call.number_or("weight", member.weight)


def _shape(call: Call, member: Member) -> dict[str, object]:
    """Return a person."""
    return {
        "user_id": member.id,
        "device_id": call.lock().id,
        "nick_name": member.name,
        "sex": member.sex,
        "contact": member.contact,
        "birthday": member.birthday,
        "height": member.height,
        "weight": member.weight,
    }
